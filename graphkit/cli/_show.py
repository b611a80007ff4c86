"""Tables and progress on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


def console(stderr: bool = False) -> Any:
    """Return a rich console on standard output, or standard error for what is not the result."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=not sys.stdout.isatty())


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; text of documents is shown as it is, never as mark-up."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else printable(str(cell))) for cell in row))
    out = console()
    if not sys.stdout.isatty():
        out.width = 200
    out.print(table)


def printable(text: str) -> str:
    """Return the text without control characters, which could drive the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


@contextmanager
def progress(title: str) -> Iterator[Any]:
    """Give a progress bar with an ``update(description, detail, share)``; in a pipe it shows nothing.

    With a share between 0 and 1 the bar is filled so far, and the time left is guessed.
    """
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[detail]}"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        console=console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=None, detail="")

        def update(description: str | None = None, detail: str = "", share: float | None = None) -> None:
            if description is not None:
                bar.update(task, description=description)
            if share is not None:
                bar.update(task, detail=detail, completed=share, total=1.0)
            elif bar.tasks[task].total is None:
                bar.update(task, detail=detail)
            else:
                bar.reset(task, total=None, detail=detail)

        yield update
