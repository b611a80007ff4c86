from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.evaluate import Gold, GoldEdge, Setting, report_record, score
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


def scored(statements, edges, documents=("a",), types=None, **setting):
    gold = Gold(tuple(edges), frozenset(documents), NAMES, types or {})
    return score(statements, gold, Setting(SYMMETRIC, FAMILIES, **setting))


def faults(report, kind):
    return [fault for fault in report.faults if fault.kind == kind]


def test_perfect_score():
    statements = report_of().statements
    report = scored(statements, map(annotation, statements))
    assert report.levels == {"exact": Score(2, 2, 2), "with modality": Score(2, 2, 2), "pair": Score(2, 2, 2)}
    assert report.relations == {"funds": Score(1, 1, 1), "meets": Score(1, 1, 1)}
    assert report.families == {"engagement": Score(1, 1, 1), "support": Score(1, 1, 1)}
    assert report.modalities == {"asserted": Score(2, 2, 2)}
    assert report.faults == ()
    assert report.attributes["modality"] == (2, 2)
    assert report.attributes["date"] == (1, 1)


def test_missed_and_wrong_edges():
    funds, meets = report_of().statements
    report = scored([funds], [annotation(meets), annotation(funds, relation="supports")])
    assert report.levels == {"exact": Score(0, 1, 2), "with modality": Score(0, 1, 2), "pair": Score(1, 1, 2)}
    assert report.families["support"] == Score(0, 1, 1)
    [wrong] = faults(report, "wrong")
    assert (wrong.subject, wrong.relation, wrong.object, wrong.modality) == (
        "Ruritania",
        "funds",
        "the Front",
        "asserted",
    )
    assert (wrong.sentence, wrong.rule, wrong.reason) == (
        funds.quote,
        funds.rule,
        "annotated between the two: supports",
    )
    assert [(missed.relation, missed.reason) for missed in faults(report, "missed")] == [
        ("meets", "nothing was found between the two"),
        ("supports", "found: Ruritania funds the Front"),
    ]


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
    assert report.attributes == {"citation": (0, 1)}


def test_scores_of_nothing_are_zero():
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0, 0, 0)
    assert (Score(1, 2, 4).precision, Score(1, 2, 4).recall) == (0.5, 0.25)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)
    assert scored([], []).levels["exact"] == Score(0, 0, 0)


def test_mean_over_documents_counts_those_without_a_statement():
    funds, meets = report_of().statements
    elsewhere = replace(annotation(meets), document="b")
    report = scored([funds], [annotation(funds), elsewhere], ("a", "b"))
    assert report.documents == {"a": Score(1, 1, 1), "b": Score(0, 0, 1)}
    assert report.mean_f1 == 0.5


def test_actor_that_another_pack_calls_otherwise_is_found_by_its_other_names():
    [funds, _] = report_of().statements
    edge = annotation(funds)
    renamed = replace(funds, object="popular-front", object_label="People's Popular Front")
    assert scored([renamed], [edge]).levels["exact"] == Score(0, 1, 1)
    known = scored([renamed], [edge], aliases={"popular-front": ("Popular Front", "The Front")})
    assert known.levels["exact"] == Score(1, 1, 1)
    ambiguous = scored([renamed], [edge], aliases={"popular-front": ("Freedonia", "The Front")})
    assert ambiguous.levels["exact"] == Score(0, 1, 1)


def test_missed_edge_shows_its_sentence_and_counts_for_its_construction():
    report = report_of()
    funds, meets = report.statements
    read = replace(funds, construction="passive")
    found = scored(
        [read],
        [annotation(meets), annotation(funds)],
        texts={"a": report.document.text},
        constructions={0: "nominal", 1: "relative"},
    )
    [missed] = faults(found, "missed")
    assert missed.sentence == meets.quote
    # What was found counts where it was read, what was missed where the parser sees it.
    assert found.constructions == {"nominal": Score(0, 0, 1), "passive": Score(1, 1, 1)}


def test_scores_by_mention_and_type_of_actor():
    funds, meets = report_of().statements
    read = replace(funds, object_kind="pronoun")
    types = {"Ruritania": "State", "Freedonia": "State", "the Front": "ArmedGroup"}
    report = scored([read], [annotation(funds, kinds=("name", "description")), annotation(meets)], types=types)
    assert report.mentions == {
        "description": Score(0, 0, 1, 1),
        "name": Score(0, 0, 1),
        "pronoun": Score(1, 1, 0, 0),
    }
    assert report.actor_types == {"ArmedGroup": Score(1, 1, 1), "State": Score(1, 1, 2)}


@pytest.mark.parametrize(
    ("annotated", "reason"),
    [
        ({"subject": "the Front", "object": "Ruritania"}, "annotated with the ends exchanged"),
        ({"subject": "Freedonia"}, "annotated there: Freedonia funds the Front"),
        ({"subject": "Freedonia", "object": "Sylvania"}, "nothing is annotated between the two"),
    ],
)
def test_why_an_edge_is_wrong(annotated, reason):
    [funds, _] = report_of().statements
    [wrong] = faults(scored([funds], [annotation(funds, **annotated)]), "wrong")
    assert wrong.reason == reason


def test_another_modality_is_listed():
    [funds, _] = report_of().statements
    [fault] = scored([funds], [annotation(funds, modality="alleged")]).faults
    assert (fault.kind, fault.modality, fault.reason, fault.rule) == (
        "modality",
        "asserted",
        "annotated as alleged",
        funds.rule,
    )


def test_report_as_plain_values():
    statements = report_of().statements
    record = report_record(scored(statements[:1], [annotation(statements[0], modality="denied")]))
    assert record["levels"]["exact"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "found": 1, "predicted": 1, "recalled": 1, "annotated": 1,
    }  # fmt: skip
    assert record["attributes"]["modality"] == {"right": 0, "all": 1, "share": 0.0}
    assert record["faults"][0]["kind"] == "modality"
    assert record["reliability"] is None
    assert record["mean_f1"] == 1.0
