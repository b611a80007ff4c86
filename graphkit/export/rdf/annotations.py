"""Statements of RDF 1.1, with their ends as properties, as reifiers of RDF 1.2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pyoxigraph import NamedNode, Quad

from graphkit.export.rdf.text import predicate_text, prefix_lines, subject_of, term_text
from graphkit.iris import PREFIXES, term_iri

_RDF = PREFIXES["rdf"]
_TYPE, _STATEMENT, _EDGE = NamedNode(f"{_RDF}type"), NamedNode(term_iri("Statement")), NamedNode(term_iri("Edge"))
_ENDS = tuple(NamedNode(f"{_RDF}{name}") for name in ("subject", "predicate", "object"))
_STANDING, _ASSERTED = NamedNode(term_iri("standing")), NamedNode(term_iri("asserted"))
_OF_EDGE = NamedNode(term_iri("edge"))


def annotated_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the lines of a Turtle 1.2 document; quads of one subject come together, edges before their statements."""
    yield 'VERSION "1.2"\n'
    yield from prefix_lines()
    asserted: set[object] = set()
    for subject, group in groupby(quads, key=subject_of):
        about = list(group)
        kinds = {quad.object for quad in about if quad.predicate == _TYPE}
        if _EDGE in kinds and any((quad.predicate, quad.object) == (_STANDING, _ASSERTED) for quad in about):
            asserted.add(subject)
        yield _statement(about, asserted) if _STATEMENT in kinds else f"\n{term_text(subject)} {_facts(about, 4)} .\n"


def _statement(about: Sequence[Quad], asserted: set[object]) -> str:
    ends = {quad.predicate: quad.object for quad in about if quad.predicate in _ENDS}
    triple = " ".join(term_text(ends[name]) for name in _ENDS)
    facts = [quad for quad in about if quad.predicate not in _ENDS]
    reifier = term_text(about[0].subject)
    if any(quad.predicate == _OF_EDGE and quad.object in asserted for quad in about):
        return f"\n{triple} ~ {reifier} {{|\n        {_facts(facts, 8)} |}} .\n"
    return f"\n{reifier} rdf:reifies <<( {triple} )>> ;\n    {_facts(facts, 4)} .\n"


def _facts(about: Iterable[Quad], indent: int) -> str:
    rows = (
        f"{predicate_text(predicate)} {' , '.join(term_text(quad.object) for quad in group)}"
        for predicate, group in groupby(about, key=_predicate_of)
    )
    return f" ;\n{' ' * indent}".join(rows)


def _predicate_of(quad: Quad) -> NamedNode:
    return quad.predicate
