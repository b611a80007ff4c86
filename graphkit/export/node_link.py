"""Node-link JSON, which ``networkx.node_link_graph`` and D3 read."""

from __future__ import annotations

from pathlib import Path

from graphkit.export.json_elements import edge_objects, node_objects, write_object
from graphkit.export.options import EDGES, SELECTION
from graphkit.export.source import ExportSource

NAME = "node-link"
SUFFIX = ".json"
ABOUT = "node-link JSON for NetworkX and D3"
OPTIONS = (EDGES, *SELECTION)


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as ``networkx.node_link_data`` does for a directed multigraph; the key of an edge is its id."""
    head = {"directed": True, "multigraph": True, "graph": {"name": source.title}}
    edges = ({**edge, "key": edge["id"]} for edge in edge_objects(source, "label"))
    write_object(path, head, {"nodes": node_objects(source, "label"), "edges": edges})
