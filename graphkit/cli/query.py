"""graphkit query: SPARQL over the graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graphkit.query import NamedQuery, Quote

_FORMAT_HELP = "table, csv, tsv, json, xml, turtle, ntriples, rdfxml, jsonld."


@click.command(name="query")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.argument("query", required=False)
@click.option("--set", "bindings", multiple=True, metavar="NAME=VALUE", help="Give a parameter or variable a value.")
@click.option("--format", "format_", default="table", metavar="FORMAT", help=_FORMAT_HELP)
@click.option("--evidence", is_flag=True, help="Show the sentences behind each row.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=30.0, help="Time limit (default 30).")
@click.option("--memory", type=click.IntRange(200), default=2000, help="Megabytes it may take (default 2000).")
@click.option("--queries", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="More named queries.")
@click.option("--list", "listed", is_flag=True, help="List the named queries and their parameters.")
def command(
    directory: Path | None, query: str | None, bindings: tuple[str, ...], queries: tuple[Path, ...], **options: Any
) -> None:
    """Ask the graph in DIRECTORY: a named query, a file FILE.rq, or SPARQL itself."""
    if options["listed"]:
        list_queries(queries)
        return
    if directory is None or query is None:
        raise click.UsageError("give DIRECTORY and QUERY, or --list")
    found, values = find_query(query, queries), parse_bindings(bindings)
    show(directory, found, values, options)


def show(directory: Path, query: NamedQuery, values: dict[str, str], options: Mapping[str, Any]) -> None:
    """Run a query and print its answer; see the options of the command."""
    from graphkit.query import Names, QueryProcess, bind_free, make_request, quotes_of, store_of, write_evidence

    format_, evidence, seconds = options["format_"], options["evidence"], options["seconds"]
    names = Names(directory)
    text = query.bound(values, names) if query.parameters else bind_free(query.text, values)
    asked = "auto" if format_ == "table" or evidence else format_
    with QueryProcess(store_of(directory), memory=options["memory"]) as process:

        def run(asked_text: str, asked_format: str = "json", whole: bool = True) -> bytes:
            return process.ask(make_request(asked_text, asked_format, whole).message(seconds), seconds).body

        body = run(text, asked, query.whole)
        if not evidence:
            print_answer(body, format_)
        else:
            table = json.loads(body) if body.startswith(b"{") else {}
            quotes = quotes_of(table, run, names.build.get("relations", {}) if query.path else None)
            if format_ == "table":
                print_evidence(body, quotes)
            else:
                sys.stdout.buffer.write(write_evidence(table, quotes, format_))
    note_limit(query, values, body)


def print_answer(body: bytes, format_: str) -> None:
    """Print an answer as it is, or as a table."""
    from graphkit.cli._show import print_table
    from graphkit.query import read_answer

    if format_ != "table":
        sys.stdout.buffer.write(body)
        return
    answer = read_answer(body)
    if answer.columns:
        print_table("", answer.columns, answer.rows)
        click.echo(f"{len(answer.rows)} rows")
    else:
        click.echo(answer.text)


def print_evidence(body: bytes, quotes: list[tuple[Quote, ...]]) -> None:
    """Print each row on a line of its own, and below it the sentences with their sources."""
    from graphkit.cli._show import printable
    from graphkit.query import read_answer

    answer = read_answer(body)
    for row, some in zip(answer.rows, quotes, strict=True):
        cells = (f"{name}={value}" for name, value in zip(answer.columns, row, strict=True) if value is not None)
        click.echo(printable("  ".join(cells)))
        for quote in some:
            said = f"{quote.modality}, says {quote.speaker}" if quote.speaker else quote.modality
            source = ", ".join(part for part in (quote.publisher, quote.title, quote.published, quote.url) if part)
            place = f" ({source})" if source else ""
            click.echo(printable(f"    [{said}] {quote.quote} -- {quote.document}{place}".replace("\n", " ")))
    click.echo(f"{len(answer.rows)} rows")


def note_limit(query: NamedQuery, values: dict[str, str], body: bytes) -> None:
    """Say on standard error when the rows are as many as the query's limit, so that there may be more."""
    limit = next((parameter.default for parameter in query.parameters if parameter.name == "limit"), None)
    if limit is None or not body.startswith(b'{"head"'):
        return
    most = int(values.get("limit", limit))
    if len(json.loads(body).get("results", {}).get("bindings", ())) == most:
        click.echo(f"these are the first {most}; --set limit=N shows more", err=True)


def list_queries(folders: tuple[Path, ...]) -> None:
    """Print the named queries with their parameters."""
    from graphkit.cli._show import print_table
    from graphkit.query import named_queries

    rows: list[tuple[str, str]] = []
    for name, query in named_queries(folders).items():
        rows.append((name, query.about))
        for parameter in query.parameters:
            need = "required" if parameter.required else f"default {parameter.default}" if parameter.default else ""
            kind = f"{parameter.kind}, {need}" if need else parameter.kind
            rows.append((f"  {parameter.name}", f"  {parameter.about} ({kind})"))
    print_table("", ("query, --set", "what it answers"), rows)


def find_query(query: str, folders: tuple[Path, ...]) -> NamedQuery:
    """Return the query that a word names: SPARQL itself, a named query, or a file.

    Raises:
        QueryError: if there is none, or its file is wrong.
    """
    from graphkit.errors import QueryError
    from graphkit.query import NamedQuery, named_queries, read_named

    if "{" in query or query.upper().startswith("DESCRIBE "):
        return NamedQuery("query", "", (), query, True)
    known = named_queries(folders)
    if query in known:
        return known[query]
    if not query.endswith(".rq") and not Path(query).is_file():
        mend = f"use one of {', '.join(known)}, a .rq file, or a query in quotes"
        raise QueryError("is no named query and no file", key=query, mend=mend)
    return read_named(Path(query))


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
