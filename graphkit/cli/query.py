"""graphkit query: SPARQL over the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(name="query")
@click.argument("directory", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--set", "bindings", multiple=True, metavar="NAME=VALUE", help="Bind a variable of the query.")
@click.option("--format", "format_", default="table", metavar="FORMAT", help="table, csv, tsv, json, xml, turtle ...")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=30.0, help="Time limit (default 30).")
def command(directory: Path, query: str, bindings: tuple[str, ...], format_: str, seconds: float) -> None:
    """Ask the graph in DIRECTORY a SPARQL query: a file FILE.rq, or the query itself."""
    from graphkit.cli._show import print_table
    from graphkit.query import ask, run_query

    text, bound = read_query(query), parse_bindings(bindings)
    if format_ != "table":
        sys.stdout.buffer.write(run_query(directory, text, format_, bound, seconds))
        return
    answer = ask(directory, text, bound, seconds)
    if answer.columns:
        print_table("", answer.columns, answer.rows)
        click.echo(f"{len(answer.rows)} rows")
    else:
        click.echo(answer.text)


def read_query(query: str) -> str:
    """Return the text of a query that is given as a file or as itself.

    Raises:
        QueryError: if it looks like a file that is not there.
    """
    from graphkit.errors import QueryError

    if "{" in query:
        return query
    path = Path(query)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("cannot be read", path=query, mend="give a .rq file, or a query in quotes") from error


def parse_bindings(bindings: tuple[str, ...]) -> dict[str, str]:
    """Return NAME=VALUE pairs as a mapping.

    Raises:
        QueryError: if one has no "=".
    """
    from graphkit.errors import QueryError

    for binding in bindings:
        if "=" not in binding:
            raise QueryError("has no value", key=f"--set {binding}", mend="write --set name=value")
    return {name: value for name, _, value in (binding.partition("=") for binding in bindings)}
