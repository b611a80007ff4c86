"""JSON-LD of quads, node by node, so that a large graph needs little memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graphkit.export.rdf.text import graph_of, subject_of
from graphkit.iris import PREFIXES

# Properties whose values are IRIs, and the short names of those that are read most.
_LINKS = {
    "subject": "rdf:subject",
    "relation": "rdf:predicate",
    "object": "rdf:object",
    "edge": "gk:edge",
    "modality": "gk:modality",
    "status": "gk:status",
    "standing": "gk:standing",
    "claimedBy": "gk:claimedBy",
    "evidence": "prov:wasDerivedFrom",
    "source": "oa:hasSource",
    "subPropertyOf": "rdfs:subPropertyOf",
    "subClassOf": "rdfs:subClassOf",
    "domain": "rdfs:domain",
    "range": "rdfs:range",
}
_TEXTS = {
    "label": "rdfs:label",
    "comment": "rdfs:comment",
    "quote": "oa:exact",
    "before": "oa:prefix",
    "after": "oa:suffix",
    "begin": "oa:start",
    "end": "oa:end",
    "rule": "gk:rule",
    "claimedByLabel": "gk:claimedByLabel",
    "title": "dct:title",
    "publisher": "dct:publisher",
    "creator": "dct:creator",
    "issued": "dct:issued",
    "identifier": "dct:identifier",
}
CONTEXT: Mapping[str, Any] = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    **PREFIXES,
    **{name: {"@id": iri, "@type": "@id"} for name, iri in _LINKS.items()},
    **_TEXTS,
}
_NAMES = {iri: name for name, iri in {**_LINKS, **_TEXTS}.items()}
_XSD = PREFIXES["xsd"]
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def json_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield the lines of a JSON-LD document; quads of one graph and one subject come together."""
    yield f'{{"@context": {_dumped(CONTEXT)},\n"@graph": [\n'
    separator = ""
    for name, group in groupby(quads, key=graph_of):
        if isinstance(name, DefaultGraph):
            for node in _nodes(group):
                yield f"{separator}{_dumped(node)}"
                separator = ",\n"
        else:
            yield f'{separator}{{"id": {_dumped(_compact(name))}, "@graph": [\n'
            yield ",\n".join(map(_dumped, _nodes(group)))
            yield "]}"
            separator = ",\n"
    yield "\n]}\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _nodes(quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
    for subject, about in groupby(quads, key=subject_of):
        node: dict[str, Any] = {"id": _compact(subject)}
        for quad in about:
            key, value = _entry(quad)
            if key not in node:
                node[key] = value
            elif isinstance(node[key], list):
                node[key].append(value)
            else:
                node[key] = [node[key], value]
        yield node


def _entry(quad: Quad) -> tuple[str, Any]:
    key = _key(quad.predicate)
    if isinstance(quad.object, Literal):
        return key, _literal(quad.object, key in _LINKS)
    value = _compact(quad.object)
    return key, value if key == "type" or key in _LINKS else {"id": value}


@lru_cache(maxsize=4096)
def _key(predicate: NamedNode) -> str:
    name = _compact(predicate)
    return "type" if name == "rdf:type" else _NAMES.get(name, name)


def _compact(term: object) -> str:
    """Return the IRI with a prefix. A local part that begins with // would read as an address and gets none."""
    if not isinstance(term, NamedNode):
        return str(term)
    for prefix, start in PREFIXES.items():
        if term.value.startswith(start) and not term.value.startswith("//", len(start)):
            return f"{prefix}:{term.value[len(start) :]}"
    return term.value


def _literal(literal: Literal, link: bool) -> Any:
    datatype = literal.datatype.value
    if literal.language:
        return {"@value": literal.value, "@language": literal.language}
    if datatype == f"{_XSD}string":
        return {"@value": literal.value} if link else literal.value
    if datatype == f"{_XSD}integer" and _INTEGER.fullmatch(literal.value) and not link:
        return int(literal.value)
    return {"@value": literal.value, "@type": _compact(literal.datatype)}
