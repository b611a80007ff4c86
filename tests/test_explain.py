from __future__ import annotations

import pytest

from graphkit.explain import explain
from graphkit.extraction import make_extractor
from tests.world import short, text_of


@pytest.fixture
def notes(extractor):
    return lambda text: explain(extractor, text_of(text))


def test_sentence_with_an_edge(notes):
    [note] = notes("Iran funds Hamas.")
    assert (note.text, note.parsed) == ("Iran funds Hamas.", True)
    assert [(m.text, m.actors, m.kind) for m in note.mentions] == [
        ("Iran", ("Iran",), "name"),
        ("Hamas", ("Hamas",), "name"),
    ]
    [clause] = [clause for clause in note.clauses if clause.trigger == "funds"]
    assert (clause.kind, clause.construction) == ("verbal", "active")
    assert clause.arguments == {"agent": ("Iran",), "patient": ("Hamas",)}
    assert [rule for rule, failure in clause.rules if not failure] == [s.rule for s in note.statements]
    assert list(map(short, note.statements)) == ["Iran funds Hamas"]
    [pair] = note.pairs
    assert (pair.subject, pair.object, pair.outcome, pair.reason) == (
        "Iran",
        "Hamas",
        "edge",
        "Iran funds Hamas (asserted)",
    )
    assert pair.rule == note.statements[0].rule


def test_what_a_pronoun_goes_back_to(notes):
    _, note = notes("Hamas attacked Israel. The group is funded by Iran.")
    assert ("group", ("Hamas",), "description") in [(m.text, m.actors, m.kind) for m in note.mentions]


def test_both_readings_of_a_capital(notes):
    [note] = notes("Doha hosts Hamas.")
    assert sorted(note.mentions[0].actors) == ["Doha", "Qatar"]


FAILURES = [
    ("Iran yawned beside Hamas.", "Iran Hamas", "unread", "no word of any rule stands in the sentence"),
    ("Israel asked whether Iran funds Hamas.", "Iran Hamas", "not stated", "'funds': a condition"),
    ("If Iran funds Hamas, Egypt will leave.", "Iran Hamas", "not stated", "'funds': a condition"),
    ("Does Iran fund Hamas?", "Iran Hamas", "not stated", "'fund': a question"),
    ("Iran should fund Hamas.", "Iran Hamas", "not stated", "'fund': an exhortation"),
    ("Israel urged Egypt to attack Hamas.", "Egypt Hamas", "not stated", "'attack': an exhortation or question"),
    ("Iran tried to seize Mosul.", "Iran Mosul", "not stated",
     "'seize': an effort, which may have failed"),
    ("Egypt shelters refugees from Syria.", "Egypt Syria", "wrong role",
     "the object of 'shelters' is 'refugees', and Syria only stands with it"),
    ("Iran's rivals fund Hamas.", "Iran Hamas", "wrong role",
     "the subject of 'fund' is 'rivals', and Iran only stands with it"),
    ("Israel condemned the attack on Egypt by gunmen.", "Israel Egypt", "wrong role",
     "the object of 'condemned' is 'attack', and Egypt only stands with it"),
    ("Hamas funded the trip for Iran.", "Hamas Iran", "wrong role", "the object of 'funded' is 'trip'"),
    ("Turkey ordered wheat from Russia.", "Turkey Russia", "words", "...' as patient"),
    ("Iran and Hamas traded barbs.", "Iran Hamas", "words", "...' as patient"),
    ("Iran leads Egypt by two goals.", "Iran Egypt", "sense", "the verb speaks of sport"),
    ("Iran funds Hamas and Hezbollah.", "Hamas Hezbollah", "side by side", "both are the object of 'funds'"),
    ("Qatar hosts Turkey.", "Qatar Turkey", "type", "Turkey is a State; its object must be "),
    ("Iran met its targets, Israel said.", "Iran Israel", "no clause", "no verb or noun of the sentence has both"),
    ("The border between Iran and Turkey, which Egypt bombed, is long.", "Iran Turkey", "side by side", "between"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "outcome", "reason"), FAILURES, ids=[text for text, *_ in FAILURES])
def test_why_a_pair_has_no_edge(notes, text, names, outcome, reason):
    [note] = notes(text)
    [pair] = [pair for pair in note.pairs if {pair.subject, pair.object} == set(names.split())]
    assert (pair.outcome, reason in pair.reason) == (outcome, True), pair


def test_pronoun_that_may_be_one_of_two(notes):
    _, note = notes("Hamas and Hezbollah left Doha. The group funds Iran.")
    [doubt] = [mention for mention in note.mentions if mention.problem]
    assert (doubt.text, doubt.actors, doubt.kind, doubt.problem) == (
        "group", (), "description", "may be Hamas or Hezbollah",
    )  # fmt: skip
    assert [(p.subject, p.object, p.outcome, p.reason) for p in note.pairs] == [
        ("Hamas", "Iran", "antecedent", "'group' may be Hamas or Hezbollah"),
        ("Hezbollah", "Iran", "antecedent", "'group' may be Hamas or Hezbollah"),
    ]


def test_pronoun_without_an_antecedent(notes):
    [note] = notes("He met Khaled Meshaal in Doha.")
    assert [(m.text, m.problem) for m in note.mentions if m.problem] == [("He", "is no actor")]


def test_name_of_two_actors(tmp_path):
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "actors:\n"
        "  - {id: north-front, name: North Front, type: ArmedGroup, aliases: [the Front]}\n"
        "  - {id: south-front, name: South Front, type: ArmedGroup, aliases: [the Front]}\n"
        "  - {id: iran, name: Iran, type: State}\n",
        encoding="utf-8",
    )
    [note] = explain(make_extractor([pack], only_packs=True), text_of("Iran funds the Front."))
    assert note.statements == ()
    [pair] = note.pairs
    assert (pair.outcome, pair.reason) == (
        "ambiguous",
        "'the Front' may be North Front or South Front, and nothing decides",
    )


def test_two_readings_of_one_name_are_no_pair(notes):
    [note] = notes("Doha hosts Hamas.")
    assert [(p.subject, p.object, p.outcome) for p in note.pairs] == [("Qatar", "Hamas", "edge")]


def test_endless_sentence(notes):
    [note] = notes("Iran funds Hamas and " * 120 + "nobody.")
    [pair] = note.pairs
    assert (pair.outcome, "a table or a list" in pair.reason) == ("unread", True)


def test_sentences_in_order_with_those_that_were_not_read(notes):
    found = notes("Iran funds Hamas. The sun shone.\n\nNobody came.")
    assert [(note.text, note.parsed) for note in found] == [
        ("Iran funds Hamas.", True),
        ("The sun shone.", False),
        ("Nobody came.", False),
    ]


def test_explained_statements_are_the_extracted_ones(notes, statements):
    text = "Hamas leader Ismail Haniyeh arrived in Doha. He said that Iran funds Hezbollah, which attacked Israel."
    assert [s for note in notes(text) for s in note.statements] == statements(text)
