"""What a measurement reports: rows of a table, some of them with a bar that they meet or miss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How to measure.

    Attributes:
        folder: an empty folder for files, removed afterwards.
        quick: True to run through everything on little data; the figures are then of no use.
        corpus: a file or folder of documents in place of the bundled ones.
        repeat: how often the corpus is gone through in one round, 0 for as often as a whole batch of spaCy takes.
        rounds: how often each thing is timed; the median counts.
        models: pipelines to compare with the default one, by name or path.
        documents: how many documents 'scale' reads, 0 for its own number.
    """

    folder: Path
    quick: bool = False
    corpus: Path | None = None
    repeat: int = 0
    rounds: int = 5
    models: tuple[str, ...] = ()
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, the figure, and for a judged one the ratio, the bar and PASS or FAIL."""

    measured: str
    figure: str
    ratio: str = ""
    bar: str = ""
    verdict: str = ""


def at_least(bar: float, ratio: float) -> tuple[str, str, str]:
    """Return ratio, bar and verdict of something that should be large."""
    return f"{ratio:.2f}", f">= {bar:g}", "PASS" if ratio >= bar else "FAIL"


def at_most(bar: float, ratio: float) -> tuple[str, str, str]:
    """Return ratio, bar and verdict of something that should be small."""
    return f"{ratio:.2f}", f"<= {bar:g}", "PASS" if ratio <= bar else "FAIL"


def show(name: str, about: str, rows: Sequence[Row]) -> None:
    """Print the rows of one measurement as a table with columns of even width."""
    cells = [[name, *(field.name for field in fields(Row)[1:])], *map(list, map(astuple, rows))]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    print(f"\n{about}")
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)
