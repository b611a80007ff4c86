from __future__ import annotations

import socket
import sys

import pytest

from graphkit.model import Note, Skipped
from graphkit.read import read_documents

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Daily</title><link>http://example.com/</link><language>en</language>
<item><title>Money</title><link>http://example.com/a?x=1</link><guid>tag:1</guid>
<pubDate>Mon, 05 May 2014 23:30:00 -0200</pubDate><description>Iran funds &amp;lt;b&amp;gt;Hamas.</description></item>
<item><title>Guests</title><link>http://example.com/b</link><description>Qatar hosts ...</description>
<content:encoded><![CDATA[<p>Qatar <b>hosts</b> Hamas.</p><script>alert(1)</script>
<p>A clerk<br>said so.</p>]]></content:encoded>
<source url="http://agency.example/">An Agency</source></item>
<item><title>Nothing</title><link>http://example.com/c</link></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Herald</title>
<entry><title>War</title><id>urn:1</id><link href="http://example.org/w"/><updated>2014-05-06T01:00:00Z</updated>
<author><name>A. N. Other</name></author><content type="text">Hezbollah fought Islamic State.</content></entry></feed>
"""


def read(path, text=None):
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return list(read_documents([path]))


def test_entries_of_rss(tmp_path):
    first, second, skipped = read(tmp_path / "daily.rss", RSS)
    assert (first.id, first.title, first.publisher, first.date, first.url, first.language) == (
        "daily:1", "Money", "The Daily", "2014-05-05", "http://example.com/a?x=1", "en",
    )  # fmt: skip
    assert first.extra == {"guid": "tag:1"}
    assert (second.text, second.publisher) == ("Qatar hosts Hamas.\n\nA clerk\n\nsaid so.", "An Agency")
    assert skipped == Skipped("daily.rss:3", "the entry has no text")


@pytest.mark.parametrize("suffix", [".atom", ".xml"])
def test_entries_of_atom(tmp_path, suffix):
    [document] = read(tmp_path / f"a{suffix}", ATOM)
    assert (document.text, document.author, document.publisher, document.date, document.url) == (
        "Hezbollah fought Islamic State.", "A. N. Other", "The Herald", "2014-05-06", "http://example.org/w",
    )  # fmt: skip


def test_feed_that_is_cut_short_gives_its_whole_entries(tmp_path):
    path = tmp_path / "a.rss"
    for end in range(RSS.index("<item>"), RSS.index("</channel>"), 9):
        *documents, skipped = [item for item in read(path, RSS[:end]) if item.path != "a.rss:3"]
        whole = RSS[:end].count("</item>")
        assert len(documents) in (min(2, whole), max(0, min(2, whole - 1)))
        assert isinstance(skipped, Skipped)
        assert "cut short" in skipped.reason or skipped.reason == "holds no entry"
        assert all(
            document.text in ("Iran funds <b>Hamas.", "Iran funds Hamas.", "Qatar hosts Hamas.\n\nA clerk\n\nsaid so.")
            for document in documents
        )


def test_feed_with_a_fault_is_read_with_a_note(tmp_path):
    [document, note] = read(tmp_path / "a.atom", ATOM.replace("War", "War &c"))
    assert document.text == "Hezbollah fought Islamic State."
    assert isinstance(note, Note)
    assert note.path == "a.atom:2"


def test_what_is_no_feed(tmp_path):
    [skipped] = read(tmp_path / "a.xml", "<report><p>Iran funds Hamas.</p></report>")
    assert skipped == Skipped("a.xml", "is no feed (RSS, Atom or RDF)")
    [skipped] = read(tmp_path / "b.rss", '<rss version="2.0"><channel><title>x</title></channel></rss>')
    assert skipped == Skipped("b.rss", "holds no entry")


ENTITIES = '<!DOCTYPE r [<!ENTITY a0 "Hamas ">{}]>'.format(
    "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
)


@pytest.mark.parametrize(
    "text",
    [
        RSS.replace("?>", f"?>{ENTITIES}", 1).replace("Qatar hosts ...", "&a9;"),
        RSS.replace("?>", '?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1).replace("Money", "&e;"),
        RSS.replace("?>", '?><!DOCTYPE r SYSTEM "http://example.com/r.dtd">', 1),
    ],
    ids=["entities", "file", "address"],
)
def test_nothing_is_fetched_or_blown_up(tmp_path, monkeypatch, text):
    def refuse(*_):
        raise AssertionError("opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    items = read(tmp_path / "a.rss", text)
    assert sum(len(getattr(item, "text", "")) for item in items) < 10_000
    assert "root:" not in repr(items)


def test_text_that_looks_like_an_address_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    [skipped] = read(tmp_path / "a.rss", "http://example.com/feed")
    assert skipped.reason == "is no feed (RSS, Atom or RDF)"


def test_without_the_library_the_mend_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "feedparser", None)
    assert read(tmp_path / "a.rss", RSS) == [
        Skipped("a.rss", 'needs feedparser, which is not installed; pip install "graphkit[feeds]"')
    ]
