from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx
import pytest
from hypothesis import given, settings

from graphkit.export import EXPORTS, ExportSource
from tests.factories import RELATIONS, Report, graph_of, reports, small_reports

SPACE = "{http://gexf.net/1.3}"


def write(found, path):
    EXPORTS["gexf"].write(ExportSource(graph_of(found), RELATIONS), path)
    return ET.parse(path).getroot()  # noqa: S314 (our own file)


def test_edges_have_kind_weight_and_spells(tmp_path):
    root = write(small_reports(), tmp_path / "graph.gexf")
    assert root.get("version") == "1.3"
    graph = root.find(f"{SPACE}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = {edge.get("kind"): edge for edge in root.iter(f"{SPACE}edge")}
    assert set(edges) == {"attacks", "condemns", "funds", "meets", "member_of", "supports"}
    assert len({edge.get("id") for edge in edges.values()}) == 6
    spells = {kind: [dict(spell.attrib) for spell in edge.iter(f"{SPACE}spell")] for kind, edge in edges.items()}
    assert spells["funds"] == [{"start": "2012-01-01", "end": "2012-12-31"}]
    assert spells["meets"] == [
        {"start": "2014-03-01", "end": "2014-03-31"},
        {"start": "2015-01-01", "end": "2015-12-31"},
    ]
    assert spells["supports"] == [{"start": "2018-02-01"}], "what has started and has no end is open"
    assert spells["attacks"] == []
    assert (edges["funds"].get("weight"), edges["member_of"].get("label")) == ("2.0", "is a member of (alleged)")


def test_graph_without_dates_is_static(tmp_path):
    root = write([Report("a").say("ruritania", "funds", "the-front")], tmp_path / "graph.gexf")
    assert root.find(f"{SPACE}graph").get("mode") == "static"
    assert not list(root.iter(f"{SPACE}spells"))


@pytest.mark.skipif("1.3" not in networkx.readwrite.gexf.GEXF.versions, reason="this NetworkX reads no GEXF 1.3")
def test_networkx_reads_it(tmp_path):
    path = tmp_path / "graph.gexf"
    write(small_reports(), path)
    read = networkx.read_gexf(path, version="1.3")
    assert read.number_of_edges() == 6
    assert read.nodes["ruritania"]["label"] == "Ruritania"


@settings(deadline=None, max_examples=40)
@given(reports())
def test_any_text_gives_a_file_that_can_be_read(tmp_path_factory, found):
    root = write(found, tmp_path_factory.mktemp("gexf") / "graph.gexf")
    graph = graph_of(found)
    assert [edge.get("id") for edge in root.iter(f"{SPACE}edge")] == [edge.id for edge in graph.edges]
    columns = {one.get("id"): one.get("title") for one in root.iter(f"{SPACE}attribute")}
    for element, edge in zip(root.iter(f"{SPACE}edge"), graph.edges, strict=True):
        values = {columns[value.get("for")]: value.get("value") for value in element.iter(f"{SPACE}attvalue")}
        assert values["standing"] == edge.standing
        assert int(values["n_denied"]) == edge.n_denied
