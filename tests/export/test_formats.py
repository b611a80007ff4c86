from __future__ import annotations

import sys
from dataclasses import replace

import pytest

import graphkit.export
from graphkit.errors import GraphkitError
from graphkit.export import EXPORTS, ExportSource, Option, export_graph, find_formats, options_of
from graphkit.export.options import check_options
from graphkit.store import graph_quads
from tests.factories import ONTOLOGY, RELATIONS, graph_of, small_reports


def source_of(found):
    graph = graph_of(found)
    return ExportSource(graph, RELATIONS, lambda: graph_quads(graph, RELATIONS, ONTOLOGY), "Small reports", 3)


def test_formats_are_found_by_their_names():
    assert " ".join(EXPORTS) == (
        "csv cytoscape dossier events followthemoney gexf graphml html jsonl jsonld neo4j node-link nquads parquet"
        " quickstatements rdf12 trig turtle"
    )
    for name, format_ in EXPORTS.items():
        assert name == format_.NAME
        assert format_.SUFFIX.startswith(".")
        assert format_.ABOUT
        assert "\n" not in format_.ABOUT


@pytest.fixture
def needed(tmp_path):
    """What some formats cannot do without."""
    (tmp_path / "reviewed.txt").write_text("# none\n", encoding="utf-8")
    return {"quickstatements": {"reviewed": str(tmp_path / "reviewed.txt")}}


@pytest.mark.parametrize("name", list(EXPORTS))
def test_order_of_documents_does_not_change_a_byte(name, tmp_path, needed):
    for path, found in ((tmp_path / "one", small_reports()), (tmp_path / "two", list(reversed(small_reports())))):
        export_graph(name, replace(source_of(found), options=needed.get(name, {})), path)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_drawing_for_gephi_is_the_same_each_time_and_may_be_empty(name, tmp_path):
    options = {"for": "gephi", "edges": "statement"}
    for path, found in ((tmp_path / "one", small_reports()), (tmp_path / "two", list(reversed(small_reports())))):
        export_graph(name, replace(source_of(found), options=options), path)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    export_graph(name, replace(source_of([]), options=options), tmp_path / "empty")
    assert (tmp_path / "empty").stat().st_size > 0


@pytest.mark.parametrize("name", list(EXPORTS))
def test_empty_graph_can_be_written(name, tmp_path, needed):
    export_graph(name, replace(source_of([]), options=needed.get(name, {})), tmp_path / "file")
    assert (tmp_path / "file").exists()


@pytest.mark.parametrize("name", ["jsonld", "nquads", "rdf12", "trig", "turtle"])
def test_rdf_of_a_source_without_rdf_is_an_error(name, tmp_path):
    with pytest.raises(ValueError, match="without quads"):
        EXPORTS[name].write(ExportSource(graph_of([])), tmp_path / "file")


def test_two_modules_of_one_name_are_an_error(monkeypatch, tmp_path):
    (tmp_path / "second.py").write_text('NAME = "csv"\n')
    monkeypatch.setattr(graphkit.export, "__path__", [*graphkit.export.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "graphkit.export.second", raising=False)
    with pytest.raises(ValueError, match="have the name csv"):
        find_formats()


def test_jsonl_is_the_statements(tmp_path):
    source = source_of(small_reports())
    EXPORTS["jsonl"].write(source, tmp_path / "s.jsonl")
    assert (tmp_path / "s.jsonl").read_bytes().count(b"\n") == len(source.view.statements)


def test_options_are_checked_by_the_format_that_lists_them(tmp_path):
    source = source_of(small_reports())
    export_graph("csv", replace(source, options={"table": "actors"}), tmp_path / "actors.csv")
    assert (tmp_path / "actors.csv").read_text(encoding="utf-8").startswith("Id,Label,type,")
    for name, given, problem in (
        ("csv", {"edges": "statement"}, "--edges: is no option of csv; its options: --table"),
        ("jsonl", {"edges": "statement"}, "--edges: is no option of jsonl; its options: none"),
        ("gexf", {"for": "plain"}, "--for: 'plain' is no choice; gexf takes one of any, gephi"),
    ):
        with pytest.raises(GraphkitError) as caught:
            export_graph(name, replace(source, options=given), tmp_path / "none")
        assert str(caught.value) == problem
        assert not (tmp_path / "none").exists()


def test_option_that_a_format_needs_is_asked_for():
    needed = Option("reviewed", "A file with ids.", required=True)
    with pytest.raises(GraphkitError) as caught:
        check_options("x", [needed], {})
    assert str(caught.value) == "x --reviewed: is missing; give a file with ids"
    check_options("x", [needed], {"reviewed": "file"})


def test_defaults_are_choices():
    options = [option for format_ in EXPORTS.values() for option in options_of(format_)]
    assert {option.name for option in options} >= {"edges", "for", "table", "top"}
    for option in options:
        assert not option.choices or option.default in option.choices
        assert option.about.endswith(".")
