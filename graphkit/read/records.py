"""What a reader finds becomes a Document: ids, dates and other values get one form, here for all formats."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphkit.errors import InputError
from graphkit.model import Document, Note, Skipped
from graphkit.partial_dates import precision
from graphkit.read.decoding import unify_newlines
from graphkit.read.sources import Source

_FIELDS = ("id", "title", "publisher", "author", "url", "language", "date")
_TIME = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*", re.ASCII)
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Record:
    """A document as its format gives it.

    Attributes:
        text: its text, any line ends.
        values: its metadata by name; names that Document does not know are kept in ``Document.extra``.
        line: the 1-based line of the file on which it stands, 0 when it is the whole file.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0


def make_document(record: Record, source: Source) -> Iterator[Document | Skipped | Note]:
    """Yield the notes about a record's values and then its document, or the reason why it is none."""
    place = source.place(record.line)
    try:
        text = _text(record.text)
        values = {str(_clean(key)): _clean(value) for key, value in record.values.items()}
    except RecursionError:
        yield Skipped(place, "its values are nested too deep")
        return
    except InputError as error:
        yield Skipped(place, error.problem)
        return
    known: dict[str, Any] = {}
    for name in _FIELDS:
        value, problem = _date(values.get(name)) if name == "date" else _word(name, values.get(name))
        known[name] = value
        if problem:
            yield Note(place, problem)
    yield Document(
        id=known.pop("id") or (f"{source.id}:{record.line}" if record.line else source.id),
        text=text,
        path=source.path,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        extra={name: value for name, value in values.items() if name not in _FIELDS},
        **known,
    )


def _text(text: str) -> str:
    text = unify_newlines(_clean_text(text))
    if not text.strip():
        raise InputError("holds no text")
    if "\0" in text:
        raise InputError("its text holds NUL characters")
    return text


def _clean(value: Any) -> Any:
    """Return the value with what neither UTF-8 nor JSON can hold made into text."""
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, Mapping):
        return {str(_clean(key)): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _clean_text(text: str) -> str:
    """Return the text with a mark for each half of a surrogate pair, which JSON can write and UTF-8 cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _word(name: str, value: Any) -> tuple[str | None, str]:
    """Return a value as one line of text, None when it is empty, and what is to be said about it."""
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        value = "; ".join(_plain(item) for item in value)
    if isinstance(value, Mapping | list) or "\0" in _plain(value):
        return None, f"{name} is not a line of text; left out"
    return _plain(value) or None, ""


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def _date(value: Any) -> tuple[str | None, str]:
    """Return an ISO date in its own precision, a time of day cut off, and what is to be said about it."""
    text, problem = _word("date", value)
    if text is None:
        return None, problem
    date = _TIME.sub("", text)
    if date.isascii() and precision(date):
        return date, ""
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
    return None, f"date {shown!r} is no date such as 2016, 2016-10 or 2016-10-23; left out"
