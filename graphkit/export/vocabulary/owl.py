"""The OWL vocabulary: classes, properties and relations with their parents, labels and mappings.

Turtle is written by hand here, not by a library, so that the file reads well and only changes where the ontology does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit import iris
from graphkit.model import ACTOR_TYPES, MODALITIES, STANDINGS, STATUSES

if TYPE_CHECKING:
    from graphkit.ontology import ActorType, Ontology, Relation

_PREFIXES = {
    **{name: iris.PREFIXES[name] for name in ("gk", "dct", "oa", "owl", "prov", "rdf", "rdfs", "skos", "wd", "xsd")},
    "cameo": f"{iris.BASE}cameo/",
    "ftm": "https://schema.followthemoney.tech/#",
    "plover": f"{iris.BASE}plover/",
}
# A schema of another vocabulary is never the same thing as a relation: an event type is wider, a FollowTheMoney schema
# is a thing with two ends. A Wikidata property is close, though some are read from the object ("funder").
_MATCHES = {
    "wikidata": ("skos:closeMatch", "wd"),
    "plover": ("skos:relatedMatch", "plover"),
    "cameo": ("skos:relatedMatch", "cameo"),
    "followthemoney": ("skos:relatedMatch", "ftm"),
}
_SCHEMES = {
    "plover": ("PLOVER event types", "https://github.com/openeventdata/PLOVER"),
    "cameo": ("CAMEO event codes", "https://parusanalytics.com/eventdata/data.dir/cameo.html"),
}
_SELECTORS = "oa:TextQuoteSelector , oa:TextPositionSelector , prov:Entity"
_CLASSES = (
    ("Actor", "actor", "A person, state, body, group or place that a document names.", ""),
    ("Edge", "edge", "Subject, relation and object with all the statements that support or contradict it.", ""),
    ("Statement", "statement", "What one sentence says of two actors.", "rdf:Statement , prov:Entity"),
    ("Evidence", "evidence", "The exact words of a statement and their place in the document.", _SELECTORS),
    ("Document", "document", "One text with its source; its named graph holds its statements.", "prov:Entity"),
    ("Relation", "relation", "A property that joins two actors and that rules extract.", "rdf:Property"),
    ("Modality", "modality", "How a sentence says it.", ""),
    ("Status", "status", "Whether what is said began or ended.", ""),
    ("Standing", "standing", "What may be said of an edge after all its statements.", ""),
)
_NOTES = {
    "asserted": "Said as a fact. Of an edge: a document says so in its own voice and none denies it.",
    "claimed": "Said as a fact only by speakers whom documents quote.",
    "alleged": "Reported as what is suspected, believed or accused.",
    "planned": "Announced, offered, ordered or expected.",
    "possible": "Said to be able to happen or conditional.",
    "denied": "Said not to be so.",
    "contested": "Asserted or claimed by one statement and denied by another.",
    "started": "Said to have begun, begun again or been joined.",
    "ended": "Said to have stopped or to be former.",
}
# name, kind of property, domain, range, comment
_PROPERTIES = (
    ("edge", "owl:ObjectProperty", "gk:Statement", "gk:Edge", "The edge that a statement speaks of."),
    ("modality", "owl:ObjectProperty", "gk:Statement", "gk:Modality", "How the sentence says it."),
    ("status", "owl:ObjectProperty", "gk:Statement", "gk:Status", "Given when the sentence says it began or ended."),
    ("claimedBy", "owl:ObjectProperty", "gk:Statement", "gk:Actor", "The nearest speaker, when it is a known actor."),
    ("claimedByLabel", "owl:DatatypeProperty", "gk:Statement", "xsd:string", "The speaker's name or the text's words."),
    ("start", "owl:DatatypeProperty", "gk:Statement", "", "When it began: xsd:gYear, xsd:gYearMonth or xsd:date."),
    ("end", "owl:DatatypeProperty", "gk:Statement", "", "When it ended: xsd:gYear, xsd:gYearMonth or xsd:date."),
    ("amount", "owl:DatatypeProperty", "gk:Statement", "xsd:decimal", "A sum of money that the sentence gives."),
    ("currency", "owl:DatatypeProperty", "gk:Statement", "xsd:string", "The currency of the amount, as ISO 4217 code."),
    ("amountPeriod", "owl:DatatypeProperty", "gk:Statement", "xsd:string", "The period of the amount, such as year."),
    ("confidence", "owl:DatatypeProperty", "gk:Statement", "xsd:decimal", "From 0 to 1; absent until it is measured."),
    ("rule", "owl:DatatypeProperty", "gk:Evidence", "xsd:string", "The name of the rule that fired."),
    ("standing", "owl:ObjectProperty", "gk:Edge", "gk:Standing", "What may be said after all statements."),
    ("firstDate", "owl:DatatypeProperty", "gk:Edge", "", "The first date of its statements."),
    ("lastDate", "owl:DatatypeProperty", "gk:Edge", "", "The last date of its statements."),
    ("inverseLabel", "owl:AnnotationProperty", "", "", "The label of a relation read from its object."),
    ("family", "owl:AnnotationProperty", "", "", "The group of a relation for colours and filters; implies nothing."),
    ("abstract", "owl:AnnotationProperty", "", "", "True for a relation that only its children state."),
)
_COUNTS = {
    "nStatements": "statements",
    "nDocuments": "documents",
    "nPublishers": "publishers",
    "nIndependent": "publishers with a text of their own",
    "nAsserted": "statements that assert it in the document's own voice",
    "nClaimed": "statements that assert it with a speaker",
    "nAlleged": "statements that allege it",
    "nPlanned": "statements that announce it",
    "nPossible": "statements that call it possible",
    "nDenied": "statements that deny it",
}
# Terms of other vocabularies, and what they hold here.
_BORROWED = (
    ("oa:exact", "owl:DatatypeProperty", "The quote of a piece of evidence: its sentence, character by character."),
    ("oa:prefix", "owl:DatatypeProperty", "The characters just before the quote."),
    ("oa:suffix", "owl:DatatypeProperty", "The characters just after the quote."),
    ("oa:start", "owl:DatatypeProperty", "Where the quote begins, in characters of the document's text from 0."),
    ("oa:end", "owl:DatatypeProperty", "Where the quote ends: the place of the first character after it."),
    ("oa:hasSource", "owl:ObjectProperty", "The document in which the quote stands."),
    ("prov:wasDerivedFrom", "owl:ObjectProperty", "The evidence of a statement."),
)


def ontology_turtle(ontology: Ontology) -> str:
    """Return the vocabulary as Turtle: classes, properties, relations with their parents, labels and mappings."""
    blocks = [
        "# Written from the files of ontology/ by python -m graphkit.export.vocabulary; a change by hand is lost.",
        "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in sorted(_PREFIXES.items())),
        *_header(),
        *(_class(*row) for row in _CLASSES),
        *(_actor_type(ontology.actor_types[name]) for name in ACTOR_TYPES),
        *_values(),
        *(_property(*row) for row in _PROPERTIES),
        *(_count(*row) for row in _COUNTS.items()),
        *(_borrowed(*row) for row in _BORROWED),
        *(_relation(ontology, relation) for relation in ontology.relations.values()),
        *_unions(ontology),
        *_concepts(ontology),
    ]
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str, language: str = "") -> str:
    escaped = "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}.get(c, c) for c in text)
    return f'"{escaped}"' + (f"@{language}" if language else "")


def _block(subject: str, facts: Iterable[tuple[str, str]]) -> str:
    """Return one subject with its properties, one a line; a property without a value is left out."""
    return f"{subject} " + " ;\n    ".join(f"{name} {value}" for name, value in facts if value) + " ."


def _header() -> Iterator[str]:
    about = "Who does what to whom, as documents state it: actors, relations, and statements that cite their words."
    facts = (
        ("a", "owl:Ontology"),
        ("dct:title", _quoted("graphkit vocabulary", "en")),
        ("dct:description", _quoted(about, "en")),
        ("dct:license", "<https://spdx.org/licenses/MIT>"),
    )
    yield _block(f"<{iris.ONTOLOGY.rstrip('#')}>", facts)


def _class(name: str, label: str, about: str, parents: str) -> str:
    facts = (
        ("a", "owl:Class"),
        ("rdfs:subClassOf", parents),
        ("rdfs:label", _quoted(label, "en")),
        ("rdfs:comment", _quoted(about, "en")),
    )
    return _block(f"gk:{name}", facts)


def _actor_type(kind: ActorType) -> str:
    facts = [
        ("a", "owl:Class"),
        ("rdfs:subClassOf", "gk:Actor"),
        ("rdfs:label", _quoted(kind.label, "en")),
        ("rdfs:comment", _quoted(kind.about, "en")),
    ]
    return _block(f"gk:{kind.id}", facts + _matches(kind.mappings))


def _values() -> Iterator[str]:
    for value in dict.fromkeys((*MODALITIES, *STANDINGS, *filter(None, STATUSES))):
        groups = (("Modality", MODALITIES), ("Standing", STANDINGS), ("Status", STATUSES))
        facts = (
            ("a", " , ".join(f"gk:{name}" for name, values in groups if value in values)),
            ("rdfs:label", _quoted(value, "en")),
            ("rdfs:comment", _quoted(_NOTES[value], "en")),
        )
        yield _block(f"gk:{value}", facts)


def _property(name: str, kind: str, domain: str, span: str, about: str) -> str:
    facts = (
        ("a", kind),
        ("rdfs:domain", domain),
        ("rdfs:range", span),
        ("rdfs:label", _quoted(_spaced(name), "en")),
        ("rdfs:comment", _quoted(about, "en")),
    )
    return _block(f"gk:{name}", facts)


def _count(name: str, what: str) -> str:
    facts = (
        ("a", "owl:DatatypeProperty"),
        ("rdfs:domain", "gk:Edge"),
        ("rdfs:range", "xsd:integer"),
        ("rdfs:label", _quoted(f"number of {what}", "en")),
    )
    return _block(f"gk:{name}", facts)


def _borrowed(name: str, kind: str, about: str) -> str:
    return _block(name, (("a", kind), ("skos:scopeNote", _quoted(about, "en"))))


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)


def _relation(ontology: Ontology, relation: Relation) -> str:
    facts = [
        ("a", "owl:ObjectProperty , gk:Relation" + (" , owl:SymmetricProperty" if relation.symmetric else "")),
        ("rdfs:subPropertyOf", f"gk:{relation.parent}" if relation.parent else ""),
        ("rdfs:domain", _type_name(_implied_ends(ontology, relation, "subject"))),
        ("rdfs:range", _type_name(_implied_ends(ontology, relation, "object"))),
        ("rdfs:label", _quoted(relation.label, "en")),
        ("gk:inverseLabel", _quoted(relation.inverse, "en") if relation.inverse else ""),
        ("rdfs:comment", _quoted(relation.about, "en")),
        ("gk:family", _quoted(relation.family)),
        ("gk:abstract", "true" if relation.abstract else ""),
    ]
    return _block(f"gk:{relation.id}", facts + _matches(relation.mappings))


def _implied_ends(ontology: Ontology, relation: Relation, side: str) -> frozenset[str]:
    """Return the types at one end of a relation and of all that imply it: only those make a true domain or range."""
    found: frozenset[str] = getattr(relation, side)
    for child in ontology.children(relation.id):
        found |= _implied_ends(ontology, ontology.relations[child], side)
    return found


def _ordered(types: Iterable[str]) -> tuple[str, ...]:
    wanted = set(types)
    return tuple(name for name in ACTOR_TYPES if name in wanted)


def _type_name(types: Iterable[str]) -> str:
    names = _ordered(types)
    return "gk:Actor" if names == ACTOR_TYPES else "gk:" + "Or".join(names)


def _unions(ontology: Ontology) -> Iterator[str]:
    """Yield the classes that stand for several actor types; they have names, since blank nodes have no order."""
    relations = ontology.relations.values()
    found = {_ordered(_implied_ends(ontology, item, side)) for item in relations for side in ("subject", "object")}
    for names in sorted(found):
        if 1 < len(names) < len(ACTOR_TYPES):
            facts = (
                ("a", "owl:Class"),
                ("owl:unionOf", f"( {' '.join(f'gk:{name}' for name in names)} )"),
                ("rdfs:label", _quoted(" or ".join(ontology.actor_types[name].label for name in names), "en")),
            )
            yield _block(_type_name(names), facts)


def _matches(mappings: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    facts = []
    for vocabulary, (predicate, prefix) in _MATCHES.items():
        terms = (f"{prefix}:{name}" for name in mappings.get(vocabulary, ()))
        facts.append((predicate, " , ".join(terms)))
    return facts


def _concepts(ontology: Ontology) -> Iterator[str]:
    """Yield the event types that mappings name; PLOVER and CAMEO have no IRIs of their own."""
    things: list[Relation | ActorType] = [*ontology.relations.values(), *ontology.actor_types.values()]
    for prefix, (title, page) in _SCHEMES.items():
        names = sorted({name for thing in things for name in thing.mappings.get(prefix, ())})
        if not names:
            continue
        scheme = f"<{iris.BASE}{prefix}>"
        facts = (("a", "skos:ConceptScheme"), ("dct:title", _quoted(title, "en")), ("rdfs:seeAlso", f"<{page}>"))
        yield _block(scheme, facts)
        for name in names:
            concept = (("a", "skos:Concept"), ("skos:notation", _quoted(name)), ("skos:inScheme", scheme))
            yield _block(f"{prefix}:{name}", concept)
