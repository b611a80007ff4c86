"""GraphML as Gephi, yEd, igraph and NetworkX read it, written edge by edge.

Each edge has its own id and carries its relation as ``label``, also as an attribute of ``<edge>``: Gephi takes that for
the kind of the edge and then keeps parallel edges apart; ``--for plain`` leaves out that attribute, which the schema of
GraphML does not know. Every edge is written as directed, since readers refuse files that mix both; the column
``symmetric`` says where the direction means nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkit.export.columns import ACTOR_COLUMNS, Arrow, Columns, actor_rows, arrow_columns, arrows
from graphkit.export.options import EDGES, SELECTION, Option
from graphkit.export.source import ExportSource
from graphkit.export.text_lines import write_lines
from graphkit.export.xml_text import Value, xml_cells, xml_id, xml_text

NAME = "graphml"
SUFFIX = ".graphml"
ABOUT = "GraphML for Gephi, yEd, Cytoscape and igraph"
FOR = Option(
    "for",
    "Write for any program, for Gephi (with places, sizes and colours), or plain GraphML without the kind of edges.",
    ("any", "gephi", "plain"),
    "any",
)
OPTIONS = (EDGES, FOR, *SELECTION)

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
_LOOK_COLUMNS: Columns = (("x", "double"), ("y", "double"), ("size", "double"), ("color", "string"))


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as GraphML."""
    write_lines(path, _lines(source))


def _lines(source: ExportSource) -> Iterator[str]:
    drawn = source.option(FOR) == "gephi"
    node_keys = (("label", "string"), *ACTOR_COLUMNS, *(_LOOK_COLUMNS if drawn else ()))
    edge_keys = (("label", "string"), ("weight", "double"), *arrow_columns(source))
    edge_keys += (("color", "string"),) if drawn else ()
    yield _HEAD
    yield from _keys("node", node_keys)
    yield from _keys("edge", edge_keys)
    yield '  <graph id="graphkit" edgedefault="directed">\n'
    yield from _nodes(source, _openings("node", node_keys), drawn)
    yield from _edges(source, _openings("edge", edge_keys), drawn)
    yield "  </graph>\n</graphml>\n"


def _keys(kind: str, columns: Columns) -> Iterator[str]:
    for name, type_ in columns:
        yield f'  <key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'


def _openings(kind: str, columns: Columns) -> list[str]:
    return [f'<data key="{kind}_{name}">' for name, _ in columns]


def _nodes(source: ExportSource, openings: list[str], drawn: bool) -> Iterator[str]:
    from graphkit.export.looks import hexadecimal, looks_of_actors

    looks = looks_of_actors(source) if drawn else {}
    for actor, values in actor_rows(source):
        row: tuple[Value, ...] = (actor.name, *values)
        if drawn:
            look = looks[actor.id]
            # Gephi counts y upwards.
            row += (look.x, 0.0 - look.y, look.size, hexadecimal(look.colour))
        yield f'    <node id="{xml_id(actor.id)}">{xml_cells(openings, row, "</data>")}</node>\n'


def _edges(source: ExportSource, openings: list[str], drawn: bool) -> Iterator[str]:
    with_kind = source.option(FOR) != "plain"
    for arrow in arrows(source):
        row: tuple[Value, ...] = (arrow.label, arrow.weight, *arrow.values)
        if drawn:
            row += (_colour(arrow),)
        kind = f' label="{xml_text(arrow.relation)}"' if with_kind else ""
        ends = f'source="{xml_id(arrow.subject)}" target="{xml_id(arrow.object)}"'
        yield f'    <edge id="{xml_id(arrow.id)}" {ends}{kind}>{xml_cells(openings, row, "</data>")}</edge>\n'


def _colour(arrow: Arrow) -> str:
    from graphkit.export.looks import colour_of_edge, hexadecimal

    return hexadecimal(colour_of_edge(arrow.family, arrow.standing))
