"""The graph as RDF: quads of the records, and the store on disk that holds them."""

from __future__ import annotations

from graphkit.store.changes import StoreChanges, copy_store
from graphkit.store.oxigraph import ontology_of, open_store, write_store
from graphkit.store.rdf import default_quads, document_quads, graph_quads, instance_quads, ontology_quads

__all__ = [
    "StoreChanges",
    "copy_store",
    "default_quads",
    "document_quads",
    "graph_quads",
    "instance_quads",
    "ontology_of",
    "ontology_quads",
    "open_store",
    "write_store",
]
