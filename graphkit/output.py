"""The output folder: every file that a build writes, put in place only when the folder is whole.

    with new_output(directory) as draft:
        for document in documents:
            draft.add(document, statements_of(document))
        draft.finish(context)

Documents with their statements come in any order and are held on disk; memory holds actors and edges. What the former
build wrote of a document that has not changed is taken over from the folder that is replaced; see ``cache.py``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from graphkit import __version__
from graphkit.assemble import CopyFinder, EdgeTally, sort_statements
from graphkit.cache import (
    CACHE,
    PAGES,
    Block,
    Cache,
    Entry,
    State,
    decode_entry,
    digest_of,
    encode_entry,
    graph_hash,
    open_cache,
    source_hash,
    write_cache,
)
from graphkit.errors import InputError, OutputError
from graphkit.folder import MARKER, output_errors, real_folder, replacing
from graphkit.model import Actor, Document, Duplicate, Edge, Graph, Note, Skipped, Statement, content_id
from graphkit.pages import Pages
from graphkit.records import (
    FileGraph,
    Lines,
    RelationInfo,
    actor_record,
    as_line,
    count_edges,
    decode_document,
    decode_statements,
    document_record,
    with_company,
)
from graphkit.same import SameDocuments, as_document, duplicate_of, restated
from graphkit.spool import Spool

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graphkit.rdf_files import FormerRdf

GRAPH_FILES = {"graphml": "graph.graphml", "gexf": "graph.gexf", "csv": "edges.csv", "html": "graph.html"}
FILES = (
    "actors.jsonl",
    "build.json",
    CACHE,
    "documents.jsonl",
    "edges.jsonl",
    "graph.trig",
    "skipped.jsonl",
    "statements.jsonl",
    "store",
    *GRAPH_FILES.values(),
)
# With more documents that came, changed or went than this share, loading all in bulk is faster than changing a store.
MOST_NEW = 0.25
# More statements than that are assembled by a database that works on disk. Up to 300,000 counting in memory takes less
# time, and up to a million no more memory.
MOST_IN_MEMORY = 500_000
DATABASE_MEMORY = "1GB"


class _Places(NamedTuple):
    """Where the lines of each document stand in two of the files: begin and size; of its record the hash, too."""

    documents: Mapping[str, tuple[int, int]]
    statements: Mapping[str, tuple[int, int]]
    digests: Mapping[str, str]


@dataclass(frozen=True)
class BuildContext:
    """What a build knows beside its documents.

    Attributes:
        actors: the gazetteer by id.
        relations: what each relation type means, by id.
        ontology: the vocabulary as Turtle, or as the sorted quads of a store.
        facts: for ``build.json``: versions, inputs, options; the same for the same input.
        title: the heading of the page.
        top: how many actors the page shows at first.
        writing: hash of the program that writes; without one nothing of a former build is taken over.
        fresh: True to take nothing over all the same.
        pages: what is known of web pages, given to whoever reads them.
        progress: told the name of each file before it is written.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    relations: Mapping[str, RelationInfo] = field(default_factory=dict)
    ontology: str | Sequence[Quad] = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    title: str = "graphkit"
    top: int = 150
    writing: str = ""
    fresh: bool = False
    pages: Pages | None = None
    progress: Callable[[str], None] = lambda name: None

    @property
    def symmetric(self) -> frozenset[str]:
        """The ids of the relations whose ends are alike."""
        return frozenset(name for name, info in self.relations.items() if info.symmetric)


@contextmanager
def new_output(directory: Path, context: BuildContext) -> Iterator[OutputDraft]:
    """Give a draft of the output folder, and put it in the place of ``directory`` when it is finished.

    Nothing is put in place when the block ends with an exception.

    Raises:
        OutputError: if the place is taken by something else or locked, the disk full, the draft not finished.
    """
    with replacing(directory) as folder, ExitStack() as open_files:
        with output_errors(directory):
            draft = OutputDraft(folder, context, open_files)
            draft.remember(real_folder(directory) if context.writing and not context.fresh else None)
        yield draft
        if not draft.finished:
            raise OutputError("was not finished and is left as it was", path=directory)


def write_output(
    directory: Path, graph: Graph, context: BuildContext, skipped: Sequence[Skipped] = ()
) -> dict[str, Any]:
    """Write a graph that is in memory; see ``new_output`` for one that is not. Returns what ``build.json`` holds.

    Raises:
        OutputError: as ``new_output`` does.
    """
    by_document = groupby(graph.statements, key=lambda statement: statement.document)
    statements = {document: list(found) for document, found in by_document}
    with new_output(directory, context) as draft:
        for document in graph.documents:
            draft.add(document, statements.pop(document.id, []))
        if statements:
            raise InputError("statements of a document that the graph lacks", key=min(statements))
        for left_out in skipped:
            draft.skip(left_out)
        return draft.finish()


class OutputDraft:
    """An output folder while it is written. ``new_output`` makes it.

    Attributes:
        former: what the former build remembers, None if that is nothing.
        notes: what the user should know of the former build.
        recipe: what statements are made with, for the next build; without one it reads every document again.
    """

    def __init__(self, folder: Path, context: BuildContext, open_files: ExitStack) -> None:
        self.finished = False
        self.former: Cache | None = None
        self.notes: list[Note] = []
        self.recipe: Mapping[str, Any] | None = None
        self._folder = folder
        self._context = context
        self._open_files = open_files
        self._documents = open_files.enter_context(Spool(folder / "documents.spool"))
        self._statements = open_files.enter_context(Spool(folder / "statements.spool"))
        self._entries = open_files.enter_context(Spool(folder / "entries.spool"))
        self._copies = open_files.enter_context(CopyFinder(folder / "signatures.spool"))
        self._same = SameDocuments()
        self._duplicates: dict[str, list[Duplicate]] = {}
        self._graphs: dict[str, Block] = {}
        self._skipped: list[Skipped] = []
        self._counts = {"documents": 0, "documents_with_statements": 0, "duplicates": 0, "statements": 0}
        self._timings: dict[str, Any] = {}
        self._writing = ""
        self._start = time.perf_counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many documents and statements were taken so far."""
        return self._counts

    def remember(self, former: Path | None) -> None:
        """Take over what has not changed from a former output; a damaged memory of it is noted and not used."""
        pages = former / CACHE / PAGES if former else None
        if self._context.pages and not self._context.pages.open(pages, self._folder, self._open_files):
            self._note_damage(f"{CACHE}/{PAGES}")
        try:
            self.former = open_cache(former, self._open_files) if former else None
        except OutputError as error:
            self.notes.append(Note(CACHE, f"{error.problem}; it was not used, and every document was read again"))

    def is_there(self, document: Document) -> bool:
        """Return whether a document with the same text, publisher and date came before, so that it is not to be added.

        It is then named in the record of the one that was added.
        """
        return self._same.is_there(document)

    def known(self, document: Document) -> Entry | None:
        """Return what the former build remembers of a document, if its statements were read from the same."""
        entry = self.former.entry(document.id) if self.former else None
        return entry if entry is not None and entry.source == source_hash(document) else None

    def keep(self, document: Document, entry: Entry) -> bool:
        """Take a document with the statements that the former build found in it, or in one that says the same.

        Returns:
            False when these are damaged, and the document was not taken.

        Raises:
            InputError, OutputError: as ``add`` does.
        """
        block = self.former.bytes_of("statements.jsonl", entry.statements) if self.former else None
        if block is None:
            self._note_damage("statements.jsonl")
            return False
        if entry.id != document.id:
            self.add(document, restated(decode_statements(block), document), entry.triggers, entry.words)
        else:
            self._take(document, block, block.count(b"\n"), entry.triggers, entry.words)
        return True

    def _note_damage(self, file: str) -> None:
        note = Note(file, "is not what was written; what was damaged was read again")
        if note not in self.notes:
            self.notes.append(note)

    def add(self, document: Document, statements: Sequence[Statement], triggers: str = "", words: str = "") -> None:
        """Take a document with all its statements, in any order.

        Args:
            triggers, words: as ``Entry`` holds them, for the next build.

        Raises:
            InputError: if a document with this id was added before.
            OutputError: if the disk is full.
        """
        ordered = list(sort_statements(statements))
        block = b"".join(as_line(statement.record()) for statement in ordered)
        self._take(document, block, len(ordered), triggers, words)

    def _take(self, document: Document, block: bytes, n_statements: int, triggers: str, words: str) -> None:
        if document.id in self._documents:
            raise InputError("a second document has this id", path=document.path or None, key=document.id)
        source, written = source_hash(document), Block.of(0, block)
        graph = graph_hash(document, source, written)
        former = self.former.entry(document.id) if self.former else None
        if former is not None and former.graph == graph:
            self._graphs[document.id] = former.rdf
        record = as_line(document_record(document, n_statements))
        none = Block(0, 0, "")
        taken = Entry(document.id, source, graph, triggers, words, none, written, none)
        with output_errors(self._folder):
            self._documents.add(document.id, [record])
            self._statements.add(document.id, [block])
            self._entries.add(document.id, [encode_entry(taken)])
            self._copies.add(document.id, document.text)
        for name, count in _counted(n_statements).items():
            self._counts[name] += count

    def _settle_duplicates(self) -> None:
        """Let the smallest id of documents that say the same stand for them, whichever was read."""
        for group in self._same.groups():
            if group.taken not in self._documents:
                reason = f"it says the same as {group.taken!r}, which was left out"
                for other in group.others:
                    self.skip(Skipped(other.path or other.id, f"document {other.id!r}: {reason}"))
                continue
            first = min(group.others, key=_id)
            others = self._exchange(group.taken, first, group.others) if first.id < group.taken else group.others
            self._duplicates[min(first.id, group.taken)] = sorted(others, key=_id)
            self._counts["duplicates"] += len(others)

    def _exchange(self, taken: str, first: Duplicate, others: Sequence[Duplicate]) -> list[Duplicate]:
        """Put one of the others in the place of the document that was taken, and return what is left out now."""
        document = decode_document(self._documents.take_back(taken))
        statements = decode_statements(self._statements.take_back(taken))
        entry = decode_entry(self._entries.take_back(taken))
        self._copies.take_back(taken)
        self._graphs.pop(taken, None)
        for name, count in _counted(len(statements)).items():
            self._counts[name] -= count
        instead = as_document(first, document)
        self.add(instead, restated(statements, instead), entry.triggers, entry.words)
        return [duplicate_of(document), *(other for other in others if other is not first)]

    def skip(self, skipped: Skipped) -> None:
        """Take an input that was left out."""
        self._skipped.append(skipped)

    def finish(self, timings: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Write every file and return what ``build.json`` holds.

        Args:
            timings: what else is no part of the graph, for ``build.json``.

        Raises:
            OutputError: if the disk is full.
        """
        self._timings = {"documents": round(time.perf_counter() - self._start, 3), **(timings or {})}
        with output_errors(self._folder):
            self._settle_duplicates()
            view, places = self._write_records()
            graphs, store = self._write_rdf(view, places.statements)
            self._write_graph_files(view)
            facts = self._facts(view)
            text = json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True)
            self._write_cache(text, store, self._placed_entries(places, graphs))
            (self._folder / MARKER).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        self.finished = True
        return facts

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        self._context.progress(name)
        start = time.perf_counter()
        yield
        self._timings[name] = round(time.perf_counter() - start, 3)

    def _write_records(self) -> tuple[FileGraph, _Places]:
        folder = self._folder
        with self._timed("records"):
            clusters, digests = self._copies.clusters(), dict[str, str]()

            def clustered(document: str, line: bytes) -> bytes:
                same = self._duplicates.get(document, ())
                written = with_company(line, clusters.get(document, document), same)
                digests[document] = digest_of(written)
                return written

            documents = self._documents.sort_into(folder / "documents.jsonl", clustered)
            statements = self._statements.sort_into(folder / "statements.jsonl")
            edges, actors = self._assembled(clusters)
            counts = count_edges(edges)
            _write_lines(folder / "edges.jsonl", (edge.record() for edge in edges))
            _write_lines(folder / "actors.jsonl", (actor_record(actor, counts[actor.id]) for actor in actors))
            skipped = sorted(self._skipped, key=lambda item: (item.path, item.reason))
            _write_lines(folder / "skipped.jsonl", (asdict(item) for item in skipped))
        return FileGraph(folder, actors, edges), _Places(documents, statements, digests)

    def _assembled(self, clusters: Mapping[str, str]) -> tuple[tuple[Edge, ...], tuple[Actor, ...]]:
        """Return the edges and the actors of the statements that are written."""
        known, symmetric = self._context.actors, self._context.symmetric
        statements = Lines(self._folder / "statements.jsonl", Statement)
        if self._counts["statements"] <= MOST_IN_MEMORY:
            tally = EdgeTally(symmetric).add_all(statements)
            return tally.edges(known, clusters), tally.actors(known)
        from graphkit.assemble.tables import Limits, assembling

        with assembling(self._folder / "assembling", statements, symmetric, Limits(DATABASE_MEMORY)) as tables:
            return tuple(tables.edges(known, clusters)), tables.actors(known)

    def _write_rdf(
        self, view: FileGraph, places: Mapping[str, tuple[int, int]]
    ) -> tuple[Mapping[str, Block], Mapping[str, str]]:
        from graphkit.rdf_files import RdfGraph, write_rdf
        from graphkit.store import ontology_quads

        context = self._context
        ontology = context.ontology
        quads = tuple(ontology_quads(ontology)) if isinstance(ontology, str) else tuple(ontology)
        self._writing = content_id(context.writing, *quads, *sorted(context.symmetric)) if context.writing else ""
        with self._timed("store"), (self._folder / "statements.jsonl").open("rb") as file:

            def statements_of(document: str) -> list[Statement]:
                file.seek(places[document][0])
                return decode_statements(file.read(places[document][1]))

            return write_rdf(RdfGraph(view, context.relations, quads, statements_of), self._former_rdf())

    def _former_rdf(self) -> FormerRdf | None:
        """Return the RDF of the former build, None if it cannot be changed into this one, or not faster."""
        if self.former is None or self.former.state.writing != self._writing:
            return None
        otherwise = self._counts["documents"] + len(self.former) - 2 * len(self._graphs)
        if otherwise > MOST_NEW * self._counts["documents"]:
            return None
        from graphkit.rdf_files import FormerRdf

        former = FormerRdf(self.former, self._graphs)
        if not former.is_whole():
            self._note_damage("store")
            return None
        return former

    def _write_cache(self, build: str, store: Mapping[str, str], entries: Iterator[Entry]) -> None:
        """Write what the next build needs; ``build`` is the text of ``build.json``, which is written last."""
        files = {name: digest_of((self._folder / name).read_bytes()) for name in ("actors.jsonl", "skipped.jsonl")}
        files[MARKER] = digest_of(f"{build}\n".encode())
        write_cache(self._folder, State(self.recipe, self._writing, store, files), entries)
        if self._context.pages:
            self._context.pages.write(self._folder / CACHE / PAGES)

    def _placed_entries(self, places: _Places, graphs: Mapping[str, Block]) -> Iterator[Entry]:
        """Yield the entries by document, with the places of their blocks in the files as they are now."""
        path = self._folder / "entries.sorted"
        self._entries.sort_into(path)
        with path.open("rb") as file:
            for line in file:
                entry = decode_entry(line)
                yield msgspec.structs.replace(
                    entry,
                    record=Block(*places.documents[entry.id], places.digests[entry.id]),
                    statements=Block(*places.statements[entry.id], entry.statements.digest),
                    rdf=graphs[entry.id],
                )
        path.unlink()

    def _write_graph_files(self, view: FileGraph) -> None:
        from graphkit.export import EXPORTS, ExportSource

        context = self._context
        source = ExportSource(view, context.relations, title=context.title, top=context.top)
        for name, file_name in GRAPH_FILES.items():
            with self._timed(name):
                EXPORTS[name].write(source, self._folder / file_name)

    def _facts(self, view: FileGraph) -> dict[str, Any]:
        sizes = {"edges": len(view.edges), "actors": len(view.actors), "skipped": len(self._skipped)}
        return {
            **self._context.facts,
            "graphkit": __version__,
            "relations": {name: asdict(info) for name, info in self._context.relations.items()},
            "counts": self._counts | sizes,
            "files": sorted(FILES),
            "timings": self._timings,
        }


def _id(duplicate: Duplicate) -> str:
    return duplicate.id


def _counted(n_statements: int) -> dict[str, int]:
    """Return what a document with so many statements adds to the counts."""
    return {"documents": 1, "documents_with_statements": bool(n_statements), "statements": n_statements}


def _write_lines(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with path.open("wb") as file:
        file.writelines(as_line(record) for record in records)
