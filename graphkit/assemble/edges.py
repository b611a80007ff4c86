"""Counting statements into edges, one after another, so that they need not be in memory together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphkit.assemble.independent import count_independent
from graphkit.assemble.standing import standing_of
from graphkit.model import Actor, Edge, Statement
from graphkit.partial_dates import first_day, last_day
from graphkit.records import edge_id, voice_of

Ends = tuple[str, str, str]


@dataclass(slots=True)
class _Counts:
    """What is known of one edge so far. Dates of denials are kept apart: they say when it was not so.

    Attributes:
        sources: publisher (None without one) and document of each statement.
    """

    voices: Counter[str] = field(default_factory=Counter)
    statements: list[str] = field(default_factory=list)
    sources: set[tuple[str | None, str]] = field(default_factory=set)
    dates: list[str | None] = field(default_factory=lambda: [None, None])
    denied_dates: list[str | None] = field(default_factory=lambda: [None, None])


class EdgeTally:
    """Takes statements one by one, each id once, in any order; gives the edges and the actors that they make.

    Args:
        symmetric: ids of the relations whose two ends are alike.
    """

    def __init__(self, symmetric: frozenset[str]) -> None:
        self._symmetric = symmetric
        self._edges: dict[Ends, _Counts] = {}
        self._seen: dict[str, tuple[str, str]] = {}

    def add(self, statement: Statement) -> None:
        """Count one statement."""
        counts = self._edges.setdefault(self._ends(statement), _Counts())
        voice = voice_of(statement)
        counts.voices[voice] += 1
        counts.statements.append(statement.id)
        counts.sources.add((statement.publisher or None, statement.document))
        _widen(counts.denied_dates if voice == "denied" else counts.dates, statement)
        self._see(statement.subject, statement.subject_label, statement.subject_type)
        self._see(statement.object, statement.object_label, statement.object_type)

    def add_all(self, statements: Iterable[Statement]) -> EdgeTally:
        """Count all statements of an iterator and return the tally."""
        for statement in statements:
            self.add(statement)
        return self

    def actors(self, known: Mapping[str, Actor]) -> tuple[Actor, ...]:
        """Return the actors that occur, by id; one that is not known is made from its label and type."""
        return tuple(
            known.get(actor) or Actor(actor, label, kind) for actor, (label, kind) in sorted(self._seen.items())
        )

    def edges(self, known: Mapping[str, Actor], clusters: Mapping[str, str] | None = None) -> tuple[Edge, ...]:
        """Return the edges, sorted by subject, relation and object.

        Args:
            known: the gazetteer by id.
            clusters: the cluster of near copies that a document belongs to, where it is not its own.
        """
        names = {actor.id: actor.name for actor in self.actors(known)}
        return tuple(
            _edge(ends, counts, names, clusters or {}) for ends, counts in sorted(self._edges.items(), key=_by_ends)
        )

    def _ends(self, statement: Statement) -> Ends:
        subject, object_ = statement.subject, statement.object
        if statement.relation in self._symmetric and object_ < subject:
            subject, object_ = object_, subject
        return subject, statement.relation, object_

    def _see(self, actor: str, label: str, kind: str) -> None:
        """Keep the smallest label of an actor, so that the choice does not hang on the order of statements."""
        seen = self._seen.get(actor)
        if seen is None or (label, kind) < seen:
            self._seen[actor] = (label, kind)


def _by_ends(item: tuple[Ends, _Counts]) -> Ends:
    return item[0]


def _widen(dates: list[str | None], statement: Statement) -> None:
    """Extend first and last date; of two dates with the same outer day the one that says less is kept."""
    first = statement.date_start or statement.date_end
    last = statement.date_end or statement.date_start
    if first is None or last is None:
        return
    if dates[0] is None or (first_day(first), len(first)) < (first_day(dates[0]), len(dates[0])):
        dates[0] = first
    if dates[1] is None or (last_day(last), -len(last)) > (last_day(dates[1]), -len(dates[1])):
        dates[1] = last


def _edge(ends: Ends, counts: _Counts, names: Mapping[str, str], clusters: Mapping[str, str]) -> Edge:
    subject, relation, object_ = ends
    # A document without a publisher is a publisher of its own.
    sources = {(("publisher", name) if name else ("document", document), document) for name, document in counts.sources}
    first, last = counts.dates if counts.voices.total() > counts.voices["denied"] else counts.denied_dates
    return Edge(
        id=edge_id(*ends),
        subject=subject,
        subject_label=names[subject],
        relation=relation,
        object=object_,
        object_label=names[object_],
        standing=standing_of(counts.voices),
        first_date=first,
        last_date=last,
        n_statements=len(counts.statements),
        n_documents=len({document for _, document in sources}),
        n_publishers=len({publisher for publisher, _ in sources}),
        n_independent=count_independent((publisher, clusters.get(name, name)) for publisher, name in sources),
        n_asserted=counts.voices["asserted"],
        n_claimed=counts.voices["claimed"],
        n_alleged=counts.voices["alleged"],
        n_planned=counts.voices["planned"],
        n_possible=counts.voices["possible"],
        n_denied=counts.voices["denied"],
        statements=tuple(sorted(counts.statements)),
    )
