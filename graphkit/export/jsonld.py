"""JSON-LD: the RDF as JSON with its context in the file, one node a line."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource

NAME = "jsonld"
SUFFIX = ".jsonld"
ABOUT = "the RDF as JSON-LD with its context, one named graph a document"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as JSON-LD 1.1.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    from graphkit.export.rdf.json_text import json_lines

    lines = json_lines(source.rdf())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
