"""The process that reads parts, one after another; ``processes.py`` starts and ends it.

Standard input gives it a pickle of its ``Setup`` and then a line of JSON for each part. It answers with lines of JSON:
``ready`` once its model is loaded, ``at`` with the place of a document before it is read, and ``done`` or ``error`` for
each part.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import pickle
import queue
import signal
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, Any

from graphkit.errors import GraphkitError
from graphkit.extraction import Extractor
from graphkit.parts import PartOrders, process_part
from graphkit.recipe import reading_machine

_PR_SET_PDEATHSIG = 1
_SILENT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Setup:
    """What a process needs before its first part.

    Attributes:
        extractor: what parts are read with.
        machine: ``reading_machine`` of the process that asks: parts of another one would be other parts.
        megabytes: how much memory the process may take, 0 for any.
    """

    extractor: Extractor
    machine: str
    megabytes: int


def main(parent: int) -> None:
    """Read parts until standard input ends. The argument is the number of the process that asks."""
    orders, answers = sys.stdin.buffer, _own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent(parent)
    # Written by the process that started this one.
    setup: Setup = pickle.load(orders)  # noqa: S301
    _limit_memory(setup.megabytes)
    waiting: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(orders, waiting), daemon=True).start()
    try:
        _load(setup)
    except GraphkitError as error:
        _say(answers, {"error": facts_of(error)})
        return
    _say(answers, {"ready": True})
    while True:
        _say(answers, _answer(setup.extractor, waiting.get(), answers))


def facts_of(error: GraphkitError) -> dict[str, Any]:
    """Return the parts of an error, from which another process makes the same."""
    return {
        "kind": type(error).__name__,
        "problem": error.problem,
        "path": error.path,
        "line": error.line,
        "key": error.key,
        "mend": error.mend,
    }


def _own_output() -> IO[bytes]:
    """Return a way to standard output that no library writes to by mistake."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _end_with_parent(parent: int) -> None:
    """Have the system end this process when the one that started it ends; elsewhere than on Linux ``_listen`` does."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _limit_memory(megabytes: int) -> None:
    if megabytes and sys.platform.startswith("linux"):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, megabytes * 1_000_000))


def _listen(orders: IO[bytes], waiting: queue.Queue[dict[str, Any]]) -> None:
    """Pass on what is to be done; at the end nobody waits for this process any more, whatever it does."""
    for line in orders:
        waiting.put(json.loads(line))
    os._exit(0)


def _load(setup: Setup) -> None:
    """Load everything that the first part would load. Raises GraphkitError if this is not the same program."""
    if reading_machine(setup.extractor.model_name) != setup.machine:
        problem = "this machine has another version of graphkit, Python, spaCy or the model than the one that asks"
        raise GraphkitError(problem, mend="install the same versions everywhere")
    setup.extractor.load()


def _answer(extractor: Extractor, order: dict[str, Any], answers: IO[bytes]) -> dict[str, Any]:
    left_out = {int(place): reason for place, reason in order["left_out"].items()}
    last_said = -math.inf

    def begins(place: int) -> None:
        nonlocal last_said
        # Together the documents are read faster than anybody needs to know.
        if order["alone"] or time.monotonic() > last_said + _SILENT_SECONDS:
            last_said = time.monotonic()
            _say(answers, {"at": place})

    orders = PartOrders(left_out, order["alone"], begins)
    try:
        process_part(order["source"], order["target"], extractor, orders)
    except GraphkitError as error:
        return {"error": facts_of(error)}
    return {"done": True}


def _say(answers: IO[bytes], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
