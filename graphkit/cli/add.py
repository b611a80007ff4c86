"""graphkit add: more documents into a graph that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graphkit.cli._options import RUNNING, extraction_options, running, running_options, settings


@click.command(name="add")
@click.argument("directory", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True)
@extraction_options
@running_options
def command(directory: Path, paths: tuple[str, ...], **options: Any) -> None:
    """Add documents (files, folders, or - for standard input) to the graph in DIRECTORY.

    A document whose id and path the graph knows takes the place of the former one. The outcome is that of a build of
    all documents. Exit code 3: done, but documents are left out; skipped.jsonl names them with the reason.
    """
    from graphkit.cli._show import progress
    from graphkit.cli.build import show_report
    from graphkit.pipeline import add

    where = running(**{name: options.pop(name) for name in RUNNING})
    with progress("Loading rules and actors") as update:
        report = add(settings(**options).extractor(), directory, paths, update, where)
    show_report(report, directory)
