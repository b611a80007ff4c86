from __future__ import annotations

import json
from dataclasses import fields

import pytest

from graphkit.model import Statement
from tests.command import graphkit


def records(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_table():
    done = graphkit("extract", "Hamas is reportedly backed by Doha, a former treasurer said.")
    assert (done.returncode, done.stderr) == (0, "")
    header, row = [
        [cell.strip() for cell in line.split(line[0])[1:-1]] for line in done.stdout.splitlines() if line[0] in "┃│"
    ][:2]
    assert dict(zip(header, row, strict=True)) == {
        "subject": "Qatar",
        "relation": "supports",
        "object": "Hamas",
        "modality": "alleged",
        "who says so": "a former treasurer",
        "when": "",
        "amount": "",
        "rule": row[-1],
    }
    assert row[-1].startswith("supports: {subject}")


def test_one_record_a_line_with_all_fields():
    done = graphkit("extract", "--json", "Iran gave Hamas $30 million on Saturday.", "--date", "2016-10-24")
    [record] = records(done)
    assert list(record) == [field.name for field in fields(Statement)]
    assert (record["amount"], record["currency"], record["date_start"]) == (30_000_000, "USD", "2016-10-22")


def test_text_from_standard_input():
    done = graphkit("extract", "-", "--json", input="Iran funds Hamas.\n")
    assert [(r["subject"], r["object"], r["quote"]) for r in records(done)] == [("iran", "hamas", "Iran funds Hamas.")]


def test_text_without_a_statement():
    done = graphkit("extract", "Nobody came.")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "no statements; graphkit explain shows why\n"


def test_words_of_the_text_are_no_markup(pack):
    done = graphkit("extract", "Iran funds Hamas, a [bold]treasurer[/bold] said.", "--only-actors", "--actors", pack)
    assert done.returncode == 0
    assert "bold" in done.stdout or "Iran" in done.stdout
    assert "\x1b" not in done.stdout


def test_settings_file_of_the_working_folder(pack, tmp_path):
    text = "Iran funds Hamas. France funds Iran."
    (tmp_path / "graphkit.toml").write_text(f'actors = ["{pack}"]\nonly_actors = true\n')
    done = graphkit("extract", "--json", text, cwd=tmp_path)
    assert [r["object"] for r in records(done)] == ["hamas"]
    assert len(records(graphkit("extract", "--json", text))) == 2


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("colour = 1", r"graphkit.toml: colour: is no setting; use one of actors, document_seconds"),
        ("top = [", "graphkit.toml: "),
        ("actors = 1", "graphkit.toml: actors: must be a list"),
    ],
)
def test_broken_settings_file_is_named(settings, message, tmp_path):
    (tmp_path / "graphkit.toml").write_text(settings)
    done = graphkit("extract", "Iran funds Hamas.", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"graphkit: {message}")
    assert done.stderr.count("\n") == 1


def test_explain():
    done = graphkit("explain", "Iran may fund Hamas. Iran yawned beside Hamas.")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "mention Iran = Iran (name)" in lines
    assert "clause fund (verbal, active) agent: Iran, patient: Hamas" in lines
    assert any(line.startswith("rule funds: {subject} fund") and line.endswith(": fits") for line in lines)
    assert any(line.startswith("edge Iran funds Hamas (possible) by funds: {subject} fund") for line in lines)
    assert "no edge Iran / Hamas: unread: no word of any rule stands in the sentence" in lines


def test_explain_as_records():
    done = graphkit("explain", "--json", "-", input="Iran funds Hamas. Nobody came.")
    first, second = records(done)
    assert [s["relation"] for s in first["statements"]] == ["funds"]
    assert first["clauses"][0]["arguments"] == {"agent": ["Iran"], "patient": ["Hamas"]}
    assert (second["text"], second["parsed"]) == ("Nobody came.", False)


def test_control_characters_do_not_reach_the_terminal():
    done = graphkit("explain", "Iran funds Hamas \x1b[31m in red.")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
