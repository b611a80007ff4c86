"""The share of each stage in the time of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from bench.clock import seconds
from bench.corpus import count_words, documents_of, enough, write_json_lines
from bench.rows import Row, Settings
from graphkit.assemble import EdgeTally, sort_statements
from graphkit.export.vocabulary import ontology_turtle
from graphkit.extraction import Extractor
from graphkit.find import find_mentions, find_titles
from graphkit.model import Document, Statement
from graphkit.output import BuildContext, new_output
from graphkit.pipeline import make_extractor
from graphkit.read import read_documents
from graphkit.records import RelationInfo

ABOUT = "Share of each stage in a build on one core; the figure is the time for 1,000 words"
# As many documents as ``Extractor.statements`` holds at once.
_BATCH = 32
STAGES = ("read", "find", "split + route", "parse", "resolve", "match", "assemble", "write")


@dataclass(slots=True)
class StagedBuild:
    """A build taken apart, with the seconds of each stage."""

    extractor: Extractor
    files: Path
    output: Path
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    documents: list[Document] = field(default_factory=list)
    found: list[tuple[Document, list[Statement]]] = field(default_factory=list)

    def run(self) -> StagedBuild:
        """Do the stages one after the other and return this."""
        self.documents = self._timed("read", lambda: _documents_in(self.files))
        documents = iter(self.documents)
        while batch := list(islice(documents, _BATCH)):
            self._extract(batch)
        self._write()
        return self

    def _timed(self, stage: str, run: Callable[[], Any]) -> Any:
        results: list[Any] = []
        self.seconds[stage] += seconds(lambda: results.append(run()))
        return results[0]

    def _extract(self, batch: Sequence[Document]) -> None:
        extractor = self.extractor
        self._timed("find", lambda: [_find(extractor, document) for document in batch])
        # Finding is done again inside; what is left is splitting and routing.
        self.seconds["split + route"] -= seconds(lambda: [_find(extractor, document) for document in batch])
        readings = self._timed("split + route", lambda: [extractor.read(document) for document in batch])
        parsed = self._timed("parse", lambda: list(extractor.parse(readings)))
        resolved = self._timed("resolve", lambda: [(*one, extractor.resolve(*one)) for one in parsed])
        self.found += self._timed("match", lambda: list(_matched(extractor, resolved)))

    def _write(self) -> None:
        context = context_of(self.extractor)
        self._timed("assemble", lambda: assembled(self.found, context))
        self.seconds["write"] -= self.seconds["assemble"]
        self._timed("write", lambda: write(self.output, self.found, context))


def _documents_in(folder: Path) -> list[Document]:
    return [item for item in read_documents([folder]) if isinstance(item, Document)]


def _find(extractor: Extractor, document: Document) -> object:
    mentions = find_mentions(document.text, extractor.gazetteer)
    return find_titles(document.text, mentions, extractor.actors)


def _matched(extractor: Extractor, resolved: Sequence[Any]) -> Iterator[tuple[Document, list[Statement]]]:
    for reading, sentences, anaphors in resolved:
        statements = extractor.matcher.match(reading.document, sentences, reading.mentions, anaphors)
        yield reading.document, list(statements)


def context_of(extractor: Extractor) -> BuildContext:
    """Return what a build of this extractor knows beside its documents."""
    relations = {name: RelationInfo.of(relation) for name, relation in extractor.ontology.relations.items()}
    return BuildContext(extractor.actors, relations, ontology_turtle(extractor.ontology))


def assembled(found: Sequence[tuple[Document, Sequence[Statement]]], context: BuildContext) -> object:
    """Return the edges of the statements."""
    tally = EdgeTally(context.symmetric)
    for _, statements in found:
        tally.add_all(sort_statements(statements))
    return tally.edges(context.actors)


def write(folder: Path, found: Sequence[tuple[Document, Sequence[Statement]]], context: BuildContext) -> None:
    """Write the output folder of the statements."""
    with new_output(folder, context) as draft:
        for document, statements in found:
            draft.add(document, statements)
        draft.finish()


def measure(settings: Settings) -> list[Row]:
    """Take the median of each stage over the rounds."""
    extractor = make_extractor()
    once = documents_of(settings)
    files = settings.folder / "stages"
    write_json_lines(files, iter(enough(once, settings)))
    for _ in extractor.statements(once):
        pass
    rounds = [StagedBuild(extractor, files, settings.folder / f"built{n}").run() for n in range(settings.rounds)]
    taken = {stage: max(0.0, median(build.seconds[stage] for build in rounds)) for stage in STAGES}
    total, words = sum(taken.values()), count_words(rounds[0].documents)
    rows = [Row(name, f"{took / words * 1e6:7.2f} ms", f"{took / total:5.1%}") for name, took in taken.items()]
    statements = sum(len(found) for _, found in rounds[0].found)
    build = f"{total / words * 1e6:7.2f} ms, {words / total:,.0f} words/s"
    size = f"{len(rounds[0].documents):,} documents, {words:,} words, {statements:,} statements"
    return [*rows, Row("build", build, "100%"), Row("corpus of a round", size)]
