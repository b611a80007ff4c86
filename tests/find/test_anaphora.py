from __future__ import annotations

import pytest

from graphkit.find import may_hold_anaphor, possible_anaphors
from tests.world import text_of


@pytest.fixture
def antecedents(extractor):
    """What each pronoun or description of a text goes back to: words -> actor ids, the last place of the words."""

    def read(text):
        reading = extractor.read(text_of(text))
        reading.routed = reading.places
        [(_, sentences)] = list(extractor.parse([reading]))
        tokens = {token.begin: token.text for sentence in sentences for token in sentence.tokens}
        found = extractor.resolve(reading, sentences)
        return {tokens[place]: sorted(m.actors[0] for m in mentions) for place, mentions in found.items()}

    return read


@pytest.mark.parametrize(
    ("text", "word", "goes_back_to"),
    [
        ("Hamas leader Ismail Haniyeh arrived. He met Egyptian officials.", "He", ["ismail-haniyeh"]),
        ("Tzipi Livni met Khaled Meshaal. She condemned Iran.", "She", ["tzipi-livni"]),
        ("Tzipi Livni met Khaled Meshaal. Reporters waited for him.", "him", ["khaled-meshaal"]),
        ("Ismail Haniyeh praised Iran. He met Khaled Meshaal.", "He", ["ismail-haniyeh"]),
        ("Khaled Meshaal thanked Turkey for its help and praised his hosts.", "his", ["khaled-meshaal"]),
        ("Iran backs its ally Hezbollah.", "its", ["iran"]),
        ("Qatar said that it had funded Hamas.", "it", ["qatar"]),
        ("Hamas attacked Israel. They praised Iran.", "They", ["hamas"]),
        ("Hamas attacked Israel. The group is funded by Iran.", "group", ["hamas"]),
        ("Israel is at war. The country attacked Hamas.", "country", ["israel"]),
        ("The Islamic State held Mosul. The city was attacked by Russia.", "city", ["mosul"]),
        ("Qatari Emir Tamim bin Hamad Al Thani arrived. Turkey welcomed the emir warmly.", "emir", ["tamim"]),
        ("Iran and Qatar signed a pact. The two countries fund Hamas.", "countries", ["iran", "qatar"]),
    ],
)
def test_anaphor_goes_back_to_the_actor_that_is_left(antecedents, text, word, goes_back_to):
    assert antecedents(text)[word] == goes_back_to


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # nobody of the kind, or the wrong gender
        ("Iran funds Hamas. He praised Israel.", "He"),
        ("Ismail Haniyeh arrived. She praised Iran.", "She"),
        ("Ismail Haniyeh arrived. The group attacked Israel.", "group"),
        # two that are equally good
        ("Hamas fought against Hezbollah, and Hezbollah fought against Hamas. The group praised Iran.", "group"),
        # two of three
        ("Iran, Qatar and Egypt signed a pact. The two countries fund Hamas.", "countries"),
        # somebody whom no pack knows stands between
        ("Ismail Haniyeh spoke. Then Omar Nasser spoke. He praised Iran.", "He"),
        # it stands for nothing
        ("Hamas denied the report. It is clear that Iran paid.", "It"),
        # said by the description itself
        ("Hamas attacked Israel. The group that he founded praised Iran.", "group"),
        # first and second person
        ("Ismail Haniyeh spoke. We praise Iran.", "We"),
    ],
)
def test_anaphor_without_a_clear_antecedent_stays_open(antecedents, text, word):
    assert word not in antecedents(text)


def test_antecedent_far_above_is_forgotten(antecedents):
    near = "Hamas met in Doha. It rained. "
    far = near + "Nothing happened. Days passed. Nobody spoke. Then it was over. "
    assert antecedents(near + "The group praised Iran.") == {"group": ["hamas"]}
    assert "group" not in antecedents(far + "The group praised Iran.")


def test_statement_by_pronoun_cites_the_pronoun_and_names_the_actor(statements):
    text = "Hamas attacked Israel. The group is funded by Iran."
    statement = next(s for s in statements(text) if s.relation == "funds")
    assert (statement.object, statement.object_kind, statement.subject_kind) == ("hamas", "description", "name")
    assert text[statement.object_begin : statement.object_end] == "group"


@pytest.mark.parametrize("text", ["He left.", "Its army left.", "The group left.", "The two countries left."])
def test_sentence_with_an_anaphor_is_worth_reading(text):
    assert may_hold_anaphor(text, 0, len(text))


def test_sentence_without_an_anaphor_is_not():
    assert not may_hold_anaphor("Hamas attacked Israel.", 0, 22)


@pytest.mark.parametrize(
    "text", ["Iran and Qatar quarrelled. It funds Hamas.", "Hamas and Hezbollah met. The group is funded by Iran."]
)
def test_one_of_two_subjects_is_not_meant(lines, text):
    assert not [line for line in lines(text) if "funds" in line]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Egypt and Qatar held talks. They fund Hamas.", ["Egypt funds Hamas", "Qatar funds Hamas"]),
        # what is only spoken of is not "they"
        ("Egypt closed the Red Crescent. They fund Hamas.", []),
        # one man is not "they"
        ("Ismail Haniyeh spoke of their attack on Mosul.", []),
    ],
)
def test_they_are_several_or_a_group_that_acts(lines, text, found):
    assert [line for line in lines(text) if "talks_with" not in line] == found


def test_it_is_nobody_when_another_was_named_since(lines):
    text = "Hezbollah has kept its distance from Hamas since it turned against Syria."
    assert [line for line in lines(text) if "Syria" in line] == []


def test_they_are_not_the_one_subject_when_several_were_named_since(lines):
    text = "Iran stands by the people of Syria as they confront Israel."
    assert [line for line in lines(text) if "Israel" in line] == []


def test_a_capital_that_acts_is_its_government(lines):
    assert lines("Doha rejects allegations that it backs Hamas.") == ["Qatar supports Hamas (denied, says Qatar)"]


def test_anaphors_are_looked_for_among_letters_that_only_resemble_them():
    # A long s, which equals "s" where case does not matter, and so was taken for part of "she".
    assert [one.plural for one in possible_anaphors("\u017fo TWO of them-", 0, 15)] == [True, True]
    assert [one.plural for one in possible_anaphors("\u017fhe left", 0, 8)] == [False]


def test_the_region_is_no_place_named_before(lines):
    assert lines("Hamas attacked Mosul. Antony Blinken visited the region.") == ["Hamas attacks Mosul"]


def test_the_leader_of_the_group_may_lead_another_than_the_last_one(lines):
    text = "Hezbollah met Egypt. Israel attacked Hamas. Israel left. Ismail Haniyeh, the leader of the group, spoke."
    assert [line for line in lines(text) if "leads" in line] == []
