from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import igraph
import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.export import EXPORTS, ExportSource
from graphkit.export.xml_text import xml_id, xml_text
from graphkit.model import Actor, Graph
from tests.factories import RELATIONS, Report, graph_of, reports, small_reports

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


def write(found, path, relations=RELATIONS):
    EXPORTS["graphml"].write(ExportSource(graph_of(found), relations), path)
    return path


def test_networkx_and_igraph_read_every_edge_with_its_attributes(tmp_path):
    path = write(small_reports(), tmp_path / "graph.graphml")
    graph = graph_of(small_reports())
    read = networkx.read_graphml(path, force_multigraph=True)
    assert isinstance(read, networkx.MultiDiGraph)
    assert {key for _, _, key in read.edges(keys=True)} == {edge.id for edge in graph.edges}
    edge = next(edge for edge in graph.edges if edge.relation == "funds")
    values = read.edges[edge.subject, edge.object, edge.id]
    assert (values["label"], values["weight"], values["n_statements"]) == ("funds", 2.0, 2)
    assert (values["standing"], values["first_date"], values["family"]) == ("asserted", "2012", "support")
    assert values["urls"] == "https://example.net/w | https://example.org/report"
    assert values["top_quote"] == "Ruritania funds the Front."
    assert read.nodes["ruritania"] == {
        "label": "Ruritania", "type": "State", "aliases": "Strelsau", "wikidata": "Q1", "n_edges": 2,
    }  # fmt: skip
    by_igraph = igraph.Graph.Read_GraphML(str(path))
    assert sorted(by_igraph.es["relation"]) == sorted(edge.relation for edge in graph.edges)
    assert sorted(by_igraph.vs["label"]) == sorted(actor.name for actor in graph.actors)


def test_parallel_edges_have_their_own_ids_and_their_relation_as_kind(tmp_path):
    path = write(small_reports(), tmp_path / "graph.graphml")
    edges = list(ET.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}edge"))  # noqa: S314 (our own file)
    assert len({edge.get("id") for edge in edges}) == len(edges) == 6
    between = [edge.get("label") for edge in edges if edge.get("target") == "the-front"]
    assert sorted(between) == ["condemns", "funds", "member_of", "supports"]


@settings(deadline=None, max_examples=40)
@given(reports())
def test_networkx_reads_back_what_any_text_became(tmp_path_factory, found):
    path = write(found, tmp_path_factory.mktemp("graphml") / "graph.graphml")
    graph, read = graph_of(found), networkx.read_graphml(path, force_multigraph=True)
    assert set(read.nodes) == {actor.id for actor in graph.actors}
    assert read.number_of_edges() == len(graph.edges)
    notes = ExportSource(graph, RELATIONS).notes
    for edge in graph.edges:
        values = read.edges[edge.subject, edge.object, edge.id]
        assert values["relation"] == edge.relation
        assert values["n_publishers"] == edge.n_publishers
        assert values["top_quote"] == _CONTROL.sub("\ufffd", notes[edge.id].top_quote)


@given(any_text, any_text)
def test_any_text_is_legal_and_ids_stay_apart(one, other):
    element = ET.fromstring(f'<a id="{xml_id(one)}" b="{xml_text(one)}">{xml_text(one)}</a>')  # noqa: S314
    assert element.get("b") == (element.text or "")
    assert len(element.get("b")) == len(one)
    second = ET.fromstring(f'<a id="{xml_id(other)}"/>')  # noqa: S314
    assert (element.get("id") == second.get("id")) == (one == other)


def test_hostile_ids_and_names(tmp_path):
    actors = (Actor("a b\x00<", "<script>\x07 & \"'", "Person"), Actor("%00", "", "Place"))
    path = tmp_path / "graph.graphml"
    EXPORTS["graphml"].write(ExportSource(Graph(actors, (), (), ())), path)
    read = networkx.read_graphml(path)
    assert dict(read.nodes(data="label")) == {"a%20b%00<": "<script>� & \"'", "%2500": ""}


def test_symmetric_edges_are_marked(tmp_path):
    path = write([Report("a").say("freedonia", "meets", "ruritania")], tmp_path / "graph.graphml")
    ((_, _, values),) = networkx.read_graphml(path).edges(data=True)
    assert values["symmetric"] is True
