"""graphkit explain: what was read in a text, which rules fired, and why a pair has no edge."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli._options import extraction_options, settings

if TYPE_CHECKING:
    from graphkit.explain import SentenceNote


@click.command(name="explain")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="One record a sentence.")
@click.option("--date", default=None, metavar="DATE", help="Date of the text.")
@extraction_options
def command(text: str, as_json: bool, date: str | None, **options: Any) -> None:
    """Show what was read in each sentence of TEXT (- reads standard input), and why a pair of actors has no edge."""
    from graphkit.explain import explain
    from graphkit.pipeline import document_of

    document = document_of(sys.stdin.read() if text == "-" else text, date)
    for note in explain(settings(**options).extractor(), document):
        if as_json:
            click.echo(json.dumps(asdict(note), ensure_ascii=False))
        else:
            _show(note)


def _show(note: SentenceNote) -> None:
    from graphkit.cli._show import printable

    lines = [note.text]
    lines += [f"  mention    {m.text} {m.problem or '= ' + ' or '.join(m.actors)} ({m.kind})" for m in note.mentions]
    for clause in note.clauses:
        arguments = ", ".join(f"{role}: {' + '.join(found)}" for role, found in clause.arguments.items())
        lines.append(f"  clause     {clause.trigger} ({clause.kind}, {clause.construction}) {arguments}")
        lines += [f"    rule     {rule}: {failure or 'fits'}" for rule, failure in clause.rules]
    for s in note.statements:
        says = f", says {s.attribution_label}" if s.attribution_label else ""
        status = f", {s.status}" if s.status else ""
        lines.append(
            f"  edge       {s.subject_label} {s.relation} {s.object_label} ({s.modality}{status}{says}) by {s.rule}"
        )
    for p in note.pairs:
        if p.outcome != "edge":
            nearest = f" [{p.rule}]" if p.rule else ""
            lines.append(f"  no edge    {p.subject} / {p.object}: {p.outcome}: {p.reason}{nearest}")
    click.echo(printable("\n".join(lines)))
