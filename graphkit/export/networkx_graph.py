"""The graph as a NetworkX ``MultiDiGraph``: plain attributes, edges keyed by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.export.columns import ACTOR_COLUMNS, EDGE_COLUMNS, Value, actor_rows, edge_rows
from graphkit.export.source import ExportSource

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def networkx_graph(source: ExportSource) -> MultiDiGraph[str]:
    """Return the graph with actor ids as nodes and one edge a relation between two actors.

    Every attribute is a text, a number or a truth value, and a missing one is left out, so that each writer of
    NetworkX takes the graph. ``weight`` is the number of publishers.
    """
    import networkx

    graph: MultiDiGraph[str] = networkx.MultiDiGraph()
    for actor, values in actor_rows(source):
        graph.add_node(actor.id, label=actor.name, **_known(ACTOR_COLUMNS, values))
    for edge, values in edge_rows(source):
        label, weight = source.info(edge.relation).label, float(edge.n_publishers)
        known = _known(EDGE_COLUMNS, values)
        graph.add_edge(edge.subject, edge.object, key=edge.id, label=label, weight=weight, **known)
    return graph


def _known(columns: tuple[tuple[str, str], ...], values: tuple[Value, ...]) -> dict[str, Value]:
    names = (name for name, _ in columns)
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
