from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.match import RuleTable
from graphkit.model import STATUSES, Clause
from tests.world import text_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # who acts is the government, where something happens the place
        ("Doha hosts Hamas.", ["Qatar hosts Hamas"]),
        ("Damascus backs Hezbollah.", ["Syria supports Hezbollah"]),
        ("Ismail Haniyeh visited Doha.", ["Ismail Haniyeh visits Doha"]),
        ("Ismail Haniyeh arrived in Cairo.", ["Ismail Haniyeh visits Cairo"]),
        ("Israel bombed Damascus.", ["Israel attacks Damascus"]),
        ("Ismail Haniyeh met Khaled Meshaal in Doha.", ["Ismail Haniyeh meets Khaled Meshaal"]),
        # the target before the place
        ("Israel attacked Hamas in Damascus.", ["Israel attacks Hamas"]),
        # what stands for an actor
        ("The government of Iran funds Hamas.", ["Iran funds Hamas"]),
        ("Iranian officials met Hamas in Doha.", ["Iran meets Hamas"]),
        ("Israeli warplanes bombed Damascus.", ["Israel attacks Damascus"]),
        ("Israel bombed Hamas positions in Beirut.", ["Israel attacks Hamas"]),
        ("Groups such as Hamas and Hezbollah attacked Israel.", ["Hamas attacks Israel", "Hezbollah attacks Israel"]),
        # what does not
        ("Iran's rivals fund Hamas.", []),
        # compounds and predicate nouns
        ("Israel attacked the Iran-backed Hezbollah.", ["Iran supports Hezbollah", "Israel attacks Hezbollah"]),
        ("Hamas is an ally of Iran.", ["Hamas allied_with Iran"]),
        # symmetric relations
        ("Iran and Hamas met.", ["Iran meets Hamas"]),
        ("Hamas met Iran.", ["Hamas meets Iran"]),
        ("Israel and Egypt held talks.", ["Israel talks_with Egypt"]),
        ("Talks between Israel and Egypt failed.", ["Israel talks_with Egypt"]),
        ("Israel, Egypt and Qatar met in Doha.", ["Egypt meets Qatar", "Israel meets Egypt", "Israel meets Qatar"]),
        # nobody does it to himself
        ("Iran funds Iran.", []),
        # an actor of a kind that cannot be the end
        ("Iran funds Mosul.", []),
    ],
)
def test_actors_of_a_statement(lines, text, found):
    assert lines(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Iran gave Hamas $30 million in 2018.", {"funds"}),
        ("Iran supplied Hamas with money and weapons.", {"funds", "arms"}),
        ("Iran helps Hamas with money.", {"funds"}),
        ("Iran backs Hamas.", {"supports"}),
    ],
)
def test_most_specific_relation_is_taken(statements, text, found):
    assert {s.relation for s in statements(text)} == found


def test_date_and_sum_belong_to_their_clause(statements):
    text = "In 2012 Iran funded Hamas, and in 2014 Qatar armed Hezbollah."
    assert {s.relation: (s.date_start, s.date_end, s.date_text) for s in statements(text)} == {
        "funds": ("2012", "2012", "2012"),
        "arms": ("2014", "2014", "2014"),
    }
    [statement] = statements("Qatar gave Hamas $30 million a month in 2018.")
    assert (statement.amount, statement.currency, statement.amount_period) == (30_000_000, "USD", "month")
    assert (statement.date_start, statement.date_end) == ("2018", "2018")


def test_date_of_the_speech_is_not_the_date_of_the_deed(statements):
    [statement] = statements("Israel said on Monday that Iran had funded Hamas since 2012.", "2016-10-24")
    assert (statement.date_start, statement.date_end, statement.date_text) == ("2012", None, "2012")


def test_relative_date_counts_from_the_document(statements):
    text = "Iran attacked Israel on Saturday."
    assert [s.date_start for s in statements(text, "2016-10-24")] == ["2016-10-22"]
    assert [(s.date_start, s.date_text) for s in statements(text)] == [(None, "Saturday")]


def test_statement_cites_its_words(statements):
    text = "A long war went on.\n\nIran has funded Hamas since 2012. It ended."
    [statement] = statements(text)
    assert statement.quote == "Iran has funded Hamas since 2012." == text[statement.begin : statement.end]
    assert text[statement.subject_begin : statement.subject_end] == "Iran"
    assert text[statement.trigger_begin : statement.trigger_end] == "funded"
    assert text[statement.object_begin : statement.object_end] == "Hamas"
    assert statement.rule.startswith("funds: {subject} fund")
    assert (statement.document, statement.construction) == ("text", "active")


def test_sentence_said_twice_is_stated_twice(statements):
    first, second = statements("Iran funds Hamas. Iran funds Hamas.")
    assert (first.begin, second.begin) == (0, 18)
    assert first.id != second.id


def test_rules_of_a_clause_are_found_by_trigger_and_kind(extractor):
    table = RuleTable(extractor.ontology)
    verbal = list(table.candidates(Clause(0, "fund", "verbal", {})))
    assert {candidate.rule.pattern.kind for candidate in verbal} == {"verbal"}
    assert "funds" in {candidate.relation.id for candidate in verbal}
    assert list(table.candidates(Clause(0, "yodel", "verbal", {}))) == []


sentences = st.sampled_from(
    [
        "Iran funds Hamas.",
        "Hamas leader Ismail Haniyeh arrived in Doha on Monday.",
        "He met Qatari Emir Tamim bin Hamad Al Thani.",
        "It also armed Hezbollah in 2014.",
        "“Iran gave us $30 million,” he said.",
        "“Israel bombed Damascus. Turkey hosts Hamas,” said Khaled Meshaal.",
        "The two countries condemned the group.",
        "Iran denied that its forces had attacked Israel.",
        "Did Qatar expel Hamas?",
        "The Iran-backed Hezbollah, a group founded in Lebanon, fought the Islamic State.",
        "U.S. Secretary of State Antony Blinken met Egyptian officials, according to the State Department.",
        "According to Israel, Hamas received weapons from Syria",
        "Qatar Blames Israel",
        "Nobody came.",
        "Former President Jimmy Carter praised Hamas’s restraint.",
    ]
)


@settings(max_examples=40)
@given(st.lists(st.tuples(sentences, st.sampled_from([" ", "\n", "\n\n", "  "])), min_size=1, max_size=8))
def test_every_span_lies_in_the_text(extractor, pieces):
    text = "".join(sentence + blank for sentence, blank in pieces)
    [(document, found)] = extractor.statements([text_of(text, "2016-10-24")])
    assert len({s.id for s in found}) == len(found)
    for s in found:
        assert document.text[s.begin : s.end] == s.quote
        assert s.begin <= s.trigger_begin < s.trigger_end <= s.end
        for begin, end in ((s.subject_begin, s.subject_end), (s.object_begin, s.object_end)):
            assert 0 <= begin < end <= len(text)
        assert (s.attribution_begin is None) == (s.attribution_label is None)
        if s.attribution_begin is not None:
            assert 0 <= s.attribution_begin < s.attribution_end <= len(text)
        assert s.status in STATUSES
        assert s.subject_type in extractor.ontology.relations[s.relation].subject
        assert s.object_type in extractor.ontology.relations[s.relation].object


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # read by the parser as one noun phrase
        ("The Iranian government funds Hamas.", ["Iran funds Hamas"]),
        # no apposition without a comma
        ("Critics of Iran fund Hamas.", []),
        ("Instead of funding Hamas, Iran armed Hezbollah.", ["Iran arms Hezbollah"]),
        ("Israel called on Qatar to expel Hamas.", []),
        ("Iran gave Hamas money.", ["Iran funds Hamas"]),
    ],
)
def test_what_the_parser_finds_hard(lines, text, found):
    assert lines(text) == found
