"""RDF 1.2 as Turtle: each statement is a reifier of its triple, what is known of it an annotation.

A triple stands there by itself only where the standing of its edge is asserted; of all else there is the reifier alone,
which says of a triple term what was alleged, planned or denied.
"""

from __future__ import annotations

from pathlib import Path

from graphkit.export.source import ExportSource
from graphkit.export.text_lines import write_lines

NAME = "rdf12"
SUFFIX = ".ttl"
ABOUT = "Turtle of RDF 1.2: statements as annotations of their triples"


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as Turtle 1.2.

    Raises:
        ValueError: if the source cannot give RDF.
    """
    from graphkit.export.rdf.annotations import annotated_lines

    write_lines(path, annotated_lines(source.rdf()))
