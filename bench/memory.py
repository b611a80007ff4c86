"""Peak memory of reading and extracting, for few and for many documents."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice

from bench.corpus import documents_of, repeated, with_new_words, write_json_lines
from bench.rows import Row, Settings, at_most

ABOUT = "Peak memory of a process that reads and extracts; each document has an id and three names of its own"
BAR = 1.5
FEW, MANY = 2_000, 20_000


def measure(settings: Settings) -> list[Row]:
    """Run one process for each number of documents."""
    scale = 100 if settings.quick else 1
    rows, peaks = [], []
    for count in (FEW // scale, MANY // scale):
        peak, loaded, statements = _peak(settings, count)
        peaks.append(peak)
        rows.append(
            Row(f"{count:,} documents", f"{peak:,.0f} MB, {loaded:,.0f} MB when loaded, {statements:,} statements")
        )
    ratio = peaks[1] / peaks[0]
    rows.append(Row("growth", f"{peaks[1] - peaks[0]:+,.0f} MB", *at_most(BAR, ratio)))
    return rows


def _peak(settings: Settings, count: int) -> tuple[float, float, int]:
    """Return the peak at the end and before the first document, in MB, and the statements found."""
    folder = settings.folder / f"memory{count}"
    documents = with_new_words(repeated(documents_of(settings), count))
    write_json_lines(folder, islice(documents, count))
    command = [sys.executable, "-m", "bench.extract_once", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    facts = json.loads(done.stdout)
    if facts["documents"] != count:
        raise RuntimeError(f"{facts['documents']} of {count} documents were read")
    return facts["peak"] / 1e6, facts["loaded"] / 1e6, facts["statements"]
