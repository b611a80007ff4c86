"""No export turns what was claimed, alleged, planned, called possible, denied or contested into a fact.

One graph with an edge of each standing is written in every format and read back as a user of that format would read it:
what stands there as plain fact is exactly what is asserted.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from itertools import pairwise

import igraph
import networkx
import pyarrow.parquet
import pytest
from markdown_it import MarkdownIt
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from graphkit import iris
from graphkit.export import EXPORTS, ExportSource, export_graph, options_of
from graphkit.model import STANDINGS, Graph
from graphkit.records import RelationInfo, voice_of
from graphkit.store import graph_quads
from tests.factories import Report, graph_of

RELATIONS = {
    "member_of": RelationInfo(
        "is a member of", "affiliation", "has as a member", "affiliated_with",
        mappings={"wikidata": ("P463",), "plover": ("AGREE",), "cameo": ("057",), "followthemoney": ("Membership",)},
    )
}  # fmt: skip
ENDS = {
    "claimed": {"attribution_label": "a clerk", "attribution_chain": ("a clerk",)},
    **{modality: {"modality": modality} for modality in ("alleged", "planned", "possible", "denied")},
}


def world():
    """Return a graph in which group-X is said to be a member of the Front, X being the standing of the edge."""
    report = Report("report/1", url="https://example.org/report", title="A report")
    for standing in STANDINGS:
        if standing == "contested":
            report.say("group-contested", "member_of", "the-front")
            report.say("group-contested", "member_of", "the-front", modality="denied")
        else:
            report.say(f"group-{standing}", "member_of", "the-front", **ENDS.get(standing, {}))
    graph = graph_of([report])
    actors = tuple(replace(actor, wikidata=f"Q{number}") for number, actor in enumerate(graph.actors, 1))
    return Graph(actors, graph.edges, graph.statements, graph.documents)


GRAPH = world()
SUBJECTS = {f"group-{standing}" for standing in STANDINGS}
FACT = {"group-asserted"}


def written(tmp_path, name, **options):
    if name == "quickstatements":
        (tmp_path / "all").write_text("".join(f"{edge.id}\n" for edge in GRAPH.edges), encoding="utf-8")
        options["reviewed"] = str(tmp_path / "all")
    quads = lambda: graph_quads(GRAPH, RELATIONS, "")  # noqa: E731
    source = ExportSource(GRAPH, RELATIONS, quads, "Graph", 150, options)
    export_graph(name, source, tmp_path / "file")
    return tmp_path / "file"


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_label(things):
    """Return who is drawn as a member without a word of doubt, and who is drawn with one."""
    facts = {subject for subject, label in things if label == "is a member of"}
    doubted = {subject for subject, label in things if re.fullmatch(r"is a member of \(\w+\)", label)}
    return facts - doubted, facts | doubted


def read_graphml(path):
    read = igraph.Graph.Read_GraphML(str(path))
    return by_label([(read.vs[edge.source]["id"], edge["label"]) for edge in read.es])


def read_gexf(path):
    read = networkx.read_gexf(path, version="1.3")
    return by_label([(one, data["label"]) for one, _, data in read.edges(data=True)])


def read_csv(path):
    rows = rows_of(path)
    if "Source" in rows[0]:
        return by_label([(row["Source"], row["Label"]) for row in rows])
    return by_standing(rows)


def by_standing(rows):
    doubted = {row["subject"] for row in rows if row["standing"] != "asserted"}
    return {row["subject"] for row in rows} - doubted, {row["subject"] for row in rows}


def read_neo4j(path):
    rows = rows_of(path)
    found = [(row[":START_ID(Actor)"], row[":TYPE"]) for row in rows]
    doubted = {one for one, kind in found if kind != "MEMBER_OF"}
    assert all(kind in ("MEMBER_OF", f"{kind.partition('_')[0]}_MEMBER_OF") for _, kind in found)
    return {one for one, _ in found} - doubted, {one for one, _ in found}


def read_events(path):
    rows = rows_of(path)
    assert {(row["said_plover"], row["said_cameo"]) for row in rows} == {("AGREE", "057")}
    coded = {row["source_actor"] for row in rows if row["plover"] or row["cameo"]}
    return coded, {row["source_actor"] for row in rows if row["standing"] and row["edge_standing"]}


def read_followthemoney(path):
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    names = {entity["id"]: entity["properties"].get("name", [""])[0] for entity in entities}
    links = [e for e in entities if e["schema"] in ("UnknownLink", "Membership")]
    facts = {names[e["properties"]["member"][0]] for e in links if e["schema"] == "Membership"}
    both = [(names[next(iter(e["properties"].get("subject") or e["properties"]["member"]))], e) for e in links]
    said = [(name, e["properties"]["role"][0]) for name, e in both]
    assert {name for name, e in both if e["properties"]["status"] == ["asserted"]} == FACT
    assert by_label(said)[0] == FACT
    return facts, {name for name, _ in both}


def read_rdf(format_):
    def read(path):
        member, subject = NamedNode(iris.term_iri("member_of")), NamedNode(f"{iris.PREFIXES['rdf']}subject")
        quads = list(parse(path.read_bytes(), format_))
        facts = {quad.subject.value for quad in quads if quad.predicate == member}
        said = {quad.object.value for quad in quads if quad.predicate == subject}
        found = [{one.removeprefix(iris.ACTOR) for one in group} for group in (facts, said)]
        assert all(quad.graph_name == DefaultGraph() for quad in quads if quad.predicate == member)
        return found[0], found[1]

    return read


def read_jsonl(path):
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    doubted = {r["subject"] for r in records if r["modality"] != "asserted" or r["attribution_label"]}
    return {r["subject"] for r in records} - doubted, {r["subject"] for r in records}


def read_parquet(path):
    return by_standing(pyarrow.parquet.read_table(path).to_pylist())


def read_cytoscape(path):
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    return by_label([(e["data"]["source"], e["data"]["name"]) for e in elements if e["group"] == "edges"])


def read_node_link(path):
    graph = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    return by_label([(one, data["label"]) for one, _, data in graph.edges(data=True)])


def read_dossier(path):
    section, facts, all_ = "", set(), set()
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open" and heading.tag == "h2":
            section = inline.content
        elif heading.type == "heading_open" and heading.tag == "h3":
            subject = inline.content.split()[0]
            all_.add(subject)
            facts |= {subject} if section == "Asserted" else set()
            assert ("(" in inline.content) == (section != "Asserted")
    return facts, all_


def read_quickstatements(path):
    items = {actor.wikidata: actor.id for actor in GRAPH.actors}
    return {items[line.split("\t")[0]] for line in path.read_text(encoding="utf-8").splitlines()}, SUBJECTS


def read_html(path):
    """Return the actors of edges by the standing that the page's own table gives them."""
    (tables,) = re.findall(r'<script id="tables" type="application/json">(.*?)</script>', path.read_text("utf-8"), re.S)
    data = json.loads(tables)
    names = [data["actors"]["id"][place] for place in data["edges"]["subject"]]
    standings = [data["standings"][place] for place in data["edges"]["standing"]]
    return {one for one, standing in zip(names, standings, strict=True) if standing == "asserted"}, set(names)


READERS = {
    "csv": read_csv,
    "cytoscape": read_cytoscape,
    "dossier": read_dossier,
    "events": read_events,
    "followthemoney": read_followthemoney,
    "gexf": read_gexf,
    "graphml": read_graphml,
    "html": read_html,
    "jsonl": read_jsonl,
    "jsonld": read_rdf(RdfFormat.JSON_LD),
    "neo4j": read_neo4j,
    "node-link": read_node_link,
    "nquads": read_rdf(RdfFormat.N_QUADS),
    "parquet": read_parquet,
    "quickstatements": read_quickstatements,
    "rdf12": read_rdf(RdfFormat.TURTLE),
    "trig": read_rdf(RdfFormat.TRIG),
    "turtle": read_rdf(RdfFormat.TURTLE),
}
VARIANTS = [
    *((name, {}) for name in READERS),
    *((name, {"edges": "statement"}) for name in ("cytoscape", "gexf", "graphml", "node-link")),
    *((name, {"for": "gephi"}) for name in ("gexf", "graphml")),
    ("graphml", {"for": "plain"}),
    *((name, {"table": "statements"}) for name in ("csv", "neo4j", "parquet")),
    ("dossier", {"actor": "the-front"}),
]


def test_every_format_has_a_reader_here():
    assert sorted(READERS) == sorted(EXPORTS)
    told = {(name, option) for name, given in VARIANTS for option in given}
    listed = {(name, option.name) for name in EXPORTS for option in options_of(EXPORTS[name])}
    # What takes a part of a graph out has tests of its own (test_selection.py).
    untold = {(name, option) for name, option in listed - told if option not in ("actor", "since", "top")}
    assert untold == {("quickstatements", "reviewed"), ("dossier", "pair")}


def test_graph_has_an_edge_of_each_standing():
    assert {edge.subject: edge.standing for edge in GRAPH.edges} == {f"group-{name}": name for name in STANDINGS}


@pytest.mark.parametrize(("name", "options"), VARIANTS, ids=str)
def test_only_what_is_asserted_stands_as_fact(tmp_path, name, options):
    facts, said = READERS[name](written(tmp_path, name, **options))
    assert facts == FACT
    assert said == SUBJECTS


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - {"quickstatements", "html"}))
def test_what_is_written_names_its_source(tmp_path, name):
    """The denied sentence and its document stand in the file, as text or in the escapes of the format."""
    data = written(tmp_path, name).read_bytes()
    if name == "parquet":
        data = str(pyarrow.parquet.read_table(tmp_path / "file").to_pylist()).encode()
    assert b"group-denied member_of the Front." in data or rb"group-denied member\_of the Front." in data
    assert b"https://example.org/report" in data


def test_actors_tables_hold_no_relation(tmp_path):
    for name in ("csv", "neo4j"):
        text = written(tmp_path, name, table="actors").read_text(encoding="utf-8")
        assert "member_of" not in text
        assert text.count("\n") == len(GRAPH.actors) + 1
    records = pyarrow.parquet.read_table(written(tmp_path, "parquet", table="actors")).to_pylist()
    assert {record["id"] for record in records} == {actor.id for actor in GRAPH.actors}


def test_standings_of_statements_are_their_voices():
    assert {voice_of(statement) for statement in GRAPH.statements} == set(STANDINGS) - {"contested"}
