"""N-Quads: the same RDF as TriG, one quad a line, for bulk loading into other stores."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from graphkit.export.source import ExportSource

NAME = "nquads"
SUFFIX = ".nq"
ABOUT = "the same RDF as trig, one quad a line, for bulk loading"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as N-Quads.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    if source.quads is None:
        raise ValueError("a source without quads cannot be written as RDF")
    with path.open("wb") as file:
        serialize(source.quads(), file, RdfFormat.N_QUADS)
