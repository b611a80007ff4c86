"""N-Quads: the same RDF as TriG, one quad a line, for bulk loading into other stores."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource

NAME = "nquads"
SUFFIX = ".nq"
ABOUT = "the same RDF as trig, one quad a line, for bulk loading"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as N-Quads.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    from pyoxigraph import RdfFormat, serialize

    quads = source.rdf()
    with path.open("wb") as file:
        serialize(quads, file, RdfFormat.N_QUADS)
