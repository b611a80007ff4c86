from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.errors import OutputError
from graphkit.records import statement_id
from graphkit.verify import Fault, verify_output
from tests.factories import Report, large_reports, reports, small_reports
from tests.test_output import build


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify") / "out"
    build(folder, small_reports())
    return folder


@pytest.fixture
def directory(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "out")
    return tmp_path / "out"


def change(directory, file, number, **values):
    """Change fields of one record; a function gets the former value."""
    lines = (directory / file).read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[number])
    for name, value in values.items():
        record[name] = value(record[name]) if callable(value) else value
    lines[number] = json.dumps(record, ensure_ascii=False)
    (directory / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def problems(directory, *arguments):
    return [(fault.file, fault.problem) for fault in verify_output(directory, *arguments)]


def test_output_is_without_faults(whole, tmp_path):
    assert verify_output(whole) == []
    assert verify_output(whole, [report.document for report in small_reports()]) == []
    build(tmp_path / "large", large_reports(40, 50))
    assert verify_output(tmp_path / "large") == []


def test_antecedent_may_stand_elsewhere_in_the_document(tmp_path):
    report = Report("a").say("ruritania", "funds", "the-front")
    report.say("sylvania", "funds", "the-front", subject_begin=0, subject_end=9)
    build(tmp_path / "out", [report])
    assert verify_output(tmp_path / "out") == []


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(reports(ids=st.text(min_size=1, max_size=6)))
def test_any_output_is_without_faults(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("verify") / "out"
    build(folder, found)
    assert verify_output(folder, [report.document for report in found]) == []


def further(value):
    return value + 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"quote": "Ruritania funds nobody."}, "the quote is not the text at its place"),
        ({"begin": further}, "the quote is not the text at its place"),
        ({"end": 10_000}, "the sentence lies outside of the document"),
        ({"begin": -1}, "the sentence lies outside of the document"),
        ({"subject_end": 10_000}, "the span of the subject lies outside of the document"),
        ({"object_begin": -1}, "the span of the object lies outside of the document"),
        ({"object_end": 40}, "the span of the object lies outside of the sentence"),
        ({"trigger_begin": 40, "trigger_end": 45}, "the span of the trigger lies outside of the sentence"),
        ({"trigger_end": 0}, "the span of the trigger lies outside of the document"),
        ({"attribution_begin": 3}, "the span of the speaker has one end"),
        ({"attribution_begin": 3, "attribution_end": 9999}, "the span of the speaker lies outside of the document"),
        ({"id": "0" * 16}, "the id is not the hash of what the statement says"),
        ({"modality": "denied"}, "the id is not the hash of what the statement says"),
        ({"publisher": "Another"}, "publisher is not the document's publisher"),
        ({"url": None}, "url is not the document's url"),
        ({"published": "1999"}, "published is not the document's date"),
    ],
)
def test_planted_fault_of_a_statement_is_found(directory, values, problem):
    change(directory, "statements.jsonl", 0, **values)
    assert ("statements.jsonl", problem) in problems(directory)


@pytest.mark.parametrize(
    ("file", "values", "problem"),
    [
        ("documents.jsonl", {"text": lambda text: text + "!"}, "the text does not have the hash sha256"),
        ("documents.jsonl", {"sha256": "0"}, "the text does not have the hash sha256"),
        ("documents.jsonl", {"n_statements": 7}, "n_statements is not the number of its statements"),
        ("documents.jsonl", {"cluster": "z"}, "the texts give another cluster"),
        ("edges.jsonl", {"n_independent": further}, "the statements give another n_independent"),
        ("edges.jsonl", {"n_statements": further}, "the statements give another n_statements"),
        ("edges.jsonl", {"standing": "denied", "n_denied": 1}, "the statements give another standing, n_denied"),
        ("edges.jsonl", {"first_date": "1999"}, "the statements give another first_date"),
        ("edges.jsonl", {"statements": []}, "the statements give another statements"),
        ("edges.jsonl", {"id": "0" * 16}, "no statement gives it, or it is there twice"),
        ("actors.jsonl", {"n_edges": further}, "the statements give another n_edges"),
        ("actors.jsonl", {"id": "zembla"}, "no statement gives it, or it is there twice"),
    ],
)
def test_planted_fault_of_another_record_is_found(directory, file, values, problem):
    change(directory, file, 0, **values)
    assert (file, problem) in problems(directory)


@pytest.mark.parametrize("file", ["statements.jsonl", "edges.jsonl", "actors.jsonl", "documents.jsonl"])
def test_missing_and_doubled_lines_are_found(directory, file):
    lines = (directory / file).read_text(encoding="utf-8").splitlines(keepends=True)
    (directory / file).write_text("".join(lines[1:]), encoding="utf-8")
    assert problems(directory)
    (directory / file).write_text("".join([lines[0], *lines]), encoding="utf-8")
    assert problems(directory)


def test_changed_source_is_found(whole):
    documents = [report.document for report in small_reports()]
    documents[1] = replace(documents[1], text=documents[1].text + "One more line.\n")
    faults = verify_output(whole, iter(documents))
    assert faults == [Fault("documents.jsonl", "b second", "the source has changed since the build")]
    assert str(faults[0]) == "documents.jsonl: b second: the source has changed since the build"
    assert verify_output(whole, documents[:1]) == [], "a source that is gone is not compared"


def test_statement_with_another_quote_and_a_right_hash_is_found(directory):
    """Whoever changes offsets and id together still cannot change the words."""
    report = small_reports()[0]
    moved = replace(report.statements[0], begin=1, quote=report.text[:25])
    change(directory, "statements.jsonl", 0, begin=1, quote=moved.quote, id=statement_id(moved))
    assert ("statements.jsonl", "the quote is not the text at its place") in problems(directory)


def gk(name):
    return NamedNode(f"https://w3id.org/graphkit/{name}")


@pytest.mark.parametrize(
    ("change_store", "problem"),
    [
        (lambda s: s.add(Quad(gk("actor/sylvania"), gk("ontology#attacks"), gk("actor/port-vell"))), "has too much 1"),
        (lambda s: s.add(Quad(gk("statement/x"), gk("a"), Literal("b"), gk("document/c"))), "has too much 1 triples"),
        (lambda s: s.add(Quad(gk("a"), gk("b"), gk("c"), gk("document/new"))), "no document gives this graph"),
        (lambda s: s.remove_graph(gk("document/c")), "lacks 3"),
        (lambda s: [s.remove(quad) for quad in s.quads_for_pattern(gk("actor/ruritania"), None, None)], "lacks 6"),
    ],
)
def test_planted_fault_of_the_store_is_found(directory, change_store, problem):
    store = Store(str(directory / "store"))
    change_store(store)
    store.flush()
    del store
    assert any(file == "store" and found.startswith(problem) for file, found in problems(directory))


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("gk:funds gka:the-front ;", "gk:funds gka:sylvania ;", "lacks 1"),
        ('oa:exact "Ruritania funds', 'oa:exact "Ruritania never funds', "has too much 1"),
        ("gkd:c {", "gkd:d {", "is there twice or not in the store"),
        ("gkd:c {", "gkd:d {", "is missing"),
        ("gkd:c {", "gkd:c {{", "cannot be read"),
        ('rdfs:label "funds"@en', 'rdfs:label "finds"@en', "lacks 1"),
    ],
)
def test_planted_fault_of_the_trig_file_is_found(directory, before, after, problem):
    path = directory / "graph.trig"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert any(file == "graph.trig" and found.startswith(problem) for file, found in problems(directory))


def test_missing_parts_are_found(directory):
    (directory / "graph.trig").write_text("")
    assert {file for file, _ in problems(directory)} == {"graph.trig"}
    (directory / "graph.trig").unlink()
    assert {file for file, _ in problems(directory)} == {"graph.trig"}
    shutil.rmtree(directory / "store")
    assert {file for file, _ in problems(directory)} == {"store"}
    (directory / "edges.jsonl").unlink()
    with pytest.raises(OutputError, match=r"edges\.jsonl"):
        verify_output(directory)
