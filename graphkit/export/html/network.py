"""The drawing as data of a pyvis ``Network``: actors as nodes, everything between two actors as one line."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphkit.export.html.layout import place_nodes
from graphkit.export.source import ExportSource
from graphkit.model import Actor, Edge

if TYPE_CHECKING:
    from pyvis.network import Network

SHAPES = {
    "Person": "dot",
    "State": "square",
    "GovernmentBody": "hexagon",
    "Organization": "diamond",
    "ArmedGroup": "triangle",
    "Coalition": "star",
    "Place": "triangleDown",
}
_LABEL_CHARACTERS = 32
_CHARACTER_WIDTH = 0.55
_MOST_WIDE = 130.0
_FIRM = ("asserted", "claimed", "contested")
OPTIONS: dict[str, Any] = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnZoom": False, "multiselect": False, "tooltipDelay": 1000000},
    "nodes": {
        "font": {"face": "system-ui, Segoe UI, Roboto, Liberation Sans, sans-serif"},
        "borderWidth": 1.5,
        "borderWidthSelected": 3,
        "labelHighlightBold": False,
    },
    "edges": {"smooth": False, "hoverWidth": 0, "arrows": {"to": {"scaleFactor": 0.5}, "from": {"scaleFactor": 0.5}}},
}


def rank_actors(source: ExportSource, edges: Sequence[Edge]) -> list[Actor]:
    """Return the actors of the edges, those with the most publishers behind their edges first."""
    weight: Counter[str] = Counter()
    for edge in edges:
        for actor in {edge.subject, edge.object}:
            weight[actor] += edge.n_publishers
    found = (actor for actor in source.view.actors if actor.id in weight)
    return sorted(found, key=lambda actor: (-weight[actor.id], actor.id))


def draw_network(source: ExportSource, actors: Sequence[Actor], edges: Sequence[Edge]) -> Network:
    """Return the network with positions and without physics.

    Node ids are places in ``actors``; a line carries the places of its edges in ``edges``. The lists of the network are
    filled directly, since its own methods look through all of them for each new entry.
    """
    from pyvis.network import Network

    number = {actor.id: place for place, actor in enumerate(actors)}
    lines = _bundle(edges, number)
    strengths = [(one, other, _strength(edges, found)) for (one, other), found in lines.items()]
    degrees = Counter(end for ends in lines for end in set(ends))
    nodes = [_node(place, actor, degrees[place]) for place, actor in enumerate(actors)]
    places = place_nodes(len(actors), strengths, [_extent(node) for node in nodes], source.top)
    network = Network(directed=True)
    network.options = OPTIONS
    network.nodes = [node | {"x": int(x), "y": int(y)} for node, (x, y) in zip(nodes, places, strict=True)]
    network.edges = [_line(source, ends, edges, found, number) for ends, found in lines.items()]
    return network


def compact(network: Network, actors: Sequence[Actor]) -> dict[str, Any]:
    """Return what the page needs of the network, column by column: names, ends and colours follow from its tables.

    A line is so many edges, one after the other. ``labels`` are the names that are shortened, with their nodes.
    """
    nodes = network.nodes
    labels = [
        [place, node["label"]]
        for place, (node, actor) in enumerate(zip(nodes, actors, strict=True))
        if node["label"] != actor.name
    ]
    return {
        "x": [node["x"] for node in nodes],
        "y": [node["y"] for node in nodes],
        "size": [node["size"] for node in nodes],
        "letters": [node["font"]["size"] for node in nodes],
        "labels": labels,
        "bundles": [len(line["edges"]) for line in network.edges],
        "widths": [line["width"] for line in network.edges],
        "options": network.options,
    }


def plain_network(source: ExportSource) -> Network:
    """Return a pyvis ``Network`` for users' own pages: actor ids as node ids, one edge a relation, physics off.

    pyvis shows a title as HTML as soon as one title of the page holds "href", so titles here hold no angle brackets.
    """
    edges = list(source.view.edges)
    actors = rank_actors(source, edges)
    drawn = draw_network(source, actors, edges)
    network = _empty_network()
    network.options = OPTIONS | {"physics": {"enabled": False}}
    names = [actor.id for actor in actors]
    for node, actor in zip(drawn.nodes, actors, strict=True):
        title = _calm(", ".join([actor.name, actor.type, *(alias.text for alias in actor.aliases)]))
        network.nodes.append(node | {"id": actor.id, "label": _calm(str(node["label"])), "title": title})
    network.node_ids = names
    network.node_map = {str(node["id"]): node for node in network.nodes}
    for edge in edges:
        info, quote = source.info(edge.relation), source.notes[edge.id].top_quote
        line = {
            "from": edge.subject,
            "to": edge.object,
            "label": _calm(info.label),
            "arrows": "" if info.symmetric else "to",
        }
        network.edges.append(line | {"title": _calm(f"{edge.standing}: {quote}"), "dashes": edge.standing not in _FIRM})
    return network


def _empty_network() -> Network:
    from pyvis.network import Network

    return Network(directed=True, cdn_resources="in_line")


def _calm(text: str) -> str:
    return text.translate({ord("<"): "‹", ord(">"): "›"})


def shorten(text: str) -> str:
    """Return a text short enough for a label."""
    return text if len(text) <= _LABEL_CHARACTERS else f"{text[: _LABEL_CHARACTERS - 1].rstrip()}…"


def _bundle(edges: Sequence[Edge], number: dict[str, int]) -> dict[tuple[int, int], list[int]]:
    """Return the places of the edges between each two actors, whatever their direction; the first actors first."""
    lines: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, edge in enumerate(edges):
        one, other = sorted((number[edge.subject], number[edge.object]))
        lines[one, other].append(place)
    return dict(sorted(lines.items(), key=lambda line: (line[0][1], line[0][0])))


def _strength(edges: Sequence[Edge], found: Sequence[int]) -> float:
    """Return how strongly two actors pull each other: it grows ever more slowly with their publishers."""
    return 1 + math.log(sum(edges[place].n_publishers for place in found))


def _node(place: int, actor: Actor, degree: int) -> dict[str, Any]:
    return {
        "id": place,
        "label": shorten(actor.name),
        "shape": SHAPES.get(actor.type, "dot"),
        "size": round(8 + 2.5 * min(degree, 64) ** 0.5, 1),
        "font": {"size": round(13 + 2 * min(degree, 49) ** 0.5)},
    }


def _extent(node: dict[str, Any]) -> tuple[float, float]:
    """Return the room of a node with its label below, in pixels; long labels may find another place on the screen."""
    letters = node["font"]["size"]
    width = min(len(node["label"]) * letters * _CHARACTER_WIDTH, _MOST_WIDE)
    return max(width, 2 * node["size"]), 2 * node["size"] + 1.5 * letters


def _line(
    source: ExportSource,
    ends: tuple[int, int],
    edges: Sequence[Edge],
    found: Sequence[int],
    number: dict[str, int],
) -> dict[str, Any]:
    bundle = [edges[place] for place in found]
    families: Counter[str] = Counter()
    arrows = set()
    for edge in bundle:
        info = source.info(edge.relation)
        families[info.family] += edge.n_statements
        if not info.symmetric:
            arrows.add("to" if number[edge.object] == ends[1] else "from")
    statements = sum(edge.n_statements for edge in bundle)
    standings = {edge.standing for edge in bundle}
    line = {"from": ends[0], "to": ends[1], "edges": list(found), "width": round(1 + statements**0.5 / 2, 1)}
    line["family"] = min(families, key=lambda family: (-families[family], family))
    line["arrows"] = ",".join(sorted(arrows))
    line["dashes"] = not standings.intersection(_FIRM)
    line["disputed"] = not standings.isdisjoint(("contested", "denied"))
    return line
