"""The pattern grammar: what a pattern asks for, and the message for one that the grammar does not allow."""

import pytest

from graphkit.patterns import Element, PatternError, parse_pattern

WORDS = {"MONEY": frozenset(("money", "cash")), "FUNDING": frozenset(("funding", "financial aid"))}
SUBJECT, OBJECT = Element(("agent",), "subject"), Element(("patient",), "object")


@pytest.mark.parametrize(
    ("text", "kind", "triggers", "elements"),
    [
        ("{subject} fund|finance {object}", "verbal", {"fund", "finance"}, (SUBJECT, OBJECT)),
        ("{subject} be at war with {object}", "verbal", {"be"}, None),
        ("{subject}'s FUNDING of {object}", "nominal", {"funding", "financial aid"}, None),
        ("MONEY from {subject} to {object}", "nominal", {"money", "cash"}, None),
        ("{subject}-funded {object}", "compound", {"funded"}, None),
        ("{subject} be donor|trade_partner to {object}", "copular", {"donor", "trade partner"}, None),
        ("{object}'s {subject}", "possessive", {"'s"}, None),
        (
            "MONEY flow from {subject} to {object}",
            "verbal",
            {"flow"},
            (Element(("agent",), "", WORDS["MONEY"]), Element(("from",), "subject"), Element(("to",), "object")),
        ),
        (
            "MONEY of {object} come from {subject}",
            "verbal",
            {"come"},
            (Element(("agent",), "", WORDS["MONEY"]), Element(("of",), "object"), Element(("from",), "subject")),
        ),
        (
            "somebody? lose {object} to {subject}",
            "verbal",
            {"lose"},
            (Element(("agent",), "", frozenset(("somebody",)), True), OBJECT, Element(("to",), "subject")),
        ),
    ],
)
def test_kind_triggers_and_elements(text, kind, triggers, elements):
    pattern = parse_pattern(text, WORDS)
    assert (pattern.kind, pattern.triggers) == (kind, triggers)
    assert elements is None or pattern.elements == elements


def test_particle_is_no_preposition():
    assert parse_pattern("{subject} cut off MONEY to {object}", WORDS).particle == "off"
    assert parse_pattern("{subject} live off {object}", WORDS).particle == "off"
    assert parse_pattern("{subject} live in {object}", WORDS).particle == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{subject} fund {target}", "'{target}' is no slot"),
        ("{subject} fund {subject}", "names {subject} once and {object} once"),
        ("{subject}{object}", "a verb or a noun must stand beside the slots"),
        ("{subject} give CASH to {object}", "'CASH' is no word set"),
        ("{subject} give MONEY to {object} from", "an argument must follow 'from'"),
        ("{subject} be donor {object}", "'{object}' must follow a preposition"),
        ("money be gift of {subject} {object}", "'money' stands where"),
    ],
)
def test_broken_pattern_names_the_word(text, message):
    with pytest.raises(PatternError) as caught:
        parse_pattern(text, WORDS)
    assert message in str(caught.value)
