"""The IRIs that graphkit mints. Every id gives a valid IRI, and no two ids give the same one."""

from __future__ import annotations

from urllib.parse import quote, unquote

BASE = "https://w3id.org/graphkit/"
ONTOLOGY = f"{BASE}ontology#"
ACTOR = f"{BASE}actor/"
EDGE = f"{BASE}edge/"
STATEMENT = f"{BASE}statement/"
DOCUMENT = f"{BASE}document/"

PREFIXES = {
    "gk": ONTOLOGY,
    "gka": ACTOR,
    "gkd": DOCUMENT,
    "gke": EDGE,
    "gks": STATEMENT,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def encode_id(text: str) -> str:
    """Return the id as one path segment of an IRI: every byte but unreserved ASCII characters percent-encoded.

    "." and ".." are encoded too, since a browser would take them for steps between folders.
    """
    encoded = quote(text.encode("utf-8", "surrogatepass"), safe="")
    return encoded.replace(".", "%2E") if encoded in (".", "..") else encoded


def decode_id(segment: str) -> str:
    """Return the id that ``encode_id`` made the segment from."""
    return unquote(segment, errors="surrogatepass")


def actor_iri(actor: str) -> str:
    """Return the IRI of the actor with this id."""
    return ACTOR + encode_id(actor)


def edge_iri(edge: str) -> str:
    """Return the IRI of the edge with this id."""
    return EDGE + encode_id(edge)


def statement_iri(statement: str) -> str:
    """Return the IRI of the statement with this id."""
    return STATEMENT + encode_id(statement)


def evidence_iri(statement: str) -> str:
    """Return the IRI of the evidence (the quote and its place) of the statement with this id."""
    return f"{statement_iri(statement)}#evidence"


def document_iri(document: str) -> str:
    """Return the IRI of the document with this id, which is also the name of its graph."""
    return DOCUMENT + encode_id(document)


def term_iri(name: str) -> str:
    """Return the IRI of a relation, class, property or value of the ontology."""
    return ONTOLOGY + encode_id(name)
