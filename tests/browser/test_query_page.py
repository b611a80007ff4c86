"""The query page in a real browser: YASGUI asks this server and nobody else."""

from __future__ import annotations

import pytest

from tests.serve.server import serving


@pytest.fixture(scope="module")
def address(built):
    """The address of a server of the bundled graph."""
    with serving(built, "--workers", "2") as running:
        yield running.address


@pytest.fixture
def expected():
    """Parts of the complaints that a test means to cause."""
    return []


@pytest.fixture
def opened(browser, address, expected):
    """The query page, with all that it asked for and complained of."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15000)
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/query")
    page.wait_for_selector("html[data-ready]", state="attached")
    yield page
    context.close()
    assert [url for url in requests if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert [text for text in complaints if not any(part in text for part in expected)] == []


def rows(page):
    page.wait_for_selector(".yasr .dataTable tbody tr, .yasr table tbody tr")
    return page.locator(".yasr table tbody tr").all_inner_texts()


def test_first_query_runs_here(opened, address):
    assert opened.evaluate("yasgui.getTab().getEndpoint()") == f"{address}/sparql"
    opened.evaluate("yasgui.getTab().query()")
    assert any("gka:" in row or "actor/" in row for row in rows(opened))


def test_written_query_runs_here(opened):
    opened.evaluate("""() => {
        const tab = yasgui.addTab(true);
        tab.getYasqe().setValue("SELECT ?who { ?who gk:funds gka:hamas }");
        tab.query();
    }""")
    assert any("iran" in row for row in rows(opened))
    assert opened.evaluate("yasgui.getTab().getEndpoint()").startswith("http://127.0.0.1:")


def test_named_query_is_ready(opened):
    opened.select_option("#name", "supporters")
    opened.fill("input[name=of]", "Hamas")
    opened.click("#open")
    found = rows(opened)
    assert any("iran" in row for row in found)
    assert "actor/hamas" in opened.evaluate("yasgui.getTab().getYasqe().getValue()")


def test_wrong_value_is_said(opened, expected):
    expected.append("status of 400")
    opened.select_option("#name", "contested")
    opened.fill("input[name=limit]", "many")
    with opened.expect_response("**/queries/contested*"):
        opened.click("#open")
    # Not wait_for_function: what it evaluates the page's policy refuses.
    opened.locator("#problem", has_text="is no whole number").wait_for()
