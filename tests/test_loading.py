from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser

import networkx
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

import graphkit
from graphkit.errors import GraphkitError, OutputError, QueryError
from graphkit.export import EXPORTS
from graphkit.loading import export_source
from graphkit.model import STANDINGS
from graphkit.output import write_output
from graphkit.query.paths import simple_paths
from graphkit.store import open_store
from tests.factories import ACTORS, RELATIONS, Report, graph_of, reports, small_reports
from tests.test_output import CONTEXT, build


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loading") / "out"
    build(folder, small_reports())
    return folder


def test_everything_comes_back(directory):
    loaded, graph = graphkit.load(directory), graph_of(small_reports())
    assert loaded.statements == graph.statements
    assert loaded.edges == graph.edges
    assert [document.text for document in loaded.documents] == [document.text for document in graph.documents]
    assert loaded.documents[0].extra == {"based_on": "a book"}
    assert [(actor.id, actor.wikidata) for actor in loaded.actors] == [(one.id, one.wikidata) for one in graph.actors]
    assert loaded.relations == RELATIONS
    assert loaded.graph.number_of_edges() == 6
    assert loaded.graph.edges["ruritania", "the-front", loaded.edges[4].id]["family"] == "support"
    assert repr(loaded) == f"<LoadedGraph {directory}: 6 actors, 6 edges, 9 statements, 3 documents>"


def test_evidence_of_an_edge_in_the_order_of_documents(directory):
    loaded = graphkit.load(str(directory))
    edge = next(edge for edge in loaded.edges if edge.relation == "attacks")
    assert [statement.document for statement in loaded.evidence(edge)] == ["a/first", "b second"]
    assert loaded.evidence(edge.id) == loaded.evidence(edge)
    with pytest.raises(KeyError):
        loaded.evidence("none")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("graphml", "graph.graphml"),
        ("gexf", "graph.gexf"),
        ("csv", "edges.csv"),
        ("trig", "graph.trig"),
        ("jsonl", "statements.jsonl"),
        ("html", "graph.html"),
    ],
)
def test_exports_of_a_folder_are_the_files_in_it(directory, tmp_path, name, file):
    EXPORTS[name].write(export_source(directory), tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == (directory / file).read_bytes()


def test_folder_that_is_no_output(tmp_path):
    with pytest.raises(OutputError, match="is no graphkit output"):
        graphkit.load(tmp_path)


def test_damaged_files_are_named(tmp_path):
    write_output(tmp_path / "out", graph_of(small_reports()), CONTEXT)
    (tmp_path / "out" / "edges.jsonl").write_text('{"id":')
    with pytest.raises(OutputError, match=r"edges\.jsonl:1: is no JSON; run graphkit build again"):
        _ = graphkit.load(tmp_path / "out").edges
    (tmp_path / "out" / "build.json").write_text('{"graphkit": "1", "relations": {"a": {"b": 1}}}')
    with pytest.raises(OutputError, match=r"build\.json: relations: is damaged"):
        _ = graphkit.load(tmp_path / "out").relations


def test_import_brings_no_heavy_library():
    heavy = ("networkx", "pyoxigraph", "rdflib", "numpy", "jinja2", "pyvis", "spacy", "pandas", "polars", "rustworkx")
    code = f"import sys, graphkit; graphkit.__version__; assert not set({heavy!r}) & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    code = f"import sys, graphkit; graphkit.load; import graphkit.output; assert not set({heavy!r}) & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_name():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = graphkit.nothing


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
def test_rdflib_sees_the_store(directory):
    loaded = graphkit.load(directory)
    query = "PREFIX gk: <https://w3id.org/graphkit/ontology#> SELECT ?s { ?s a gk:Statement }"
    assert len(list(loaded.rdflib_view().query(query))) == len(loaded.statements)
    copy = loaded.to_rdflib()
    assert len(list(copy.query(query))) == len(loaded.statements)
    quads = set(parse(copy.serialize(format="nquads"), RdfFormat.N_QUADS))
    one, other = Dataset(quads), Dataset(open_store(directory / "store"))
    for dataset in (one, other):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert one == other
    copy.add((rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.URIRef("urn:c")))
    assert len(copy) == len(loaded.rdflib_view()) + 1


def test_to_pyvis_gives_a_network_that_users_can_go_on_with(directory, tmp_path):
    network = graphkit.load(directory).to_pyvis()
    assert sorted(network.get_nodes()) == [actor.id for actor in graphkit.load(directory).actors]
    assert len(network.edges) == 6
    assert {edge["label"] for edge in network.edges} >= {"funds", "attacks"}
    network.add_node("another", label="Another")
    network.add_edge("another", "ruritania")
    assert "Ruritania funds the Front." in network.generate_html()


def test_to_pyvis_holds_no_markup(tmp_path):
    report = Report("a", title="t").say("<b>x</b>", "funds", "the-front", lead="<img src=x onerror=alert(1)> href ")
    build(tmp_path / "out", [report])
    network = graphkit.load(tmp_path / "out").to_pyvis()
    texts = [
        value for thing in [*network.nodes, *network.edges] for name in ("title", "label") for value in [thing[name]]
    ]
    assert not [text for text in texts if set("<>") & set(text)]
    assert any("‹img src=x" in text for text in texts)


def test_show_frames_the_page_for_a_notebook(directory):
    frame = graphkit.load(directory).show(height=500)
    shown = frame._repr_html_()
    assert shown.startswith('<iframe title="graphkit explorer" sandbox="allow-scripts ')
    assert 'height="500"' in shown
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, values: found.append((tag, dict(values)))
    parser.feed(shown)
    ((tag, values),) = found
    assert (tag, values["srcdoc"]) == ("iframe", frame.page)
    assert "Ruritania funds the Front." in frame.page


# --- frames, paths, queries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["edges", "actors", "statements"])
def test_frames_hold_the_records(directory, table):
    loaded = graphkit.load(directory)
    things = {"edges": loaded.edges, "actors": loaded.actors, "statements": loaded.statements}[table]
    by_pandas, by_polars = loaded.to_pandas(table), loaded.to_polars(table)
    assert list(by_pandas.columns) == by_polars.columns
    assert list(by_pandas["id"]) == by_polars["id"].to_list() == [thing.id for thing in things]
    for name in sorted({"standing", "n_denied", "quote", "aliases", "statements", "amount"} & set(by_polars.columns)):
        values = by_polars[name].to_list()
        frame = [None if value is None or value != value else value for value in by_pandas[name].tolist()]
        assert frame == values


def test_frame_of_no_table(directory):
    with pytest.raises(GraphkitError, match="documents: is no table; use one of statements, edges, actors"):
        graphkit.load(directory).to_pandas("documents")


@pytest.mark.parametrize(
    ("method", "module", "extra"),
    [("to_pandas", "pandas", "tables"), ("to_polars", "polars", "tables"), ("to_rustworkx", "rustworkx", "rustworkx")],
)
def test_missing_library_names_the_extra(directory, monkeypatch, method, module, extra):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(GraphkitError, match=rf"{method}: needs .*; pip install 'graphkit\[{extra}\]'"):
        getattr(graphkit.load(directory), method)()


def test_rustworkx_graph_has_every_edge(directory):
    loaded = graphkit.load(directory)
    graph = loaded.to_rustworkx()
    found = [(graph[one].id, graph[other].id, edge) for one, other, edge in graph.weighted_edge_list()]
    assert found == [(edge.subject, edge.object, edge) for edge in loaded.edges]


def test_networkx_graph_of_statements(directory):
    loaded = graphkit.load(directory)
    graph = loaded.to_networkx(edges="statement")
    assert {key for *_, key in graph.edges(keys=True)} == {statement.id for statement in loaded.statements}
    with pytest.raises(GraphkitError, match="'sentence' is no choice"):
        loaded.to_networkx(edges="sentence")


def test_query_gives_python_values(directory):
    loaded = graphkit.load(directory)
    (row,) = loaded.query(
        "SELECT ?edge ?n ?name (1.5 AS ?half) (true AS ?yes) ?none { ?edge gk:nPublishers ?n ; rdf:predicate gk:funds ;"
        " rdf:subject [ rdfs:label ?name ] }"
    )
    edge = next(edge for edge in loaded.edges if edge.relation == "funds")
    assert row == {
        "edge": f"gke:{edge.id}",
        "n": 2,
        "name": "Ruritania",
        "half": Decimal("1.5"),
        "yes": True,
        "none": None,
    }
    assert loaded.query("ASK { ?s gk:funds ?o }") is True
    graph = loaded.query("CONSTRUCT { ?s gk:funds ?o } WHERE { ?s gk:funds ?o }")
    assert [str(subject) for subject in graph.subjects()] == ["https://w3id.org/graphkit/actor/ruritania"]
    with pytest.raises(QueryError):
        loaded.query("SELECT nothing")


def test_paths_go_along_asserted_edges_unless_told_otherwise(directory):
    loaded = graphkit.load(directory)
    short = [[edge.relation for edge in path] for path in loaded.paths("freedonia", "the-front")]
    assert short == [["meets", "funds"]]
    wide = [[edge.relation for edge in path] for path in loaded.paths("freedonia", "the-front", standings=STANDINGS)]
    assert wide == [["condemns"], ["supports"], ["meets", "funds"]]
    assert list(loaded.paths("the-front", "freedonia", directed=True)) == []
    assert list(loaded.paths("the-front", "the-front")) == []
    with pytest.raises(KeyError):
        loaded.paths("nobody", "the-front")
    with pytest.raises(ValueError, match="'sure' is no standing"):
        loaded.paths("freedonia", "the-front", standings=["sure"])


@settings(deadline=None, max_examples=60)
@given(reports(), st.sampled_from(sorted(ACTORS)), st.sampled_from(sorted(ACTORS)), st.integers(1, 4), st.booleans())
def test_paths_are_those_of_networkx(found, start, end, longest, directed):
    edges = graph_of(found).edges
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(ACTORS)
    graph.add_edges_from((edge.subject, edge.object, edge.id) for edge in edges)
    if not directed:
        graph.add_edges_from((edge.object, edge.subject, edge.id) for edge in edges)
    ours = [tuple(edge.id for edge in path) for path in simple_paths(edges, start, end, longest, directed)]
    theirs = networkx.all_simple_edge_paths(graph, start, end, cutoff=longest) if start != end else ()
    assert sorted(ours) == sorted(tuple(key for *_, key in path) for path in theirs)
    assert [len(path) for path in ours] == sorted(len(path) for path in ours)
