"""CSV for ``neo4j-admin database import``: nodes of actors, relationships of edges or statements.

The type of a relationship says its standing: ``FUNDS`` only where that is asserted, else ``ALLEGED_FUNDS`` and the
like, so that ``MATCH ()-[:FUNDS]->()`` never finds an allegation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graphkit.export.columns import ACTOR_COLUMNS, actor_rows, arrow_columns, arrows
from graphkit.export.csv_text import plain_cell, write_csv
from graphkit.export.options import TABLE
from graphkit.export.source import ExportSource

NAME = "neo4j"
SUFFIX = ".csv"
ABOUT = "CSV for the bulk import of Neo4j: actors as nodes, edges or statements as relationships"
OPTIONS = (TABLE,)

_TYPES = {"string": "", "int": ":long", "double": ":double", "boolean": ":boolean"}
_NODE_HEAD = ("id:ID(Actor)", "name", ":LABEL")


def write(source: ExportSource, path: Path) -> None:
    """Write one table with the header that the import reads; texts stand in it as they are."""
    table = source.option(TABLE)
    if table == "actors":
        head = (*_NODE_HEAD, *(f"{name}{_TYPES[kind]}" for name, kind in ACTOR_COLUMNS if name != "type"))
        write_csv(path, head, _actors(source))
        return
    chosen = replace(source, options={"edges": "statement" if table == "statements" else "relation"})
    columns = (f"{name}{_TYPES[kind]}" for name, kind in arrow_columns(chosen))
    ends = (":START_ID(Actor)", ":END_ID(Actor)", ":TYPE", "id", "label", "weight:double")
    write_csv(path, (*ends, *columns), _relationships(chosen))


def _actors(source: ExportSource) -> Iterator[list[object]]:
    for actor, (kind, *values) in actor_rows(source):
        yield [actor.id, actor.name, _word(str(kind)), *map(plain_cell, values)]


def _relationships(source: ExportSource) -> Iterator[list[object]]:
    for arrow in arrows(source):
        kind = arrow.relation if arrow.standing == "asserted" else f"{arrow.standing}_{arrow.relation}"
        ends = (arrow.subject, arrow.object, _word(kind).upper(), arrow.id, arrow.label, arrow.weight)
        yield [*ends, *map(plain_cell, arrow.values)]


def _word(text: str) -> str:
    """Return a text for a label or type: these stand unquoted in Cypher."""
    return re.sub(r"\W", "_", text, flags=re.ASCII)
