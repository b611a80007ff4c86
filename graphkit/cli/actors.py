"""graphkit actors: what can be done for actor packs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graphkit.cli._options import extraction_options, settings


@click.group(name="actors")
def command() -> None:
    """Help with actor packs."""


@command.command(name="suggest")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--least", type=click.IntRange(1), default=2, metavar="N", help="Leave out rarer names (default 2).")
@click.option("--top", type=click.IntRange(1), default=100, metavar="N", help="At most so many (default 100).")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A file in place of the screen.")
@extraction_options
def suggest(directory: Path, least: int, top: int, output: Path | None, **options: Any) -> None:
    """List the names in the documents of DIRECTORY that stand where rules want actors and that no pack knows.

    The list is a pack: check it, correct it, and give it to the next build with --actors. Rules, actors and model are
    named as they were for the build.
    """
    from graphkit.cli._show import printable
    from graphkit.pipeline import write_whole
    from graphkit.suggest import suggest_in_output

    text, count = suggest_in_output(settings(**options).extractor(), directory, least, top)
    if not count:
        click.echo("no name that no pack knows stands where a rule wants an actor", err=True)
        return
    if output is None:
        click.echo(printable(text), nl=False)
    else:
        write_whole(output, lambda path: path.write_text(text, encoding="utf-8"))
        click.echo(f"{count} names in {output}; check them and build with --actors {output}")
