"""What the page knows beside the drawing, as compact tables: actors, edges, statements, sentences, documents."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from graphkit.export.source import ExportSource, edge_sort_key
from graphkit.model import Actor, Document, Edge, Statement
from graphkit.records import VOICES, EdgeIndex, count_edges, voice_of

MAX_STATEMENTS = 100_000
# What most statements lack stands last: rows end before it.
STATEMENT_COLUMNS = (
    "edge",
    "sentence",
    "subject",
    "trigger",
    "object",
    "voice",
    "rule",
    "id",
    "reversed",
    "status",
    "speaker",
    "date",
    "amount",
)


def choose_edges(edges: Sequence[Edge], most: int = MAX_STATEMENTS) -> list[Edge]:
    """Return the edges that a page can hold, in their order: the best sourced, up to ``most`` statements."""
    chosen, room = set(), most
    for edge in sorted(edges, key=edge_sort_key):
        room -= edge.n_statements
        if room < 0:
            break
        chosen.add(edge.id)
    return [edge for edge in edges if edge.id in chosen]


def page_tables(source: ExportSource, actors: Sequence[Actor], edges: Sequence[Edge]) -> dict[str, Any]:
    """Return the tables of the page as values of JSON; rows name each other by their places."""
    evidence = _EvidenceTables(edges)
    for statement in source.view.statements:
        evidence.add(statement)
    relations = sorted({edge.relation for edge in edges})
    documents = {document.id: _document_row(document) for document in source.view.documents}
    counts, number = count_edges(source.view.edges), {actor.id: place for place, actor in enumerate(actors)}
    return {
        "relations": {name: asdict(source.info(name)) for name in relations},
        "actors": [_actor_row(actor, counts[actor.id]) for actor in actors],
        "edges": [_edge_row(edge, number) for edge in edges],
        "columns": STATEMENT_COLUMNS,
        "voices": VOICES,
        "statements": evidence.statements,
        "sentences": list(evidence.sentences.values()),
        "documents": [documents[name] for name in evidence.documents],
        "n_documents": len(documents),
        "rules": list(evidence.rules),
    }


def _actor_row(actor: Actor, n_edges: int) -> list[Any]:
    aliases = sorted({alias.text for alias in actor.aliases} - {actor.name})
    order = sorted(actor.offices, key=lambda office: (office.start or "", office.title, office.holder))
    offices = [[office.title, office.holder, office.start, office.end] for office in order]
    return [actor.id, actor.name, actor.type, aliases, actor.wikidata, n_edges, actor.part_of, offices]


def _edge_row(edge: Edge, number: dict[str, int]) -> list[Any]:
    ends = [number[edge.subject], edge.relation, number[edge.object]]
    return [*ends, edge.standing, edge.first_date, edge.last_date, edge.n_publishers]


def _document_row(document: Document) -> list[Any]:
    return [document.id, document.title, document.publisher, document.date, document.url]


class _EvidenceTables:
    """Statements as rows; sentences, documents and rules are held once each, with their place as their number."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        self._index = EdgeIndex(edges)
        self._edges = {edge.id: (place, edge) for place, edge in enumerate(edges)}
        self.statements: list[list[Any]] = []
        self.sentences: dict[tuple[str, int, int], list[Any]] = {}
        self._sentence_places: dict[tuple[str, int, int], int] = {}
        self.documents: dict[str, int] = {}
        self.rules: dict[str, int] = {}

    def add(self, statement: Statement) -> None:
        """Add a statement, unless its edge is left out of the page."""
        try:
            place, edge = self._edges[self._index.find(statement).id]
        except KeyError:
            return
        spans = QuoteSpans(statement)
        row = [
            place,
            self._sentence(statement),
            spans.of(statement.subject_begin, statement.subject_end),
            spans.of(statement.trigger_begin, statement.trigger_end),
            spans.of(statement.object_begin, statement.object_end),
            VOICES.index(voice_of(statement)),
            self.rules.setdefault(statement.rule, len(self.rules)),
            statement.id,
            int(statement.subject != edge.subject),
            statement.status,
            _speaker(statement),
            _dates(statement),
            _amount(statement),
        ]
        while not row[-1]:
            row.pop()
        self.statements.append(row)

    def _sentence(self, statement: Statement) -> int:
        key = (statement.document, statement.begin, statement.end)
        if key not in self.sentences:
            document = self.documents.setdefault(statement.document, len(self.documents))
            self._sentence_places[key] = len(self.sentences)
            self.sentences[key] = [document, statement.quote, statement.begin]
        return self._sentence_places[key]


class QuoteSpans:
    """Places in the quote as JavaScript counts them: characters beyond U+FFFF count twice."""

    def __init__(self, statement: Statement) -> None:
        self._begin, self._end = statement.begin, statement.end
        self._wide = [place for place, character in enumerate(statement.quote) if character > "\uffff"]

    def of(self, begin: int, end: int) -> list[int] | None:
        """Return begin and end in the quote, or None when the span lies elsewhere in the document."""
        if not self._begin <= begin < end <= self._end:
            return None
        return [self._count(begin - self._begin), self._count(end - self._begin)]

    def _count(self, place: int) -> int:
        return place + bisect_left(self._wide, place)


def _speaker(statement: Statement) -> str | None:
    if len(statement.attribution_chain) > 1:
        return " → ".join(statement.attribution_chain)
    return statement.attribution_label or statement.attribution


def _dates(statement: Statement) -> list[str | None] | None:
    dates = [statement.date_start, statement.date_end, statement.date_text]
    return dates if any(dates) else None


def _amount(statement: Statement) -> list[Any] | None:
    amount = statement.amount
    if amount is None or not math.isfinite(amount):
        return None
    return [amount, statement.currency, statement.amount_period]
