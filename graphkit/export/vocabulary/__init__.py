"""The vocabulary of the graphs (ontology/graphkit.ttl) and their shapes (shapes.ttl), written from ontology/*.yaml.

``python -m graphkit.export.vocabulary`` writes both files again, with ``--check`` it compares them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import OntologyError
from graphkit.export.vocabulary.owl import ontology_turtle
from graphkit.export.vocabulary.shapes import shapes_turtle

if TYPE_CHECKING:
    from graphkit.ontology import Ontology

__all__ = ["check_vocabulary", "ontology_turtle", "shapes_turtle", "write_vocabulary"]


def write_vocabulary(folder: Path, ontology: Ontology | None = None) -> tuple[Path, ...]:
    """Write graphkit.ttl and shapes.ttl of an ontology (default: the built-in one) and return their paths."""
    files = _files(folder, ontology or _builtin())
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(files)


def check_vocabulary(folder: Path, ontology: Ontology | None = None) -> None:
    """Compare graphkit.ttl and shapes.ttl with what an ontology (default: the built-in one) gives.

    Raises:
        OntologyError: naming the first file that is missing or stale.
    """
    for path, text in _files(folder, ontology or _builtin()).items():
        if not path.is_file() or path.read_bytes() != text.encode():
            raise OntologyError(
                "is stale: it does not agree with the YAML files", path=path, mend=f"run python -m {__name__}"
            )


def _files(folder: Path, ontology: Ontology) -> dict[Path, str]:
    return {folder / "graphkit.ttl": ontology_turtle(ontology), folder / "shapes.ttl": shapes_turtle(ontology)}


def _builtin() -> Ontology:
    from graphkit.ontology import load_ontology

    return load_ontology()
