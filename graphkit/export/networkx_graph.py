"""The graph as a NetworkX ``MultiDiGraph``: plain attributes, edges keyed by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.export.columns import ACTOR_COLUMNS, actor_rows, arrow_columns, arrows, known_values
from graphkit.export.source import ExportSource

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def networkx_graph(source: ExportSource) -> MultiDiGraph[str]:
    """Return the graph with actor ids as nodes and one edge a relation between two actors (or one a statement).

    Every attribute is a text, a number or a truth value, and a missing one is left out, so that each writer of
    NetworkX takes the graph. ``weight`` is the number of publishers.
    """
    import networkx

    graph: MultiDiGraph[str] = networkx.MultiDiGraph()
    for actor, values in actor_rows(source):
        graph.add_node(actor.id, label=actor.name, **known_values(ACTOR_COLUMNS, values))
    columns = arrow_columns(source)
    for arrow in arrows(source):
        known = known_values(columns, arrow.values)
        graph.add_edge(arrow.subject, arrow.object, key=arrow.id, label=arrow.label, weight=arrow.weight, **known)
    return graph
