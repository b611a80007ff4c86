"use strict";
/* What holds the page together: the bar, the views, the keyboard. */
const View = (() => {
  const { make, button } = Elements;
  const hint = document.getElementById("hint");
  const input = document.getElementById("search");
  const drawer = document.getElementById("filters");
  const drawing = document.getElementById("drawing");
  const help = document.getElementById("help");
  let view = "map";
  let ready = false;

  function showView(name) {
    view = name;
    for (const tab of document.querySelectorAll("#views button")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
    document.getElementById("canvas").hidden = name !== "map";
    Listing.show(name);
    changed();
  }

  function changed() {
    if (ready) Address.save();
  }

  function toggleFilters(open = drawer.hidden) {
    drawer.hidden = !open;
    document.getElementById("open-filters").setAttribute("aria-expanded", String(open));
    if (open) { Facets.openDrawer(); drawer.querySelector("input").focus(); } else document.getElementById("open-filters").focus();
  }

  function theme(name) {
    document.documentElement.dataset.theme = name;
  }

  function buildBar() {
    const views = document.getElementById("views");
    views.setAttribute("aria-label", WORDS.views);
    for (const [name, text] of Object.entries(WORDS.viewNames)) {
      const tab = button("", () => showView(name), text);
      tab.dataset.view = name;
      views.append(tab);
    }
    const filters = button("action", () => toggleFilters(), WORDS.filters);
    filters.id = "open-filters";
    filters.setAttribute("aria-expanded", "false");
    filters.setAttribute("aria-controls", "filters");
    const menu = make("details", "menu", make("summary", "action", WORDS.takeAway), make("div", "menu-list", ...Object.entries(WORDS.takeaways).map(
      ([name, text]) => { const item = button("row", () => { menu.open = false; Store.later(Takeaway.actions[name]); }, text); item.dataset.take = name; return item; },
    )));
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    theme(dark.matches ? "dark" : "light");
    dark.addEventListener("change", () => { theme(dark.matches ? "dark" : "light"); Drawing.recolour(); });
    const shade = button("action icon", () => {
      theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
      Drawing.recolour();
    }, "◐");
    shade.setAttribute("aria-label", WORDS.shade);
    const question = button("action icon", () => help.showModal(), "?");
    question.setAttribute("aria-label", WORDS.help);
    document.getElementById("buttons").append(filters, menu, shade, question);
    help.setAttribute("aria-label", WORDS.help);
    help.append(make("h2", "", WORDS.help), make("dl", "", ...WORDS.keys.flatMap(([key, text]) => [make("dt", "", make("kbd", "", key)), make("dd", "", text)])),
      make("p", "lead", WORDS.helpLead), button("action", () => help.close(), WORDS.close));
  }

  function buildTools() {
    const tools = document.getElementById("tools");
    tools.setAttribute("aria-label", WORDS.tools);
    const tool = (text, label, action) => {
      const made = button("", action, text);
      made.setAttribute("aria-label", label);
      made.title = label;
      return made;
    };
    tools.append(tool("+", WORDS.zoomIn, () => Drawing.zoom(1.4)), tool("−", WORDS.zoomOut, () => Drawing.zoom(1 / 1.4)),
      tool(WORDS.fit, WORDS.fitAll, () => Drawing.fit()),
      tool(WORDS.reset, WORDS.resetAll, () => { Drawing.reset(); Pages.go(["start"]); }));
  }

  function stepTo(dx, dy) {
    const next = Drawing.step(dx, dy);
    if (next === null) return;
    Drawing.choose([next], null, false);
    Drawing.goTo(next);
    hint.textContent = `${Store.actors[next].name} · ${WORDS.edges(Store.actors[next].degree)}`;
    drawing.dataset.cursor = String(next);
  }

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function onDrawingKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cursor = drawing.dataset.cursor;
    const actions = { "+": () => Drawing.zoom(1.4), "-": () => Drawing.zoom(1 / 1.4), 0: () => Drawing.fit() };
    if (MOVES[event.key]) stepTo(...MOVES[event.key]);
    else if (event.key === "Enter" && cursor) Pages.openActor(Store.actors[Number(cursor)], false);
    else if (event.key === "e" && cursor) { Pages.grow(Number(cursor)); changed(); }
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
  }

  /* Up and down go through rows and cards of the panel and the table. */
  function onListKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".row, .inline, .crumb, .action, .fact")) return;
    const all = [...event.currentTarget.querySelectorAll(".row, .inline, .crumb, .action")].filter((one) => one.offsetParent);
    const next = all[all.indexOf(event.target) + step];
    if (next) { event.preventDefault(); next.focus(); }
  }

  function onKey(event) {
    const typing = event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
    if (event.key === "Escape") onEscape();
    else if (typing || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    else if (event.key === "/") { event.preventDefault(); input.focus(); input.select(); }
    else if (event.key === "f") { event.preventDefault(); toggleFilters(); }
    else if (event.key === "t") showView(view === "table" ? "map" : "table");
    else if (event.key === "p") Pages.go(["path", Pages.current()[0] === "actor" ? Pages.current()[1] : "", ""]);
    else if (event.key === "?") help.showModal();
  }

  function onEscape() {
    const menu = document.querySelector(".menu[open]");
    if (help.open) return;
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    else if (!drawer.hidden) toggleFilters(false);
    else if (view !== "map") showView("map");
    else Pages.go(["start"]);
  }

  function name(id, text) {
    document.getElementById(id).setAttribute("aria-label", text);
  }

  function open() {
    document.getElementById("counts").textContent = WORDS.counts(Store.actors.length, Store.nEdges, Store.nRows, Store.nDocuments);
    input.placeholder = WORDS.search;
    for (const [id, text] of Object.entries(WORDS.regions)) name(id, text);
    buildBar();
    buildTools();
    /* Before the drawing, which fits itself into the room that is left. */
    Facets.open();
    Drawing.open({
      actor: (id) => Pages.openActor(Store.actors[id], false), line: Pages.openLine, nothing: () => Pages.go(["start"]),
      grow: (id) => { Pages.grow(id); Pages.render(false); changed(); }, hover: (text) => { hint.textContent = text; }, change: changed,
    });
    drawing.addEventListener("keydown", onDrawingKey);
    document.getElementById("panel").addEventListener("keydown", onListKey);
    document.getElementById("listing").addEventListener("keydown", onListKey);
    document.addEventListener("keydown", onKey);
    Search.attach(input, document.getElementById("results"), (actor, field) => {
      field.value = "";
      if (view !== "map") showView("map");
      Pages.openActor(actor);
      document.getElementById("panel").focus();
    });
    Filters.onChange(() => {
      Drawing.refresh();
      Pages.render(false);
      Facets.update();
      Listing.show(view);
      changed();
    });
    document.querySelector("#views [data-view=map]").setAttribute("aria-pressed", "true");
    for (const tab of document.querySelectorAll("#views button:not([data-view=map])")) tab.setAttribute("aria-pressed", "false");
    if (!location.hash || !Address.restore()) Pages.go(["start"]);
    ready = true;
    addEventListener("hashchange", () => Address.restore());
    document.documentElement.dataset.ready = "1";
  }

  return { open, changed, showView, toggleFilters, current: () => view };
})();
/* A link opens what it says at once, and that may need every sentence. */
if (location.hash) Store.later(View.open);
else View.open();
