"""What a build remembers for the next one, in ``cache/`` of the output folder.

    cache/documents.jsonl   one entry a document: what it was read from, and where what came of it stands in the output
    cache/pages.jsonl       what was found in web pages, see ``pages.py``
    cache/state.json        what statements were made with, and hashes of the store's files and of the entries

Nothing of it is trusted: all three have checksums, and so has every block of another file that an entry points to.
What does not agree is not used, and the documents are read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from graphkit.errors import OutputError
from graphkit.model import Document, content_id
from graphkit.records import MEND, decode_document, text_hash

CACHE, PAGES = "cache", "pages.jsonl"
# Counted up when what stands in the cache means something else than before.
FORMAT = 1
_ENTRIES, _STATE = "documents.jsonl", "state.json"
# Notes of RocksDB to itself, which say nothing of what is stored.
_STORE_NOTES = ("LOG", "LOCK", "IDENTITY", "OPTIONS")


class Block(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of bytes of a file, with their hash."""

    begin: int
    size: int
    digest: str

    @classmethod
    def of(cls, begin: int, data: bytes) -> Block:
        """Return the block of these bytes at an offset."""
        return cls(begin, len(data), digest_of(data))


class Entry(msgspec.Struct, frozen=True):
    """What is remembered of a document.

    Attributes:
        id: of the document.
        source: hash of all that statements are read from in it, see ``source_hash``.
        graph: hash of all that its named graph is made from.
        triggers, words: as in ``Extract``, separated by line ends.
        record: its line in ``documents.jsonl``.
        statements: its lines in ``statements.jsonl``.
        rdf: its named graph in ``graph.trig``.
    """

    id: str
    source: str
    graph: str
    triggers: str
    words: str
    record: Block
    statements: Block
    rdf: Block


class _Name(msgspec.Struct):
    id: str


Line = TypeVar("Line", Entry, _Name)


@dataclass(frozen=True)
class State:
    """What a build was made with.

    Attributes:
        recipe: what statements were made with, None when that is not known.
        writing: hash of the program that wrote, and of what RDF hangs on beside the documents.
        store: hash of each file of the store.
        files: hash of each other file that is read again and that no entry points into.
    """

    recipe: Mapping[str, Any] | None
    writing: str
    store: Mapping[str, str]
    files: Mapping[str, str]


class Cache:
    """What the last build remembers. ``open_cache`` makes it; close it with its stack."""

    def __init__(self, folder: Path, state: State, files: ExitStack) -> None:
        self.folder = folder
        self.state = state
        self._files = files
        self._open: dict[str, BinaryIO] = {}
        self._places: dict[str, tuple[int, int]] = {}

    def __contains__(self, document: str) -> bool:
        return document in self._places

    def __iter__(self) -> Iterator[str]:
        """Go through the ids of the documents."""
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def entry(self, document: str) -> Entry | None:
        """Return what is remembered of a document, None if it is new."""
        place = self._places.get(document)
        if place is None:
            return None
        return _decode(self._read(f"{CACHE}/{_ENTRIES}", *place), Entry)

    def document(self, document: str) -> Document:
        """Return a document as the last build wrote it.

        Raises:
            OutputError: if that is not what was written.
            KeyError: if there is no such document.
        """
        entry = self.entry(document)
        if entry is None:
            raise KeyError(document)
        line = self.bytes_of("documents.jsonl", entry.record)
        if line is None:
            raise OutputError("is damaged", path=self.folder / "documents.jsonl", key=document, mend=MEND)
        return decode_document(line)

    def check_files(self) -> None:
        """Compare the files that no entry points into with what was written.

        Raises:
            OutputError: naming the first that is something else.
        """
        for name, digest in self.state.files.items():
            path = self.folder / name
            if not path.is_file() or digest_of(path.read_bytes()) != digest:
                raise OutputError("is damaged", path=path, mend=MEND)

    def bytes_of(self, file: str, block: Block) -> bytes | None:
        """Return a block of a file of the output folder, None when it is not what it was."""
        try:
            found = self._read(file, block.begin, block.size)
        except OSError:
            return None
        return found if digest_of(found) == block.digest else None

    def _read(self, name: str, begin: int, size: int) -> bytes:
        if name not in self._open:
            self._open[name] = self._files.enter_context((self.folder / name).open("rb"))
        file = self._open[name]
        file.seek(begin)
        return file.read(size)

    def load_entries(self, digest: str) -> None:
        """Find the entries in their file. Raises ValueError if that is not what it was."""
        hashed, place = hashlib.sha256(), 0
        with (self.folder / CACHE / _ENTRIES).open("rb") as file:
            for line in file:
                hashed.update(line)
                self._places[_decode(line, _Name).id] = (place, len(line))
                place += len(line)
        if hashed.hexdigest() != digest:
            raise ValueError("its entries are not those that were written")


def decode_entry(line: bytes) -> Entry:
    """Return the entry of a line of JSON."""
    return _decode(line, Entry)


def _decode(line: bytes, kind: type[Line]) -> Line:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError:
        # Half a surrogate pair, which only json reads.
        return msgspec.convert(json.loads(line), kind)


def encode_entry(entry: Entry) -> bytes:
    """Return an entry as a line of JSON."""
    try:
        return msgspec.json.encode(entry) + b"\n"
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(entry)).encode() + b"\n"


def open_cache(folder: Path, files: ExitStack) -> Cache | None:
    """Return what the build in an output folder remembers, None when it has no cache or one of another format.

    Args:
        folder: the output folder.
        files: closes the files that are read.

    Raises:
        OutputError: if the cache is damaged; it is of no use then.
    """
    path = folder / CACHE / _STATE
    if not path.exists():
        return None
    try:
        record = json.loads(path.read_bytes())
        if record["format"] != FORMAT:
            return None
        if record.pop("checksum") != _checksum(record):
            raise ValueError("its state is not what was written")
        state = State(record["recipe"], record["writing"], record["store"], record["files"])
        cache = Cache(folder, state, files)
        cache.load_entries(record["entries"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, msgspec.MsgspecError) as error:
        reason = " ".join(str(error).split())
        raise OutputError(f"is damaged ({reason})", path=folder / CACHE, mend=MEND) from error
    return cache


def write_cache(folder: Path, state: State, entries: Iterable[Entry]) -> None:
    """Write the cache of an output folder; entries come by id.

    Raises:
        OSError: if the disk is full.
    """
    (folder / CACHE).mkdir()
    hashed = hashlib.sha256()
    with (folder / CACHE / _ENTRIES).open("wb") as file:
        for entry in entries:
            line = encode_entry(entry)
            hashed.update(line)
            file.write(line)
    record = {
        "format": FORMAT,
        "recipe": state.recipe,
        "writing": state.writing,
        "store": dict(state.store),
        "files": dict(state.files),
        "entries": hashed.hexdigest(),
    }
    text = json.dumps(record | {"checksum": _checksum(record)}, ensure_ascii=False, sort_keys=True)
    (folder / CACHE / _STATE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _checksum(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def digest_of(data: bytes) -> str:
    """Return a short hash of bytes, to see whether they are still the same."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def source_hash(document: Document) -> str:
    """Return a hash of all that statements are read from in a document: its text, and what they cite of it."""
    return content_id(
        document.id,
        text_hash(document.text),
        *(_marked(value) for value in (document.title, document.publisher, document.url, document.date)),
    )


def graph_hash(document: Document, source: str, statements: Block) -> str:
    """Return a hash of all that the named graph of a document is made from beside the program."""
    return content_id(source, *(_marked(value) for value in (document.author, document.language)), statements.digest)


def _marked(value: str | None) -> str:
    """Return the value so that none and an empty one differ."""
    return "" if value is None else f"={value}"


def store_digests(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the hash of each file of a store that holds data; ``known`` ones are not read again."""
    found = dict(known or {})
    for path in sorted(folder.iterdir()):
        if path.name not in found and not path.name.startswith(_STORE_NOTES):
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
