"""RDF files read back, by rdflib and by Oxigraph: the same graph, whatever ids and texts hold."""

from __future__ import annotations

import io
import json
import re

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from graphkit import iris
from graphkit.export import EXPORTS, ExportSource
from graphkit.export.rdf.json_text import CONTEXT
from graphkit.model import Actor, Alias, Graph
from graphkit.store import graph_quads, instance_quads, ontology_quads
from tests.factories import ONTOLOGY, RELATIONS, Report, graph_of, reports, small_reports

pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)
WITH_GRAPHS = {
    "trig": (RdfFormat.TRIG, "trig"),
    "nquads": (RdfFormat.N_QUADS, "nquads"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
any_text = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=8)
# The characters of an IRI in ASCII (RFC 3986), since everything that we mint is encoded to that.
_IRI = re.compile(
    r"https://[\w.-]+/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*)?"
)


def source_of(found, ontology=ONTOLOGY):
    graph = graph_of(found)
    return ExportSource(graph, RELATIONS, lambda: graph_quads(graph, RELATIONS, ontology))


def canonical(quads):
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def union(quads):
    return canonical({Quad(quad.subject, quad.predicate, quad.object) for quad in quads})


def by_rdflib(data, format_):
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format_)
    return canonical(parse(dataset.serialize(format="nquads"), RdfFormat.N_QUADS))


@settings(deadline=None, max_examples=25)
@given(reports(ids=any_text))
@pytest.mark.parametrize("name", sorted(WITH_GRAPHS))
def test_graph_comes_back_from_both_libraries(tmp_path_factory, name, found):
    path = tmp_path_factory.mktemp("rdf") / "file"
    source = source_of(found)
    EXPORTS[name].write(source, path)
    wanted = canonical(source.rdf())
    ours, theirs = WITH_GRAPHS[name]
    assert canonical(parse(path.read_bytes(), ours)) == wanted
    assert by_rdflib(path.read_text(encoding="utf-8"), theirs) == wanted


@settings(deadline=None, max_examples=25)
@given(reports(ids=any_text))
def test_turtle_is_the_union(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("rdf") / "file"
    source = source_of(found)
    EXPORTS["turtle"].write(source, path)
    assert union(parse(path.read_bytes(), RdfFormat.TURTLE)) == union(source.rdf())
    graph = rdflib.Graph().parse(path, format="turtle")
    again = parse(graph.serialize(format="nt"), RdfFormat.N_TRIPLES)
    assert union(again) == union(source.rdf())


def as_reifiers(quads):
    """Return the union of the quads with the ends of statements folded into triple terms."""
    ends, found = {}, set()
    statements = {q.subject for q in quads if q.object == NamedNode(iris.term_iri("Statement"))}
    for quad in quads:
        name = quad.predicate.value.removeprefix(iris.PREFIXES["rdf"])
        if quad.subject in statements and name in ("subject", "predicate", "object"):
            ends.setdefault(quad.subject, {})[name] = quad.object
        else:
            found.add(Quad(quad.subject, quad.predicate, quad.object))
    reifies = NamedNode(f"{iris.PREFIXES['rdf']}reifies")
    terms = {node: Triple(about["subject"], about["predicate"], about["object"]) for node, about in ends.items()}
    return found | {Quad(node, reifies, triple) for node, triple in terms.items()}, terms


@settings(deadline=None, max_examples=25)
@given(reports(ids=any_text))
def test_annotations_say_the_same_and_assert_nothing_more(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("rdf") / "file"
    source = source_of(found, "")
    EXPORTS["rdf12"].write(source, path)
    wanted, terms = as_reifiers(list(source.rdf()))
    read = {Quad(q.subject, q.predicate, q.object) for q in parse(path.read_bytes(), RdfFormat.TURTLE)}
    assert read == wanted
    assert len(terms) == len(source.view.statements)


def test_annotations_stand_only_beside_asserted_triples(tmp_path):
    EXPORTS["rdf12"].write(source_of(small_reports()), tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert text.startswith('VERSION "1.2"\n')
    assert len(re.findall(r"^gka:ruritania gk:funds gka:the-front ~ gks:\w+ \{\|$", text, re.MULTILINE)) == 2
    assert (
        len(re.findall(r"^gks:\w+ rdf:reifies <<\( gka:sylvania gk:attacks gka:port-vell \)>> ;$", text, re.MULTILINE))
        == 2
    )
    assert not re.search(r"^gka:sylvania gk:attacks", text, re.MULTILINE)


def test_context_gives_short_names(tmp_path):
    EXPORTS["jsonld"].write(source_of(small_reports()), tmp_path / "graph.jsonld")
    document = json.loads((tmp_path / "graph.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == json.loads(json.dumps(CONTEXT))
    (first,) = [node for node in document["@graph"] if node["id"] == "gkd:a%2Ffirst"]
    statements = [node for node in first["@graph"] if node["type"] == "gk:Statement"]
    assert {(s["subject"], s["relation"], s["object"], s["modality"]) for s in statements} >= {
        ("gka:ruritania", "gk:funds", "gka:the-front", "gk:asserted")
    }
    evidence = [node for node in first["@graph"] if "quote" in node]
    assert all(isinstance(node["begin"], int) and node["source"] == "gkd:a%2Ffirst" for node in evidence)


def test_literals_and_addresses_that_json_or_the_context_would_change():
    odd = [
        NamedNode("https://w3id.org/graphkit/actor///x"), NamedNode("urn:gka:x"),
        *(node.object for node in parse(
            b'<a:a> <b:b> 007 , +1 , 12345678901234567890 , 1.50 , true , "x"@en , "gka:x" , "" .',
            RdfFormat.TURTLE)),
    ]  # fmt: skip
    for predicate in (iris.term_iri("modality"), iris.term_iri("rule"), "urn:p"):
        quads = [Quad(NamedNode("urn:s"), NamedNode(predicate), value) for value in odd]
        from graphkit.export.rdf.json_text import json_lines

        text = "".join(json_lines(quads))
        assert set(parse(text, RdfFormat.JSON_LD)) == set(quads)


@settings(deadline=None, max_examples=60)
@given(any_text, any_text, any_text, any_text)
def test_every_iri_that_we_mint_is_valid(actor, relation, document, wikidata):
    report = Report(document, url=actor, publisher=relation).say(actor, relation, "the-front", attribution=document)
    graph = graph_of([report])
    actors = (*graph.actors, Actor("x" + actor, actor, "Person", (Alias(wikidata),), wikidata=wikidata))
    quads = list(instance_quads(Graph(actors, graph.edges, graph.statements, graph.documents), RELATIONS))
    terms = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    ours = {term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(iris.BASE)}
    assert len(ours) > 8
    assert [iri for iri in ours if not _IRI.fullmatch(iri)] == []
    file = io.BytesIO()
    from pyoxigraph import serialize

    serialize(quads, file, RdfFormat.N_QUADS)
    assert set(parse(file.getvalue(), RdfFormat.N_QUADS)) == set(quads)


def test_blank_nodes_of_the_ontology_stay_what_they_are(tmp_path):
    quads = list(ontology_quads(ONTOLOGY))
    source = ExportSource(graph_of([]), RELATIONS, lambda: iter(quads))
    for name, (format_, _) in WITH_GRAPHS.items():
        EXPORTS[name].write(source, tmp_path / name)
        assert canonical(parse((tmp_path / name).read_bytes(), format_)) == canonical(quads)
    assert all(quad.graph_name == DefaultGraph() for quad in quads)
