"""Cytoscape JSON, which Cytoscape and Cytoscape.js open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.export.json_elements import edge_objects, node_objects, write_object
from graphkit.export.options import EDGES, SELECTION
from graphkit.export.source import ExportSource

NAME = "cytoscape"
SUFFIX = ".cyjs"
ABOUT = "JSON for Cytoscape and Cytoscape.js"
OPTIONS = (EDGES, *SELECTION)


def write(source: ExportSource, path: Path) -> None:
    """Write nodes and edges as one list of elements, each with its group."""
    head = {"format_version": "1.0", "generated_by": "graphkit", "data": {"name": source.title}}
    write_object(path, head, {"elements": _elements(source)})


def _elements(source: ExportSource) -> Iterator[Mapping[str, Any]]:
    yield from _grouped("nodes", node_objects(source, "name"))
    edges = ({**edge, "interaction": edge["relation"]} for edge in edge_objects(source, "name"))
    yield from _grouped("edges", edges)


def _grouped(group: str, objects: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    # Nodes and edges have one space of ids there.
    for thing in objects:
        mark = {"id": f"edge:{thing['id']}"} if group == "edges" else {}
        yield {"group": group, "data": thing | mark}
