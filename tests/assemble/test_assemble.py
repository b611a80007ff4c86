from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.assemble import EdgeTally, assemble_graph, sort_statements, standing_of
from graphkit.model import MODALITIES, STANDINGS, content_id
from tests.factories import ACTORS, SYMMETRIC, Report, graph_of, reports, small_reports


def edge_of(*found: Report):
    (edge,) = graph_of(found).edges
    return edge


@settings(deadline=None, max_examples=60)
@given(reports(), st.randoms(use_true_random=False))
def test_order_never_matters(found, random):
    statements = [statement for report in found for statement in report.statements]
    documents = [report.document for report in found]
    expected = assemble_graph(statements, documents, ACTORS, SYMMETRIC)
    random.shuffle(statements)
    random.shuffle(documents)
    backwards = dict(reversed(ACTORS.items()))
    assert assemble_graph(iter(statements), iter(documents), backwards, SYMMETRIC) == expected
    assert sum(edge.n_statements for edge in expected.edges) == len({statement.id for statement in statements})


@settings(deadline=None, max_examples=60)
@given(reports())
def test_counts_of_an_edge_are_those_of_its_statements(found):
    graph = graph_of(found)
    by_id = {statement.id: statement for statement in graph.statements}
    for edge in graph.edges:
        behind = [by_id[name] for name in edge.statements]
        assert {statement.relation for statement in behind} == {edge.relation}
        ends = {frozenset((statement.subject, statement.object)) for statement in behind}
        assert ends == {frozenset((edge.subject, edge.object))}
        assert edge.n_statements == len(behind) == len(set(edge.statements))
        assert edge.n_documents == len({statement.document for statement in behind})
        for modality in MODALITIES[1:]:
            assert getattr(edge, f"n_{modality}") == sum(statement.modality == modality for statement in behind)
        asserted = [statement for statement in behind if statement.modality == "asserted"]
        assert edge.n_claimed == sum(bool(statement.attribution_label) for statement in asserted)
        assert edge.n_asserted == len(asserted) - edge.n_claimed
        assert edge.standing in STANDINGS


def test_small_graph():
    graph = graph_of(small_reports())
    found = {(edge.subject, edge.relation, edge.object): edge for edge in graph.edges}
    assert list(found) == sorted(found)
    assert {ends: edge.standing for ends, edge in found.items()} == {
        ("anna-weiss", "member_of", "the-front"): "alleged",
        ("freedonia", "condemns", "the-front"): "possible",
        ("freedonia", "meets", "ruritania"): "asserted",
        ("freedonia", "supports", "the-front"): "planned",
        ("ruritania", "funds", "the-front"): "asserted",
        ("sylvania", "attacks", "port-vell"): "contested",
    }
    attack = found["sylvania", "attacks", "port-vell"]
    assert (attack.n_claimed, attack.n_asserted, attack.n_denied, attack.n_publishers) == (1, 0, 1, 2)
    assert attack.id == content_id("sylvania", "attacks", "port-vell")
    assert [actor.id for actor in graph.actors] == sorted(ACTORS)
    assert [document.id for document in graph.documents] == ["a/first", "b second", "c"]


@pytest.mark.parametrize(
    ("counts", "standing"),
    [
        ({"asserted": 1}, "asserted"),
        ({"claimed": 2, "alleged": 1}, "claimed"),
        ({"asserted": 1, "claimed": 5}, "asserted"),
        ({"alleged": 1, "planned": 1}, "alleged"),
        ({"planned": 1, "possible": 1}, "planned"),
        ({"possible": 3}, "possible"),
        ({"denied": 1}, "denied"),
        ({"denied": 1, "asserted": 1}, "contested"),
        ({"denied": 1, "claimed": 1}, "contested"),
        ({"denied": 1, "alleged": 1}, "alleged"),
    ],
)
def test_standing(counts, standing):
    assert standing_of(counts) == standing


def test_ends_of_symmetric_relation_are_ordered_in_the_edge_and_kept_in_statements():
    there = Report("a").say("ruritania", "meets", "freedonia")
    back = Report("b").say("freedonia", "meets", "ruritania")
    graph = graph_of([there, back])
    (edge,) = graph.edges
    assert (edge.subject, edge.object, edge.n_statements) == ("freedonia", "ruritania", 2)
    assert edge.id == content_id("freedonia", "meets", "ruritania")
    assert {statement.subject for statement in graph.statements} == {"freedonia", "ruritania"}


def test_directed_relation_has_an_edge_for_each_direction():
    report = Report("a").say("ruritania", "attacks", "freedonia").say("freedonia", "attacks", "ruritania")
    assert len(graph_of([report]).edges) == 2


def test_statement_made_twice_by_one_document_counts_once_in_publishers():
    twice = Report("a").say("ruritania", "funds", "the-front").say("ruritania", "funds", "the-front")
    edge = edge_of(twice)
    assert (edge.n_statements, edge.n_documents, edge.n_publishers) == (2, 1, 1)


@pytest.mark.parametrize(("first", "second", "count"), [("A", "A", 1), ("A", "B", 2), (None, None, 2), (None, "b", 2)])
def test_publisher_that_is_missing_counts_as_its_document(first, second, count):
    one = Report("a", publisher=first).say("ruritania", "funds", "the-front")
    other = Report("b", publisher=second).say("ruritania", "funds", "the-front")
    assert edge_of(one, other).n_publishers == count


@pytest.mark.parametrize(
    ("clusters", "count"), [("abcd", 3), ("aacd", 3), ("abbd", 3), ("aaaa", 1), ("aaca", 2), (None, 3)]
)
def test_publishers_with_one_text_count_once(clusters, count):
    """Two reports of the Daily (a and b), one each of the Herald (c) and of nobody (d)."""
    found = [Report(name, publisher=by) for name, by in zip("abcd", ("Daily", "Daily", "Herald", None), strict=True)]
    statements = [one for report in found for one in report.say("ruritania", "funds", "the-front").statements]
    documents = [report.document for report in found]
    if clusters:
        documents = [replace(one, cluster=name) for one, name in zip(documents, clusters, strict=True)]
    (edge,) = assemble_graph(statements, documents, ACTORS, SYMMETRIC).edges
    assert (edge.n_documents, edge.n_publishers, edge.n_independent) == (4, 3, count)


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ([("2012", "2012"), ("2012-03", None)], "2012", "2012"),
        ([("2012-03", None), ("2011-05-06", "2011-05-06")], "2011-05-06", "2012-03"),
        ([("2012-12-31", None), ("2012", None)], "2012", "2012"),
        ([(None, "2019")], "2019", "2019"),
        ([(None, None)], None, None),
    ],
)
def test_dates_reach_from_the_first_day_to_the_last(dates, first, last):
    for order in permutations(dates):
        report = Report("a")
        for start, end in order:
            report.say("ruritania", "funds", "the-front", date_start=start, date_end=end)
        edge = edge_of(report)
        assert (edge.first_date, edge.last_date) == (first, last)


def test_dates_of_denials_count_only_when_there_is_nothing_else():
    denial = Report("a").say("ruritania", "funds", "the-front", modality="denied", date_start="2001")
    assert edge_of(denial).first_date == "2001"
    both = denial.say("ruritania", "funds", "the-front", date_start="2010")
    assert edge_of(both).first_date == "2010"


def test_same_statement_twice_is_kept_once_whatever_comes_first():
    statement = Report("a").say("ruritania", "funds", "the-front").statements[0]
    other = replace(statement, rule="funds: another rule")
    kept = [list(sort_statements(order)) for order in ([statement, other], [other, statement])]
    assert kept[0] == kept[1] == [other]


def test_actor_that_is_in_no_pack_is_made_from_its_statements():
    report = Report("a").say("Zembla", "funds", "the-front")
    graph = graph_of([report])
    assert [(actor.id, actor.name, actor.type) for actor in graph.actors] == [
        ("Zembla", "Zembla", "Organization"),
        ("the-front", "the Front", "ArmedGroup"),
    ]
    assert graph.edges[0].subject_label == "Zembla"


def test_statements_are_sorted_by_document_and_place():
    found = [Report("b").say("ruritania", "funds", "the-front"), *small_reports()]
    places = [(statement.document, statement.begin) for statement in graph_of(found).statements]
    assert places == sorted(places)


def test_tally_of_nothing():
    tally = EdgeTally(SYMMETRIC)
    assert (tally.edges(ACTORS), tally.actors(ACTORS)) == ((), ())
