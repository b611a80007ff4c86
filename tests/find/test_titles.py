from __future__ import annotations

import pytest

from graphkit.find import Gazetteer, find_mentions, find_titles


@pytest.fixture(scope="module")
def titles(actors):
    """The title phrases of a text: words, person, body, lemma, words of the title, former."""
    gazetteer = Gazetteer.of(actors)

    def read(text):
        mentions = find_mentions(text, gazetteer)
        return [
            (
                text[t.begin : t.end],
                mentions[t.person].actors[0],
                mentions[t.body].actors[0] if t.body >= 0 else None,
                t.title,
                text[t.title_begin : t.title_end],
                t.former,
            )
            for t in find_titles(text, mentions, actors)
        ]

    return read


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "Qatari Emir Tamim bin Hamad Al Thani spoke.",
            ("Qatari Emir Tamim bin Hamad Al Thani", "tamim", "qatar", "emir", "Emir", False),
        ),
        (
            "Hamas leader Ismail Haniyeh spoke.",
            ("Hamas leader Ismail Haniyeh", "ismail-haniyeh", "hamas", "leader", "leader", False),
        ),
        (
            "Israel's foreign minister Tzipi Livni spoke.",
            ("Israel's foreign minister Tzipi Livni", "tzipi-livni", "israel", "minister", "foreign minister", False),
        ),
        (
            "U.S. Secretary of State Antony Blinken spoke.",
            (
                "U.S. Secretary of State Antony Blinken",
                "antony-blinken",
                "usa",
                "secretary",
                "Secretary of State",
                False,
            ),
        ),
        (
            "President Jimmy Carter spoke.",
            ("President Jimmy Carter", "jimmy-carter", None, "president", "President", False),
        ),
        (
            "Former President Jimmy Carter spoke.",
            ("Former President Jimmy Carter", "jimmy-carter", None, "president", "President", True),
        ),
        (
            "The visit of former US president Jimmy Carter ended.",
            ("former US president Jimmy Carter", "jimmy-carter", "usa", "president", "president", True),
        ),
    ],
)
def test_title_and_name_are_one_phrase(titles, text, phrase):
    assert titles(text) == [phrase]


def test_rank_between_title_and_name(titles):
    found = titles("Pentagon spokesman Navy Capt. Jeff Davis said so.")
    assert ("jeff-davis", "pentagon", "spokesman") in [(person, body, title) for _, person, body, title, _, _ in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ismail Haniyeh spoke.",
        "In Doha Ismail Haniyeh spoke.",
        "He thanked the emir. Ismail Haniyeh spoke.",
        "Meanwhile, Ismail Haniyeh spoke.",
        "The minister, Tzipi Livni, spoke.",
    ],
)
def test_name_without_title_is_no_phrase(titles, text):
    assert titles(text) == []


def test_two_persons_keep_their_own_titles(titles):
    found = titles("Hamas leader Ismail Haniyeh met Qatari Emir Tamim bin Hamad Al Thani.")
    assert [(person, body) for _, person, body, _, _, _ in found] == [("ismail-haniyeh", "hamas"), ("tamim", "qatar")]
