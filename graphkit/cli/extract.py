"""graphkit extract: the statements of a text."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from graphkit.cli._options import extraction_options, settings


@click.command(name="extract")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="One record a line, as in statements.jsonl.")
@click.option("--date", default=None, metavar="DATE", help="Date of the text, for 'on Monday' and the like.")
@extraction_options
def command(text: str, as_json: bool, date: str | None, **options: Any) -> None:
    """Print the statements of TEXT (- reads standard input)."""
    from graphkit.pipeline import document_of

    document = document_of(sys.stdin.read() if text == "-" else text, date)
    extractor = settings(**options).extractor()
    found = [s for _, statements in extractor.statements([document]) for s in statements]
    if as_json:
        for statement in found:
            click.echo(json.dumps(statement.record(), ensure_ascii=False))
        return
    if not found:
        click.echo("no statements; graphkit explain shows why", err=True)
        return
    from graphkit.cli._show import print_table

    columns = ("subject", "relation", "object", "modality", "who says so", "when", "amount", "rule")
    print_table("", columns, [_row(statement) for statement in found])


def _row(s: Any) -> tuple[object, ...]:
    modality = f"{s.modality}, {s.status}" if s.status else s.modality
    amount = f"{s.amount:,} {s.currency}" + (f" a {s.amount_period}" if s.amount_period else "") if s.amount else ""
    when = s.date_start or s.date_end or ""
    if s.date_end and s.date_end != s.date_start and s.date_start:
        when = f"{s.date_start} to {s.date_end}"
    return (
        s.subject_label,
        s.relation,
        s.object_label,
        modality,
        " < ".join(reversed(s.attribution_chain)),
        when,
        amount,
        s.rule,
    )
