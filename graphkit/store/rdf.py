"""Records to RDF: the quads of a graph, in an order that hangs on nothing but the graph.

The default graph holds the ontology, the actors with their direct triples, and the edges, each sorted by subject. Then
one named graph a document follows, by document id: the document and its statements in reading order, each with its
evidence. Of one subject ``rdf:type`` comes first, then the properties and their values in alphabetical order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from graphkit import iris
from graphkit.model import Actor, Document, Edge, Statement
from graphkit.records import EdgeIndex, GraphView, RelationInfo
from graphkit.store.terms import date, integer, node, number, term, text

Facts: TypeAlias = list[tuple[NamedNode, NamedNode | Literal]]

CONTEXT_CHARACTERS = 32
_COUNTS = (
    ("nStatements", "n_statements"),
    ("nDocuments", "n_documents"),
    ("nPublishers", "n_publishers"),
    ("nIndependent", "n_independent"),
    ("nAsserted", "n_asserted"),
    ("nClaimed", "n_claimed"),
    ("nAlleged", "n_alleged"),
    ("nPlanned", "n_planned"),
    ("nPossible", "n_possible"),
    ("nDenied", "n_denied"),
)


def graph_quads(view: GraphView, relations: Mapping[str, RelationInfo], ontology: str) -> Iterator[Quad]:
    """Yield the ontology (given as Turtle) and all quads of the graph.

    Raises:
        SyntaxError: if the ontology is no Turtle.
        KeyError: if a statement has no edge or no document in the view.
    """
    yield from ontology_quads(ontology)
    yield from instance_quads(view, relations)


def ontology_quads(turtle: str) -> Iterator[Quad]:
    """Yield the triples of a Turtle text sorted, in the default graph; blank nodes get names from what they say."""
    dataset = Dataset(parse(turtle, RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from sorted(dataset, key=quad_key)


def quad_key(quad: Quad) -> tuple[str, bool, str, str]:
    """Return the key that sorts the quads of one graph: subject, ``rdf:type`` first, property, value."""
    predicate = str(quad.predicate)
    return str(quad.subject), not predicate.endswith("ns#type>"), predicate, str(quad.object)


def instance_quads(view: GraphView, relations: Mapping[str, RelationInfo]) -> Iterator[Quad]:
    """Yield the quads of actors, edges, documents, statements and evidence, without the ontology."""
    yield from default_quads(view, relations)
    yield from _document_quads(view)


def default_quads(view: GraphView, relations: Mapping[str, RelationInfo]) -> Iterator[Quad]:
    """Yield the quads of actors and edges, which stand in the default graph."""
    yield from _actor_quads(view, relations)
    for edge in sorted(view.edges, key=lambda edge: edge.id):
        yield from _about(iris.edge_iri(edge.id), _edge_facts(edge))


def document_quads(document: Document, statements: Iterable[Statement], edges: EdgeIndex) -> Iterator[Quad]:
    """Yield the named graph of a document with its statements.

    Raises:
        KeyError: if a statement has no edge.
    """
    iri = iris.document_iri(document.id)
    yield from _about(iri, _document_facts(document), iri)
    for statement in statements:
        yield from _statement_quads(statement, edges.find(statement), document)


def _actor_quads(view: GraphView, relations: Mapping[str, RelationInfo]) -> Iterator[Quad]:
    direct = _direct_triples(view.edges, relations)
    for iri, actor in sorted((iris.actor_iri(actor.id), actor) for actor in view.actors):
        yield from _about(iri, _actor_facts(actor) + direct[actor.id])


def _direct_triples(edges: Iterable[Edge], relations: Mapping[str, RelationInfo]) -> Mapping[str, Facts]:
    """Return by actor what a document says in its own voice and none denies; symmetric relations both ways."""
    facts: defaultdict[str, Facts] = defaultdict(list)
    for edge in edges:
        if edge.standing != "asserted":
            continue
        facts[edge.subject].append((term(edge.relation), NamedNode(iris.actor_iri(edge.object))))
        if edge.relation in relations and relations[edge.relation].symmetric and edge.subject != edge.object:
            facts[edge.object].append((term(edge.relation), NamedNode(iris.actor_iri(edge.subject))))
    return facts


def _document_quads(view: GraphView) -> Iterator[Quad]:
    """Yield one graph a document; documents and statements are both sorted by document, so one pass is enough."""
    edges = EdgeIndex(view.edges)
    groups = groupby(view.statements, key=lambda statement: statement.document)
    name, statements = next(groups, (None, iter(())))
    for document in view.documents:
        own = name == document.id
        yield from document_quads(document, statements if own else (), edges)
        if own:
            name, statements = next(groups, (None, iter(())))
    if name is not None:
        raise KeyError(f"statements of the document {name}, which is missing or out of order")


def _statement_quads(statement: Statement, edge: Edge, document: Document) -> Iterator[Quad]:
    graph = iris.document_iri(document.id)
    yield from _about(iris.statement_iri(statement.id), _statement_facts(statement, edge), graph)
    yield from _about(iris.evidence_iri(statement.id), _evidence_facts(statement, document), graph)


def _about(subject: str, facts: Facts, graph: str = "") -> Iterator[Quad]:
    about = NamedNode(subject)
    name = NamedNode(graph) if graph else DefaultGraph()
    yield from sorted({Quad(about, predicate, value, name) for predicate, value in facts}, key=quad_key)


def _actor_facts(actor: Actor) -> Facts:
    facts: Facts = [(node("rdf:type"), term(actor.type)), (node("rdfs:label"), text(actor.name))]
    facts += [(node("skos:altLabel"), text(alias.text)) for alias in actor.aliases if alias.text != actor.name]
    if actor.wikidata:
        item = NamedNode(iris.PREFIXES["wd"] + iris.encode_id(actor.wikidata))
        facts.append((node("skos:exactMatch"), item))
    return facts


def _ends(subject: str, relation: str, object_: str) -> Facts:
    return [
        (node("rdf:subject"), NamedNode(iris.actor_iri(subject))),
        (node("rdf:predicate"), term(relation)),
        (node("rdf:object"), NamedNode(iris.actor_iri(object_))),
    ]


def _edge_facts(edge: Edge) -> Facts:
    facts = [(node("rdf:type"), term("Edge")), *_ends(edge.subject, edge.relation, edge.object)]
    facts.append((term("standing"), term(edge.standing)))
    facts += [(term(name), integer(getattr(edge, count))) for name, count in _COUNTS]
    dates = (("firstDate", edge.first_date), ("lastDate", edge.last_date))
    return facts + [(term(name), date(value)) for name, value in dates if value]


def _document_facts(document: Document) -> Facts:
    facts: Facts = [(node("rdf:type"), term("Document")), (node("dct:identifier"), text(document.id))]
    named = (("dct:title", document.title), ("dct:publisher", document.publisher), ("dct:creator", document.author))
    facts += [(node(name), text(value)) for name, value in named if value]
    if document.date:
        facts.append((node("dct:issued"), date(document.date)))
    if document.language:
        facts.append((node("dct:language"), text(document.language)))
    if document.url:
        # A string, not an IRI: addresses as documents give them are often none.
        facts.append((node("schema:url"), Literal(text(document.url).value, datatype=node("xsd:anyURI"))))
    return facts


def _statement_facts(statement: Statement, edge: Edge) -> Facts:
    facts = [(node("rdf:type"), term("Statement")), *_ends(statement.subject, statement.relation, statement.object)]
    facts.append((term("edge"), NamedNode(iris.edge_iri(edge.id))))
    facts.append((term("modality"), term(statement.modality)))
    if statement.status:
        facts.append((term("status"), term(statement.status)))
    facts.append((node("prov:wasDerivedFrom"), NamedNode(iris.evidence_iri(statement.id))))
    return facts + _speaker_facts(statement) + _value_facts(statement)


def _speaker_facts(statement: Statement) -> Facts:
    facts: Facts = []
    if statement.attribution:
        facts.append((term("claimedBy"), NamedNode(iris.actor_iri(statement.attribution))))
    if statement.attribution_label:
        facts.append((term("claimedByLabel"), text(statement.attribution_label)))
    return facts


def _value_facts(statement: Statement) -> Facts:
    facts: Facts = []
    dates = (("start", statement.date_start), ("end", statement.date_end))
    facts += [(term(name), date(value)) for name, value in dates if value]
    numbers = (("amount", statement.amount), ("confidence", statement.confidence))
    facts += [(term(name), number(value)) for name, value in numbers if value is not None]
    texts = (("currency", statement.currency), ("amountPeriod", statement.amount_period))
    return facts + [(term(name), text(value)) for name, value in texts if value]


def _evidence_facts(statement: Statement, document: Document) -> Facts:
    before = document.text[max(0, statement.begin - CONTEXT_CHARACTERS) : statement.begin]
    after = document.text[statement.end : statement.end + CONTEXT_CHARACTERS]
    return [
        (node("rdf:type"), term("Evidence")),
        (node("rdf:type"), node("oa:TextQuoteSelector")),
        (node("rdf:type"), node("oa:TextPositionSelector")),
        (node("oa:hasSource"), NamedNode(iris.document_iri(document.id))),
        (node("oa:exact"), text(statement.quote)),
        (node("oa:prefix"), text(before)),
        (node("oa:suffix"), text(after)),
        (node("oa:start"), integer(statement.begin)),
        (node("oa:end"), integer(statement.end)),
        (term("rule"), text(statement.rule)),
    ]
