"""Timing in CPU seconds of this process, so that other work on the machine counts little."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time


def seconds(run: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes, after a collection of garbage."""
    gc.collect()
    start = process_time()
    run()
    return process_time() - start


def interleaved(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each call in each round; every round makes all calls, in turn from another end."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds):
        for name in list(runs)[:: 1 if number % 2 == 0 else -1]:
            taken[name].append(seconds(runs[name]))
    return taken


def middle(values: list[float]) -> float:
    """Return the median, never zero."""
    return max(median(values), 1e-9)
