"""The statements, edges and actors as tables of records: for CSV, Parquet and data frames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.export.columns import Columns
from graphkit.export.source import ExportSource
from graphkit.records import actor_record, count_edges, voice_of

_SURROGATE = re.compile("[\ud800-\udfff]")
# "strings" is a list of texts. What a statement is (alleged, denied ...) stands before what it says.
STATEMENTS: Columns = (
    *((name, "string") for name in ("id", "standing", "modality", "status")),
    *((name, "string") for name in ("subject", "subject_label", "subject_type", "relation")),
    *((name, "string") for name in ("object", "object_label", "object_type")),
    *((name, "string") for name in ("attribution", "attribution_label")),
    *((name, "int") for name in ("attribution_begin", "attribution_end")),
    ("attribution_chain", "strings"),
    *((name, "string") for name in ("date_start", "date_end", "date_text")),
    ("amount", "double"),
    *((name, "string") for name in ("currency", "amount_period")),
    *((name, "string") for name in ("document", "publisher", "url", "title", "published", "quote")),
    *((name, "int") for name in ("begin", "end", "subject_begin", "subject_end", "object_begin", "object_end")),
    *((name, "int") for name in ("trigger_begin", "trigger_end")),
    ("rule", "string"),
    ("confidence", "double"),
    ("edge", "string"),
)
EDGES: Columns = (
    *(
        (name, "string")
        for name in ("id", "standing", "subject", "subject_label", "relation", "object", "object_label")
    ),
    *((name, "string") for name in ("label", "family")),
    ("symmetric", "boolean"),
    *((name, "string") for name in ("first_date", "last_date")),
    *((name, "int") for name in ("n_statements", "n_documents", "n_publishers", "n_independent")),
    *((name, "int") for name in ("n_asserted", "n_claimed", "n_alleged", "n_planned", "n_possible", "n_denied")),
    ("statements", "strings"),
    ("top_quote", "string"),
    ("urls", "strings"),
)
ACTORS: Columns = (
    *((name, "string") for name in ("id", "name", "type")),
    ("aliases", "strings"),
    *((name, "string") for name in ("wikidata", "part_of")),
    ("n_edges", "int"),
)
TABLES: Mapping[str, Columns] = {"statements": STATEMENTS, "edges": EDGES, "actors": ACTORS}


def table_records(source: ExportSource, table: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a table of ``TABLES``, each with its columns in order; a missing value is None."""
    rows = {"statements": _statements, "edges": _edges, "actors": _actors}[table]
    names = [name for name, _ in TABLES[table]]
    for record in rows(source):
        yield {name: _storable(record[name]) for name in names}


def _storable(value: Any) -> Any:
    """Return a value as tables can hold it: half a surrogate pair, which is no text there, becomes U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    return [_storable(item) for item in value] if isinstance(value, list) else value


def _statements(source: ExportSource) -> Iterator[dict[str, Any]]:
    edge_of = source.edge_of()
    for statement in source.view.statements:
        record = statement.record()
        record["amount"] = None if statement.amount is None else float(statement.amount)
        yield record | {"standing": voice_of(statement), "edge": edge_of(statement)}


def _edges(source: ExportSource) -> Iterator[dict[str, Any]]:
    for edge, note in source.noted_edges():
        info = source.info(edge.relation)
        known = {"label": info.label, "family": info.family or None, "symmetric": info.symmetric}
        yield edge.record() | known | {"top_quote": note.top_quote or None, "urls": list(note.urls)}


def _actors(source: ExportSource) -> Iterator[dict[str, Any]]:
    counts = count_edges(source.view.edges)
    return (actor_record(actor, counts[actor.id]) for actor in source.view.actors)
