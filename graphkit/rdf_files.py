"""``store/`` and ``graph.trig`` of an output folder: written whole, or from those of the former build by difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad

from graphkit.cache import Block, Cache, store_digests
from graphkit.export.rdf.text import write_graphs, write_trig
from graphkit.iris import ACTOR, EDGE, document_iri
from graphkit.model import Document, Statement
from graphkit.records import EdgeIndex, FileGraph, RelationInfo
from graphkit.store import StoreChanges, copy_store, default_quads, document_quads, write_store

STORE, TRIG = "store", "graph.trig"


@dataclass(frozen=True)
class RdfGraph:
    """What RDF is written of.

    Attributes:
        statements_of: returns the statements of a document, in their order.
        ontology: the quads of the vocabulary.
    """

    view: FileGraph
    relations: Mapping[str, RelationInfo]
    ontology: Sequence[Quad]
    statements_of: Callable[[str], Sequence[Statement]]


@dataclass(frozen=True)
class FormerRdf:
    """The RDF of the former build: its folder, and the named graphs that are the same still, by document."""

    cache: Cache
    same: Mapping[str, Block]

    def is_whole(self) -> bool:
        """Return whether the files of the store are what the former build wrote."""
        folder = self.cache.folder / STORE
        return folder.is_dir() and store_digests(folder) == dict(self.cache.state.store)


def write_rdf(graph: RdfGraph, former: FormerRdf | None) -> tuple[dict[str, Block], dict[str, str]]:
    """Write the store and the TriG file into the folder of the graph.

    Args:
        graph: what is written.
        former: what the former build wrote, if that can be changed into this.

    Returns:
        where the named graph of each document stands in the TriG file, and the hashes of the store's files.

    Raises:
        OSError: if the disk is full.
    """
    store, blocks = graph.view.folder / STORE, dict[str, Block]()
    with (graph.view.folder / TRIG).open("wb") as file:
        if former is None:
            write_store(store, _all_quads(graph, file, blocks))
            return blocks, store_digests(store)
        copy_store(former.cache.folder / STORE, store)
        _change(graph, former, file, blocks)
    known = {name: digest for name, digest in former.cache.state.store.items() if name.endswith(".sst")}
    return blocks, store_digests(store, {name: known[name] for name in known if (store / name).exists()})


def _head(graph: RdfGraph, file: BinaryIO) -> Iterator[Quad]:
    """Yield the default graph as it is written."""
    text = TextIOWrapper(file, encoding="utf-8", newline="\n")
    yield from write_trig(_default(graph), text)
    text.detach()


def _default(graph: RdfGraph) -> Iterator[Quad]:
    yield from graph.ontology
    yield from default_quads(graph.view, graph.relations)


def _all_quads(graph: RdfGraph, file: BinaryIO, blocks: dict[str, Block]) -> Iterator[Quad]:
    edges = EdgeIndex(graph.view.edges)
    yield from _head(graph, file)
    for document in graph.view.documents:
        quads = document_quads(document, graph.statements_of(document.id), edges)
        blocks[document.id], written = _write_block(file, quads)
        yield from written


def _write_block(file: BinaryIO, quads: Iterable[Quad]) -> tuple[Block, list[Quad]]:
    text = StringIO(newline="\n")
    written = list(write_graphs(quads, text))
    data = text.getvalue().encode()
    block = Block.of(file.tell(), data)
    file.write(data)
    return block, written


def _change(graph: RdfGraph, former: FormerRdf, file: BinaryIO, blocks: dict[str, Block]) -> None:
    changes = StoreChanges(graph.view.folder / STORE)
    _change_default_graph(graph, changes, file)
    edges = EdgeIndex(graph.view.edges)
    for document in graph.view.documents:
        same = former.same.get(document.id)
        data = former.cache.bytes_of(TRIG, same) if same is not None else None
        if data is not None:
            blocks[document.id] = Block.of(file.tell(), data)
            file.write(data)
        else:
            blocks[document.id] = _change_document(document, graph, edges, changes, file)
    for name in former.cache:
        if name not in blocks:
            changes.remove_graph(NamedNode(document_iri(name)))
    changes.flush()


def _change_default_graph(graph: RdfGraph, changes: StoreChanges, file: BinaryIO) -> None:
    """Write the default graph, and make what the store says of actors and edges agree; the ontology is the same."""
    seen: set[str] = set()
    for subject, quads in groupby(_head(graph, file), key=lambda quad: quad.subject):
        about = list(quads)
        if isinstance(subject, NamedNode) and subject.value.startswith((ACTOR, EDGE)):
            changes.replace_subject(subject, about)
            seen.add(subject.value)
    for gone in changes.subjects():
        if gone.value not in seen:
            changes.replace_subject(gone, ())


def _change_document(
    document: Document, graph: RdfGraph, edges: EdgeIndex, changes: StoreChanges, file: BinaryIO
) -> Block:
    block, quads = _write_block(file, document_quads(document, graph.statements_of(document.id), edges))
    changes.replace_graph(NamedNode(document_iri(document.id)), quads)
    return block
