from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document, Note, Skipped
from graphkit.read.records import Record, make_document
from graphkit.read.sources import Source

SOURCE = Source("folder/file.txt", "folder/file", "corpus/folder/file.txt")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)


def document(text="The text.", line=0, **values):
    *notes, made = make_document(Record(text, values, line), SOURCE)
    return made, [note.text for note in notes]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2016", "2016"),
        (2016, "2016"),
        ("2016-10", "2016-10"),
        (" 2016-10-23 ", "2016-10-23"),
        ("2016-10-23T21:30:00Z", "2016-10-23"),
        ("2016-10-23 21:30", "2016-10-23"),
        ("", None),
        (None, None),
    ],
)
def test_dates_keep_their_precision_and_lose_the_time(given, kept):
    made, notes = document(date=given)

    assert (made.date, notes) == (kept, [])


@pytest.mark.parametrize(
    "given",
    [
        *("2016-13", "2016-02-30", "0000", "16-10-23", "2016-1-5", "20161023", "October 2016", "2016-10T21:30"),
        *(1477260000, "٢٠١٦", True, {"year": 2016}, "2016-10-23 or so"),
    ],
)
def test_what_is_no_date_is_left_out_and_said(given):
    made, notes = document(date=given)

    assert made.date is None
    assert len(notes) == 1
    assert notes[0].startswith("date ")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Two \n words ", "Two words"),
        (2012, "2012"),
        (0, "0"),
        (True, "true"),
        (["A", "B"], "A; B"),
        ([], None),
        ("   ", None),
    ],
)
def test_values_become_one_line_of_text(given, kept):
    made, notes = document(title=given)

    assert (made.title, notes) == (kept, [])


@pytest.mark.parametrize("given", [{"name": "A"}, [["A"]], [{"name": "A"}], "A\0B"])
def test_values_that_are_no_line_are_left_out_and_said(given):
    made, notes = document(author=given)

    assert (made.author, notes) == (None, ["author is not a line of text; left out"])


def test_the_id_is_the_given_one_or_that_of_the_source_and_line():
    assert document(id=" a b ")[0].id == "a b"
    assert document(id=12)[0].id == "12"
    assert document(id="")[0].id == "folder/file"
    assert document(line=4)[0].id == "folder/file:4"


def test_keys_that_are_not_known_are_kept_as_they_are():
    made, _ = document(based_on="The paper", tags=["a", {"b": 1}], id="x", publisher="p")

    assert made.extra == {"based_on": "The paper", "tags": ["a", {"b": 1}]}


def test_text_keeps_its_characters_but_for_line_ends():
    text = " \u200fحماس\u200f\tsaid\u00a0so \r\n\r\nand  left.\r"

    made, _ = document(text)

    assert made.text == " \u200fحماس\u200f\tsaid\u00a0so \n\nand  left.\n"
    assert made.sha256 == hashlib.sha256(made.text.encode()).hexdigest()


def test_half_a_surrogate_pair_becomes_a_mark_and_a_whole_one_a_character():
    made, _ = document("cut \ud83d here \ud83d\ude00", title="\udc00", note=["\ud800"])

    assert (made.text, made.title, made.extra) == ("cut \ufffd here \U0001f600", "\ufffd", {"note": ["\ufffd"]})


@pytest.mark.parametrize(
    ("text", "reason"), [(" \n\u00a0\t", "holds no text"), ("a\0b", "its text holds NUL characters")]
)
def test_a_record_without_a_usable_text_is_skipped(text, reason):
    assert document(text, line=3)[0] == Skipped("folder/file.txt:3", reason)


def test_values_nested_too_deep_are_skipped():
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]

    assert document(extra=deep)[0] == Skipped("folder/file.txt", "its values are nested too deep")


@given(st.dictionaries(st.sampled_from(["id", "title", "author", "url", "date", "language", "x"]), JSON))
def test_any_values_give_a_document_that_can_be_written(values):
    *notes, made = make_document(Record("The text.", values), SOURCE)

    assert isinstance(made, Document)
    assert all(isinstance(note, Note) for note in notes)
    for value in (made.title, made.author, made.url, made.date, made.language):
        assert value is None or (isinstance(value, str) and value == value.strip() != "")
    json.dumps([made.id, made.title, made.extra], ensure_ascii=False, allow_nan=False).encode("utf-8")
