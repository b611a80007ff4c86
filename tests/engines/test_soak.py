"""A few repetitions of ``python -m bench.soak_engines``, which does twenty of each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_killed_builds_give_the_graph_of_an_undisturbed_one():
    command = [sys.executable, "-m", "bench.soak_engines", "--times", "1", "--kind", "reader", "--kind", "build"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["reader", "build"]
