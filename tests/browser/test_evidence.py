"""What stands behind an edge, and the filters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.export.html import render_page
from graphkit.export.source import ExportSource
from tests.browser.world import world
from tests.factories import RELATIONS

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; make test installs it").expect


def open_edge(page, text):
    page.locator("#panel .edge-row", has_text=text).first.click()


def shown(page):
    return page.locator("#panel .statement blockquote").all_inner_texts()


def test_edge_shows_each_sentence_with_its_parts_and_source(explorer):
    open_edge(explorer, "Sylvania attacks Port Vell")
    first, second = explorer.locator("#panel .statement").all()
    assert first.locator("blockquote").inner_text() == "Anna Weiss said Sylvania attacks Port Vell."
    assert first.locator("mark.subject").inner_text() == "Sylvania"
    assert first.locator("mark.trigger").inner_text() == "attacks"
    assert first.locator("mark.object").inner_text() == "Port Vell"
    assert first.locator(".said").inner_text() == "Claimed by Anna Weiss"
    assert first.locator(".source").inner_text() == "A report · The Daily · 2016-10-23"
    link = first.locator(".source a")
    assert link.get_attribute("href") == (
        "https://example.org/report#:~:text=Anna%20Weiss%20said%20Sylvania%20attacks%20Port%20Vell."
    )
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "attacks: {subject} attacks {object}" in first.locator(".ruled").inner_text()
    assert second.locator(".said").inner_text() == "Denied"
    names = [one.get_attribute("aria-label") for one in (first, second)]
    assert names == ["Sylvania attacks Port Vell: Claimed", "Sylvania attacks Port Vell: Denied"]
    assert "Contested" in explorer.locator("#panel").inner_text()


def test_amount_date_and_status_in_words(explorer):
    open_edge(explorer, "Ruritania funds the Front")
    said = " ".join(explorer.locator("#panel .said").all_inner_texts())
    assert "100,000,000 USD / year" in said
    assert "Asserted by the document itself · of 2012" in said
    assert "Denied by a minister" in said


def test_copy_as_citation(explorer):
    explorer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_edge(explorer, "Sylvania attacks Port Vell")
    explorer.get_by_role("button", name="Copy citation").first.click()
    copied = explorer.evaluate("navigator.clipboard.readText()")
    quote, place = copied.split(" — ")
    assert quote == "“Anna Weiss said Sylvania attacks Port Vell.”"
    assert place.startswith("The Daily, “A report”, 2016-10-23, https://example.org/report [")
    assert "a/first, character" in copied


def test_facts_of_a_card_filter(explorer):
    open_edge(explorer, "Ruritania funds the Front")
    assert len(shown(explorer)) == 3
    explorer.locator("#panel .statement").first.get_by_role("button", name="The Daily").click()
    assert len(shown(explorer)) == 1
    assert "2 statements are hidden by the filters" in explorer.locator("#panel").inner_text()
    explorer.locator("#panel").get_by_role("button", name="Clear filters").click()
    assert len(shown(explorer)) == 3


def count_of(page, facet, name):
    row = page.locator(f"details[data-facet={facet}] .choice", has_text=name)
    return row.locator(".count").inner_text()


def test_filters_narrow_and_count(explorer):
    explorer.get_by_role("button", name="Filters").click()
    assert count_of(explorer, "family", "Violence") == "3"
    assert count_of(explorer, "voice", "Denied") == "2"
    explorer.locator("details[data-facet=voice] .choice", has_text="Denied").locator("input").check()
    assert count_of(explorer, "voice", "Asserted") == "7", "a facet's own choice does not change its counts"
    assert count_of(explorer, "family", "Violence") == "1"
    assert explorer.locator("#chips").inner_text().startswith("2 of 13 statements:")
    explorer.locator("#chips .chip").click()
    assert explorer.locator("#chips").is_hidden()
    assert count_of(explorer, "family", "Violence") == "3"


def test_every_facet_can_be_chosen(explorer):
    explorer.get_by_role("button", name="Filters").click()
    for facet in explorer.locator("details.facet").all():
        if facet.get_attribute("open") is None:
            facet.locator("summary").click()
        choice = facet.locator(".choice").first
        expected = choice.locator(".count").inner_text()
        choice.locator("input").check()
        assert explorer.locator("#chips .quiet").inner_text().startswith(f"{expected} of 13")
        choice.locator("input").uncheck()
        assert explorer.locator("#chips").is_hidden()


def test_words_and_publishers(explorer):
    explorer.get_by_role("button", name="Filters").click()
    explorer.get_by_label("Words in the sentence").fill("port vell")
    explorer.wait_for_selector("#chips .chip")
    assert explorer.locator("#chips").inner_text().startswith("2 of 13")
    explorer.locator("#filters").get_by_role("button", name="Clear filters").click()
    explorer.locator("#publishers").select_option("3")
    assert explorer.locator("#chips").inner_text().startswith("3 of 13")


def test_time_by_slider_and_by_playing(explorer):
    explorer.get_by_role("slider", name="To").focus()
    explorer.keyboard.press("Home")
    assert explorer.locator("#time .period").inner_text() == "2012 – 2012"
    explorer.locator("#time").get_by_label("undated").uncheck()
    assert explorer.locator("#chips").inner_text().startswith("1 of 13")
    explorer.locator("#time").get_by_role("button", name="Play through time").click()
    expect(explorer.locator("#time .period")).not_to_have_text("2012 – 2012")
    explorer.locator("#time").get_by_role("button", name="Pause").click()


def test_legend_filters_by_family_and_type(explorer):
    explorer.locator("#legend button", has_text="Opposition").click()
    assert explorer.locator("#chips").inner_text().startswith("2 of 13")
    assert explorer.locator("#legend button", has_text="Opposition").get_attribute("aria-pressed") == "true"
    explorer.locator("#legend button", has_text="Opposition").click()
    explorer.locator("#legend button", has_text="Person").click()
    assert explorer.locator("#chips").inner_text().startswith("1 of 13")


def test_contested_sets_both_sides_next_to_each_other(explorer):
    explorer.get_by_role("button", name="Contested", exact=True).click()
    assert "2 contested edges" in explorer.locator("#listing").inner_text()
    contest = explorer.locator(".contest", has_text="Sylvania attacks Port Vell")
    says, denies = contest.locator(".side").all()
    assert "Anna Weiss said" in says.locator("blockquote").inner_text()
    assert denies.locator("blockquote").all_inner_texts() == ["Sylvania attacks Port Vell."]
    assert says.bounding_box()["y"] == denies.bounding_box()["y"]


def test_date_and_amount_of_a_card_filter(explorer):
    open_edge(explorer, "Ruritania funds the Front")
    card = explorer.locator("#panel .statement", has_text="100,000,000")
    card.get_by_role("button", name="100,000,000 USD / year").click()
    assert explorer.locator("#chips").inner_text().startswith("1 of 13")
    assert card.get_by_role("button", name="100,000,000 USD / year").get_attribute("aria-pressed") == "true"
    card.get_by_role("button", name="100,000,000 USD / year").click()
    dated = explorer.locator("#panel .statement", has=explorer.get_by_role("button", name="2012", exact=True))
    dated.get_by_role("button", name="2012", exact=True).click()
    assert explorer.locator("#time .period").inner_text() == "2012 – 2012"
    assert explorer.locator("#chips").inner_text().startswith("1 of 13"), "only what is dated, and of that time"
    dated.get_by_role("button", name="2012", exact=True).click()
    assert explorer.locator("#chips").is_hidden()
    explorer.locator("#panel").get_by_role("button", name="2016-10-23", exact=True).first.click()
    assert "Date of the document: 2016-10-23" in explorer.locator("#chips").inner_text()


def test_document_of_a_card_filters_beside_its_link(explorer):
    open_edge(explorer, "Sylvania attacks Port Vell")
    card = explorer.locator("#panel .statement").first
    assert card.locator(".source a").count() == 1
    card.get_by_role("button", name="Only this document").click()
    assert explorer.locator("#chips .chip").inner_text() == "Document: A report×"
    assert card.get_by_role("button", name="Only this document").get_attribute("aria-pressed") == "true"


def test_any_amount_is_a_choice_of_its_own(explorer):
    explorer.get_by_role("button", name="Filters").click()
    facet = explorer.locator("details[data-facet=amount]")
    facet.locator("summary").click()
    expect(facet.locator(".choice")).to_have_count(3)
    assert facet.locator(".choice .text").all_inner_texts() == ["none named", "100,000,000 USD / year", "any amount"]
    assert count_of(explorer, "amount", "any amount") == "1"
    facet.locator(".choice", has_text="any amount").locator("input").check()
    assert explorer.locator("#chips").inner_text().startswith("1 of 13")


def test_edge_says_how_many_of_its_publishers_are_independent(opener):
    """Three papers of which two print the same."""
    graph = world()
    edges = tuple(replace(edge, n_publishers=3, n_independent=2) for edge in graph.edges)
    text = render_page(ExportSource(replace(graph, edges=edges), RELATIONS))
    opened = opener(text)
    open_edge(opened.page, "Sylvania attacks Port Vell")
    assert "3 publishers, 2 independent" in opened.page.locator("#panel").inner_text()
    opened.check()
