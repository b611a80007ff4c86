from __future__ import annotations

import io

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graphkit.export import EXPORTS, ExportSource
from graphkit.export.rdf.text import write_trig
from graphkit.store import graph_quads
from tests.factories import ONTOLOGY, RELATIONS, graph_of, reports, small_reports

pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning"
)
PARTS = ("a", "b", "0", "_", "-", ".", "%20", "~", "/", "é", ":")
XSD = "http://www.w3.org/2001/XMLSchema#"


def written(quads):
    file = io.StringIO()
    assert list(write_trig(quads, file)) == quads, "every quad passes through"
    return file.getvalue()


@settings(deadline=None, max_examples=40)
@given(reports(ids=st.text(min_size=1, max_size=6)))
def test_graph_comes_back_from_pyoxigraph_and_rdflib(found):
    quads = list(graph_quads(graph_of(found), RELATIONS, ""))
    text = written(quads)
    assert set(parse(text, RdfFormat.TRIG)) == set(quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    assert set(parse(dataset.serialize(format="nquads"), RdfFormat.N_QUADS)) == set(quads)


literals = st.one_of(
    st.builds(Literal, st.text()),
    st.builds(lambda text: Literal(text, language="en"), st.text()),
    st.builds(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}integer")), st.sampled_from(["1", "-7", "+3", "x", ""])
    ),
    st.builds(lambda text: Literal(text, datatype=NamedNode(f"{XSD}decimal")), st.sampled_from(["1", "1.5", "1."])),
)


@settings(deadline=None)
@given(st.lists(literals, min_size=1, max_size=5, unique_by=str), st.lists(st.sampled_from(PARTS), max_size=6))
def test_any_literal_and_any_local_name_come_back(values, local):
    name = NamedNode(f"https://w3id.org/graphkit/actor/{''.join(local)}")
    quads = [Quad(name, name, value, name) for value in values]
    assert set(parse(written(quads), RdfFormat.TRIG)) == set(quads)


def test_file_is_readable(tmp_path):
    graph = graph_of(small_reports())
    source = ExportSource(graph, RELATIONS, lambda: graph_quads(graph, RELATIONS, ONTOLOGY))
    EXPORTS["trig"].write(source, tmp_path / "graph.trig")
    text = (tmp_path / "graph.trig").read_text(encoding="utf-8")
    assert '\ngka:ruritania a gk:State ;\n    rdfs:label "Ruritania" ;\n' in text
    assert "    gk:funds gka:the-front ;\n" in text
    assert '\ngkd:a%2Ffirst {\n  gkd:a%2Ffirst a gk:Document ;\n      dct:identifier "a/first" ;\n' in text
    assert '      gk:start "2012"^^xsd:gYear .\n' in text
    assert text.count("\n}\n") == len(graph.documents)
    EXPORTS["nquads"].write(source, tmp_path / "graph.nq")
    lines = (tmp_path / "graph.nq").read_bytes()
    assert set(parse(lines, RdfFormat.N_QUADS)) == set(parse(text, RdfFormat.TRIG))


def test_no_quads_give_only_prefixes():
    assert {line.split()[0] for line in written([]).splitlines()} == {"@prefix"}
