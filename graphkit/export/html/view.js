"use strict";
/* What the page shows and when: the panel's pages, the search, the legend. */
(() => {
  const { make, button, cards, edgeHead, edgeRow, keys, link } = Evidence;
  const panel = document.getElementById("panel");
  const hint = document.getElementById("hint");
  const input = document.getElementById("search");
  const results = document.getElementById("results");
  const past = [];

  const isFewest = (one, other) => other.publishers - one.publishers || other.statements.length - one.statements.length;

  function show(page) {
    past.push(page);
    page();
    panel.scrollTop = 0;
  }

  function fill(...children) {
    const back = past.length > 1 ? button("crumb", () => { past.pop(); past.at(-1)(); }, WORDS.back) : null;
    panel.replaceChildren(...[back, ...children].filter(Boolean));
  }

  function startPage() {
    past.length = 0;
    past.push(startPage);
    Drawing.clear();
    if (!Store.actors.length) return fill(make("p", "lead", WORDS.empty));
    const most = [...Store.actors].sort((one, other) => other.degree - one.degree).slice(0, 15);
    const rows = most.map((actor) => button(
      "row", () => show(() => actorPage(actor, true)),
      make("span", "text", actor.name), make("span", "count", WORDS.edges(actor.degree)),
    ));
    const best = [...Store.edges].sort(isFewest).slice(0, 10);
    return fill(
      make("h2", "", WORDS.start), make("p", "lead", WORDS.startLead),
      make("p", "lead", WORDS.shown(Drawing.count(), Store.actors.length)),
      Store.leftOut ? make("p", "lead", WORDS.leftOut(Store.leftOut)) : null,
      make("h3", "", WORDS.connected), ...rows,
      make("h3", "", WORDS.sourced), ...best.map((edge) => edgeRow(edge, null, (one) => openEdge(one))),
    );
  }

  function actorPage(actor, move) {
    Drawing.choose([actor.number], null, move);
    const hiddenOnes = [...new Set(Drawing.neighbours(actor.number))].filter((id) => !Drawing.isDrawn(id));
    const more = hiddenOnes.length ? button("action", () => {
      if (Drawing.reveal([actor.number, ...hiddenOnes]) < hiddenOnes.length) hint.textContent = WORDS.full(Drawing.most);
      actorPage(actor, false);
    }, WORDS.neighbours(hiddenOnes.length)) : null;
    const item = /^Q[0-9]+$/.test(actor.wikidata || "") ? link(`https://www.wikidata.org/wiki/${actor.wikidata}`, WORDS.wikidata) : null;
    const groups = Object.keys(WORDS.families).flatMap((family) => {
      const edges = actor.edges.filter((edge) => familyOf(edge) === family).sort(isFewest);
      if (!edges.length) return [];
      return [make("h3", "", WORDS.families[family]), ...edges.map((edge) => edgeRow(edge, actor, (one) => openEdge(one)))];
    });
    fill(
      make("h2", "", actor.name),
      make("p", "lead", `${WORDS.types[actor.type] || actor.type} · ${WORDS.edges(actor.degree)}`),
      actor.aliases.length ? make("p", "lead", WORDS.known(actor.aliases.join(", "))) : null,
      make("div", "actions", more, item),
      ...groups,
    );
  }

  function familyOf(edge) {
    return edge.relation.family in WORDS.families ? edge.relation.family : "";
  }

  function openEdge(edge, move = true) {
    show(() => {
      Drawing.choose([edge.subject.number, edge.object.number], [Drawing.lineOf(edge)], move);
      fill(...edgeHead(edge, "h2"), ends(edge.subject, edge.object), keys(), cards(edge));
    });
  }

  function linePage(line) {
    const edges = Drawing.edgesOf(line).sort(isFewest);
    Drawing.choose(Drawing.endsOf(line), [line], false);
    const [one, other] = Drawing.endsOf(line).map((id) => Store.actors[id]);
    fill(
      make("h2", "", Drawing.nameOf(line)), ends(one, other), keys(),
      ...edges.flatMap((edge) => [...edgeHead(edge, "h3"), cards(edge)]),
    );
  }

  function ends(...actors) {
    return make("div", "actions", ...[...new Set(actors.map((actor) => actor.number))].map(
      (id) => button("action", () => show(() => actorPage(Store.actors[id], true)), Store.actors[id].name),
    ));
  }

  function openLine(line) {
    const edges = Drawing.edgesOf(line);
    if (edges.length === 1) openEdge(edges[0], false);
    else show(() => linePage(line));
  }

  function buildLegend() {
    const legend = document.getElementById("legend");
    legend.setAttribute("aria-label", WORDS.legend);
    const present = new Set(Store.edges.map((edge) => edge.relation.family));
    for (const family of Object.keys(WORDS.families).filter((name) => present.has(name))) {
      const toggle = button("", () => {
        toggle.setAttribute("aria-pressed", String(Drawing.toggle(family)));
      }, make("span", `swatch ${family}`), WORDS.families[family]);
      toggle.setAttribute("aria-pressed", "true");
      legend.append(toggle);
    }
    const types = [...new Set(Store.actors.map((actor) => actor.type))].filter((type) => Store.shapes[type]).sort();
    legend.append(
      make("span", "key", make("span", "swatch dashed"), WORDS.dashed),
      make("span", "key", make("span", "swatch disputed", "×"), WORDS.disputed),
      ...types.map((type) => make("span", "key", make("span", "shape", WORDS.symbols[Store.shapes[type]]), WORDS.types[type])),
    );
  }

  function buildTools() {
    document.getElementById("tools").append(
      button("", () => Drawing.fit(), WORDS.fit),
      button("", () => { Drawing.reset(); startPage(); }, WORDS.reset),
    );
  }

  let hits = [];
  let marked = -1;

  function listHits() {
    hits = Store.search(input.value, 12);
    results.replaceChildren(...hits.map((actor, place) => {
      const item = make("li", "", actor.name, make("small", "", `${WORDS.types[actor.type] || actor.type} · ${WORDS.edges(actor.degree)}`));
      item.id = `result-${place}`;
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); takeHit(place); });
      return item;
    }));
    markHit(hits.length ? 0 : -1);
    results.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
  }

  function markHit(place) {
    marked = place;
    [...results.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    if (place >= 0) input.setAttribute("aria-activedescendant", `result-${place}`);
    else input.removeAttribute("aria-activedescendant");
    results.children[place]?.scrollIntoView({ block: "nearest" });
  }

  function takeHit(place) {
    closeHits();
    input.value = "";
    const actor = hits[place];
    show(() => actorPage(actor, true));
    panel.focus();
  }

  function closeHits() {
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      markHit((marked + step + hits.length) % hits.length);
    } else if (event.key === "Enter" && marked >= 0 && !results.hidden) takeHit(marked);
    else if (event.key === "Escape") closeHits();
  }

  document.getElementById("counts").textContent = WORDS.counts(
    Store.actors.length, Store.edges.length, Store.statements, Store.documents,
  );
  document.getElementById("drawing").setAttribute("aria-label", WORDS.drawing);
  document.getElementById("tools").setAttribute("aria-label", WORDS.fit);
  input.placeholder = WORDS.search;
  input.setAttribute("aria-label", WORDS.search);
  results.setAttribute("aria-label", WORDS.search);
  panel.setAttribute("aria-label", WORDS.start);
  input.addEventListener("input", listHits);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", closeHits);
  Drawing.open({
    actor: (id) => show(() => actorPage(Store.actors[id], false)),
    line: openLine,
    nothing: startPage,
    hover: (text) => { hint.textContent = text; },
  });
  buildLegend();
  buildTools();
  startPage();
})();
