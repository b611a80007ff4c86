from __future__ import annotations

import pytest

from graphkit.find import Gazetteer, find_mentions
from graphkit.model import Actor


@pytest.fixture(scope="module")
def gazetteer(actors):
    return Gazetteer.of(actors)


@pytest.fixture
def mentions(gazetteer):
    """Words, likeliest actor and kind of each mention of a text."""

    def read(text):
        return [(text[m.begin : m.end], m.actors[0], m.kind) for m in find_mentions(text, gazetteer)]

    return read


def names(found):
    return [words for words, _, _ in found]


def test_names_and_adjectives(mentions):
    assert mentions("Iran met Iranian envoys of Hamas in Beirut.") == [
        ("Iran", "iran", "name"),
        ("Iranian", "iran", "adjective"),
        ("Hamas", "hamas", "name"),
        ("Beirut", "beirut", "name"),
    ]


def test_people_act_for_their_state_only_with_the_article(mentions):
    assert mentions("The Israelis fired on Gaza.") == [("Israelis", "israel", "adjective")]
    assert mentions("Three Israelis were hurt.") == []


def test_capital_has_two_readings(gazetteer):
    [mention] = find_mentions("Doha said nothing.", gazetteer)
    assert sorted(mention.actors) == ["doha", "qatar"]


@pytest.mark.parametrize(
    "text",
    [
        "He flew with Iran Air.",
        "A student of Qatar University spoke.",
        "The Bank of Qatar raised rates.",
        "The Tehran Times wrote about it.",
        "An article in the Beirut Post appeared yesterday.",
        "The University of Cairo was closed.",
        "In Iraq Kataib Hezbollah fired rockets.",
        "They visited the Hezbollah Hospital yesterday.",
    ],
)
def test_name_inside_a_longer_name_is_no_mention(mentions, text):
    assert not {"Iran", "Qatar", "Tehran", "Beirut", "Cairo", "Hezbollah", "Doha"} & set(names(mentions(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Qatar Seeks Talks With Hamas", ["Qatar", "Hamas"]),
        ("But Hamas refused.", ["Hamas"]),
        ("The leader of Hamas spoke.", ["Hamas"]),
        ("The government of Qatar agreed.", ["Qatar"]),
        ("Lebanon's Hezbollah agreed.", ["Lebanon", "Hezbollah"]),
        ("Lebanese Hezbollah agreed.", ["Lebanese", "Hezbollah"]),
    ],
)
def test_capitals_around_a_name_do_not_hide_it(mentions, text, found):
    assert names(mentions(text)) == found


def test_surname_counts_after_the_full_name_only(mentions):
    text = "Haniyeh spoke. Then Ismail Haniyeh left. Haniyeh returned, and so did Haniyeh's son."
    found = mentions(text)
    assert [words for words, actor, _ in found if actor == "ismail-haniyeh"] == [
        "Ismail Haniyeh",
        "Haniyeh",
        "Haniyeh",
    ]


def test_surname_with_another_first_name_is_somebody_else(mentions):
    found = mentions("Jimmy Carter spoke. He had met Rosalynn Carter before, and Carter smiled.")
    assert names(found) == ["Jimmy Carter", "Carter"]


def test_surname_of_two_persons_is_nobody(gazetteer, actors):
    from dataclasses import replace

    twin = replace(actors["jimmy-carter"], id="ash-carter", name="Ash Carter")
    both = Gazetteer.of({**actors, twin.id: twin})
    text = "Jimmy Carter met Ash Carter. Carter smiled."
    assert [text[m.begin : m.end] for m in find_mentions(text, both)] == ["Jimmy Carter", "Ash Carter"]


def test_mentions_are_ordered_and_apart(gazetteer):
    text = "Ismail Haniyeh of Hamas met Tamim bin Hamad Al Thani in Doha; Haniyeh thanked Qatar and the U.S. for it."
    end = 0
    for mention in find_mentions(text, gazetteer):
        assert end <= mention.begin < mention.end
        end = mention.end
    assert end


@pytest.mark.parametrize(
    ("text", "found"),
    [("On Monday Hezbollah fired rockets.", ["Hezbollah"]), ("He read it in the Beirut Post.", [])],
)
def test_weekday_is_no_first_name_and_a_sentence_no_headline(mentions, text, found):
    assert [name for name, _, _ in mentions(text)] == found


def test_joined_names_share_their_last_word():
    actors = {
        id: Actor(id, name, "GovernmentBody" if " " in name else "State", adjectives=(adjective,) if adjective else ())
        for id, name, adjective in (
            ("us", "U.S.", ""), ("usn", "US Navy", ""), ("fr", "France", "French"), ("frn", "French Navy", ""),
            ("it", "Italy", "Italian"), ("rn", "Royal Navy", ""),
        )
    }  # fmt: skip
    gazetteer = Gazetteer.of(actors)
    found = [mention.actors for mention in find_mentions("The U.S., French and Royal Navy met.", gazetteer)]
    assert found == [("usn",), ("frn",), ("rn",)]
    # no pack has an Italian navy; a verb, "the" and a state's name stand between
    for text, first in (
        ("The Italian and Royal Navy met.", "it"),
        ("The French met the Royal Navy.", "fr"),
        ("The French and the Royal Navy met.", "fr"),
        ("France and Royal Navy ships met.", "fr"),
    ):
        assert find_mentions(text, gazetteer)[0].actors == (first,)
