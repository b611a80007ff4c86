"""What the page knows beside the drawing, column by column: actors, edges, statements, sentences, documents.

Rows are named by their places. What the first view needs is one block; the sentences follow in parts, which a browser
reads while the first view already stands.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from graphkit.export.source import ExportSource, edge_sort_key
from graphkit.model import STANDINGS, STATUSES, Actor, Document, Edge, Statement
from graphkit.records import VOICES, EdgeIndex, count_edges, voice_of

MAX_STATEMENTS = 100_000
# Small enough to be read between two frames, large enough that parts are few.
PART_ROWS = 1_000
_NOWHERE = -1
Table = dict[str, list[Any]]
_SentenceKey = tuple[str, int, int]


def choose_edges(edges: Sequence[Edge], most: int = MAX_STATEMENTS) -> list[Edge]:
    """Return the edges that a page can hold, in their order: the best sourced, up to ``most`` statements."""
    chosen, room = set(), most
    for edge in sorted(edges, key=edge_sort_key):
        room -= edge.n_statements
        if room < 0:
            break
        chosen.add(edge.id)
    return [edge for edge in edges if edge.id in chosen]


def order_edges(edges: Sequence[Edge], actors: Sequence[Actor]) -> list[Edge]:
    """Return the edges with those between the first actors first and everything between two actors side by side."""
    number = {actor.id: place for place, actor in enumerate(actors)}

    def ends(edge: Edge) -> tuple[int, int]:
        one, other = number[edge.subject], number[edge.object]
        return max(one, other), min(one, other)

    return sorted(edges, key=ends)


def page_tables(
    source: ExportSource, actors: Sequence[Actor], edges: Sequence[Edge]
) -> tuple[dict[str, Any], list[Table]]:
    """Return the tables of the page as values of JSON, and the parts that hold the sentences.

    Args:
        actors: those of the edges, in the order of the page.
        edges: in the order of ``order_edges``; statements follow their edges.
    """
    evidence = _EvidenceTables(edges)
    evidence.add(source.view.statements)
    number = {actor.id: place for place, actor in enumerate(actors)}
    relations = _Values(sorted({edge.relation for edge in edges}))
    days, standings = _Values([None]), _Values(STANDINGS)
    tables = {
        "relations": [{"name": name, **asdict(source.info(name))} for name in relations.listed()],
        "actors": _actor_table(actors, count_edges(source.view.edges)),
        "edges": _edge_table(edges, number, (relations, standings, days)) | {"statements": evidence.counts()},
        "days": days.listed(),
        "standings": standings.listed(),
        "voices": VOICES,
        **evidence.tables(),
        **_document_table({one.id: one for one in source.view.documents}, evidence.documents.listed()),
    }
    return tables, evidence.parts()


class _Values:
    """Values that are held once each; a value's number is its place."""

    def __init__(self, first: Iterable[Any] = ()) -> None:
        self._places = {value: place for place, value in enumerate(first)}

    def number(self, value: Any) -> int:
        return self._places.setdefault(value, len(self._places))

    def listed(self) -> list[Any]:
        return list(self._places)


def _actor_table(actors: Sequence[Actor], counts: Mapping[str, int]) -> Table:
    types = _Values()
    table: Table = {
        "id": [actor.id for actor in actors],
        "name": [actor.name for actor in actors],
        "type": [types.number(actor.type) for actor in actors],
        "aliases": [sorted({alias.text for alias in actor.aliases} - {actor.name}) for actor in actors],
        "wikidata": [actor.wikidata for actor in actors],
        "degree": [counts[actor.id] for actor in actors],
        "part": [actor.part_of for actor in actors],
        "types": types.listed(),
    }
    return table | {"offices": [[place, _offices(actor)] for place, actor in enumerate(actors) if actor.offices]}


def _offices(actor: Actor) -> list[list[str | None]]:
    order = sorted(actor.offices, key=lambda office: (office.start or "", office.title, office.holder))
    return [[office.title, office.holder, office.start, office.end] for office in order]


def _edge_table(edges: Sequence[Edge], number: Mapping[str, int], values: tuple[_Values, _Values, _Values]) -> Table:
    relations, standings, days = values
    return {
        "subject": [number[edge.subject] for edge in edges],
        "relation": [relations.number(edge.relation) for edge in edges],
        "object": [number[edge.object] for edge in edges],
        "standing": [standings.number(edge.standing) for edge in edges],
        "first": [days.number(edge.first_date) for edge in edges],
        "last": [days.number(edge.last_date) for edge in edges],
        "publishers": [edge.n_publishers for edge in edges],
        "independent": [edge.n_independent for edge in edges],
    }


def _document_table(found: Mapping[str, Document], names: Sequence[str]) -> dict[str, Any]:
    publishers = _Values([None])
    documents = [found[name] for name in names]
    table = {
        "id": names,
        "title": [one.title for one in documents],
        "publisher": [publishers.number(one.publisher) for one in documents],
        "date": [one.date for one in documents],
        "url": [one.url for one in documents],
    }
    return {"documents": table, "publishers": publishers.listed(), "n_documents": len(found)}


class _EvidenceTables:
    """Statements in the order of their edges; sentences, documents, rules and dates are held once each."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        self._index = EdgeIndex(edges)
        self._places = {edge.id: place for place, edge in enumerate(edges)}
        self._edges = edges
        self._rows: list[tuple[int, list[Any], list[int], str]] = []
        self._quotes: dict[_SentenceKey, str] = {}
        self._sentences: _Values = _Values()
        self.documents, self._rules, self._speakers = _Values(), _Values(), _Values([None])
        self._dates, self._amounts, self._statuses = _Values([None]), _Values([None]), _Values(STATUSES)

    def add(self, statements: Iterable[Statement]) -> None:
        """Add the statements, but for those whose edge is left out of the page."""
        for statement in statements:
            try:
                place = self._places[self._index.find(statement).id]
            except KeyError:
                continue
            key = (statement.document, statement.begin, statement.end)
            self._quotes.setdefault(key, statement.quote)
            self._rows.append((place, self._row(statement, key, place), _spans(statement), statement.id))
        self._rows.sort(key=lambda row: row[0])
        for _, row, _, _ in self._rows:
            row[0] = self._sentences.number(row[0])
        for document, _, _ in self._sentences.listed():
            self.documents.number(document)

    def _row(self, statement: Statement, key: _SentenceKey, place: int) -> list[Any]:
        return [
            key,
            VOICES.index(voice_of(statement)),
            self._rules.number(statement.rule),
            int(statement.subject != self._edges[place].subject),
            self._statuses.number(statement.status),
            self._speakers.number(_speaker(statement)),
            self._dates.number(_dates(statement)),
            self._amounts.number(_amount(statement)),
        ]

    def tables(self) -> dict[str, Any]:
        """Return the tables without the texts of the sentences."""
        names = ("sentence", "voice", "rule", "reversed", "status", "speaker", "date", "amount")
        sentences = self._sentences.listed()
        return {
            "statements": {name: [row[1][place] for row in self._rows] for place, name in enumerate(names)},
            "sentences": {
                "source": [self.documents.number(document) for document, _, _ in sentences],
                "begin": [begin for _, begin, _ in sentences],
            },
            "rules": self._rules.listed(),
            "statuses": self._statuses.listed(),
            "speakers": self._speakers.listed(),
            "dates": self._dates.listed(),
            "amounts": self._amounts.listed(),
            "part_rows": PART_ROWS,
        }

    def counts(self) -> list[int]:
        """Return how many statements each edge has."""
        found = Counter(place for place, _, _, _ in self._rows)
        return [found[place] for place in range(len(self._edges))]

    def parts(self) -> list[Table]:
        """Return the texts of the sentences and the ids and marks of the statements, so many of each in a part."""
        quotes = [self._quotes[key] for key in self._sentences.listed()]
        parts: list[Table] = []
        for begin in range(0, len(self._rows), PART_ROWS):
            rows = self._rows[begin : begin + PART_ROWS]
            spans = [number for _, _, marks, _ in rows for number in marks]
            parts.append({"quotes": quotes[begin : begin + PART_ROWS], "ids": [row[3] for row in rows], "spans": spans})
        return parts


def _spans(statement: Statement) -> list[int]:
    """Return begin and end in the quote of subject, trigger and object, -1 for what stands elsewhere."""
    spans = QuoteSpans(statement)
    found = (
        spans.of(statement.subject_begin, statement.subject_end),
        spans.of(statement.trigger_begin, statement.trigger_end),
        spans.of(statement.object_begin, statement.object_end),
    )
    return [number for span in found for number in (span or (_NOWHERE, _NOWHERE))]


class QuoteSpans:
    """Places in the quote as JavaScript counts them: characters beyond U+FFFF count twice."""

    def __init__(self, statement: Statement) -> None:
        self._begin, self._end = statement.begin, statement.end
        self._wide = [place for place, character in enumerate(statement.quote) if character > "\uffff"]

    def of(self, begin: int, end: int) -> tuple[int, int] | None:
        """Return begin and end in the quote, or None when the span lies elsewhere in the document."""
        if not self._begin <= begin < end <= self._end:
            return None
        return self._count(begin - self._begin), self._count(end - self._begin)

    def _count(self, place: int) -> int:
        return place + bisect_left(self._wide, place)


def _speaker(statement: Statement) -> str | None:
    if len(statement.attribution_chain) > 1:
        return " → ".join(statement.attribution_chain)
    return statement.attribution_label or statement.attribution or None


def _dates(statement: Statement) -> tuple[str | None, ...] | None:
    dates = (statement.date_start, statement.date_end, statement.date_text)
    return dates if any(dates) else None


def _amount(statement: Statement) -> tuple[Any, ...] | None:
    amount = statement.amount
    if amount is None or not math.isfinite(amount):
        return None
    return amount, statement.currency, statement.amount_period
