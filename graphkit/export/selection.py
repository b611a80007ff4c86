"""A part of a graph, chosen by actors and by time: whole edges, so that their counts and standings stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from graphkit.errors import GraphkitError
from graphkit.export.evidence import period_of
from graphkit.export.html.network import rank_actors
from graphkit.export.options import ACTORS, SINCE, TOP
from graphkit.export.source import ExportSource
from graphkit.model import Actor, Document, Edge, Statement
from graphkit.partial_dates import first_day, last_day, precision
from graphkit.records import GraphView

Item = TypeVar("Item", Statement, Document)


@dataclass(frozen=True)
class SelectedView:
    """Some edges of a graph with their actors, statements and documents, which are not held in memory."""

    whole: GraphView
    actors: Sequence[Actor]
    edges: Sequence[Edge]

    @property
    def statements(self) -> Iterable[Statement]:
        """The statements of the edges, by document and place."""
        chosen = frozenset(statement for edge in self.edges for statement in edge.statements)
        return _Chosen(self.whole.statements, lambda statement: statement.id in chosen)

    @property
    def documents(self) -> Iterable[Document]:
        """The documents of these statements, by id."""
        cited = frozenset(statement.document for statement in self.statements)
        return _Chosen(self.whole.documents, lambda document: document.id in cited)


@dataclass(frozen=True)
class _Chosen(Generic[Item]):
    """The items that a condition holds for, gone through anew each time."""

    items: Iterable[Item]
    holds: Callable[[Item], bool]

    def __iter__(self) -> Iterator[Item]:
        return filter(self.holds, self.items)


def select(source: ExportSource, with_top: bool) -> ExportSource:
    """Return the source with the part of its graph that its options --actor, --since and --top ask for.

    An edge is taken if one of its ends is one of the actors, and if one of its statements speaks of the day or of a
    time after it, or, when it names no time, stands in a document of then. Of these edges the actors with the most
    publishers behind them are taken, with the edges between them.

    Args:
        source: the graph, and what the format was told.
        with_top: False where --top is no choice among actors.

    Raises:
        GraphkitError: if an actor is not in the graph, or a date is none.
    """
    edges: Sequence[Edge] = source.view.edges
    if names := source.option(ACTORS):
        edges = _of_actors(edges, names.split("\n"), {actor.id for actor in source.view.actors})
    if since := source.option(SINCE):
        edges = _since(edges, since, source.view.statements)
    if with_top and source.option(TOP):
        best = {actor.id for actor in rank_actors(source, edges)[: source.top]}
        edges = [edge for edge in edges if edge.subject in best and edge.object in best]
    if len(edges) == len(source.view.edges):
        return source
    source.tell(f"{len(edges)} of {len(source.view.edges)} edges were chosen")
    ends = {end for edge in edges for end in (edge.subject, edge.object)}
    actors = tuple(actor for actor in source.view.actors if actor.id in ends)
    return replace(source, view=SelectedView(source.view, actors, tuple(edges)))


def _of_actors(edges: Iterable[Edge], names: Sequence[str], known: Collection[str]) -> list[Edge]:
    for name in names:
        if name not in known:
            raise GraphkitError(f"'{name}' is not in the graph", key="--actor", mend="actors.jsonl lists the ids")
    wanted = frozenset(names)
    return [edge for edge in edges if edge.subject in wanted or edge.object in wanted]


def _since(edges: Iterable[Edge], since: str, statements: Iterable[Statement]) -> list[Edge]:
    if not precision(since):
        raise GraphkitError(
            f"'{since}' is no date", key="--since", mend="write a date such as 2016, 2016-10 or 2016-10-23"
        )
    day = first_day(since)
    told = {statement.id for statement in statements if _is_since(statement, day)}
    return [edge for edge in edges if not told.isdisjoint(edge.statements)]


def _is_since(statement: Statement, day: str) -> bool:
    period = period_of(statement)
    if period:
        return period[1] is None or period[1] >= day
    return statement.published is not None and last_day(statement.published) >= day
