"""The quotes behind the rows of an answer: of each edge and each statement that a row names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from graphkit.errors import QueryError
from graphkit.iris import ACTOR, EDGE, ONTOLOGY, STATEMENT, decode_id, edge_iri
from graphkit.query.named import iri_term
from graphkit.query.sparql import shown_term
from graphkit.records import edge_id

_CHUNK = 200
_EDGE, _STATEMENT = "?statement gk:edge ?key .", "BIND(?key AS ?statement)"
_QUERY = """
SELECT ?key ?statement ?modality ?status ?speaker ?start ?end
       ?published ?publisher ?title ?url ?document ?begin ?quote {{
  VALUES ?key {{ {keys} }}
  {link}
  ?statement gk:modality ?modality ; prov:wasDerivedFrom ?evidence .
  ?evidence oa:exact ?quote ; oa:start ?begin ; oa:hasSource ?document .
  OPTIONAL {{ ?statement gk:status ?status }}
  OPTIONAL {{ ?statement gk:claimedByLabel ?speaker }}
  OPTIONAL {{ ?statement gk:start ?start }}
  OPTIONAL {{ ?statement gk:end ?end }}
  OPTIONAL {{ ?document dct:issued ?published }}
  OPTIONAL {{ ?document dct:publisher ?publisher }}
  OPTIONAL {{ ?document dct:title ?title }}
  OPTIONAL {{ ?document schema:url ?url }}
}}
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence with its source; a value is None where nothing is known.

    Attributes:
        statement, document: prefixed names.
        modality: asserted, alleged, planned, possible or denied.
        speaker: who says so in the document; None for the document itself.
        start, end: the time that the sentence speaks of.
    """

    modality: str
    status: str | None
    speaker: str | None
    start: str | None
    end: str | None
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None
    document: str
    quote: str
    statement: str

    def record(self) -> dict[str, str | None]:
        """Return the fields by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def quotes_of(
    table: Mapping[str, Any], run: Callable[[str], bytes], relations: Mapping[str, Any] | None = None
) -> list[tuple[Quote, ...]]:
    """Return the quotes of each row, in the order of publication, document and place.

    Args:
        table: an answer in JSON, parsed.
        run: answers a query in JSON.
        relations: given for rows that are paths (actor, relation, actor, relation ...): what ``build.json`` says of
            each relation, by id.

    Raises:
        QueryError: if the answer holds no rows, or rows that name neither an edge nor a statement.
    """
    if "results" not in table:
        raise QueryError("only rows have evidence", mend="ask with SELECT")
    columns = table["head"]["vars"]
    rows = [
        _keys(row) if relations is None else _steps([row[name]["value"] for name in columns if name in row], relations)
        for row in table["results"]["bindings"]
    ]
    if rows and not any(rows):
        mend = "select an edge or a statement, such as ?edge of { ?edge a gk:Edge ; rdf:subject ?who }"
        raise QueryError("no row names an edge or a statement to give evidence of", mend=mend)
    keys = sorted({key for row in rows for key in row})
    found = defaultdict[str, list[Quote]](list)
    for start, link in ((EDGE, _EDGE), (STATEMENT, _STATEMENT)):
        some = [key for key in keys if key.startswith(start)]
        for place in range(0, len(some), _CHUNK):
            query = _QUERY.format(keys=" ".join(map(iri_term, some[place : place + _CHUNK])), link=link)
            _gather(json.loads(run(query))["results"]["bindings"], found)
    return [tuple(_once(quote for key in row for quote in found[key])) for row in rows]


def _keys(row: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the IRIs of edges and statements in a row, in the order of its columns; not those of evidence."""
    iris = (term["value"] for term in row.values() if term["type"] == "uri")
    return [iri for iri in iris if iri.startswith((EDGE, STATEMENT)) and "#" not in iri]


def _steps(path: Sequence[str], relations: Mapping[str, Any]) -> list[str]:
    """Return the IRIs of the edges of a path: actor, relation, actor, relation, actor ..."""
    edges = []
    for subject, relation, object_ in zip(path[::2], path[1::2], path[2::2], strict=False):
        one, other = (decode_id(iri.removeprefix(ACTOR)) for iri in (subject, object_))
        name = decode_id(relation.removeprefix(ONTOLOGY))
        if relations.get(name, {}).get("symmetric") and other < one:
            one, other = other, one
        edges.append(edge_iri(edge_id(one, name, other)))
    return edges


def _gather(rows: Sequence[Mapping[str, Mapping[str, str]]], found: Mapping[str, list[Quote]]) -> None:
    for row in sorted(rows, key=_place):
        values = {field.name: shown_term(row.get(field.name)) for field in fields(Quote)}
        for name in ("modality", "status"):
            values[name] = (values[name] or "").removeprefix("gk:") or None
        found[row["key"]["value"]].append(Quote(**values))  # type: ignore[arg-type]


def _place(row: Mapping[str, Mapping[str, str]]) -> tuple[str, str, int, str]:
    published = row["published"]["value"] if "published" in row else "9999"
    return published, row["document"]["value"], int(row["begin"]["value"]), row["statement"]["value"]


def _once(quotes: Iterable[Quote]) -> Iterable[Quote]:
    return dict.fromkeys(quotes)
