"""The statements, one flat record a line: the same bytes as ``statements.jsonl`` of a build."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource
from graphkit.records import as_line

NAME = "jsonl"
SUFFIX = ".jsonl"
ABOUT = "the statements with their citations, one JSON record a line"


def write(source: ExportSource, path: Path) -> None:
    """Write one line a statement."""
    with path.open("wb") as file:
        file.writelines(as_line(statement.record()) for statement in source.view.statements)
