"""Words per second and memory of graphkit with the default pipeline and with others."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bench.clock import middle
from bench.corpus import count_words, documents_of, enough, write_json_lines
from bench.rows import Row, Settings
from graphkit.parse import DEFAULT_MODEL

ABOUT = "graphkit with other pipelines (--model NAME-or-PATH), each in a process of its own; quality is for 'evaluate'"


def measure(settings: Settings) -> list[Row]:
    """Run each pipeline as often as there are rounds, in turns."""
    folder = settings.folder / "models"
    documents = enough(documents_of(settings), settings)
    write_json_lines(folder, iter(documents))
    models = (DEFAULT_MODEL, *settings.models)
    runs = [[_run(str(folder), model) for model in models] for _ in range(settings.rounds)]
    words, rows = count_words(documents), []
    default = middle([run[0]["seconds"] for run in runs])
    for number, model in enumerate(models):
        seconds = middle([run[number]["seconds"] for run in runs])
        peak, found = max(run[number]["peak"] for run in runs) / 1e6, runs[0][number]["statements"]
        figure = f"{words / seconds:,.0f} words/s, {peak:,.0f} MB, {found:,} statements"
        rows.append(Row(model, figure, f"{default / seconds:.2f}"))
    return rows


def _run(folder: str, model: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.extract_once", folder, model]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts
