"""The measurements run; how fast anything is, no test says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bench.rows import Row, at_least, at_most, show

ROOT = Path(__file__).parents[1]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_a_measurement_prints_its_figures():
    done = bench("--quick", "aliases")
    assert done.returncode == 0, done.stderr
    _, about, head, *rows = done.stdout.splitlines()
    assert about.startswith("Time of the gazetteer")
    assert head.split() == ["aliases", "figure", "ratio", "bar", "verdict"]
    scans = [row for row in rows if row.startswith("scan with")]
    assert [re.findall(r"[\d,]+(?= aliases)", row)[0] for row in scans] == ["1,000", "10,000"]
    hits = {int(re.findall(r"([\d,]+) hits", row)[0].replace(",", "")) for row in scans}
    assert len(hits) == 1, "both hold the names of the text"
    assert hits.pop() > 0
    assert all(float(re.findall(r"([\d.]+) MB/s", row)[0]) > 0 for row in scans)
    assert float(rows[-1].split()[5]) > 0


def test_an_unknown_measurement_is_named():
    done = bench("speed")
    assert done.returncode == 2
    assert "no measurement is called speed; choose from words" in done.stderr


def test_verdicts(capsys):
    rows = [
        Row("large enough", "30", *at_least(3, 3.0)),
        Row("too small", "29", *at_least(3, 2.9)),
        Row("small enough", "15", *at_most(1.5, 1.5)),
        Row("too large", "16", *at_most(1.5, 1.6)),
        Row("not judged", "1 MB"),
    ]
    show("things", "How large things are", rows)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    assert [line[-1] for line in lines] == ["verdict", "PASS", "FAIL", "PASS", "FAIL", "MB"]
    assert lines[1] == ["large", "enough", "30", "3.00", ">=", "3", "PASS"]
