"""Checking graphs with the engine that fits their size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.export.vocabulary import ontology_turtle, shapes_turtle
from graphkit.folder import require_output
from graphkit.ontology import Ontology
from graphkit.validation.engines import ENGINES, is_installed, run_engine
from graphkit.validation.findings import Finding, findings_of
from graphkit.validation.triples import write_triples

# Up to here the reference engine takes a few seconds.
SMALL = 20_000
_MEND = "install it: pip install 'graphkit[validate]'"


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found.

    Attributes:
        triples: how many were checked, the ontology's among them.
        statements: how many statements are among them.
        engine: the name of the engine that checked them.
        findings: what is wrong, sorted by node.
        notes: what the reader of the findings should know.
    """

    triples: int
    statements: int
    engine: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def validate(paths: Sequence[Path], ontology: Ontology, engine: str = "auto") -> Report:
    """Check output folders and RDF files together against the shapes of an ontology.

    Args:
        paths: folders that a build wrote, and RDF files.
        ontology: the relation types that the graph was built with.
        engine: one of ``ENGINES``, or "auto": pySHACL for small graphs and the Rust engine for large ones.

    Raises:
        GraphkitError: if no engine is installed.
        InputError: if a file cannot be read, with its line.
        OutputError: if a folder is no output of graphkit.
    """
    shapes = shapes_turtle(ontology)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.nt"
        triples, statements = write_triples(paths, ontology_turtle(ontology), data)
        chosen = _choose(engine, triples)
        results = run_engine(chosen, data, shapes)
    return Report(triples, statements, chosen, tuple(findings_of(results, shapes)), tuple(_notes(paths, ontology)))


def _notes(paths: Sequence[Path], ontology: Ontology) -> Iterator[str]:
    for path in paths:
        if path.is_dir() and require_output(path).get("rules") not in (None, ontology.fingerprint()):
            yield f"{path} was built with other rules; name their folder with --ontology"


def _choose(engine: str, triples: int) -> str:
    if engine != "auto":
        if not is_installed(engine):
            raise GraphkitError("is not installed", key=engine, mend=_MEND)
        return engine
    wanted = ENGINES if triples <= SMALL else ENGINES[::-1]
    for name in wanted:
        if is_installed(name):
            return name
    raise GraphkitError("a SHACL engine is missing", mend=_MEND)
