"""The explorer in headless Chromium against pyvis' own page of the same graph, tuned as far as pyvis goes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from os import getloadavg
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench.rows import Row, Settings, at_least, at_most
from graphkit.assemble import assemble_graph
from graphkit.export.html import render_page
from graphkit.export.html.network import OPTIONS, draw_network, rank_actors
from graphkit.export.source import ExportSource
from graphkit.model import Actor, Document, Statement
from graphkit.records import RelationInfo, statement_id

ABOUT = "The explorer in headless Chromium, from a file; tuned pyvis: physics and smooth off, our positions"
# Actors, statements, how often faster than tuned pyvis, seconds to the first view, fps, ms of search, ms to expand, MB.
SIZES = (
    (1_000, 4_000, 1.0, 1.5, 45, 50, 200, 2.5),
    (5_000, 20_000, 3.0, 2.0, 45, 50, 200, 7.0),
    (20_000, 80_000, 3.0, 4.0, 40, 100, 300, 25.0),
)
ALL_AT_ONCE, ALL_FPS, WRITE_SECONDS = 2_000, 25, 10
FAMILIES = ("support", "affiliation", "engagement", "opposition", "violence")
RELATIONS = {f"{family}_{n}": RelationInfo(f"{family}s {n}", family) for family in FAMILIES for n in range(3)}
KINDS = ("Person", "State", "ArmedGroup", "Organization", "GovernmentBody", "Place")
# Right after the frame that shows what was asked for, and the second frame, by which the drawing has followed.
_PAINTED = """new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(0);
}))"""
# How long the scripts of a page take for a frame: the screen caps frames a second, and idle pages reach the cap too.
_SPENT = """(() => {
  const own = window.requestAnimationFrame.bind(window);
  window.spent = new Map();
  window.requestAnimationFrame = (action) => own((time) => {
    const start = performance.now();
    action(time);
    window.spent.set(time, (window.spent.get(time) || 0) + performance.now() - start);
  });
})()"""
_MEDIAN_SPENT = """(() => {
  const found = [...window.spent.values()].filter((time) => time > 0.3).sort((one, other) => one - other);
  return found[found.length >> 1];
})()"""
_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
_COUNT = (
    "(() => { window.ticks = 0; const tick = () => { window.ticks += 1; requestAnimationFrame(tick); }; tick(); })()"
)
# When the drawing stands: the second frame after the script that makes it, in the same way for both pages.
_STANDS = """(() => {
  const later = (action) => requestAnimationFrame(() => requestAnimationFrame(action));
  const look = () => {
    if (!%s) requestAnimationFrame(look);
    else later(() => { window.stands = performance.now(); %s });
  };
  requestAnimationFrame(look);
})()"""
_PYVIS_DRAWN = "document.querySelector('#mynetwork canvas')"
_DRAWN = "document.documentElement?.dataset.ready"
# What a user could do in that very frame: search, then click the drawn line whose sentences stand last in the file.
_AT_ONCE = """
    const box = document.getElementById('search');
    box.value = 'actor 12';
    box.dispatchEvent(new Event('input'));
    later(() => {
      window.searched = performance.now() - window.stands;
      const { subject, object } = Store.edgeTable;
      const drawn = (edge) => Drawing.isDrawn(subject[edge]) && Drawing.isDrawn(object[edge]);
      let last = Store.nEdges - 1;
      while (!drawn(last)) last -= 1;
      const start = performance.now();
      Pages.openEdge(Store.edge(last));
      const wait = () => {
        if (!document.querySelector('#panel blockquote')) requestAnimationFrame(wait);
        else painted.then(() => { window.opened = performance.now() - start; });
      };
      const painted = %s;
      wait();
    });
"""
_AT_ONCE %= _PAINTED
_TIMED = """(last) => new Promise((done) => {
  const look = () => {
    const { stands, searched, opened } = window;
    if (window[last]) done({ stands, searched, opened });
    else setTimeout(look, 20);
  };
  look();
})"""
# The actor whose neighbours that are not drawn come nearest to 200.
_HUB = """
window.hidden = (id) => Drawing.neighbours(id).filter((other) => !Drawing.isDrawn(other)).length;
window.hub = Store.actors.map((actor) => [Math.abs(hidden(actor.number) - 200), actor.number])
  .sort((one, other) => one[0] - other[0])[0][1];
0
"""
_PYVIS = {
    "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "hover": False},
    "physics": {"enabled": False},
}


def measure(settings: Settings) -> list[Row]:
    """Write and open the pages of each size."""
    rows = [_machine()]
    for actors, statements, *bars in SIZES:
        scale = 20 if settings.quick else 1
        rows += _measure_size(settings, actors // scale, statements // scale, bars)
    return rows


def _machine() -> Row:
    """Return how much slower than alone a program runs just now: milliseconds grow with it, ratios little."""
    started, used = perf_counter(), process_time()
    while process_time() - used < 1:
        pass
    found = (perf_counter() - started) / (process_time() - used)
    return Row("seconds for a second of work, 1 when idle", f"{found:.1f} s, load {getloadavg()[0]:.1f}")


def _measure_size(settings: Settings, n_actors: int, n_statements: int, bars: list[float]) -> list[Row]:
    faster, first, fps, search, expand, megabytes = bars
    source = _source(n_actors, n_statements)
    name = f"{n_actors:,} / {n_statements:,}"
    started = perf_counter()
    page = render_page(source)
    written = perf_counter() - started
    ours, theirs = settings.folder / f"{n_actors}.html", settings.folder / f"{n_actors}-pyvis.html"
    ours.write_text(page, encoding="utf-8")
    theirs.write_text(_pyvis_page(source), encoding="utf-8")
    size = ours.stat().st_size / 1e6
    with _browser() as browser:
        theirs_s = median(_open(browser, theirs, _PYVIS_DRAWN)["stands"] for _ in range(settings.rounds))
        opened = [_open(browser, ours, _DRAWN, _AT_ONCE) for _ in range(settings.rounds)]
        found = _work(browser, ours)
    first_s, searched, shown = (median(one[key] for one in opened) for key in ("stands", "searched", "opened"))
    return [
        Row(f"{name} write", f"{written:.2f} s", *at_most(WRITE_SECONDS, written)),
        Row(f"{name} file", f"{size:.1f} MB", *at_most(megabytes, size)),
        Row(
            f"{name} first view, times faster than pyvis",
            f"{first_s / 1000:.2f} s, pyvis {theirs_s / 1000:.2f} s",
            *at_least(faster, theirs_s / first_s),
        ),
        Row(f"{name} first view, seconds", f"{first_s / 1000:.2f} s", *at_most(first, first_s / 1000)),
        Row(f"{name} search in its first frame", f"{searched:.0f} ms", *at_most(search, searched)),
        Row(f"{name} evidence right after", f"{shown:.0f} ms", *at_most(search, shown)),
        Row(f"{name} pan", f"{found['pan']:.0f} fps", *at_least(fps, found["pan"])),
        Row(f"{name} zoom", f"{found['zoom']:.0f} fps", *at_least(fps, found["zoom"])),
        Row(f"{name} search", f"{found['search']:.0f} ms", *at_most(search, found["search"])),
        Row(f"{name} evidence", f"{found['evidence']:.0f} ms", *at_most(search, found["evidence"])),
        Row(f"{name} filter", f"{found['filter']:.0f} ms"),
        Row(
            f"{name} expand",
            f"{found['expand']:.0f} ms, {found['grown']:.0f} actors",
            *at_most(expand, found["expand"]),
        ),
        _all_drawn(name, n_actors, ours, theirs),
    ]


def _all_drawn(name: str, n_actors: int, ours: Path, theirs: Path) -> Row:
    """Pan with everything drawn; where both pages draw the same, the time of a frame's script is compared."""
    at_once = f"{name} {min(n_actors, ALL_AT_ONCE):,} drawn, pan"
    if n_actors > ALL_AT_ONCE:
        with _browser() as browser, _opened(browser, ours) as page:
            fps = _pan_everything(page)
        return Row(at_once, f"{fps:.0f} fps", *at_least(ALL_FPS, fps))
    found: dict[Path, list[tuple[float, float]]] = {ours: [], theirs: []}
    with _browser() as browser:
        for path, pan in [(ours, _pan_everything), (theirs, _pan_pyvis)] * 3:
            with _opened(browser, path, _SPENT) as page:
                found[path].append((pan(page), page.evaluate(_MEDIAN_SPENT)))
    (fps, spent), (pyvis_fps, pyvis_spent) = (map(median, zip(*found[path], strict=True)) for path in (ours, theirs))
    figure = f"{fps:.0f} fps, {spent:.1f} ms; pyvis {pyvis_fps:.0f} fps, {pyvis_spent:.1f} ms"
    return Row(f"{at_once}, a frame's script", figure, *at_least(1, pyvis_spent / spent))


def _source(n_actors: int, n_statements: int) -> ExportSource:
    """Return a graph with communities, a few actors with very many edges, and about every fourth edge parallel."""
    draw = random.Random(7)
    actors = {f"a{n}": Actor(f"a{n}", f"Actor {n} of Somewhere", KINDS[n % len(KINDS)]) for n in range(n_actors)}
    ends, statements, documents = [0], [], []
    for start in range(0, n_statements, 5):
        sentences, document = [], f"doc-{start:06}"
        for line in range(min(5, n_statements - start)):
            one = (start + line) % n_actors
            other = draw.choice(ends) if draw.random() < 0.6 else (one + draw.randrange(1, 40)) % n_actors
            ends += [other, one] if line == 0 else [other]
            sentences.append(
                (f"a{one}", draw.choice(sorted(RELATIONS)), f"a{other if other != one else (one + 1) % n_actors}")
            )
        text, found = _document(document, sentences, actors, f"Publisher {draw.randrange(60)}")
        documents.append(text)
        statements += found
    graph = assemble_graph(statements, documents, actors, frozenset())
    return ExportSource(graph, RELATIONS, title="Benchmark")


def _document(
    name: str, sentences: list[tuple[str, str, str]], actors: dict[str, Actor], publisher: str
) -> tuple[Document, list[Statement]]:
    text, found = "", []
    values = dict.fromkeys(Statement.__dataclass_fields__)
    year = f"{2000 + int(name[4:]) % 24}-06-01"
    values |= {"modality": "asserted", "status": "", "attribution_chain": (), "document": name, "publisher": publisher}
    values |= {
        "title": f"Report {name}",
        "published": year,
        "url": f"https://example.org/{name}",
        "construction": "active",
    }
    for subject, relation, object_ in sentences:
        one, other, begin = actors[subject], actors[object_], len(text)
        quote = f"{one.name} {relation} {other.name}, according to a report on their dealings of the last months."
        trigger, last = begin + len(one.name) + 1, begin + len(one.name) + len(relation) + 2
        facts: dict[str, Any] = {
            "id": "", "subject": subject, "subject_label": one.name, "subject_type": one.type, "relation": relation,
            "object": object_, "object_label": other.name, "object_type": other.type, "quote": quote, "begin": begin,
            "end": begin + len(quote), "subject_begin": begin, "subject_end": begin + len(one.name),
            "trigger_begin": trigger, "trigger_end": trigger + len(relation), "object_begin": last,
            "object_end": last + len(other.name), "rule": f"{relation}: {{subject}} {relation} {{object}}",
        }  # fmt: skip
        statement = Statement(**(values | facts))
        found.append(Statement(**(values | facts | {"id": statement_id(statement)})))
        text += f"{quote}\n"
    return Document(name, text, title=f"Report {name}", publisher=publisher, date=year), found


def _pyvis_page(source: ExportSource) -> str:
    """Return what pyvis writes of the same graph: an edge a relation, all actors drawn."""
    from pyvis.network import Network

    edges = list(source.view.edges)
    actors = rank_actors(source, edges)
    number = {actor.id: place for place, actor in enumerate(actors)}
    network = Network(height="100vh", directed=True, cdn_resources="in_line")
    network.options = OPTIONS | _PYVIS
    network.nodes = draw_network(source, actors, edges).nodes
    network.edges = [{"from": number[edge.subject], "to": number[edge.object], "arrows": "to"} for edge in edges]
    page: str = network.generate_html()
    return page


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("bench explorer: chromium is missing; install it (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def _opened(browser: Any, path: Path, script: str = "") -> Iterator[Any]:
    """Open a page without a network, and run a script before its own."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    page = context.new_page()
    page.set_default_timeout(180_000)
    if script:
        page.add_init_script(script)
    page.goto(path.as_uri(), wait_until="load", timeout=180_000)
    yield page
    context.close()


def _open(browser: Any, path: Path, drawn: str, then: str = "") -> dict[str, float]:
    """Return the milliseconds from the start of the navigation until the drawing stands, and what was timed then."""
    with _opened(browser, path, _STANDS % (drawn, then)) as page:
        found: dict[str, float] = page.evaluate(_TIMED, "opened" if then else "stands")
        return found


def _fps(page: Any, act: Any) -> float:
    """Return the frames a second while something is done, about two seconds long."""
    page.evaluate("window.ticks = 0")
    started = perf_counter()
    act(page)
    return float(page.evaluate("window.ticks")) / (perf_counter() - started)


def _pan(page: Any) -> None:
    page.mouse.move(420, 400)
    page.mouse.down()
    started = perf_counter()
    step = 0
    while perf_counter() - started < 2:
        step += 1
        page.mouse.move(420 + 150 * ((step % 40) / 40), 400 + 80 * ((step % 30) / 30))
        page.wait_for_timeout(15)
    page.mouse.up()


def _zoom(page: Any) -> None:
    started, step = perf_counter(), 0
    while perf_counter() - started < 2:
        step += 1
        page.mouse.wheel(0, 40 if step % 20 < 10 else -40)
        page.wait_for_timeout(25)


def _milliseconds(page: Any, action: str, until: str = _PAINTED) -> float:
    """Return the time of an action with the frame that shows it."""
    code = f"(async () => {{ const start = performance.now(); {action}; await {until};"
    code += " return performance.now() - start; })()"
    found = []
    for _ in range(3):
        found.append(float(page.evaluate(code)))
        page.wait_for_timeout(500)  # the drawing glides to its new place
    return median(found)


def _work(browser: Any, path: Path) -> dict[str, float]:
    with _opened(browser, path) as page:
        page.evaluate(_COUNT)
        found = {"pan": _fps(page, _pan), "zoom": _fps(page, _zoom)}
        typed = "const box = document.getElementById('search'); box.value = box.value ? '' : 'actor 12'"
        found["search"] = _milliseconds(page, f"{typed}; box.dispatchEvent(new Event('input'))")
        best = "Store.edges.reduce((best, edge) => (edge.rows.length > best.rows.length ? edge : best))"
        page.evaluate(f"window.best = {best}; 0")
        found["evidence"] = _milliseconds(page, "Pages.openEdge(window.best)")
        found["filter"] = _milliseconds(page, "Filters.toggle('family', 'support'); Drawing.looks()", _FRAMES)
        page.evaluate("Filters.reset(); Drawing.reset(); Pages.go(['start'])")
        page.evaluate(_HUB)
        count = page.evaluate("hidden(window.hub)")
        started = page.evaluate(
            "(async () => { const start = performance.now(); Pages.grow(window.hub); Drawing.looks();"
            f" await {_FRAMES}; return performance.now() - start; }})()"
        )
        found |= {"expand": float(started), "grown": float(count)}
        return found


def _pan_everything(page: Any) -> float:
    page.evaluate(
        f"Drawing.draw(Store.actors.slice(0, {ALL_AT_ONCE}).map((actor) => actor.number)); Drawing.fit(null, false)"
    )
    return _pan_pyvis(page)


def _pan_pyvis(page: Any) -> float:
    page.wait_for_timeout(500)
    page.evaluate(f"{_COUNT}; window.spent?.clear()")
    return _fps(page, _pan)
