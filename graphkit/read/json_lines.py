"""JSON Lines, plain or compressed by gzip: one JSON object with a ``text`` a line, streamed."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Any, NoReturn

from graphkit.errors import InputError
from graphkit.model import Note, Skipped
from graphkit.read.decoding import UTF16_MARKS, decode, over_limit
from graphkit.read.records import Record
from graphkit.read.sources import Source

NAME = "JSON Lines"
SUFFIXES = (".jsonl", ".jsonl.gz")

_CHUNK = 1 << 20
# Text shrinks to a third or a tenth, the same lines again and again to 1 in 250; a bomb comes near gzip's 1 in 1,032.
_MAX_EXPANSION = 600


def read(stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
    """Yield the documents of the stream line by line; a line that is none is skipped, and the rest goes on.

    Args:
        stream: the bytes of the file.
        source: the file; the suffix ``.gz`` says that it is compressed.
        max_bytes: limit of one line.
    """
    number, is_empty = 0, True
    try:
        for number, line in _lines(stream, source.suffix.endswith(".gz"), max_bytes):
            if line is not None and not line.strip():
                continue
            is_empty = False
            if line is None:
                yield Skipped(source.place(number), over_limit("the line is", max_bytes))
            else:
                yield from _read_line(line, number, source)
        if is_empty:
            yield Skipped(source.path, "is empty")
    except EOFError:
        yield Skipped(source.place(number + 1), "the compressed file is cut short here; what followed is lost")
    except (zlib.error, gzip.BadGzipFile) as error:
        yield Skipped(source.place(number + 1), f"the compressed file is damaged: {error}")
    except (UnicodeDecodeError, InputError) as error:
        problem = error.problem if isinstance(error, InputError) else "the file is broken or cut short: no UTF-16"
        yield Skipped(source.place(number + 1), problem)


def is_document(line: bytes) -> bool:
    """Say whether a line is a JSON object with the key ``text``."""
    try:
        value = _load(decode(line)[0])
    except (InputError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value


def _lines(stream: BufferedReader, packed: bool, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line in UTF-8 (or what it is in) with its number, None in place of a line that is too long."""
    unpacked: Any = gzip.GzipFile(fileobj=stream) if packed else stream

    def check() -> None:
        size = unpacked.tell() if packed else 0
        if size > _CHUNK and size > _MAX_EXPANSION * stream.tell():
            raise InputError(
                f"the compressed file expands to more than {_MAX_EXPANSION} times its size; unpack it first"
            )

    if unpacked.peek(2)[:2] not in UTF16_MARKS:
        yield from _numbered(unpacked.readline, check, max_bytes)
        return
    with io.TextIOWrapper(unpacked, "utf-16", newline="\n") as text:
        yield from _numbered(lambda limit: text.readline(limit).encode("utf-8"), check, max_bytes)


def _numbered(
    readline: Callable[[int], bytes], check: Callable[[], None], max_bytes: int
) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    while line := readline(max_bytes + 1):
        number += 1
        yield number, line if len(line) <= max_bytes else None
        while len(line) > max_bytes and not line.endswith(b"\n"):
            check()
            line = readline(max_bytes + 1)
        check()


def _read_line(line: bytes, number: int, source: Source) -> Iterator[Record | Skipped | Note]:
    place = source.place(number)
    try:
        text, note = decode(line.rstrip())
        values = _load(text)
    except InputError as error:
        yield Skipped(place, f"the line {error.problem}")
        return
    except RecursionError:
        yield Skipped(place, "the line is nested too deep")
        return
    except ValueError as error:
        yield Skipped(place, _reason(line, error))
        return
    problem = _problem(values)
    if problem:
        yield Skipped(place, problem)
        return
    if note:
        yield Note(place, note)
    yield Record(values.pop("text"), values, number)


def _load(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _reason(line: bytes, error: ValueError) -> str:
    if not line.endswith((b"\n", b"}")):
        return "the line is cut short: the file ends before the record does"
    if not isinstance(error, json.JSONDecodeError):
        return f"the line is no JSON: {error}"
    message = error.msg.removesuffix(" at").removesuffix(" starting")
    return f"the line is no JSON: {message[0].lower()}{message[1:]} (column {error.colno})"


def _problem(values: Any) -> str:
    if not isinstance(values, dict):
        return 'the line is no JSON object; write {"text": ...}'
    if "text" not in values:
        return "the record has no text"
    return "" if isinstance(values["text"], str) else "the text of the record is no string"
