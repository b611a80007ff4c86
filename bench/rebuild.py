"""What a build costs that remembers, against one that reads everything: whole commands, as a user runs them."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.corpus import documents_of, repeated, with_new_words, write_json_lines
from bench.rows import Row, Settings, at_least

ABOUT = "Rebuilding after a change, in CPU seconds of the whole command"
_COMMAND = (sys.executable, "-c", "from graphkit.cli import main; main()")
# One in the middle of the corpus, whose statements share their edges with many others.
_SAID = " Iran funds Hamas, a report of number {} said."


def measure(settings: Settings) -> list[Row]:
    """Build a generated corpus from scratch once, then again and again with one thing changed."""
    total, rounds = (60, 1) if settings.quick else (10_000, min(settings.rounds, 3))
    corpus, out = settings.folder / "corpus", settings.folder / "out"
    write_json_lines(corpus, with_new_words(repeated(documents_of(settings), total)))
    scratch = _cpu("build", corpus, "-o", out)
    changed = _middle(rounds, lambda number: _change(corpus, number), "build", corpus, "-o", out)
    same = _middle(rounds, lambda number: None, "build", corpus, "-o", out)
    one = settings.folder / "one.txt"
    added = _middle(rounds, lambda number: one.write_text(_SAID.format(number)), "add", out, one)
    removed = _middle(1, lambda number: None, "remove", out, "one")
    pack = settings.folder / "pack.yaml"
    pack.write_text("actors: [{id: hezbollah, aliases: [the Party of God]}]")
    renamed = _middle(1, lambda number: None, "build", corpus, "-o", out, "--actors", pack)
    judged = at_least(20, scratch / changed)
    return [
        Row(f"from scratch, {total:,} documents", f"{scratch:.1f} s"),
        Row("after one changed document", f"{changed:.1f} s", *judged),
        Row("after no change", f"{same:.1f} s", f"{scratch / same:.2f}"),
        Row("add of one document", f"{added:.1f} s", f"{scratch / added:.2f}"),
        Row("remove of one document", f"{removed:.1f} s", f"{scratch / removed:.2f}"),
        Row("after one new alias of one actor", f"{renamed:.1f} s", f"{scratch / renamed:.2f}"),
    ]


def _middle(rounds: int, prepare: Callable[[int], object], *arguments: object) -> float:
    taken = []
    for number in range(rounds):
        prepare(number)
        taken.append(_cpu(*arguments))
    return median(taken)


def _cpu(*arguments: object) -> float:
    """Return the CPU seconds of a command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*_COMMAND, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"  {' '.join(map(str, arguments[:1]))}: {cpu:.1f} s CPU, {wall:.1f} s", file=sys.stderr, flush=True)
    return cpu


def _change(corpus: Path, number: int) -> None:
    """Add a sentence to a document in the middle."""
    files = sorted(corpus.iterdir())
    path = files[len(files) // 2]
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[len(lines) // 2])
    lines[len(lines) // 2] = json.dumps(record | {"text": record["text"] + _SAID.format(number)})
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
