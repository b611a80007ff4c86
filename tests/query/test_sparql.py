from __future__ import annotations

import csv
import io
import json
import socket

import pytest
from pyoxigraph import RdfFormat, parse

from graphkit.errors import OutputError, QueryError
from graphkit.query import FORMATS, Answer, ask, run_query
from graphkit.store import graph_quads, write_store
from tests.factories import ONTOLOGY, RELATIONS, graph_of, small_reports


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("query")
    write_store(folder / "store", graph_quads(graph_of(small_reports()), RELATIONS, ONTOLOGY))
    return folder


def test_rows_with_known_prefixes(directory):
    answer = ask(directory, "SELECT ?who ?label { ?who gk:funds gka:the-front ; rdfs:label ?label }")
    assert answer == Answer(("who", "label"), (("gka:ruritania", "Ruritania"),))


def test_children_of_a_relation_are_found_by_a_path(directory):
    query = "SELECT ?who { ?r rdfs:subPropertyOf* gk:supports . ?who ?r gka:the-front }"
    assert ask(directory, query).rows == (("gka:ruritania",),)


def test_query_sees_all_graphs_unless_it_names_its_own(directory):
    assert ask(directory, "SELECT (COUNT(*) AS ?n) { ?s a gk:Statement }").rows == (("9",),)
    assert ask(directory, "SELECT (COUNT(*) AS ?n) FROM gkd:c { ?s a gk:Statement }").rows == (("2",),)
    assert ask(directory, "SELECT (COUNT(*) AS ?n) { GRAPH gkd:c { ?s a gk:Statement } }").rows == (("2",),)


def test_unbound_variable_is_none(directory):
    rows = ask(directory, "SELECT ?a ?b { gka:ruritania a ?a OPTIONAL { gka:ruritania gk:nothing ?b } }").rows
    assert rows == (("gk:State", None),)


def test_bindings_are_values(directory):
    query = "SELECT ?who { ?who gk:funds ?whom }"
    assert ask(directory, query, {"whom": "gka:the-front"}).rows == (("gka:ruritania",),)
    assert ask(directory, query, {"whom": "<https://w3id.org/graphkit/actor/sylvania>"}).rows == ()
    assert ask(directory, "SELECT ?s { ?s rdfs:label ?name }", {"name": "Ruritania"}).rows == (("gka:ruritania",),)
    assert ask(directory, "SELECT ?s { ?s rdfs:label ?name }", {"name": '"} INSERT { "'}).rows == ()
    counted = "SELECT ?e (COUNT(?s) AS ?n) { ?s gk:edge ?e ; rdf:subject ?who ; rdf:predicate gk:funds } GROUP BY ?e"
    assert [row[1] for row in ask(directory, counted, {"who": "gka:ruritania"}).rows] == ["2"]


def test_truth_and_triples(directory):
    assert ask(directory, "ASK { ?a gk:funds ?b }") == Answer((), (), "true")
    turtle = ask(directory, "CONSTRUCT { ?b gk:fundedBy ?a } WHERE { ?a gk:funds ?b }").text
    assert "gka:the-front gk:fundedBy gka:ruritania" in turtle
    assert "rdfs:label" in ask(directory, "DESCRIBE gka:ruritania").text


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_is_what_it_says(directory, format_):
    rows = "SELECT ?who { ?who gk:funds ?whom }"
    triples = "CONSTRUCT { ?a gk:funds ?b } WHERE { ?a gk:funds ?b }"
    iri = "https://w3id.org/graphkit/actor/ruritania"
    rdf = {
        "turtle": RdfFormat.TURTLE,
        "ntriples": RdfFormat.N_TRIPLES,
        "rdfxml": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }
    if format_ in rdf:
        answer = run_query(directory, triples, format_)
        assert [quad.subject.value for quad in parse(answer, rdf[format_])] == [iri]
        with pytest.raises(QueryError, match="choose one of json, xml, csv, tsv"):
            run_query(directory, rows, format_)
    else:
        answer = run_query(directory, rows, format_).decode()
        assert iri in answer
        with pytest.raises(QueryError, match="choose one of turtle, ntriples, rdfxml, jsonld"):
            run_query(directory, triples, format_)
    if format_ == "json":
        assert json.loads(answer)["results"]["bindings"][0]["who"]["value"] == iri
    if format_ == "csv":
        assert list(csv.reader(io.StringIO(answer))) == [["who"], [iri]]


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "CLEAR ALL",
        "SELECT * {\n SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_what_would_change_or_call_is_refused(directory, query):
    with pytest.raises(QueryError, match=r"^query:\d: [A-Z]+ is refused; only SELECT"):
        run_query(directory, query)


def test_service_reaches_no_host_in_whatever_spelling(directory):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        with pytest.raises(QueryError):
            run_query(directory, f"select * {{ seRVice\n<http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            server.accept()


def test_wrong_query_is_named_by_line_and_column(directory):
    with pytest.raises(QueryError, match=r"^query:2: column \d+: expected") as caught:
        run_query(directory, "SELECT ?s {\n ?s ?p }")
    assert "\n" not in str(caught.value)
    assert caught.value.line == 2


def test_runaway_query_is_stopped(directory):
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l) }"
    with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds; narrow it"):
        run_query(directory, query, seconds=0.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"format_": "table"}, "no format 'table'; choose one of json"),
        ({"bindings": {"x y": "a"}}, "x y: is no name of a variable"),
        ({"query": "ASK {}" + " " * 1_000_000}, "has 1000006 characters"),
        ({"query": "ASK { ?s ?p '\ud800' }"}, "no valid Unicode"),
        ({"query": "CONSTRUCT WHERE { ?s ?p ?x }", "bindings": {"x": "a"}}, "cannot be set in CONSTRUCT WHERE"),
    ],
)
def test_wrong_arguments(directory, arguments, message):
    with pytest.raises(QueryError, match=message):
        run_query(directory, **{"query": "ASK {}", **arguments})


def test_folder_without_a_store(tmp_path):
    with pytest.raises(OutputError, match="store: is missing; name a folder"):
        run_query(tmp_path, "ASK {}")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("x")
    with pytest.raises(OutputError, match=r"store: cannot be read \(.*\); build it again"):
        run_query(tmp_path, "ASK {}")
