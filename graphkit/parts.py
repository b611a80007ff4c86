"""Parts: some documents at a time, read by whatever process of whatever machine.

``process_part(source, target)`` reads the documents of a file and writes their statements to another one, whose name
follows from the documents and from what they are read with. It is written aside and renamed, so that a part that is
there is done: whoever runs parts may stop, go on and try again as it likes, and nothing is lost or there twice.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

from graphkit.cache import source_hash
from graphkit.errors import InputError, OutputError
from graphkit.extraction import Extract, Extractor, extract_surely, left_out, make_extractor
from graphkit.folder import output_errors
from graphkit.model import Document, Skipped, Statement
from graphkit.records import MEND, as_line, decode_document, document_record
from graphkit.statement_table import read_statement_table, write_statement_table

# Counted up when a part holds something else than before.
FORMAT = 1
PART_DOCUMENTS, PART_CHARACTERS = 200, 1_000_000
SOURCE, TARGET = ".documents.jsonl", ".parquet"
_FACTS = "graphkit"


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents that are read together.

    Attributes:
        documents: in the order in which they are read.
        source: the file that they are written to for whoever reads them.
        target: the file of their statements.
    """

    documents: tuple[Document, ...]
    source: Path
    target: Path

    def write_source(self) -> None:
        """Write the documents. Raises OutputError if the disk is full."""
        lines = (as_line(document_record(document, 0)) for document in self.documents)
        with output_errors(self.source):
            _write_aside(self.source, lambda path: path.write_bytes(b"".join(lines)))


@dataclass(frozen=True, slots=True)
class PartOrders:
    """How a part is to be read.

    Attributes:
        left_out: the documents to leave out, by their place, each with the reason.
        alone: True to read one document after the other, so that it is known at which one the process ends.
        begins: told the place of each document before it is read; several may have been read at once by then.
    """

    left_out: Mapping[int, str] = field(default_factory=dict)
    alone: bool = False
    begins: Callable[[int], None] = lambda place: None


class _Found(msgspec.Struct, omit_defaults=True):
    """What a part says of a document beside its statements; of one that was left out path and reason."""

    id: str
    statements: int = 0
    triggers: str = ""
    words: str = ""
    path: str = ""
    reason: str = ""


def plan_parts(documents: Iterable[Document], folder: Path, recipe: str) -> Iterator[Part]:
    """Yield the parts of the documents, in their order.

    Args:
        folder: where sources and targets are.
        recipe: hash of what documents are read with, ``Recipe.fingerprint``.
    """
    group: list[Document] = []
    size = 0
    for document in documents:
        if group and (len(group) >= PART_DOCUMENTS or size + len(document.text) > PART_CHARACTERS):
            yield _part(group, folder, recipe)
            group, size = [], 0
        group.append(document)
        size += len(document.text)
    if group:
        yield _part(group, folder, recipe)


def _part(documents: Sequence[Document], folder: Path, recipe: str) -> Part:
    digest = hashlib.blake2b(f"{FORMAT} {recipe}".encode(), digest_size=16)
    for document in documents:
        digest.update(source_hash(document).encode())
    name = digest.hexdigest()
    return Part(tuple(documents), folder / f"{name}{SOURCE}", folder / f"{name}{TARGET}")


def process_part(
    source: Path | str, target: Path | str, extractor: Extractor | None = None, orders: PartOrders | None = None
) -> None:
    """Read the documents of a file and write their statements as a Parquet file, unless it is there already.

    Args:
        source: a file that ``Part.write_source`` wrote, or one of a format that graphkit reads.
        target: the file to write, whole or not at all.
        extractor: rules, actors and model; the built-in ones if None.
        orders: how to read, for those who start a process again after it has failed at a document.

    Raises:
        InputError: if the source is missing or two of its documents have one id.
        OutputError: if the disk is full or the source damaged.
    """
    target = Path(target)
    if target.exists() and _is_whole(target):
        return
    extractor, orders = extractor or _builtin_extractor(), orders or PartOrders()
    statements: list[Statement] = []
    found: list[_Found] = []
    for name, one in _extract_part(list(_documents_of(Path(source))), extractor, orders):
        found.append(_found(name, one))
        statements += one.statements if isinstance(one, Extract) else ()
    relations = extractor.ontology.relations.values()
    symmetric = {relation.id for relation in relations if relation.symmetric}
    facts = {_FACTS: _packed(found)}
    with output_errors(target):
        _write_aside(target, lambda path: write_statement_table(path, statements, symmetric, facts))


def read_part(target: Path, documents: Sequence[Document]) -> list[Extract | Skipped]:
    """Return what a part holds of each of its documents.

    Raises:
        OutputError: if the file is missing, damaged or not that of these documents.
    """
    statements, facts = read_statement_table(target)
    found = _unpacked(facts.get(_FACTS, ""), target)
    if [one.id for one in found] != [document.id for document in documents]:
        raise OutputError("is the part of other documents", path=target, mend=MEND)
    extracts: list[Extract | Skipped] = []
    end = 0
    for one, document in zip(found, documents, strict=True):
        if one.reason:
            extracts.append(Skipped(one.path, one.reason))
            continue
        begin, end = end, end + one.statements
        triggers, words = (frozenset(text.split("\n")) if text else frozenset() for text in (one.triggers, one.words))
        extracts.append(Extract(document, statements[begin:end], triggers, words))
    return extracts


@cache
def _builtin_extractor() -> Extractor:
    return make_extractor()


def _documents_of(source: Path) -> Iterator[Document | Skipped]:
    if source.name.endswith(SOURCE):
        # What graphkit wrote itself is not interpreted again.
        try:
            with source.open("rb") as file:
                yield from map(decode_document, file)
        except OSError as error:
            mend = "the folder of the parts must be one that every process and machine sees"
            raise InputError(f"cannot be read ({error.strerror})", path=source, mend=mend) from error
        return
    from graphkit.read import read_documents

    yield from (item for item in read_documents([source]) if isinstance(item, Document | Skipped))


def _extract_part(
    items: Sequence[Document | Skipped], extractor: Extractor, orders: PartOrders
) -> Iterator[tuple[str, Extract | Skipped]]:
    """Yield the id of each document with what is found in it or why it is left out, in the order of the part."""
    documents = {place: item for place, item in enumerate(items) if isinstance(item, Document)}
    readable = [place for place in documents if place not in orders.left_out]
    groups = [[place] for place in readable] if orders.alone else [readable]
    found = chain.from_iterable(extract_surely(extractor, [documents[place] for place in group]) for group in groups)
    extracts: dict[int, Extract | Skipped] = {}
    for place in readable:
        orders.begins(place)
        extracts[place] = next(found)
    for place, item in enumerate(items):
        if isinstance(item, Skipped):
            yield "", item
        else:
            yield item.id, extracts[place] if place in extracts else left_out(item, orders.left_out[place])


def _found(name: str, one: Extract | Skipped) -> _Found:
    if isinstance(one, Skipped):
        return _Found(name, path=one.path, reason=one.reason)
    triggers, words = ("\n".join(sorted(forms)) for forms in (one.triggers, one.words))
    return _Found(name, len(one.statements), triggers, words)


def _packed(found: Sequence[_Found]) -> str:
    """Return the facts as a text for the file's footer; zlib adds a checksum."""
    return base64.b64encode(zlib.compress(msgspec.json.encode(found))).decode()


def _unpacked(text: str, path: Path) -> list[_Found]:
    try:
        return msgspec.json.decode(zlib.decompress(base64.b64decode(text, validate=True)), type=list[_Found])
    except (ValueError, zlib.error, msgspec.MsgspecError) as error:
        raise OutputError("is damaged (its list of documents)", path=path, mend=MEND) from error


def _is_whole(target: Path) -> bool:
    """Return whether a file is a table with its end; pages are checked when it is read."""
    import pyarrow
    import pyarrow.parquet

    try:
        facts = pyarrow.parquet.read_metadata(target).metadata or {}
    except (OSError, pyarrow.ArrowException):
        return False
    return _FACTS.encode() in facts


def _write_aside(target: Path, write: Callable[[Path], object]) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.unlink(missing_ok=True)
        write(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
