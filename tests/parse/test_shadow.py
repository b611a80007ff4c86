from __future__ import annotations

import pytest

from graphkit.model import Mention, TitlePhrase
from graphkit.parse.shadow import SURROGATE, shadow_words

FORMS = {
    "fund": "base",
    "funds": "present",
    "arms": "present",
    "backed": "past",
    "attack": "base",
    "attacks": "present",
}


def shadow(text, names, titles=()):
    """Return the shadow of a text whose words stand between blanks; ``names`` are the words of its mentions."""
    words, place = [], 0
    for word in text.split():
        begin = text.index(word, place)
        place = begin + len(word)
        words.append((begin, place, word))
    mentions = [(i, Mention((name,), text.index(name), text.index(name) + len(name))) for i, name in enumerate(names)]
    return shadow_words(words, mentions, list(enumerate(titles)), lambda word: FORMS.get(word, ""))


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("Iran funds Hamas .", ["Iran", "Hamas"], "Iran destroys Hamas ."),
        ("Iran reportedly funds Hamas .", ["Iran", "Hamas"], "Iran reportedly destroys Hamas ."),
        ("Iran and Qatar fund Hamas .", ["Iran", "Qatar", "Hamas"], "Iran and Qatar destroy Hamas ."),
        ("Iran funds the group .", ["Iran"], "Iran destroys the group ."),
        ("Iran , which arms Hamas , left .", ["Iran", "Hamas"], "Iran , which destroys Hamas , left ."),
        ("Iran funds and arms Hamas .", ["Iran", "Hamas"], "Iran destroys and destroys Hamas ."),
        # nouns stay nouns
        ("Iran froze funds of Hamas .", ["Iran", "Hamas"], "Iran froze funds of Hamas ."),
        ("The funds for Hamas came from Iran .", ["Hamas", "Iran"], "The funds for Hamas came from Iran ."),
        ("Iran saw attacks on Hamas .", ["Iran", "Hamas"], "Iran saw attacks on Hamas ."),
        ("Iran attack kills three .", ["Iran"], "Iran attack kills three ."),
        # no actor before, or nothing after
        ("He funds Hamas", ["Hamas"], "He destroys Hamas"),
        ("Pension funds grew", [], "Pension funds grew"),
        ("Iran funds", ["Iran"], "Iran funds"),
    ],
)
def test_homograph_between_actors_is_shown_as_a_verb(text, names, shown):
    assert " ".join(word.shown for word in shadow(text, names)) == shown


def test_shadow_keeps_words_and_places_of_the_text():
    text = "Iran funds Hamas ."
    words = shadow(text, ["Iran", "Hamas"])
    assert [word.text for word in words] == text.split()
    assert [text[word.begin : word.end] for word in words] == text.split()
    assert [word.surrogate for word in words] == ["", "present", "", ""]
    assert set(SURROGATE) >= {"base", "present", "past"}


def test_name_of_several_words_is_one_word():
    words = shadow("Iran funds Islamic Jihad in Gaza", ["Iran", "Islamic Jihad"])
    assert [(word.text, word.mention) for word in words] == [
        ("Iran", 0),
        ("funds", -1),
        ("Islamic Jihad", 1),
        ("in", -1),
        ("Gaza", -1),
    ]


def test_title_and_name_are_one_word_that_knows_both():
    text = "Hamas leader Ismail Haniyeh left"
    title = TitlePhrase(0, 27, person=1, body=0, title="leader", title_begin=6, title_end=12)
    words = shadow(text, ["Hamas", "Ismail Haniyeh"], [title])
    assert [(word.text, word.mention, word.title) for word in words] == [
        ("Hamas leader Ismail Haniyeh", 1, 0),
        ("left", -1, -1),
    ]


@pytest.mark.parametrize("hyphen", ["-", "–", "‑"])
def test_hyphened_compound_is_one_word_with_its_actor_inside(hyphen):
    text = f"the Iran{hyphen}backed group"
    pieces = [(0, 3, "the"), (4, 8, "Iran"), (8, 9, hyphen), (9, 15, "backed"), (16, 21, "group")]
    words = shadow_words(pieces, [(0, Mention(("iran",), 4, 8))], [], lambda word: FORMS.get(word, ""))
    assert [(word.text, word.inner) for word in words] == [("the", -1), ("backed", 0), ("group", -1)]
    assert (words[1].begin, words[1].end, words[1].surrogate) == (9, 15, "")
    assert text[words[1].begin : words[1].end] == "backed"
