"""graphkit evaluate: precision, recall and F1 against an annotated set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli._options import extraction_options, settings

if TYPE_CHECKING:
    from graphkit.evaluate import Reliability, Report, Score

_FAULTS = {"wrong": "Wrong", "missed": "Missed", "modality": "With another modality"}


@click.command(name="evaluate")
@click.argument("statements", type=click.Path(path_type=Path))
@click.option("--gold", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The annotated set.")
@click.option("--errors", is_flag=True, help="List what was missed, is wrong, or has another modality.")
@click.option("--write-confidence", type=click.Path(path_type=Path), metavar="FILE",
              help="Write what confidence is computed from, fitted on this set.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="All scores and errors as JSON.")
@extraction_options
def command(
    statements: Path, gold: Path, errors: bool, write_confidence: Path | None, as_json: bool, **options: Any
) -> None:
    """Score STATEMENTS (an output folder or a statements.jsonl) against the annotated set in DIR.

    Rules, actors and model are named as they were for the build: they tell the constructions of what was missed.
    """
    from graphkit.annotations import fit_output, read_output
    from graphkit.evaluate import confidence_yaml, load_gold, report_record, score
    from graphkit.pipeline import write_whole

    annotated = load_gold(gold)
    output = read_output(settings(**options).extractor(), statements, annotated)
    report = score(output.statements, annotated, output.setting)
    if write_confidence is not None:
        text = confidence_yaml(fit_output(output, annotated)).encode()
        write_whole(write_confidence, lambda path: Path.write_bytes(path, text))
    if as_json:
        click.echo(json.dumps(report_record(report), ensure_ascii=False, indent=1))
    else:
        _show(report, errors)


def _show(report: Report, errors: bool) -> None:
    from graphkit.cli._show import print_table

    columns = ("", "precision", "recall", "F1", "right", "found", "annotated")
    tables = {"Levels": report.levels, "Relations": report.relations, "Families": report.families,
              "Modalities": report.modalities, "Constructions": report.constructions, "Mentions": report.mentions,
              "Types of actor": report.actor_types, "Documents": report.documents}  # fmt: skip
    for title, scores in tables.items():
        print_table(title, columns, [_row(name, one) for name, one in scores.items()])
    click.echo(f"mean F1 a document: {report.mean_f1:.3f}")
    rows = [(name, f"{right / total:.2f}", right, total) for name, (right, total) in report.attributes.items()]
    print_table("Paired statements", ("", "right", "of", "all"), rows)
    if report.reliability:
        _show_reliability(report.reliability)
    if errors:
        _show_faults(report)


def _show_faults(report: Report) -> None:
    from graphkit.cli._show import printable

    for kind in ("wrong", "missed", "modality"):
        faults = [fault for fault in report.faults if fault.kind == kind]
        lines = [f"{_FAULTS[kind]} ({len(faults)})"]
        for f in faults:
            lines += [f"  {f.document}: {f.subject} | {f.relation} | {f.object} ({f.modality})", f"    {f.reason}"]
            lines += [f"    rule {f.rule}"] if f.rule else []
            lines += [f"    {f.sentence}"] if f.sentence else []
        click.echo(printable("\n".join(lines)))


def _row(name: str, one: Score) -> tuple[object, ...]:
    return (name, f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", one.found, one.predicted, one.gold)


def _show_reliability(found: Reliability) -> None:
    from graphkit.cli._show import print_table

    rows = [(f"{b.low:.2f} to {b.high:.2f}", b.count, f"{b.predicted:.3f}", f"{b.right:.3f}") for b in found.bins]
    title = f"Confidence on documents left out in turn ({found.documents} documents, {found.statements} statements)"
    print_table(title, ("confidence", "statements", "mean", "right"), rows)
    click.echo(
        f"log loss {found.log_loss:.4f} (constant {found.base_log_loss:.4f}),"
        f" Brier score {found.brier:.4f} (constant {found.base_brier:.4f})"
    )
