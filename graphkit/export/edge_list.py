"""A table of edges as CSV, with the columns that Gephi's spreadsheet import knows first."""

from __future__ import annotations

import csv
from pathlib import Path

from graphkit.export.columns import EDGE_COLUMNS, edge_rows
from graphkit.export.source import ExportSource

NAME = "csv"
SUFFIX = ".csv"
ABOUT = "a table of edges for spreadsheets, Gephi and data frames"

COLUMNS = (
    *("Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "source_label", "target_label"),
    *(name for name, _ in EDGE_COLUMNS),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(source: ExportSource, path: Path) -> None:
    """Write one row an edge, as RFC 4180 wants it.

    Text that a spreadsheet would run as a formula gets an apostrophe in front, as spreadsheets themselves write it.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for edge, values in edge_rows(source):
            info = source.info(edge.relation)
            kind = "Undirected" if info.symmetric else "Directed"
            ends = (edge.subject, edge.object, kind, edge.id, info.label, edge.relation, edge.n_publishers)
            rows.writerow([_cell(value) for value in (*ends, edge.subject_label, edge.object_label, *values)])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
