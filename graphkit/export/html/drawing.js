"use strict";
/* The drawing: a part of the graph, everything between two actors as one line. Positions come with the page. */
const Drawing = (() => {
  const MOST_ACTORS = 2000;
  const MANY_LINES = 1500;
  const NAMES_IN_MOTION = 60;
  const place = document.getElementById("drawing");
  const { x: across, y: down, size: sizes, letters, bundles, widths: lineWidths } = Store.network;
  const shortened = new Map(Store.network.labels);
  const points = across.map((x, id) => ({
    id, x, y: down[id], size: sizes[id], letters: letters[id], label: shortened.get(id) ?? Store.actors[id].name,
    shape: Store.shapes[Store.actors[id].type] || "dot",
  }));
  /* Everything between two actors is one line: so many edges, side by side in their table. */
  const firstEdge = Store.begins(bundles);
  const endOf = (pick) => Int32Array.from(bundles, (_, id) => pick(Store.edgeTable.subject[firstEdge[id]], Store.edgeTable.object[firstEdge[id]]));
  const [lineFrom, lineTo] = [endOf(Math.min), endOf(Math.max)];
  const linesOf = Store.touching(lineFrom, lineTo);
  const otherEnd = (line, id) => (lineFrom[line] === id ? lineTo[line] : lineFrom[line]);
  const numbersOf = (line) => Array.from({ length: bundles[line] }, (_, place) => firstEdge[line] + place);

  function isLeft(line) {
    for (let edge = firstEdge[line]; edge < firstEdge[line + 1]; edge += 1) if (Filters.counts[edge] > 0) return true;
    return false;
  }

  const drawn = new Set();
  const pinned = new Set();
  const moved = new Map();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let looks = new Map();
  let chosen = null;
  let network = null;
  let colours = {};
  let cursor = null;
  let labelled = false;
  let large = false;
  let pending = false;
  let view = null;
  let steered = false;
  let moving = 0;
  let names = [];
  const shownAs = new Map();
  let onChange = () => {};

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ink", "paper", "card", "quiet", "node", "node-line", "accent", "other", "warn", ...Object.keys(WORDS.families)];
    colours = Object.fromEntries(names.filter(Boolean).map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    Overlay.recolour(colours);
  }

  const positionOf = (id) => moved.get(id) || points[id];
  const isPart = (id) => !Filters.isActive() || pinned.has(id) || (chosen !== null && chosen.main.has(id))
    || linesOf(id).some((line) => looks.has(line));

  const isMain = (id) => chosen !== null && chosen.main.has(id);
  const fillOf = (id) => (isMain(id) ? colours.accent : colours.node);
  const borderOf = (id) => (isMain(id) || pinned.has(id) ? colours.accent : colours["node-line"]);

  function asNode(id) {
    /* Faint by its colours: with an opacity of its own each node takes vis-network half as long again to draw. */
    const strength = chosen === null || chosen.has(id) ? "" : "40";
    const { x, y } = positionOf(id);
    return {
      id, x, y, size: points[id].size, shape: points[id].shape,
      borderWidth: pinned.has(id) ? 3.5 : 1.5,
      color: {
        background: `${fillOf(id)}${strength}`,
        border: `${borderOf(id)}${strength}`,
        highlight: { background: colours.accent, border: colours.accent },
        hover: { background: colours.node, border: colours.accent },
      },

    };
  }

  /* What a line looks like follows from the edges that the filters leave. */
  function lookOf(id) {
    const found = numbersOf(id).filter((number) => Filters.counts[number] > 0).map(Store.edge);
    if (!found.length) return null;
    const families = new Map();
    const arrows = new Set();
    for (const edge of found) {
      const { family, symmetric } = edge.relation;
      families.set(family, (families.get(family) || 0) + Filters.countOf(edge));
      if (!symmetric) arrows.add(edge.object.number === lineTo[id] ? "to" : "from");
    }
    const [family] = [...families].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))[0];
    return {
      line: { id, from: lineFrom[id], to: lineTo[id], width: lineWidths[id] }, found, family: family in WORDS.families ? family : "",
      arrows: [...arrows].sort().join(","),
      dashed: !found.some((edge) => ["asserted", "claimed", "contested"].includes(edge.standing)),
      disputed: found.some((edge) => edge.standing === "contested" || edge.standing === "denied"),
    };
  }

  /* The more lines, the fainter, so that the actors stay readable. */
  function asLine(look, labelled, total) {
    const { line } = look;
    const near = chosen === null || chosen.lines.has(line.id);
    const colour = colours[look.family] || colours.other;
    const opacity = near ? Math.max(0.3, Math.min(0.9, 14 / Math.sqrt(total))) : 0.07;
    return {
      id: line.id, from: line.from, to: line.to, arrows: look.arrows, width: line.width, dashes: look.dashed ? [7, 5] : false,
      color: { color: colour, highlight: colour, hover: colour, opacity },
      label: labelled && near ? labelOf(look) : undefined,
      font: { color: colours.ink, size: 12, strokeWidth: 4, strokeColor: colours.paper, align: "middle" },
    };
  }

  function labelOf({ found }) {
    const labels = [...new Set(found.map((edge) => edge.relation.label))];
    return labels.length > 2 ? `${labels[0]} +${labels.length - 1}` : labels.join(", ");
  }

  function visibleLooks() {
    const found = new Map();
    for (const id of drawn) {
      for (const line of linesOf(id)) {
        if (found.has(line) || !drawn.has(otherEnd(line, id))) continue;
        const look = lookOf(line);
        if (look) found.set(line, look);
      }
    }
    return found;
  }

  /* The panel answers first; the drawing follows when that has been painted, once for all that was asked for. */
  function refresh() {
    if (!pending) requestAnimationFrame(() => setTimeout(settle));
    pending = true;
  }

  function settle() {
    if (!pending) return;
    pending = false;
    looks = visibleLooks();
    const parts = [...drawn].filter(isPart);
    const near = chosen === null ? looks.size : [...chosen.lines].filter((id) => looks.has(id)).length;
    labelled = near <= (chosen === null ? 12 : 30);
    replace(edges, [...looks.values()].map((look) => asLine(look, labelled, near)));
    replace(nodes, parts.map(asNode));
    const now = looks.size > MANY_LINES;
    if (now !== large) network.setOptions({ interaction: { hideEdgesOnDrag: now, hideEdgesOnZoom: now, hover: !now } });
    large = now;
    network.selectNodes([]);
    if (view) fit(...view);
    view = null;
    onChange();
  }

  /* Changes what differs: vis-network works long on each entry that it is given. */
  function replace(set, entries) {
    const kept = new Set(entries.map(({ id }) => id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    const shown = shownAs.get(set) || new Map();
    const changed = entries.filter((entry) => {
      const mark = JSON.stringify(entry);
      const same = shown.get(entry.id) === mark && set.get(entry.id) !== null;
      shown.set(entry.id, mark);
      return !same;
    });
    shownAs.set(set, shown);
    if (changed.length) set.update(changed);
  }

  /* What is painted over the drawing, for the part of it that is on the screen; little of it while a large one moves. */
  function decorate(context) {
    if (moving && large) { Overlay.write(context, names.slice(0, NAMES_IN_MOTION), false); return; }
    const scale = network.getScale();
    const lines = [...looks].filter(([id]) => chosen === null || chosen.lines.has(id))
      .map(([, look]) => ({ look, from: positionOf(look.line.from), to: positionOf(look.line.to) }));
    Overlay.marks(context, lines, !labelled && (looks.size <= 400 || scale > 0.6));
    const { x, y } = network.getViewPosition();
    const [wide, high] = [place.clientWidth / scale / 2 + 100, place.clientHeight / scale / 2 + 60];
    const inside = nodes.getIds().filter((id) => Math.abs(positionOf(id).x - x) < wide && Math.abs(positionOf(id).y - y) < high);
    const rank = (id) => (chosen === null || chosen.has(id) ? 0 : 1e6) + (isMain(id) || pinned.has(id) ? -1e6 : 0) + id;
    inside.sort((one, other) => rank(one) - rank(other));
    names = Overlay.place(context, inside.map((id) => (
      { ...points[id], ...positionOf(id), near: chosen === null || chosen.has(id), main: isMain(id) }
    )), scale, place.clientWidth * place.clientHeight);
    Overlay.write(context, names, true);
  }

  function move() {
    clearTimeout(moving);
    moving = setTimeout(() => { moving = 0; network.redraw(); }, 150);
  }

  function add(ids) {
    const fresh = [...new Set(ids)].filter((id) => !drawn.has(id)).slice(0, MOST_ACTORS - drawn.size);
    fresh.forEach((id) => drawn.add(id));
    return fresh.length;
  }

  function fit(ids, move = true) {
    if (pending) { view = [ids, move]; return; }
    steered = false;
    const all = ids || nodes.getIds();
    if (all.length) network.fit({ nodes: all.filter((id) => nodes.get(id)), maxZoomLevel: 1.2, animation: move && Elements.glide() });
  }

  /* The largest part that lines hold together: what the first view shows whole. */
  function mainPart() {
    const seen = new Set();
    let best = [];
    for (const start of drawn) {
      if (seen.has(start)) continue;
      const part = [start];
      seen.add(start);
      for (const id of part) for (const other of neighbours(id)) if (drawn.has(other) && !seen.has(other)) { seen.add(other); part.push(other); }
      if (part.length > best.length) best = part;
    }
    return best.length * 2 > drawn.size ? best : null;
  }

  /* How near the view can come so that all of these are in it. */
  function nearness(ids) {
    const sides = ["x", "y"].map((axis) => ids.map((id) => positionOf(id)[axis])).map((all) => Math.max(...all) - Math.min(...all) + 120);
    return Math.min(place.clientWidth / sides[0], place.clientHeight / sides[1]);
  }

  /* All of the first view; its largest part alone where the others would make it much smaller. */
  function home() {
    const main = mainPart();
    fit(main && nearness([...drawn]) < 0.75 * nearness(main) ? main : null, false);
  }

  function open(handlers) {
    onChange = handlers.change;
    readColours();
    add(points.slice(0, Store.top).map((point) => point.id));
    looks = visibleLooks();
    labelled = looks.size <= 12;
    replace(nodes, [...drawn].map(asNode));
    replace(edges, [...looks.values()].map((look) => asLine(look, labelled, looks.size)));
    network = new vis.Network(place, { nodes, edges }, Store.network.options);
    network.on("afterDrawing", decorate);
    if (looks.size > MANY_LINES) refresh();
    network.on("click", (event) => {
      if (event.nodes.length) handlers.actor(event.nodes[0]);
      else if (event.edges.length) handlers.line(event.edges[0]);
      else handlers.nothing();
    });
    network.on("doubleClick", (event) => { if (event.nodes.length) handlers.grow(event.nodes[0]); });
    network.on("dragEnd", (event) => {
      for (const id of event.nodes) moved.set(id, network.getPosition(id));
      if (!event.nodes.length) steered = true;
      onChange();
    });
    network.on("zoom", () => { steered = true; move(); onChange(); });
    network.on("dragging", move);
    network.on("animationFinished", () => onChange());
    network.on("hoverNode", ({ node }) => handlers.hover(Store.actors[node].name));
    network.on("hoverEdge", ({ edge }) => handlers.hover(`${nameOf(edge)}: ${looks.has(edge) ? labelOf(looks.get(edge)) : ""}`));
    for (const event of ["blurNode", "blurEdge"]) network.on(event, () => handlers.hover(""));
    home();
  }

  const nameOf = (id) => WORDS.between(Store.actors[lineFrom[id]].name, Store.actors[lineTo[id]].name);

  /* Marks actors as chosen, with their neighbours (or only the lines given) in full colour. */
  function choose(main, lineIds, move) {
    const near = new Set(main);
    add(main);
    const nearLines = new Set(lineIds || main.flatMap((id) => [...linesOf(id)]));
    for (const id of nearLines) near.add(lineFrom[id]).add(lineTo[id]);
    chosen = Object.assign(near, { main: new Set(main), lines: nearLines });
    cursor = main[0];
    refresh();
    if (move) fit([...near]);
  }

  const neighbours = (id) => Array.from(linesOf(id)).filter(isLeft).map((line) => otherEnd(line, id)).filter((other) => other !== id);

  /* Neighbours that nothing else in the drawing holds. */
  function leaves(id) {
    return neighbours(id).filter((other) => drawn.has(other) && !pinned.has(other)
      && neighbours(other).filter((further) => drawn.has(further)).length === 1);
  }

  function remove(ids) {
    for (const id of ids) if (!pinned.has(id)) drawn.delete(id);
    refresh();
  }

  /* One actor with its neighbours around it, each in a direction of its own, so that no line runs under another actor. */
  function only(id) {
    const around = neighbours(id).slice(0, MOST_ACTORS - 1);
    const centre = positionOf(id);
    const angle = (other) => Math.atan2(positionOf(other).y - centre.y, positionOf(other).x - centre.x);
    around.sort((one, other) => angle(one) - angle(other));
    drawn.clear();
    add([...pinned, id, ...around]);
    const rings = Math.ceil(around.length / 12);
    around.forEach((other, number) => {
      const turn = (number / around.length) * 2 * Math.PI;
      const far = 1 + 0.45 * (number % rings);
      moved.set(other, { x: Math.round(centre.x + 330 * far * Math.cos(turn)), y: Math.round(centre.y + 235 * far * Math.sin(turn)) });
    });
    choose([id], null, true);
    fit();
  }

  /* The drawn actor that lies nearest in a direction. */
  function step(dx, dy) {
    settle();
    const ids = nodes.getIds();
    if (cursor === null || !nodes.get(cursor)) return ids.length ? ids[0] : null;
    const from = positionOf(cursor);
    const score = (id) => {
      const [x, y] = [positionOf(id).x - from.x, positionOf(id).y - from.y];
      const along = x * dx + y * dy;
      return along <= 0 ? Infinity : along + 2.5 * Math.abs(x * dy - y * dx);
    };
    const best = ids.filter((id) => id !== cursor).sort((one, other) => score(one) - score(other))[0];
    return best !== undefined && score(best) < Infinity ? best : cursor;
  }

  function zoom(factor) {
    settle();
    steer({ scale: Math.min(4, Math.max(0.03, network.getScale() * factor)), animation: Elements.glide() });
  }

  function steer(aim) {
    steered = true;
    network.moveTo(aim);
    onChange();
  }

  /* Where the user has moved the view, as text; "" where it follows from what is shown. */
  function eye() {
    const { x, y } = network.getViewPosition();
    return steered ? [x.toFixed(1), y.toFixed(1), network.getScale().toFixed(4)].join(" ") : "";
  }

  function setEye(text) {
    const [x, y, scale] = text.split(" ").map(Number);
    if (![x, y, scale].every(Number.isFinite) || scale <= 0) return;
    settle();
    network.setSize("100%", "100%");
    steer({ position: { x, y }, scale: Math.min(4, Math.max(0.03, scale)), animation: false });
  }

  const goTo = (id) => steer({ position: positionOf(id), animation: Elements.glide() });

  return {
    open, choose, nameOf, neighbours, leaves, remove, only, step, zoom, goTo, eye, setEye, home, fit, refresh, positionOf, labelOf,
    most: MOST_ACTORS, drawn, pinned, moved,
    looks: () => { settle(); return looks; },
    actors: () => { settle(); return nodes.getIds(); },
    styleOf: (id) => ({
      ...nodes.get(id), color: { background: fillOf(id), border: borderOf(id) }, label: points[id].label, letters: points[id].letters,
    }),
    colours: () => colours,
    canvas: () => place.querySelector("canvas"),
    network: () => network,
    edgesOf: (id) => numbersOf(id).map(Store.edge),
    endsOf: (id) => [lineFrom[id], lineTo[id]],
    lineOf: (edge) => linesOf(edge.subject.number).find((line) => firstEdge[line] <= edge.number && edge.number < firstEdge[line + 1]),
    lineBetween: (one, other) => linesOf(one).find((line) => otherEnd(line, one) === other),
    isDrawn: (id) => drawn.has(id),
    draw(ids) { const count = add(ids); refresh(); return count; },
    replaceAll(ids) { drawn.clear(); add(ids); refresh(); },
    pin(id) { if (!pinned.delete(id)) pinned.add(id); add([id]); refresh(); },
    clear() { if (chosen !== null) { chosen = null; refresh(); } },
    recolour() { readColours(); refresh(); },
    reset() {
      chosen = null; cursor = null; drawn.clear(); pinned.clear(); moved.clear();
      add(points.slice(0, Store.top).map((point) => point.id));
      refresh(); home();
    },
  };
})();
