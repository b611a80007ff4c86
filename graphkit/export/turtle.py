"""Turtle: the union of all graphs, for tools that know no named graphs."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource

NAME = "turtle"
SUFFIX = ".ttl"
ABOUT = "the RDF without named graphs, for tools that know none"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as Turtle. What a statement is and where it stands is kept: its evidence names the document.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    from pyoxigraph import Quad

    from graphkit.export.rdf.text import write_trig

    triples = (Quad(quad.subject, quad.predicate, quad.object) for quad in source.rdf())
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for _ in write_trig(triples, file):
            pass
