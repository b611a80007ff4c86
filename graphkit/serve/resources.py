"""Each actor, edge, statement and document at the path of its IRI, as a page or as RDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graphkit.errors import GraphkitError
from graphkit.iris import ACTOR, BASE, DOCUMENT, EDGE, ONTOLOGY, STATEMENT, decode_id, encode_id
from graphkit.query import Request as Question
from graphkit.serve.negotiation import PAGE_TYPES
from graphkit.serve.pages import STRICT, render
from graphkit.serve.pool import QueryPool
from graphkit.serve.protocol import accepted
from graphkit.serve.requests import RequestError, answer, request_error, unless_gone

STARTS = {"actor": ACTOR, "edge": EDGE, "statement": STATEMENT, "document": DOCUMENT}
MAX_ROWS = 500
_RDF = {
    "actor": """CONSTRUCT {{ ?s ?p ?o }} {{
        {{ {it} ?p ?o . BIND({it} AS ?s) }}
        UNION {{ ?s rdf:subject|rdf:object {it} ; gk:standing ?standing ; ?p ?o }} }}""",
    "edge": """CONSTRUCT {{ ?s ?p ?o }} {{
        {{ {it} ?p ?o . BIND({it} AS ?s) }}
        UNION {{ ?s gk:edge {it} ; ?p ?o }}
        UNION {{ ?statement gk:edge {it} ; prov:wasDerivedFrom ?s . ?s ?p ?o }}
        UNION {{ ?statement gk:edge {it} ; prov:wasDerivedFrom/oa:hasSource ?s . ?s ?p ?o }} }}""",
    "statement": """CONSTRUCT {{ ?s ?p ?o }} {{
        {{ {it} ?p ?o . BIND({it} AS ?s) }}
        UNION {{ {it} prov:wasDerivedFrom ?s . ?s ?p ?o }}
        UNION {{ {it} prov:wasDerivedFrom/oa:hasSource ?s . ?s ?p ?o }} }}""",
    "document": "CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {it} {{ ?s ?p ?o }} }}",
}
_FACTS = "SELECT ?p ?o ?label {{ {it} ?p ?o . OPTIONAL {{ ?o rdfs:label ?label }} }} ORDER BY ?p ?o"
_EDGES = """SELECT ?edge ?from ?relation ?to ?standing ?publishers ?statements ?first ?last {{
  {{ SELECT DISTINCT ?edge ?publishers {{ ?edge rdf:subject|rdf:object {it} ; gk:nPublishers ?publishers }}
     ORDER BY DESC(?publishers) LIMIT {most} }}
  ?edge rdf:subject ?from ; rdf:predicate ?relation ; rdf:object ?to ; gk:standing ?standing ;
        gk:nStatements ?statements .
  OPTIONAL {{ ?edge gk:firstDate ?first }}
  OPTIONAL {{ ?edge gk:lastDate ?last }}
}} ORDER BY DESC(?publishers) DESC(?statements) ?edge"""
_STATEMENTS = """SELECT * {{
  {pattern}
  ?statement rdf:subject ?from ; rdf:predicate ?relation ; rdf:object ?to ; gk:edge ?edge ; gk:modality ?modality ;
             prov:wasDerivedFrom ?evidence .
  ?evidence oa:exact ?quote ; oa:prefix ?before ; oa:suffix ?after ; oa:start ?begin ; oa:end ?end ;
            oa:hasSource ?document ; gk:rule ?rule .
  OPTIONAL {{ ?statement gk:status ?status }}
  OPTIONAL {{ ?statement gk:claimedByLabel ?speaker }}
  OPTIONAL {{ ?statement gk:start ?since }}
  OPTIONAL {{ ?statement gk:end ?until }}
  OPTIONAL {{ ?statement gk:amount ?amount . ?statement gk:currency ?currency }}
  OPTIONAL {{ ?document dct:title ?title }}
  OPTIONAL {{ ?document dct:publisher ?publisher }}
  OPTIONAL {{ ?document dct:issued ?issued }}
}} ORDER BY STR(?issued) STR(?document) ?begin ?statement LIMIT {most}"""
_PATTERNS = {
    "edge": "?statement gk:edge {it} .",
    "statement": "VALUES ?statement {{ {it} }}",
    "document": "?evidence oa:hasSource {it} . ?statement prov:wasDerivedFrom ?evidence .",
}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """Some words, which may lead somewhere."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quote with what it is evidence of, and where it stands."""

    head: Sequence[Cell]
    before: str
    quote: str
    after: str
    foot: Sequence[Cell]


@dataclass(slots=True)
class Page:
    """What the page of a thing shows."""

    kind: str
    title: str
    iri: str
    facts: list[tuple[str, Cell]] = field(default_factory=list)
    columns: Sequence[str] = ()
    rows: list[Sequence[Cell]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    note: str = ""


async def resource(request: Request, kind: str, pool: QueryPool) -> Response:
    """Answer a request for the thing at a path.

    Raises:
        RequestError: 404 if the graph has no such thing, 406 if it cannot be shown so, or as queries have it.
    """
    iri = resource_iri(kind, request.scope)
    chosen = accepted(request, PAGE_TYPES)
    if chosen is None:
        raise RequestError(406, f"no such answer can be given; there are {', '.join(name for name, _ in PAGE_TYPES)}")
    whole = kind != "actor"
    try:
        facts = await unless_gone(request, _rows(pool, _FACTS.format(it=f"<{iri}>"), whole))
        if not facts:
            raise RequestError(404, f"this graph has no {kind} {decode_id(iri.removeprefix(STARTS[kind]))!r}")
        if chosen[1] != "html":
            question = Question(_RDF[kind].format(it=f"<{iri}>"), triples=chosen[1], whole=whole)
            return answer(await unless_gone(request, pool.ask(question)), chosen[0])
        page = await unless_gone(request, _page(kind, iri, facts, pool))
    except GraphkitError as error:
        raise request_error(error) from error
    return HTMLResponse(render("resource.html", page=page), headers={"Content-Security-Policy": STRICT})


def resource_iri(kind: str, scope: Mapping[str, Any]) -> str:
    """Return the IRI that a path stands for, whether its id is percent-encoded or not."""
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    name = raw.partition(b"?")[0].decode("ascii", "replace").removeprefix(f"/{kind}/")
    return STARTS[kind] + encode_id(decode_id(name))


async def _rows(pool: QueryPool, query: str, whole: bool) -> list[Row]:
    reply = await pool.ask(Question(query, whole=whole))
    body = reply.body
    if reply.path is not None:
        body = reply.path.read_bytes()
        reply.path.unlink(missing_ok=True)
    return [{name: term["value"] for name, term in row.items()} for row in json.loads(body)["results"]["bindings"]]


async def _page(kind: str, iri: str, facts: Sequence[Row], pool: QueryPool) -> Page:
    page = Page(kind, _title(kind, iri, facts, pool), iri, _facts(facts, pool))
    if kind == "actor":
        page.columns = ("from", "relation", "to", "standing", "publishers", "statements", "time")
        found = await _rows(pool, _EDGES.format(it=f"<{iri}>", most=MAX_ROWS), False)
        page.rows = [_edge_cells(row, pool) for row in found]
    else:
        pattern = _PATTERNS[kind].format(it=f"<{iri}>")
        found = await _rows(pool, _STATEMENTS.format(pattern=pattern, most=MAX_ROWS), True)
        page.sentences = [_sentence(row, pool) for row in found]
    if len(found) == MAX_ROWS:
        page.note = f"Only the first {MAX_ROWS} are shown; ask for all by SPARQL."
    return page


def _title(kind: str, iri: str, facts: Sequence[Row], pool: QueryPool) -> str:
    values = {row["p"].rpartition("#")[2].rpartition("/")[2]: row["o"] for row in facts}
    if {"subject", "predicate", "object"} <= set(values):
        ends = (cell(values[name], pool).text for name in ("subject", "predicate", "object"))
        # Never without its standing: the title of a denial would read as a fact.
        said = values.get("standing") or values.get("modality") or "?"
        return f"{' '.join(ends)} ({cell(said, pool).text})"
    return values.get("title") or values.get("label") or decode_id(iri.removeprefix(STARTS[kind]))


def _facts(facts: Sequence[Row], pool: QueryPool) -> list[tuple[str, Cell]]:
    shown = []
    for row in facts:
        name = row["p"].rpartition("#")[2].rpartition("/")[2]
        # Direct triples of an actor are its asserted edges, which have a table of their own.
        if row["o"].startswith(ACTOR) and row["p"].startswith(ONTOLOGY) and name != "claimedBy":
            continue
        shown.append((name, cell(row["o"], pool)))
    return shown


def cell(value: str, pool: QueryPool) -> Cell:
    """Return a value for showing: of an actor its name, of another thing its id; with a link where one is safe."""
    for kind, start in STARTS.items():
        if value.startswith(start):
            name = decode_id(value[len(start) :].partition("#")[0])
            text = pool.graph.names.actor_label(name) if kind == "actor" else name
            return Cell(text, f"/{kind}/{encode_id(name)}")
    if value.startswith(ONTOLOGY):
        name = decode_id(value[len(ONTOLOGY) :])
        relation = (pool.graph.build.get("relations") or {}).get(name) or {}
        return Cell(str(relation.get("label") or name))
    return Cell(value, value if _is_web(value) else "")


def _is_web(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not value.startswith(BASE)


def _edge_cells(row: Row, pool: QueryPool) -> list[Cell]:
    times = [row[name] for name in ("first", "last") if name in row]
    edge = cell(row["edge"], pool)
    relation = cell(row["relation"], pool)
    return [
        cell(row["from"], pool),
        Cell(relation.text, edge.link),
        cell(row["to"], pool),
        cell(row["standing"], pool),
        Cell(row["publishers"]),
        Cell(row["statements"]),
        Cell(" to ".join(dict.fromkeys(times))),
    ]


def _sentence(row: Row, pool: QueryPool) -> Sentence:
    head = [
        cell(row["from"], pool),
        Cell(cell(row["relation"], pool).text, cell(row["edge"], pool).link),
        cell(row["to"], pool),
    ]
    said = ["modality", "status"]
    head += [Cell(f"[{cell(row[name], pool).text}]") for name in said if name in row]
    labels: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("speaker", "says {}".format),
        ("since", "from {}".format),
        ("until", "until {}".format),
    )
    head += [Cell(write(row[name])) for name, write in labels if name in row]
    if "amount" in row:
        head.append(Cell(f"{row['amount']} {row['currency']}"))
    source = ", ".join(row[name] for name in ("title", "publisher", "issued") if name in row)
    document = cell(row["document"], pool)
    foot = [
        Cell(source or document.text, document.link),
        Cell(f"characters {row['begin']} to {row['end']}"),
        Cell(f"rule {row['rule']}"),
        Cell("statement", cell(row["statement"], pool).link),
    ]
    return Sentence(head, row["before"], row["quote"], row["after"], foot)
