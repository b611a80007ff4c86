"""The records of an output folder as JSON lines, and the view of a graph that the store and the exports read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from graphkit.errors import OutputError
from graphkit.model import Actor, Alias, Document, Duplicate, Edge, Office, Statement, as_record, content_id

Record = TypeVar("Record", Statement, Edge, Document, Actor)
MEND = "run graphkit build again"
VOICES = ("asserted", "claimed", "alleged", "planned", "possible", "denied")


class GraphView(Protocol):
    """What a store or an export needs of a graph: ``model.Graph`` has it, and so has a graph that is read from files.

    ``statements`` and ``documents`` can be gone through again and again, sorted by document, and may be on disk.
    """

    @property
    def actors(self) -> Sequence[Actor]:
        """The actors that occur, by id."""

    @property
    def edges(self) -> Sequence[Edge]:
        """The edges, by subject, relation and object."""

    @property
    def statements(self) -> Iterable[Statement]:
        """The statements, by document and place."""

    @property
    def documents(self) -> Iterable[Document]:
        """The documents, by id."""


class RelationType(Protocol):
    """The part of an ontology's relation that a graph keeps."""

    @property
    def label(self) -> str:
        """What stands between subject and object."""

    @property
    def family(self) -> str:
        """The group for colours and filters."""

    @property
    def inverse(self) -> str:
        """What stands between object and subject."""

    @property
    def parent(self) -> str | None:
        """The relation that this one implies."""

    @property
    def symmetric(self) -> bool:
        """True when the two ends are alike."""

    @property
    def mappings(self) -> Mapping[str, Sequence[str]]:
        """Names of the same or a related thing in other vocabularies, by vocabulary."""


@dataclass(frozen=True, slots=True)
class RelationInfo:
    """What a reader of a graph must know about a relation type."""

    label: str
    family: str = ""
    inverse: str = ""
    parent: str = ""
    symmetric: bool = False
    mappings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, relation: RelationType) -> RelationInfo:
        """Return what a reader must know about a relation of an ontology."""
        # In order, as build.json gives them back.
        mappings = {name: tuple(terms) for name, terms in sorted(relation.mappings.items()) if terms}
        return cls(
            relation.label, relation.family, relation.inverse, relation.parent or "", relation.symmetric, mappings
        )

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> RelationInfo:
        """Return what a record of ``build.json`` says. Raises TypeError or AttributeError if it is damaged."""
        mappings = {name: tuple(terms) for name, terms in record.get("mappings", {}).items()}
        return cls(**{**record, "mappings": mappings})


def as_line(record: Mapping[str, Any]) -> bytes:
    """Return the record as one line of JSON in UTF-8; text that UTF-8 cannot hold is escaped."""
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines.

    Raises:
        OutputError: with file and line, when the file is missing, cut off or changed.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield _parse_line(line, path, number)
    except OSError as error:
        raise OutputError(error.strerror or "cannot be read", path=path, mend=MEND) from error


def _parse_line(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise OutputError("is no JSON", path=path, line=number, mend=MEND) from error
    if not isinstance(record, dict):
        raise OutputError("is no JSON object", path=path, line=number, mend=MEND)
    return record


def _read(path: Path, kind: type[Record]) -> Iterator[Record]:
    decode = _decoder(kind)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield decode(line)
                except msgspec.DecodeError:
                    yield _read_slowly(line, kind, path, number)
    except OSError as error:
        raise OutputError(error.strerror or "cannot be read", path=path, mend=MEND) from error


def _decoder(kind: type[Record]) -> Callable[[bytes], Record]:
    """Return what reads a line of JSON four times as fast as ``json`` and a constructor, and raises on what is odd."""
    if kind is Actor:
        return _no_actor
    return msgspec.json.Decoder(kind).decode


def _no_actor(line: bytes) -> Any:
    """Raise: aliases stand in a record as texts, not as the model has them."""
    raise msgspec.DecodeError


def _read_slowly(line: bytes, kind: type[Record], path: Path, number: int) -> Record:
    """Return a record with half a surrogate pair, or of actors, or say what is wrong with it."""
    record, names = _parse_line(line, path, number), frozenset(field.name for field in fields(kind))
    try:
        values = {name: _frozen(value) for name, value in record.items() if name in names}
        if kind is Actor:
            values["aliases"] = tuple(Alias(text) for text in record.get("aliases", ()))
            values["offices"] = tuple(_office(office) for office in record.get("offices", ()))
        if kind is Document:
            values["duplicates"] = tuple(Duplicate(**one) for one in record.get("duplicates", ()))
        return kind(**values)
    except TypeError as error:
        raise OutputError(f"is no record of a {kind.__name__.lower()}", path=path, line=number, mend=MEND) from error


def decode_statements(block: bytes) -> list[Statement]:
    """Return the statements of lines of JSON.

    Raises:
        OutputError: if one of them is no record of a statement.
    """
    return [_decode(line, number) for number, line in enumerate(block.splitlines(keepends=True), 1)]


def decode_document(line: bytes) -> Document:
    """Return the document of a line of JSON.

    Raises:
        OutputError: if it is no record of a document.
    """
    try:
        return _decode_document(line)
    except msgspec.DecodeError:
        return _read_slowly(line, Document, Path("documents.jsonl"), 1)


_decode_document = msgspec.json.Decoder(Document).decode
_decode_statement = msgspec.json.Decoder(Statement).decode


def _decode(line: bytes, number: int) -> Statement:
    try:
        return _decode_statement(line)
    except msgspec.DecodeError:
        return _read_slowly(line, Statement, Path("statements.jsonl"), number)


def _office(record: Any) -> Office:
    if not isinstance(record, dict):
        raise TypeError("an office is no JSON object")
    return Office(str(record.get("title")), str(record.get("holder")), record.get("from"), record.get("to"))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Lines(Generic[Record]):
    """The records of a file, read anew each time they are gone through, never all in memory."""

    path: Path
    kind: type[Record]

    def __iter__(self) -> Iterator[Record]:
        return _read(self.path, self.kind)


@dataclass(frozen=True)
class FileGraph:
    """The graph of an output folder: actors and edges in memory, statements and documents on disk."""

    folder: Path
    actors: tuple[Actor, ...]
    edges: tuple[Edge, ...]

    @classmethod
    def open(cls, folder: Path) -> FileGraph:
        """Return the graph of a folder that a build wrote. Raises OutputError with file and line."""
        actors = tuple(Lines(folder / "actors.jsonl", Actor))
        return cls(folder, actors, tuple(Lines(folder / "edges.jsonl", Edge)))

    @property
    def statements(self) -> Lines[Statement]:
        """The statements, by document and place."""
        return Lines(self.folder / "statements.jsonl", Statement)

    @property
    def documents(self) -> Lines[Document]:
        """The documents, by id."""
        return Lines(self.folder / "documents.jsonl", Document)

    def by_document(self) -> Iterator[tuple[Document, list[Statement]]]:
        """Yield each document with its statements; both files are sorted by document, so one pass is enough.

        Raises:
            OutputError: if they are not, or statements have no document.
        """
        groups = groupby(self.statements, key=lambda statement: statement.document)
        name, statements = next(groups, (None, iter(())))
        for document in self.documents:
            if name != document.id:
                yield document, []
                continue
            yield document, list(statements)
            name, statements = next(groups, (None, iter(())))
        if name is not None:
            raise OutputError("is missing or out of order", path=self.folder / "documents.jsonl", key=name, mend=MEND)


def actor_record(actor: Actor, n_edges: int) -> dict[str, Any]:
    """Return the record of an actor in ``actors.jsonl``: its aliases as sorted texts, the number of its edges."""
    aliases = sorted({alias.text for alias in actor.aliases})
    offices = [
        {"title": office.title, "holder": office.holder, "from": office.start, "to": office.end}
        for office in sorted(actor.offices, key=lambda office: (office.start or "", office.title, office.holder))
    ]
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "aliases": aliases,
        "wikidata": actor.wikidata,
        "part_of": actor.part_of,
        "offices": offices,
        "n_edges": n_edges,
    }


def document_record(document: Document, n_statements: int) -> dict[str, Any]:
    """Return the record of a document in ``documents.jsonl``; keys that graphkit does not know stand in ``extra``.

    Its last keys, ``cluster`` and ``duplicates``, follow from all documents together: ``with_company`` adds them.
    """
    names = ("id", "title", "publisher", "author", "url", "date", "language", "path", "sha256", "text")
    record = {name: getattr(document, name) for name in names}
    record["sha256"] = document.sha256 or text_hash(document.text)
    return record | {"n_statements": n_statements, "extra": _plain(document.extra)}


def with_company(line: bytes, cluster: str, duplicates: Iterable[Duplicate]) -> bytes:
    """Return the line of a document's record with the name of its cluster of near copies and with its duplicates."""
    same = [as_record(one) | {"extra": _plain(one.extra)} for one in duplicates]
    return line.removesuffix(b"}\n") + b", " + as_line({"cluster": cluster, "duplicates": same}).removeprefix(b"{")


def text_hash(text: str) -> str:
    """Return the hash that ``sha256`` of a document is: of its text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """Return the value in types that JSON has; what it has no type for (a date of YAML) as its text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def statement_id(statement: Statement) -> str:
    """Return the id that the statement must have: the hash of document, places, ends, relation and modality."""
    return content_id(
        statement.document,
        statement.begin,
        statement.end,
        statement.trigger_begin,
        statement.trigger_end,
        statement.subject,
        statement.relation,
        statement.object,
        statement.modality,
    )


def voice_of(statement: Statement) -> str:
    """Return the statement's modality, but "claimed" when what is asserted has a speaker: one of ``VOICES``."""
    spoken = statement.attribution or statement.attribution_label or statement.attribution_chain
    return "claimed" if statement.modality == "asserted" and spoken else statement.modality


def edge_id(subject: str, relation: str, object_: str) -> str:
    """Return the id of the edge between two actors (the ends of a symmetric relation in the order of their ids)."""
    return content_id(subject, relation, object_)


def count_edges(edges: Iterable[Edge]) -> Counter[str]:
    """Return how many edges each actor has; an edge from an actor to itself counts once."""
    return Counter(actor for edge in edges for actor in {edge.subject, edge.object})


class EdgeIndex:
    """Finds the edge of a statement, without knowing which relations are symmetric."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._edges = {(edge.subject, edge.relation, edge.object): edge for edge in edges}

    def find(self, statement: Statement) -> Edge:
        """Return the edge; of a symmetric relation only one order of the ends exists.

        Raises:
            KeyError: if the graph has no edge for the statement.
        """
        ends = (statement.subject, statement.relation, statement.object)
        return self._edges.get(ends) or self._edges[ends[::-1]]


def read_statements(path: Path) -> Iterator[Statement]:
    """Yield the statements of a ``statements.jsonl``.

    Raises:
        OutputError: naming the file and line that is missing or damaged.
    """
    yield from _read(path, Statement)
