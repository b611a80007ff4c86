"""The processes that answer the queries of a server, and the graph that they have open.

A build that puts a new graph in the place of the one that is served is seen with the next query: from then on new
processes answer, from the new graph. A query that is under way goes on with the former graph; if files of that are gone
before it has read them, it is asked again, of the new one.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from graphkit.errors import OutputError, StoppedError
from graphkit.folder import MARKER, require_output
from graphkit.query import Names, QueryProcess, Reply, Request, make_request, store_of
from graphkit.serve.settings import ServeSettings

Identity: TypeAlias = tuple[int, int, int, int]


class BusyError(StoppedError):
    """Too many queries are waiting."""


class _ProcessLostError(StoppedError):
    """A process has ended without being told to. That may have been before the query: it is worth another try."""


class OpenGraph:
    """The graph of a folder as it is at one time; it stays readable as long as its files are there.

    Attributes:
        build: what ``build.json`` holds.
        names: ids, names and aliases.
        identity: differs from that of any other graph that is put in its place.
    """

    def __init__(self, directory: Path, memory: int) -> None:
        self.identity = identity_of(directory)
        self.build = require_output(directory)
        self.names = Names(directory)
        self.idle: deque[QueryProcess] = deque()
        self._store = store_of(directory)
        self._memory = memory
        self._descriptor = os.open(self._store, os.O_RDONLY) if hasattr(os, "O_DIRECTORY") else None

    def start(self) -> QueryProcess:
        """Return a new process with this graph open."""
        return QueryProcess(self._store, self._descriptor, self._memory)

    def close(self) -> None:
        """End the idle processes; those at work end when they are given back."""
        while self.idle:
            self.idle.popleft().close()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class QueryPool:
    """Runs queries, some at once, some more waiting; the rest is refused.

    Raises:
        OutputError: if the folder is no output folder, or its store cannot be read.
    """

    def __init__(self, settings: ServeSettings) -> None:
        self._settings = settings
        self._executor = ThreadPoolExecutor(settings.workers, thread_name_prefix="query")
        self._places = asyncio.Semaphore(settings.workers)
        self._asked = 0
        self._folder = tempfile.mkdtemp(prefix="graphkit-serve-")
        self.failure = ""
        self._graph = OpenGraph(settings.directory, settings.memory)

    @property
    def graph(self) -> OpenGraph:
        """The graph that stands in the folder now. While it cannot be opened, the former one."""
        with suppress(OutputError):
            if identity_of(self._settings.directory) != self._graph.identity:
                self._renew()
        return self._graph

    @property
    def asked(self) -> int:
        """How many queries run or wait."""
        return self._asked

    async def warm(self) -> None:
        """Start all processes. Raises OutputError if the store cannot be read."""
        await asyncio.gather(*(self.ask(make_request("ASK {}", "json")) for _ in range(self._settings.workers)))

    async def ask(self, request: Request, seconds: float | None = None) -> Reply:
        """Return the answer of a query. When the caller is cancelled, the query is stopped.

        Raises:
            QueryError: as ``QueryProcess.ask`` does; BusyError if too many are waiting.
            OutputError: if the store cannot be read.
        """
        limit = seconds or self._settings.seconds
        message = request.message(limit) | {"folder": self._folder, "most": self._settings.answer_bytes}
        if self._asked >= self._settings.workers + self._settings.waiting:
            raise BusyError("the server is busy", mend="ask again in a while")
        self._asked += 1
        try:
            async with self._places:
                return await self._ask(message, limit)
        finally:
            self._asked -= 1

    async def close(self) -> None:
        """End all processes and remove what they left."""
        self._graph.close()
        self._executor.shutdown(wait=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _ask(self, message: dict[str, object], seconds: float) -> Reply:
        graph = self.graph
        try:
            reply = await self._run(graph, message, seconds)
        except _ProcessLostError:
            reply = await self._run(self.graph, message, seconds)
        except OutputError as error:
            if self.graph is graph:
                self.failure = str(error)
                raise
            reply = await self._run(self.graph, message, seconds)
        self.failure = ""
        return reply

    async def _run(self, graph: OpenGraph, message: dict[str, object], seconds: float) -> Reply:
        loop = asyncio.get_running_loop()
        process = await self._take(graph)
        answer = loop.run_in_executor(self._executor, process.ask, message, seconds)
        try:
            return await asyncio.shield(answer)
        except StoppedError as error:
            if process.failed:
                raise _ProcessLostError(error.problem, mend=error.mend) from error
            raise
        except OutputError:
            # A store that could not be read once may be whole again later: a new process looks anew.
            process.stop()
            raise
        except asyncio.CancelledError:
            process.stop("the query was stopped, since nobody waits for it")
            answer.add_done_callback(_forget)
            raise
        finally:
            self._give_back(graph, process)

    async def _take(self, graph: OpenGraph) -> QueryProcess:
        while graph.idle:
            process = graph.idle.pop()
            if process.alive:
                return process
            process.close()
        return await asyncio.get_running_loop().run_in_executor(self._executor, graph.start)

    def _give_back(self, graph: OpenGraph, process: QueryProcess) -> None:
        if process.alive and graph is self._graph:
            graph.idle.append(process)
        else:
            process.close()

    def _renew(self) -> None:
        """Open the graph that stands in the folder now."""
        try:
            new = OpenGraph(self._settings.directory, self._settings.memory)
        except OutputError as error:
            self.failure = str(error)
            return
        former, self._graph = self._graph, new
        former.close()


def identity_of(directory: Path) -> Identity:
    """Return what tells the graph in a folder from any other one that stood or will stand there.

    Raises:
        OutputError: if the folder holds none.
    """
    try:
        found = (directory / MARKER).stat()
    except OSError as error:
        mend = "name the folder that graphkit build -o wrote"
        raise OutputError("is no graphkit output", path=directory, mend=mend) from error
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _forget(answer: asyncio.Future[Reply]) -> None:
    """Remove the file of an answer that nobody will read."""
    if not answer.cancelled() and answer.exception() is None and answer.result().path is not None:
        Path(str(answer.result().path)).unlink(missing_ok=True)
