"""GEXF 1.3 for Gephi: the relation as ``kind``, so that parallel edges stay apart, and the times of an edge as spells.

Dates that are known only in part are widened to their first and last day. An edge whose statements give no date has
no spell and is always there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkit.export.columns import ACTOR_COLUMNS, Columns, actor_rows, arrow_columns, arrows
from graphkit.export.evidence import Period, period_of
from graphkit.export.options import EDGES, SELECTION, Option
from graphkit.export.source import ExportSource
from graphkit.export.text_lines import write_lines
from graphkit.export.xml_text import Value, xml_cells, xml_id, xml_text

NAME = "gexf"
SUFFIX = ".gexf"
ABOUT = "GEXF 1.3 for Gephi with its timeline, with the times that edges are said of"
FOR = Option("for", "Write for any program, or for Gephi with places, sizes and colours.", ("any", "gephi"), "any")
OPTIONS = (EDGES, FOR, *SELECTION)

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3"{viz} version="1.3">
  <meta>
    <creator>graphkit</creator>
  </meta>
"""
_VIZ = ' xmlns:viz="http://gexf.net/1.3/viz"'
_TYPES = {"int": "integer"}


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as GEXF."""
    write_lines(path, _lines(source))


def _lines(source: ExportSource) -> Iterator[str]:
    drawn = source.option(FOR) == "gephi"
    yield _HEAD.format(viz=_VIZ if drawn else "")
    yield f"  <graph {_mode(source)}>\n"
    yield from _attributes("node", ACTOR_COLUMNS)
    yield from _attributes("edge", arrow_columns(source))
    yield "    <nodes>\n"
    yield from _nodes(source, drawn)
    yield "    </nodes>\n    <edges>\n"
    yield from _edges(source, drawn)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _mode(source: ExportSource) -> str:
    if not any(period_of(statement) for statement in source.view.statements):
        return 'defaultedgetype="directed" mode="static"'
    return 'defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval"'


def _attributes(kind: str, columns: Columns) -> Iterator[str]:
    yield f'    <attributes class="{kind}" mode="static">\n'
    for number, (name, type_) in enumerate(columns):
        yield f'      <attribute id="{number}" title="{name}" type="{_TYPES.get(type_, type_)}"/>\n'
    yield "    </attributes>\n"


def _nodes(source: ExportSource, drawn: bool) -> Iterator[str]:
    from graphkit.export.looks import looks_of_actors

    openings, viz = _openings(ACTOR_COLUMNS), ""
    looks = looks_of_actors(source) if drawn else {}
    for actor, values in actor_rows(source):
        if drawn:
            look = looks[actor.id]
            # Gephi counts y upwards.
            place = f'<viz:position x="{look.x}" y="{0.0 - look.y}" z="0.0"/>'
            viz = f'{_colour(look.colour)}{place}<viz:size value="{look.size}"/>'
        head = f'id="{xml_id(actor.id)}" label="{xml_text(actor.name)}"'
        yield f"      <node {head}>{_values(openings, values)}{viz}</node>\n"


def _edges(source: ExportSource, drawn: bool) -> Iterator[str]:
    from graphkit.export.looks import colour_of_edge

    openings, viz = _openings(arrow_columns(source)), ""
    for arrow in arrows(source):
        kind, label = xml_text(arrow.relation), xml_text(arrow.label)
        ends = f'source="{xml_id(arrow.subject)}" target="{xml_id(arrow.object)}"'
        head = f'id="{xml_id(arrow.id)}" {ends} kind="{kind}" label="{label}" weight="{arrow.weight}"'
        if drawn:
            viz = _colour(colour_of_edge(arrow.family, arrow.standing))
        yield f"      <edge {head}>{_values(openings, arrow.values)}{_spells(arrow.periods)}{viz}</edge>\n"


def _colour(colour: tuple[int, int, int]) -> str:
    return '<viz:color r="{}" g="{}" b="{}"/>'.format(*colour)


def _openings(columns: Columns) -> list[str]:
    return [f'<attvalue for="{number}" value="' for number in range(len(columns))]


def _values(openings: Iterable[str], values: Iterable[Value]) -> str:
    cells = xml_cells(openings, values, '"/>')
    return f"<attvalues>{cells}</attvalues>"


def _spells(periods: Iterable[Period]) -> str:
    spells = "".join(f"<spell{_bound('start', start)}{_bound('end', end)}/>" for start, end in periods)
    return f"<spells>{spells}</spells>" if spells else ""


def _bound(name: str, day: str | None) -> str:
    return f' {name}="{day}"' if day else ""
