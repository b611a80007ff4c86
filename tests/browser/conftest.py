"""The page in a real browser, opened from disk with the network cut."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

import pytest

from graphkit.export.html import render_page
from graphkit.export.source import ExportSource
from tests.browser.world import world
from tests.factories import RELATIONS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@dataclass
class Opened:
    """A page with what it did that it must not do.

    Attributes:
        page: Playwright's page.
        requests: what it asked a host for; every request was refused.
        complaints: messages of the console and errors.
    """

    page: object
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def check(self):
        """Assert that nothing was asked for and nothing went wrong."""
        assert self.requests == []
        assert self.complaints == []


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright; make test installs it")
    if CHROMIUM is None:
        pytest.skip("no chromium; install the package chromium to run this")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def opener(browser, tmp_path):
    """A function that writes a page and opens it from disk."""
    contexts = []

    def opened(text, fragment="", **options):
        context = browser.new_context(**({"viewport": {"width": 1400, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10000)
        result = Opened(page)

        def refuse(route):
            if route.request.url.startswith("file:"):
                route.continue_()
            else:
                result.requests.append(route.request.url)
                route.abort()

        context.route("**/*", refuse)
        page.on("console", lambda message: result.complaints.append(message.text))
        page.on("pageerror", lambda error: result.complaints.append(str(error)))
        path = tmp_path / "graph.html"
        path.write_text(text, encoding="utf-8")
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]", state="attached")
        return result

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def world_page():
    return render_page(ExportSource(world(), RELATIONS, title="A small world", top=6))


@pytest.fixture
def explorer(opener, world_page):
    """The page of the small world: six of its nine actors are drawn at first."""
    opened = opener(world_page)
    yield opened.page
    opened.check()
