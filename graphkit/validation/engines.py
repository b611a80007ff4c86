"""The two engines: pySHACL, the reference, for small graphs, and the Rust ``shacl``, about 30 times as fast."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ENGINES = ("pyshacl", "shacl")


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One result of an engine; terms are in the form of N-Triples, "" where there is none.

    Attributes:
        focus: the node that was checked.
        shape: the nearest shape around the constraint that has a name.
        path: the property, "^<...>" for one read backwards.
        value: the value that is wrong.
        component: what it breaks, such as "MinCount".
        message: the message of the shape, "" when it has none of its own.
    """

    focus: str
    shape: str
    path: str
    value: str
    component: str
    message: str


def is_installed(engine: str) -> bool:
    """Return whether an engine can be imported."""
    return importlib.util.find_spec(engine) is not None


def run_engine(engine: str, triples: Path, shapes: str) -> list[Result]:
    """Return what an engine of ``ENGINES`` finds, sorted.

    Args:
        engine: its name.
        triples: the data as N-Triples.
        shapes: the shapes as Turtle.
    """
    return sorted(set((_run_pyshacl if engine == "pyshacl" else _run_shacl)(triples, shapes)))


def _component(name: str) -> str:
    return name.rpartition("#")[2].removesuffix("ConstraintComponent")


def _run_shacl(triples: Path, shapes: str) -> Iterator[Result]:
    import shacl

    found = shacl.Shapes.from_turtle(shapes).validate_file(str(triples))
    for one in found.results:
        component = _component(one.component)
        message = (one.message or "") if component == "SPARQL" else ""
        yield Result(one.focus_node, one.root_shape or "", one.path or "", one.value or "", component, message)


def _run_pyshacl(triples: Path, shapes: str) -> Iterator[Result]:
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    with _quiet_literals():
        data = rdflib.Graph().parse(triples, format="nt")
        graph = rdflib.Graph().parse(data=shapes, format="turtle")
        _, report, _ = pyshacl.validate(data, shacl_graph=graph)
    # Results of a shape inside another are listed beside the outer one, which alone is a result of the report.
    for one in report.objects(None, SH.result):
        component = _component(str(report.value(one, SH.sourceConstraintComponent)))
        message = str(report.value(one, SH.resultMessage)) if component == "SPARQL" else ""
        shape = _named_shape(graph, report.value(one, SH.sourceShape))
        terms = (report.value(one, SH.focusNode), shape, report.value(one, SH.value))
        focus, name, value = map(_term, terms)
        yield Result(focus, name, _path(report, report.value(one, SH.resultPath)), value, component, message)


def _named_shape(shapes: Graph, shape: Node | None) -> Any:
    """Return the shape, or the nearest one around it that has a name."""
    import rdflib
    from rdflib.namespace import SH

    while shape is not None and not isinstance(shape, rdflib.URIRef):
        shape = shapes.value(None, SH.property, shape)
    return shape


def _term(term: Any) -> str:
    """Return a term of rdflib in the form of N-Triples, on one line, as the other engine gives it."""
    import pyoxigraph
    import rdflib

    if isinstance(term, rdflib.Literal):
        datatype = None if term.datatype is None or term.language else pyoxigraph.NamedNode(str(term.datatype))
        return str(pyoxigraph.Literal(str(term), datatype=datatype, language=term.language))
    return "" if term is None else str(term.n3())


def _path(report: Graph, path: Any) -> str:
    from rdflib.namespace import SH

    if path is None:
        return ""
    backwards: Any = report.value(path, SH.inversePath)
    return str(path.n3()) if backwards is None else f"^{backwards.n3()}"


@contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from printing a traceback for every literal that is none of its type: those are findings here."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
