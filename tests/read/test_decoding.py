from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.read.decoding import FALLBACK_NOTE, decode

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_as_it_was(text, encoding):
    assert decode(text.encode(encoding)) == (text, "")


@given(TEXTS)
def test_utf16_of_either_byte_order_comes_back(text):
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == (text, "")


@given(st.lists(st.sampled_from(["a", "\n", "\r\n", "\r"]), min_size=1))
def test_every_line_end_becomes_a_newline(parts):
    text, _ = decode("".join(parts).encode())

    assert "\r" not in text
    assert text.replace("\n", "") == "a" * parts.count("a")


def test_line_ends_are_counted_as_written():
    assert decode(b"a\r\nb\rc\n\r\nd")[0] == "a\nb\nc\n\nd"


def test_windows_1252_is_read_and_said():
    text = "Le président – « Réunion » – a reçu l’envoyé."

    assert decode(text.encode("cp1252")) == (text, FALLBACK_NOTE)


@pytest.mark.parametrize(
    ("declared", "text"),
    [("windows-1251", "Президент принял посла."), ("ISO-8859-1", "Le “café” à Beyrouth"), ("gbk", "总统会见大使")],
)
def test_a_declared_character_set_is_used(declared, text):
    encoding = "cp1252" if declared == "ISO-8859-1" else declared

    assert decode(text.encode(encoding), declared) == (text, "")


def test_utf8_is_utf8_whatever_is_declared():
    assert decode("Président".encode(), "windows-1251") == ("Président", "")


@pytest.mark.parametrize("declared", ["punycode", "unicode_escape", "hex", "no-such-set"])
def test_other_declared_character_sets_are_not_used(declared):
    assert decode(b"caf\xe9", declared) == ("café", FALLBACK_NOTE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a\0b", "holds NUL bytes"),
        ("text".encode("utf-16-le"), "holds NUL bytes"),
        (b"%PDF-1.4" + bytes(range(1, 32)) * 9, "is a binary file"),
        ("Президент принял посла".encode() + b"\xff" + "в Москве".encode(), "no UTF-8 at byte 43"),
        ("حماس".encode()[:-1], "no UTF-8 at byte 7"),
        (b"caf\x81 \x90", "is no text in UTF-8, UTF-16 or Windows-1252"),
        (codecs.BOM_UTF16_LE + b"a\0b", "broken or cut short: no UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    with pytest.raises(InputError) as caught:
        decode(data)

    assert reason in str(caught.value)


def test_a_broken_declared_character_set_is_refused():
    with pytest.raises(InputError, match="is not gbk, as it says, at byte"):
        decode(b"\xff\xff abc", "gbk")


def test_a_page_break_and_an_end_of_file_sign_are_text():
    assert decode(b"First page.\f" + b"Second page of the report, somewhat longer.\x1a")[1] == ""
