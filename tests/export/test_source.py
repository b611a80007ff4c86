from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.export import evidence, source
from graphkit.export.evidence import join_periods
from graphkit.export.source import ExportSource
from graphkit.model import Graph
from tests.factories import RELATIONS, Report, graph_of, reports, small_reports

days = st.none() | st.dates().map(lambda day: day.isoformat())


def note_of(*found):
    (note,) = ExportSource(graph_of(found), RELATIONS).notes.values()
    return note


def test_top_quote_is_the_strongest_then_the_earliest():
    late = Report("a", date="2020").say("ruritania", "funds", "the-front", lead="Late: ")
    early = Report("b", date="2001").say("ruritania", "funds", "the-front", lead="Early: ")
    alleged = Report("c", date="1990").say("ruritania", "funds", "the-front", lead="Maybe: ", modality="alleged")
    assert note_of(late, early, alleged).top_quote == "Early: Ruritania funds the Front."
    assert note_of(late, alleged).top_quote == "Late: Ruritania funds the Front."


def test_urls_are_sorted_and_named_once():
    found = [
        Report(name, url=url).say("ruritania", "funds", "the-front") for name, url in zip("abc", "yxy", strict=True)
    ]
    assert note_of(*found).urls == ("x", "y")
    assert note_of(Report("a", url=None).say("ruritania", "funds", "the-front")).urls == ()


@pytest.mark.parametrize(
    ("values", "period"),
    [
        ({"date_start": "2012", "date_end": "2012"}, ("2012-01-01", "2012-12-31")),
        ({"date_start": "2012"}, ("2012-01-01", "2012-12-31")),
        ({"date_start": "2012-02"}, ("2012-02-01", "2012-02-29")),
        ({"date_start": "2012", "date_end": "2014-03"}, ("2012-01-01", "2014-03-31")),
        ({"date_start": "2012", "status": "started"}, ("2012-01-01", None)),
        ({"date_end": "2012"}, (None, "2012-12-31")),
        ({"date_start": "soon"}, None),
        ({}, None),
    ],
)
def test_period_of_a_statement(values, period):
    assert note_of(Report("a").say("ruritania", "funds", "the-front", **values)).periods == (
        (period,) if period else ()
    )


def test_denials_give_no_period_where_something_else_does():
    report = Report("a").say("ruritania", "funds", "the-front", modality="denied", date_start="2001")
    assert note_of(report).periods == (("2001-01-01", "2001-12-31"),)
    report.say("ruritania", "funds", "the-front", date_start="2010")
    assert note_of(report).periods == (("2010-01-01", "2010-12-31"),)


@given(st.lists(st.tuples(days, days).filter(lambda pair: None in pair or pair[0] <= pair[1])), days.filter(bool))
def test_joined_periods_cover_the_same_days_and_do_not_touch(periods, day):
    def covers(found):
        return any((start or "") <= day <= (end or "9999-99") for start, end in found)

    joined = join_periods(periods)
    assert covers(joined) == covers(periods)
    for (_, end), (start, _) in pairwise(joined):
        assert end is not None
        assert start is not None
        assert end < start


def test_unknown_relation_is_labelled_by_its_id():
    info = ExportSource(graph_of(small_reports()), {}).info("member_of")
    assert (info.label, info.family, info.symmetric) == ("member of", "", False)


@settings(deadline=None, max_examples=30)
@given(reports(), st.integers(1, 5))
def test_notes_gathered_in_parts_are_the_same(found, size):
    graph = graph_of(found)
    whole = ExportSource(graph, RELATIONS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evidence, "PART", size)
        patched.setattr(source, "IN_MEMORY", 0)
        in_parts = list(ExportSource(graph, RELATIONS).noted_edges())
    assert in_parts == [(edge, whole.notes[edge.id]) for edge in graph.edges]


def test_edge_of_a_statement_with_and_without_known_relations():
    graph = graph_of(small_reports())
    by_id = {statement: edge.id for edge in graph.edges for statement in edge.statements}
    for relations in (RELATIONS, {}):
        edge_of = ExportSource(graph, relations).edge_of()
        assert {statement.id: edge_of(statement) for statement in graph.statements} == by_id


def test_statement_without_an_edge_is_an_error(monkeypatch):
    graph = graph_of(small_reports())
    lacking = Graph(graph.actors, graph.edges[1:], graph.statements, graph.documents)
    for most in (0, 100):
        monkeypatch.setattr(source, "IN_MEMORY", most)
        with pytest.raises(KeyError):
            list(ExportSource(lacking, RELATIONS).noted_edges())
