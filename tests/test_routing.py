from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.newspaper import articles
from graphkit.find import WINDOW
from graphkit.model import Document
from graphkit.routing import forms_of, words_in
from tests.world import text_of


class AllThatMayHold:
    """In place of a router: every sentence with actors and a trigger is parsed."""

    def choose(self, reading, may_hold):
        return list(may_hold), frozenset()


@pytest.fixture(scope="module")
def generous(builtin):
    other = builtin.with_actors(builtin.actors)
    other.__dict__["router"] = AllThatMayHold()
    return other


@pytest.fixture(scope="module")
def sentences(builtin):
    examples = {e.text for relation in builtin.ontology.relations.values() for e in relation.examples}
    quiet = {line for article in articles(60) for line in article.text.split("\n")}
    return sorted(examples) * 2 + sorted(quiet - {""})


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_nothing_is_lost_by_what_is_not_parsed(builtin, generous, sentences, chance):
    """Sentences follow one another at random, so that pronouns go back to whatever stands before."""
    texts = (" ".join(chance.choices(sentences, k=chance.randint(2, 12))) for _ in range(6))
    documents = [Document(str(number), text, date="2015-05-05") for number, text in enumerate(texts)]
    assert [found for _, found in builtin.statements(documents)] == [
        found for _, found in generous.statements(documents)
    ]


def routed(extractor, text):
    reading = extractor.read(text_of(text))
    return [text[begin:end] for begin, end in reading.routed], reading.passed_over


def test_types_and_words_that_rules_need_are_looked_for(extractor):
    said, passed_over = routed(
        extractor, "Iran asked Hamas for patience. Iran has camps in Damascus. Iran funds Hamas."
    )
    assert said == ["Iran has camps in Damascus.", "Iran funds Hamas."]
    assert "verbal ask" in passed_over


def test_a_document_with_one_actor_holds_no_edge(extractor):
    assert routed(extractor, "Iran funds it. It attacked its own supporters, and Iran met itself.") == ([], frozenset())


def test_a_pronoun_far_from_any_name_means_nobody(extractor):
    filler = "The sun shone. " * (WINDOW + 1)
    near, far = (routed(extractor, f"Hamas and Iran waited. {gap}They attacked it.") for gap in ("", filler))
    assert near[0][-1] == "They attacked it."
    assert far[0] == []


def test_sentences_that_later_pronouns_hang_on_are_parsed(extractor):
    text = "Iran and Qatar waited. It said that it was tired. It funds Hamas."
    said, _ = routed(extractor, text)
    assert said == ["It said that it was tired.", "It funds Hamas."]


def test_words_in():
    assert words_in("Iran-funded groups, Co-operating; in 2012") == {
        *("iran-funded", "iran", "funded", "groups", "co-operating", "co", "operating", "in")
    }
    assert words_in("one two three", 4, 7) == {"two"}


@pytest.mark.parametrize(
    ("kind", "word", "form"),
    [
        ("verbal", "arm", "arming"),
        ("nominal", "ally", "allies"),
        ("copular", "ally", "allied"),
        ("compound", "run", "run"),
    ],
)
def test_forms_of_triggers(kind, word, form):
    assert form in forms_of(kind, word)


def test_a_possessive_has_no_forms():
    assert forms_of("possessive", "'s") == frozenset()
