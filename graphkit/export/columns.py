"""The columns that graph files give to an actor and an edge, for Gephi and other tools."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.export.source import ExportSource
from graphkit.model import Actor, Edge
from graphkit.records import count_edges

Value = str | int | float | bool | None
ACTOR_COLUMNS = (
    ("type", "string"),
    ("aliases", "string"),
    ("wikidata", "string"),
    ("n_edges", "int"),
)
EDGE_COLUMNS = (
    ("relation", "string"),
    ("family", "string"),
    ("symmetric", "boolean"),
    ("standing", "string"),
    ("first_date", "string"),
    ("last_date", "string"),
    ("n_statements", "int"),
    ("n_documents", "int"),
    ("n_publishers", "int"),
    ("n_asserted", "int"),
    ("n_claimed", "int"),
    ("n_alleged", "int"),
    ("n_planned", "int"),
    ("n_possible", "int"),
    ("n_denied", "int"),
    ("top_quote", "string"),
    ("urls", "string"),
)
SEPARATOR = " | "


def actor_rows(source: ExportSource) -> Iterator[tuple[Actor, tuple[Value, ...]]]:
    """Yield each actor with its values in the order of ``ACTOR_COLUMNS``."""
    counts = count_edges(source.view.edges)
    for actor in source.view.actors:
        aliases = SEPARATOR.join(sorted({alias.text for alias in actor.aliases}))
        yield actor, (actor.type, aliases or None, actor.wikidata, counts[actor.id])


def edge_rows(source: ExportSource) -> Iterator[tuple[Edge, tuple[Value, ...]]]:
    """Yield each edge with its values in the order of ``EDGE_COLUMNS``."""
    for edge in source.view.edges:
        info, note = source.info(edge.relation), source.notes[edge.id]
        known: dict[str, Value] = {
            "family": info.family or None,
            "symmetric": info.symmetric,
            "top_quote": note.top_quote or None,
            "urls": SEPARATOR.join(note.urls) or None,
        }
        yield edge, tuple(known[name] if name in known else getattr(edge, name) for name, _ in EDGE_COLUMNS)
