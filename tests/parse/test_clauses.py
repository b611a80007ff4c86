from __future__ import annotations

import pytest

from tests.world import text_of


@pytest.fixture
def clauses(extractor):
    """The clauses of a sentence as (trigger, kind, construction, roles in words)."""

    def read(text):
        reading = extractor.read(text_of(text))
        reading.routed = reading.places
        [(_, sentences)] = list(extractor.parse([reading]))
        return [
            (
                sentence.tokens[clause.trigger].text,
                clause.kind,
                clause.construction,
                {role: [sentence.tokens[i].text for i in tokens] for role, tokens in clause.roles.items()},
                clause,
            )
            for sentence in sentences
            for clause in sentence.clauses
        ]

    return read


IRAN_HAMAS = {"agent": ["Iran"], "patient": ["Hamas"]}
HANIYEH = "Ismail Haniyeh"


@pytest.mark.parametrize(
    ("text", "trigger", "construction", "roles"),
    [
        ("Iran funds Hamas.", "funds", "active", IRAN_HAMAS),
        ("In May Iran quietly funded Hamas.", "funded", "active", IRAN_HAMAS),
        # passive, with and without agent
        ("Hamas was funded by Iran.", "funded", "passive", IRAN_HAMAS),
        ("Hamas was funded for years.", "funded", "passive", {"agent": None, "patient": ["Hamas"], "for": ["years"]}),
        ("Hamas had long been funded by Iran.", "funded", "passive", IRAN_HAMAS),
        # relative: who, which, whom, whose
        ("Ismail Haniyeh, who leads Hamas, left.", "leads", "relative", {"agent": [HANIYEH], "patient": ["Hamas"]}),
        ("Iran, which has funded Hamas for years, kept silent.", "funded", "relative", IRAN_HAMAS),
        ("Hamas, which Iran has funded for years, kept silent.", "funded", "relative", IRAN_HAMAS),
        ("Hamas, which was funded by Iran, kept silent.", "funded", "relative", IRAN_HAMAS),
        ("Men whom Qatar has hosted for years left.", "hosted", "relative", {"agent": ["Qatar"], "patient": ["Men"]}),
        ("Hamas, to which Iran gave money, kept silent.", "gave", "relative", {"agent": ["Iran"], "to": ["Hamas"]}),
        # reduced relative and participles
        ("Hamas, funded by Iran, attacked Israel.", "funded", "participle", IRAN_HAMAS),
        ("Iran left the talks, accusing Israel.", "accusing", "participle", {"agent": ["Iran"], "patient": ["Israel"]}),
        # control and raising
        ("Iran agreed to fund Hamas.", "fund", "control", IRAN_HAMAS),
        ("Qatar persuaded Iran to fund Hamas.", "fund", "control", IRAN_HAMAS),
        ("Iran appears to fund Hamas.", "fund", "control", IRAN_HAMAS),
        ("Iran is believed to have funded Hamas.", "funded", "control", IRAN_HAMAS),
        ("Iran was accused of funding Hamas.", "funding", "control", IRAN_HAMAS),
        # coordination of subjects, objects and verbs
        ("Iran and Qatar fund Hamas.", "fund", "active", {"agent": ["Iran", "Qatar"], "patient": ["Hamas"]}),
        ("Iran funds Hamas and Hezbollah.", "funds", "active", {"agent": ["Iran"], "patient": ["Hamas", "Hezbollah"]}),
        ("Iran arms and trains Hamas.", "arms", "active", IRAN_HAMAS),
        ("Iran arms and trains Hamas.", "trains", "coordination", IRAN_HAMAS),
        # prepositions and particles
        ("Iran supplied Hamas with money and arms.", "supplied", "active", IRAN_HAMAS | {"with": ["money", "arms"]}),
        ("Iran cut off its money to Hamas.", "cut", "active", {"patient": ["money"], "to": ["Hamas"]}),
    ],
)  # fmt: skip
def test_arguments_of_a_verb_in_the_active_voice(clauses, text, trigger, construction, roles):
    found = [(made, have) for word, kind, made, have, _ in clauses(text) if word == trigger and kind == "verbal"]
    assert [made for made, _ in found] == [construction]
    assert {role: found[0][1].get(role) for role in roles} == roles


@pytest.mark.parametrize(
    ("text", "trigger", "roles"),
    [
        ("Iran's funding of Hamas angered Israel.", "funding", {"possessor": ["Iran"], "of": ["Hamas"]}),
        ("Money from Iran for Hamas arrived.", "Money", {"from": ["Iran"], "for": ["Hamas"]}),
        ("The attack on Israel by Hamas failed.", "attack", {"on": ["Israel"], "by": ["Hamas"]}),
        ("Iranian support for Hamas fell.", "support", {"modifier": ["Iranian"], "for": ["Hamas"]}),
        ("Talks between Israel and Egypt failed.", "Talks", {"between": ["Israel", "Egypt"]}),
    ],
)
def test_arguments_of_a_noun(clauses, text, trigger, roles):
    [have] = [have for word, kind, _, have, _ in clauses(text) if word == trigger and kind == "nominal"]
    assert {role: have.get(role) for role in roles} == roles


def test_light_verb_lends_its_subject_to_the_noun(clauses):
    found = {
        (word, made): have for word, kind, made, have, _ in clauses("Iran gave support to Hamas.") if kind == "nominal"
    }
    assert found == {("support", "light verb"): {"agent": ["Iran"], "to": ["Hamas"]}}


@pytest.mark.parametrize(
    ("text", "trigger", "construction", "roles"),
    [
        ("Iran has been a close ally of Syria.", "ally", "copular", {"agent": ["Iran"], "of": ["Syria"]}),
        ("Iran was close to Syria.", "close", "copular", {"agent": ["Iran"], "to": ["Syria"]}),
        ("Hamas, an ally of Iran, attacked Israel.", "ally", "apposition", {"agent": ["Hamas"], "of": ["Iran"]}),
        (
            "Hamas leader Ismail Haniyeh left.",
            "leader",
            "title",
            {"agent": ["Hamas leader Ismail Haniyeh"], "of": ["Hamas"]},
        ),
    ],
)
def test_predicate_nouns_appositions_and_titles_are_alike(clauses, text, trigger, construction, roles):
    [(made, have)] = [(m, have) for word, kind, m, have, _ in clauses(text) if (word, kind) == (trigger, "copular")]
    assert made == construction
    assert {role: have.get(role) for role in roles} == roles


def test_former_office_is_marked(clauses):
    [clause] = [c for *_, kind, _, _, c in clauses("Former Hamas leader Khaled Meshaal left.") if kind == "copular"]
    assert (clause.construction, clause.former) == ("title", True)


def test_hyphened_compound(clauses):
    found = [
        (word, have)
        for word, kind, _, have, _ in clauses("Iran-backed Hezbollah attacked Israel.")
        if kind == "compound"
    ]
    assert found == [("backed", {"modifier": ["Iran"], "head": ["Hezbollah"]})]


def test_particle(clauses):
    [clause] = [c for word, *_, c in clauses("Iran cut off its money to Hamas.") if word == "cut"]
    assert (clause.lemma, clause.particle) == ("cut", "off")
