"""TriG and Turtle that people can read, the quads in the order in which they come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TextIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graphkit.iris import PREFIXES

_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:[A-Za-z0-9_-]|%[0-9A-F]{2})*")
_XSD = PREFIXES["xsd"]
_XSD_STRING = f"{_XSD}string"
_LANGUAGE_STRING = f"{PREFIXES['rdf']}langString"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_INTEGER = re.compile(r"[+-]?\d+")


def write_trig(quads: Iterable[Quad], file: TextIO) -> Iterator[Quad]:
    """Write each quad as it passes, so that one run can fill a file and a store.

    Quads of one graph and of one subject that follow each other share a block. The iterator must be run to its end.
    """
    file.writelines(prefix_lines())
    yield from write_graphs(quads, file)


def write_graphs(quads: Iterable[Quad], file: TextIO) -> Iterator[Quad]:
    """Write each quad as it passes, as ``write_trig`` does, to a file that has the prefixes."""
    for name, group in groupby(quads, key=graph_of):
        named = not isinstance(name, DefaultGraph)
        file.write(f"\n{term_text(name)} {{\n" if isinstance(name, NamedNode | BlankNode) else "")
        for subject, about in groupby(group, key=subject_of):
            yield from _write_subject(subject, about, file, "  " if named else "\n")
        file.write("}\n" if named else "")


def prefix_lines() -> Iterator[str]:
    """Yield the declarations of our prefixes."""
    return (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items()))


def graph_of(quad: Quad) -> NamedNode | BlankNode | DefaultGraph:
    """Return the name of a quad's graph."""
    return quad.graph_name


def subject_of(quad: Quad) -> NamedNode | BlankNode | Triple:
    """Return the subject of a quad."""
    return quad.subject


def _write_subject(subject: object, about: Iterable[Quad], file: TextIO, lead: str) -> Iterator[Quad]:
    separator = " ;\n" + lead.strip("\n") + "    "
    last = ""
    file.write(f"{lead}{term_text(subject)}")
    for quad in about:
        predicate = predicate_text(quad.predicate)
        if predicate == last:
            file.write(f" , {term_text(quad.object)}")
        else:
            file.write(f"{separator if last else ' '}{predicate} {term_text(quad.object)}")
        last = predicate
        yield quad
    file.write(" .\n")


@lru_cache(maxsize=4096)
def predicate_text(predicate: NamedNode) -> str:
    """Return a property for Turtle."""
    return "a" if predicate.value == f"{PREFIXES['rdf']}type" else _iri(predicate.value)


def term_text(term: object) -> str:
    """Return a term for Turtle."""
    if isinstance(term, NamedNode):
        return _iri(term.value)
    if isinstance(term, Literal):
        return _literal(term)
    return str(term)


@lru_cache(maxsize=65536)
def _iri(iri: str) -> str:
    """Return the IRI with a prefix where its local part needs no escape."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri}>"


def _literal(literal: Literal) -> str:
    datatype = literal.datatype.value
    if datatype == f"{_XSD}integer" and _INTEGER.fullmatch(literal.value):
        return literal.value
    quoted = f'"{_SPECIAL.sub(_escape, literal.value)}"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if datatype in (_XSD_STRING, _LANGUAGE_STRING) else f"{quoted}^^{_iri(datatype)}"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
