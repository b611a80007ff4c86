"""Web archives (WARC), as crawlers of news write them, plain or compressed by gzip: the article of each page.

The address is the one that the crawler asked for. The date is the one that the page names; a page that names none has
the day on which it was fetched, which is also kept as ``fetched``. The publisher is the site that the page names, else
the host of its address.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_CUR, BufferedReader
from typing import Any
from urllib.parse import urlsplit

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import decode, over_limit
from graphkit.read.extras import need
from graphkit.read.html import read_page
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "web archive"
SUFFIXES = (".warc", ".warc.gz")

_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_WITH_PAGES = ("response", "resource", "conversion")
_FOUND = 200
_GZIP = b"\x1f\x8b"
# As for JSON Lines: text shrinks to a tenth, a bomb comes near gzip's 1 in 1,032.
_MAX_EXPANSION = 600
_CHUNK = 1 << 20
_LONGEST_HEADER = 100_000


class _CutShortError(Exception):
    """A record ends before its length says."""


class _CutBetweenError(_CutShortError):
    """What follows the last record is no whole one."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The bytes of a page, with the character set that came with them, or why they cannot be read."""

    data: bytes = b""
    charset: str = ""
    is_plain: bool = False
    problem: str = ""


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the articles of the archive in its order; a page without one is skipped, and the rest goes on.

    Records that are no pages (requests, pictures, redirects) are passed over, and a note counts them.

    Raises:
        InputError: if FastWARC is not installed.
    """
    warc = need("fastwarc.warc", "warc")
    passed: Counter[str] = Counter()
    number = 0
    try:
        for number, record in _records(warc, stream):
            page = _page(record, max_bytes)
            if isinstance(page, str):
                passed[page] += 1
            else:
                yield from _read_page(page, record.headers, source.place(number), number)
        if not number:
            yield Skipped(source.path, "holds no record")
    except _CutShortError as error:
        place = source.place(number + isinstance(error, _CutBetweenError))
        yield Skipped(place, "the archive is cut short here; what followed is lost")
    except InputError as error:
        yield Skipped(source.place(number), error.problem)
    except (OSError, ValueError) as error:
        problem = " ".join(str(error).split())
        yield Skipped(source.place(number + 1), f"the archive is damaged here, what followed is lost: {problem}")
    if passed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
        yield Note(source.path, f"records that are no pages were passed over: {kinds}")


def _records(warc: Any, stream: BufferedReader) -> Iterator[tuple[int, Any]]:
    """Yield the records, each with its number from 1."""
    unpacked = number = begin = length = 0
    archive = warc.ArchiveIterator(stream, parse_http=False, max_header_len=_LONGEST_HEADER, fsspec_args=False)
    for number, record in enumerate(archive, 1):
        begin, length = record.stream_pos, record.content_length
        unpacked += length
        yield number, record
        if unpacked > _CHUNK and unpacked > _MAX_EXPANSION * stream.tell():
            raise InputError(f"the archive expands to more than {_MAX_EXPANSION} times its size; unpack it first")
    # The library does not tell the end of the file from the beginning of a record that is cut short.
    if number and not _ends_with(stream, begin, length):
        raise _CutBetweenError


def _ends_with(stream: BufferedReader, begin: int, length: int) -> bool:
    """Return whether a file ends with the record that begins at an offset and has a content of so many bytes."""
    stream.seek(begin)
    head = stream.peek(2)[:2]
    stream.seek(begin)
    if head != _GZIP:
        while stream.readline(_LONGEST_HEADER).strip():
            pass
        stream.seek(length, SEEK_CUR)
        return not stream.read(_CHUNK).strip(b"\r\n")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while not unpacker.eof:
        data = unpacker.unconsumed_tail or stream.read(_CHUNK)
        if not data:
            return False
        unpacker.decompress(data, _CHUNK)
    return not unpacker.unused_data and not stream.read(1)


def _page(record: Any, max_bytes: int) -> _Page | str:
    """Return the page in a record, or what kind of record it is when it holds none.

    Raises:
        _CutShortError: if the record ends before its length says.
        OSError: if it is damaged.
    """
    # Both are in every record, so that one without them has lost its end.
    kind = record.headers.get("WARC-Type")
    if not kind or not record.headers.get("Content-Length"):
        raise _CutShortError
    if kind not in _WITH_PAGES:
        return str(kind)
    if record.content_length > max_bytes:
        return _Page(problem=over_limit("the record is", max_bytes))
    data = b"".join(iter(lambda: record.reader.read(_CHUNK), b""))
    if len(data) < record.content_length:
        raise _CutShortError
    if record.is_http:
        record.set_bytes_content(data)
        return _answer(record, max_bytes)
    return _typed(record.headers.get("Content-Type", ""), "", data)


def _answer(record: Any, max_bytes: int) -> _Page | str:
    """Return the page in the answer of a server, or what it is when it is none."""
    try:
        record.parse_http(auto_decode="all")
        data = record.reader.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        return _Page(problem=f"the answer in the record is damaged: {' '.join(str(error).split())}")
    if record.http_headers.status_code != _FOUND:
        return "redirect or error"
    if len(data) > max_bytes:
        return _Page(problem=over_limit("the page is", max_bytes))
    return _typed(record.http_content_type or "", record.http_charset or "", data)


def _typed(content_type: str, charset: str, data: bytes) -> _Page | str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (*_PAGES, _PLAIN):
        return kind or "record without a content type"
    return _Page(data, charset.lower(), kind == _PLAIN)


def _read_page(page: _Page, headers: Any, place: str, number: int) -> Iterator[Record | Skipped | Note]:
    if page.problem:
        yield Skipped(place, page.problem)
        return
    try:
        record, note = _plain_page(page) if page.is_plain else read_page(page.data, page.charset)
    except InputError as error:
        yield Skipped(place, error.problem)
        return
    if note:
        yield Note(place, note)
    if headers.get("WARC-Truncated"):
        yield Note(place, "the crawler has cut this page short")
    yield Record(record.text, {**record.values, **_about(record, headers)}, number)


def _plain_page(page: _Page) -> tuple[Record, str]:
    if not page.data:
        raise InputError("is empty")
    text, note = decode(page.data, page.charset)
    return Record(text), note


def _about(record: Record, headers: Any) -> dict[str, Any]:
    """Return what the archive knows of a page, and what the page itself says better."""
    url = headers.get("WARC-Target-URI", "").strip("<>")
    fetched = headers.get("WARC-Date", "")
    known = {
        "url": url,
        "publisher": record.values.get("publisher") or _host(url),
        "date": record.values.get("date") or fetched,
        "fetched": fetched,
    }
    return {name: value for name, value in known.items() if value}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
