"""Saved web pages: the text of the article and what the page says of itself, by trafilatura.

Blocks (paragraphs, headings, list items, rows) are set apart by a blank line, for a single line end means nothing to a
reader of plain text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from io import BufferedReader
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import decode, read_limited
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "web page"
SUFFIXES = (".html", ".htm")

# Far above any article. Time grows with the depth, and with the square of the number of attributes of an element, of
# texts in paragraphs, and of elements side by side that are no blocks: a page of 1 MB could take minutes.
_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 500
_MAX_ATTRIBUTES = 1_000
_MANY_ELEMENTS = 15_000
_LONGEST_ROW = 2_000
_MAX_TANGLE = 100_000_000
_LONGEST_ATTRIBUTE = 10_000
_LARGE_PAGE = 1_000_000

_BLOCKS = frozenset("article blockquote br dd div dl dt head hr li ol p pre section table tbody tr ul".split())
_CELLS = ("td", "th")
_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE)
_HEAD_RULE = re.compile(r"\|(?:---\|)+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_NOISY = ("trafilatura", "htmldate", "courlan", "charset_normalizer")

# trafilatura drops every character that does not print. The joiners and the marks of writing direction belong to the
# words of a quote, so they travel as signs of Linear A, which no report is written in.
_MARKS = "\u061c\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SIGNS = "".join(chr(0x10600 + place) for place in range(len(_MARKS)))
_HIDE = str.maketrans(_MARKS, _SIGNS)
_SHOW = str.maketrans(_SIGNS, _MARKS)

# Fixed ends, since the default of the last day is today: the same page must give the same date next year.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the one article of the page.

    Raises:
        InputError: if it is no text, too large or too tangled, or no article is found in it.
    """
    data = read_limited(stream, max_bytes)
    charset = _CHARSET.search(data[:4096])
    text, note = decode(data, charset[1].decode("ascii") if charset else "")
    record = _article(text)
    if note:
        yield Note(source.path, note)
    yield record


def _article(text: str) -> Record:
    page = _parse(text)
    _tame(page)
    values = _own_values(page)
    found = _extract(page)
    if len(text) > _LARGE_PAGE:
        _forget()
    if found is None or not found.text or not found.text.strip():
        raise InputError("no article was found in the page")
    values["url"] = values["url"] or found.url
    values.update(title=found.title, author=found.author, publisher=found.sitename, date=found.date)
    shown = {name: value.translate(_SHOW) for name, value in values.items() if value}
    return Record(_blocks(found.text.translate(_SHOW)), shown)


def _too_many(what: str) -> str:
    return f"the page has too many {what} to be an article; save its text alone"


def _parse(text: str) -> Any:
    """Return the tree of the page.

    Raises:
        InputError: if there is nothing in it, or more than an article can have.
    """
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    data = text.encode("utf-8")
    parser = lxml_html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        collect_ids=False,
        default_doctype=False,
    )
    try:
        etree.fromstring(data, etree.HTMLParser(target=_Census(), encoding="utf-8", huge_tree=True))
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("there is nothing in the page") from error
    return tree


class _Census:
    """Counts elements while they are parsed, before a tree is built of them."""

    def __init__(self) -> None:
        self._elements = self._depth = 0

    def start(self, _tag: str, attributes: Sized) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > _MAX_ELEMENTS or len(attributes) > _MAX_ATTRIBUTES:
            raise InputError(_too_many("tags or attributes"))
        if self._depth > _MAX_DEPTH:
            raise InputError(_too_many("tags inside each other"))

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """End: there is nothing to give back."""


def _tame(page: Any) -> None:
    """Take from the page what would cost minutes and holds no text, and hide what trafilatura would drop.

    Raises:
        InputError: if too many elements stand side by side.
    """
    elements = list(page.iter())
    for element in page.xpath(f"//*[@*[string-length() > {_LONGEST_ATTRIBUTE}]]"):
        for name in [name for name, value in element.attrib.items() if len(value) > _LONGEST_ATTRIBUTE]:
            del element.attrib[name]
    for element in elements:
        if element.tag == "pre":
            _reflow(element)
        elif _row(element) > _LONGEST_ROW or (element.tag == "p" and len(elements) > _MANY_ELEMENTS):
            _flatten(element)
        element.text = _hidden(element.text)
        element.tail = _hidden(element.tail)
    if sum(_row(element) ** 2 for element in page.iter()) > _MAX_TANGLE:
        raise InputError(_too_many("tags side by side"))


def _row(element: Any) -> int:
    """Return how many elements are side by side in this one, blocks not counted."""
    return sum(child.tag not in _BLOCKS for child in element) if len(element) > 1 else 0


def _hidden(text: str | None) -> str | None:
    return text if text is None or text.isascii() else text.translate(_HIDE)


def _reflow(element: Any) -> None:
    """Make paragraphs of preformatted text: agencies' old wires break their lines by hand."""
    parts = [part for part in _BLANK_LINES.split("".join(element.itertext()).replace("\r", "")) if part.strip()]
    if len(parts) > _MAX_ELEMENTS:
        raise InputError(_too_many("lines"))
    _clear(element)
    element.tag = "div"
    for part in parts:
        paragraph = element.makeelement("p")
        paragraph.text = part
        element.append(paragraph)


def _flatten(element: Any) -> None:
    """Make one text of an element unless there are blocks in it."""
    if not any(child.tag in _BLOCKS or child.tag in _CELLS for child in element.iterdescendants()):
        text = "".join(element.itertext())
        _clear(element)
        element.text = text


def _clear(element: Any) -> None:
    """Remove what is inside the element; its tail and attributes stay."""
    element.text = None
    for child in list(element):
        element.remove(child)


def _own_values(page: Any) -> dict[str, str | None]:
    """Return the language and the address that the page gives itself; trafilatura prefers others or rewrites them."""
    addresses = [
        link.get("href") for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    addresses += [meta.get("content") for meta in page.iter("meta") if meta.get("property") == "og:url"]
    whole = [
        address.strip() for address in addresses if address and address.strip().startswith(("http://", "https://"))
    ]
    return {"url": whole[0] if whole else None, "language": page.get("lang") or None}


def _extract(page: Any) -> Any:
    """Return what trafilatura finds, None if nothing.

    Raises:
        InputError: if it fails on the page.
    """
    import trafilatura

    try:
        with _silence():
            return trafilatura.bare_extraction(
                page, fast=True, with_metadata=True, include_comments=False, date_extraction_params=_DATES
            )
    except Exception as error:  # one odd page must not end a build, whatever fails inside the library
        raise InputError(f"the page could not be taken apart ({type(error).__name__})") from error


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


def _blocks(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line and not _HEAD_RULE.fullmatch(line))
