"""rdflib in memory, in a process of its own: loads N-Quads, answers queries of standard input, prints times as JSON."""

from __future__ import annotations

import json
import signal
import sys
from statistics import median
from time import process_time

import pyoxigraph
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.util import from_n3

from graphkit.iris import PREFIXES

SECONDS = 60


class _TimeUpError(Exception):
    """A query takes too long."""


def main(path: str, load: bool) -> None:
    """Load the file with rdflib's parser, or faster without it, and ask."""
    start = process_time()
    if load:
        dataset = rdflib.Dataset()
        dataset.parse(path, format="nquads")
        quads = sum(1 for _ in dataset.quads())
        print(json.dumps({"rate": quads / (process_time() - start)}))
        return
    graph = rdflib.Graph()
    for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.N_QUADS):
        graph.add(tuple(from_n3(str(term)) for term in quad.triple))
    questions = json.load(sys.stdin)
    signal.signal(signal.SIGALRM, _time_up)
    print(json.dumps({"queries": {name: _ask(graph, texts) for name, texts in questions.items()}}))


def _ask(graph: rdflib.Graph, texts: list[str]) -> float | None:
    """Return the median milliseconds, None if one takes too long."""
    taken = []
    try:
        for text in texts:
            signal.alarm(SECONDS)
            start = process_time()
            len(list(graph.query(prepareQuery(text, initNs=PREFIXES))))
            taken.append((process_time() - start) * 1e3)
    except _TimeUpError:
        return None
    finally:
        signal.alarm(0)
    return median(taken)


def _time_up(*_: object) -> None:
    raise _TimeUpError


if __name__ == "__main__":
    main(sys.argv[1], "--load" in sys.argv)
