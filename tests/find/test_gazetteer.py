from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.find import Gazetteer
from graphkit.model import Actor, Alias

ACTORS = {
    actor.id: actor
    for actor in (
        Actor("iran", "Iran", "State", adjectives=("Iranian",), demonyms=("Iranians",)),
        Actor("usa", "United States", "State", (Alias("US"), Alias("U.S."))),
        Actor("turkey", "Turkey", "State"),
        Actor("mali", "Mali", "State"),
        Actor("islamic-state", "Islamic State", "ArmedGroup", (Alias("IS"), Alias("ISIS"))),
        Actor("isgs", "Islamic State in the Greater Sahara", "ArmedGroup"),
        Actor("hamas", "Hamas", "ArmedGroup", (Alias("Islamic Resistance Movement"),)),
        Actor("erdogan", "Recep Tayyip Erdoğan", "Person"),
        Actor("sanaa", "Sana'a", "Place"),
    )
}
GAZETTEER = Gazetteer.of(ACTORS)


def found(text):
    return [(text[hit.begin : hit.end], hit.entries[0].actor) for hit in GAZETTEER.scan(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        # whole words only
        ("Iran", [("Iran", "iran")]),
        ("Irangate and Tirana", []),
        ("Iranian Iranians", [("Iranian", "iran"), ("Iranians", "iran")]),
        ("(Iran), Iran; Iran.", [("Iran", "iran")] * 3),
        ("pro-Iran and Iran-backed", [("Iran", "iran")] * 2),
        # possessives
        ("Iran's and Hamas' men", [("Iran", "iran"), ("Hamas", "hamas")]),
        ("Iran’s", [("Iran", "iran")]),
        ("Mali'in", []),
        # the longest name
        ("Islamic State", [("Islamic State", "islamic-state")]),
        ("Islamic State in the Greater Sahara", [("Islamic State in the Greater Sahara", "isgs")]),
        ("Islamic State in the Sahara", [("Islamic State", "islamic-state")]),
        # accents, quotes, line breaks
        ("Recep Tayyip Erdogan", [("Recep Tayyip Erdogan", "erdogan")]),
        ("Sana’a", [("Sana’a", "sanaa")]),
        ("Islamic\nState", [("Islamic\nState", "islamic-state")]),
        # letters: short names and English words only as they are written
        ("US us Us", [("US", "usa")]),
        ("IS is Is", [("IS", "islamic-state")]),
        ("U.S. u.s.", [("U.S.", "usa")]),
        ("HAMAS hamas Hamas", [("HAMAS", "hamas"), ("hamas", "hamas"), ("Hamas", "hamas")]),
        ("Turkey and a turkey", [("Turkey", "turkey")]),
        ("TURKEY", [("TURKEY", "turkey")]),
        ("the islamic resistance movement", []),
        ("Islamic resistance movement", [("Islamic resistance movement", "hamas")]),
    ],
)
def test_names_are_found_as_whole_words_in_fitting_letters(text, hits):
    assert found(text) == hits


def test_gazetteer_of_nobody_finds_nothing():
    assert Gazetteer.of({}).scan("Iran") == []


def test_name_of_two_actors_gives_both():
    both = Gazetteer.of(
        {
            "doha": Actor("doha", "Doha", "Place"),
            "qatar": Actor("qatar", "Qatar", "State", (Alias("Doha", "metonym"),)),
        }
    )
    [hit] = both.scan("In Doha")
    assert {(entry.actor, entry.kind) for entry in hit.entries} == {("doha", "name"), ("qatar", "metonym")}


words = st.sampled_from(
    ["Iran", "iran", "Iran's", "the US", "us", "Islamic State", "in", "the", "Greater Sahara", "ISIS"]
)
blanks = st.sampled_from([" ", "\n", ", ", ". ", "-", "", "\u00a0"])


@given(st.lists(st.tuples(words | st.text(max_size=3), blanks)))
def test_hits_are_ordered_apart_and_hold_a_name(pieces):
    text = "".join(word + blank for word, blank in pieces)
    end = 0
    for hit in GAZETTEER.scan(text):
        assert end <= hit.begin < hit.end <= len(text)
        assert all(entry.actor in ACTORS for entry in hit.entries)
        assert not (text[hit.begin - 1 : hit.begin].isalnum() and text[hit.begin].isalnum())
        end = hit.end
