"""Cells of CSV files for spreadsheets: what a spreadsheet would run as a formula is kept from running."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

# The full-width forms are formulas in East Asian versions of spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet_cell(value: object) -> object:
    """Return the value for a cell: text that begins like a formula with an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return plain_cell(value)


def plain_cell(value: object) -> object:
    """Return the value for a cell as it is; truth values in lower case, lists joined."""
    if isinstance(value, bool):
        return str(value).lower()
    return " | ".join(map(str, value)) if isinstance(value, list | tuple) else value


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a file as RFC 4180 wants it, in UTF-8; half a surrogate pair becomes a question mark.

    Raises:
        OSError: if it cannot be written.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
