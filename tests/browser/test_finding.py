"""Finding actors, growing and cutting the drawing, paths, the table, the keyboard."""

from __future__ import annotations

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; make test installs it").expect


def drawn(page):
    return set(page.evaluate("Drawing.actors().map((id) => Store.actors[id].id)"))


def find(page, text):
    page.get_by_role("combobox", name="Find an actor").fill(text)
    page.keyboard.press("Enter")


def heading(page):
    return page.locator("#panel h2").first.inner_text()


def test_search_by_alias_and_arrow_keys(explorer):
    explorer.keyboard.press("/")
    explorer.keyboard.type("of fr")
    assert explorer.locator("#results li").all_inner_texts()[0].startswith("Freedonia\n“Republic of Freedonia”")
    explorer.keyboard.press("Escape")
    assert explorer.locator("#results").is_hidden()
    explorer.get_by_role("combobox", name="Find an actor").fill("vale")
    explorer.keyboard.press("ArrowDown")
    explorer.keyboard.press("Enter")
    assert heading(explorer) == "upper-vale"


def test_profile_of_an_actor(explorer):
    find(explorer, "ruritania")
    panel = explorer.locator("#panel")
    assert heading(explorer) == "Ruritania"
    assert "State" in panel.inner_text()
    assert "Also: Strelsau" in panel.inner_text()
    assert panel.locator("a", has_text="Wikidata").get_attribute("href") == "https://www.wikidata.org/wiki/Q1"
    panel.locator(".offices summary").click()
    offices = [line.strip() for line in panel.locator(".offices li").all_inner_texts()]
    assert offices == ["president – Otto Lang 2016 –", "president – Anna Weiss 2012 – 2016"]
    panel.locator(".timeline summary").click()
    times = panel.locator(".timeline .when").all_inner_texts()
    assert times == sorted(times)
    assert times[0] == "2012"
    panel.get_by_role("button", name="Anna Weiss").click()
    explorer.locator(".offices summary").click()
    assert explorer.locator("#panel .offices li").inner_text() == "president of Ruritania 2012 – 2016"


def test_expand_collapse_hide_pin_and_only(explorer):
    before = drawn(explorer)
    assert "upper-vale" not in before
    find(explorer, "lower-vale")
    explorer.get_by_role("button", name="Draw 1 more", exact=True).click()
    assert drawn(explorer) == before | {"upper-vale"}
    explorer.get_by_role("button", name="Fold").click()
    assert drawn(explorer) == before
    find(explorer, "freedonia")
    explorer.get_by_role("button", name="Pin").click()
    find(explorer, "sylvania")
    explorer.get_by_role("button", name="Only its neighbourhood").click()
    assert drawn(explorer) == {"sylvania", "port-vell", "lower-vale", "freedonia"}
    find(explorer, "port vell")
    explorer.get_by_role("button", name="Hide").click()
    assert "port-vell" not in drawn(explorer)
    explorer.get_by_role("button", name="Draw the first view again").click()
    assert "port-vell" in drawn(explorer)


def test_shortest_path_with_its_sentences(explorer):
    explorer.get_by_role("button", name="Paths between two actors").click()
    for place, name in enumerate(("port vell", "old-town")):
        field = explorer.locator(".path-form input").nth(place)
        field.fill(name)
        field.press("Enter")
    assert "1 path of 4 steps" in explorer.locator("#panel").inner_text()
    assert explorer.locator(".path summary").inner_text() == "Port Vell → Sylvania → lower-vale → upper-vale → old-town"
    quotes = explorer.locator(".path blockquote").all_inner_texts()
    assert quotes[-1] == "upper-vale condemns old-town."
    assert {"upper-vale", "old-town"} <= drawn(explorer)


def test_click_on_the_drawing_opens_actor_and_line(explorer):
    def click(x, y):
        box = explorer.locator("#drawing").bounding_box()
        explorer.mouse.click(box["x"] + x, box["y"] + y)

    place = "Drawing.network().canvasToDOM(Drawing.positionOf(Store.byId.get('%s').number))"
    one, other = (explorer.evaluate(place % name) for name in ("the-front", "freedonia"))
    click(one["x"], one["y"])
    expect(explorer.locator("#panel h2").first).to_have_text("the Front")
    third = (one["x"] * 0.6 + other["x"] * 0.4, one["y"] * 0.6 + other["y"] * 0.4)
    click(*third)
    expect(explorer.locator("#panel h2").first).to_contain_text("Between")
    assert heading(explorer) in ("Between Freedonia and the Front", "Between the Front and Freedonia")
    assert explorer.locator(".bundle-part").count() == 2


def test_keyboard_walks_over_the_drawing(explorer):
    explorer.locator("#drawing").focus()
    explorer.keyboard.press("ArrowRight")
    explorer.keyboard.press("ArrowUp")
    name = explorer.locator("#hint").inner_text().split(" · ")[0]
    explorer.keyboard.press("Enter")
    assert heading(explorer) == name
    explorer.keyboard.press("Escape")
    assert heading(explorer) == "Every edge shows its sentence"


def test_keyboard_walks_over_rows(explorer):
    explorer.locator("#panel .row").first.focus()
    explorer.keyboard.press("ArrowDown")
    second = explorer.locator("#panel .row").nth(1).locator(".text").inner_text()
    explorer.keyboard.press("Enter")
    assert heading(explorer) == second
    explorer.keyboard.press("f")
    assert explorer.locator("#filters").is_visible()
    explorer.keyboard.press("Escape")
    assert explorer.locator("#filters").is_hidden()


def test_table_is_the_drawing_in_words(explorer):
    explorer.locator("#drawing").focus()
    explorer.keyboard.press("t")
    rows = explorer.locator("#listing tbody tr")
    assert rows.count() == 6
    explorer.locator("#listing").get_by_label("Also edges that are not drawn").check()
    assert rows.count() == 9
    explorer.locator("#listing").get_by_role("button", name="Subject").click()
    subjects = explorer.locator("#listing tbody tr td:first-child").all_inner_texts()
    assert subjects == sorted(subjects, key=str.casefold)
    assert explorer.locator("th[data-column=subject]").get_attribute("aria-sort") == "ascending"
    rows.first.locator("button").nth(1).click()
    assert explorer.locator("#panel blockquote").count() >= 1


def test_back_leads_to_the_former_page(explorer):
    find(explorer, "ruritania")
    find(explorer, "sylvania")
    explorer.get_by_role("button", name="← Back").click()
    assert heading(explorer) == "Ruritania"
