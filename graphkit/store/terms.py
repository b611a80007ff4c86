"""RDF terms of Python values."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from graphkit.iris import PREFIXES, term_iri
from graphkit.partial_dates import precision

_XSD_DATES = {"year": "xsd:gYear", "month": "xsd:gYearMonth", "day": "xsd:date", "": "xsd:string"}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=256)
def node(name: str) -> NamedNode:
    """Return the IRI of a prefixed name such as "rdf:type"."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=4096)
def term(name: str) -> NamedNode:
    """Return the IRI of a relation, class, property or value of our ontology."""
    return NamedNode(term_iri(name))


def text(value: str, language: str = "") -> Literal:
    """Return a string literal. Half a surrogate pair, which RDF cannot hold, becomes U+FFFD."""
    value = _SURROGATE.sub("\ufffd", value)
    return Literal(value, language=language) if _LANGUAGE.fullmatch(language) else Literal(value)


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=node("xsd:integer"))


def number(value: float) -> Literal:
    """Return an exact xsd:decimal in the one form that stores keep; what a decimal cannot hold is an xsd:double."""
    if isinstance(value, float) and not math.isfinite(value):
        return Literal(str(value).replace("inf", "INF").replace("nan", "NaN"), datatype=node("xsd:double"))
    whole = int(value) if value == int(value) else value
    return Literal(format(Decimal(str(whole)), "f"), datatype=node("xsd:decimal"))


def date(value: str) -> Literal:
    """Return the date in its own precision: xsd:gYear, xsd:gYearMonth or xsd:date; any other text is a string."""
    kind = precision(value)
    return Literal(value, datatype=node(_XSD_DATES[kind])) if kind else text(value)
