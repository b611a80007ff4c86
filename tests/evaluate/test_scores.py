from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.evaluate import Gold, GoldEdge, score
from graphkit.evaluate.scores import Score
from tests.factories import SYMMETRIC, Report

FAMILIES = {"funds": "support", "supports": "support", "meets": "engagement"}
NAMES = {"ruritania": "Ruritania", "front": "the Front", "freedonia": "Freedonia", "the front": "the Front"}


def report_of():
    """Two statements in one document, one in another."""
    one = Report("a").say("ruritania", "funds", "the-front", date_start="2012")
    one.say("freedonia", "meets", "ruritania")
    return one


def annotation(statement, **values):
    """Return the annotation that agrees with a statement in everything."""
    edge = GoldEdge(
        statement.document,
        statement.subject_label,
        statement.relation,
        statement.object_label,
        statement.modality,
        statement.status,
        statement.attribution_label or "",
        statement.date_start or "",
        (statement.begin, statement.end),
        (statement.trigger_begin, statement.trigger_end),
        ("name", "name"),
    )
    return replace(edge, **values)


def scored(statements, edges, documents=("a",)):
    return score(statements, Gold(tuple(edges), frozenset(documents), NAMES), SYMMETRIC, FAMILIES)


def test_perfect_score():
    statements = report_of().statements
    report = scored(statements, map(annotation, statements))
    assert report.levels == {"exact": Score(2, 2, 2), "with modality": Score(2, 2, 2), "pair": Score(2, 2, 2)}
    assert report.relations == {"funds": Score(1, 1, 1), "meets": Score(1, 1, 1)}
    assert report.families == {"engagement": Score(1, 1, 1), "support": Score(1, 1, 1)}
    assert report.modalities == {"asserted": Score(2, 2, 2)}
    assert (report.missed, report.wrong) == ((), ())
    assert report.attributes["modality"] == (2, 2)
    assert report.attributes["date"] == (1, 1)


def test_missed_and_wrong_edges():
    funds, meets = report_of().statements
    report = scored([funds], [annotation(meets), annotation(funds, relation="supports")])
    assert report.levels == {"exact": Score(0, 1, 2), "with modality": Score(0, 1, 2), "pair": Score(1, 1, 2)}
    assert report.families["support"] == Score(0, 1, 1)
    [wrong] = report.wrong
    assert (wrong.edge, wrong.sentence, wrong.rule) == (
        ("a", "Ruritania", "funds", "the Front"),
        funds.quote,
        funds.rule,
    )
    assert [missed.edge[2] for missed in report.missed] == ["meets", "supports"]


def test_ends_of_a_symmetric_relation_may_be_exchanged_and_others_not():
    funds, meets = report_of().statements
    turned = [annotation(s, subject=s.object_label, object=s.subject_label) for s in (funds, meets)]
    report = scored([funds, meets], turned)
    assert {name: one.found for name, one in report.relations.items()} == {"funds": 0, "meets": 1}


def test_edge_counts_once_a_document():
    report = report_of()
    report.say("ruritania", "funds", "the-front")
    assert scored(report.statements, map(annotation, report.statements)).levels["exact"] == Score(2, 2, 2)


def test_documents_that_were_not_annotated_are_left_out():
    statements = report_of().statements + Report("b").say("ruritania", "funds", "freedonia").statements
    assert scored(statements, map(annotation, statements[:2])).levels["exact"] == Score(2, 2, 2)


@pytest.mark.parametrize(
    ("values", "attribute"),
    [
        ({"modality": "denied"}, "modality"),
        ({"status": "ended"}, "status"),
        ({"date": "2013"}, "date"),
        ({"date": ""}, "date"),
        ({"attribution": "Anna Weiss"}, "attribution"),
    ],
)
def test_wrong_attribute_is_counted(values, attribute):
    funds, meets = report_of().statements
    right, of = scored([funds, meets], [annotation(funds, **values), annotation(meets)]).attributes[attribute]
    assert of - right == 1


def test_modality_counts_for_its_level():
    [funds, _] = report_of().statements
    report = scored([funds], [annotation(funds, modality="denied")])
    assert report.levels["exact"] == Score(1, 1, 1)
    assert report.levels["with modality"] == Score(0, 1, 1)
    assert report.modalities == {"asserted": Score(0, 1, 0), "denied": Score(0, 0, 1)}


def test_statement_of_another_sentence_is_not_paired():
    [funds, meets] = report_of().statements
    elsewhere = annotation(funds, sentence=(meets.begin, meets.end), trigger=(meets.trigger_begin, meets.trigger_end))
    report = scored([funds], [elsewhere])
    assert report.levels["exact"].found == 1
    assert report.attributes == {}


def test_scores_of_nothing_are_zero():
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0, 0, 0)
    assert (Score(1, 2, 4).precision, Score(1, 2, 4).recall) == (0.5, 0.25)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)
    assert scored([], []).levels["exact"] == Score(0, 0, 0)
