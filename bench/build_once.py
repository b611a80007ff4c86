"""The process that ``bench.scale`` watches: builds up to the statements, prints seconds and memory as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from pathlib import Path

from graphkit.engines import Running
from graphkit.pipeline import BuildOptions, build, make_extractor

_EVERY = 0.5


class _EnoughError(Exception):
    """All statements are there."""


def tree_of(process: int) -> list[int]:
    """Return a process and all below it."""
    found = [process]
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        for child in file.read_text().split():
            found += tree_of(int(child))
    return found


def memory_of(process: int) -> int:
    """Return the memory of a process in bytes, its share of what is shared."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


class Watch:
    """Takes the time and the memory of all processes while documents come in."""

    def __init__(self, marks: list[int]) -> None:
        self.start = time.perf_counter()
        self.documents = 0
        self.memory: dict[int, int] = {}
        self._marks = marks
        self._done = threading.Event()
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()

    def tell(self, description: str | None = None, detail: str = "", *_: object) -> None:
        """Take what a build says of its progress, and end it when statements are turned into something else."""
        if description is not None and description.startswith("Writing"):
            self._done.set()
            self._sampler.join()
            raise _EnoughError
        if detail:
            self.documents = int(detail.split()[0].replace(",", ""))

    def _sample(self) -> None:
        while not self._done.wait(_EVERY):
            used = sum(memory_of(process) for process in tree_of(os.getpid()))
            for mark in self._marks:
                if self.documents <= mark:
                    self.memory[mark] = max(self.memory.get(mark, 0), used)
                    break


def main(source: str, output: str, workers: int, engine: str, *marks: str) -> None:
    """Build, and print what it took."""
    extractor = make_extractor()
    watch = Watch([*map(int, marks), sys.maxsize])
    running = Running(workers=workers, engine=engine)
    try:
        build(extractor, [source], Path(output), BuildOptions(running=running), watch.tell)
    except _EnoughError:
        end = time.perf_counter()
    own, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    facts = {
        "documents": watch.documents,
        "seconds": end - watch.start,
        "cpu": own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime,
        "own_cpu": own.ru_utime + own.ru_stime,
        "memory": {mark: size / 1e6 for mark, size in watch.memory.items()},
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
