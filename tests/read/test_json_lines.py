from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document, Note, Skipped
from graphkit.read import read_documents


def read(tmp_path, data, name="wires.jsonl", **options):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(read_documents([file], **options))


def line(**values):
    return json.dumps(values, ensure_ascii=False) + "\n"


def test_the_offsets_are_those_of_the_text_after_its_escapes(tmp_path):
    (item,) = read(tmp_path, '{"text": "\\u0645\\ud83d\\ude00 said:\\r\\n\\"yes\\""}')

    assert item.text == 'م\U0001f600 said:\n"yes"'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path, encoding):
    text = line(id="a", text="حماس said so.") + "\n" + line(id="b", text="Oman did not.")

    assert [(i.id, i.text) for i in read(tmp_path, text.encode(encoding))] == [
        ("a", "حماس said so."),
        ("b", "Oman did not."),
    ]


def test_cut_utf16_is_skipped_after_the_whole_lines(tmp_path):
    text = line(id="a", text="One.") + line(id="b", text="Two.")

    first, second = read(tmp_path, text.encode("utf-16")[:-1])

    assert first.id == "a"
    assert second.path == "wires.jsonl:2"


def test_a_line_in_windows_1252_is_read_and_said(tmp_path):
    data = line(text="One.").encode() + line(text="Le café.").encode("cp1252") + line(text="Three.").encode()

    first, note, second, third = read(tmp_path, data)

    assert note == Note("wires.jsonl:2", "is not UTF-8; read as Windows-1252")
    assert [first.text, second.text, third.text] == ["One.", "Le café.", "Three."]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "a" "b": 1}', "the line is no JSON: expecting ',' delimiter (column 14)"),
        ("plain words", "the line is no JSON: expecting value (column 1)"),
        ('{"text": "a", "score": NaN}', "the line is no JSON: NaN is no JSON value"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "the line is no JSON: Exceeds the limit"),
        ("[" * 100_000, "the line is nested too deep"),
        ('"text"', 'the line is no JSON object; write {"text": ...}'),
        ('{"Text": "a"}', "the record has no text"),
        ('{"text": ["a"]}', "the text of the record is no string"),
        ('{"text": " "}', "holds no text"),
        ('{"text": "a\\u0000b"}', "its text holds NUL characters"),
        ('{"text": "a\0b"}', "the line holds NUL bytes"),
    ],
)
def test_a_bad_line_is_skipped_and_the_rest_goes_on(tmp_path, bad, reason):
    first, skipped, third = read(tmp_path, line(id="a", text="A.") + bad + "\n" + line(id="c", text="C."))

    assert (first.id, third.id) == ("a", "c")
    assert isinstance(skipped, Skipped)
    assert skipped.path == "wires.jsonl:2"
    assert skipped.reason.startswith(reason)


@pytest.mark.parametrize("end", ['{"text": "B', '{"text": ', '{"text": "B."'])
def test_a_cut_file_says_so_at_its_last_line(tmp_path, end):
    assert read(tmp_path, line(text="A.") + end)[1:] == [
        Skipped("wires.jsonl:2", "the line is cut short: the file ends before the record does")
    ]


@pytest.mark.parametrize("name", ["wires.jsonl", "wires.jsonl.gz"])
def test_the_limit_is_that_of_a_line(tmp_path, name):
    data = (line(text="A.") * 50 + line(text="x" * 500) + line(text="C.")).encode()
    data = gzip.compress(data, mtime=0) if name.endswith("gz") else data

    items = read(tmp_path, data, name, max_bytes=100)

    assert [item.path for item in items if isinstance(item, Skipped)] == [f"{name}:51"]
    assert items[50].reason == "the line is over the limit of 100 bytes; raise --max-bytes to read it"
    assert items[51].id == "wires:52"


@pytest.mark.parametrize("data", [b"", b"\n \n\n", gzip.compress(b"", mtime=0)])
def test_a_file_without_a_line_is_skipped(tmp_path, data):
    name = "a.jsonl.gz" if data.startswith(b"\x1f") else "a.jsonl"

    assert read(tmp_path, data, name) == [Skipped(name, "is empty")]


def test_a_cut_gzip_file_gives_its_whole_lines_and_says_what_is_lost(tmp_path):
    texts = [f"Line {number} of the wire, {hash((number, 1)) % 10**9}." for number in range(3000)]
    data = gzip.compress("".join(line(text=text) for text in texts).encode(), mtime=0)

    *items, last = read(tmp_path, data[: len(data) // 2], "wires.jsonl.gz")

    assert 0 < len(items) < 3000
    assert [item.text for item in items] == texts[: len(items)]
    assert last == Skipped(
        f"wires.jsonl.gz:{len(items) + 1}", "the compressed file is cut short here; what followed is lost"
    )


def test_a_damaged_gzip_file_is_skipped(tmp_path):
    data = bytearray(gzip.compress(line(text="A.").encode(), mtime=0))
    data[-8] ^= 1

    assert "damaged: CRC check failed" in read(tmp_path, bytes(data), "a.jsonl.gz")[-1].reason
    assert "damaged: Not a gzipped file" in read(tmp_path, line(text="A."), "b.jsonl.gz")[-1].reason


@pytest.mark.parametrize("content", [b"\n" * 2_000_000, b"x" * 30_000_000])
def test_a_gzip_bomb_is_left_at_the_limit(tmp_path, content):
    packed = gzip.compress(content, mtime=0)

    items = read(tmp_path, packed * 3, "bomb.jsonl.gz", max_bytes=1_000_000)

    assert all(isinstance(item, Skipped) for item in items)
    assert items[-1].reason == "the compressed file expands to more than 600 times its size; unpack it first"


def test_what_repeats_itself_as_reports_do_is_no_bomb(tmp_path):
    content = "".join(line(text=f"The same words {'again and ' * 20}", id=str(number)) for number in range(2000))

    items = read(tmp_path, gzip.compress(content.encode(), mtime=0), "many.jsonl.gz", max_bytes=1000)

    assert len(items) == 2000


JSON_LIKE = st.lists(
    st.sampled_from([b'{"text": ', b'"a"', b"}", b"\n", b"[", b"]", b"\xff", b"\0", b"\\ud800", b'{"text":"a"}', b" "])
    | st.binary(max_size=4),
    max_size=20,
).map(b"".join)


@given(data=JSON_LIKE, packed=st.booleans(), cut=st.integers(0, 30))
def test_any_bytes_give_documents_or_reasons(tmp_path_factory, data, packed, cut):
    data = gzip.compress(data, mtime=0)[: -cut or None] if packed else data

    items = read(tmp_path_factory.mktemp("bytes"), data, "a.jsonl.gz" if packed else "a.jsonl")

    assert items
    assert all(isinstance(item, Document | Skipped | Note) for item in items)
    for item in items:
        if isinstance(item, Document):
            item.text.encode("utf-8")
