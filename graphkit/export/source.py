"""What a format is given to write: the graph, what its relations mean, and a summary of each edge's evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.export.options import Option
from graphkit.model import Edge, Statement
from graphkit.partial_dates import day_before, first_day, last_day, precision
from graphkit.records import VOICES, EdgeIndex, GraphView, RelationInfo, voice_of

if TYPE_CHECKING:
    from pyoxigraph import Quad

DEFAULT_TOP = 150
Period = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class EdgeNote:
    """The evidence of an edge in short.

    Attributes:
        top_quote: the sentence of its strongest and earliest statement.
        urls: the addresses of its documents, sorted.
        periods: first and last day of each time that its statements speak of, apart from each other and in order;
            None where a time is open.
    """

    top_quote: str
    urls: tuple[str, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class ExportSource:
    """A graph to be written.

    Attributes:
        relations: label, family and symmetry of each relation by its id.
        quads: gives the graph as RDF, for the formats that need it.
        title: the heading of a page.
        top: how many actors a page shows at first.
        options: what the format is told, by the name of the option.
        tell: told what a format has to leave out, a line each.
    """

    view: GraphView
    relations: Mapping[str, RelationInfo] = field(default_factory=dict)
    quads: Callable[[], Iterator[Quad]] | None = None
    title: str = "graphkit"
    top: int = DEFAULT_TOP
    options: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda line: None

    @cached_property
    def notes(self) -> Mapping[str, EdgeNote]:
        """The note of each edge by its id; the statements are gone through once."""
        index, gathered = EdgeIndex(self.view.edges), {edge.id: _Evidence() for edge in self.view.edges}
        for statement in self.view.statements:
            gathered[index.find(statement).id].add(statement)
        return {edge: evidence.note() for edge, evidence in gathered.items()}

    def info(self, relation: str) -> RelationInfo:
        """Return what is known of a relation; of an unknown one its id as the label."""
        return self.relations.get(relation) or RelationInfo(relation.replace("_", " "))

    def rdf(self) -> Iterator[Quad]:
        """Return the quads of the graph, ontology first.

        Raises:
            ValueError: if the source cannot give RDF.
        """
        if self.quads is None:
            raise ValueError("a source without quads cannot be written as RDF")
        return self.quads()

    def option(self, option: Option) -> str:
        """Return the value of an option, its default when it is not given."""
        return self.options.get(option.name, option.default)


def top_statement_key(statement: Statement) -> tuple[int, str, str, int]:
    """Return the key that sorts the strongest, then the earliest statement first."""
    return (
        VOICES.index(voice_of(statement)),
        statement.published or "9999",
        statement.document,
        statement.begin,
    )


def edge_sort_key(edge: Edge) -> tuple[int, int, str]:
    """Return the key that sorts the best sourced edge first."""
    return -edge.n_publishers, -edge.n_statements, edge.id


class _Evidence:
    def __init__(self) -> None:
        self._top: tuple[tuple[int, str, str, int], str] | None = None
        self._urls: set[str] = set()
        self._periods: list[Period] = []
        self._denied: list[Period] = []

    def add(self, statement: Statement) -> None:
        top = (top_statement_key(statement), statement.quote)
        if self._top is None or top < self._top:
            self._top = top
        if statement.url:
            self._urls.add(statement.url)
        period = period_of(statement)
        if period:
            (self._denied if statement.modality == "denied" else self._periods).append(period)

    def note(self) -> EdgeNote:
        quote = self._top[1] if self._top else ""
        return EdgeNote(quote, tuple(sorted(self._urls)), join_periods(self._periods or self._denied))


def period_of(statement: Statement) -> Period | None:
    """Return the time that a statement speaks of; what has started and has no end is open."""
    start = statement.date_start if precision(statement.date_start or "") else None
    end = statement.date_end if precision(statement.date_end or "") else None
    if start is None and end is None:
        return None
    if end is None and statement.status != "started":
        end = start
    return (first_day(start) if start else None, last_day(end) if end else None)


def join_periods(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the periods in order, those that overlap or touch joined to one."""
    joined: list[Period] = []
    for start, end in sorted(periods, key=lambda period: (period[0] or "", period[1] or "9999-12-31")):
        if joined and _touches(joined[-1][1], start):
            last = joined[-1][1]
            joined[-1] = (joined[-1][0], None if last is None or end is None else max(last, end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _touches(end: str | None, start: str | None) -> bool:
    return end is None or start is None or day_before(start) <= end
