"""The explorer: one HTML file that works offline, asks no host for anything and runs no script but its own.

Style, scripts and page are separate files of this folder, put together at export. Texts of documents reach the page
only as JSON in a block that is not run, and the scripts show them only as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from graphkit import __version__
from graphkit.export.html.network import SHAPES, compact, draw_network, rank_actors
from graphkit.export.html.tables import choose_edges, order_edges, page_tables
from graphkit.export.options import SELECTION
from graphkit.export.source import ExportSource

NAME = "html"
SUFFIX = ".html"
ABOUT = "the explorer, one offline page for the browser"
OPTIONS = SELECTION

SCRIPTS = (
    "words.js",
    "store.js",
    "elements.js",
    "periods.js",
    "filters.js",
    "overlay.js",
    "drawing.js",
    "evidence.js",
    "facets.js",
    "search.js",
    "paths.js",
    "pages.js",
    "listing.js",
    "takeaway.js",
    "address.js",
    "view.js",
)
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def write(source: ExportSource, path: Path) -> None:
    """Write the page."""
    path.write_text(render_page(source), encoding="utf-8", newline="\n")


def render_page(source: ExportSource) -> str:
    """Return the page as text."""
    from jinja2 import Environment
    from markupsafe import Markup

    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_own("page.html"))
    style, scripts = _own("style.css"), [_vis_network(), *(_own(name) for name in SCRIPTS)]
    tables, *parts = (Markup(script_json(block)) for block in page_blocks(source))  # noqa: S704 (escaped for scripts)
    return template.render(
        title=source.title,
        version=__version__,
        policy=_policy(style, scripts),
        style=Markup(style),  # noqa: S704 (our own file)
        scripts=[Markup(script) for script in scripts],  # noqa: S704 (our own files and vis-network)
        tables=tables,
        parts=parts,
    )


def page_blocks(source: ExportSource) -> list[dict[str, Any]]:
    """Return everything that the scripts of the page are given: the tables, then the sentences in parts."""
    chosen = choose_edges(source.view.edges)
    actors = rank_actors(source, chosen)
    edges = order_edges(chosen, actors)
    network = draw_network(source, actors, edges)
    tables, parts = page_tables(source, actors, edges)
    about = {"title": source.title, "top": source.top, "left_out": len(source.view.edges) - len(edges)}
    return [about | {"shapes": SHAPES, "network": compact(network, actors)} | tables, *parts]


def script_json(value: Any) -> str:
    """Return the value as JSON that can stand inside a script element, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _policy(style: str, scripts: list[str]) -> str:
    """Return a Content-Security-Policy that lets nothing run or load but these texts."""
    runs = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {runs}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _own(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    """Return the script of vis-network that pyvis brings, the newest if there are several, with its licence notice."""
    import pyvis

    found = sorted((Path(pyvis.__file__).parent / "templates" / "lib").glob("vis-*/vis-network.min.js"))
    if not found:
        raise FileNotFoundError("vis-network is missing in pyvis; install pyvis 0.3.2 again")
    text = found[-1].read_text(encoding="utf-8").replace("\r\n", "\n")
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError(f"{found[-1]} cannot stand inside a page")
    return text
