"""The evidence of edges in short, gathered from statements that come in any order.

A large graph is gathered part by part: what concerns the edges of one part is put aside on disk first, so that memory
holds the evidence of one part at a time.
"""

from __future__ import annotations

import marshal
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from graphkit.model import Edge, Statement
from graphkit.partial_dates import day_before, first_day, last_day, precision
from graphkit.records import VOICES, voice_of

Period = tuple[str | None, str | None]
Ends = tuple[str, str, str]
# voice, date of the document, document, place: what makes one statement the top one.
Key = tuple[int, str, str, int]
Row = tuple[Ends, Key, str, str | None, Period | None, bool]
PART = 8192
_MOST_PARTS = 200
_BLOCK = 64


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


def top_statement_key(statement: Statement) -> Key:
    """Return the key that sorts the strongest, then the earliest statement first."""
    return (
        VOICES.index(voice_of(statement)),
        statement.published or "9999",
        statement.document,
        statement.begin,
    )


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


def gather_notes(edges: Iterable[Edge], statements: Iterable[Statement]) -> dict[str, EdgeNote]:
    """Return the note of each edge by its id.

    Raises:
        KeyError: if a statement has no edge among them.
    """
    gathered = dict(_gathered(edges, map(_row, statements)))
    return {edge.id: note for edge, note in gathered.items()}


def notes_in_parts(
    edges: Sequence[Edge], statements: Iterable[Statement], symmetric: Mapping[str, bool]
) -> Iterator[tuple[Edge, EdgeNote]]:
    """Yield each edge with its note, in the order of the edges, which are sorted by subject.

    Args:
        edges: all edges of the graph.
        statements: all statements, gone through once.
        symmetric: whether the ends of a relation are alike, for every relation of the edges.

    Raises:
        KeyError: if a statement has no edge, or a relation is not known.
        OSError: if the disk is full.
    """
    size = max(PART, len(edges) // _MOST_PARTS + 1)
    starts = _starts(edges, size)
    subjects = [edges[start].subject for start in starts[1:]]
    with ExitStack() as open_files:
        parts = [open_files.enter_context(_Part()) for _ in starts]
        for statement in statements:
            row = _row(statement)
            subject, relation, object_ = row[0]
            first = min(subject, object_) if symmetric[relation] else subject
            parts[bisect_right(subjects, first)].add(row)
        for part, start, end in zip(parts, starts, [*starts[1:], len(edges)], strict=True):
            yield from _gathered(edges[start:end], part.rows())


class _Part:
    """Rows put aside on disk, in blocks."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._block: list[Row] = []

    def __enter__(self) -> _Part:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, row: Row) -> None:
        self._block.append(row)
        if len(self._block) == _BLOCK:
            self._write()

    def _write(self) -> None:
        block = marshal.dumps(self._block)
        self._file.write(len(block).to_bytes(8, "little"))
        self._file.write(block)
        self._block = []

    def rows(self) -> Iterator[Row]:
        self._write()
        self._file.seek(0)
        while head := self._file.read(8):
            # Our own file, which has no name that others could open.
            yield from marshal.loads(self._file.read(int.from_bytes(head, "little")))  # noqa: S302


def _starts(edges: Sequence[Edge], size: int) -> list[int]:
    """Return where each part begins: edges of one subject stay together."""
    starts = [0]
    for place in range(1, len(edges)):
        if place - starts[-1] >= size and edges[place].subject != edges[place - 1].subject:
            starts.append(place)
    return starts


def _row(statement: Statement) -> Row:
    ends = (statement.subject, statement.relation, statement.object)
    denied = statement.modality == "denied"
    return ends, top_statement_key(statement), statement.quote, statement.url, period_of(statement), denied


def _gathered(edges: Iterable[Edge], rows: Iterable[Row]) -> Iterator[tuple[Any, EdgeNote]]:
    found = {(edge.subject, edge.relation, edge.object): (edge, _Evidence()) for edge in edges}
    for row in rows:
        # Of a symmetric relation only one order of the ends exists.
        _, evidence = found.get(row[0]) or found[row[0][::-1]]
        evidence.add(row)
    for edge, evidence in found.values():
        yield edge, evidence.note()


class _Evidence:
    __slots__ = ("_denied", "_periods", "_top", "_urls")

    def __init__(self) -> None:
        self._top: tuple[Key, str] | None = None
        self._urls: set[str] | tuple[()] = ()
        self._periods: tuple[Period, ...] = ()
        self._denied: tuple[Period, ...] = ()

    def add(self, row: Row) -> None:
        _, key, quote, url, period, denied = row
        if self._top is None or (key, quote) < self._top:
            self._top = (key, quote)
        if url:
            self._urls = {*self._urls, url}
        if period and denied:
            self._denied = _with(self._denied, period)
        elif period:
            self._periods = _with(self._periods, period)

    def note(self) -> EdgeNote:
        quote = self._top[1] if self._top else ""
        return EdgeNote(quote, tuple(sorted(self._urls)), self._periods or self._denied)


def _with(periods: tuple[Period, ...], period: Period) -> tuple[Period, ...]:
    return periods if period in periods else join_periods((*periods, period))
