"""graphkit diff: what is otherwise in one graph than in another."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphkit.differences import EdgeChange


@click.command(name="diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object an edge, with the whole statements.")
def command(old: Path, new: Path, as_json: bool) -> None:
    """Show which edges came, went or changed their standing between the graphs in OLD and NEW, with the sentences.

    Statements that leave an edge where it stood are not shown.
    """
    from graphkit.cli._show import print_table
    from graphkit.differences import KINDS, compare_graphs

    changes = compare_graphs(old, new)
    if as_json:
        for change in changes:
            click.echo(json.dumps(change.record(), ensure_ascii=False))
        return
    if changes:
        print_table("", ("", "edge", "standing", "", "sentence", "document"), list(_rows(changes)))
    counts = Counter(change.kind for change in changes)
    click.echo(", ".join(f"{counts[kind]} {kind}" for kind in KINDS))


def _rows(changes: list[EdgeChange]) -> Iterator[tuple[object, ...]]:
    """Yield one row a sentence; of an edge only the first names it."""
    for change in changes:
        edge = change.edge
        named: tuple[object, ...] = (
            change.kind,
            f"{edge.subject_label} {edge.relation} {edge.object_label}",
            " -> ".join(one.standing for one in (change.old, change.new) if one),
        )
        sentences = [("-", s) for s in change.gone] + [("+", s) for s in change.added]
        for sign, statement in sentences:
            yield (*named, sign, statement.quote, statement.document)
            named = ("", "", "")
        if not sentences:
            yield (*named, "", "", "")
