"""Feeds (RSS, Atom, RDF) that were saved to a file: one document an entry, with the text that the feed itself holds.

Nothing is fetched: a feed that gives only the beginning of an article gives only that. The publisher is the feed's
title, or that of the feed which an entry says it is taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate
from io import BufferedReader, BytesIO
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import read_limited
from graphkit.read.extras import need
from graphkit.read.page_tree import parse_page, shown
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "feed"
SUFFIXES = (".rss", ".atom", ".xml")

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()
)
_END = re.compile(rb"</(?:rss|feed|rdf:RDF|channel)\s*>\s*(?:<!--.*-->\s*)?$", re.IGNORECASE | re.DOTALL)
_LONGEST_END = 1_000
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LEFT_OUT = frozenset("script style template figure iframe".split())


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the entries of the feed in its order.

    Raises:
        InputError: if feedparser is not installed, the file is too large or no feed.
    """
    feedparser = need("feedparser", "feeds")
    data = read_limited(stream, max_bytes)
    # A stream: text or bytes would be tried as an address and as a path first.
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise InputError("is no feed (RSS, Atom or RDF)")
    damage = feed.get("bozo_exception")
    line = damage.getLineNumber() if hasattr(damage, "getLineNumber") else 0
    cut = bool(line) and not _END.search(data[-_LONGEST_END:])
    # Where the file is cut short, the lenient parser gives the last entry without its end.
    for number, entry in enumerate(feed.entries[:-1] if cut else feed.entries, 1):
        yield from _read_entry(entry, feed.feed, number, source)
    if cut:
        yield Skipped(source.place(line), "the feed is cut short here; its last entry is lost")
    elif line:
        yield Note(source.place(line), f"the feed is no good XML ({damage.getMessage()}); it was read all the same")
    elif not feed.entries:
        yield Skipped(source.path, "holds no entry")


def _read_entry(entry: Any, feed: Any, number: int, source: Source) -> Iterator[Record | Skipped]:
    try:
        text = _text(entry)
    except InputError as error:
        yield Skipped(source.place(number), error.problem)
        return
    values = {
        "title": entry.get("title"),
        "url": entry.get("link"),
        "author": entry.get("author"),
        "publisher": entry.get("source", {}).get("title") or feed.get("title"),
        "date": _date(entry),
        "language": entry.get("language") or feed.get("language"),
        "guid": entry.get("id"),
    }
    yield Record(text, {name: value for name, value in values.items() if value}, number)


def _text(entry: Any) -> str:
    """Return the longest text that the entry has, as plain text.

    Raises:
        InputError: if there is none.
    """
    texts = [_plain(part) for part in (*entry.get("content", ()), entry.get("summary_detail", {})) if part.get("value")]
    if not any(texts):
        raise InputError("the entry has no text")
    return max(texts, key=len)


def _plain(part: Any) -> str:
    if part.get("type") == "text/plain":
        return str(part["value"])
    page = parse_page(f"<div>{part['value']}</div>")
    for element in list(page.iter(*_LEFT_OUT)):
        element.drop_tree()
    lines = (" ".join(line.split()) for line in "".join(_pieces(page)).split("\n\n"))
    return shown("\n\n".join(line for line in lines if line))


def _pieces(page: Any) -> Iterator[str]:
    """Yield the texts of a page in their order, with a blank line where a block begins or ends."""
    from lxml import etree  # type: ignore[import-untyped]

    for event, element in etree.iterwalk(page, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "\n\n"
        text = element.text if event == "start" else element.tail
        if text:
            yield text


def _date(entry: Any) -> str | None:
    """Return the day of publication where it was published: feedparser gives it in UTC, which may be another day."""
    for name in ("published", "updated"):
        written, time = str(entry.get(name, "")), entry.get(f"{name}_parsed")
        if time:
            local = None if _ISO.match(written) else parsedate(written)
            return written[:10] if _ISO.match(written) else "{:04}-{:02}-{:02}".format(*(local or time)[:3])
    return None
