from __future__ import annotations

import pytest

from graphkit.explain import explain
from tests.world import short, text_of


@pytest.fixture
def notes(extractor):
    return lambda text: explain(extractor, text_of(text))


def test_sentence_with_an_edge(notes):
    [note] = notes("Iran funds Hamas.")
    assert (note.text, note.parsed) == ("Iran funds Hamas.", True)
    assert [(m.text, m.actors, m.kind) for m in note.mentions] == [
        ("Iran", ("Iran",), "name"),
        ("Hamas", ("Hamas",), "name"),
    ]
    [clause] = [clause for clause in note.clauses if clause.trigger == "funds"]
    assert (clause.kind, clause.construction) == ("verbal", "active")
    assert clause.arguments == {"agent": ("Iran",), "patient": ("Hamas",)}
    assert [rule for rule, failure in clause.rules if not failure] == [s.rule for s in note.statements]
    assert list(map(short, note.statements)) == ["Iran funds Hamas"]
    assert note.pairs == ()


def test_what_a_pronoun_goes_back_to(notes):
    _, note = notes("Hamas attacked Israel. The group is funded by Iran.")
    assert ("group", ("Hamas",), "description") in [(m.text, m.actors, m.kind) for m in note.mentions]


def test_both_readings_of_a_capital(notes):
    [note] = notes("Doha hosts Hamas.")
    assert sorted(note.mentions[0].actors) == ["Doha", "Qatar"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Iran yawned beside Hamas.", "no word of any rule stands in the sentence"),
        ("Israel asked whether Iran funds Hamas.", "condition"),
        ("Iran should fund Hamas.", "an exhortation"),
    ],
)
def test_why_a_pair_has_no_edge(notes, text, reason):
    [note] = notes(text)
    [pair] = [pair for pair in note.pairs if {pair.subject, pair.object} == {"Iran", "Hamas"}]
    assert reason in pair.reason
    assert note.statements == ()


def test_pairs_with_an_edge_need_no_reason(notes):
    [note] = notes("Iran funds Hamas and Hezbollah.")
    assert {(p.subject, p.object) for p in note.pairs} == {("Hamas", "Hezbollah")}


def test_sentences_in_order_with_those_that_were_not_read(notes):
    found = notes("Iran funds Hamas. The sun shone.\n\nNobody came.")
    assert [(note.text, note.parsed) for note in found] == [
        ("Iran funds Hamas.", True),
        ("The sun shone.", False),
        ("Nobody came.", False),
    ]


def test_explained_statements_are_the_extracted_ones(notes, statements):
    text = "Hamas leader Ismail Haniyeh arrived in Doha. He said that Iran funds Hezbollah, which attacked Israel."
    assert [s for note in notes(text) for s in note.statements] == statements(text)
