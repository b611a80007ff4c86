"""Ways to read many documents at once: in this process, in processes of this machine, on the machines of a cluster.

All of them read parts (see ``graphkit.parts``), and all give the same.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from graphkit.engines.cluster import Cluster
from graphkit.engines.processes import Limits, Processes, prepare_setup
from graphkit.errors import OutputError
from graphkit.extraction import Extract, Extractor, extract_surely
from graphkit.folder import output_errors
from graphkit.model import Document, Skipped
from graphkit.parts import Part, plan_parts, read_part

__all__ = ["ENGINES", "Cluster", "Engine", "Limits", "Processes", "Running", "extract_documents"]

ENGINES = ("processes", "dask")

# With less text than this, some ten seconds of work, other processes would hardly be done with loading the model.
LITTLE_TEXT = 1_000_000


class Reading(Protocol):
    """A part that is being read."""

    def done(self) -> bool:
        """Return whether it is read, or cannot be."""

    def result(self) -> None:
        """Wait until it is read. Raises what stands against it."""


class Engine(Protocol):
    """Reads parts somewhere."""

    @property
    def window(self) -> int:
        """How many parts may be waiting or done and not yet taken."""

    def submit(self, part: Part) -> Reading:
        """Have a part read; its source is there. Its target is when the future is done."""

    def close(self) -> None:
        """Stop, and leave no process behind."""


@dataclass(frozen=True, slots=True)
class Running:
    """Where and how documents are read. Nothing of it changes what is found in them.

    Attributes:
        workers: how many processes; 0 for none but this one, None to choose by the amount of text.
        limits: what a document may cost; one over them is left out. They are kept by processes of their own only, so
            with limits there is at least one; None for those of ``Limits``.
        parts: a folder for parts that is kept, and that every machine sees; None for one beside the output.
        engine: one of ``ENGINES``.
        scheduler: the address of a Dask scheduler; None for a cluster on this machine.
    """

    workers: int | None = None
    limits: Limits | None = None
    parts: Path | None = None
    engine: str = "processes"
    scheduler: str | None = None


def extract_documents(
    extractor: Extractor, documents: Iterable[Document], running: Running, folder: Path, recipe: str
) -> Generator[Extract | Skipped, None, None]:
    """Yield what is found in each document, or that it was left out, in the order of the input.

    Args:
        folder: for the parts, made when it is needed. What is there already is not read again.
        recipe: hash of what documents are read with.

    Raises:
        GraphkitError: if documents cannot be read for a reason that is not in one of them.
        OutputError: if the disk is full.
    """
    waiting = iter(documents)
    begun = _until_much(waiting) if running.workers is None and running.engine == "processes" else []
    workers = _enough_workers(begun, running)
    everything = chain(begun, waiting)
    if not workers:
        yield from extract_surely(extractor, everything)
        return
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with closing(_start_engine(extractor, workers, running)) as engine:
        yield from extract_parts(engine, plan_parts(everything, folder, recipe))


def _start_engine(extractor: Extractor, workers: int, running: Running) -> Engine:
    limits = running.limits or Limits()
    if running.engine == "dask":
        return Cluster(extractor, workers, limits, running.scheduler)
    return Processes(prepare_setup(extractor, limits), workers, limits)


def extract_parts(engine: Engine, parts: Iterable[Part]) -> Iterator[Extract | Skipped]:
    """Yield what is found in the documents of parts, in their order."""
    pending: deque[tuple[Part, Reading]] = deque()
    for part in parts:
        pending.append((part, _begin(engine, part)))
        while pending and (len(pending) >= engine.window or pending[0][1].done()):
            yield from _take(engine, *pending.popleft())
    while pending:
        yield from _take(engine, *pending.popleft())


def _begin(engine: Engine, part: Part) -> Reading:
    """Have a part read unless it is there, with nothing left out that may be read this time."""
    if part.target.exists():
        try:
            found = read_part(part.target, part.documents)
        except OutputError:
            found = []
        if found and not any(isinstance(one, Skipped) for one in found):
            done: Future[None] = Future()
            done.set_result(None)
            return done
    return _submit(engine, part)


def _submit(engine: Engine, part: Part) -> Reading:
    with output_errors(part.target):
        part.target.unlink(missing_ok=True)
    part.write_source()
    return engine.submit(part)


def _take(engine: Engine, part: Part, reading: Reading) -> Iterator[Extract | Skipped]:
    reading.result()
    try:
        found = read_part(part.target, part.documents)
    except OutputError:
        # Damaged since it was written, as by another process or a machine that went down.
        _submit(engine, part).result()
        found = read_part(part.target, part.documents)
    with output_errors(part.source):
        part.source.unlink(missing_ok=True)
    yield from found


def _until_much(documents: Iterator[Document]) -> list[Document]:
    """Return documents from the front until they hold much text, or all."""
    begun: list[Document] = []
    size = 0
    for document in documents:
        begun.append(document)
        size += len(document.text)
        if size >= LITTLE_TEXT:
            break
    return begun


def _enough_workers(begun: Sequence[Document], running: Running) -> int:
    """Return how many processes to start, 0 for none; one core is needed by this process itself."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if running.engine != "processes":
        return running.workers or cores
    if running.workers is not None:
        return running.workers
    least = 0 if running.limits is None else 1
    if sum(len(document.text) for document in begun) < LITTLE_TEXT:
        return least
    return cores if cores > 1 else least
