"""Many documents: two processes against one, a Dask cluster of two workers against them, and the memory of a build."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from bench.corpus import documents_of, repeated, with_new_words, write_json_lines
from bench.rows import Row, Settings, at_least, at_most
from graphkit.model import Document

ABOUT = "Documents to statements by processes and on a Dask cluster of this machine (seconds of the clock)"
DOCUMENTS, SHORT_DOCUMENTS = 20_000, 200_000
RUNS = {"1 process": (1, "processes"), "2 processes": (2, "processes"), "Dask, 2 workers": (2, "dask")}
FASTER, DASK, MEGABYTES, FLAT = 1.7, 0.7, 1_500, 1.5


def measure(settings: Settings) -> list[Row]:
    """Run each way in turn, as often as the rounds say, and then the build whose memory is watched."""
    many = 60 if settings.quick else settings.documents or DOCUMENTS
    sources = {number: _write(settings, documents_of(settings), number) for number in (many // 10, many)}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in RUNS}
    for turn in range(settings.rounds):
        for name, (workers, engine) in RUNS.items():
            few, all_ = (
                run_once(source, Path(f"{source}.{turn}{name}"), workers, engine) for source in sources.values()
            )
            # What loading takes is in both.
            took = max(all_["seconds"] - few["seconds"], 1e-9)
            found[name].append(all_ | {"rate": (all_["documents"] - few["documents"]) / took})
    rates = {name: median(facts["rate"] for facts in runs) for name, runs in found.items()}
    rows = [Row(name, _figure(rates[name], found[name])) for name in RUNS]
    one, two, dask = rates.values()
    rows.append(Row("2 processes against 1", f"{two / one:.2f} times as fast", *at_least(FASTER, two / one)))
    rows.append(Row("Dask against 2 processes", f"{dask / two:.2f} times as fast", *at_least(DASK, dask / two)))
    return rows + _memory(settings)


def _write(settings: Settings, documents: Sequence[Document], total: int) -> Path:
    """Write so many documents, no two of which have the same text, and return their folder."""
    folder = settings.folder / f"{len(documents)}-{total}"
    write_json_lines(folder, with_new_words(repeated(documents, total), 1), 200)
    return folder


def run_once(source: Path, output: Path, workers: int, engine: str, *marks: int) -> dict[str, Any]:
    """Return what a build up to the statements took, in a process of its own."""
    given = [str(source), str(output), str(workers), engine, *map(str, marks)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.build_once", *given], check=True, capture_output=True, text=True
    )
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def _figure(rate: float, runs: list[dict[str, Any]]) -> str:
    seconds, cpu, own = (median(facts[name] for facts in runs) for name in ("seconds", "cpu", "own_cpu"))
    documents = runs[0]["documents"]
    return (
        f"{rate:,.1f} documents/s once loaded, {documents:,} in {seconds:,.0f} s;"
        f" CPU {cpu:,.0f} s, of the one that asks {own:,.0f} s"
    )


def _memory(settings: Settings) -> list[Row]:
    """Return the peak memory of all processes together, while the first tenth, the next fifth and the rest come in."""
    total = 90 if settings.quick else 10 * (settings.documents or DOCUMENTS)
    source = _write(settings, short_documents(settings), total)
    marks = (total // 10, 3 * total // 10, total)
    facts = run_once(source, Path(f"{source}.out"), 2, "processes", *marks)
    peaks = [facts["memory"].get(str(mark), 0.0) for mark in marks]
    rows = [
        Row(f"memory up to {mark:,} short documents", f"{peak:,.0f} MB")
        for mark, peak in zip(marks, peaks, strict=True)
    ]
    grown = (peaks[2] - peaks[0]) / (marks[2] - marks[0]) * 1e3
    at_end = peaks[2] + grown * (SHORT_DOCUMENTS - total) / 1e3
    rows.append(Row("growth", f"{grown:.2f} kB a document", *at_most(FLAT, peaks[2] / max(peaks[0], 1.0))))
    rows.append(
        Row(f"at {SHORT_DOCUMENTS:,}, {'as measured' if total >= SHORT_DOCUMENTS else 'on this line'}",
            f"{at_end:,.0f} MB", *at_most(MEGABYTES, at_end))
    )  # fmt: skip
    return rows


def short_documents(settings: Settings) -> list[Document]:
    """Return documents of two paragraphs, as an agency's short reports are."""
    found = []
    for document in documents_of(settings):
        paragraphs = [text for text in document.text.split("\n\n") if text.strip()]
        for begin in range(0, len(paragraphs), 2):
            text = "\n\n".join(paragraphs[begin : begin + 2])
            found.append(replace(document, id=f"{document.id}/{begin}", text=text))
    return found
