"""Comparing the RDF of an output folder with its records, graph by graph, so that a large one needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graphkit.errors import OutputError
from graphkit.iris import ACTOR, EDGE
from graphkit.records import GraphView, RelationInfo
from graphkit.store import instance_quads, open_store

GraphName = NamedNode | BlankNode | DefaultGraph
_OURS = (f"<{ACTOR}", f"<{EDGE}")


def rdf_faults(
    directory: Path, view: GraphView, relations: Mapping[str, RelationInfo]
) -> Iterator[tuple[str, str, str]]:
    """Yield file, graph and problem where ``store/`` or ``graph.trig`` does not say what the records say."""
    try:
        store = open_store(directory / "store")
        yield from _store_faults(store, instance_quads(view, relations))
    except (OutputError, OSError) as error:
        yield "store", "", f"cannot be read ({' '.join(str(error).split())})"
        return
    try:
        yield from _trig_faults(store, directory / "graph.trig")
    except (SyntaxError, OSError) as error:
        yield "graph.trig", "", f"cannot be read ({' '.join(str(error).split())})"


def _store_faults(store: Store, wanted: Iterable[Quad]) -> Iterator[tuple[str, str, str]]:
    left = {str(name) for name in store.named_graphs()}
    for name, quads in groupby(wanted, key=_graph_of):
        found = set(store.quads_for_pattern(None, None, None, name))
        if isinstance(name, DefaultGraph):
            # The ontology, which no record holds, is all that speaks of neither an actor nor an edge.
            found = {quad for quad in found if str(quad.subject).startswith(_OURS)}
        yield from _difference("store", name, set(quads), found)
        left.discard(str(name))
    yield from (("store", name, "no document gives this graph") for name in sorted(left))


def _trig_faults(store: Store, path: Path) -> Iterator[tuple[str, str, str]]:
    left = {str(name) for name in store.named_graphs()}
    default = False
    with path.open("rb") as file:
        for name, quads in groupby(parse(file, RdfFormat.TRIG), key=_graph_of):
            default = default or isinstance(name, DefaultGraph)
            if isinstance(name, NamedNode) and str(name) not in left:
                yield "graph.trig", str(name), "is there twice or not in the store"
            left.discard(str(name))
            found = set(store.quads_for_pattern(None, None, None, name))
            yield from _difference("graph.trig", name, found, set(quads))
    yield from (("graph.trig", name, "is missing") for name in sorted(left))
    if not default and next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None:
        yield "graph.trig", str(DefaultGraph()), "is missing"


def _graph_of(quad: Quad) -> GraphName:
    return quad.graph_name


def _difference(file: str, name: GraphName, wanted: set[Quad], found: set[Quad]) -> Iterator[tuple[str, str, str]]:
    for quads, word in ((wanted - found, "lacks"), (found - wanted, "has too much")):
        if quads:
            first = min(quads, key=str)
            yield file, str(name), f"{word} {len(quads)} triples, the first {first.subject} {first.predicate}"
