"""Pages and RDF of single things, the explorer, the named queries, and the state of the server."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from lxml import html
from pyoxigraph import RdfFormat, parse

from graphkit.store import graph_quads, write_store
from tests.factories import ACTORS, ONTOLOGY, RELATIONS, Report, graph_of
from tests.serve.server import serving

FUNDS = "/edge/b9abac176997295c"


def test_explorer(server, built):
    status, headers, body = server.ask("/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body == (built / "graph.html").read_bytes()
    assert headers["x-content-type-options"] == "nosniff"
    assert server.ask("/", "HEAD")[2] == b""


def test_health(server, built):
    status, headers, body = server.ask("/health")
    facts = json.loads(body)
    assert (status, facts["status"], headers["cache-control"]) == (200, "ok", "no-store")
    assert facts["counts"] == json.loads((built / "build.json").read_text(encoding="utf-8"))["counts"]


@pytest.fixture(scope="module")
def paths(built):
    """A path for a thing of each kind."""
    record = json.loads((built / "statements.jsonl").read_text(encoding="utf-8").splitlines()[0])
    return {
        "actor": "/actor/hamas",
        "edge": FUNDS,
        "statement": f"/statement/{record['id']}",
        "document": f"/document/{record['document']}",
    }


@pytest.mark.parametrize("kind", ["actor", "edge", "statement", "document"])
def test_thing_as_page_and_as_rdf(server, paths, kind):
    path = paths[kind]
    iri = f"https://w3id.org/graphkit{path}"
    status, headers, body = server.ask(path, accept="text/html,*/*;q=0.1")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in headers["content-security-policy"]
    page = html.document_fromstring(body.decode())
    assert iri in page.text_content()
    links = {link for link in page.xpath("//main//a/@href") if link.startswith("/")}
    assert links
    assert [link for link in sorted(links)[:6] if server.ask(link)[0] != 200] == []
    for accept, format_ in (("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)):
        status, headers, body = server.ask(path, accept=accept)
        assert (status, headers["content-type"].partition(";")[0]) == (200, accept)
        assert iri in {quad.subject.value for quad in parse(body, format_)}


def test_every_edge_shows_its_sentences(server, built):
    statements = [json.loads(line) for line in (built / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    edges = [json.loads(line) for line in (built / "edges.jsonl").read_text(encoding="utf-8").splitlines()]
    quotes = {statement["id"]: statement["quote"] for statement in statements}
    for edge in edges[::12]:
        page = html.document_fromstring(server.ask(f"/edge/{edge['id']}")[2].decode())
        shown = [quote.text_content() for quote in page.xpath("//blockquote")]
        assert len(shown) == len(edge["statements"])
        assert all(any(quotes[one] in text for text in shown) for one in edge["statements"])
        assert page.xpath("//h1")[0].text_content().endswith(f"({edge['standing']})")


@pytest.mark.parametrize(
    "path", ["/actor/nobody", "/edge/0", "/actor/", "/actor/%00", "/actor/%ed%a0%80", "/x", "/static/x"]
)
def test_what_is_not_there(server, path):
    assert server.ask(path)[0] == 404


def test_thing_in_a_format_that_is_none(server):
    assert server.ask(FUNDS, accept="image/png")[0] == 406


def test_text_of_a_named_query(server):
    listed = json.loads(server.ask("/queries")[2])["queries"]
    assert "supporters" in [query["name"] for query in listed]
    status, headers, body = server.ask("/queries/supporters?of=Hamas")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "application/sparql-query")
    rows = json.loads(server.query(body.decode())[2])["results"]["bindings"]
    assert "https://w3id.org/graphkit/actor/iran" in [row["who"]["value"] for row in rows]
    status, _, body = server.ask("/queries/supporters?of=Hamaz")
    assert (status, body.decode().partition(";")[0]) == (400, "supporters: of: Hamaz: is not in this graph")
    assert server.ask("/queries/none")[0] == 404


HOSTILE = "</script><script>window.ran=1</script>\"'><img src=x onerror=window.ran=1> {{7*7}} ../.. %2e é"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server of a graph with mark-up in every name, id and text."""
    folder = tmp_path_factory.mktemp("hostile")
    report = Report(HOSTILE, title=HOSTILE, publisher=HOSTILE, url=f"javascript:window.ran=1//{HOSTILE}")
    report.say(HOSTILE, "funds", "the-front", lead=HOSTILE, tail=HOSTILE, attribution_label=HOSTILE, rule=HOSTILE)
    graph = graph_of([report])
    write_store(folder / "store", graph_quads(graph, RELATIONS, ONTOLOGY))
    (folder / "build.json").write_text('{"graphkit": "0.1.0"}', encoding="utf-8")
    lines = [json.dumps({"id": actor.id, "name": actor.name, "type": actor.type}) for actor in graph.actors]
    (folder / "actors.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with serving(folder, "--workers", "1") as running:
        yield running, graph


def test_hostile_text_is_only_text(hostile):
    server, graph = hostile
    (statement,) = graph.statements
    paths = [
        f"/actor/{quote(HOSTILE, safe='')}",
        f"/document/{quote(HOSTILE, safe='')}",
        f"/statement/{statement.id}",
        f"/edge/{graph.edges[0].id}",
    ]
    for path in paths:
        status, _, body = server.ask(path)
        assert status == 200, path
        page = html.document_fromstring(body.decode())
        assert page.xpath("//script | //img | //*[@onerror]") == []
        assert [link for link in page.xpath("//@href") if link.partition(":")[0] == "javascript"] == []
        assert "window.ran=1</script>" in page.text_content()
        triples = server.ask(path, accept="application/n-triples")
        assert triples[0] == 200
        assert list(parse(triples[2], RdfFormat.N_TRIPLES))
    assert ACTORS["the-front"].name in server.ask(paths[0])[2].decode()
