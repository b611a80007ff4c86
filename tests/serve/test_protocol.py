"""The SPARQL 1.1 Protocol against the running server."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

FUNDERS = "SELECT ?who { ?who gk:funds gka:hamas } ORDER BY ?who"
IRAN = "https://w3id.org/graphkit/actor/iran"
FORM = "application/x-www-form-urlencoded"
ROWS = (
    "application/sparql-results+json",
    "application/json",
    "application/sparql-results+xml",
    "text/tab-separated-values",
)
TRIPLES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


@pytest.mark.parametrize("accept", ROWS)
def test_rows_in_each_format(server, accept):
    status, headers, body = server.query(FUNDERS, accept)
    assert status == 200
    assert headers["content-type"].partition(";")[0] == accept
    assert {"Accept", "Origin"} <= set(headers["vary"].split(", "))
    assert IRAN in [row["who"].value for row in parse_query_results(body, QueryResultsFormat.from_media_type(accept))]


def test_rows_as_csv(server):
    status, headers, body = server.query(FUNDERS, "text/csv")
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    lines = body.decode().splitlines()
    assert lines[0] == "who"
    assert IRAN in lines


@pytest.mark.parametrize("accept", TRIPLES)
def test_triples_in_each_format(server, accept):
    status, headers, body = server.query("CONSTRUCT { ?a gk:funds ?b } WHERE { ?a gk:funds ?b }", accept)
    assert status == 200
    assert headers["content-type"].partition(";")[0] == accept
    assert IRAN in {quad.subject.value for quad in parse(body, RdfFormat.from_media_type(accept))}


@pytest.mark.parametrize("accept", ["*/*", "text/html;q=0.1, application/xml"])
def test_truth(server, accept):
    status, headers, body = server.query("ASK { gka:iran gk:funds gka:hamas }", accept)
    assert status == 200
    kind = QueryResultsFormat.XML if "xml" in headers["content-type"] else QueryResultsFormat.JSON
    assert bool(parse_query_results(body, kind)) is True


def test_three_ways_to_ask_give_one_answer(server):
    _, _, got = server.query(FUNDERS)
    fields = urlencode({"query": FUNDERS})
    posted = server.ask("/sparql", "POST", fields, content_type=f"{FORM}; charset=UTF-8")
    direct = server.ask("/sparql", "POST", FUNDERS.encode(), content_type="application/sparql-query")
    assert [posted[0], direct[0]] == [200, 200]
    assert got == posted[2] == direct[2]


def test_graphs_of_the_request_take_the_place_of_those_of_the_query(server):
    count = "SELECT (COUNT(*) AS ?n) { ?s a gk:Statement }"
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a gk:Statement } }"
    one, other = (
        f"https://w3id.org/graphkit/document/{name}" for name in ("2012-10-emir-visits-gaza", "2014-03-klos-c")
    )

    def counted(query, **graphs):
        pairs = [(name.replace("_", "-"), iri) for name, iris in graphs.items() for iri in iris]
        status, _, body = server.ask(f"/sparql?{urlencode([('query', query), *pairs])}")
        assert status == 200
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])

    each = [counted(count, default_graph_uri=[iri]) for iri in (one, other)]
    assert all(each)
    assert counted(count, default_graph_uri=[one, other]) == sum(each) < counted(count)
    assert counted(inside, named_graph_uri=[one]) == each[0]
    assert counted(count, named_graph_uri=[one]) == 0
    assert counted(inside, default_graph_uri=[one]) == 0
    assert (
        counted("SELECT (COUNT(*) AS ?n) FROM gkd:2014-03-klos-c { ?s a gk:Statement }", default_graph_uri=[one])
        == each[0]
    )
    body = f"query={quote(count)}&default-graph-uri={quote(one, safe='')}"
    assert json.loads(server.ask("/sparql", "POST", body, content_type=FORM)[2])["results"]["bindings"][0]["n"][
        "value"
    ] == str(each[0])
    direct = server.ask(
        f"/sparql?{urlencode({'default-graph-uri': one})}", "POST", count, content_type="application/sparql-query"
    )
    assert json.loads(direct[2])["results"]["bindings"][0]["n"]["value"] == str(each[0])


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("?query=SELECT", 400, "query:1: column 7: "),
        (f"?query={quote('SELECT * {')}%0A{quote('?a ?b }')}", 400, "query:2: column "),
        ("?query=ASK%7B%7D&query=ASK%7B%7D", 400, "there must be one parameter 'query', not 2"),
        ("?update=DROP+ALL", 400, "the graph is read-only"),
        (f"?query={quote('INSERT DATA { <a:a> <a:a> <a:a> }')}", 400, "query:1: INSERT is refused"),
        (
            f"?query={quote('SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }')}",
            400,
            "query:1: SERVICE is refused",
        ),
        ("?query=ASK%7B%7D&default-graph-uri=doc", 400, "'doc' is no absolute IRI of a graph"),
        ("?query=%FF", 400, "the parameters are no percent-encoded UTF-8"),
        ("?query=" + "a=&" * 1001, 400, "there are more than 1000 parameters"),
    ],
)
def test_wrong_request_by_get(server, path, status, reason):
    found, headers, body = server.ask(f"/sparql{path}")
    assert (found, headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert body.decode().startswith(reason)
    assert body.count(b"\n") == 1


@pytest.mark.parametrize(
    ("kind", "body", "status", "reason"),
    [
        (FORM, b"", 400, "there must be one parameter 'query', not 0"),
        (FORM, b"update=CLEAR+ALL", 400, "the graph is read-only"),
        ("application/sparql-update", b"CLEAR ALL", 403, "the graph is read-only"),
        ("application/sparql-query", b"ASK { ?a ?b '\xff' }", 400, "the query is no UTF-8"),
        ("application/sparql-query", b"CLEAR ALL", 400, "query:1: CLEAR is refused"),
        ("text/plain", b"ASK {}", 415, "a query is sent as application/x-www-form-urlencoded"),
        ("", b"ASK {}", 415, "a query is sent as"),
    ],
)
def test_wrong_request_by_post(server, kind, body, status, reason):
    found, _, answer = server.ask("/sparql", "POST", body, content_type=kind)
    assert found == status
    assert answer.decode().startswith(reason)


def test_wrong_methods(server):
    for method in ("PUT", "DELETE", "PATCH"):
        status, headers, _ = server.ask("/sparql", method, b"ASK {}")
        assert status == 405
        assert {"GET", "POST"} <= set(headers["allow"].replace(" ", "").split(","))
    assert server.ask("/query", "POST", b"")[0] == 405


@pytest.mark.parametrize(
    ("query", "accept", "named"),
    [
        (FUNDERS, "text/turtle", "json, xml, csv, tsv"),
        ("CONSTRUCT WHERE { ?a gk:funds ?b }", "text/csv", "turtle, ntriples, rdfxml, jsonld"),
        (FUNDERS, "image/png", "application/sparql-results+json"),
    ],
)
def test_no_acceptable_format(server, query, accept, named):
    status, _, body = server.query(query, accept)
    assert status == 406
    assert named in body.decode()


@pytest.mark.parametrize("accept", ["text", "text/csv;q=5", ";;;", "a/b/c", "\xff/*"])
def test_malformed_accept_header(server, accept):
    status, _, body = server.query(FUNDERS, accept)
    assert status == 400
    assert body.decode().startswith("the Accept header cannot be read: ")


def test_description_of_the_service(server):
    status, headers, body = server.ask("/sparql", accept="text/turtle")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/turtle")
    graph = rdflib.Graph().parse(data=body, format="turtle")
    described = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, described.Service)
    assert graph.value(service, described.endpoint) == rdflib.URIRef(server.endpoint)
    assert described.UnionDefaultGraph in set(graph.objects(service, described.feature))
    assert len(set(graph.objects(service, described.resultFormat))) == 8
    assert body == server.ask("/sparql", accept="text/turtle")[2]
    assert b"sparql-service-description" in server.ask("/sparql")[2]
    page = server.ask("/sparql", accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (page[0], page[1]["location"]) == (303, "/query")


# --- other origins ----------------------------------------------------------------------------------------------------


def test_pages_of_this_machine_may_read_and_others_not(server):
    path = f"/sparql?{urlencode({'query': 'ASK {}'})}"
    for origin in ("http://localhost:3000", "http://127.0.0.1:1", "http://[::1]:80"):
        assert server.ask(path, origin=origin)[1]["access-control-allow-origin"] == origin
    for origin in ("https://example.org", "null", "http://127.0.0.1.example.org", "file://"):
        assert server.ask(path, origin=origin)[1]["access-control-allow-origin"] is None


def test_preflight(server):
    asked = {"origin": "http://localhost:3000", "access_control_request_method": "POST"}
    status, headers, body = server.ask("/sparql", "OPTIONS", **asked)
    assert (status, body) == (204, b"")
    assert headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "POST" in headers["access-control-allow-methods"]
    assert "Content-Type" in headers["access-control-allow-headers"]
    assert server.ask("/sparql", "OPTIONS", origin="https://example.org")[1]["access-control-allow-origin"] is None


def test_name_that_leads_here_from_outside_is_refused(server):
    status, _, body = server.ask("/sparql?query=ASK%7B%7D", host="graph.example.org")
    assert status == 403
    assert b"only under the names of this machine" in body
    assert server.ask("/health", host=f"localhost:{server.port}")[0] == 200
