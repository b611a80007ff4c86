"""What one can take from the page: pictures, tables, links, paper."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graphkit.loading import ExplorerFrame

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; make test installs it").expect


def take(page, name):
    page.locator(".menu summary").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-take={name}]").click()
    return Path(waiting.value.path()).read_bytes()


def test_png(explorer):
    picture = take(explorer, "png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width > 300
    assert height > 200


def test_svg_holds_actors_and_sentences(explorer):
    root = ElementTree.fromstring(take(explorer, "svg"))  # noqa: S314 (our own file)
    space = "{http://www.w3.org/2000/svg}"
    names = {text.text for text in root.iter(f"{space}text")}
    assert {"the Front", "Ruritania"} <= names
    titles = [title.text for title in root.iter(f"{space}title")]
    assert any("Ruritania funds the Front" in title for title in titles)


def test_csv_and_json_hold_the_visible_statements(explorer):
    rows = list(csv.DictReader(io.StringIO(take(explorer, "csv").decode("utf-8-sig"))))
    assert len(rows) == 10
    explorer.locator("#legend button", has_text="Opposition").click()
    (record,) = json.loads(take(explorer, "json"))
    assert (record["subject"], record["relation"], record["object"]) == ("freedonia", "condemns", "the-front")
    assert (record["modality"], record["quote"]) == ("possible", "Freedonia condemns the Front.")
    assert (record["subject_text"], record["trigger_text"]) == ("Freedonia", "condemns")


def test_csv_runs_no_formula(explorer):
    assert explorer.evaluate("Takeaway.csv().includes('=1+1')") is False
    text = explorer.evaluate(
        "(() => { const s = Listing.edges()[0]; "
        "Object.defineProperty(Store.statement(s.rows[0]), 'quote', { value: '=1+1' }); return Takeaway.csv(); })()"
    )
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_view_comes_back_from_its_address(explorer, opener, world_page):
    explorer.locator("#legend button", has_text="Support").click()
    explorer.locator("#legend button", has_text="Violence").click()
    explorer.get_by_role("combobox", name="Find an actor").fill("lower-vale")
    explorer.keyboard.press("Enter")
    explorer.get_by_role("button", name="Draw 1 more", exact=True).click()
    explorer.get_by_role("button", name="Pin").click()
    explorer.get_by_role("slider", name="From").focus()
    explorer.keyboard.press("ArrowRight")
    explorer.keyboard.press("t")
    explorer.get_by_role("button", name="Table").click()
    expect(explorer).to_have_url(re.compile(r"from=2013.*view=table|view=table.*from=2013"))
    state = "[Address.write(), Drawing.actors().sort(), Filters.shown(), document.querySelector('#panel').innerText]"
    first, fragment = explorer.evaluate(state), explorer.evaluate("location.hash")
    again = opener(world_page, fragment)
    second = again.page.evaluate(state)
    assert second[:3] == first[:3]
    assert second[3].removeprefix("← Back\n") == first[3].removeprefix("← Back\n")
    assert again.page.locator("#listing table").is_visible()
    again.check()


@pytest.mark.parametrize(
    "fragment", ["#show=actor&show=nobody", "#from=9999&to=1&publishers=x&at=1", "#%zz&show=__proto__"]
)
def test_address_that_means_nothing_opens_the_start(opener, world_page, fragment):
    opened = opener(world_page, fragment)
    assert opened.page.locator("#panel h2").first.inner_text() == "Every edge shows its sentence"
    opened.check()


def test_print_holds_statements_with_numbered_sources(explorer):
    explorer.locator("#panel .edge-row", has_text="Ruritania funds the Front").first.click()
    explorer.emulate_media(media="print")
    explorer.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = explorer.locator("#sheet")
    assert explorer.locator("#app").is_hidden()
    text = sheet.inner_text()
    assert "“Ruritania funds the Front.” Asserted [1]" in text
    assert "“Ruritania funds the Front.” Denied by a minister [3]" in text
    sources = sheet.locator(".sources li").all_inner_texts()
    assert sources[0] == "The Daily, “A report”, 2016-10-23, https://example.org/report"
    assert len(sources) == 3
    assert explorer.pdf()[:4] == b"%PDF"


def test_notebook_frame_works_without_an_address_of_its_own(opener, world_page):
    frame = ExplorerFrame(world_page, 700)._repr_html_()
    opened = opener(f"<!doctype html><html data-ready><title>notebook</title><body>{frame}")
    inside = opened.page.frame_locator("iframe")
    inside.locator("#panel .edge-row", has_text="Sylvania attacks Port Vell").first.click()
    assert inside.locator("#panel blockquote").first.inner_text() == "Anna Weiss said Sylvania attacks Port Vell."
    opened.page.wait_for_timeout(300)
    opened.check()


def test_link_keeps_where_the_view_was_moved(explorer, opener, world_page):
    eye = "[Drawing.network().getViewPosition(), Drawing.network().getScale()]"
    assert explorer.evaluate("Address.write()") == "", "what follows from the page itself is not in the link"
    box = explorer.locator("#drawing").bounding_box()
    explorer.mouse.move(box["x"] + 20, box["y"] + box["height"] - 20)
    explorer.mouse.down()
    explorer.mouse.move(box["x"] + 120, box["y"] + box["height"] - 80, steps=4)
    explorer.mouse.up()
    explorer.mouse.wheel(0, -200)
    expect(explorer).to_have_url(re.compile("#eye="))
    explorer.wait_for_timeout(300)
    (place, scale), fragment = explorer.evaluate(eye), explorer.evaluate("location.hash")
    again = opener(world_page, fragment)
    other, other_scale = again.page.evaluate(eye)
    assert other == pytest.approx(place, abs=0.5)
    assert other_scale == pytest.approx(scale, rel=0.01)
    again.page.get_by_role("button", name="Show all that is drawn").click()
    expect(again.page).not_to_have_url(re.compile("eye="))
    again.check()


@pytest.mark.parametrize("eye", ["x y z", "1 2", "1 2 -3", "1 2 0", "NaN 1 1"])
def test_place_of_the_view_that_means_nothing_is_left_alone(opener, world_page, eye):
    opened = opener(world_page, f"#eye={eye}")
    assert opened.page.evaluate("Drawing.network().getScale()") > 0.1
    opened.check()
