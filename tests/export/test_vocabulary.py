from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graphkit import iris
from graphkit.errors import OntologyError
from graphkit.export.vocabulary import check_vocabulary, ontology_turtle, shapes_turtle, write_vocabulary
from graphkit.model import ACTOR_TYPES, MODALITIES, STANDINGS, STATUSES
from graphkit.ontology import RESERVED_IDS, Ontology, load_ontology

GK = rdflib.Namespace(iris.ONTOLOGY)
RELATIONS = {
    "supports": "family: support\nsubject: [State]\nobject: [State]\ninverse: supported by\n",
    "funds": (
        "family: support\nparent: supports\ninverse: funded by\nsubject: [State, ArmedGroup]\nobject: [ArmedGroup]\n"
        'mappings: {wikidata: P8324, plover: AID, cameo: ["071"], followthemoney: Payment}\n'
        'patterns: ["{subject} fund {object}"]\n'
    ),
    "meets": (
        "family: engagement\nparent: engages\nsymmetric: true\nsubject: [State, ArmedGroup]\n"
        'object: [State, ArmedGroup]\npatterns: ["{subject} meet {object}"]\n'
    ),
    "engages": "family: engagement\nabstract: true\ninverse: engaged by\n",
}
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in iris.PREFIXES.items())
GOOD = """
gka:iran a gk:State ; rdfs:label "Iran" ; gk:funds gka:hamas ; gk:meets gka:hamas .
gka:hamas a gk:ArmedGroup ; rdfs:label "Hamas" ; gk:meets gka:iran .

gke:1 a gk:Edge ; rdf:subject gka:iran ; rdf:predicate gk:funds ; rdf:object gka:hamas ;
    gk:standing gk:asserted ; gk:firstDate "2012"^^xsd:gYear ; gk:lastDate "2014-03-01"^^xsd:date ;
    gk:nStatements 1 ; gk:nDocuments 1 ; gk:nPublishers 1 ; gk:nIndependent 1 ;
    gk:nAsserted 1 ; gk:nClaimed 0 ; gk:nAlleged 0 ; gk:nPlanned 0 ; gk:nPossible 0 ; gk:nDenied 0 .
gke:2 a gk:Edge ; rdf:subject gka:hamas ; rdf:predicate gk:meets ; rdf:object gka:iran ;
    gk:standing gk:asserted ;
    gk:nStatements 2 ; gk:nDocuments 1 ; gk:nPublishers 1 ; gk:nIndependent 1 ;
    gk:nAsserted 1 ; gk:nClaimed 1 ; gk:nAlleged 0 ; gk:nPlanned 0 ; gk:nPossible 0 ; gk:nDenied 0 .

gkd:a a gk:Document ; dct:identifier "a" .
gks:1 a gk:Statement ; gk:edge gke:1 ; gk:modality gk:asserted ; gk:status gk:started ;
    rdf:subject gka:iran ; rdf:predicate gk:funds ; rdf:object gka:hamas ;
    gk:start "2012"^^xsd:gYear ; gk:end "2014-03"^^xsd:gYearMonth ;
    gk:amount 100000000.0 ; gk:currency "USD" ; gk:amountPeriod "year" ; gk:confidence 0.5 ;
    prov:wasDerivedFrom <https://w3id.org/graphkit/statement/1#evidence> .
<https://w3id.org/graphkit/statement/1#evidence> a gk:Evidence , oa:TextQuoteSelector , oa:TextPositionSelector ;
    oa:exact "Iran funds Hamas." ; oa:prefix "" ; oa:suffix " It" ; oa:start 0 ; oa:end 17 ;
    oa:hasSource gkd:a ; gk:rule "funds: {subject} fund {object}" .
gks:2 a gk:Statement ; gk:edge gke:2 ; gk:modality gk:asserted ;
    rdf:subject gka:iran ; rdf:predicate gk:meets ; rdf:object gka:hamas ;
    prov:wasDerivedFrom <https://w3id.org/graphkit/statement/1#evidence> .
gks:3 a gk:Statement ; gk:edge gke:2 ; gk:modality gk:asserted ; gk:claimedBy gka:iran ; gk:claimedByLabel "Iran" ;
    rdf:subject gka:hamas ; rdf:predicate gk:meets ; rdf:object gka:iran ;
    prov:wasDerivedFrom <https://w3id.org/graphkit/statement/1#evidence> .
"""
SAID = "gk:modality gk:asserted ; gk:status"
PREDICATE = "rdf:predicate gk:funds ; rdf:object gka:hamas ;\n    gk:start"
STANDING = "gk:standing gk:asserted ; gk:firstDate"
BACK = "gk:meets gka:iran ."
EVIDENCE = "prov:wasDerivedFrom <https://w3id.org/graphkit/statement/1#evidence> .\n<https"
# Each fault alone is planted in tests/validation, where both engines must find it.
FAULTS = {
    "no evidence": (EVIDENCE, ".\n<https", "prov:wasDerivedFrom"),
    "no quote": ('oa:exact "Iran funds Hamas." ;', "", "oa:exact"),
    "empty quote": ('oa:exact "Iran funds Hamas."', 'oa:exact ""', "oa:exact"),
    "no offset": ("oa:start 0 ;", "", "oa:start"),
    "offsets exchanged": ("oa:start 0 ; oa:end 17", "oa:start 17 ; oa:end 0", "oa:start"),
    "negative offset": ("oa:start 0 ;", "oa:start -1 ;", "oa:start"),
    "no source": ("oa:hasSource gkd:a ;", "", "oa:hasSource"),
    "no rule": ('gk:rule "funds: {subject} fund {object}"', "rdfs:comment 'x'", "gk:rule"),
    "two modalities": (SAID, SAID.replace(" ;", " , gk:denied ;"), "gk:modality"),
    "no modality": (SAID, "gk:status", "gk:modality"),
    "a standing as modality": (SAID, SAID.replace("asserted", "claimed"), "gk:modality"),
    "unknown status": ("gk:status gk:started", "gk:status gk:paused", "gk:status"),
    "a date that is text": ('gk:start "2012"^^xsd:gYear', 'gk:start "last year"', "gk:start"),
    "a day that is not": ('"2014-03"^^xsd:gYearMonth', '"2014-02-30"^^xsd:date', "gk:end"),
    "two dates": ('gk:start "2012"^^xsd:gYear', 'gk:start "2012"^^xsd:gYear , "2013"^^xsd:gYear', "gk:start"),
    "an amount that is text": ("gk:amount 100000000.0", 'gk:amount "much"', "gk:amount"),
    "confidence above 1": ("gk:confidence 0.5", "gk:confidence 1.5", "gk:confidence"),
    "a speaker that is no actor": ("gk:claimedBy gka:iran", "gk:claimedBy gkd:a", "gk:claimedBy"),
    "subject of the wrong type": ("gka:iran a gk:State", "gka:iran a gk:Place", "rdf:subject"),
    "object of the wrong type": ("gka:hamas a gk:ArmedGroup", "gka:hamas a gk:Place", "rdf:object"),
    "an actor without a type": ("gka:hamas a gk:ArmedGroup ;", "gka:hamas", "rdf:object"),
    "an actor without a name": ('rdfs:label "Iran" ;', "", "rdfs:label"),
    "an unknown relation": (PREDICATE, PREDICATE.replace("funds", "loves"), "rdf:predicate"),
    "an abstract relation": (PREDICATE, PREDICATE.replace("funds", "engages"), "rdf:predicate"),
    "a statement without an edge": ("gk:edge gke:1 ;", "", "gk:edge"),
    "an edge without a standing": (STANDING, "gk:firstDate", "gk:standing"),
    "an edge that counts nothing": ("gk:nStatements 1", "gk:nStatements 0", "gk:nStatements"),
    "a document without an id": (' ; dct:identifier "a"', "", "dct:identifier"),
    "direct triple of a denial": (SAID, SAID.replace("asserted", "denied"), "own voice"),
    "direct triple of a claim": (SAID, f'gk:claimedByLabel "a man" ; {SAID}', "own voice"),
    "direct triple of a contested edge": (STANDING, STANDING.replace("asserted", "contested"), "standing of its edge"),
    "direct triple without statement": (BACK, f"gk:funds gka:iran ; {BACK}", "own voice"),
    "direct triple of an abstract relation": (BACK, f"gk:engages gka:iran ; {BACK}", "own voice"),
}  # fmt: skip


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    folder = tmp_path_factory.mktemp("ontology")
    for name, text in RELATIONS.items():
        (folder / f"{name}.yaml").write_text(f'id: {name}\nlabel: {name}\nabout: Says "{name}" \\ so.\n{text}', "utf-8")
    return load_ontology([folder], builtin=False)


@pytest.fixture(scope="module")
def vocabulary(ontology: Ontology) -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology_turtle(ontology), format="turtle")


@pytest.fixture(scope="module")
def shapes(ontology: Ontology) -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_turtle(ontology), format="turtle")


def report(vocabulary: rdflib.Graph, shapes: rdflib.Graph, turtle: str) -> tuple[bool, rdflib.Graph]:
    import pyshacl

    data = rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
    conforms, results, _ = pyshacl.validate(data + vocabulary, shacl_graph=shapes)
    assert isinstance(results, rdflib.Graph)
    return bool(conforms), results


def test_relations_have_their_parents_labels_and_kind(vocabulary: rdflib.Graph) -> None:
    assert set(vocabulary.subjects(RDF.type, GK.Relation)) == {GK[name] for name in RELATIONS}
    assert vocabulary.value(GK.funds, RDFS.subPropertyOf) == GK.supports
    assert vocabulary.value(GK.funds, RDFS.label) == rdflib.Literal("funds", "en")
    assert vocabulary.value(GK.funds, GK.inverseLabel) == rdflib.Literal("funded by", "en")
    assert vocabulary.value(GK.funds, RDFS.comment) == rdflib.Literal('Says "funds" \\ so.', "en")
    assert set(vocabulary.subjects(RDF.type, OWL.SymmetricProperty)) == {GK.meets}
    assert list(vocabulary.subjects(GK.abstract)) == [GK.engages]


def test_mappings_are_skos_matches(vocabulary: rdflib.Graph) -> None:
    assert list(vocabulary.objects(GK.funds, SKOS.closeMatch)) == [rdflib.URIRef(iris.PREFIXES["wd"] + "P8324")]
    related = {str(match) for match in vocabulary.objects(GK.funds, SKOS.relatedMatch)}
    assert related == {
        "https://w3id.org/graphkit/plover/AID",
        "https://w3id.org/graphkit/cameo/071",
        "https://schema.followthemoney.tech/#Payment",
    }
    notations = {str(notation) for notation in vocabulary.objects(None, SKOS.notation)}
    assert notations == {"AID", "071"}


def test_domain_of_a_parent_holds_for_its_children(vocabulary: rdflib.Graph) -> None:
    """funds implies supports, so the domain of supports must hold every subject of funds."""
    domain = vocabulary.value(GK.supports, RDFS.domain)
    members = rdflib.collection.Collection(vocabulary, vocabulary.value(domain, OWL.unionOf))
    assert set(members) == {GK.State, GK.ArmedGroup}
    assert vocabulary.value(GK.funds, RDFS.range) == GK.ArmedGroup
    assert vocabulary.value(GK.engages, RDFS.domain) == GK.Actor


def test_every_property_has_a_label_and_a_known_domain(vocabulary: rdflib.Graph) -> None:
    own = {s for s in vocabulary.subjects(RDF.type) if isinstance(s, rdflib.URIRef) and s.startswith(iris.ONTOLOGY)}
    assert {s for s in own if vocabulary.value(s, RDFS.label) is None} == set()
    ends = {*vocabulary.objects(None, RDFS.domain), *vocabulary.objects(None, RDFS.range)}
    assert {end for end in ends if end.startswith(iris.ONTOLOGY)} <= set(vocabulary.subjects(RDF.type, OWL.Class))
    classes = {str(c).removeprefix(iris.ONTOLOGY) for c in vocabulary.subjects(RDFS.subClassOf, GK.Actor)}
    assert classes == set(ACTOR_TYPES)


def test_terms_and_values_are_reserved_ids(vocabulary: rdflib.Graph) -> None:
    """A relation with the id of a term would be the same property; loading refuses it."""
    names = {str(s).removeprefix(iris.ONTOLOGY) for s in vocabulary.subjects(RDF.type) if s.startswith(iris.ONTOLOGY)}
    possible_ids = {name for name in names if name.islower() and name not in RELATIONS}
    assert {*MODALITIES, *STANDINGS, *filter(None, STATUSES), "edge", "start"} <= possible_ids
    assert possible_ids <= RESERVED_IDS


def test_same_ontology_gives_the_same_bytes(ontology: Ontology) -> None:
    code = (
        "from pathlib import Path; import sys; from graphkit.ontology import load_ontology;"
        "from graphkit.export.vocabulary import ontology_turtle, shapes_turtle;"
        "o = load_ontology([Path(sys.argv[1])], builtin=False);"
        "sys.stdout.buffer.write((ontology_turtle(o) + shapes_turtle(o)).encode())"
    )
    folder = str(ontology.relations["funds"].path.parent)
    root = str(Path(__file__).parents[2])
    for seed in ("1", "2"):
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": root}
        run = subprocess.run([sys.executable, "-c", code, folder], env=env, capture_output=True, check=True)
        assert run.stdout.decode() == ontology_turtle(ontology) + shapes_turtle(ontology)


def test_good_graph_conforms(vocabulary: rdflib.Graph, shapes: rdflib.Graph) -> None:
    conforms, results = report(vocabulary, shapes, GOOD)
    assert conforms, results.serialize(format="turtle")


def test_write_then_check(tmp_path: Path, ontology: Ontology) -> None:
    paths = write_vocabulary(tmp_path, ontology)
    assert [path.name for path in paths] == ["graphkit.ttl", "shapes.ttl"]
    check_vocabulary(tmp_path, ontology)
    with paths[1].open("a", encoding="utf-8") as file:
        file.write("# by hand\n")
    with pytest.raises(OntologyError, match=r"shapes\.ttl.*stale.*run python -m graphkit.export.vocabulary"):
        check_vocabulary(tmp_path, ontology)
    paths[0].unlink()
    with pytest.raises(OntologyError, match=r"graphkit\.ttl"):
        check_vocabulary(tmp_path, ontology)


def test_committed_files_are_fresh() -> None:
    command = [sys.executable, "-W", "error", "-m", "graphkit.export.vocabulary"]
    root = Path(__file__).parents[2]
    run = subprocess.run([*command, "--check"], cwd=root, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    wrong = subprocess.run([*command, "--chek"], cwd=root, capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("usage: ")
