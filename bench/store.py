"""The store and the named queries on made-up graphs against rdflib in memory, and the server under load.

The look-ups are asked of actors drawn as edges have them, so busy ones more often; the slowest stands by the median.
rdflib gets the small graph only: the large one would need some 14 GB.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

import pyoxigraph

from bench.graphs import MadeGraph
from bench.rows import Row, Settings, at_least, at_most
from graphkit import __version__
from graphkit.iris import PREFIXES
from graphkit.query import Names, named_queries
from graphkit.records import actor_record, as_line
from graphkit.store import graph_quads, open_store, write_store

ABOUT = "Store, named queries and server on made-up graphs; times in ms, CPU but for the server; rdflib in memory"
SIZES = (1_000_000, 10_000_000)
LOAD, LARGE_SHARE, FASTER = 4.0, 0.8, 10.0
LOOKUP_MS, COUNT_MS, MEGABYTES = (30, 200), (50, 200), (900, 2000)
LOOKUPS = ("supporters", "between", "evidence", "paths", "claims", "edge")
COUNTS = ("corroborated", "contested")
CLIENTS, SECONDS, HEALTH = 16, 30.0, 1.0
_REFERENCE = ("supporters", "paths", "evidence")
_PAIRS = 8


def measure(settings: Settings) -> list[Row]:
    """Make, load and ask a graph of each size."""
    scale = 100 if settings.quick else 1
    rows: list[Row] = []
    rates: list[float] = []
    for place, size in enumerate(SIZES[: 1 if settings.quick else 2]):
        folder = settings.folder / f"made{size}"
        graph = _make(folder, size // scale)
        rates.append(_load(folder))
        rows += _loading(folder, f"{size // scale:,}", rates, reference=place == 0)
        rows += _asking(folder, graph, f"{size // scale:,}", place, settings)
        rows += _serving(folder, graph, f"{size // scale:,}", place, 3.0 if settings.quick else SECONDS)
    return rows


def _make(folder: Path, size: int) -> MadeGraph:
    """Write the graph as N-Quads, with the two files beside it that name lookups and the server read."""
    folder.mkdir()
    graph = MadeGraph.of_quads(size)
    quads = graph_quads(graph, graph.relations, graph.turtle)
    pyoxigraph.serialize(quads, str(folder / "graph.nq"), pyoxigraph.RdfFormat.N_QUADS)
    (folder / "actors.jsonl").write_bytes(b"".join(as_line(actor_record(actor, 0)) for actor in graph.actors))
    relations = {name: {"label": info.label, "symmetric": info.symmetric} for name, info in graph.relations.items()}
    (folder / "build.json").write_text(json.dumps({"graphkit": __version__, "relations": relations}), encoding="utf-8")
    return graph


def _load(folder: Path) -> float:
    """Return how many quads are loaded in a second of CPU."""
    start = process_time()
    # The file is ours: its IRIs were checked when they were made, and rdflib does not check them either.
    quads = pyoxigraph.parse(path=folder / "graph.nq", format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    write_store(folder / "store", quads)
    return len(open_store(folder / "store")) / (process_time() - start)


def _loading(folder: Path, name: str, rates: list[float], reference: bool) -> list[Row]:
    figure = f"{rates[-1] / 1e3:,.0f} thousand quads/s"
    if not reference:
        return [Row(f"{name} load, of the small graph's rate", figure, *at_least(LARGE_SHARE, rates[-1] / rates[0]))]
    script = Path(__file__).with_name("rdflib_once.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder / "graph.nq"), "--load"], check=True, capture_output=True, text=True
    )
    theirs = json.loads(done.stdout)["rate"]
    ratio = at_least(LOAD, rates[-1] / theirs)
    return [Row(f"{name} load", f"{figure}, rdflib {theirs / 1e3:,.0f}", *ratio)]


def _questions(folder: Path, graph: MadeGraph) -> dict[str, list[tuple[str, bool]]]:
    """Return for each named query what is asked: text with values, and whether of all graphs."""
    draw, names, queries = random.Random(3), Names(folder), named_queries()
    edges = draw.sample(graph.edges, _PAIRS)
    values: dict[str, Callable[[Any, Any], dict[str, str]]] = {
        "supporters": lambda one, _: {"of": one.object},
        "between": lambda one, _: {"a": one.subject, "b": one.object, "since": "2005", "until": "2016-05"},
        "evidence": lambda one, _: {"from": one.subject, "to": one.object},
        "paths": lambda one, other: {"from": one.subject, "to": other.object},
        "claims": lambda one, _: {"speaker": graph.actors[int(one.id[:4], 16) % 20].id},
        "edge": lambda one, _: {"edge": one.id},
        "corroborated": lambda one, _: {"publishers": "3"},
        "contested": lambda one, _: {},
        "newest": lambda one, _: {},
    }
    return {
        name: [
            (queries[name].bound(make(one, other), names), queries[name].whole)
            for one, other in zip(edges, reversed(edges), strict=True)
        ]
        for name, make in values.items()
    }


def _asking(folder: Path, graph: MadeGraph, name: str, place: int, settings: Settings) -> list[Row]:
    store, asked, rows = open_store(folder / "store"), _questions(folder, graph), []
    ours: dict[str, float] = {}
    for query, texts in asked.items():
        taken = [_warm(lambda one=one: _answer(store, *one), settings.rounds) for one in texts]
        ours[query] = median(taken)
        bar = COUNT_MS if query in COUNTS else LOOKUP_MS if query in LOOKUPS else None
        judged = at_most(bar[place], ours[query]) if bar else ()
        rows.append(Row(f"{name} {query}", f"{ours[query]:.1f} ms, slowest {max(taken):.1f}", *judged))
    if place == 0:
        rows += _against_rdflib(folder, name, asked, ours)
    return rows


def _against_rdflib(
    folder: Path, name: str, asked: dict[str, list[tuple[str, bool]]], ours: dict[str, float]
) -> list[Row]:
    questions = {query: [text for text, _ in asked[query][:3]] for query in _REFERENCE}
    script, rows = Path(__file__).with_name("rdflib_once.py"), []
    done = subprocess.run(
        [sys.executable, str(script), str(folder / "graph.nq")],
        input=json.dumps(questions), check=True, capture_output=True, text=True,
    )  # fmt: skip
    for query, theirs in json.loads(done.stdout)["queries"].items():
        if theirs is None:
            rows.append(Row(f"{name} {query} against rdflib", "rdflib did not finish in 60 s"))
            continue
        ratio = at_least(FASTER, theirs / ours[query])
        rows.append(Row(f"{name} {query} against rdflib", f"rdflib {theirs:,.0f} ms", *ratio))
    return rows


def _answer(store: pyoxigraph.Store, text: str, whole: bool) -> int:
    return len(list(store.query(text, prefixes=PREFIXES, use_default_graph_as_union=whole)))


def _warm(run: Callable[[], object], rounds: int) -> float:
    """Return the median milliseconds of CPU of a call, after one that does not count."""
    run()
    taken = []
    for _ in range(max(3, rounds)):
        start = process_time()
        run()
        taken.append((process_time() - start) * 1e3)
    return median(taken)


def _serving(folder: Path, graph: MadeGraph, name: str, place: int, seconds: float) -> list[Row]:
    code = "from graphkit.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = int(re.findall(r":(\d+)/", process.stdout.readline() if process.stdout else "")[0])
            texts = [text for text, _ in _questions(folder, graph)["edge"]]
            # The first answers wait for the processes to start.
            _closed_loop(port, texts, CLIENTS, 3.0)
            one = _closed_loop(port, texts, 1, seconds / 3)
            many = _closed_loop(port, texts, CLIENTS, seconds)
            memory = _memory(process.pid) / 1e6
        finally:
            process.terminate()
    rate, errors, slowest = many
    return [
        Row(f"{name} serve, {CLIENTS} clients", f"{rate:,.0f} requests/s, one client {one[0]:,.0f}",
            *at_least(1.0, rate / one[0])),
        Row(f"{name} serve, errors", f"{errors + one[1]}", *at_most(0, errors + one[1])),
        Row(f"{name} serve, slowest health check", f"{slowest:.2f} s", *at_most(HEALTH, slowest)),
        Row(f"{name} serve, memory of all processes", f"{memory:,.0f} MB", *at_most(MEGABYTES[place], memory)),
    ]  # fmt: skip


def _closed_loop(port: int, texts: list[str], clients: int, seconds: float) -> tuple[float, int, float]:
    """Return requests a second, errors, and the slowest health check: clients ask as soon as they are answered."""
    end, counts, errors, checks = perf_counter() + seconds, [0] * clients, [0] * clients, [0.0]

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while perf_counter() < end:
            text = texts[counts[number] % len(texts)]
            connection.request("GET", f"/sparql?{urlencode({'query': text})}")
            answer = connection.getresponse()
            answer.read()
            counts[number] += 1
            errors[number] += answer.status != 200
        connection.close()

    def check() -> None:
        while perf_counter() < end:
            start = perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/health")
            connection.getresponse().read()
            connection.close()
            checks.append(perf_counter() - start)
            threading.Event().wait(0.2)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    threads.append(threading.Thread(target=check))
    start = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (perf_counter() - start), sum(errors), max(checks)


def _memory(pid: int) -> int:
    """Return the bytes that a process and those it started hold, shared pages counted in parts."""
    tasks = Path(f"/proc/{pid}/task")
    children = {child for task in tasks.iterdir() for child in (task / "children").read_text().split()}
    total = 0
    for one in (str(pid), *children):
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
        total += int(found[1]) * 1024 if found else 0
    return total
