"""Clients of other makers against the running server."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from graphkit.iris import PREFIXES

TESTS = Path(__file__).parents[1]
GKA, GK = rdflib.Namespace(PREFIXES["gka"]), rdflib.Namespace(PREFIXES["gk"])
DECLARED = f"PREFIX gk: <{PREFIXES['gk']}> PREFIX gka: <{PREFIXES['gka']}> "
_PARSERS = {RDFXML: RdfFormat.RDF_XML, TURTLE: RdfFormat.TURTLE, JSONLD: RdfFormat.JSON_LD}
FUNDERS = DECLARED + "SELECT ?who WHERE { ?who gk:funds gka:hamas } ORDER BY ?who"


@pytest.fixture(scope="module")
def funders(built):
    """Who funds Hamas, as the records have it."""
    edges = [json.loads(line) for line in (built / "edges.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [
        edge["subject"]
        for edge in edges
        if (edge["relation"], edge["object"], edge["standing"]) == ("funds", "hamas", "asserted")
    ]
    assert found
    return sorted(str(GKA[actor]) for actor in found)


def rows_of(kind, answer):
    if kind == JSON:
        return [row["who"]["value"] for row in answer["results"]["bindings"]]
    if kind == XML:
        return [node.firstChild.data for node in answer.getElementsByTagName("uri")]
    return [line.strip("<>") for line in answer.decode().splitlines()[1:]]


@pytest.mark.parametrize("kind", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize(("method", "how"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_for_rows(server, funders, kind, method, how):
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setQuery(FUNDERS)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setReturnFormat(kind)
    assert rows_of(kind, wrapper.queryAndConvert()) == funders


@pytest.mark.parametrize("kind", [RDFXML, TURTLE, JSONLD])
def test_sparqlwrapper_asks_for_triples(server, funders, kind):
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setQuery(DECLARED + "CONSTRUCT WHERE { ?who gk:funds gka:hamas }")
    wrapper.setReturnFormat(kind)
    # The bytes, since what SPARQLWrapper makes of them uses deprecated parts of rdflib.
    with wrapper.query().response as answer:
        triples = list(parse(answer.read(), _PARSERS[kind]))
    assert {triple.predicate.value for triple in triples} == {str(GK.funds)}
    assert sorted(triple.subject.value for triple in triples) == funders


def test_rdflib_opens_the_endpoint_as_a_graph(server, funders):
    graph = rdflib.Graph(SPARQLStore(server.endpoint))
    assert sorted(map(str, graph.subjects(GK.funds, GKA.hamas))) == funders
    assert [str(row.who) for row in graph.query(FUNDERS)] == funders
    assert (GKA.iran, rdflib.RDF.type, GK.State) in graph
    assert bool(graph.query(DECLARED + "ASK { gka:iran a gk:State }"))
    with warnings.catch_warnings():
        # rdflib's own deprecation: the graph itself is what counts.
        warnings.simplefilter("ignore", DeprecationWarning)
        built = graph.query(DECLARED + "CONSTRUCT WHERE { ?who gk:funds gka:hamas }").graph
    assert len(built) == len(funders)


def test_rdflib_asks_the_endpoint_within_a_query_of_its_own(server, funders):
    query = f"SELECT ?who {{ SERVICE <{server.endpoint}> {{ ?who <{GK.funds}> <{GKA.hamas}> }} }}"
    assert sorted(str(row.who) for row in rdflib.Graph().query(query)) == funders


@pytest.mark.parametrize("kind", ["sparql", ""])
def test_comunica_asks_the_endpoint(server, funders, kind):
    node = shutil.which("node")
    if node is None or not (TESTS / "node_modules").is_dir():
        pytest.skip("no node or no packages; make test installs them")
    joined = DECLARED + (
        "SELECT ?who ?edge WHERE { ?who gk:funds gka:hamas . ?edge"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?who ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> gk:funds ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> gka:hamas ; gk:standing gk:asserted }"
    )
    command = [node, "comunica.mjs", server.endpoint, joined, kind]
    done = subprocess.run(command, capture_output=True, text=True, cwd=TESTS, timeout=60)
    assert done.returncode == 0, done.stderr
    assert sorted(row["who"] for row in json.loads(done.stdout)) == funders
