"""Saved web pages: the text of the article and what the page says of itself, by trafilatura.

Blocks (paragraphs, headings, list items, rows) are set apart by a blank line, for a single line end means nothing to a
reader of plain text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import decode, read_limited
from graphkit.read.page_tree import parse_page, shown, smooth
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "web page"
SUFFIXES = (".html", ".htm")
# What stands in a page hangs on its bytes alone, and finding it is slow: it is worth remembering.
REMEMBERED = True

_LARGE_PAGE = 1_000_000
_LONGEST_DATELINE = 40
_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"(\d{4}(?:-\d\d){0,2})')
_HEAD_RULE = re.compile(r"\|(?:---\|)+")
_NOISY = ("trafilatura", "htmldate", "courlan", "charset_normalizer")

# Fixed ends, since the default of the last day is today: the same page must give the same date next year.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the one article of the page.

    Raises:
        InputError: if it is no text, too large or too tangled, or no article is found in it.
    """
    record, note = read_page(read_limited(stream, max_bytes))
    if note:
        yield Note(source.path, note)
    yield record


def read_page(data: bytes, declared: str = "") -> tuple[Record, str]:
    """Return the article of a page, and a note when its character set had to be guessed.

    Args:
        data: the bytes of the page.
        declared: the character set that came with it; "" for the one that it names itself.

    Raises:
        InputError: if it is no text, too tangled, or no article is found in it.
    """
    charset = _CHARSET.search(data[:4096])
    text, note = decode(data, declared or (charset[1].decode("ascii") if charset else ""))
    return _article(text), note


def _article(source: str) -> Record:
    page = parse_page(source)
    try:
        with _silence():
            about = _metadata(page)
            smooth(page)
            text = _text(page)
    except InputError:
        raise
    except Exception as error:  # one odd page must not end a build, whatever fails inside the library
        raise InputError(f"the page could not be taken apart ({type(error).__name__})") from error
    finally:
        if len(source) > _LARGE_PAGE:
            _forget()
    if not text.strip():
        raise InputError("no article was found in the page")
    values = {
        "title": about.title,
        "author": about.author,
        "publisher": about.sitename,
        "date": _date(about.date, text, source),
        "url": _address(page) or about.url,
        "language": page.get("lang"),
    }
    return Record(shown(text), {name: shown(value) for name, value in values.items() if value})


def _metadata(page: Any) -> Any:
    """Return what trafilatura finds of title, author, sitename, date and url."""
    from trafilatura import extract_metadata

    return extract_metadata(page, date_config=_DATES)


def _text(page: Any) -> str:
    """Return the text of the article, "" if there is none."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, fast=True, include_comments=False)
    lines = (line.strip() for line in (found.text or "").split("\n")) if found else ()
    return "\n\n".join(line for line in lines if line and not _HEAD_RULE.fullmatch(line))


def _date(found: str | None, text: str, source: str) -> str | None:
    """Return the date of publication; a date that only sentences of the article name is none."""
    if found and found in source:
        in_sentences = sum(block.count(found) for block in text.split("\n\n") if len(block) > _LONGEST_DATELINE)
        found = found if source.count(found) > in_sentences else None
    published = _PUBLISHED.search(source)
    return found or (published[1] if published else None)


def _address(page: Any) -> str | None:
    """Return the address that the page gives itself; trafilatura prefers others and rewrites them."""
    links = [link.get("href") for link in page.iter("link") if "canonical" in link.get("rel", "").lower().split()]
    metas = [meta.get("content") for meta in page.iter("meta") if meta.get("property") == "og:url"]
    addresses = (address.strip() for address in (*links, *metas) if address)
    return next((address for address in addresses if address.startswith(("http://", "https://"))), None)


def _forget() -> None:
    """Empty trafilatura's caches, which keep whole texts."""
    from trafilatura.meta import reset_caches

    reset_caches()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the libraries' warnings about odd pages from the terminal."""
    loggers = [logging.getLogger(name) for name in _NOISY]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
