from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pytest

import graphkit
from graphkit.errors import OutputError
from graphkit.export import EXPORTS
from graphkit.loading import export_source
from graphkit.output import write_output
from tests.factories import RELATIONS, Report, graph_of, small_reports
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
    heavy = ("networkx", "pyoxigraph", "rdflib", "numpy", "jinja2", "pyvis", "spacy")
    code = f"import sys, graphkit; graphkit.__version__; assert not set({heavy!r}) & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    code = f"import sys, graphkit; graphkit.load; import graphkit.output; assert not set({heavy!r}) & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_name():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = graphkit.nothing


def test_rdflib_sees_the_store(directory):
    loaded = graphkit.load(directory)
    query = "PREFIX gk: <https://w3id.org/graphkit/ontology#> SELECT ?s { ?s a gk:Statement }"
    assert len(list(loaded.to_rdflib().query(query))) == len(loaded.statements)


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
