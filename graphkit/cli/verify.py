"""graphkit verify: whether every citation still holds."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="verify")
@click.argument("directory", type=click.Path(path_type=Path))
def command(directory: Path) -> None:
    """Check every quote, place, id and count of the graph in DIRECTORY, against its source files where they are."""
    from graphkit.pipeline import verify

    faults, checked, sources = verify(directory)
    for fault in faults:
        click.echo(f"fault: {fault}", err=True)
    where = f"{sources} source documents read again" if sources else "source files are not there: not compared"
    click.echo(f"{checked} statements checked, {where}, {len(faults)} faults")
    if faults:
        raise SystemExit(1)
