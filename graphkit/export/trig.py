"""TriG: the whole graph as one RDF file that people can read."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource

NAME = "trig"
SUFFIX = ".trig"
ABOUT = "all of it as RDF: ontology, actors and edges, one named graph a document"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as TriG.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    from graphkit.export.rdf.text import write_trig

    with path.open("w", encoding="utf-8", newline="\n") as file:
        for _ in write_trig(source.rdf(), file):
            pass
