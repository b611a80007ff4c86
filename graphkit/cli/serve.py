"""graphkit serve: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command(name="serve")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", help="Address to listen on (default 127.0.0.1: this machine only).")
@click.option("--port", type=click.IntRange(0, 65535), default=8040, help="Port (default 8040; 0 for any free one).")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=30.0, help="Time limit of a query (default 30).")
@click.option("--memory", type=click.IntRange(200), default=2000, help="Megabytes a query may take (default 2000).")
@click.option("--workers", type=click.IntRange(1, 64), help="Queries that run at once (default: one a core, 2 to 8).")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Let pages of this origin read answers; '*' for all.")
@click.option("--queries", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="More named queries.")
def command(directory: Path, host: str, port: int, **options: Any) -> None:
    """Serve the graph in DIRECTORY: SPARQL, a query page, the explorer, a page for each actor, edge and document."""
    serving = import_serving()
    check_version(directory)
    settings = serving.ServeSettings(directory, host, port, **given(options))
    listening = serving.open_socket(settings)
    if not serving.is_loopback(host):
        click.echo(f"warning: everybody who reaches {host} can read this graph; there is no password", err=True)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    click.echo(f"explorer {address}/\nqueries  {address}/query\nSPARQL   {address}/sparql\nCtrl-C stops.")
    serving.run_server(settings, listening)


def check_version(directory: Path) -> None:
    """Warn of a graph that another version has built.

    Raises:
        OutputError: if the folder is no output folder.
    """
    from graphkit import __version__
    from graphkit.folder import require_output

    found = require_output(directory).get("graphkit")
    if found != __version__:
        text = f"{directory} was built by graphkit {found}, this is {__version__}; build it again if answers look wrong"
        click.echo(f"warning: {text}", err=True)


def given(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options as fields of the settings; what is not given keeps its default."""
    fields = {
        "seconds": options["seconds"],
        "memory": options["memory"],
        "queries": options["queries"],
        "origins": options["cors"] or None,
    }
    return fields if options["workers"] is None else fields | {"workers": options["workers"]}


def import_serving() -> Any:
    """Return ``graphkit.serve``.

    Raises:
        InputError: if what it needs is not installed.
    """
    from graphkit.errors import InputError

    try:
        import uvicorn  # noqa: F401

        import graphkit.serve
    except ImportError as error:
        mend = "pip install 'graphkit[serve]'"
        raise InputError(f"graphkit serve needs {error.name}, which is not installed", mend=mend) from error
    return graphkit.serve
