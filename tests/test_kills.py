"""A few repetitions of ``python -m bench.soak``, which does fifty of each."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_killed_changes_leave_a_whole_graph():
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "bench.soak", "--times", "3", "--seed", "3"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    *kinds, read = done.stdout.splitlines()
    assert [line.split(":")[0] for line in kinds] == ["build", "add", "swap", "scratch"]
    for line in kinds:
        assert sum(map(int, re.findall(r"(\d+) (?:former|new|no) graph", line))) == 3
    assert int(re.findall(r"(\d+) times$", read)[0]) > 0
