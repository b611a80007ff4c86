from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.data import data_folder
from graphkit.parse.lemmas import ADJECTIVE, NOUN, VERB, inflect, lemma


@pytest.mark.parametrize(
    ("word", "kind", "base"),
    [
        ("funds", VERB, "fund"),
        ("funded", VERB, "fund"),
        ("arming", VERB, "arm"),
        ("supplied", VERB, "supply"),
        ("supplies", NOUN, "supply"),
        ("fought", VERB, "fight"),
        ("gave", VERB, "give"),
        ("was", VERB, "be"),
        ("bombed", VERB, "bomb"),
        ("backing", VERB, "back"),
        ("allies", NOUN, "ally"),
        ("weapons", NOUN, "weapon"),
        ("militias", NOUN, "militia"),
        ("attacks", NOUN, "attack"),
        ("Meets", VERB, "meet"),
        ("close", ADJECTIVE, "close"),
    ],
)
def test_lemma(word, kind, base):
    assert lemma(word, kind) == base


@pytest.mark.parametrize(
    ("base", "kind", "forms"),
    [
        ("fund", VERB, {"fund", "funds", "funded", "funding"}),
        ("supply", VERB, {"supply", "supplies", "supplied", "supplying"}),
        ("give", VERB, {"give", "gives", "gave", "given", "giving"}),
        ("ban", VERB, {"ban", "bans", "banned", "banning"}),
        ("ally", NOUN, {"ally", "allies"}),
    ],
)
def test_inflected_forms(base, kind, forms):
    assert forms <= inflect(base, kind)


@pytest.mark.parametrize(("kind", "patterns"), [(VERB, "verbal"), (NOUN, "nominal")])
def test_every_form_of_a_trigger_is_looked_for(kind, patterns, extractor):
    """Routing looks for forms, matching for lemmas: a form that is missing would lose its sentence."""
    triggers = extractor.table.triggers()[patterns]
    examples = [example.text for relation in extractor.ontology.relations.values() for example in relation.examples]
    documents = [path.read_text(encoding="utf-8") for path in sorted((data_folder("seeds") / "documents").iterdir())]
    words = {word.lower() for text in examples + documents for word in re.findall(r"[A-Za-z]+", text)}
    found = {word: lemma(word, kind) for word in words if lemma(word, kind) in triggers}
    assert len(found) > 100
    assert [(word, base) for word, base in sorted(found.items()) if word not in inflect(base, kind)] == []


@given(st.text(max_size=20), st.sampled_from([VERB, NOUN, ADJECTIVE, ""]))
def test_any_word_has_a_lemma_in_lower_case(word, kind):
    assert lemma(word, kind) == lemma(word, kind).lower()
