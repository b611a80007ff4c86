"""Hostile texts, accessibility, narrow screens."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest

from graphkit.export.html import render_page
from graphkit.export.source import ExportSource
from graphkit.model import Alias, Office
from tests.factories import RELATIONS, Report, graph_of, small_reports

PAYLOADS = (
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "__proto__",
    "\"><svg onload=window.ran=1>'{{7*7}}${7*7} href",
)


def hostile_graph(text):
    report = Report(text, title=text, publisher=text, url=f"javascript:window.ran=1//{text}", date=None)
    values = {"attribution_label": text, "attribution_chain": (text, text), "rule": text, "date_text": text}
    report.say(text, "funds", "the-front", lead=text, amount=1, currency=text, amount_period=text, **values)
    report.say(text, "funds", "the-front", modality="denied", **values)
    second = Report(f"{text}2", title=text, publisher=text, url=f"https://example.org/{text}", date=text)
    second.say("the-front", text, f"{text}3", tail=text, modality="planned")
    graph = graph_of([report, second])
    offices = (Office(text, text, text, text),)
    hostile = {"aliases": (Alias(text),), "wikidata": text, "part_of": text, "offices": offices, "type": text}
    return replace(graph, actors=tuple(replace(actor, **hostile) for actor in graph.actors))


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_in_every_field_runs_nothing(opener, text):
    opened = opener(render_page(ExportSource(hostile_graph(text), RELATIONS, title=text)))
    page = opened.page
    page.keyboard.press("f")
    page.evaluate("for (const facet of document.querySelectorAll('details.facet')) facet.open = true")
    page.keyboard.press("Escape")
    for number in range(page.evaluate("Store.actors.length")):
        page.evaluate(f"Pages.openActor(Store.actors[{number}])")
        page.evaluate("for (const box of document.querySelectorAll('#panel details')) box.open = true")
    for number in range(page.evaluate("Store.edges.length")):
        page.evaluate(f"Pages.openEdge(Store.edges[{number}])")
        links = page.evaluate("[...document.querySelectorAll('#panel a')].map((link) => link.protocol)")
        assert set(links) <= {"https:", "http:"}
    assert text in page.locator("#panel").inner_text() or text in page.locator("#panel").text_content()
    box = page.locator("#drawing").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for view in ("table", "contested", "map"):
        page.locator(f"[data-view={view}]").click()
    page.evaluate("dispatchEvent(new Event('beforeprint')); Takeaway.svg(); Takeaway.csv(); Takeaway.json()")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, base, form').length") == 0
    opened.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing_serious(opener, world_page, scheme, width):
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    # The page lets no foreign script run, so axe is tried on a copy without that policy.
    copy = world_page.replace('http-equiv="Content-Security-Policy"', 'name="policy"')
    page = opener(copy, viewport={"width": width, "height": 900}, color_scheme=scheme).page
    page.evaluate(axe)
    states = {
        "start": "0",
        "filters": "View.toggleFilters(true)",
        "edge": "View.toggleFilters(false); Pages.openEdge(Store.edges[0]); Filters.toggle('voice', 'asserted')",
        "actor": "Filters.reset(); Pages.openActor(Store.actors[0])",
        "path": "Pages.go(['path', Store.actors[0].id, Store.actors[1].id])",
        "table": "View.showView('table')",
        "contested": "View.showView('contested')",
        "help": "document.getElementById('help').showModal()",
    }
    for name, action in states.items():
        page.evaluate(action)
        page.wait_for_timeout(200)
        found = page.evaluate("axe.run({resultTypes: ['violations']}).then((result) => result.violations)")
        grave = [
            (one["id"], [node["html"][:120] for node in one["nodes"]][:3])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == [], name


def test_page_fits_a_phone(opener, world_page):
    opened = opener(world_page, viewport={"width": 390, "height": 844})
    page = opened.page
    page.locator("#panel .edge-row").first.click()
    assert page.locator("#panel blockquote").first.is_visible()
    for view in ("table", "contested", "map"):
        page.locator(f"[data-view={view}]").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    opened.check()


def test_dark_and_light_follow_the_system_and_the_button(opener, world_page):
    page = opener(world_page, color_scheme="dark").page
    shade = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(shade)
    page.get_by_role("button", name="Switch between dark and light").click()
    assert page.evaluate(shade) != dark


def test_empty_graph(opener):
    opened = opener(render_page(ExportSource(graph_of([]), RELATIONS)))
    assert "No statement was found" in opened.page.locator("#panel").inner_text()
    opened.check()


def test_first_view_is_a_part_of_the_graph(opener):
    opened = opener(render_page(ExportSource(graph_of(small_reports()), RELATIONS, top=3)))
    assert opened.page.evaluate("Drawing.actors().length") == 3
    assert "3 of 6 actors are drawn" in opened.page.locator("#panel").inner_text()
    opened.check()
