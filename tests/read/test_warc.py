from __future__ import annotations

import sys

import pytest

from graphkit.model import Document, Note, Skipped
from graphkit.read import read_documents
from tests.read.archives import FETCHED, Archive, page

SENTENCE = "Iran funds Hamas, a former clerk said in Doha on Monday."


def read(path, **options):
    return list(read_documents([path], **options))


@pytest.mark.parametrize(("name", "packed"), [("crawl.warc.gz", True), ("crawl.warc", False)])
def test_pages_of_an_archive(tmp_path, name, packed):
    archive = Archive(packed)
    archive.other("warcinfo", b"software: a crawler\r\n", "application/warc-fields")
    archive.answer(
        page(SENTENCE, head='<meta property="og:site_name" content="The Daily">'), "http://www.example.com/one"
    )
    archive.answer(page(SENTENCE, head='<meta property="article:published_time" content="2014-05-01T08:00:00Z">'))
    archive.answer(b"\x89PNG", content_type="image/png")
    archive.answer(b"", status="301 Moved", location="http://example.com/c")
    archive.answer(page(SENTENCE), content_encoding="gzip")
    archive.answer(
        "Sommet à Téhéran : l’Iran finance le Hamas.".encode("cp1252"), content_type="text/plain; charset=windows-1252"
    )
    archive.other("conversion", SENTENCE.encode(), "text/plain")
    *documents, note = read(archive.write(tmp_path / name))
    assert [(one.id, one.url, one.publisher, one.date, one.title) for one in documents] == [
        ("crawl:2", "http://www.example.com/one", "The Daily", "2014-05-05", "A report"),
        ("crawl:3", "http://www.example.com/a", "example.com", "2014-05-01", "A report"),
        ("crawl:6", "http://www.example.com/a", "example.com", "2014-05-05", "A report"),
        ("crawl:7", "http://www.example.com/a", "example.com", "2014-05-05", None),
        ("crawl:8", "http://www.example.com/b", "example.com", "2014-05-05", None),
    ]
    assert all(one.extra == {"fetched": FETCHED} and one.path == name for one in documents)
    assert [one.text for one in documents[:3]] == [f"A report\n\n{SENTENCE}"] * 3
    assert documents[3].text == "Sommet à Téhéran : l’Iran finance le Hamas."
    assert note == Note(
        name, "records that are no pages were passed over: 1 image/png, 1 redirect or error, 1 warcinfo"
    )


def test_pages_that_are_none_are_named(tmp_path):
    archive = Archive()
    archive.answer(b"<html><body></body></html>")
    archive.answer(page(SENTENCE * 40))
    archive.answer(page(SENTENCE * 40), content_encoding="gzip")
    archive.answer(page(SENTENCE))
    path = archive.write(tmp_path / "a.warc.gz")
    *skipped, document = read(path, max_bytes=1_500)
    assert [(one.path, one.reason.split(";")[0]) for one in skipped] == [
        ("a.warc.gz:1", "no article was found in the page"),
        ("a.warc.gz:2", "the record is over the limit of 1,500 bytes"),
        ("a.warc.gz:3", "the page is over the limit of 1,500 bytes"),
    ]
    assert document.id == "a:4"


@pytest.mark.parametrize("packed", [True, False])
def test_archive_that_is_cut_anywhere_gives_what_is_whole_and_says_so(tmp_path, packed):
    archive = Archive(packed)
    for number in range(3):
        archive.answer(page(f"{SENTENCE} It is number {number}."))
    path = tmp_path / "a.warc"
    path = path.with_suffix(".warc.gz") if packed else path
    for end in range(1, len(archive.data), 7):
        path.write_bytes(archive.data[:end])
        items = read(path)
        documents = [item.id for item in items if isinstance(item, Document)]
        assert documents == [f"a:{number + 1}" for number in range(len(documents))]
        # Four bytes of line ends follow a record.
        ends = [0, *archive.ends]
        whole = max(number for number, last in enumerate(ends) if last - (0 if packed else 4) <= end)
        assert len(documents) >= whole
        if end not in range(ends[whole] - 4, ends[whole] + 1) and len(documents) == whole:
            [skipped] = [item for item in items if isinstance(item, Skipped)]
            assert any(words in skipped.reason for words in ("cut short here", "damaged here", "holds no record"))
            assert whole == 0 or skipped.path.endswith(f":{whole + 1}")


def test_damage_in_the_middle_is_named_with_its_place(tmp_path):
    archive = Archive().answer(page(SENTENCE)).answer(page(SENTENCE)).answer(page(SENTENCE))
    data = bytearray(archive.data)
    data[archive.ends[0] + 40] ^= 0xFF
    path = tmp_path / "a.warc.gz"
    path.write_bytes(bytes(data))
    document, skipped = read(path)
    assert document.id == "a:1"
    assert skipped.path == "a.warc.gz:2"
    assert "damaged here, what followed is lost" in skipped.reason


def test_what_is_no_archive(tmp_path):
    for name, data in {"a.warc": b"", "b.warc": b"Iran funds Hamas.\r\n\r\n" * 9, "c.warc.gz": b"\x1f\x8b"}.items():
        (tmp_path / name).write_bytes(data)
    assert [(type(item), item.path.split(":")[0]) for item in read(tmp_path)] == [
        (Skipped, "a.warc"), (Skipped, "b.warc"), (Skipped, "c.warc.gz"),
    ]  # fmt: skip


def test_bomb_is_not_unpacked(tmp_path):
    archive = Archive().answer(page(SENTENCE)).answer(b" " * 60_000_000).answer(page(SENTENCE))
    path = archive.write(tmp_path / "a.warc.gz")
    document, limit, bomb = read(path)
    assert document.id == "a:1"
    assert limit.reason.startswith("the record is over the limit of 20,000,000 bytes")
    assert bomb == Skipped("a.warc.gz:2", "the archive expands to more than 600 times its size; unpack it first")


def test_without_the_library_the_mend_is_named(tmp_path, monkeypatch):
    path = Archive().answer(page(SENTENCE)).write(tmp_path / "a.warc.gz")
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    assert read(path) == [Skipped("a.warc.gz", 'needs fastwarc, which is not installed; pip install "graphkit[warc]"')]
