"""``python -m bench.soak``: kill builds, additions and swaps at random moments, and see that a whole graph is left.

Every repetition starts from a graph of some reports, lets a process change it into another graph, and kills that
process. Then one of the two graphs must be there, ``graphkit verify`` must find no fault in it, the next attempt must
come through, and nothing else may be left beside the folder. The last part replaces a graph again and again under the
eyes of a reader, who must never miss a file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from graphkit import folder as folder_module
from graphkit.actors import load_actors
from graphkit.extraction import Extractor
from graphkit.model import Document
from graphkit.ontology import load_ontology
from graphkit.pipeline import add, build, verify

PACK = """
actors:
  - {id: freedonia, name: Freedonia, type: State, adjectives: [Freedonian]}
  - {id: ruritania, name: Ruritania, type: State, adjectives: [Ruritanian]}
  - {id: front, name: Popular Front, type: ArmedGroup}
  - {id: weiss, name: Anna Weiss, type: Person}
"""
SAID = ("Ruritania funds the Popular Front.", "Freedonia met Ruritania.", "Anna Weiss condemned Freedonia.",
        "Freedonia does not arm the Popular Front.", "Ruritania attacked Freedonia in 2016.")  # fmt: skip
KINDS = ("build", "add", "swap", "scratch")


class Soak:
    """A folder in which graphs are made and killed.

    Args:
        folder: an empty folder.
        seed: of the moments at which processes are killed.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.out, self.old, self.new = folder / "place" / "out", folder / "old", folder / "new"
        pack = folder / "pack.yaml"
        pack.write_text(PACK)
        self.extractor = Extractor(load_ontology(), load_actors([pack], builtin=False))
        # All that a child needs is loaded before it is forked. A store is not: its threads would be missing there.
        for module in ("pyvis.network", "graphkit.export.html", "graphkit.rdf_files", "graphkit.verify_rdf"):
            importlib.import_module(module)
        assert [len(found) for _, found in self.extractor.statements([Document("a", SAID[0])])] == [1]
        for source, shift in ((self.old, 0), (self.new, 1)):
            source.mkdir()
            for number in range(12 + shift):
                said = SAID[(number + shift * (number == 3)) % len(SAID)]
                (source / f"{number}.txt").write_text(f"{said} That was on day {number}.")
        self.states = {name: self.made(source) for name, source in (("former", self.old), ("new", self.new))}
        self.seconds: dict[str, float] = {}

    def made(self, source: Path) -> str:
        """Return the hash of a graph built in a place of its own."""
        out = self.folder / "reference" / source.name
        self.child(lambda: build(self.extractor, [str(source)], out))
        return state_of(out)

    def child(self, run: Callable[[], object]) -> None:
        """Run something in a process of its own, and fail if it does."""
        started = self.start(run)
        _, status = os.waitpid(started, 0)
        if status:
            raise AssertionError(f"a process that nobody killed ended with {status}")

    def start(self, run: Callable[[], object]) -> int:
        """Start a process and return its id."""
        sys.stdout.flush()
        process = os.fork()
        if process:
            return process
        try:
            run()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def change(self, kind: str) -> None:
        """Change the old graph into the new one."""
        if kind == "add":
            add(self.extractor, self.out, [str(self.new / name) for name in ("3.txt", "12.txt")])
        else:
            build(self.extractor, [str(self.new)], self.out)

    def reset(self, kind: str) -> None:
        """Put the old graph in place; before a build from scratch none."""
        shutil.rmtree(self.out, ignore_errors=True)
        if kind != "scratch":
            shutil.copytree(self.folder / "reference" / "old", self.out)

    def kill(self, kind: str) -> str:
        """Kill one change and check what is left; return which graph that is, "former", "new" or "no"."""
        while True:
            left = self._kill_once(kind)
            if left:
                return f"{left} graph"

    def _kill_once(self, kind: str) -> str:
        """Return which graph a kill has left, "" if it came too late."""
        self.reset(kind)
        if kind not in self.seconds:
            start = time.perf_counter()
            self.child(lambda: self.change(kind))
            self.seconds[kind] = time.perf_counter() - start
            self.reset(kind)
        reader, writer = os.pipe()
        process = self.start(lambda: self._change_and_say(kind, writer))
        if kind == "swap":
            os.read(reader, 1)
            time.sleep(self.random.random() ** 4 * 0.02)
        else:
            time.sleep(self.random.random() * self.seconds[kind])
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        os.close(reader)
        os.close(writer)
        left = self.check(kind)
        self.child(lambda: self.change("build" if left == "no" else kind))
        self.is_clean("new")
        if not status:
            # The machine was quicker than when the change was timed.
            self.seconds[kind] *= 0.9
        return left if status else ""

    def _change_and_say(self, kind: str, writer: int) -> None:
        put_in_place = folder_module._put_in_place

        def said(draft: Path, target: Path) -> None:
            os.write(writer, b"!")
            put_in_place(draft, target)

        folder_module._put_in_place = said
        self.change(kind)

    def check(self, kind: str) -> str:
        """Return which graph is there, after a process that found no fault in it."""
        folder_module.recover_output(self.out)
        if kind == "scratch" and not self.out.exists():
            return "no"
        self.child(self.has_no_fault)
        found = state_of(self.out)
        return {state: name for name, state in self.states.items()}[found]

    def has_no_fault(self) -> None:
        """Fail if ``graphkit verify`` would."""
        faults, _, _ = verify(self.out)
        # The sources of the graph that is left may be those of the other one.
        assert [fault for fault in faults if "the source has changed" not in fault] == []

    def is_clean(self, state: str) -> None:
        """Fail if the folder holds another graph or something stands beside it."""
        self.child(self.has_no_fault)
        assert state_of(self.out) == self.states[state]
        assert sorted(path.name for path in self.out.parent.iterdir()) == ["out"]
        assert not [path for path in self.out.iterdir() if path.name.startswith(".") or "spool" in path.name]

    def read_while_replaced(self, times: int) -> int:
        """Replace the graph under the eyes of a reader; return how often that one read it."""
        self.reset("build")
        reader, writer = os.pipe()
        process = self.start(lambda: self._read_on(writer))
        for number in range(times):
            source = self.new if number % 2 == 0 else self.old
            self.child(lambda source=source: build(self.extractor, [str(source)], self.out))
        os.kill(process, signal.SIGTERM)
        _, status = os.waitpid(process, 0)
        os.close(writer)
        read = sum(len(chunk) for chunk in iter(lambda: os.read(reader, 65536), b""))
        os.close(reader)
        assert os.WIFSIGNALED(status), "the reader missed something"
        return read

    def _read_on(self, writer: int) -> None:
        while True:
            facts = folder_module.require_output(self.out)
            for name in ("edges.jsonl", "statements.jsonl", "graph.html"):
                assert (self.out / name).read_bytes(), f"{name} of {facts['counts']} is empty"
            os.write(writer, b".")
            time.sleep(0.001)


def state_of(out: Path) -> str:
    """Return a hash of what the same input always gives the same: not of timings, of the store's files, of hashes."""
    digest = hashlib.sha256()
    for path in sorted(out.iterdir()):
        if path.name in ("build.json", "store", "cache"):
            continue
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(json.dumps(json.loads((out / "build.json").read_bytes())["counts"]).encode())
    return digest.hexdigest()


def main(arguments: list[str]) -> None:
    """Kill as often as asked, and print what was left each time."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description="Kill graphkit at random moments.")
    parser.add_argument("--times", type=int, default=50, help="how often each kind of change is killed (50)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), options.seed)
        for kind in KINDS:
            left = Counter(soak.kill(kind) for _ in range(options.times))
            print(f"{kind}: killed {options.times} times; left: "
                  + ", ".join(f"{count} {name}" for name, count in sorted(left.items())), flush=True)  # fmt: skip
        print(f"replaced {options.times} times while it was read {soak.read_while_replaced(options.times)} times")


if __name__ == "__main__":
    main(sys.argv[1:])
