"""Answers of SPARQL queries as Python values."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graphkit.iris import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

_XSD = PREFIXES["xsd"]
_NUMBERS: dict[str, Any] = {"integer": int, "decimal": Decimal, "double": float, "float": float}


def answer_value(answer: bytes) -> list[dict[str, Any]] | bool | Graph:
    """Return what a query answered: rows of a SELECT, the truth of an ASK, the graph of a CONSTRUCT or DESCRIBE.

    Args:
        answer: SPARQL JSON, or Turtle.
    """
    if not answer.startswith(b'{"head"'):
        import rdflib

        return rdflib.Graph().parse(data=answer.decode(), format="turtle")
    table = json.loads(answer)
    if "boolean" in table:
        return bool(table["boolean"])
    names = table["head"]["vars"]
    return [{name: _value(row.get(name)) for name in names} for row in table["results"]["bindings"]]


def _value(term: dict[str, str] | None) -> Any:
    """Return a number or truth value as such, an IRI of ours shortened ("gka:iran"), anything else as its text."""
    if term is None:
        return None
    value = term["value"]
    if term["type"] == "uri":
        return next((f"{name}:{value[len(iri) :]}" for name, iri in PREFIXES.items() if value.startswith(iri)), value)
    kind = term.get("datatype", "").removeprefix(_XSD)
    if kind == "boolean":
        return value in ("true", "1")
    try:
        return _NUMBERS.get(kind, str)(value)
    except (ValueError, ArithmeticError):
        return value
