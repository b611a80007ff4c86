"""Graph files in readers that are not ours: what Gephi Lite uses (graphology), igraph, NetworkX and NetworKit."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import igraph
import networkit
import networkx
import pytest

from graphkit.export import ExportSource, export_graph
from graphkit.records import voice_of
from tests.factories import RELATIONS, Report, graph_of, small_reports

HERE = Path(__file__).parent
FLAVOURS = [("graphml", "any"), ("graphml", "plain"), ("graphml", "gephi"), ("gexf", "any"), ("gexf", "gephi")]
HOSTILE = Report("<d>", title='"]]>', url="javascript:alert(1)").say(
    "<script>alert(1)</script>", "funds", "the-front", lead="&amp; <b> ]]> \x00\x0b 'quoted' ", modality="alleged"
)


def write(path, format_, **options):
    graph = graph_of([*small_reports(), HOSTILE])
    export_graph(format_, replace(ExportSource(graph, RELATIONS), options=options), path)
    return graph


def wanted(graph, edges):
    """Return ends, relation and standing of what the file must hold."""
    if edges == "relation":
        return sorted((e.subject, e.object, e.relation, e.standing) for e in graph.edges)
    return sorted((s.subject, s.object, s.relation, voice_of(s)) for s in graph.statements)


def read_with_graphology(path, format_):
    command = ["node", HERE / "read_with_graphology.cjs", path, format_]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


@pytest.mark.parametrize("edges", ["relation", "statement"])
@pytest.mark.parametrize(("format_", "flavour"), FLAVOURS)
def test_graphology_reads_every_edge(tmp_path, format_, flavour, edges):
    graph = write(tmp_path / "graph", format_, edges=edges, **{"for": flavour})
    read = read_with_graphology(tmp_path / "graph", format_)
    found = [
        (e["source"], e["target"], e["attributes"]["relation"], e["attributes"]["standing"]) for e in read["edges"]
    ]
    assert sorted(found) == wanted(graph, edges)
    assert len({e["id"] for e in read["edges"]}) == len(found)
    assert sorted(node["label"] for node in read["nodes"]) == sorted(actor.name for actor in graph.actors)
    labels = {e["attributes"]["standing"]: e["attributes"]["label"] for e in read["edges"]}
    assert {label.rpartition("(")[2].rstrip(")") for standing, label in labels.items() if standing != "asserted"} == (
        set(labels) - {"asserted"}
    )
    drawn = [node for node in read["nodes"] if {"x", "y", "size", "color"} <= set(node)]
    assert len(drawn) == (len(read["nodes"]) if flavour == "gephi" else 0)
    assert all(isinstance(node["x"], int | float) and node["color"] for node in drawn)
    assert all("color" in e["attributes"] for e in read["edges"]) == (flavour == "gephi")


@pytest.mark.parametrize("edges", ["relation", "statement"])
@pytest.mark.parametrize("flavour", ["any", "plain", "gephi"])
def test_igraph_networkx_and_networkit_read_graphml(tmp_path, flavour, edges):
    path = tmp_path / "graph.graphml"
    graph = write(path, "graphml", edges=edges, **{"for": flavour})
    by_igraph = igraph.Graph.Read_GraphML(str(path))
    ends = [
        (by_igraph.vs[e.source]["id"], by_igraph.vs[e.target]["id"], e["relation"], e["standing"]) for e in by_igraph.es
    ]
    assert sorted(ends) == wanted(graph, edges)
    by_networkx = networkx.read_graphml(path, force_multigraph=True)
    ends = [(one, other, data["relation"], data["standing"]) for one, other, data in by_networkx.edges(data=True)]
    assert sorted(ends) == wanted(graph, edges)
    by_networkit = networkit.readGraph(str(path), networkit.Format.GraphML)
    assert (by_networkit.numberOfNodes(), by_networkit.numberOfEdges()) == (len(graph.actors), len(ends))


@pytest.mark.parametrize("edges", ["relation", "statement"])
@pytest.mark.parametrize("flavour", ["any", "gephi"])
@pytest.mark.skipif("1.3" not in networkx.readwrite.gexf.GEXF.versions, reason="this NetworkX reads no GEXF 1.3")
def test_networkx_reads_gexf(tmp_path, flavour, edges):
    graph = write(tmp_path / "graph.gexf", "gexf", edges=edges, **{"for": flavour})
    read = networkx.read_gexf(tmp_path / "graph.gexf", version="1.3")
    found = [(one, other, data["relation"], data["standing"]) for one, other, data in read.edges(data=True)]
    assert sorted(found) == wanted(graph, edges)


def test_kinds_keep_parallel_edges_apart_and_plain_graphml_has_none(tmp_path):
    write(tmp_path / "any", "graphml")
    write(tmp_path / "plain", "graphml", **{"for": "plain"})
    assert ' label="funds">' in (tmp_path / "any").read_text(encoding="utf-8")
    assert "label=" not in (tmp_path / "plain").read_text(encoding="utf-8")


def test_edge_colours_tell_what_is_asserted(tmp_path):
    write(tmp_path / "graph", "gexf", **{"for": "gephi"})
    edges = [e["attributes"] for e in read_with_graphology(tmp_path / "graph", "gexf")["edges"]]
    support = {e["standing"]: e["color"] for e in edges if e["family"] == "support"}
    assert set(support) == {"asserted", "alleged", "planned"}
    assert support["asserted"] != support["alleged"]
    (contested,) = {e["color"] for e in edges if e["standing"] == "contested"}
    assert contested not in support.values()
