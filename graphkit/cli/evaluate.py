"""graphkit evaluate: precision, recall and F1 against an annotated set."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphkit.evaluate import Report, Score


@click.command(name="evaluate")
@click.argument("statements", type=click.Path(path_type=Path))
@click.option("--gold", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The annotated set.")
@click.option("--ontology", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="DIR",
              help="Relation files beside the built-in ones.")  # fmt: skip
@click.option("--errors", is_flag=True, help="List the missed and the wrong edges.")
@click.option("--json", "as_json", is_flag=True, help="All scores as JSON.")
def command(statements: Path, gold: Path, ontology: tuple[Path, ...], errors: bool, as_json: bool) -> None:
    """Score STATEMENTS (an output folder or a statements.jsonl) against the annotated set in DIR."""
    from graphkit.evaluate import load_gold, score
    from graphkit.ontology import load_ontology
    from graphkit.records import read_statements

    path = statements / "statements.jsonl" if statements.is_dir() else statements
    relations = load_ontology(ontology).relations
    report = score(
        read_statements(path),
        load_gold(gold),
        frozenset(r.id for r in relations.values() if r.symmetric),
        {r.id: r.family for r in relations.values()},
    )
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        _show(report, errors)


def _show(report: Report, errors: bool) -> None:
    from graphkit.cli._show import print_table

    columns = ("", "precision", "recall", "F1", "found", "predicted", "annotated")
    tables = {"Levels": report.levels, "Relations": report.relations, "Families": report.families,
              "Modalities": report.modalities}  # fmt: skip
    for title, scores in tables.items():
        print_table(title, columns, [_row(name, one) for name, one in scores.items()])
    shares = {"Paired statements": report.attributes, "Constructions": report.constructions}
    for title, counts in shares.items():
        rows = [(name, f"{right / total:.2f}", right, total) for name, (right, total) in counts.items()]
        print_table(title, ("", "right", "of", "all"), [(n, s, r, t) for n, s, r, t in rows])
    if errors:
        print_table("Missed", ("edge",), [(" | ".join(w.edge),) for w in report.missed])
        print_table(
            "Wrong", ("edge", "rule", "sentence"), [(" | ".join(w.edge), w.rule, w.sentence) for w in report.wrong]
        )


def _row(name: str, one: Score) -> tuple[object, ...]:
    return (name, f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", one.found, one.predicted, one.gold)
