"use strict";
/* The pages of the panel: start, actor, edge, everything between two actors, paths. A page is named by a list of texts. */
const Pages = (() => {
  const { make, button, link } = Elements;
  const { cards, edgeHead, edgeRow, keys, pile, inOrder } = Evidence;
  const panel = document.getElementById("panel");
  const past = [];
  let current = ["start"];
  let listed = [];

  const better = (one, other) => other.publishers - one.publishers || Filters.countOf(other) - Filters.countOf(one) || one.number - other.number;
  const shownEdges = (edges) => edges.filter((edge) => Filters.countOf(edge) > 0).sort(better);
  const go = (page, move = true) => show(page, move);
  const openEdge = (edge) => go(["edge", edge.subject.id, edge.relation.name, edge.object.id]);
  const openActor = (actor, move = true) => go(["actor", actor.id], move);

  const makers = {
    start: startPage, actor: actorPage, edge: edgePage, between: betweenPage, path: pathPage,
  };

  function show(page, move) {
    const known = Object.hasOwn(makers, page[0]) ? page : ["start"];
    if (known[0] === "start") past.length = 0;
    else if (JSON.stringify(known) !== JSON.stringify(current)) past.push(current);
    current = known;
    render(move);
    panel.scrollTop = 0;
    View.changed();
  }

  function render(move) {
    listed = [];
    const children = makers[current[0]](move, ...current.slice(1)) || startPage();
    const back = past.length ? button("crumb", () => { current = past.pop(); render(true); View.changed(); }, WORDS.back) : null;
    panel.replaceChildren(...[back, ...children].filter(Boolean));
  }

  function row(actor, text) {
    return button("row", () => openActor(actor), make("span", "text", actor.name), make("span", "count", text));
  }

  /* The first few of many numbers in an order, without sorting all of them. */
  function firstFew(most, numbers, before) {
    const found = [];
    for (const number of numbers) {
      if (found.length === most && !before(number, found[most - 1])) continue;
      let place = found.length;
      while (place && before(number, found[place - 1])) place -= 1;
      found.splice(place, 0, number);
      if (found.length > most) found.pop();
    }
    return found;
  }

  function* leftEdges(passes) {
    for (let number = 0; number < Store.nEdges; number += 1) if (Filters.counts[number] && passes(number)) yield number;
  }

  function bestEdges(most, passes) {
    const { publishers } = Store.edgeTable;
    const before = (one, other) => (publishers[one] - publishers[other] || Filters.counts[one] - Filters.counts[other] || other - one) > 0;
    return firstFew(most, leftEdges(passes), before).map(Store.edge);
  }

  function bestConnected() {
    const { subject, object } = Store.edgeTable;
    const degree = new Int32Array(Store.actors.length);
    for (const edge of leftEdges(() => true)) {
      degree[subject[edge]] += 1;
      if (object[edge] !== subject[edge]) degree[object[edge]] += 1;
    }
    const found = firstFew(12, degree.keys(), (one, other) => (degree[one] - degree[other] || other - one) > 0);
    return found.filter((number) => degree[number]).map((number) => [number, degree[number]]);
  }

  function startPage() {
    current = ["start"];
    Drawing.clear();
    if (!Store.actors.length) return [make("p", "lead", WORDS.empty)];
    const most = bestConnected();
    const best = bestEdges(10, () => true);
    const isContested = Store.standings.indexOf("contested");
    const contested = bestEdges(6, (number) => Store.edgeTable.standing[number] === isContested);
    listed = best;
    return [
      make("h2", "", WORDS.start), make("p", "lead", WORDS.startLead),
      Drawing.drawn.size < Store.actors.length ? make("p", "lead", WORDS.shown(Drawing.drawn.size, Store.actors.length)) : null,
      Store.leftOut ? make("p", "lead", WORDS.leftOut(Store.leftOut)) : null,
      make("div", "actions", button("action", () => go(["path", "", ""]), WORDS.findPath)),
      most.length ? make("h3", "", WORDS.connected) : make("p", "lead", WORDS.nothing),
      ...most.map(([number, count]) => row(Store.actors[number], WORDS.edges(count))),
      contested.length ? make("h3", "", WORDS.contestedEdges) : null, ...contested.map((edge) => edgeRow(edge, null, openEdge)),
      best.length ? make("h3", "", WORDS.sourced) : null, ...best.map((edge) => edgeRow(edge, null, openEdge)),
    ];
  }

  function actorActions(actor) {
    const id = actor.number;
    const again = () => { render(false); View.changed(); };
    const hidden = Drawing.neighbours(id).filter((other) => !Drawing.isDrawn(other));
    const leaves = Drawing.leaves(id);
    const pin = button("action", () => { Drawing.pin(id); again(); }, Drawing.pinned.has(id) ? WORDS.unpin : WORDS.pin);
    pin.setAttribute("aria-pressed", String(Drawing.pinned.has(id)));
    return make("div", "actions",
      hidden.length ? button("action main", () => { grow(id); again(); }, WORDS.expand(hidden.length)) : null,
      leaves.length ? button("action", () => { Drawing.remove(leaves); again(); }, WORDS.collapse(leaves.length)) : null,
      button("action", () => { Drawing.only(id); again(); }, WORDS.neighbourhood), pin,
      button("action", () => { Drawing.pinned.delete(id); go(["start"]); Drawing.remove([id]); View.changed(); }, WORDS.hide),
      button("action", () => go(["path", actor.id, ""]), WORDS.pathFrom));
  }

  function grow(id) {
    const hidden = Drawing.neighbours(id).filter((other) => !Drawing.isDrawn(other));
    if (Drawing.draw([id, ...hidden]) < hidden.length) Elements.announce(WORDS.full(Drawing.most));
    else Elements.announce(WORDS.grown(hidden.length));
  }

  function about(actor) {
    const item = /^Q[0-9]+$/.test(actor.wikidata || "") ? link(`https://www.wikidata.org/wiki/${actor.wikidata}`, `${WORDS.wikidata} ${actor.wikidata}`) : null;
    const named = (id) => (Store.byId.has(id) ? button("inline", () => openActor(Store.byId.get(id)), Store.nameOf(id)) : Store.nameOf(id));
    const offices = Store.officesOf(actor).map(({ title, from, to, who, held }) => make(
      "li", "", `${title} ${held ? WORDS.of : "–"} `, named(who), from || to ? make("span", "quiet", ` ${from || ""} – ${to || ""}`) : null,
    ));
    return [
      make("p", "lead", WORDS.types[actor.type] || actor.type, actor.part ? [` · ${WORDS.partOf} `, named(actor.part)] : "", item ? [" · ", item] : ""),
      actor.aliases.length ? make("p", "lead", WORDS.known(actor.aliases.join(", "))) : null,
      offices.length ? make("details", "offices", make("summary", "", WORDS.offices(offices.length)), make("ul", "", ...offices)) : null,
    ];
  }

  /* What is told of an actor, in the order of the dates that the statements name. */
  function timeline(actor, edges) {
    const dated = edges.flatMap((edge) => Filters.rowsOf(edge).map(Store.statement)).filter((one) => one.date && (one.date[0] || one.date[1]));
    dated.sort((one, other) => (one.date[0] || one.date[1]).localeCompare(other.date[0] || other.date[1]) || one.number - other.number);
    if (!dated.length) return null;
    const items = dated.slice(0, 200).map((one) => make("li", one.edge.relation.family, button("row", () => openEdge(one.edge),
      make("span", "when", one.date[0] || one.date[1]), make("span", "text", Evidence.sentence(one.edge)),
      one.voice === "asserted" ? null : Evidence.badge(one.voice))));
    return make("details", "timeline", make("summary", "", WORDS.timeline(dated.length)), make("ol", "", ...items));
  }

  function actorPage(move, id) {
    const actor = Store.byId.get(id);
    if (!actor) return null;
    Drawing.choose([actor.number], null, move);
    const edges = shownEdges(actor.edges);
    listed = edges;
    const groups = new Map();
    for (const edge of edges) {
      const family = edge.relation.family in WORDS.families ? edge.relation.family : "";
      const key = `${Object.keys(WORDS.families).indexOf(family)} ${edge.relation.name}`;
      if (!groups.has(key)) groups.set(key, { family, label: edge.relation.label, edges: [] });
      groups.get(key).edges.push(edge);
    }
    const hidden = actor.edges.length - edges.length;
    return [
      make("h2", "", actor.name), ...about(actor), actorActions(actor),
      hidden ? make("p", "notice-line", WORDS.filteredEdges(hidden), " ", button("small", () => Filters.reset(), WORDS.clearFilters)) : null,
      timeline(actor, edges),
      ...[...groups].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, group]) => [
        make("h3", "", make("span", `swatch ${group.family}`), `${group.label} `, make("span", "quiet", String(group.edges.length))),
        ...rows(group.edges, actor),
      ]),
    ];
  }

  function rows(edges, actor) {
    const shown = edges.slice(0, 30).map((edge) => edgeRow(edge, actor, openEdge));
    if (edges.length > 30) {
      const more = button("small", () => more.replaceWith(...edges.slice(30).map((edge) => edgeRow(edge, actor, openEdge))), WORDS.more(edges.length - 30));
      shown.push(more);
    }
    return shown;
  }

  function edgePage(move, subject, relation, object) {
    const edge = Store.edgeByKey(subject, relation, object);
    if (!edge) return null;
    Drawing.choose([edge.subject.number, edge.object.number], [Drawing.lineOf(edge)], move);
    listed = [edge];
    const others = shownEdges(Drawing.edgesOf(Drawing.lineOf(edge))).filter((one) => one !== edge);
    return [
      ...edgeHead(edge, "h2"), ends(edge.subject, edge.object), keys(), cards(edge),
      others.length ? make("h3", "", WORDS.alsoBetween) : null, ...others.map((one) => edgeRow(one, null, openEdge)),
    ];
  }

  function betweenPage(move, first, second) {
    const [one, other] = [Store.byId.get(first), Store.byId.get(second)];
    const line = one && other && Drawing.lineBetween(one.number, other.number);
    if (line === undefined) return null;
    Drawing.choose([one.number, other.number], [line], move);
    listed = shownEdges(Drawing.edgesOf(line));
    return [
      make("h2", "", Drawing.nameOf(line)), make("p", "lead", WORDS.edges(listed.length)), ends(one, other), keys(),
      ...listed.flatMap((edge) => [make("section", "bundle-part", ...edgeHead(edge, "h3"), cards(edge))]),
    ];
  }

  function ends(...actors) {
    return make("div", "actions", ...[...new Set(actors)].map((actor) => button("action", () => openActor(actor), actor.name)));
  }

  function pathPage(move, first, second) {
    const [one, other] = [Store.byId.get(first), Store.byId.get(second)];
    const form = make("div", "path-form",
      Search.field(WORDS.pathStart, one ? one.name : "", (actor) => go(["path", actor.id, second])),
      Search.field(WORDS.pathGoal, other ? other.name : "", (actor) => go(["path", first, actor.id])));
    const head = [make("h2", "", WORDS.findPath), make("p", "lead", WORDS.pathLead), form];
    if (!one || !other) { Drawing.clear(); return head; }
    const found = Paths.find(one.number, other.number);
    if (!found.length) return [...head, make("p", "lead", WORDS.noPath)];
    const showPath = (path, moved) => {
      Drawing.draw(path);
      Drawing.choose(path, path.slice(1).map((id, place) => Drawing.lineBetween(path[place], id)), moved);
    };
    showPath(found[0], move);
    listed = found[0].slice(1).flatMap((id, place) => Paths.bestEdges(found[0][place], id));
    return [...head, make("p", "lead", WORDS.paths(found.length, found[0].length - 1)), keys(),
      ...found.map((path, number) => pathPart(path, number, showPath))];
  }

  function pathPart(path, number, showPath) {
    const names = path.map((id) => Store.actors[id].name).join(" → ");
    const steps = path.slice(1).map((id, place) => {
      const edges = Paths.bestEdges(path[place], id);
      return make("section", "step", ...edges.slice(0, 2).flatMap((edge) => [edgeRow(edge, null, openEdge), pile(inOrder(Filters.rowsOf(edge)).slice(0, 1))]),
        edges.length > 2 ? button("small", () => go(["between", Store.actors[path[place]].id, Store.actors[id].id]), WORDS.more(edges.length - 2)) : null);
    });
    const part = make("details", "path", make("summary", "", names), ...steps);
    part.open = number === 0;
    part.addEventListener("toggle", () => { if (part.open && part.isConnected) showPath(path, true); });
    return part;
  }

  function openLine(line) {
    const edges = shownEdges(Drawing.edgesOf(line));
    if (edges.length === 1) { go(["edge", edges[0].subject.id, edges[0].relation.name, edges[0].object.id], false); return; }
    const [one, other] = Drawing.endsOf(line).map((id) => Store.actors[id].id);
    go(["between", one, other], false);
  }

  return { go, render, openActor, openEdge, openLine, grow, better, shownEdges, current: () => current, listed: () => listed };
})();
