"""The SHACL shapes: what holds in every graph that graphkit writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit import iris
from graphkit.model import ACTOR_TYPES, MODALITIES, STANDINGS, STATUSES

if TYPE_CHECKING:
    from graphkit.ontology import Ontology, Relation

_PREFIXES = {
    **{name: iris.PREFIXES[name] for name in ("gk", "dct", "oa", "owl", "prov", "rdf", "rdfs", "xsd")},
    "gksh": f"{iris.BASE}shapes#",
    "sh": "http://www.w3.org/ns/shacl#",
}
_DATE = "sh:node gksh:Date"
_COUNTS = ("nStatements", "nDocuments", "nPublishers", "nIndependent")
_VOICES = ("nAsserted", "nClaimed", "nAlleged", "nPlanned", "nPossible", "nDenied")

# The focus is the relation, not the actor: one query a relation instead of one an actor.
_DIRECT = """\
gksh:Direct a sh:NodeShape ;
    sh:targetClass gk:Relation ;
    sh:sparql [
        sh:message "a direct triple needs a statement that is asserted in the document's own voice" ;
        sh:prefixes gksh: ;
        sh:select \"\"\"
            SELECT $this ?value WHERE {
                ?value $this ?object .
                FILTER NOT EXISTS {
                    ?said rdf:subject ?value ; rdf:predicate $this ; rdf:object ?object ; gk:modality gk:asserted .
                    FILTER NOT EXISTS { ?said gk:claimedBy ?speaker }
                    FILTER NOT EXISTS { ?said gk:claimedByLabel ?words }
                }
                FILTER NOT EXISTS {
                    $this a owl:SymmetricProperty .
                    ?said rdf:subject ?object ; rdf:predicate $this ; rdf:object ?value ; gk:modality gk:asserted .
                    FILTER NOT EXISTS { ?said gk:claimedBy ?speaker }
                    FILTER NOT EXISTS { ?said gk:claimedByLabel ?words }
                }
            }\"\"\"
    ] , [
        sh:message "a direct triple contradicts the standing of its edge" ;
        sh:prefixes gksh: ;
        sh:select \"\"\"
            SELECT $this ?value WHERE {
                ?edge a gk:Edge ; gk:standing ?standing ;
                    rdf:subject ?value ; rdf:predicate $this ; rdf:object ?object .
                ?value $this ?object .
                FILTER ( ?standing != gk:asserted )
            }\"\"\"
    ] ."""


def shapes_turtle(ontology: Ontology) -> str:
    """Return the shapes as Turtle. They check statements, evidence, edges, documents, actors and direct triples."""
    extracted = [relation for relation in ontology.relations.values() if not relation.abstract]
    blocks = [
        "# Written from the files of ontology/ by python -m graphkit.export.vocabulary; a change by hand is lost.",
        "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in sorted(_PREFIXES.items())),
        _declarations(),
        _shape("Statement", "gk:Statement", [*_ends(extracted), *_statement()]),
        _shape("Evidence", "gk:Evidence", _evidence()),
        _shape("Edge", "gk:Edge", [*_ends(extracted), *_edge()]),
        _shape("Document", "gk:Document", [_property("dct:identifier", "one", "sh:datatype xsd:string")]),
        _shape("Actor", "gk:Actor", [_property("rdfs:label", "one", "sh:minLength 1")]),
        _one_of("Date", "the date is no year, month or day", _datatypes("gYear", "gYearMonth", "date")),
        _one_of("Number", "the number is no number", _datatypes("decimal", "integer", "double")),
        *_type_shapes(extracted),
        *(_relation(relation) for relation in extracted),
        _DIRECT,
    ]
    return "\n\n".join(blocks) + "\n"


def _declarations() -> str:
    rows = (
        f'    sh:declare [ sh:prefix "{name}" ; sh:namespace "{_PREFIXES[name]}"^^xsd:anyURI ]'
        for name in ("gk", "owl", "rdf")
    )
    return "gksh: a owl:Ontology ;\n" + " ;\n".join(rows) + " ."


def _shape(name: str, target: str, properties: Iterable[str]) -> str:
    rows = "".join(f" ;\n    sh:property {row}" for row in properties)
    return f"gksh:{name} a sh:NodeShape ;\n    sh:targetClass {target}{rows} ."


def _property(path: str, count: str, *constraints: str) -> str:
    """Return a property shape; ``count`` is "one", "some" (at least one) or "maybe" (at most one)."""
    counts = {"one": ("sh:minCount 1", "sh:maxCount 1"), "some": ("sh:minCount 1",), "maybe": ("sh:maxCount 1",)}
    return "[ " + " ; ".join((f"sh:path {path}", *counts[count], *constraints)) + " ]"


def _terms(names: Iterable[str]) -> str:
    return f"sh:in ( {' '.join(f'gk:{name}' for name in names if name)} )"


def _ends(relations: Iterable[Relation]) -> Iterator[str]:
    yield _property("rdf:subject", "one", "sh:class gk:Actor")
    yield _property("rdf:predicate", "one", _terms(relation.id for relation in relations))
    yield _property("rdf:object", "one", "sh:class gk:Actor")


def _statement() -> Iterator[str]:
    yield _property("gk:edge", "one", "sh:class gk:Edge")
    yield _property("gk:modality", "one", _terms(MODALITIES))
    yield _property("gk:status", "maybe", _terms(STATUSES))
    yield _property("prov:wasDerivedFrom", "some", "sh:class gk:Evidence")
    # A speaker need not be an end of any edge, so the graph may say nothing else of it.
    yield _property("gk:claimedBy", "maybe", f'sh:nodeKind sh:IRI ; sh:pattern "^{iris.ACTOR}"')
    yield _property("gk:claimedByLabel", "maybe", "sh:datatype xsd:string")
    yield _property("gk:start", "maybe", _DATE)
    yield _property("gk:end", "maybe", _DATE)
    yield _property("gk:amount", "maybe", "sh:node gksh:Number")
    yield _property("gk:currency", "maybe", "sh:datatype xsd:string")
    yield _property("gk:amountPeriod", "maybe", "sh:datatype xsd:string")
    yield _property("gk:confidence", "maybe", "sh:node gksh:Number", "sh:minInclusive 0", "sh:maxInclusive 1")


def _evidence() -> Iterator[str]:
    yield _property("oa:exact", "one", "sh:datatype xsd:string", "sh:minLength 1")
    yield _property("oa:start", "one", "sh:datatype xsd:integer", "sh:minInclusive 0", "sh:lessThan oa:end")
    yield _property("oa:end", "one", "sh:datatype xsd:integer")
    yield _property("oa:prefix", "maybe", "sh:datatype xsd:string")
    yield _property("oa:suffix", "maybe", "sh:datatype xsd:string")
    yield _property("oa:hasSource", "one", "sh:class gk:Document")
    yield _property("gk:rule", "one", "sh:datatype xsd:string", "sh:minLength 1")


def _edge() -> Iterator[str]:
    yield _property("gk:standing", "one", _terms(STANDINGS))
    for name in (*_COUNTS, *_VOICES):
        least = 1 if name in _COUNTS else 0
        yield _property(f"gk:{name}", "one", "sh:datatype xsd:integer", f"sh:minInclusive {least}")
    yield _property("gk:firstDate", "maybe", _DATE)
    yield _property("gk:lastDate", "maybe", _DATE)
    yield _property("[ sh:inversePath gk:edge ]", "some", "sh:class gk:Statement")


def _datatypes(*names: str) -> Iterator[str]:
    return (f"[ sh:datatype xsd:{name} ]" for name in names)


def _one_of(name: str, message: str, choices: Iterable[str]) -> str:
    return f'gksh:{name} a sh:NodeShape ;\n    sh:message "{message}" ;\n    sh:or ( {" ".join(choices)} ) .'


def _ordered(types: Iterable[str]) -> tuple[str, ...]:
    wanted = set(types)
    return tuple(name for name in ACTOR_TYPES if name in wanted)


def _type_shapes(relations: Iterable[Relation]) -> Iterator[str]:
    """Yield one shape for each set of actor types that some end allows."""
    for names in sorted({_ordered(types) for relation in relations for types in (relation.subject, relation.object)}):
        choices = (f"[ sh:class gk:{name} ]" for name in names)
        yield _one_of("Or".join(names), f"the actor is no {' or '.join(names)}", choices)


def _relation(relation: Relation) -> str:
    """Return what holds for the ends of all statements and edges of one relation, found from the relation."""
    ends = (
        f"        sh:property [ sh:path rdf:{side} ; sh:node gksh:{'Or'.join(_ordered(getattr(relation, side)))} ]"
        for side in ("subject", "object")
    )
    inner = " ;\n".join(ends)
    return (
        f"gksh:{relation.id} a sh:NodeShape ;\n    sh:targetNode gk:{relation.id} ;\n"
        f"    sh:property [ sh:path [ sh:inversePath rdf:predicate ] ;\n{inner} ] ."
    )
