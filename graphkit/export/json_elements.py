"""Actors and edges as JSON objects, for the formats that are lists of them; written one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.export.columns import ACTOR_COLUMNS, actor_rows, arrow_columns, arrows, known_values
from graphkit.export.source import ExportSource
from graphkit.records import as_line


def node_objects(source: ExportSource, label: str) -> Iterator[dict[str, Any]]:
    """Yield an object for each actor with its id, its name under the key ``label``, and its columns."""
    for actor, values in actor_rows(source):
        yield {"id": actor.id, label: actor.name, **known_values(ACTOR_COLUMNS, values)}


def edge_objects(source: ExportSource, label: str) -> Iterator[dict[str, Any]]:
    """Yield an object for each edge with id, source, target, its words under the key ``label``, and its columns."""
    columns = arrow_columns(source)
    for arrow in arrows(source):
        ends = {"id": arrow.id, "source": arrow.subject, "target": arrow.object}
        yield {**ends, label: arrow.label, "weight": arrow.weight, **known_values(columns, arrow.values)}


def write_object(path: Path, head: Mapping[str, Any], lists: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Write a JSON object: the entries of ``head``, then lists of objects, each object on a line of its own.

    Raises:
        OSError: if it cannot be written.
    """
    with path.open("wb") as file:
        file.write(b"{")
        file.write(b"".join(f"{json.dumps(key)}: {json.dumps(value)},\n".encode() for key, value in head.items()))
        for number, (key, objects) in enumerate(lists.items()):
            file.write(b"],\n" if number else b"")
            file.write(f"{json.dumps(key)}: [\n".encode())
            for place, record in enumerate(objects):
                file.write((b",\n" if place else b"") + as_line(record).rstrip(b"\n"))
        file.write(b"]}\n")
