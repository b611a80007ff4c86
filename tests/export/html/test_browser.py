"""The page in a real browser: it draws, shows sentences, and runs nothing that a document brought with it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from graphkit.export.html import render_page
from graphkit.export.source import ExportSource
from tests.export.html.test_page import hostile_report
from tests.factories import RELATIONS, graph_of, small_reports

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium; install the package chromium to run this")


def opened(page, tmp_path):
    """Return the page as the browser has it some seconds after it was opened."""
    path = tmp_path / "graph.html"
    path.write_text(page, encoding="utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
        "--virtual-time-budget=3000", "--enable-logging=stderr", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    messages = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, messages


def test_page_draws_and_lists_actors_and_edges(tmp_path):
    dom, messages = opened(render_page(ExportSource(graph_of(small_reports()), RELATIONS)), tmp_path)
    assert messages == []
    assert re.search(r"<canvas[^>]*width", dom)
    assert "6 actors · 6 edges · 9 statements · 3 documents" in dom
    panel = dom[dom.index('<aside id="panel"') : dom.index("</aside>")]
    assert re.sub("<[^>]*>", "|", panel).count("Ruritania funds the Front") == 1


def test_hostile_document_runs_nothing_and_reaches_no_host(tmp_path):
    dom, messages = opened(render_page(ExportSource(graph_of([hostile_report()]), RELATIONS, title="calm")), tmp_path)
    assert messages == []
    assert "<title>calm</title>" in dom
    panel = dom[dom.index('<aside id="panel"') : dom.index("</aside>")]
    assert "<img" not in panel
    assert "&lt;img src=x" in panel


def test_evidence_of_an_edge(tmp_path):
    page = render_page(ExportSource(graph_of(small_reports()), RELATIONS))
    click = "document.querySelectorAll('#panel .edge-row')[2].click()"
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    dom, messages = opened(page.replace("</body>", f"<script>{click}</script></body>"), tmp_path)
    assert messages == []
    panel = dom[dom.index('<aside id="panel"') : dom.index("</aside>")]
    assert "<h2>Sylvania attacks Port Vell</h2>" in panel
    assert '<mark class="subject">Sylvania</mark> <mark class="trigger">attacks</mark>' in panel
    assert "Said by Anna Weiss" in panel
    assert "Contested: one source says so, another denies it." in panel
    assert "https://example.org/report#:~:text=Anna%20Weiss%20said%20Sylvania%20attacks%20Port%20Vell." in panel
