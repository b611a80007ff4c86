from __future__ import annotations

import re

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib.compare import to_isomorphic

from graphkit import iris
from graphkit.model import Document, Graph
from graphkit.store import graph_quads, instance_quads, ontology_quads
from graphkit.store.terms import date, integer, node, number, term, text
from tests.factories import ONTOLOGY, RELATIONS, Report, graph_of, reports, small_reports

# rdflib warns of its own use of what it deprecates.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)


def quads_of(found):
    return list(instance_quads(graph_of(found), RELATIONS))


def direct_triples(found):
    relations = {term(name) for name in RELATIONS}
    return {
        tuple(iris.decode_id(re.split("[#/]", node.value)[-1]) for node in (quad.subject, quad.predicate, quad.object))
        for quad in quads_of(found)
        if quad.predicate in relations and quad.graph_name == DefaultGraph()
    }


def test_direct_triple_only_if_a_document_says_so_and_none_denies():
    assert direct_triples(small_reports()) == {
        ("ruritania", "funds", "the-front"),
        ("freedonia", "meets", "ruritania"),
        ("ruritania", "meets", "freedonia"),
    }


@pytest.mark.parametrize(
    "values",
    [
        {"modality": "alleged"},
        {"modality": "planned"},
        {"modality": "possible"},
        {"modality": "denied"},
        {"attribution_label": "a clerk"},
    ],
)
def test_no_direct_triple_for_what_no_document_asserts(values):
    assert direct_triples([Report("a").say("ruritania", "funds", "the-front", **values)]) == set()


def test_statement_with_its_evidence():
    report = Report("a/b").say("sylvania", "attacks", "port-vell")
    report.say("ruritania", "funds", "the-front", date_start="2012", amount=1.5, currency="USD", status="ended")
    statement = report.statements[1]
    about = {
        (str(quad.subject), str(quad.predicate)): quad
        for quad in quads_of([report])
        if quad.graph_name == NamedNode(iris.document_iri("a/b"))
    }
    one, evidence = f"<{iris.statement_iri(statement.id)}>", f"<{iris.evidence_iri(statement.id)}>"
    assert about[one, str(term("start"))].object == Literal("2012", datatype=node("xsd:gYear"))
    assert about[one, str(term("amount"))].object == Literal("1.5", datatype=node("xsd:decimal"))
    assert about[one, str(term("status"))].object == term("ended")
    assert about[evidence, str(node("oa:exact"))].object.value == statement.quote
    assert about[evidence, str(node("oa:prefix"))].object.value == report.text[: statement.begin][-32:]
    assert about[evidence, str(node("oa:suffix"))].object.value == "\n"
    assert about[evidence, str(node("oa:start"))].object == integer(statement.begin)
    assert (one, str(term("claimedBy"))) not in about


def test_named_graph_of_a_document_without_statements():
    graph = Graph((), (), (), (Document("empty", "text"),))
    (name,) = {quad.graph_name for quad in instance_quads(graph, {})}
    assert name == NamedNode(iris.document_iri("empty"))


def test_statement_without_its_document_is_an_error():
    graph = graph_of(small_reports())
    with pytest.raises(KeyError, match="b second"):
        list(instance_quads(Graph(graph.actors, graph.edges, graph.statements, graph.documents[:1]), RELATIONS))


@settings(deadline=None, max_examples=40)
@given(reports(ids=st.text(min_size=1, max_size=6)))
def test_quads_come_back_from_rdflib_and_pyoxigraph(found):
    quads = quads_of(found)
    text_ = serialize(quads, format=RdfFormat.N_QUADS)
    assert set(parse(text_, RdfFormat.N_QUADS)) == set(quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=text_, format="nquads")
    written = dataset.serialize(format="nquads")
    assert set(parse(written, RdfFormat.N_QUADS)) == set(quads)


@settings(deadline=None, max_examples=25)
@given(reports())
def test_same_graph_gives_the_same_quads_in_the_same_order(found):
    assert quads_of(found) == quads_of(list(reversed(found)))


def test_ontology_is_sorted_and_its_blank_nodes_have_stable_names():
    once = list(ontology_quads(ONTOLOGY))
    assert once == list(ontology_quads(ONTOLOGY))
    wanted, found = rdflib.Graph().parse(data=ONTOLOGY), rdflib.Graph()
    found.parse(data=serialize(once, format=RdfFormat.N_TRIPLES), format="nt")
    assert to_isomorphic(found) == to_isomorphic(wanted)


def test_graph_is_ontology_and_instances():
    graph = graph_of(small_reports())
    quads = list(graph_quads(graph, RELATIONS, ONTOLOGY))
    assert quads == [*ontology_quads(ONTOLOGY), *instance_quads(graph, RELATIONS)]
    assert len(Dataset(quads)) == len(quads), "no quad comes twice"


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2012", "gYear"), ("2012-03", "gYearMonth"), ("2012-03-04", "date"), ("2012-3", "string"), ("", "string")],
)
def test_date_keeps_its_precision(value, datatype):
    assert date(value) == Literal(value, datatype=node(f"xsd:{datatype}"))


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [
        (100_000_000, "100000000", "decimal"),
        (1e22, "10000000000000000000000", "decimal"),
        (0.1, "0.1", "decimal"),
        (float("inf"), "INF", "double"),
        (float("nan"), "NaN", "double"),
    ],
)
def test_number_is_exact(value, lexical, datatype):
    assert number(value) == Literal(lexical, datatype=node(f"xsd:{datatype}"))


def test_text_that_rdf_cannot_hold():
    assert text("a\ud800b").value == "a�b"
    assert text("x", "not a language!") == Literal("x")
    assert Quad(term("a b"), term("c"), text("x", "en")).object == Literal("x", language="en")


@pytest.mark.parametrize(("value", "kept"), [(0.0, "0"), (700_000.0, "700000"), (0.25, "0.25"), (1e-7, "0.0000001")])
def test_number_has_the_form_that_the_store_gives_back(value, kept):
    store = Store()
    store.add(Quad(term("a"), term("amount"), number(value)))
    assert number(value).value == kept
    assert [quad.object for quad in store] == [number(value)]
