"""What is otherwise in one graph than in another: edges that came, went, or changed their standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.folder import require_output
from graphkit.model import Edge, Statement
from graphkit.records import FileGraph, Lines

KINDS = ("came", "went", "changed")


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """An edge of which one graph says something else than the other.

    Attributes:
        kind: "came" (only the new graph has it), "went" (only the old one has it), "changed" (its standing has).
        old, new: the edge in either graph, None where it is not.
        gone: the statements of the edge that only the old graph has, by document and place.
        added: those that only the new one has.
    """

    kind: str
    old: Edge | None
    new: Edge | None
    gone: tuple[Statement, ...]
    added: tuple[Statement, ...]

    @property
    def edge(self) -> Edge:
        """The edge as it is now, or was last."""
        edge = self.new or self.old
        assert edge is not None, "an edge stands in one of the two graphs"  # noqa: S101
        return edge

    def record(self) -> dict[str, Any]:
        """Return the change as JSON knows it."""
        edge = self.edge
        return {
            "change": self.kind,
            "id": edge.id,
            "subject": edge.subject,
            "subject_label": edge.subject_label,
            "relation": edge.relation,
            "object": edge.object,
            "object_label": edge.object_label,
            "old_standing": self.old.standing if self.old else None,
            "new_standing": self.new.standing if self.new else None,
            "gone": [statement.record() for statement in self.gone],
            "added": [statement.record() for statement in self.added],
        }


def compare_graphs(old: Path, new: Path) -> list[EdgeChange]:
    """Return how the edges of two output folders differ, by kind of change, then by subject, relation and object.

    Raises:
        OutputError: if one of the folders is no graphkit output, or damaged.
    """
    one, other = _edges(old), _edges(new)
    pairs = {name: (one.get(name), other.get(name)) for name in one.keys() | other.keys()}
    changed = {name: pair for name, pair in pairs.items() if _kind(*pair)}
    gone = _statements(old, {s for a, b in changed.values() for s in _only(a, b)})
    added = _statements(new, {s for a, b in changed.values() for s in _only(b, a)})
    changes = (
        EdgeChange(_kind(a, b), a, b, tuple(_of(gone, a, b)), tuple(_of(added, b, a))) for a, b in changed.values()
    )
    return sorted(changes, key=_order)


def _edges(folder: Path) -> dict[str, Edge]:
    require_output(folder)
    return {edge.id: edge for edge in FileGraph.open(folder).edges}


def _kind(old: Edge | None, new: Edge | None) -> str:
    """Return what became of an edge, "" when it stands as it did."""
    if old is None:
        return "came"
    if new is None:
        return "went"
    return "changed" if old.standing != new.standing else ""


def _only(edge: Edge | None, other: Edge | None) -> set[str]:
    """Return the ids of the statements that an edge has in one graph and not in the other."""
    return set(edge.statements if edge else ()) - set(other.statements if other else ())


def _statements(folder: Path, wanted: set[str]) -> list[Statement]:
    if not wanted:
        return []
    return [statement for statement in Lines(folder / "statements.jsonl", Statement) if statement.id in wanted]


def _of(statements: Sequence[Statement], edge: Edge | None, other: Edge | None) -> Iterator[Statement]:
    own = _only(edge, other)
    return (statement for statement in statements if statement.id in own)


def _order(change: EdgeChange) -> tuple[int, str, str, str]:
    edge = change.edge
    return KINDS.index(change.kind), edge.subject, edge.relation, edge.object
