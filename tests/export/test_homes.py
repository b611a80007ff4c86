"""Files for other tools, read by those tools or by what checks their format; with texts that mean harm."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import duckdb
import networkx
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from graphkit.errors import GraphkitError, InputError
from graphkit.export import ExportSource, export_graph
from graphkit.export.dossier import escaped
from graphkit.model import Graph
from tests.factories import RELATIONS as PLAIN
from tests.factories import Report, graph_of, reports, small_reports

HERE = Path(__file__).parent
MAPPINGS = {
    "funds": {"wikidata": ("P8324",), "plover": ("AID",), "cameo": ("071",), "followthemoney": ("Payment",)},
    "member_of": {"wikidata": ("P463",), "followthemoney": ("Membership",)},
    "attacks": {"plover": ("ASSAULT",), "cameo": ("18", "19")},
    "fights": {"wikidata": ("P607",)},
}
RELATIONS = {name: replace(info, mappings=MAPPINGS.get(name, {})) for name, info in PLAIN.items()}
HARM = [
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "![i](http://x/y.png)",
    "'); DROP TABLE a; --",
    "a\tb\nc\r\nd",
    "\x00\x1b[31m",
    "\u202eevil",
    "\ud800",
    "# not a title\n1. nor a list\n- nor this",
    "http://phish.example www.phish.example a@b.example",
    "`code` *bold* _it_ ~~x~~ |t| $m$ &lt; \\",
    "}) DETACH DELETE n //",
]


def source_of(found, **options):
    return ExportSource(graph_of(found), RELATIONS, options=options)


def hostile_reports():
    report = Report("evil`id\n|", title=HARM[2], publisher=HARM[0], url="javascript:alert(1)", date="2020")
    for number, text in enumerate(HARM):
        report.say(text, "funds", "the-front", lead=f"{text} ", attribution_label=text, modality="alleged")
        report.say(f"a{number}", "member_of", text or "x", tail=text)
    return [report, *small_reports()]


def write(name, found, path, **options):
    export_graph(name, source_of(found, **options), path)
    return path


def csv_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "table"), [("csv", "edges"), ("csv", "actors"), ("csv", "statements"), ("events", "")]
)
def test_no_cell_of_a_spreadsheet_begins_like_a_formula(tmp_path, name, table):
    path = write(name, hostile_reports(), tmp_path / "file", **({"table": table} if table else {}))
    rows = csv_rows(path)
    assert len(rows) > len(HARM)
    cells = [cell for row in rows for cell in row.values()]
    assert any(cell.startswith("'=") for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "\n"))] == []
    assert [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-\d+", cell)] == []


@settings(deadline=None, max_examples=20)
@given(reports())
def test_parquet_holds_every_text_exactly(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("parquet") / "file"
    source = source_of(found, table="statements")
    export_graph("parquet", source, path)
    rows = pyarrow.parquet.read_table(path).to_pylist()
    for row, statement in zip(rows, source.view.statements, strict=True):
        record = statement.record()
        assert {name: row[name] for name in record if name in row} == {n: v for n, v in record.items() if n in row}
        assert row["edge"] in {edge.id for edge in source.view.edges}


@pytest.mark.parametrize("table", ["edges", "actors", "statements"])
def test_parquet_of_hostile_texts(tmp_path, table):
    path = write("parquet", hostile_reports(), tmp_path / "file", table=table)
    cells = {str(cell) for row in pyarrow.parquet.read_table(path).to_pylist() for cell in row.values()}
    assert [cell for cell in cells if "DROP TABLE" in cell]
    assert [cell for cell in cells if cell.startswith("=HYPERLINK")]
    assert not [cell for cell in cells if cell.startswith("'=")]


def test_duckdb_answers_the_question_of_the_documentation(built, tmp_path, monkeypatch):
    from graphkit.loading import export_source

    page = (HERE.parents[1] / "docs" / "export.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    source = export_source(built, options={"table": "statements"})
    export_graph("parquet", source, tmp_path / "statements.parquet")
    monkeypatch.chdir(tmp_path)
    rows = duckdb.sql(query).fetchall()
    wanted = {
        (s.subject_label, s.object_label)
        for s in source.view.statements
        if s.relation == "funds" and s.modality == "asserted" and not s.attribution_chain
    }
    assert {row[:2] for row in rows} == wanted != set()
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)


def test_events_are_dated_by_the_sentence_or_the_document(tmp_path):
    rows = {
        (row["relation"], row["published"]): row for row in csv_rows(write("events", small_reports(), tmp_path / "e"))
    }
    funds = rows["funds", "2016-10-23"]
    assert (funds["date"], funds["date_precision"], funds["date_basis"]) == ("2012", "year", "text")
    assert (funds["source_actor"], funds["target_actor"], funds["plover"], funds["cameo"]) == (
        "ruritania", "the-front", "AID", "071")  # fmt: skip
    assert funds["sentence"] == "Ruritania funds the Front."
    claimed = rows["attacks", "2016-10-23"]
    assert (claimed["date"], claimed["date_basis"], claimed["said_cameo"]) == ("2016-10-23", "published", "18 | 19")
    assert (claimed["plover"], claimed["standing"], claimed["edge_standing"]) == ("", "claimed", "contested")
    undated = rows["condemns", ""]
    assert (undated["date"], undated["date_basis"]) == ("", "")


# --- Neo4j ------------------------------------------------------------------------------------------------------------


def test_neo4j_tables_fit_together_and_types_are_words(tmp_path):
    found = hostile_reports()
    actors = csv_rows(write("neo4j", found, tmp_path / "actors", table="actors"))
    ids = {row["id:ID(Actor)"] for row in actors}
    assert len(ids) == len(actors)
    for table in ("edges", "statements"):
        rows = csv_rows(write("neo4j", found, tmp_path / table, table=table))
        assert all({row[":START_ID(Actor)"], row[":END_ID(Actor)"]} <= ids for row in rows)
        assert all(re.fullmatch(r"[A-Z_]+", row[":TYPE"]) for row in rows)
        assert all(
            re.fullmatch(r":?[A-Za-z_]+(:[a-z]+)?(\(Actor\))?|:(START|END)_ID\(Actor\)", name) for name in rows[0]
        )
        assert {row["standing"] for row in rows} >= {"alleged", "asserted"}
    odd = Report("a").say("x", "`]-() DELETE", "y")
    (row,) = csv_rows(write("neo4j", [odd], tmp_path / "odd"))
    assert row[":TYPE"] == "____DELETE".rjust(len(row[":TYPE"]), "_")


# --- JSON -------------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=20)
@given(reports())
def test_networkx_reads_node_link_json(tmp_path_factory, found):
    path = write("node-link", found, tmp_path_factory.mktemp("json") / "file")
    graph = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    view = graph_of(found)
    assert isinstance(graph, networkx.MultiDiGraph)
    assert set(graph.edges(keys=True)) == {(edge.subject, edge.object, edge.id) for edge in view.edges}
    assert {data["standing"] for *_, data in graph.edges(data=True)} == {edge.standing for edge in view.edges}


@pytest.mark.parametrize("edges", ["relation", "statement"])
def test_cytoscape_js_opens_its_file(tmp_path, edges):
    path = write("cytoscape", hostile_reports(), tmp_path / "graph.cyjs", edges=edges)
    command = ["node", HERE / "read_with_cytoscape.cjs", path]
    read = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)
    view = graph_of(hostile_reports())
    things = view.edges if edges == "relation" else view.statements
    assert {edge["id"] for edge in read["edges"]} == {f"edge:{thing.id}" for thing in things}
    assert {edge["interaction"] for edge in read["edges"]} == {thing.relation for thing in things}
    assert len(read["nodes"]) == len(view.actors)


# --- FollowTheMoney ---------------------------------------------------------------------------------------------------


def ftm_faults(path):
    """Return what FollowTheMoney would change, drop or refuse, and the number of entities by schema."""
    from followthemoney import model

    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kinds, faults, schemata = {}, [], {entity["id"]: model.get(entity["schema"]) for entity in entities}
    assert len(schemata) == len(entities), "ids are unique"
    for entity in entities:
        kinds[entity["schema"]] = kinds.get(entity["schema"], 0) + 1
        schema = schemata[entity["id"]]
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub:
                faults.append((entity["schema"], name, "no such property"))
            elif prop.range is not None:
                faults += [(name, v, "wrong end") for v in values if not schemata[v].is_a(prop.range)]
            else:
                faults += [(name, v, "refused") for v in values if prop.type.clean(v, proxy=proxy) is None]
    return faults, kinds


def test_followthemoney_takes_every_entity_as_it_is(tmp_path):
    found = [*small_reports(), Report("z", url="https://example.org/z?a=b").say("anna-weiss", "member_of", "sylvania")]
    faults, kinds = ftm_faults(write("followthemoney", found, tmp_path / "file"))
    assert faults == []
    assert kinds == {
        "Person": 1, "PublicBody": 3, "Organization": 1, "Address": 1, "Article": 4, "Membership": 1, "UnknownLink": 9,
    }  # fmt: skip


def test_followthemoney_takes_hostile_texts_and_the_bundled_graph(tmp_path, built):
    from graphkit.loading import export_source

    faults, _ = ftm_faults(write("followthemoney", hostile_reports(), tmp_path / "file"))
    # Names of nothing but signs are no names there; everything else is taken.
    assert {fault for fault in faults if fault[0] not in ("name", "alias", "title")} == set()
    export_graph("followthemoney", export_source(built), tmp_path / "built")
    faults, kinds = ftm_faults(tmp_path / "built")
    assert faults == []
    assert kinds["Article"] == 24
    assert kinds["UnknownLink"] > 100


# --- Wikidata ---------------------------------------------------------------------------------------------------------


def quickstatements(tmp_path, found, named, items):
    graph = graph_of(found)
    actors = tuple(replace(actor, wikidata=items.get(actor.id)) for actor in graph.actors)
    edges = {(edge.subject, edge.relation): edge.id for edge in graph.edges}
    (tmp_path / "reviewed").write_text("".join(f"{edges[one]}  # {one}\n\n" for one in named), encoding="utf-8")
    told = []
    view = Graph(actors, graph.edges, graph.statements, graph.documents)
    options = {"reviewed": str(tmp_path / "reviewed")}
    export_graph("quickstatements", ExportSource(view, RELATIONS, options=options, tell=told.append), tmp_path / "out")
    return (tmp_path / "out").read_text(encoding="utf-8").splitlines(), told


def test_quickstatements_of_reviewed_edges_only(tmp_path):
    found = [
        Report("a", url='https://example.org/a b?c="d"', date="2016-10").say("ruritania", "funds", "the-front"),
        Report("b", url="https://example.org/b", date="2017").say(
            "ruritania", "funds", "the-front", lead='He said "so". '
        ),
        Report("c", url="https://example.org/c").say("anna-weiss", "member_of", "the-front"),
        Report("d", url="https://example.org/d").say("sylvania", "member_of", "the-front"),
    ]
    items = {"ruritania": "Q1", "the-front": "Q2", "anna-weiss": "Q3", "sylvania": "Q4"}
    lines, told = quickstatements(tmp_path, found, [("ruritania", "funds"), ("anna-weiss", "member_of")], items)
    assert lines == [
        'Q2\tP8324\tQ1\tS854\t"https://example.org/a%20b?c=%22d%22"\tS577\t+2016-10-00T00:00:00Z/10'
        '\tS1683\ten:"Ruritania funds the Front."',
        'Q2\tP8324\tQ1\tS854\t"https://example.org/b"\tS577\t+2017-00-00T00:00:00Z/9',
        'Q3\tP463\tQ2\tS854\t"https://example.org/c"\tS577\t+2016-10-23T00:00:00Z/11'
        '\tS1683\ten:"Anna Weiss member_of the Front."',
    ]  # fmt: skip
    assert told == []


@pytest.mark.parametrize(
    ("report", "items", "reason"),
    [
        (Report("a").say("ruritania", "funds", "the-front", modality="alleged"), "Q1 Q2", "it is alleged"),
        (Report("a").say("ruritania", "funds", "the-front", attribution_label="a man"), "Q1 Q2", "it is claimed"),
        (Report("a").say("ruritania", "funds", "the-front", status="ended"), "Q1 Q2", "a statement says that it ended"),
        (
            Report("a", url="ftp://x").say("ruritania", "funds", "the-front"),
            "Q1 Q2",
            "no document that asserts it has an",
        ),
        (Report("a").say("ruritania", "funds", "the-front"), "Q1", "the-front has no Wikidata item"),
        (Report("a").say("ruritania", "funds", "the-front"), "Q1 Q2|LAST", "the-front has no Wikidata item"),
        (
            Report("a").say("ruritania", "fights", "the-front"),
            "Q1 Q2",
            "fights has no Wikidata property that takes an a",
        ),
    ],
)
def test_quickstatements_leaves_out_with_a_reason(tmp_path, report, items, reason):
    items = dict(zip(("ruritania", "the-front"), items.split(), strict=False))
    lines, told = quickstatements(tmp_path, [report], [("ruritania", report.statements[0].relation)], items)
    assert lines == []
    (line,) = told
    assert line.startswith("left out: ")
    assert reason in line


def test_quickstatements_refuses_an_unknown_edge(tmp_path):
    (tmp_path / "reviewed").write_text("# checked\nnone\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"reviewed:2: 'none' is no edge of this graph; edges\.jsonl lists the ids"):
        write("quickstatements", [], tmp_path / "out", reviewed=str(tmp_path / "reviewed"))
    with pytest.raises(InputError, match="cannot be read"):
        write("quickstatements", [], tmp_path / "out", reviewed=str(tmp_path / "nothing"))


# --- dossier ----------------------------------------------------------------------------------------------------------

MARKDOWN = (
    MarkdownIt("gfm-like", {"html": True, "linkify": False}) if False else MarkdownIt("commonmark").enable("table")
)


def words(text):
    return re.sub(r"\s+", " ", text).strip()


def quotes_of(path):
    """Return the sentences of a dossier as a reader of Markdown sees them, and every tag that stands in it."""
    tokens = MARKDOWN.parse(path.read_text(encoding="utf-8"))
    quotes, depth, tags = [], 0, set()
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline":
            tags |= {child.type for child in token.children}
            if depth:
                quotes.append("".join(child.content if child.content else " " for child in token.children))
        elif not token.type.endswith("_close"):
            tags.add(token.type)
    return quotes, tags


def test_dossier_shows_every_sentence_with_its_source(tmp_path):
    path = write("dossier", small_reports(), tmp_path / "d.md", actor="the-front")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# the Front\n\n4 edges, 5 statements, 3 documents.\n")
    assert text.index("## Asserted") < text.index("### Ruritania funds the Front\n") < text.index("## Alleged")
    assert "### Anna Weiss is a member of the Front (alleged)" in text
    assert "- **alleged, said by a former clerk** [2], characters" in text
    assert "- **asserted, in 2012** [1], characters 0 to 26\n\n  > Ruritania funds the Front.\n" in text
    assert "2. A report, The Weekly, 2017. <https://example.net/w> Document `b second`." in text
    assert "Port Vell" not in text
    quotes, _ = quotes_of(path)
    assert len(quotes) == 5


def test_dossier_of_a_pair(tmp_path):
    path = write("dossier", small_reports(), tmp_path / "d.md", pair="ruritania,the-front")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Ruritania and the Front\n")
    assert re.findall(r"^### (.*)$", text, re.MULTILINE) == ["Ruritania funds the Front"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"actor": "nobody"}, "dossier: 'nobody' is not in the graph; actors.jsonl lists the ids"),
        ({"pair": "ruritania"}, "--pair: 'ruritania' is no pair; write two ids of actors"),
        ({"pair": "ruritania,ruritania"}, "is no pair"),
        ({"pair": "ruritania,the-front", "actor": "ruritania"}, "--actor: cannot stand beside --pair"),
    ],
)
def test_dossier_of_nobody(tmp_path, options, message):
    with pytest.raises(GraphkitError, match=re.escape(message)):
        write("dossier", small_reports(), tmp_path / "d.md", **options)


def test_hostile_text_in_a_dossier_is_only_text(tmp_path):
    path = write("dossier", hostile_reports(), tmp_path / "d.md")
    quotes, tags = quotes_of(path)
    assert tags <= {
        "heading_open", "paragraph_open", "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open",
        "inline", "text", "text_special", "strong_open", "strong_close", "code_inline", "hardbreak", "softbreak",
        "link_open", "link_close",
    }  # fmt: skip
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    links = [
        token.attrs["href"] for block in MARKDOWN.parse(text) for token in block.children or [] if "href" in token.attrs
    ]
    assert set(links) == {"https://example.org/report", "https://example.net/w"}
    assert not set(text) & {"\x00", "\x1b", "\u202e"}
    assert "http://phish" not in text
    assert len(quotes) == len(graph_of(hostile_reports()).statements)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_escaped_text_reads_as_it_was(text):
    shown = "".join(
        child.content or " "
        for token in MARKDOWN.parse(f"x {escaped(text)} x".replace("\n", "\\\n"))
        if token.type == "inline"
        for child in token.children
    )
    plain = re.sub("[^\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd",
                   text.replace("\r\n", "\n").replace("\t", " "))  # fmt: skip
    assert words(shown) == words(f"x {plain} x")
