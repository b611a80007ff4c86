"""GEXF 1.3 for Gephi: the relation as ``kind``, so that parallel edges stay apart, and the times of an edge as spells.

Dates that are known only in part are widened to their first and last day. An edge whose statements give no date has
no spell and is always there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkit.export.columns import ACTOR_COLUMNS, EDGE_COLUMNS, Value, actor_rows, edge_rows
from graphkit.export.source import ExportSource, Period
from graphkit.export.xml_text import xml_id, xml_text, xml_value

NAME = "gexf"
SUFFIX = ".gexf"
ABOUT = "GEXF 1.3 for Gephi with its timeline: one edge a relation between two actors, with the times it is said of"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta>
    <creator>graphkit</creator>
  </meta>
"""
_TYPES = {"int": "integer"}


def write(source: ExportSource, path: Path) -> None:
    """Write the graph as GEXF."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(source))


def _lines(source: ExportSource) -> Iterator[str]:
    yield _HEAD
    yield f"  <graph {_mode(source)}>\n"
    yield from _attributes("node", ACTOR_COLUMNS)
    yield from _attributes("edge", EDGE_COLUMNS)
    yield "    <nodes>\n"
    for actor, values in actor_rows(source):
        yield f'      <node id="{xml_id(actor.id)}" label="{xml_text(actor.name)}">{_values(values)}</node>\n'
    yield "    </nodes>\n    <edges>\n"
    for edge, values in edge_rows(source):
        kind, label = xml_text(edge.relation), xml_text(source.info(edge.relation).label)
        ends = f'source="{xml_id(edge.subject)}" target="{xml_id(edge.object)}"'
        body = _values(values) + _spells(source.notes[edge.id].periods)
        head = f'id="{xml_id(edge.id)}" {ends} kind="{kind}" label="{label}" weight="{float(edge.n_publishers)}"'
        yield f"      <edge {head}>{body}</edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _mode(source: ExportSource) -> str:
    if not any(note.periods for note in source.notes.values()):
        return 'defaultedgetype="directed" mode="static"'
    return 'defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval"'


def _attributes(kind: str, columns: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'    <attributes class="{kind}" mode="static">\n'
    for number, (name, type_) in enumerate(columns):
        yield f'      <attribute id="{number}" title="{name}" type="{_TYPES.get(type_, type_)}"/>\n'
    yield "    </attributes>\n"


def _values(values: Iterable[Value]) -> str:
    cells = "".join(
        f'<attvalue for="{number}" value="{xml_value(value)}"/>'
        for number, value in enumerate(values)
        if value is not None
    )
    return f"<attvalues>{cells}</attvalues>"


def _spells(periods: Iterable[Period]) -> str:
    spells = "".join(f"<spell{_bound('start', start)}{_bound('end', end)}/>" for start, end in periods)
    return f"<spells>{spells}</spells>" if spells else ""


def _bound(name: str, day: str | None) -> str:
    return f' {name}="{day}"' if day else ""
