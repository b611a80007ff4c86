"""graphkit lint: whether rules and actors are sound."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli._options import extraction_options, settings


@click.command(name="lint")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@extraction_options
def command(strict: bool, **options: Any) -> None:
    """Load rules and actors, and run every example of every relation.

    Exit code 1 when an example fails (with --strict: when anything is to mend).
    """
    from graphkit.lint import lint

    extractor = settings(**options).extractor()
    findings = lint(extractor)
    for finding in findings:
        click.echo(str(finding))
    errors = sum(finding.level == "error" for finding in findings)
    click.echo(
        f"{len(extractor.ontology.relations)} relations, {len(extractor.actors)} actors:"
        f" {errors} errors, {len(findings) - errors} warnings"
    )
    if errors or (strict and findings):
        raise SystemExit(1)
