"""Processes of this machine that read parts, seen from the one that asks.

A document at which its process ends, or over which it takes too long, is found out by reading the documents of the part
one by one, and left out. What ends a process otherwise (somebody's kill, a machine short of memory) costs only the time
to start another one.
"""

from __future__ import annotations

import json
import math
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError, InputError, OutputError
from graphkit.extraction import Extractor
from graphkit.parts import PART_CHARACTERS, Part
from graphkit.recipe import reading_machine

# A document is left out when so many processes end over it, each having read it alone.
MOST_DEATHS = 2
# A process that ends so often before it has read anything will not do better.
MOST_FALSE_STARTS = 3
_LOADING_SECONDS = 600.0
# Of a process that hardly works, as on a machine that others use, the time on the clock counts so much less.
_MOST_WAITING = 10
_LEAST_WAIT = 0.05
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost.

    Attributes:
        seconds: CPU time for each million characters begun; on systems other than Linux time on the clock.
        megabytes: memory of the process that reads it, 0 for any; kept on Linux.
    """

    seconds: float = 120.0
    megabytes: int = 4_000

    def seconds_of(self, characters: int) -> float:
        """Return how long a text of so many characters may take."""
        return self.seconds * max(1, math.ceil(characters / PART_CHARACTERS))


@dataclass(frozen=True, slots=True)
class PartFiles:
    """A part as a process must know it.

    Attributes:
        source, target: paths.
        sizes: the characters of each document.
    """

    source: str
    target: str
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, part: Part) -> PartFiles:
        """Return the files of a part."""
        sizes = tuple(len(document.text) for document in part.documents)
        return cls(str(part.source.absolute()), str(part.target.absolute()), sizes)


def prepare_setup(extractor: Extractor, limits: Limits) -> bytes:
    """Return what processes need before their first part."""
    from graphkit.engines.child import Setup

    return pickle.dumps(Setup(extractor, reading_machine(extractor.model_name), limits.megabytes))


class Processes:
    """Some processes, each with the model loaded, that read parts as they are submitted.

    Args:
        setup: what they need, from ``prepare_setup``.
        count: how many processes.
        limits: what a document may cost.
    """

    def __init__(self, setup: bytes, count: int, limits: Limits) -> None:
        self._setup = setup
        self._limits = limits
        self.window = 3 * count
        self._lock = threading.Lock()
        self._closed = False
        self._children: set[_Child] = set()
        self._own = threading.local()
        # Each thread starts processes and waits for them: on Linux a process ends with the thread that started it.
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="part")

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that run now."""
        with self._lock:
            return sorted(child.pid for child in self._children)

    def submit(self, part: Part) -> Future[None]:
        """Have a part read. The outcome is in ``part.target`` when the future is done, or the future has the error."""
        return self.submit_files(PartFiles.of(part))

    def submit_files(self, files: PartFiles) -> Future[None]:
        """Have a part read whose documents are in its source."""
        return self._threads.submit(self._read, files)

    def close(self) -> None:
        """End all processes at once."""
        with self._lock:
            self._closed = True
            for child in self._children:
                child.kill()
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.end()

    def _read(self, files: PartFiles) -> None:
        """Read a part in the process of this thread, in new ones as long as these end."""
        attempts = _Attempts(files, self._limits)
        while True:
            try:
                self._child().read(files, attempts)
                return
            except _ProcessEndedError as end:
                self._end_child()
                attempts.learn_from(end)

    def _child(self) -> _Child:
        """Return the process of this thread, with its model loaded."""
        child: _Child | None = getattr(self._own, "child", None)
        if child is None:
            with self._lock:
                if self._closed:
                    raise CancelledError
                child = self._own.child = _Child(self._setup)
                self._children.add(child)
            child.wait_until_ready()
        return child

    def _end_child(self) -> None:
        child: _Child = self._own.child
        self._own.child = None
        child.end()
        with self._lock:
            self._children.discard(child)


class _ProcessEndedError(Exception):
    """A process has ended or was ended, over the document of this place (None: before it came to one)."""

    def __init__(self, place: int | None, late: bool) -> None:
        self.place, self.late = place, late


class _Attempts:
    """What is known of a part after processes have ended over it.

    Attributes:
        left_out: the documents to leave out, by their place, with the reason.
        alone: whether documents are read one by one, to find out at which a process ends.
    """

    def __init__(self, files: PartFiles, limits: Limits) -> None:
        self.left_out: dict[int, str] = {}
        self.alone = False
        self._sizes, self._limits = files.sizes, limits
        self._deaths: Counter[int | None] = Counter()

    def seconds_at(self, place: int) -> float:
        """Return how long it may take until the next document, or batch of them, is begun."""
        return self._limits.seconds_of(self._sizes[place] if self.alone else sum(self._sizes))

    def learn_from(self, end: _ProcessEndedError) -> None:
        """Decide how to go on. Raises GraphkitError when processes end whatever they read."""
        if end.place is not None and not self.alone:
            self.alone = True
        elif end.place is not None and end.late:
            self.left_out[end.place] = f"took longer than {self.seconds_at(end.place):g} seconds"
        else:
            self._deaths[end.place] += 1
            if end.place is not None and self._deaths[end.place] == MOST_DEATHS:
                self.left_out[end.place] = "the process that read it ended"
            if self._deaths[None] == MOST_FALSE_STARTS:
                mend = "allow them more memory with --worker-memory, or use fewer with --workers"
                raise GraphkitError("the processes that read documents end before they have read any", mend=mend)


class _Child:
    """A process that reads parts."""

    def __init__(self, setup: bytes) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        # A group of its own: Ctrl-C is for the process that asks, which ends this one.
        self._process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "graphkit.engines.child", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(_THREADS, "1"), "PYTHONPATH": paths},
            process_group=0,
        )
        self._setup = setup
        self._place: int | None = None
        self._late = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Give the process its setup and wait until its model is loaded.

        Raises:
            _ProcessEndedError: if it ends.
            GraphkitError: if it cannot read parts for a reason that it says.
        """
        self._send(self._setup)
        self._receive(_LOADING_SECONDS)

    def read(self, files: PartFiles, attempts: _Attempts) -> None:
        """Have a part read. Raises as ``wait_until_ready`` does."""
        order = {
            "source": files.source,
            "target": files.target,
            "left_out": attempts.left_out,
            "alone": attempts.alone,
        }
        self._place, seconds = None, _LOADING_SECONDS
        self._send(json.dumps(order).encode() + b"\n")
        while True:
            answer = self._receive(seconds)
            if "done" in answer:
                return
            self._place = int(answer["at"])
            seconds = attempts.seconds_at(self._place)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What was not yet sent to the ended process is lost with it.
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _send(self, data: bytes) -> None:
        pipe = self._process.stdin
        try:
            pipe.write(data)  # type: ignore[union-attr]
            pipe.flush()  # type: ignore[union-attr]
        except OSError as error:
            raise _ProcessEndedError(None, late=False) from error

    def _receive(self, seconds: float) -> dict[str, Any]:
        answered = threading.Event()
        watch = threading.Thread(target=self._watch, args=(seconds, answered), daemon=True)
        watch.start()
        try:
            line = self._process.stdout.readline()  # type: ignore[union-attr]
        finally:
            answered.set()
            watch.join()
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise _ProcessEndedError(self._place, self._late) from error
        if "error" in answer:
            raise _error_of(answer["error"])
        return answer

    def _watch(self, seconds: float, answered: threading.Event) -> None:
        """End the process when it has worked so long without an answer, or waited ten times as long for the machine."""
        begun, end = _seconds_worked(self.pid), time.monotonic() + _MOST_WAITING * seconds
        left = seconds
        while not answered.wait(left):
            worked = _seconds_worked(self.pid)
            left = 0.0 if worked is None or begun is None else seconds - (worked - begun)
            if left <= 0 or time.monotonic() >= end:
                self._late = True
                self._process.kill()
                return
            left = max(left, _LEAST_WAIT)


def _seconds_worked(process: int) -> float | None:
    """Return the CPU seconds of a process, None where the system does not tell: there time is taken from the clock."""
    try:
        values = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def _error_of(facts: dict[str, Any]) -> GraphkitError:
    """Return the error that a process has said."""
    kinds = {"InputError": InputError, "OutputError": OutputError}
    return kinds.get(facts.pop("kind"), GraphkitError)(**facts)
