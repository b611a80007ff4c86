from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.export.html import SCRIPTS, page_blocks, render_page, script_json
from graphkit.export.html.network import draw_network, rank_actors
from graphkit.export.html.tables import PART_ROWS, choose_edges, order_edges, page_tables
from graphkit.export.source import ExportSource
from tests.factories import RELATIONS, Report, graph_of, large_reports, reports, small_reports

HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u2028'\"&{{7*7}}"


class Page(HTMLParser):
    """Collects the elements of a page, and the text inside of its scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.texts = re.findall(r"<(script|style)([^>]*)>(.*?)</\1>", text, re.DOTALL)
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


def source_of(found, **values):
    return ExportSource(graph_of(found), RELATIONS, **values)


def hostile_report():
    report = Report(HOSTILE, title=HOSTILE, publisher=HOSTILE, url="javascript:document.title='run'", date=None)
    report.say(HOSTILE, "funds", "the-front", lead=HOSTILE, attribution_label=HOSTILE, rule=HOSTILE, date_text=HOSTILE)
    return report


def test_page_holds_nothing_but_its_own_scripts_and_asks_no_host():
    page = Page(render_page(source_of([hostile_report()], title=HOSTILE)))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 3 + len(SCRIPTS)
    assert not {"link", "iframe", "img", "object", "embed", "base", "form"} & set(tags)
    assert not [
        name for _, attributes in page.elements for name in attributes if name in ("src", "href") or name[:2] == "on"
    ]
    (policy,) = [values["content"] for tag, values in page.elements if values.get("http-equiv")]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_policy_names_the_hash_of_every_script_and_of_the_style():
    page = Page(render_page(source_of(small_reports())))
    (policy,) = [values["content"] for tag, values in page.elements if values.get("http-equiv")]
    running = [text for _, values, text in page.texts if "application/json" not in values]
    assert len(running) == 2 + len(SCRIPTS)
    for text in running:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_hostile_texts_stay_data():
    page = Page(render_page(source_of([hostile_report()], title=HOSTILE)))
    tables, part = [text for _, values, text in page.texts if "application/json" in values]
    assert not set("<>&\u2028") & set(tables + part)
    found = json.loads(tables)
    assert found["title"] == HOSTILE
    assert found["documents"]["id"] == [HOSTILE]
    assert HOSTILE in json.loads(part)["quotes"][0]


@given(
    st.recursive(st.text(st.characters(codec=None, exclude_categories=())), lambda inner: st.lists(inner, max_size=3))
)
def test_script_json_comes_back_and_cannot_leave_its_element(value):
    text = script_json(value)
    assert json.loads(text) == json.loads(json.dumps(value))
    assert not set("<>&\u2028\u2029") & set(text)
    assert text.encode()


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_set_text_only_as_text_and_call_no_host(name):
    text = resources.files("graphkit.export.html").joinpath(name).read_text(encoding="utf-8")
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "import(",
    ):
        assert word not in text
    assert not re.search(r"https?://(?!www\.wikidata\.org/wiki/|www\.w3\.org/2000/svg\")", text)
    assert len(text.splitlines()) < 400


@settings(deadline=None, max_examples=20)
@given(reports())
def test_tables_hold_every_statement_and_mark_its_parts(found):
    source = source_of(found)
    tables, *parts = page_blocks(source)
    graph = source.view
    known = {statement.id: statement for statement in graph.statements}
    ids, quotes, spans = ([row for part in parts for row in part[name]] for name in ("ids", "quotes", "spans"))
    assert sorted(ids) == sorted(known)
    assert len(tables["actors"]["id"]) == len(tables["network"]["x"]) == len(graph.actors)
    assert sum(tables["network"]["bundles"]) == len(tables["edges"]["subject"]) == len(graph.edges)
    edge_of = [edge for edge, count in enumerate(tables["edges"]["statements"]) for _ in range(count)]
    for row, statement in enumerate(map(known.__getitem__, ids)):
        place = tables["statements"]["sentence"][row]
        document = tables["documents"]["id"][tables["sentences"]["source"][place]]
        assert document == statement.document
        assert (quotes[place], tables["sentences"]["begin"][place]) == (statement.quote, statement.begin)
        units = quotes[place].encode("utf-16-le")
        for number, part in enumerate(("subject", "trigger", "object")):
            first, last = spans[6 * row + 2 * number : 6 * row + 2 * number + 2]
            begin_, end_ = getattr(statement, f"{part}_begin"), getattr(statement, f"{part}_end")
            wanted = statement.quote[begin_ - statement.begin : end_ - statement.begin]
            assert units[2 * first : 2 * last].decode("utf-16-le") == wanted
        ends = {tables["actors"]["id"][tables["edges"][end][edge_of[row]]] for end in ("subject", "object")}
        assert ends == {statement.subject, statement.object}


def test_sentences_of_a_large_graph_come_in_parts():
    source = source_of(large_reports(PART_ROWS // 3, 60))
    tables, *parts = page_blocks(source)
    n_statements, n_sentences = len(tables["statements"]["sentence"]), len(tables["sentences"]["begin"])
    assert n_statements == len(source.view.statements) > PART_ROWS
    assert [len(part["ids"]) for part in parts[:-1]] == [PART_ROWS] * (len(parts) - 1)
    assert all(len(part["quotes"]) == PART_ROWS for part in parts[: n_sentences // PART_ROWS])
    assert sum(len(part["quotes"]) for part in parts) == n_sentences
    page = render_page(source)
    assert page.index('id="tables"') < page.index("View.open()") < page.index('id="part-0"')
    assert f'id="part-{len(parts) - 1}"' in page


def test_edges_of_the_first_actors_come_first_and_bundles_stand_together():
    source = source_of(large_reports(40, 300))
    actors = rank_actors(source, source.view.edges)
    edges = order_edges(source.view.edges, actors)
    assert set(edges) == set(source.view.edges)
    number = {actor.id: place for place, actor in enumerate(actors)}
    ends = [sorted((number[edge.subject], number[edge.object])) for edge in edges]
    assert [end[1] for end in ends] == sorted(end[1] for end in ends)
    lines = draw_network(source, actors, edges).edges
    assert [place for line in lines for place in line["edges"]] == list(range(len(edges)))


def test_part_that_stands_elsewhere_has_no_place_in_the_sentence():
    report = Report("a").say("ruritania", "funds", "the-front")
    report.say("sylvania", "funds", "the-front", subject_begin=0, subject_end=9)
    _, part = page_blocks(source_of([report]))
    assert sorted(part["spans"][::6]) == [-1, 0]


def test_lines_bundle_the_edges_between_two_actors():
    source = source_of(small_reports())
    actors = rank_actors(source, source.view.edges)
    network = draw_network(source, actors, source.view.edges)
    lines = {(actors[line["from"]].id, actors[line["to"]].id): line for line in network.edges}
    assert len(lines) == 5
    front = next(line for ends, line in lines.items() if set(ends) == {"freedonia", "the-front"})
    assert (len(front["edges"]), front["dashes"], front["disputed"]) == (2, True, False)
    attack = next(line for ends, line in lines.items() if "port-vell" in ends)
    assert (attack["dashes"], attack["disputed"], attack["family"]) == (False, True, "violence")
    meeting = next(line for ends, line in lines.items() if set(ends) == {"freedonia", "ruritania"})
    assert meeting["arrows"] == "", "a symmetric relation has no direction"


def test_best_sourced_actors_come_first():
    source = source_of(small_reports())
    ranked = [actor.id for actor in rank_actors(source, source.view.edges)]
    assert ranked[0] == "the-front"
    assert sorted(ranked) == [actor.id for actor in source.view.actors]


def test_page_that_would_grow_too_large_keeps_the_best_sourced_edges():
    found = [*small_reports(), Report("d", publisher="Third").say("ruritania", "funds", "the-front")]
    source = source_of(found)
    edges = choose_edges(source.view.edges, 5)
    assert {edge.relation for edge in edges} == {"funds", "meets"}
    assert len(choose_edges(source.view.edges, 100)) == len(source.view.edges)
    actors = rank_actors(source, edges)
    tables, parts = page_tables(source, actors, order_edges(edges, actors))
    assert len(tables["statements"]["voice"]) == len(parts[0]["ids"]) == 5
    assert len(draw_network(source, actors, edges).nodes) == 3


def test_same_graph_gives_the_same_page():
    found = large_reports(60, 200)
    assert render_page(source_of(found)) == render_page(source_of(list(reversed(found))))


def test_licence_of_vis_network_stands_in_the_page():
    text = render_page(source_of([]))
    assert "visjs contributors" in text.split("<html")[0]
    assert "vis.js is dual licensed" in text
