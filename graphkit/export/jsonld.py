"""JSON-LD: the RDF as JSON with its context in the file, one node a line."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource
from graphkit.export.text_lines import write_lines

NAME = "jsonld"
SUFFIX = ".jsonld"
ABOUT = "the RDF as JSON-LD with its context, one named graph a document"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as JSON-LD 1.1.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    from graphkit.export.rdf.json_text import json_lines

    write_lines(path, json_lines(source.rdf()))
