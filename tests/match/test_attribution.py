from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Iran funds Hamas.", None),
        # indirect speech, before and after
        ("Ismail Haniyeh said that Iran funds Hamas.", "Ismail Haniyeh"),
        ("Ismail Haniyeh said Iran funds Hamas.", "Ismail Haniyeh"),
        ("Iran funds Hamas, Israel said.", "Israel"),
        ("Israel confirmed that Iran funds Hamas.", "Israel"),
        ("The Israeli army said that Iran funds Hamas.", "Israel"),
        ("According to Israel, Iran funds Hamas.", "Israel"),
        ("Iran funds Hamas, according to Israel.", "Israel"),
        # unnamed sources by the words of the text
        ("A former treasurer said that Iran funds Hamas.", "A former treasurer"),
        ("Iran funds Hamas, a former treasurer said.", "a former treasurer"),
        # direct speech
        ('"Iran funds Hamas," said Ismail Haniyeh.', "Ismail Haniyeh"),
        ('"Iran funds Hamas," Ismail Haniyeh said.', "Ismail Haniyeh"),
        ('Ismail Haniyeh said: "Iran funds Hamas."', "Ismail Haniyeh"),
        ("“Iran funds Hamas,” a senior official said.", "a senior official"),
        # over two sentences
        ("“Qatar is rich. Iran funds Hamas,” said Ismail Haniyeh.", "Ismail Haniyeh"),
        ("“Qatar is rich,” Ismail Haniyeh said. “Iran funds Hamas.”", "Ismail Haniyeh"),
        # a noun phrase as what is said; "as X said"
        ("Israel noted the continued funding of Hamas by Iran.", "Israel"),
        ("Israel condemned the continued funding of Hamas by Iran.", None),
        ("As Israel announced on Monday, Iran funds Hamas.", "Israel"),
        ("Iran funds Hamas, as Israel has said.", "Israel"),
        ("As Israel announced the talks, Iran funded Hamas.", None),
        # a description as speaker
        ("Secretary Antony Blinken left Egypt. “Iran funds Hamas,” the secretary said in Doha.", "Antony Blinken"),
        # a pronoun as speaker
        ("Hamas leader Ismail Haniyeh arrived. He said that Iran funds Hamas.", "Ismail Haniyeh"),
        # somebody spoke, but not this
        ("Israel said so. Iran funds Hamas.", None),
        ("Iran, which funds Hamas, said nothing.", None),
    ],
)
def test_who_says_so(statements, text, speaker):
    assert [s.attribution_label for s in statements(text) if s.relation == "funds"] == [speaker]


def test_known_speaker_has_an_id_and_a_place(statements):
    text = "Israel confirmed that Iran funds Hamas."
    [statement] = statements(text)
    assert (statement.attribution, statement.attribution_chain) == ("israel", ("Israel",))
    assert text[statement.attribution_begin : statement.attribution_end] == "Israel"


def test_unknown_speaker_has_words_and_a_place_but_no_id(statements):
    text = "Iran funds Hamas, a former treasurer said."
    [statement] = statements(text)
    assert statement.attribution is None
    assert text[statement.attribution_begin : statement.attribution_end] == statement.attribution_label


def test_chain_goes_from_the_outermost_speaker_to_the_nearest(statements):
    [statement] = statements("Egypt said that Israel had claimed that Iran funds Hamas.")
    assert statement.attribution_chain == ("Egypt", "Israel")
    assert statement.attribution == "israel"


def test_who_accuses_is_the_speaker_of_the_charge(statements):
    for text in ("Israel alleges that Iran funds Hamas.", "Israel accused Iran of funding Hamas."):
        found = [(s.modality, s.attribution) for s in statements(text) if s.relation == "funds"]
        assert found == [("alleged", "israel")], text


def test_titles_in_indirect_speech_are_the_reporters_own(lines):
    text = "Hamas leader Ismail Haniyeh said that Iran funds Hezbollah."
    assert lines(text) == ["Iran funds Hezbollah (says Ismail Haniyeh)", "Ismail Haniyeh leads Hamas"]


def test_title_inside_a_direct_quotation_is_the_speakers(lines):
    text = "“Hamas leader Ismail Haniyeh is rich,” said Khaled Meshaal."
    assert lines(text) == ["Ismail Haniyeh leads Hamas (says Khaled Meshaal)"]


def test_quotation_with_unlike_marks_ends_with_its_sentence(lines):
    text = 'Khaled Meshaal said “Qatar hosts Hamas and that is good", as reported.\n\nIran funds Hezbollah.'
    assert "Iran funds Hezbollah" in lines(text)
    assert "Qatar hosts Hamas (says Khaled Meshaal)" in lines(text)


def test_the_statement_speaks_for_whom_it_was_named_after(lines):
    text = "Iran funds Hamas, according to a State Department release. Iran arms Hezbollah, the release said."
    assert "Iran arms Hezbollah (says US State Department)" in lines(text)
    assert "Iran arms Hezbollah (says the release)" in lines("Iran arms Hezbollah, the release said.")
