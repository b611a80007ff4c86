from __future__ import annotations

import pytest

CASES = {
    "asserted": [
        "Iran funds Hamas.",
        "Iran has long funded Hamas.",
        "Iran did fund Hamas.",
        "Iran admitted that it funds Hamas.",
        "Evidence has come to light that Iran funds Hamas.",
        "Iran never stopped funding Hamas.",
    ],
    "denied": [
        "Iran does not fund Hamas.",
        "Iran doesn't fund Hamas.",
        "Iran has never funded Hamas.",
        "Hamas was not funded by Iran.",
        "Iran refused to fund Hamas.",
        "Iran denied that it funds Hamas.",
        "Iran denied funding Hamas.",
        "There is no evidence that Iran funds Hamas.",
        "Claims that Iran funds Hamas are false.",
        "Iran's funding of Hamas is a myth.",
        "No evidence has come to light that Iran funds Hamas.",
        "Iran refrained from funding Hamas.",
    ],
    "alleged": [
        "Iran reportedly funds Hamas.",
        "Iran allegedly funded Hamas.",
        "Iran is accused of funding Hamas.",
        "Israel accused Iran of funding Hamas.",
        "Iran is suspected of funding Hamas.",
        "Iran is believed to fund Hamas.",
        "Iran is said to fund Hamas.",
        "Iran appears to fund Hamas.",
        "Iran's alleged funding of Hamas angered Israel.",
        "Israel alleges that Iran funds Hamas.",
        "Israel believes that Iran funds Hamas.",
    ],
    "planned": [
        "Iran will fund Hamas.",
        "Iran agreed to fund Hamas.",
        "Iran plans to fund Hamas.",
        "Iran pledged to fund Hamas.",
        "Iran is expected to fund Hamas.",
        "Iran promised that it would fund Hamas.",
        "Iranian funding of Hamas is imminent.",
        "Iran was plotting to fund Hamas.",
        "Iran funds Hamas next week.",
    ],
    "possible": [
        "Iran may fund Hamas.",
        "Iran could fund Hamas.",
        "Iran might have funded Hamas.",
        "Perhaps Iran funds Hamas.",
        "Iranian funding of Hamas is possible.",
    ],
}
NOT_SAID = [
    "Had Israel agreed, Iran would have funded Hamas.",
    "Israel's demand that Iran fund Hamas was turned down.",
    "Egypt is against Iran's funding of Hamas.",
    "Iranian funding of Hamas is out of the question.",
    "Iranian funding of Hamas is unlikely.",
    "Does Iran fund Hamas?",
    "Israel asked whether Iran funds Hamas.",
    "If Iran funds Hamas, nobody will know.",
    "Unless Iran funds Hamas, nobody will.",
    "Iran should fund Hamas.",
    "Iran must fund Hamas.",
    "Israel urged Iran to fund Hamas.",
    "Qatar asked Iran to fund Hamas.",
    "Israel prevented Iran from funding Hamas.",
]


@pytest.mark.parametrize(
    ("text", "modality"), [(text, modality) for modality, texts in CASES.items() for text in texts]
)
def test_how_a_statement_is_meant(statements, text, modality):
    found = [(s.subject, s.object, s.modality) for s in statements(text) if s.relation == "funds"]
    assert found == [("iran", "hamas", modality)]


@pytest.mark.parametrize("text", NOT_SAID)
def test_question_condition_and_exhortation_say_nothing(statements, text):
    assert [s for s in statements(text) if s.relation == "funds"] == []


def test_title_in_a_question_is_still_a_fact(lines):
    assert lines("Does Hamas leader Ismail Haniyeh fund Hezbollah?") == ["Ismail Haniyeh leads Hamas"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Iran funds Hamas.", ""),
        ("Iran funded Hamas in 2012.", ""),
        ("Iran began to fund Hamas.", "started"),
        ("Iran resumed funding Hamas.", "started"),
        ("Iran started arming Hezbollah in 2012.", "started"),
        ("Iran stopped funding Hamas.", "ended"),
        ("Iran no longer funds Hamas.", "ended"),
        ("Iran suspended its funding of Hamas.", "ended"),
        ("Iran cut off its money to Hamas.", "ended"),
        ("Former Hamas leader Khaled Meshaal kept silent.", "ended"),
    ],
)
def test_what_began_or_ended(statements, text, status):
    assert [(s.modality, s.status) for s in statements(text)] == [("asserted", status)]


def test_each_half_of_a_sentence_keeps_its_own_modality(lines):
    assert lines("Iran funds Hamas but does not fund Hezbollah.") == [
        "Iran funds Hamas",
        "Iran funds Hezbollah (denied)",
    ]
    assert lines("Iran, which funds Hamas, may attack Israel.") == [
        "Iran attacks Israel (possible)",
        "Iran funds Hamas",
    ]


def test_neither_nor_denies_both(lines):
    assert lines("Neither Iran nor Qatar funds Hamas.") == ["Iran funds Hamas (denied)", "Qatar funds Hamas (denied)"]
    assert lines("Iran does not fund Hamas or Hezbollah.") == [
        "Iran funds Hamas (denied)",
        "Iran funds Hezbollah (denied)",
    ]


def test_modal_counts_for_both_verbs_that_share_it(lines):
    assert lines("Iran may fund and arm Hamas.") == ["Iran arms Hamas (possible)", "Iran funds Hamas (possible)"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Israel rejected claims that it attacked Syria.", ["Israel attacks Syria (denied, says Israel)"]),
        (
            "Israel neither confirmed nor denied that it attacked Syria.",
            ["Israel attacks Syria (alleged, says Israel)"],
        ),
        ("Iran's planned funding of Hamas angered Israel.", ["Iran funds Hamas (planned)"]),
    ],
)
def test_denial_of_a_denial_and_a_planned_noun(lines, text, found):
    assert lines(text) == found
