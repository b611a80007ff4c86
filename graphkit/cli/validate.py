"""graphkit validate: whether a graph keeps the shapes of the ontology."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphkit.validation import Report


@click.command(name="validate")
@click.argument("paths", nargs=-1, required=True, metavar="DIR|FILE...", type=click.Path(path_type=Path))
@click.option("--ontology", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="DIR",
              help="The relation files that the build was given.")  # fmt: skip
@click.option("--engine", type=click.Choice(["auto", "pyshacl", "shacl"]), default="auto", help="Default: by size.")
@click.option("--most", type=click.IntRange(1), default=100, metavar="N", help="Findings to print (default 100).")
@click.option("--json", "as_json", is_flag=True, help="Print every finding as one line of JSON.")
def command(paths: tuple[Path, ...], ontology: tuple[Path, ...], engine: str, most: int, as_json: bool) -> None:
    """Check output folders or RDF files against the SHACL shapes of the ontology."""
    from dataclasses import asdict

    from graphkit.ontology import load_ontology
    from graphkit.validation import validate

    report = validate(paths, load_ontology(ontology), engine)
    if as_json:
        click.echo("".join(f"{json.dumps(asdict(finding))}\n" for finding in report.findings), nl=False)
    else:
        show(report, most)
    if report.findings:
        raise SystemExit(1)


def show(report: Report, most: int) -> None:
    """Print findings to standard error and their number to standard output."""
    from graphkit.cli._show import printable

    for line in (*report.notes, *(f"fault: {finding}" for finding in report.findings[:most])):
        click.echo(printable(line), err=True)
    checked = f"{report.triples:,} triples with {report.statements:,} statements checked by {report.engine}"
    click.echo(f"{checked}, {len(report.findings):,} findings")
