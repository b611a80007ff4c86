"""The output folder: every file that a build writes, put in place only when the folder is whole.

    with new_output(directory) as draft:
        for document in documents:
            draft.add(document, statements_of(document))
        draft.finish(context)

Documents with their statements come in any order and are held on disk; memory holds actors and edges.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from graphkit import __version__
from graphkit.assemble import EdgeTally, sort_statements
from graphkit.errors import InputError, OutputError
from graphkit.folder import MARKER, output_errors, replacing
from graphkit.model import Actor, Document, Edge, Graph, Skipped, Statement
from graphkit.records import FileGraph, RelationInfo, actor_record, as_line, count_edges, document_record
from graphkit.spool import Spool

GRAPH_FILES = {"graphml": "graph.graphml", "gexf": "graph.gexf", "csv": "edges.csv", "html": "graph.html"}
FILES = (
    "actors.jsonl",
    "build.json",
    "documents.jsonl",
    "edges.jsonl",
    "graph.trig",
    "skipped.jsonl",
    "statements.jsonl",
    "store",
    *GRAPH_FILES.values(),
)


@dataclass(frozen=True)
class BuildContext:
    """What a build knows beside its documents.

    Attributes:
        actors: the gazetteer by id.
        relations: what each relation type means, by id.
        ontology: the vocabulary as Turtle.
        facts: for ``build.json``: versions, inputs, options; the same for the same input.
        title: the heading of the page.
        top: how many actors the page shows at first.
        progress: told the name of each file before it is written.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    relations: Mapping[str, RelationInfo] = field(default_factory=dict)
    ontology: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    title: str = "graphkit"
    top: int = 150
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
    """An output folder while it is written. ``new_output`` makes it."""

    def __init__(self, folder: Path, context: BuildContext, open_files: ExitStack) -> None:
        self.finished = False
        self._folder = folder
        self._context = context
        self._tally = EdgeTally(context.symmetric)
        self._documents = open_files.enter_context(Spool(folder / "documents.spool"))
        self._statements = open_files.enter_context(Spool(folder / "statements.spool"))
        self._skipped: list[Skipped] = []
        self._counts = {"documents": 0, "documents_with_statements": 0, "statements": 0}
        self._timings: dict[str, float] = {}

    def add(self, document: Document, statements: Sequence[Statement]) -> None:
        """Take a document with all its statements, in any order.

        Raises:
            InputError: if a document with this id was added before.
            OutputError: if the disk is full.
        """
        if document.id in self._documents:
            raise InputError("a second document has this id", path=document.path or None, key=document.id)
        ordered = list(sort_statements(statements))
        self._tally.add_all(ordered)
        with output_errors(self._folder):
            self._documents.add(document.id, [as_line(document_record(document, len(ordered)))])
            self._statements.add(document.id, [as_line(statement.record()) for statement in ordered])
        self._counts["documents"] += 1
        self._counts["documents_with_statements"] += bool(ordered)
        self._counts["statements"] += len(ordered)

    def skip(self, skipped: Skipped) -> None:
        """Take an input that was left out."""
        self._skipped.append(skipped)

    def finish(self, timings: Mapping[str, float] | None = None) -> dict[str, Any]:
        """Write every file and return what ``build.json`` holds.

        Args:
            timings: seconds of what went before, for ``build.json``.

        Raises:
            OutputError: if the disk is full.
        """
        self._timings = dict(timings or {})
        with output_errors(self._folder):
            view = self._write_records()
            self._write_graph_files(view)
            facts = self._write_facts(view)
        self.finished = True
        return facts

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        self._context.progress(name)
        start = time.perf_counter()
        yield
        self._timings[name] = round(time.perf_counter() - start, 3)

    def _write_records(self) -> FileGraph:
        folder, known = self._folder, self._context.actors
        with self._timed("records"):
            self._documents.sort_into(folder / "documents.jsonl")
            self._statements.sort_into(folder / "statements.jsonl")
            edges: tuple[Edge, ...] = self._tally.edges(known)
            actors, counts = self._tally.actors(known), count_edges(edges)
            _write_lines(folder / "edges.jsonl", (edge.record() for edge in edges))
            _write_lines(folder / "actors.jsonl", (actor_record(actor, counts[actor.id]) for actor in actors))
            skipped = sorted(self._skipped, key=lambda item: (item.path, item.reason))
            _write_lines(folder / "skipped.jsonl", (asdict(item) for item in skipped))
        return FileGraph(folder, actors, edges)

    def _write_graph_files(self, view: FileGraph) -> None:
        from graphkit.export import EXPORTS, ExportSource
        from graphkit.export.rdf.text import write_trig
        from graphkit.store import graph_quads, write_store

        context = self._context
        with self._timed("store"), (self._folder / "graph.trig").open("w", encoding="utf-8", newline="\n") as file:
            quads = graph_quads(view, context.relations, context.ontology)
            write_store(self._folder / "store", write_trig(quads, file))
        source = ExportSource(view, context.relations, title=context.title, top=context.top)
        for name, file_name in GRAPH_FILES.items():
            with self._timed(name):
                EXPORTS[name].write(source, self._folder / file_name)

    def _write_facts(self, view: FileGraph) -> dict[str, Any]:
        sizes = {"edges": len(view.edges), "actors": len(view.actors), "skipped": len(self._skipped)}
        facts = {
            **self._context.facts,
            "graphkit": __version__,
            "relations": {name: asdict(info) for name, info in self._context.relations.items()},
            "counts": self._counts | sizes,
            "files": sorted(FILES),
            "timings": self._timings,
        }
        text = json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True)
        (self._folder / MARKER).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        return facts


def _write_lines(path: Path, records: Iterator[dict[str, Any]]) -> None:
    with path.open("wb") as file:
        file.writelines(as_line(record) for record in records)
