"""graphkit export: the graph as a file for other tools."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="export")
@click.argument("directory", type=click.Path(path_type=Path))
@click.argument("format_", metavar="FORMAT")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: graph.<suffix> here.")
@click.option("--top", type=click.IntRange(1), default=150, metavar="N", help="Actors that a page shows at first.")
def command(directory: Path, format_: str, output: Path | None, top: int) -> None:
    """Write the graph in DIRECTORY as FORMAT: csv, gexf, graphml, html, jsonl, nquads or trig."""
    from graphkit.errors import GraphkitError
    from graphkit.export import EXPORTS
    from graphkit.loading import export_source
    from graphkit.pipeline import write_whole

    if format_ not in EXPORTS:
        raise GraphkitError("is no format", key=format_, mend=f"use one of {', '.join(EXPORTS)}")
    chosen = EXPORTS[format_]
    path = output or Path(f"graph{chosen.SUFFIX}")
    source = export_source(directory, top=top)
    write_whole(path, lambda target: chosen.write(source, target))
    click.echo(f"{path}: {chosen.ABOUT}")
