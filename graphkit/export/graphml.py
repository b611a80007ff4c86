"""GraphML as Gephi, yEd, igraph and NetworkX read it, written edge by edge.

Each edge has its own id and carries its relation as ``label``, also as an attribute of ``<edge>``: Gephi takes that for
the kind of the edge and then keeps parallel edges apart. Every edge is written as directed, since readers refuse files
that mix both; the column ``symmetric`` says where the direction means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkit.export.columns import ACTOR_COLUMNS, EDGE_COLUMNS, Value, actor_rows, edge_rows
from graphkit.export.source import ExportSource
from graphkit.export.xml_text import xml_id, xml_text, xml_value

NAME = "graphml"
SUFFIX = ".graphml"
ABOUT = "GraphML for Gephi, yEd, Cytoscape and igraph: one edge a relation between two actors"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
_NODE_KEYS = (("label", "string"), *ACTOR_COLUMNS)
_EDGE_KEYS = (("label", "string"), ("weight", "double"), *EDGE_COLUMNS)


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as GraphML."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(source))


def _lines(source: ExportSource) -> Iterator[str]:
    yield _HEAD
    for kind, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, type_ in keys:
            yield f'  <key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '  <graph id="graphkit" edgedefault="directed">\n'
    for actor, values in actor_rows(source):
        yield f'    <node id="{xml_id(actor.id)}">{_data("node", _NODE_KEYS, (actor.name, *values))}</node>\n'
    for edge, values in edge_rows(source):
        label = source.info(edge.relation).label
        ends = f'source="{xml_id(edge.subject)}" target="{xml_id(edge.object)}"'
        data = _data("edge", _EDGE_KEYS, (label, float(edge.n_publishers), *values))
        yield f'    <edge id="{xml_id(edge.id)}" {ends} label="{xml_text(edge.relation)}">{data}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _data(kind: str, keys: Iterable[tuple[str, str]], values: Iterable[Value]) -> str:
    """Return the ``<data>`` elements; a missing value has none."""
    named = zip(keys, values, strict=True)
    return "".join(
        f'<data key="{kind}_{name}">{xml_value(value)}</data>' for (name, _), value in named if value is not None
    )
