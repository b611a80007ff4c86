"""A page that comes slowly: what is there answers, the rest follows."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from graphkit.export.html import render_page
from graphkit.export.source import ExportSource
from tests.factories import RELATIONS, graph_of, large_reports

expect = pytest.importorskip("playwright.sync_api", reason="no playwright; make test installs it").expect


@pytest.fixture
def slow_page(browser):
    """A page of which a server sends what stands before the second part of the sentences, and the rest when told to."""
    text = render_page(ExportSource(graph_of(large_reports(350, 60)), RELATIONS, top=30))
    cut = text.index('<script id="part-1"') + 200
    go_on = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header(
                "Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
            )
            self.end_headers()
            self.wfile.write(text[:cut].encode())
            self.wfile.flush()
            go_on.wait(20)
            self.wfile.write(text[cut:].encode())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    page = browser.new_page()
    page.set_default_timeout(10000)
    page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="commit")
    yield page, go_on
    go_on.set()
    page.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_has_been_read_answers_and_the_rest_follows(slow_page):
    page, go_on = slow_page
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("document.readyState") == "loading"
    assert page.evaluate("Drawing.actors().length") == 30
    page.get_by_role("combobox", name="Find an actor").fill("actor 1")
    assert page.locator("#results li").count() > 3
    page.evaluate("Pages.openEdge(Store.edge(0))")
    assert page.locator("#panel blockquote").count() == page.evaluate("Store.edge(0).rows.length")
    page.evaluate("Pages.openEdge(Store.edge(Store.nEdges - 1))")
    assert "still being read" in page.locator("#panel").inner_text()
    page.evaluate("Filters.set({ words: 'fights' })")
    assert page.locator("#chips").is_hidden()
    go_on.set()
    page.wait_for_load_state("load")
    expect(page.locator("#panel")).not_to_contain_text("still being read")
    assert page.evaluate("Store.edges.every((edge) => edge.rows.every((row) => Store.statement(row).isRead))")
    hits = page.evaluate("Store.sentences.begin.filter((_, place) => Store.quote(place).includes('fights')).length")
    assert page.evaluate("Filters.shown()") == hits
