"""Ways from one actor to another along edges, the shortest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graphkit.model import Edge

Steps = Mapping[str, list[tuple[Edge, str]]]


def simple_paths(
    edges: Iterable[Edge], start: str, end: str, longest: int, directed: bool = False
) -> Iterator[tuple[Edge, ...]]:
    """Yield the paths between two actors that pass no actor twice, by length, then in the order of the edges.

    Args:
        edges: what may be gone along.
        start, end: ids of actors.
        longest: the most edges of a path.
        directed: True to go from subject to object only.
    """
    forth: dict[str, list[tuple[Edge, str]]] = defaultdict(list)
    back: dict[str, list[tuple[Edge, str]]] = defaultdict(list)
    for edge in edges:
        if edge.subject != edge.object:
            forth[edge.subject].append((edge, edge.object))
            back[edge.object].append((edge, edge.subject))
            if not directed:
                forth[edge.object].append((edge, edge.subject))
                back[edge.subject].append((edge, edge.object))
    near = _distances(back, end, longest)
    for length in range(1, longest + 1):
        yield from _paths_of(length, forth, near, (start, end))


def _distances(steps: Steps, end: str, longest: int) -> dict[str, int]:
    """Return how many edges each actor is away from ``end``, of those that are at most ``longest`` away."""
    found, ring = {end: 0}, [end]
    for distance in range(1, longest + 1):
        ring = sorted({actor for one in ring for _, actor in steps.get(one, ()) if actor not in found})
        found |= dict.fromkeys(ring, distance)
    return found


def _paths_of(length: int, steps: Steps, near: Mapping[str, int], ends: tuple[str, str]) -> Iterator[tuple[Edge, ...]]:
    """Yield the paths of one length; a step that leads too far from the end is not taken."""
    start, end = ends
    if near.get(start, length + 1) > length or start == end:
        return
    path: list[Edge] = []
    actors = [start]
    stack = [iter(steps.get(start, ()))]
    while stack:
        edge, actor = next(stack[-1], (None, ""))
        if edge is None:
            stack.pop()
            actors.pop()
            if path:
                path.pop()
            continue
        left = length - len(path) - 1
        if actor == end and not left:
            yield (*path, edge)
        elif actor != end and actor not in actors and near.get(actor, length + 1) <= left:
            path.append(edge)
            actors.append(actor)
            stack.append(iter(steps.get(actor, ())))
