"""graphkit build: documents to an output folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli._options import (
    RUNNING,
    SETTINGS_FILE,
    extraction_options,
    read_settings,
    running,
    running_options,
    settings,
)

if TYPE_CHECKING:
    from graphkit.pipeline import BuildReport


@click.command(name="build")
@click.argument("paths", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Output folder.")
@extraction_options
@click.option("--max-bytes", type=click.IntRange(1), metavar="N", help="Leave out larger files (default 20 MB).")
@click.option("--top", type=click.IntRange(1), metavar="N", help="Actors that the page shows at first (default 150).")
@click.option("--fresh", is_flag=True, help="Read every document, also those that have not changed.")
@running_options
def command(
    paths: tuple[str, ...], output: Path | None, max_bytes: int | None, top: int | None, **options: Any
) -> None:
    """Build the graph of exactly these documents (files, folders, or - for standard input) in DIR.

    Documents that have not changed since the last build into DIR are not read again.

    Exit code 3: done, but documents were left out; skipped.jsonl names them with the reason.
    """
    from graphkit.cli._show import progress
    from graphkit.pipeline import BuildOptions, build

    given = read_settings(Path(SETTINGS_FILE))
    paths = paths or tuple(given.get("paths", ()))
    folder = output or (Path(given["output"]) if "output" in given else None)
    if not paths or folder is None:
        raise click.UsageError(f"name {'documents' if folder else 'documents and -o DIR'}, here or in {SETTINGS_FILE}")
    fresh = options.pop("fresh")
    where = running(**{name: options.pop(name) for name in RUNNING})
    chosen = settings(**options)
    usual = BuildOptions(fresh=fresh, running=where)
    limits = replace(
        usual,
        max_bytes=max_bytes or int(given.get("max_bytes", usual.max_bytes)),
        top=top or int(given.get("top", usual.top)),
    )
    with progress("Loading rules and actors") as update:
        report = build(chosen.extractor(), paths, folder, limits, update)
    show_report(report, folder)


def show_report(report: BuildReport, output: Path) -> None:
    """Print what a build found; leave with exit code 3 when it left documents out."""
    from graphkit.cli._show import print_table

    for note in report.notes:
        click.echo(f"note: {note.path}: {note.text}", err=True)
    for skipped in report.skipped:
        click.echo(f"left out: {skipped.path}: {skipped.reason}", err=True)
    rows = [(relation, count, edges, example) for relation, count, edges, example in report.relations]
    print_table("What was found", ("relation", "statements", "edges", "best-sourced edge"), rows)
    counts = report.counts
    same = f" (and {counts['duplicates']} that say the same)" if counts["duplicates"] else ""
    click.echo(
        f"{counts['documents']} documents{same}, {counts['statements']} statements, {counts['edges']} edges,"
        f" {counts['actors']} actors, {len(report.skipped)} left out"
    )
    if report.n_kept:
        click.echo(f"read: {report.n_read} documents; {report.n_kept} are as they were")
    click.echo(f"open {output / 'graph.html'}")
    if report.skipped:
        raise SystemExit(3)
