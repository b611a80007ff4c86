"""Checking an output folder against itself and against the documents that it was made from."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from graphkit.assemble import CopyFinder, EdgeTally
from graphkit.folder import require_output
from graphkit.loading import read_relations
from graphkit.model import Document, Statement
from graphkit.records import FileGraph, RelationInfo, actor_record, count_edges, read_lines, statement_id, text_hash

_FROM_DOCUMENT = (("publisher", "publisher"), ("url", "url"), ("title", "title"), ("published", "date"))
_PARTS = ("subject", "object", "trigger")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an output folder that is not as it must be.

    Attributes:
        file: the file or folder in the output that is wrong.
        key: the id of the statement, edge, actor or document, "" for the whole file.
        problem: what is wrong, without a final full stop.
    """

    file: str
    key: str
    problem: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.problem) if part)


def verify_output(directory: Path, reread: Iterable[Document] | None = None) -> list[Fault]:
    """Return all faults of an output folder: none when every quote, span, hash, count and triple agrees.

    Args:
        directory: the folder.
        reread: the documents as their sources hold them now; those that are not given are not compared.

    Raises:
        OutputError: if the folder is no graphkit output, or a file of it cannot be read at all.
    """
    build = require_output(directory)
    relations, view = read_relations(directory, build), FileGraph.open(directory)
    sources = {document.id: text_hash(document.text) for document in reread or ()}
    faults = [*_document_faults(view, sources), *_cluster_faults(view)]
    faults += [*_statement_faults(view), *_edge_faults(view, relations)]
    if not faults:
        # The RDF is compared with what the records give, which is only of use when they are sound.
        from graphkit.verify_rdf import rdf_faults

        faults += [Fault(*parts) for parts in rdf_faults(directory, view, relations)]
    return faults


def _document_faults(view: FileGraph, sources: Mapping[str, str]) -> Iterator[Fault]:
    file, counted = "documents.jsonl", Counter(statement.document for statement in view.statements)
    last = ""
    for record in read_lines(view.folder / file):
        name = record.get("id", "")
        if last and name <= last:
            yield Fault(file, name, "is there twice or out of order")
        if text_hash(record.get("text", "")) != record.get("sha256"):
            yield Fault(file, name, "the text does not have the hash sha256")
        for one in (name, *(duplicate.get("id") for duplicate in record.get("duplicates", ()))):
            if sources.get(one, record.get("sha256")) != record.get("sha256"):
                yield Fault(file, one, "the source has changed since the build")
        if record.get("n_statements") != counted.pop(name, 0):
            yield Fault(file, name, "n_statements is not the number of its statements")
        last = name
    for name in counted:
        yield Fault("statements.jsonl", name, "the document of statements is missing")


def _cluster_faults(view: FileGraph) -> Iterator[Fault]:
    """Yield the documents whose cluster is not the one that comparing the texts gives."""
    with tempfile.TemporaryDirectory() as folder, CopyFinder(Path(folder) / "signatures") as copies:
        named = {}
        for document in view.documents:
            copies.add(document.id, document.text)
            named[document.id] = document.cluster
        found = copies.clusters()
    for name, cluster in named.items():
        if cluster != found.get(name, name):
            yield Fault("documents.jsonl", name, "the texts give another cluster")


def _statement_faults(view: FileGraph) -> Iterator[Fault]:
    """Yield what is wrong with statements; both files are sorted by document and read side by side."""
    documents, document = iter(view.documents), None
    seen: set[str] = set()
    for name, statements in groupby(view.statements, key=lambda statement: statement.document):
        while document is None or document.id < name:
            document = next(documents, None)
            if document is None:
                return
        for statement in statements:
            if statement.id in seen:
                yield Fault("statements.jsonl", statement.id, "is there twice")
            seen.add(statement.id)
            if document.id == name:
                yield from (
                    Fault("statements.jsonl", statement.id, problem) for problem in _problems(statement, document)
                )


def _problems(statement: Statement, document: Document) -> Iterator[str]:
    if statement.id != statement_id(statement):
        yield "the id is not the hash of what the statement says"
    if not 0 <= statement.begin < statement.end <= len(document.text):
        yield "the sentence lies outside of the document"
    elif document.text[statement.begin : statement.end] != statement.quote:
        yield "the quote is not the text at its place"
    for part in _PARTS:
        yield from _span_problems(statement, part, len(document.text))
    yield from _speaker_problems(statement, len(document.text))
    for name, of_document in _FROM_DOCUMENT:
        if getattr(statement, name) != getattr(document, of_document):
            yield f"{name} is not the document's {of_document}"


def _span_problems(statement: Statement, part: str, length: int) -> Iterator[str]:
    """Yield what is wrong with a span: a trigger stands in the sentence, an end may be an antecedent elsewhere."""
    begin, end = getattr(statement, f"{part}_begin"), getattr(statement, f"{part}_end")
    if not 0 <= begin < end <= length:
        yield f"the span of the {part} lies outside of the document"
        return
    within = statement.begin <= begin and end <= statement.end
    across = begin < statement.end and statement.begin < end
    if not within and (part == "trigger" or across):
        yield f"the span of the {part} lies outside of the sentence"


def _speaker_problems(statement: Statement, length: int) -> Iterator[str]:
    begin, end = statement.attribution_begin, statement.attribution_end
    if (begin is None) != (end is None):
        yield "the span of the speaker has one end"
    elif begin is not None and end is not None and not 0 <= begin < end <= length:
        yield "the span of the speaker lies outside of the document"


def _edge_faults(view: FileGraph, relations: Mapping[str, RelationInfo]) -> Iterator[Fault]:
    known = {actor.id: actor for actor in view.actors}
    symmetric = frozenset(name for name, info in relations.items() if info.symmetric)
    tally = EdgeTally(symmetric).add_all(view.statements)
    clusters = {document.id: document.cluster or document.id for document in view.documents}
    edges = tally.edges(known, clusters)
    yield from _compare("edges.jsonl", view.folder, {edge.id: edge.record() for edge in edges})
    counts = count_edges(edges)
    actors = {actor.id: actor_record(actor, counts[actor.id]) for actor in tally.actors(known)}
    yield from _compare("actors.jsonl", view.folder, actors)


def _compare(file: str, folder: Path, wanted: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """Yield where the records of a file differ from those that assembling the statements gives."""
    left = dict(wanted)
    for record in read_lines(folder / file):
        name = str(record.get("id", ""))
        expected = left.pop(name, None)
        if expected is None:
            yield Fault(file, name, "no statement gives it, or it is there twice")
            continue
        wrong = [key for key in expected if record.get(key) != expected[key]]
        if wrong:
            yield Fault(file, name, f"the statements give another {', '.join(wrong)}")
    yield from (Fault(file, name, "is missing") for name in left)
