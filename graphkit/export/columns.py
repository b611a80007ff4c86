"""The columns that graph files give to an actor and to an edge, and what each edge of such a file holds.

By choice an edge of a file is a relation between two actors with all its statements, or one statement. Either carries
its standing, and its label says it in words, so that no drawing shows what was alleged or denied as a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from graphkit.export.evidence import Period, period_of
from graphkit.export.options import EDGES
from graphkit.export.source import ExportSource
from graphkit.export.xml_text import Value
from graphkit.model import Actor
from graphkit.records import count_edges, voice_of

Columns = tuple[tuple[str, str], ...]
ACTOR_COLUMNS: Columns = (
    ("type", "string"),
    ("aliases", "string"),
    ("wikidata", "string"),
    ("n_edges", "int"),
)
_COUNTS = (
    "n_statements",
    "n_documents",
    "n_publishers",
    "n_independent",
    "n_asserted",
    "n_claimed",
    "n_alleged",
    "n_planned",
    "n_possible",
    "n_denied",
)
_RELATION: Columns = (("relation", "string"), ("family", "string"), ("symmetric", "boolean"), ("standing", "string"))
EDGE_COLUMNS: Columns = (
    *_RELATION,
    ("first_date", "string"),
    ("last_date", "string"),
    *((name, "int") for name in _COUNTS),
    ("top_quote", "string"),
    ("urls", "string"),
)
STATEMENT_COLUMNS: Columns = (
    *_RELATION,
    ("modality", "string"),
    ("status", "string"),
    ("said_by", "string"),
    ("date_start", "string"),
    ("date_end", "string"),
    ("amount", "double"),
    ("currency", "string"),
    ("amount_period", "string"),
    ("document", "string"),
    ("publisher", "string"),
    ("title", "string"),
    ("url", "string"),
    ("published", "string"),
    ("quote", "string"),
    ("begin", "int"),
    ("end", "int"),
    ("rule", "string"),
    ("confidence", "double"),
    ("edge", "string"),
)
SEPARATOR = " | "
_edge_head = attrgetter("standing", "first_date", "last_date", *_COUNTS)
_statement_where = attrgetter("document", "publisher", "title", "url", "published", "quote", "begin", "end", "rule")


class Arrow(NamedTuple):
    """One edge of a graph file; ``values`` follow the columns of ``arrow_columns``."""

    id: str
    subject: str
    object: str
    relation: str
    family: str
    standing: str
    label: str
    weight: float
    periods: tuple[Period, ...]
    values: tuple[Value, ...]


def actor_rows(source: ExportSource) -> Iterator[tuple[Actor, tuple[Value, ...]]]:
    """Yield each actor with its values in the order of ``ACTOR_COLUMNS``."""
    counts = count_edges(source.view.edges)
    for actor in source.view.actors:
        aliases = SEPARATOR.join(sorted({alias.text for alias in actor.aliases}))
        yield actor, (actor.type, aliases or None, actor.wikidata, counts[actor.id])


def arrow_columns(source: ExportSource) -> Columns:
    """Return the columns of what ``arrows`` yields."""
    return EDGE_COLUMNS if source.option(EDGES) == "relation" else STATEMENT_COLUMNS


def arrows(source: ExportSource) -> Iterator[Arrow]:
    """Yield the edges of a graph file: relations between two actors, or statements, as the option --edges says.

    Raises:
        KeyError: if a statement has no edge in the graph.
    """
    return _edge_arrows(source) if source.option(EDGES) == "relation" else _statement_arrows(source)


def known_values(columns: Columns, values: tuple[Value, ...]) -> dict[str, Value]:
    """Return the values that are not missing by the names of their columns."""
    names = (name for name, _ in columns)
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}


def worded_label(label: str, standing: str) -> str:
    """Return the words for an edge: the relation's label, and what is to be said of it unless it is asserted."""
    return label if standing == "asserted" else f"{label} ({standing})"


def _edge_arrows(source: ExportSource) -> Iterator[Arrow]:
    for edge, note in source.noted_edges():
        info = source.info(edge.relation)
        known = (edge.relation, info.family or None, info.symmetric, *_edge_head(edge))
        values = (*known, note.top_quote or None, SEPARATOR.join(note.urls) or None)
        label = worded_label(info.label, edge.standing)
        ends = (edge.id, edge.subject, edge.object, edge.relation, info.family, edge.standing)
        yield Arrow(*ends, label, float(edge.n_publishers), note.periods, values)


def _statement_arrows(source: ExportSource) -> Iterator[Arrow]:
    edge_of = source.edge_of()
    for statement in source.view.statements:
        info, standing = source.info(statement.relation), voice_of(statement)
        period = period_of(statement)
        values = (
            *(statement.relation, info.family or None, info.symmetric, standing, statement.modality),
            *(statement.status or None, statement.attribution_label, statement.date_start, statement.date_end),
            *(_as_float(statement.amount), statement.currency, statement.amount_period),
            *_statement_where(statement),
            *(_as_float(statement.confidence), edge_of(statement)),
        )
        ends = (statement.id, statement.subject, statement.object, statement.relation, info.family, standing)
        label = worded_label(info.label, standing)
        yield Arrow(*ends, label, 1.0, (period,) if period else (), values)


def _as_float(value: float | int | None) -> float | None:
    return None if value is None else float(value)
