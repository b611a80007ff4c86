from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import OutputError
from graphkit.model import Actor, Document, Edge, Office, Statement
from graphkit.records import (
    EdgeIndex,
    Lines,
    RelationInfo,
    actor_record,
    as_line,
    count_edges,
    document_record,
    edge_id,
    read_lines,
    statement_id,
    voice_of,
)
from tests.factories import Report, graph_of, small_reports

any_text = st.text(st.characters(codec=None, exclude_categories=()))


@given(st.dictionaries(any_text, any_text))
def test_any_text_comes_back_from_its_line(record):
    line = as_line(record)
    assert line.count(b"\n") == 1
    assert json.loads(line) == record


def test_records_come_back_as_they_were(tmp_path):
    graph = graph_of(small_reports())
    for name, kind, things in (("s", Statement, graph.statements), ("e", Edge, graph.edges)):
        path = tmp_path / name
        path.write_bytes(b"".join(as_line(thing.record()) for thing in things))
        lines = Lines(path, kind)
        assert tuple(lines) == things
        assert tuple(lines) == things, "a second reading gives the same"


def test_offices_come_back_in_the_order_of_time(tmp_path):
    later, earlier = Office("president", "b", "2021-08-03"), Office("president", "a", "2013", "2021-08-03")
    actor = Actor("x", "X", "State", part_of="y", offices=(later, earlier))
    path = tmp_path / "actors.jsonl"
    path.write_bytes(as_line(actor_record(actor, 1)))
    (found,) = Lines(path, Actor)
    assert (found.part_of, found.offices) == ("y", (earlier, later))
    path.write_bytes(as_line(actor_record(actor, 1) | {"offices": ["president"]}))
    with pytest.raises(OutputError, match=r"actors.jsonl:1: is no record of a actor"):
        list(Lines(path, Actor))


@pytest.mark.parametrize(("text", "line"), [('{"id": "a"\n', 1), ('{}\n["a"]\n', 2), ("{}\n\n", 2)])
def test_damaged_line_is_named(tmp_path, text, line):
    path = tmp_path / "edges.jsonl"
    path.write_text(text)
    with pytest.raises(OutputError, match=rf"edges.jsonl:{line}: "):
        list(read_lines(path))


def test_record_with_a_missing_field_is_named(tmp_path):
    path = tmp_path / "edges.jsonl"
    path.write_text('{"id": "a"}\n')
    with pytest.raises(OutputError, match=r"edges.jsonl:1: is no record of a edge; run graphkit build again"):
        list(Lines(path, Edge))


def test_missing_file_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"none\.jsonl"):
        list(read_lines(tmp_path / "none.jsonl"))


def test_document_record_keeps_unknown_keys_and_fills_the_hash():
    extra = {"based_on": ["a", 1], "when": datetime.date(2012, 3, 4), "deep": {1: None}}
    record = document_record(Document("a", "text", extra=extra), 2)
    assert record["extra"] == {"based_on": ["a", 1], "when": "2012-03-04", "deep": {"1": None}}
    assert record["sha256"] == "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
    assert (record["n_statements"], record["title"]) == (2, None)


def test_voice_of_an_assertion_with_a_speaker_is_claimed():
    report = (
        Report("a").say("ruritania", "funds", "the-front").say("ruritania", "funds", "the-front", attribution_label="x")
    )
    report.say("ruritania", "funds", "the-front", modality="denied", attribution_label="x")
    assert [voice_of(statement) for statement in report.statements] == ["asserted", "claimed", "denied"]


def test_edge_index_finds_symmetric_edges_from_both_sides():
    graph = graph_of(small_reports())
    index = EdgeIndex(graph.edges)
    for statement in graph.statements:
        assert statement.id in index.find(statement).statements
    with pytest.raises(KeyError):
        index.find(Report("a").say("sylvania", "funds", "freedonia").statements[0])


def test_count_edges_counts_a_loop_once():
    graph = graph_of([Report("a").say("sylvania", "attacks", "sylvania").say("sylvania", "attacks", "freedonia")])
    assert count_edges(graph.edges) == {"sylvania": 2, "freedonia": 1}


def test_ids_follow_from_content():
    statement = Report("a").say("ruritania", "funds", "the-front").statements[0]
    assert statement_id(statement) == statement.id
    assert edge_id("a", "b", "c") != edge_id("a", "c", "b")


def test_relation_info_of_an_ontology_relation():
    class Relation:
        label, family, inverse, parent, symmetric = "funds", "support", "funded by", None, False
        mappings: ClassVar = {"cameo": ["071"], "plover": ()}

    info = RelationInfo("funds", "support", "funded by", "", False, {"cameo": ("071",)})
    assert RelationInfo.of(Relation()) == info
    assert RelationInfo.from_record(json.loads(json.dumps(asdict(info)))) == info
    older = {name: value for name, value in asdict(info).items() if name != "mappings"}
    assert RelationInfo.from_record(older).mappings == {}
