"""Results of an engine in words: which node breaks which shape, how, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkit.iris import BASE, PREFIXES
from graphkit.validation.engines import Result

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_NAMES = {**PREFIXES, "gksh": f"{BASE}shapes#"}
_IRI = re.compile(r"<([^<>]*)>")
_STRING = re.compile(r'"(?P<text>.*)"(?:\^\^<http://www\.w3\.org/2001/XMLSchema#string>)?', re.DOTALL)
_PROBLEMS = {
    "MinCount": "is missing",
    "MaxCount": "is there more than once",
    "Class": "is of another type",
    "In": "is none of the values that are allowed",
    "Datatype": "has another datatype",
    "Node": "is not of the form that is wanted",
    "MinLength": "is empty",
    "MinInclusive": "is too small",
    "MaxInclusive": "is too large",
    "LessThan": "is not smaller than what must come after it",
    "NodeKind": "is no IRI",
    "Pattern": "is no IRI of an actor",
}
# Mends by what is broken; {0} is the parameter of the constraint, as the shape gives it.
_MENDS = {
    "MinCount": "add it",
    "MaxCount": "keep one and remove the others",
    "Class": "name a {0}, or say that it is one",
    "In": "write one of {0}",
    "Datatype": "write it as {0}",
    "MinLength": "write the text",
    "MinInclusive": "write at least {0}",
    "MaxInclusive": "write at most {0}",
    "LessThan": "write a smaller number than that of {0}",
    "NodeKind": "write an IRI",
    "Pattern": "write the IRI of an actor",
    "SPARQL": "remove the direct triple, or add the statement that asserts it",
}
_LONGEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a graph.

    Attributes:
        node: what it is wrong with, shortened by our prefixes, as are ``shape`` and ``path``.
        shape: the shape that is broken, such as "gksh:Statement".
        path: the property, "" when the node as a whole is meant.
        value: the value that is wrong, "" when one is missing.
        problem, mend: what is wrong, and what to do about it.
    """

    node: str
    shape: str
    path: str
    value: str
    problem: str
    mend: str

    def __str__(self) -> str:
        about = " ".join(part for part in (self.path, self.value) if part)
        return f"{self.node}: {about + ' ' if about else ''}{self.problem} ({self.shape}); {self.mend}"


@dataclass(frozen=True, slots=True)
class _Constraints:
    """The parameters of the constraints on one property of a shape, by the name of their components."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    message: str = ""


def findings_of(results: Iterable[Result], shapes: str) -> Iterator[Finding]:
    """Yield the results in words.

    Args:
        results: what an engine found.
        shapes: the shapes as Turtle, which say what is wanted.
    """
    import rdflib

    known = dict(_constraints(rdflib.Graph().parse(data=shapes, format="turtle")))
    for result in results:
        shape, path = short(result.shape), short(result.path)
        constraints = known.get((shape, path), _Constraints())
        problem, mend = _words(result, constraints)
        yield Finding(short(result.focus), shape, path, short(result.value), problem, mend)


def _words(result: Result, constraints: _Constraints) -> tuple[str, str]:
    problem = result.message or _PROBLEMS.get(result.component, f"breaks {result.component}")
    if result.component == "Node" and constraints.message:
        subject, _, wanted = constraints.message.partition(" is no ")
        return (
            constraints.message,
            f"write a {wanted}" if subject != "the actor" else "correct its type or the relation",
        )
    mend = _MENDS.get(result.component, "correct it")
    return problem, mend.format(constraints.parameters.get(result.component, "what the shape asks for"))


def short(term: str) -> str:
    """Return a term in the form of N-Triples shortened for reading: prefixes, plain strings, at most 120 characters."""
    string = _STRING.fullmatch(term)
    shown = f'"{string["text"]}"' if string else _IRI.sub(_prefixed, term)
    return shown if len(shown) <= 120 else f"{shown[:117]}..."


def _prefixed(match: re.Match[str]) -> str:
    iri = match[1]
    for prefix, start in _NAMES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri}>"


def _constraints(shapes: Graph) -> Iterator[tuple[tuple[str, str], _Constraints]]:
    """Yield what each named shape asks of each property, also of those of its value nodes."""
    import rdflib
    from rdflib.namespace import RDF, SH

    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        if isinstance(shape, rdflib.URIRef):
            for inner in shapes.transitive_objects(shape, SH.property):
                path: Any = shapes.value(inner, SH.path)
                if inner is not None and inner != shape and path is not None:
                    backwards: Any = shapes.value(path, SH.inversePath)
                    name = short(path.n3()) if backwards is None else f"^{short(backwards.n3())}"
                    yield (short(shape.n3()), name), _constraints_of(shapes, inner)


def _constraints_of(shapes: Graph, inner: Node) -> _Constraints:
    from rdflib.collection import Collection
    from rdflib.namespace import SH

    found = {}
    message = ""
    for predicate, value in shapes.predicate_objects(inner):
        name = str(predicate).rpartition("#")[2]
        component = name[:1].upper() + name[1:]
        if predicate == SH["in"]:
            found[component] = _listed([short(item.n3()) for item in Collection(shapes, value)])
        elif component in _MENDS:
            found[component] = str(value) if name.startswith(("min", "max")) else short(value.n3())
        elif predicate == SH.node:
            message = str(shapes.value(value, SH.message) or "")
    return _Constraints(found, message)


def _listed(items: list[str]) -> str:
    shown = ", ".join(items[:_LONGEST_LIST])
    more = len(items) - _LONGEST_LIST
    return f"{shown} and {more} more" if more > 0 else shown
