from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.parse import split_sentences


def split(text):
    return [text[begin:end] for begin, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Iran paid.", "Hamas thanked it.", "Who knows?", "Nobody!"],
        # abbreviations, initials, ranks, months
        ["Gen. Qassem Soleimani met Lt. Col. Smith.", "He left."],
        ["The U.S. Treasury said so.", "Nobody else did."],
        ["He left the U.S.", "The others stayed."],
        ["U.S. President Jimmy Carter spoke.", "So did J. Smith."],
        ["It happened on Oct. 7 in Gaza.", "It was over by Dec. 3, 2023."],
        ["The firm, Acme Inc. of Doha, paid.", "Mr. Smith did not."],
        # decimals and figures
        ["It cost $1.5 million, or 2.75 percent.", "Nobody paid."],
        # quotations
        ["“Iran pays us.”", "He left."],
        ["“Iran pays us.", "It always did,” he said.", "He left."],
        ['"Do you pay?" he asked.', "Nobody answered."],
        ["“Stop!” he cried.", "Nobody stopped."],
        # brackets and ellipses
        ["He left (at last).", "She stayed..."],
    ],
)
def test_sentences_of_a_line(sentences):
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It changed the dynamics.Hamas won.", ["It changed the dynamics.", "Hamas won."]),
        ("He left in 2012.Then he died.", ["He left in 2012.", "Then he died."]),
        ("Iran Pays Hamas\n\nTEHRAN - Iran paid.", ["Iran Pays Hamas", "TEHRAN - Iran paid."]),
        ("Background\nIran paid Hamas.", ["Background", "Iran paid Hamas."]),
        ("Iran paid\nthe group.", ["Iran paid\nthe group."]),
        ("- Iran paid.\n- Hamas thanked.", ["- Iran paid.", "- Hamas thanked."]),
        ("  Iran paid.  \n\n", ["Iran paid."]),
        ("Iran paid", ["Iran paid"]),
        ("", []),
        (" \n . \n ...", []),
    ],
)
def test_headings_lists_and_missing_blanks(text, sentences):
    assert split(text) == sentences


def test_address_of_a_page_is_no_end():
    assert len(split("See www.example.org/a.html for the U.N. report.")) == 1


pieces = st.sampled_from(
    [
        "Iran",
        "U.S.",
        "Gen.",
        "Oct. 7",
        "$1.5",
        "...",
        "?!",
        ".”",
        "“It",
        "\n",
        "\n\n",
        "- ",
        " ",
        "  ",
        ".",
        "the",
        "a.B",
        "(",
        ")",
    ]
)


@given(st.lists(pieces | st.text(max_size=4)).map("".join))
def test_sentences_are_ordered_apart_and_lose_no_word(text):
    places = list(split_sentences(text))
    inside = set()
    last = 0
    for begin, end in places:
        assert last <= begin < end <= len(text)
        assert not text[begin].isspace()
        assert not text[end - 1].isspace()
        inside.update(range(begin, end))
        last = end
    lost = [place for place, character in enumerate(text) if character.isalnum() and place not in inside]
    assert lost == []
