"""Tables as CSV: edges and actors with the columns that Gephi's spreadsheet import knows first, or statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkit.export.columns import ACTOR_COLUMNS, EDGE_COLUMNS, actor_rows, arrows
from graphkit.export.csv_text import spreadsheet_cell, write_csv
from graphkit.export.options import TABLE
from graphkit.export.records_table import STATEMENTS, table_records
from graphkit.export.source import ExportSource

NAME = "csv"
SUFFIX = ".csv"
ABOUT = "a table of edges, actors or statements for spreadsheets and Gephi"
OPTIONS = (TABLE,)

EDGE_HEAD = (
    *("Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "source_label", "target_label"),
    *(name for name, _ in EDGE_COLUMNS),
)
ACTOR_HEAD = ("Id", "Label", *(name for name, _ in ACTOR_COLUMNS))


def write(source: ExportSource, path: Path) -> None:
    """Write one row an edge, actor or statement; text that a spreadsheet would run gets an apostrophe in front."""
    table = source.option(TABLE)
    if table == "edges":
        head, rows = EDGE_HEAD, _edges(source)
    elif table == "actors":
        head, rows = ACTOR_HEAD, ((actor.id, actor.name, *values) for actor, values in actor_rows(source))
    else:
        head = tuple(name for name, _ in STATEMENTS)
        rows = (tuple(record.values()) for record in table_records(source, table))
    write_csv(path, head, (map(spreadsheet_cell, row) for row in rows))


def _edges(source: ExportSource) -> Iterator[Iterable[object]]:
    names = {actor.id: actor.name for actor in source.view.actors}
    for arrow in arrows(source):
        kind = "Undirected" if source.info(arrow.relation).symmetric else "Directed"
        ends = (arrow.subject, arrow.object, kind, arrow.id, arrow.label, arrow.relation, int(arrow.weight))
        yield (*ends, names[arrow.subject], names[arrow.object], *arrow.values)
