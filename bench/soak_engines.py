"""``python -m bench.soak_engines``: kill processes that read, workers of a Dask cluster and whole builds at random.

Every repetition builds the same documents while something of it is killed. Then the graph must be that of an
undisturbed build, and no process and no folder of parts may be left. A build that was killed itself is run again first.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.build_once import tree_of
from bench.soak import PACK, SAID, state_of

DOCUMENTS = 1_200
KINDS = ("reader", "dask worker", "build")


class EngineSoak:
    """A folder in which builds are disturbed.

    Args:
        folder: an empty folder.
        seed: of the moments.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.out = folder / "place" / "out"
        self.pack, self.source = folder / "pack.yaml", folder / "news.jsonl"
        self.pack.write_text(PACK)
        texts = (f"{SAID[number % len(SAID)]} That was on day {number}." for number in range(DOCUMENTS))
        self.source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        self.finish(self.start("--workers", "0"))
        self.expected = state_of(self.out)

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start a build from scratch."""
        shutil.rmtree(self.out, ignore_errors=True)
        command = [Path(sys.executable).with_name("graphkit"), "build", self.source, "-o", self.out]
        return subprocess.Popen(
            [*map(str, command), "--only-actors", "--actors", str(self.pack), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, process: subprocess.Popen[str]) -> None:
        """Wait for a build, and fail if it does."""
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors

    def disturb(self, kind: str) -> int:
        """Kill something of one build and check what comes of it; return how many processes were killed."""
        process = self.start("--workers", "2", *(["--engine", "dask"] if kind == "dask worker" else []))
        killed = 0
        while process.poll() is None and killed < (1 if kind == "build" else 3):
            time.sleep(self.random.uniform(0.2, 2.0))
            found = self.victims(process.pid, kind)
            if found:
                os.kill(self.random.choice(found), signal.SIGKILL)
                killed += 1
        if kind == "build":
            process.communicate()
            process = self.start("--workers", "2")
        self.finish(process)
        assert state_of(self.out) == self.expected, kind
        assert sorted(path.name for path in self.out.parent.iterdir()) == ["out"]
        time.sleep(0.2)
        assert self.readers() == [], "a process was left"
        return killed

    def victims(self, build: int, kind: str) -> list[int]:
        """Return the processes of a build of which one is to be killed."""
        below = tree_of(build)[1:]
        readers = [one for one in below if one in self.readers()]
        if kind == "build":
            return [build] if readers else []
        if kind == "reader":
            return readers
        return [one for one in below if set(tree_of(one)[1:]) & set(readers)]

    def readers(self) -> list[int]:
        """Return the processes that read, of whatever build of this user's that was started here."""
        found = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = file.read_bytes().split(b"\0")
                folder = (file.parent / "cwd").readlink()
            except OSError:
                continue
            if b"graphkit.engines.child" in words and folder == Path.cwd() and words[0] == sys.executable.encode():
                found.append(int(file.parent.name))
        return found


def main(arguments: list[str]) -> None:
    """Disturb as often as asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak_engines", description="Kill what reads at random.")
    parser.add_argument("--times", type=int, default=20, help="how many builds of each kind (20)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        soak = EngineSoak(Path(folder), options.seed)
        for kind in options.kind or KINDS:
            killed = [soak.disturb(kind) for _ in range(options.times)]
            print(
                f"{kind}: {len(killed)} builds, {sum(killed)} kills; each the graph of an undisturbed build", flush=True
            )


if __name__ == "__main__":
    main(sys.argv[1:])
