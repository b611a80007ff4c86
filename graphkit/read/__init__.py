"""Stage 1: files and standard input to documents, streamed.

Each format is a module of this folder with ``NAME``, ``SUFFIXES`` and ``read``; it is found by having them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from graphkit.errors import InputError
from graphkit.model import Document, Note, Skipped
from graphkit.read.recall import Memory, read_or_recall
from graphkit.read.records import Record, make_document
from graphkit.read.share import Share
from graphkit.read.sources import Source, list_sources
from graphkit.read.standard_input import open_standard_input

MAX_BYTES = 20_000_000


class Reader(Protocol):
    """A module that reads one format.

    ``read`` yields what it finds. It raises InputError (its ``problem`` is the reason) or OSError when nothing more can
    be read of the file.
    """

    NAME: str
    SUFFIXES: tuple[str, ...]

    def read(self, stream: BufferedReader, source: Source, max_bytes: int) -> Iterator[Record | Skipped | Note]:
        """Yield the records of a stream and what is to be said about it."""


def read_documents(
    paths: Sequence[Path | str],
    *,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
    memory: Memory | None = None,
    share: Share | None = None,
) -> Iterator[Document | Skipped | Note]:
    r"""Return the documents of files, folders and standard input ("-"), one after the other.

    The order is that of the paths below the given folders, whatever order the arguments or the folders have. In the
    text of every format ``\r\n`` and ``\r`` are ``\n``, and ``sha256`` is the hash of that text. What cannot be read
    is a Skipped with its reason; what was read with a doubt has a Note before it.

    Args:
        paths: files, folders (read whole), addresses that fsspec can open, and "-".
        max_bytes: limit of a file; of a line in JSON Lines.
        stdin: what "-" reads, ``sys.stdin`` if None.
        memory: what was found before in files of the formats that are slow to read.
        share: is kept up to date with how much is read.

    Raises:
        InputError: at once if a path does not exist; while reading if two documents have one id.
    """
    table = readers()
    sources = list_sources(paths, sorted(table))
    share = share or Share()
    share.expect(sources)
    return _unique(sources, _Door(table, max_bytes, stdin, memory, share))


def readers() -> dict[str, Reader]:
    """Return the readers of all formats by suffix."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules: list[Any] = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return reader_table(cast(Reader, module) for module in modules if hasattr(module, "SUFFIXES"))


def reader_table(modules: Iterable[Reader]) -> dict[str, Reader]:
    """Return the readers by suffix.

    Raises:
        InputError: if two modules claim one suffix.
    """
    table: dict[str, Reader] = {}
    for module in modules:
        for suffix in module.SUFFIXES:
            if suffix in table:
                names = f"{table[suffix].NAME} and {module.NAME}"
                raise InputError(f"two readers claim it: {names}", key=suffix, mend="remove it from one of them")
            table[suffix] = module
    return table


@dataclass(frozen=True, slots=True)
class _Door:
    """What files are read with."""

    table: Mapping[str, Reader]
    max_bytes: int
    stdin: BinaryIO | None
    memory: Memory | None
    share: Share


def _unique(sources: list[Source], door: _Door) -> Iterator[Document | Skipped | Note]:
    places: dict[str, tuple[Source, int]] = {}
    for source in sources:
        for found in _read_source(source, door):
            line = found.line if isinstance(found, Record) else 0
            for item in make_document(found, source) if isinstance(found, Record) else (found,):
                if isinstance(item, Document):
                    _claim(item.id, source, line, places)
                yield item


def _claim(document: str, source: Source, line: int, places: dict[str, tuple[Source, int]]) -> None:
    first = places.setdefault(document, (source, line))
    if first != (source, line):
        other = first[0].given + (f":{first[1]}" if first[1] else "")
        raise InputError(
            f"the document in {other} has this id too",
            path=source.given,
            line=line or None,
            key=f"id {document!r}",
            mend="give one of them another id",
        )


def _read_source(source: Source, door: _Door) -> Iterator[Record | Skipped | Note]:
    if source.problem:
        yield Skipped(source.path, source.problem)
        return
    try:
        with _opened(source, door.max_bytes, door.stdin) as (stream, suffix), door.share.of(source, stream):
            reader = door.table[suffix]
            if door.memory is not None and getattr(reader, "REMEMBERED", False):
                yield from read_or_recall(reader, stream, source, door.max_bytes, door.memory)
            else:
                yield from reader.read(stream, source, door.max_bytes)
    except InputError as error:
        yield Skipped(source.path, error.problem)
    except OSError as error:
        yield Skipped(source.path, f"cannot be read: {(error.strerror or str(error)).lower()}")


@contextmanager
def _opened(source: Source, max_bytes: int, stdin: BinaryIO | None) -> Iterator[tuple[BufferedReader, str]]:
    """Yield the bytes of a source with the suffix that decides its reader; a file is closed after that."""
    if source.opener is not None:
        with source.opener() as remote, BufferedReader(cast(Any, remote)) as stream:
            yield stream, source.suffix
        return
    if source.file is None:
        yield open_standard_input(stdin, max_bytes)
        return
    with source.file.open("rb") as stream:
        yield stream, source.suffix
