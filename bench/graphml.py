"""GraphML of many edges against NetworkX' own writer, and the memory that writing takes beside the graph."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.clock import interleaved, middle
from bench.rows import Row, Settings, at_least, at_most

ABOUT = "Writing GraphML: CPU seconds against networkx.write_graphml on the same graph, and memory beside the graph"
BAR = 1.5
MEGABYTES = 100
EDGES = 500_000
FEW = 50_000
ROUNDS = 3


@dataclass(frozen=True)
class Made:
    """A graph of any size: actors and edges in memory, one statement an edge, made as they are asked for."""

    actors: tuple
    edges: tuple

    @property
    def statements(self) -> Iterator:
        from graphkit.model import Statement

        for place, edge in enumerate(self.edges):
            yield Statement(
                *(edge.statements[0], edge.subject, edge.subject_label, "State", edge.relation),
                *(edge.object, edge.object_label, "State", "asserted", "", None, None, None, None, ()),
                *(
                    edge.first_date,
                    edge.last_date,
                    None,
                    None,
                    None,
                    None,
                    f"doc-{place // 7}",
                    f"Publisher {place % 90}",
                ),
                *(f"https://example.org/{place // 7}", "A report", "2016-10-23"),
                *(f"{edge.subject_label} {edge.relation} {edge.object_label}, a report says & shows.", 0, 60),
                *(0, 9, 20, 29, 10, 15, "supports: {subject} support {object}"),
            )

    documents = ()


def source_of(made: Made, **options: str):
    """Return the graph as a source, its relations known."""
    from graphkit.export import ExportSource
    from graphkit.records import RelationInfo

    relations = {name: RelationInfo(name, "support") for name in ("supports", "funds", "attacks", "arms")}
    return ExportSource(made, relations, options=options)


def make_graph(n_edges: int) -> Made:
    """Return a graph with a quarter as many actors as edges."""
    from graphkit.model import Actor, Edge
    from graphkit.records import edge_id

    n_actors = max(2, n_edges // 4)
    actors = tuple(Actor(f"actor-{n:07}", f"Actor {n}", "State") for n in range(n_actors))
    edges = []
    for place in range(n_edges):
        one, other = actors[place % n_actors], actors[(place * 7 + 1 + place // n_actors) % n_actors]
        relation = ("supports", "funds", "attacks", "arms")[place // n_actors % 4]
        counts = (1, 1, 1, 1, 1, 0, 0, 0, 0, 0)
        ends = (
            edge_id(one.id, relation, other.id),
            one.id,
            one.name,
            relation,
            other.id,
            other.name,
            "asserted",
            "2012",
            "2014-03",
        )
        edges.append(Edge(*ends, *counts, (f"s{place:015x}",)))
    return Made(actors, tuple(sorted(edges, key=lambda edge: (edge.subject, edge.relation, edge.object))))


def measure(settings: Settings) -> list[Row]:
    """Time both writers in turn, then measure memory in processes of their own."""
    import networkx

    from graphkit.export import EXPORTS
    from graphkit.export.networkx_graph import networkx_graph

    scale = 100 if settings.quick else 1
    made = make_graph(EDGES // scale)
    graph = networkx_graph(source_of(made))
    runs = {
        "graphkit": lambda: EXPORTS["graphml"].write(source_of(made), settings.folder / "ours.graphml"),
        "networkx": lambda: networkx.write_graphml(graph, settings.folder / "theirs.graphml"),
    }
    taken = {name: middle(times) for name, times in interleaved(runs, min(settings.rounds, ROUNDS)).items()}
    _same_edges(settings.folder)
    rows = [Row(f"{name}, {len(made.edges):,} edges", f"{seconds:.2f} s") for name, seconds in taken.items()]
    rows.append(Row("times as fast", "", *at_least(BAR, taken["networkx"] / taken["graphkit"])))
    for edges in ("relation", "statement"):
        few, many = (_memory(count // scale, edges) for count in (FEW, EDGES))
        figure = f"{few:.0f} MB for {FEW // scale:,} edges, {many:.0f} MB for {EDGES // scale:,}"
        rows.append(Row(f"memory beside the graph, --edges {edges}", figure, *at_most(MEGABYTES, many)))
    return rows


def _same_edges(folder: Path) -> None:
    ours, theirs = ((folder / name).read_bytes().count(b"<edge ") for name in ("ours.graphml", "theirs.graphml"))
    if ours != theirs:
        raise RuntimeError(f"{ours} edges against {theirs}")


def _memory(n_edges: int, edges: str) -> float:
    command = [sys.executable, "-m", "bench.graphml", str(n_edges), edges]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1e6


def _write_once(n_edges: int, edges: str) -> int:
    """Return the bytes by which the peak of this process grows while the graph is written."""
    import gc

    from graphkit.export import EXPORTS

    source = source_of(make_graph(n_edges), edges=edges)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before = _peak()
    EXPORTS["graphml"].write(source, Path("/dev/null"))
    return _peak() - before


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    print(_write_once(int(sys.argv[1]), sys.argv[2]))
