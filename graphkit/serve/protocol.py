"""The SPARQL 1.1 Protocol: queries by GET, by a form and as the body of a POST; the description of the service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.errors import GraphkitError
from graphkit.query import Request as Question
from graphkit.serve.negotiation import PAGE_TYPES, ROW_TYPES, TRIPLE_TYPES, AcceptError, choose
from graphkit.serve.pool import QueryPool
from graphkit.serve.requests import RequestError, answer, read_body, read_form, request_error, unless_gone
from graphkit.serve.settings import ServeSettings

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_DESCRIPTION = """\
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
CONSTRUCT {{
  <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{endpoint}#dataset> .
  <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#union> .
  <{endpoint}#union> a sd:Graph .
}} WHERE {{}}
"""


async def sparql(request: Request, pool: QueryPool, settings: ServeSettings) -> Response:
    """Answer a request to the endpoint.

    Raises:
        RequestError: as the protocol has it: 400, 406, 413, 415, 503.
    """
    if request.method == "POST":
        fields = await _posted(request, settings)
    else:
        fields = read_form(request.scope["query_string"])
        if not any(name in ("query", "update") for name, _ in fields):
            return await _describe(request, pool)
    return await answer_fields(request, fields, pool)


async def answer_fields(request: Request, fields: Sequence[tuple[str, str]], pool: QueryPool) -> Response:
    """Answer a query that is given by the parameters of the protocol.

    Raises:
        RequestError: as ``sparql`` does.
    """
    question = read_question(fields)
    rows, triples = accepted(request, ROW_TYPES), accepted(request, TRIPLE_TYPES)
    if rows is None and triples is None:
        raise _not_acceptable((*ROW_TYPES, *TRIPLE_TYPES))
    question = replace(question, rows=rows[1] if rows else "", triples=triples[1] if triples else "")
    try:
        reply = await unless_gone(request, pool.ask(question))
    except GraphkitError as error:
        raise request_error(error) from error
    types = {chosen[1]: chosen[0] for chosen in (rows, triples) if chosen}
    return answer(reply, types[reply.format])


def read_question(fields: Sequence[tuple[str, str]]) -> Question:
    """Return the query and the graphs that it is asked of.

    Raises:
        RequestError: 400 if there is not exactly one query, an update, or a graph that is named by no absolute IRI.
    """
    found: dict[str, list[str]] = {"query": [], "update": [], "default-graph-uri": [], "named-graph-uri": []}
    for name, value in fields:
        if name in found:
            found[name].append(value)
    if found["update"]:
        raise RequestError(400, "the graph is read-only: updates are refused")
    if len(found["query"]) != 1:
        raise RequestError(400, f"there must be one parameter 'query', not {len(found['query'])}")
    default, named = found["default-graph-uri"], found["named-graph-uri"]
    for iri in (*default, *named):
        if not _ABSOLUTE.fullmatch(iri):
            raise RequestError(400, f"{iri[:80]!r} is no absolute IRI of a graph")
    if not default and not named:
        return Question(found["query"][0])
    return Question(found["query"][0], default_graphs=tuple(default), named_graphs=tuple(named))


def accepted(request: Request, offered: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the media type and format that the client would rather have.

    Raises:
        RequestError: 400 if its Accept header cannot be read.
    """
    header = ",".join(request.headers.getlist("accept"))
    try:
        return choose(header, offered)
    except AcceptError as error:
        raise RequestError(400, f"the Accept header cannot be read: {error}") from error


async def _posted(request: Request, settings: ServeSettings) -> list[tuple[str, str]]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == UPDATE:
        raise RequestError(403, "the graph is read-only: updates are refused")
    if kind not in (FORM, QUERY):
        raise RequestError(415, f"a query is sent as {FORM} or {QUERY}", {"Accept-Post": f"{FORM}, {QUERY}"})
    body = await read_body(request, settings.request_bytes)
    if kind == FORM:
        return read_form(body)
    try:
        query = body.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(400, "the query is no UTF-8") from None
    return [("query", query), *read_form(request.scope["query_string"])]


async def _describe(request: Request, pool: QueryPool) -> Response:
    """Answer with the description of the service; people get the query page."""
    chosen = accepted(request, (*TRIPLE_TYPES[:4], *PAGE_TYPES[:2]))
    if chosen is None:
        raise _not_acceptable((*TRIPLE_TYPES, *PAGE_TYPES[:1]))
    if chosen[1] == "html":
        return RedirectResponse("/query", 303)
    formats = " , ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    endpoint = f"{request.url.scheme}://{request.url.netloc}/sparql"
    if any(character in endpoint for character in '<>"{}|^`\\ '):
        raise RequestError(400, "the Host header is no name of a host")
    query = _DESCRIPTION.format(endpoint=endpoint, formats=formats)
    return answer(await pool.ask(Question(query, triples=chosen[1])), chosen[0])


def _not_acceptable(offered: Sequence[tuple[str, str]]) -> RequestError:
    types = dict.fromkeys(media_type for media_type, _ in offered)
    return RequestError(406, f"no such answer can be given; there are {', '.join(types)}")
