from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document, Note, Skipped
from graphkit.read import read_documents

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip())


def read(tmp_path, data, name="report.md", **options):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(read_documents([file], **options))


@given(text=WORDS)
def test_text_comes_back_as_it_is_in_the_file(tmp_path_factory, text):
    (item,) = read(tmp_path_factory.mktemp("text"), b"x" + text.encode(), "report.txt")

    assert item.text == f"x{text}"


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_text_is_what_follows_the_front_matter(tmp_path, name, end):
    source = "---\ntitle: A report\n---  \n\n  First line \n\n---\nSecond line"

    (item,) = read(tmp_path, source.replace("\n", end), name)

    assert (item.title, item.text) == ("A report", "\n  First line \n\n---\nSecond line")


def test_values_are_what_was_written(tmp_path):
    source = (
        "---\nid: 007\ntitle: 2012\nauthor: no\nurl: ~\ndate: 2012-10-23\nlanguage: no\nratio: 1.10\n"
        "day: 2012-01-01\ncount: 12\nok: true\nempty:\n---\nText.\n"
    )

    (item,) = read(tmp_path, source)

    assert (item.id, item.title, item.author, item.url, item.date) == ("007", "2012", "no", None, "2012-10-23")
    assert item.language == "no"
    assert item.extra == {"ratio": "1.10", "day": "2012-01-01", "count": 12, "ok": True, "empty": None}


def test_a_byte_order_mark_does_not_hide_the_front_matter(tmp_path):
    (item,) = read(tmp_path, "\ufeff---\ntitle: A\n---\nText.")

    assert (item.title, item.text) == ("A", "Text.")


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nA rule above the text.\n---\n",
        "---\nText between rules\n---\nmore",
        "----\ntitle: x\n----\nText",
        "Text.\n---\ntitle: x\n---\n",
        "--- title: x\nText",
    ],
)
def test_a_rule_is_no_front_matter(tmp_path, source):
    (item,) = read(tmp_path, source)

    assert (item.title, item.text) == (None, source)


@pytest.mark.parametrize("source", ["---\n---\nText.", "---\n# a comment\n---\nText.", "---\ntitle:\n...\nText."])
def test_front_matter_may_be_empty(tmp_path, source):
    (item,) = read(tmp_path, source)

    assert (item.title, item.text) == (None, "Text.")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: a: b", "its front matter is broken, line 2: mapping values are not allowed"),
        ("id: x\ntitle: [a", "its front matter is broken, line"),
        (
            "x: !!python/object/apply:os.system [ls]",
            "has a tag, tag:yaml.org,2002:python/object/apply:os.system; leave it",
        ),
        ("x: !!int ", "its front matter has a tag, tag:yaml.org,2002:int; leave it out"),
        ("title: !Doha", "its front matter has a tag, !Doha; leave it out or put the value in quotes"),
        ("title: a\x07b", "its front matter is broken: unacceptable character"),
        ("title: &a [b]\nauthor: *a", "its front matter has an alias, *a; write the value out or put it in quotes"),
        ("title: " + "[" * 60_000, "nested deeper than 20 levels"),
        ("title:\n  " + "- " * 30_000, "nested deeper than 20 levels"),
        ("title: " + "a" * 70_000, "its front matter is longer than 65,536 characters"),
    ],
)
def test_broken_front_matter_is_skipped_with_the_reason(tmp_path, front, reason):
    (item,) = read(tmp_path, f"---\n{front}\n---\nText.")

    assert isinstance(item, Skipped)
    assert reason in item.reason


def test_front_matter_that_is_not_closed_is_skipped(tmp_path):
    assert read(tmp_path, "---\ntitle: A\n\nText.") == [
        Skipped("report.md", "its front matter is not closed; end it with a line of ---")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "holds no text"),
        (b"---\ntitle: A\n---\n\n", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark"),
        (b"x" * 101, "is over the limit of 100 bytes; raise --max-bytes to read it"),
    ],
)
def test_files_without_a_text_are_skipped(tmp_path, data, reason):
    assert read(tmp_path, data, max_bytes=100) == [Skipped("report.md", reason)]


def test_a_file_at_the_limit_is_read(tmp_path):
    assert read(tmp_path, b"x" * 100, max_bytes=100)[0].text == "x" * 100


def test_a_guessed_character_set_is_said_before_the_document(tmp_path):
    note, item = read(tmp_path, "Le café".encode("cp1252"))

    assert note == Note("report.md", "is not UTF-8; read as Windows-1252")
    assert item.text == "Le café"


def test_ten_megabytes_on_one_line_are_a_document(tmp_path):
    (item,) = read(tmp_path, b"word " * 2_000_000, "line.txt")

    assert len(item.text) == 10_000_000


@given(data=st.binary(max_size=200) | st.binary(max_size=60).map(lambda data: b"---\nkey: " + data + b"\n---\ntext"))
def test_any_bytes_give_one_document_or_the_reason(tmp_path_factory, data):
    *notes, item = read(tmp_path_factory.mktemp("bytes"), data)

    assert all(isinstance(note, Note) for note in notes)
    assert isinstance(item, Document) or (isinstance(item, Skipped) and item.reason)
