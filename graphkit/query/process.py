"""A process that runs queries, seen from the one that asks: a query is stopped by ending its process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import FormatError, OutputError, QueryError, StoppedError

_NAME = "query"
# What a process may hold beside the files of the store that it reads, in megabytes.
MEMORY = 2000
_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of a query.

    Attributes:
        format: one of ``FORMATS``.
        body: the bytes, unless they are in a file.
        path: the file that holds them, to be removed by whoever asked; None for a small answer.
    """

    format: str
    body: bytes
    path: Path | None = None


class QueryProcess:
    """A process with the store of an output folder open. It answers one query at a time.

    Attributes:
        failed: whether it ended without being told to.

    Args:
        store: the folder of the store. That it can be read shows with the first query.
        descriptor: an open file descriptor of that folder. With it the process stays with this folder when another one
            is put in its place (on Linux; elsewhere it does not count).
        memory: how many megabytes it may hold (on Linux; elsewhere there is no limit).
    """

    def __init__(self, store: Path, descriptor: int | None = None, memory: int = MEMORY) -> None:
        self._store = store
        self._memory = memory
        self._stopped = ""
        self.failed = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        # A session of its own: Ctrl-C is for the process that asks, which ends this one.
        self._process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "graphkit.query.worker", _path(store, descriptor), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            pass_fds=() if descriptor is None else (descriptor,),
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return not self._stopped and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, request: Mapping[str, Any], seconds: float) -> Reply:
        """Return the answer of a request, which ``request.Request.message`` makes.

        After a StoppedError the process is gone; after the other errors it can be asked again.

        Raises:
            QueryError: if the query is wrong, with line and column.
            FormatError: if the answer has another format.
            StoppedError: if the time is up, the answer or the memory that it takes too large, or the process was ended.
            OutputError: if the store cannot be read.
        """
        timer = threading.Timer(seconds, self.stop, [f"the query was stopped after {seconds:g} seconds"])
        timer.daemon = True
        timer.start()
        try:
            head, body = self._exchange(json.dumps(request).encode() + b"\n")
        except (OSError, ValueError):
            reason = self._stopped or self._memory_reason()
            self.failed = not reason
            reason = reason or f"the query process failed (exit code {self._process.wait()})"
            self.stop(reason)
            raise StoppedError(reason, mend="narrow it, add a LIMIT or allow more time or memory") from None
        finally:
            timer.cancel()
        if head["status"] == "ok":
            return Reply(head["format"], body, Path(head["path"]) if head["path"] else None)
        if head.get("path"):
            Path(head["path"]).unlink(missing_ok=True)
        raise self._error(head["status"], head["reason"])

    def stop(self, reason: str = "the query was stopped") -> None:
        """End the process at once, whatever it does; whoever waits for an answer gets a StoppedError."""
        self._stopped = self._stopped or reason
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.stop()
        self._process.wait()
        self._errors.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # What was not yet sent to the ended process is lost with it.
                    continue

    def _memory_reason(self) -> str:
        """Return what to say of a process that ended for want of memory, "" if it was something else."""
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read()
        lacked = b"memory allocation of" in said or b"bad_alloc" in said
        return f"the query needs more than {self._memory} MB of memory" if lacked else ""

    def __enter__(self) -> QueryProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exchange(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """Return head and body of an answer. Raises OSError or ValueError if the process ends before it is whole."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise OSError("no pipe")
        requests.write(line)
        requests.flush()
        head = json.loads(answers.readline())
        body = answers.read(head.get("bytes", 0))
        if len(body) != head.get("bytes", 0):
            raise OSError("the answer is cut off")
        return head, body

    def _error(self, status: str, reason: str) -> QueryError | OutputError:
        if status == "format":
            return FormatError("the answer of this query has another format", mend=f"choose one of {reason}")
        if status == "size":
            return StoppedError(reason, mend="narrow the query or add a LIMIT")
        if status == "store":
            return OutputError(f"cannot be read ({_line(reason)})", path=self._store, mend="build it again")
        place = _PLACE.match(reason)
        if place:
            return QueryError(f"column {place[2]}: {_line(place[3])}", path=_NAME, line=int(place[1]))
        return QueryError(_line(reason))


def _path(store: Path, descriptor: int | None) -> str:
    held = f"/proc/self/fd/{descriptor}"
    return held if descriptor is not None and Path(held).exists() else str(store)


def _line(text: str, most: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}..."
