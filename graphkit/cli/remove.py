"""graphkit remove: documents out of a graph that is there."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="remove")
@click.argument("directory", type=click.Path(path_type=Path))
@click.argument("documents", nargs=-1, required=True, metavar="ID...")
def command(directory: Path, documents: tuple[str, ...]) -> None:
    """Remove documents with all that only they say from the graph in DIRECTORY.

    The outcome is that of a build of the other documents; none of them is read again.
    """
    from graphkit.cli._show import progress
    from graphkit.pipeline import remove

    with progress("Reading the graph") as update:
        report = remove(directory, documents, update)
    for note in report.notes:
        click.echo(f"note: {note.path}: {note.text}", err=True)
    counts = report.counts
    click.echo(
        f"{len(set(documents))} documents removed; {counts['documents']} documents, {counts['statements']} statements,"
        f" {counts['edges']} edges and {counts['actors']} actors are left"
    )
