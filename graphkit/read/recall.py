"""Reading a file, or remembering what was read of the same bytes before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader, BytesIO
from typing import Any, Protocol

import msgspec

from graphkit.model import Note, Skipped
from graphkit.read.records import Record
from graphkit.read.sources import Source

Found = Record | Skipped | Note
_KINDS: dict[str, type[Found]] = {"record": Record, "skipped": Skipped, "note": Note}


class Memory(Protocol):
    """What remembers what was found in files."""

    def key(self, reader: str, path: str, data: bytes) -> str:
        """Return the key of what a reader finds in a file of these bytes."""

    def recall(self, key: str) -> bytes | None:
        """Return what was kept under a key, None if that is nothing."""

    def keep(self, key: str, found: bytes) -> None:
        """Keep what was found, as JSON."""


def read_or_recall(
    reader: Any, stream: BufferedReader, source: Source, max_bytes: int, memory: Memory
) -> Iterator[Found]:
    """Yield what a reader finds in a stream, from memory if it is known.

    Raises:
        InputError: as the reader does; that is never remembered.
    """
    data = stream.read(max_bytes + 1)
    key = memory.key(reader.NAME, source.path, data)
    # What is over the limit is refused by the reader, also when it was read under another limit before.
    known = memory.recall(key) if len(data) <= max_bytes else None
    if known is not None:
        yield from _decode(known)
        return
    found = list(reader.read(BufferedReader(BytesIO(data)), source, max_bytes))
    _keep(memory.keep, key, found)
    yield from found


def _keep(keep: Callable[[str, bytes], None], key: str, found: Iterable[Found]) -> None:
    names = {kind: name for name, kind in _KINDS.items()}
    try:
        keep(key, msgspec.json.encode([(names[type(item)], item) for item in found]))
    except UnicodeEncodeError:
        # Half a surrogate pair cannot be kept, so that such a page is read again each time.
        return


def _decode(known: bytes) -> Iterator[Found]:
    for name, values in msgspec.json.decode(known):
        yield _KINDS[name](**values)
