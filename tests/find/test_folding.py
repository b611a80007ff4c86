from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.find.folding import fold, fold_name


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(), st.text())
def test_characters_are_folded_one_by_one(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Sana’a", "sana'a"),
        ("Sanaʿa", "sana'a"),
        ("al–Assad", "al-assad"),
        ("“Dawn”", '"dawn"'),
        ("Islamic\u00a0State\nof", "islamic state of"),
        ("São Tomé", "sao tome"),
        ("Straße", "straße"),
    ],
)
def test_accents_case_and_typography_are_folded(written, folded):
    assert fold(written) == folded


def test_blanks_in_a_name_are_one():
    assert fold_name(" Islamic \n Jihad ") == "islamic jihad"
