from __future__ import annotations

import csv
import gzip
import io
import json
import shutil

import pytest

from graphkit.export import EXPORTS
from tests.command import graphkit
from tests.evaluate.test_gold import write_gold


@pytest.fixture
def copy(built, tmp_path):
    """A copy of the built graph to spoil."""
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def change(folder, file, **values):
    """Change fields of the first record of a file; a function gets the former value."""
    first, *others = (folder / file).read_text(encoding="utf-8").splitlines()
    record = json.loads(first)
    record |= {name: value(record[name]) if callable(value) else value for name, value in values.items()}
    lines = [json.dumps(record, ensure_ascii=False), *others]
    (folder / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def further(value):
    return value + 1


# --- query ------------------------------------------------------------------------------------------------------------

FUNDERS = "SELECT ?who { ?who gk:funds gka:hamas } ORDER BY ?who"


def test_query_shows_a_table(built):
    done = graphkit("query", built, FUNDERS)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.strip("│ ") for line in done.stdout.splitlines() if line.startswith("│")]
    assert "gka:iran" in rows
    assert done.stdout.endswith(f"{len(rows)} rows\n")


def test_query_of_a_file_with_a_bound_variable(built, tmp_path):
    (tmp_path / "funders.rq").write_text("SELECT ?who { ?who gk:funds ?whom } ORDER BY ?who", encoding="utf-8")
    done = graphkit("query", built, tmp_path / "funders.rq", "--set", "whom=gka:hamas", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    same = graphkit("query", built, FUNDERS, "--format", "csv")
    assert done.stdout == same.stdout
    assert "iran" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT ?who {"], "graphkit: "),
        (["nowhere.rq"], "graphkit: nowhere.rq: cannot be read; give a .rq file, or a query in quotes"),
        ([FUNDERS, "--set", "who"], "graphkit: --set who: has no value; write --set name=value"),
        (["DROP ALL {}"], "graphkit: "),
    ],
)
def test_wrong_query_is_one_line(built, arguments, message):
    done = graphkit("query", built, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


def test_named_query_with_its_evidence(built):
    listed = graphkit("query", "--list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "│ supporters " in listed.stdout
    done = graphkit("query", built, "supporters", "--set", "of=Hamas", "--evidence")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line for line in done.stdout.splitlines() if line.startswith("who=")]
    quotes = [line for line in done.stdout.splitlines() if line.startswith("    [")]
    assert len(quotes) >= len(rows) > 2
    assert any("Iran has funded and armed Hamas for years." in line for line in quotes)


def test_evidence_as_csv_and_json(built):
    asked = ("query", built, "contested", "--evidence", "--format")
    lines = list(csv.DictReader(io.StringIO(graphkit(*asked, "csv").stdout)))
    assert {"asserted", "denied"} & {line["evidence_modality"] for line in lines}
    assert all(line["evidence_quote"] for line in lines)
    table = json.loads(graphkit(*asked, "json").stdout)
    assert len(table["evidence"]) == len(table["results"]["bindings"])
    assert sum(map(len, table["evidence"])) == len(lines)
    done = graphkit(*asked, "xml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "evidence cannot be written as xml; choose one of table, json, csv, tsv" in done.stderr


def test_cut_off_rows_are_said(built):
    done = graphkit("query", built, "contested", "--set", "limit=1")
    assert (done.returncode, done.stderr) == (0, "these are the first 1; --set limit=N shows more\n")


# --- export -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_export_of_each_format(built, tmp_path_factory, tmp_path, name):
    reviewed = tmp_path_factory.mktemp("reviewed") / "edges.txt"
    reviewed.write_text("# none\n", encoding="utf-8")
    needed = ("--reviewed", reviewed) if name == "quickstatements" else ()
    done = graphkit("export", built, name, *needed, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    [path] = tmp_path.iterdir()
    assert done.stdout.startswith(f"{path.name}: ")
    again = graphkit("export", built, name, *needed, "-o", "named", cwd=tmp_path)
    assert again.stdout.startswith("named: ")
    assert (tmp_path / "named").read_bytes() == path.read_bytes()
    written = {"graphml": "graph.graphml", "gexf": "graph.gexf", "csv": "edges.csv", "trig": "graph.trig"}
    if name in written:
        assert path.read_bytes() == (built / written[name]).read_bytes()


def test_unknown_format_and_folder_are_named(built, tmp_path):
    done = graphkit("export", built, "pdf", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, f"graphkit: pdf: is no format; use one of {', '.join(EXPORTS)}\n")
    done = graphkit("export", tmp_path, "csv", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "is no graphkit output; name the folder that graphkit build -o wrote" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_formats_and_their_options_are_listed(tmp_path):
    done = graphkit("export", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(EXPORTS)
    assert "[--edges --for --actor --since --top]" in next(
        line for line in done.stdout.splitlines() if line.startswith("gexf")
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["csv", "--edges", "statement"], 1, "graphkit: --edges: is no option of csv; its options: --table"),
        (["gexf", "--for", "plain"], 1, "graphkit: --for: 'plain' is no choice; gexf takes one of any, gephi"),
        (["quickstatements"], 1, "graphkit: quickstatements --reviewed: is missing; give a file with"),
        (["dossier", "--actor", "nobody"], 1, "graphkit: dossier: 'nobody' is not in the graph"),
        (
            ["dossier", "--actor", "iran", "--actor", "qatar"],
            1,
            "graphkit: --actor: is given more than once; dossier takes one",
        ),
        (["graphml", "--actor", "nobody"], 1, "graphkit: --actor: 'nobody' is not in the graph"),
        (["gexf", "--since", "last year"], 1, "graphkit: --since: 'last year' is no date"),
        (["html", "--top", "0"], 2, "Invalid value for --top: is no whole number from 1"),
        (["jsonl", "--top", "5"], 1, "graphkit: --top: is no option of jsonl; its options: none"),
    ],
)
def test_wrong_options_of_a_format_leave_nothing(built, tmp_path, arguments, code, message):
    done = graphkit("export", built, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_left_out_edges_are_told(built, tmp_path):
    edges = [json.loads(line) for line in (built / "edges.jsonl").read_text(encoding="utf-8").splitlines()]
    edge = next(edge for edge in edges if edge["standing"] == "claimed")
    (tmp_path / "reviewed").write_text(f"{edge['id']}\n", encoding="utf-8")
    done = graphkit("export", built, "quickstatements", "--reviewed", "reviewed", "-o", "batch.tsv", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith(f"left out: {edge['id']} (")
    assert (tmp_path / "batch.tsv").read_bytes() == b""


def test_exported_edges_are_those_of_the_graph(built):
    edges = (built / "edges.jsonl").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(io.StringIO((built / "edges.csv").read_text(encoding="utf-8"))))
    assert len(rows) == len(edges) > 100


# --- verify -----------------------------------------------------------------------------------------------------------


def test_verify_finds_no_fault_in_the_bundled_graph(built):
    done = graphkit("verify", built)
    assert (done.returncode, done.stderr) == (0, "")
    statements = (built / "statements.jsonl").read_text(encoding="utf-8").count("\n")
    assert done.stdout == f"{statements} statements checked, 24 source documents read again, 0 faults\n"


@pytest.mark.parametrize(
    ("file", "values", "problem"),
    [
        ("statements.jsonl", {"quote": "Iran funds nobody."}, "the quote is not the text at its place"),
        ("statements.jsonl", {"begin": further}, "the quote is not the text at its place"),
        ("statements.jsonl", {"subject_end": 99_999}, "the span of the subject lies outside of the document"),
        (
            "statements.jsonl",
            {"trigger_begin": 0, "trigger_end": 1},
            "the span of the trigger lies outside of the sentence",
        ),
        ("statements.jsonl", {"id": "0" * 16}, "the id is not the hash of what the statement says"),
        ("statements.jsonl", {"publisher": "Another"}, "publisher is not the document's publisher"),
        ("documents.jsonl", {"text": "Nothing."}, "the text does not have the hash sha256"),
        ("edges.jsonl", {"n_statements": further}, "the statements give another n_statements"),
        ("actors.jsonl", {"n_edges": further}, "the statements give another n_edges"),
    ],
)
def test_verify_finds_a_planted_fault(copy, file, values, problem):
    if "trigger_begin" in values:
        lines = (copy / file).read_text(encoding="utf-8").splitlines()
        lines.sort(key=lambda line: -json.loads(line)["begin"])
        (copy / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    change(copy, file, **values)
    done = graphkit("verify", copy)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith(f"fault: {file}: ") and line.endswith(problem)]
    assert done.stdout.endswith(f" {done.stderr.count(chr(10))} faults\n")


def test_verify_finds_a_triple_too_much(copy):
    text = (copy / "graph.trig").read_text(encoding="utf-8")
    (copy / "graph.trig").write_text(
        f'{text}\n<https://w3id.org/graphkit/actor/iran> <http://www.w3.org/2000/01/rdf-schema#label> "Eran" .\n',
        encoding="utf-8",
    )
    done = graphkit("verify", copy)
    assert done.returncode == 1
    assert "graph.trig" in done.stderr


def test_verify_of_a_damaged_file_names_it(copy):
    (copy / "statements.jsonl").write_text("{", encoding="utf-8")
    done = graphkit("verify", copy)
    assert done.returncode == 1
    assert "statements.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


# --- evaluate ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def gold(built, tmp_path):
    """An annotated set that agrees with half of one document's edges, and holds one more."""
    records = list(map(json.loads, (built / "statements.jsonl").read_text(encoding="utf-8").splitlines()))
    document = records[0]["document"]
    keys = sorted(
        {(r["subject_label"], r["relation"], r["object_label"]) for r in records if r["document"] == document}
    )
    edges = [
        {
            "doc": document, "subject": subject, "relation": relation, "object": object_, "modality": "asserted",
            "sentence": [0, 10], "trigger_span": [0, 5],
        }
        for subject, relation, object_ in (*keys[::2], ("Nobody", "funds", "Nothing"))
    ]  # fmt: skip
    write_gold(tmp_path / "gold", edges, [], [{"doc": document}])
    return tmp_path / "gold", len(keys[::2]), len(keys)


def test_evaluate(built, gold):
    folder, right, found = gold
    done = graphkit("evaluate", built, "--gold", folder, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    exact = report["levels"]["exact"]
    assert (exact["found"], exact["predicted"], exact["annotated"]) == (right, found, right + 1)
    faults = report["faults"]
    assert [f["subject"] for f in faults if f["kind"] == "missed"] == ["Nobody"]
    assert all(f["rule"] and f["sentence"] for f in faults if f["kind"] == "wrong")
    same = graphkit("evaluate", built / "statements.jsonl", "--gold", folder, "--json")
    assert same.stdout == done.stdout


def test_evaluate_writes_confidence(built, gold, tmp_path):
    folder, _, _ = gold
    done = graphkit("evaluate", built, "--gold", folder, "--write-confidence", tmp_path / "confidence.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nbase: " in (tmp_path / "confidence.yaml").read_text(encoding="utf-8")
    write_gold(tmp_path / "other", [], [], [{"doc": "elsewhere"}])
    done = graphkit("evaluate", built, "--gold", tmp_path / "other", "--write-confidence", tmp_path / "no.yaml")
    assert (done.returncode, (tmp_path / "no.yaml").exists()) == (1, False)
    assert "no statement is of an annotated document" in done.stderr


def test_evaluate_shows_tables_and_errors(built, gold):
    folder, right, found = gold
    done = graphkit("evaluate", built, "--gold", folder, "--errors")
    assert (done.returncode, done.stderr) == (0, "")
    [exact] = [line for line in done.stdout.splitlines() if line.startswith("│ exact")]
    cells = [cell.strip() for cell in exact.strip("│").split("│")]
    assert cells[1] == f"{right / found:.3f}"
    assert cells[4:] == [str(right), str(found), str(right + 1)]
    assert "Nobody | funds | Nothing (asserted)" in done.stdout


def test_evaluate_without_a_gold_set(built, tmp_path):
    done = graphkit("evaluate", built, "--gold", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"graphkit: {tmp_path}/edges.jsonl: cannot be read; --gold names a folder with edges.jsonl\n"


# --- lint -------------------------------------------------------------------------------------------------------------


def test_lint_of_a_rule_whose_example_fails(pack, tmp_path):
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations" / "greets.yaml").write_text(
        "id: greets\nabout: Says hello to.\nlabel: greets\ninverse: greeted by\nfamily: engagement\n"
        'subject: [State]\nobject: [State, ArmedGroup]\npatterns:\n  - "{subject} greet {object}"\nexamples:\n'
        "  - {text: Iran waved at Hamas., edges: [Iran greets Hamas]}\n",
        encoding="utf-8",
    )
    done = graphkit("lint", "--ontology", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    place = tmp_path / "relations" / "greets.yaml"
    assert f"{place}:11: error: 'Iran waved at Hamas.' does not give Iran greets Hamas (asserted)" in done.stdout
    assert f"{place}:9: warning: no example exercises '{{subject}} greet {{object}}'; add one such as '" in done.stdout


def test_compressed_lines_can_be_read_back(built, tmp_path):
    """What a build writes is an input again: documents.jsonl gives the same statements."""
    lines = (built / "documents.jsonl").read_bytes()
    (tmp_path / "documents.jsonl.gz").write_bytes(gzip.compress(lines))
    done = graphkit("build", "documents.jsonl.gz", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    one, other = ((folder / "statements.jsonl").read_bytes() for folder in (built, tmp_path / "out"))
    assert one == other


def test_a_part_of_the_graph_is_exported(built, tmp_path):
    chosen = ("--actor", "iran", "--actor", "qatar", "--since", "2012", "--top", "5")
    done = graphkit("export", built, "graphml", *chosen, "-o", tmp_path / "part.graphml")
    assert done.returncode == 0
    assert " edges were chosen" in done.stderr
    assert 0 < (tmp_path / "part.graphml").read_text(encoding="utf-8").count("<node ") <= 5
