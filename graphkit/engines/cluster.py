"""Machines of a Dask cluster that read parts.

Dask hands out parts and gives those of a lost machine to another one. Each of its workers reads them in processes of
its own, as ``processes.py`` does on one machine, so that a document which ends its process is found out as there.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from graphkit.engines.processes import Limits, PartFiles, Processes, prepare_setup
from graphkit.errors import GraphkitError
from graphkit.extraction import Extractor
from graphkit.parts import Part

# How long to wait for a scheduler that went away, and for the answer of one each time.
PATIENCE_SECONDS = 600.0
ANSWER_SECONDS = 10.0
_KNOWN_SECONDS = 10.0
_SCHEDULER = "scheduler"


class Cluster:
    """A Dask cluster that reads parts. A scheduler that went away is waited for, and what it forgot is asked again.

    Attributes:
        generation: how often the scheduler was lost.

    Args:
        extractor: what parts are read with.
        count: how many workers a cluster on this machine has.
        limits: what a document may cost.
        address: of a scheduler; without one a cluster is started on this machine.

    Raises:
        GraphkitError: if Dask is not installed, or no scheduler is there.
    """

    def __init__(self, extractor: Extractor, count: int, limits: Limits, address: str | None = None) -> None:
        self._setup = prepare_setup(extractor, limits)
        self._limits = limits
        self._lock = threading.Lock()
        self._held = ExitStack()
        self._threads_known = (0, 0.0)
        self._address = address or self._held.enter_context(_local_cluster(count))
        self.generation = 0
        self._connect(patience=0.0)

    @property
    def window(self) -> int:
        """Three parts for each thread of the cluster, which may grow and shrink."""
        threads, known = self._threads_known
        if time.monotonic() > known + _KNOWN_SECONDS:
            with suppress(Exception):
                threads = sum(self._client.nthreads().values())
            self._threads_known = (threads, time.monotonic())
        return 3 * max(threads, 2)

    def submit(self, part: Part) -> Any:
        """Have a part read. The folder of parts must be one that every machine sees."""
        return _Reading(self, PartFiles.of(part))

    def close(self) -> None:
        """Let go of the cluster; what was asked of it is forgotten, and its processes for this build end."""
        with suppress(Exception):
            self._client.cancel(list(self._client.futures), force=True)
            self._client.run(end_processes)
        with suppress(Exception):
            self._client.close(timeout=5)
        self._held.close()

    def ask(self, files: PartFiles) -> tuple[int, Any]:
        """Have a part read; return the future, and which connection it belongs to."""
        future = self._client.submit(read_on_worker, self._known_setup, files, self._limits, pure=False)
        return self.generation, future

    def connect_again(self, generation: int) -> None:
        """Wait for the scheduler after it was lost, unless that was done since.

        Raises:
            GraphkitError: if it does not come back.
        """
        with self._lock:
            if generation == self.generation:
                with suppress(Exception):
                    self._client.close(timeout=1)
                self._connect(PATIENCE_SECONDS)
                self.generation += 1

    def _connect(self, patience: float) -> None:
        distributed = _distributed()
        end = time.monotonic() + patience
        while True:
            try:
                self._client = distributed.Client(self._address, timeout=ANSWER_SECONDS, set_as_default=False)
                # A task, since what is only scattered is lost with the worker that holds it.
                self._known_setup = self._client.submit(bytes, self._setup, pure=False)
                return
            except (OSError, TimeoutError) as error:
                if time.monotonic() >= end:
                    mend = "give --scheduler the address that dask scheduler prints, such as tcp://host:8786"
                    raise GraphkitError("does not answer", path=self._address, key=_SCHEDULER, mend=mend) from error


class _Reading:
    """A part that a cluster reads: the same as a future, but a scheduler may be lost meanwhile."""

    def __init__(self, cluster: Cluster, files: PartFiles) -> None:
        self._cluster, self._files = cluster, files
        self._generation, self._future = cluster.ask(files)

    def done(self) -> bool:
        """Return whether the part is read, or cannot be."""
        return self._generation == self._cluster.generation and bool(self._future.done())

    def result(self) -> None:
        """Wait until the part is read. Raises what stands against it."""
        distributed = _distributed()
        lost = (CancelledError, distributed.client.FutureCancelledError, OSError, TimeoutError)
        while True:
            if self._generation != self._cluster.generation:
                self._generation, self._future = self._cluster.ask(self._files)
            try:
                self._future.result()
                return
            except distributed.KilledWorker as error:
                mend = "see the logs of its workers; most often they are given too little memory"
                raise GraphkitError("workers of the cluster end again and again", key=_SCHEDULER, mend=mend) from error
            except lost:
                self._cluster.connect_again(self._generation)


# The processes of a worker of a cluster, by the hash of their setup: one entry for each build that it reads for.
_processes: dict[str, Processes] = {}
_processes_lock = threading.Lock()


def read_on_worker(setup: bytes, files: PartFiles, limits: Limits) -> None:
    """Read a part in a process of this worker of a cluster.

    Raises:
        GraphkitError: if it cannot be read for a reason that is not in a document.
    """
    key = hashlib.sha256(setup).hexdigest()
    with _processes_lock:
        if key not in _processes:
            _processes[key] = Processes(setup, _distributed().get_worker().state.nthreads, limits)
    _processes[key].submit_files(files).result()


def end_processes() -> None:
    """End the processes of this worker of a cluster."""
    with _processes_lock:
        while _processes:
            _processes.popitem()[1].close()


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise GraphkitError("needs Dask", key="engine dask", mend="pip install 'graphkit[dask]'") from error
    return distributed


@contextmanager
def _local_cluster(count: int) -> Iterator[str]:
    """Start a cluster of this machine, whose scheduler is in this process, and give its address."""
    with (
        tempfile.TemporaryDirectory(prefix="graphkit-dask-") as folder,
        _distributed().LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address=None,
            local_directory=folder,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster.scheduler_address
