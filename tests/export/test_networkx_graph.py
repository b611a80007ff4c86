from __future__ import annotations

import networkx
from hypothesis import given, settings

from graphkit.export.networkx_graph import networkx_graph
from graphkit.export.source import ExportSource
from tests.factories import RELATIONS, graph_of, reports, small_reports


@settings(deadline=None, max_examples=40)
@given(reports())
def test_every_edge_is_there_by_its_id_with_plain_values(found):
    view = graph_of(found)
    graph = networkx_graph(ExportSource(view, RELATIONS))
    assert isinstance(graph, networkx.MultiDiGraph)
    assert [(one, other, key) for one, other, key in sorted(graph.edges(keys=True))] == sorted(
        (edge.subject, edge.object, edge.id) for edge in view.edges
    )
    values = [value for *_, data in graph.edges(data=True) for value in data.values()]
    values += [value for _, data in graph.nodes(data=True) for value in data.values()]
    assert all(type(value) in (str, int, float, bool) for value in values)


def test_writers_of_networkx_take_it(tmp_path):
    graph = networkx_graph(ExportSource(graph_of(small_reports()), RELATIONS))
    networkx.write_graphml(graph, tmp_path / "graph.graphml")
    assert networkx.read_graphml(tmp_path / "graph.graphml").number_of_edges() == 6
    ((_, _, funds),) = [edge for edge in graph.edges(data=True) if edge[2]["relation"] == "funds"]
    assert (funds["weight"], funds["standing"], funds["label"]) == (2.0, "asserted", "funds")
    assert graph.nodes["the-front"]["type"] == "ArmedGroup"
