from __future__ import annotations

from dataclasses import replace

import networkx
import pytest

from graphkit.errors import GraphkitError
from graphkit.export import EXPORTS, ExportSource, export_graph, options_of
from graphkit.export.html import page_blocks
from graphkit.export.options import ACTORS, SELECTION
from graphkit.export.selection import select
from tests.factories import RELATIONS, Report, graph_of, small_reports

SOURCE = ExportSource(graph_of(small_reports()), RELATIONS)


def chosen(source=SOURCE, with_top=True, **options):
    return select(replace(source, options=options, top=int(options.get("top", 150))), with_top).view


def ends(view):
    return {(edge.subject, edge.relation, edge.object) for edge in view.edges}


def test_edges_of_actors():
    view = chosen(actor="ruritania\nanna-weiss")
    assert ends(view) == {
        ("anna-weiss", "member_of", "the-front"),
        ("freedonia", "meets", "ruritania"),
        ("ruritania", "funds", "the-front"),
    }
    assert [actor.id for actor in view.actors] == ["anna-weiss", "freedonia", "ruritania", "the-front"]


def test_edges_are_whole():
    """All statements of an edge come with it, also those that deny it, and nothing is counted anew."""
    view, whole = chosen(actor="sylvania"), {edge.id: edge for edge in SOURCE.view.edges}
    assert view.edges
    assert all(whole[edge.id] == edge for edge in view.edges)
    wanted = {name for edge in view.edges for name in edge.statements}
    for _ in range(2):
        assert {statement.id for statement in view.statements} == wanted
        assert {document.id for document in view.documents} == {statement.document for statement in view.statements}


@pytest.mark.parametrize(
    ("values", "published", "since", "is_chosen"),
    [
        ({"date_start": "2012", "date_end": "2012"}, "2020-01-01", "2012-12-31", True),
        ({"date_start": "2012", "date_end": "2012"}, "2020-01-01", "2013", False),
        ({"date_start": "2010", "date_end": "2014-03"}, None, "2014-03-31", True),
        ({"date_start": "2010", "status": "started"}, None, "2020", True),
        ({"date_start": "2010"}, "2020-01-01", "2011", False),
        ({}, "2016-10", "2016-10-31", True),
        ({}, "2016-10", "2016-11", False),
        ({}, None, "1999", False),
    ],
)
def test_edges_since_a_day(values, published, since, is_chosen):
    report = Report("a", date=published).say("ruritania", "funds", "the-front", **values)
    view = chosen(ExportSource(graph_of([report]), RELATIONS), since=since)
    assert bool(view.edges) is is_chosen


def test_top_takes_the_best_sourced_actors_of_what_is_left():
    assert len(chosen(top="2").actors) <= 2
    assert ends(chosen(top="2", actor="sylvania")) == {("sylvania", "attacks", "port-vell")}


def test_nothing_asked_for_is_the_whole_graph():
    assert chosen() is SOURCE.view
    assert chosen(top="100") is SOURCE.view
    assert chosen(with_top=False, top="1") is SOURCE.view


@pytest.mark.parametrize("options", [{"actor": "nobody"}, {"actor": "ruritania\nnobody"}, {"since": "2016-13"}])
def test_what_is_wrong_is_named(options):
    with pytest.raises(GraphkitError, match=r"nobody|2016-13"):
        chosen(**options)


def test_every_format_with_a_choice_of_actors_has_all_of_it():
    with_choice = [name for name, format_ in EXPORTS.items() if ACTORS in options_of(format_)]
    assert with_choice == ["cytoscape", "gexf", "graphml", "html", "node-link"]
    for name in with_choice:
        assert set(SELECTION) <= set(options_of(EXPORTS[name]))


def test_graphml_of_a_part(tmp_path):
    told = []
    source = replace(SOURCE, options={"actor": "sylvania", "edges": "statement"}, tell=told.append)
    export_graph("graphml", source, tmp_path / "part.graphml")
    graph = networkx.read_graphml(tmp_path / "part.graphml")
    assert (set(graph), graph.number_of_edges()) == ({"sylvania", "port-vell"}, 2)
    assert told == [f"1 of {len(SOURCE.view.edges)} edges were chosen"]


def test_page_of_a_part(tmp_path):
    export_graph("html", replace(SOURCE, options={"actor": "sylvania", "top": "1"}, top=1), tmp_path / "part.html")
    page = (tmp_path / "part.html").read_text(encoding="utf-8")
    assert "Port Vell" in page
    assert "Strelsau" not in page
    tables, *_ = page_blocks(select(replace(SOURCE, options={"actor": "sylvania"}), with_top=False))
    assert tables["left_out"] == 0
