"use strict";
/* The drawing: a part of the graph, everything between two actors as one line. Positions come with the page. */
const Drawing = (() => {
  const MOST_ACTORS = 2000;
  const MANY_LINES = 1500;
  const place = document.getElementById("drawing");
  const points = Store.network.nodes;
  const lines = Store.network.edges.map((line, id) => ({ id, from: line.from, to: line.to, edges: line.edges, width: line.width }));
  const linesOf = points.map(() => []);
  for (const line of lines) for (const end of new Set([line.from, line.to])) linesOf[end].push(line);
  const shapeOf = points.map((point) => point.shape);
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
  let onChange = () => {};

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ink", "paper", "card", "quiet", "node", "node-line", "accent", "other", "warn", ...Object.keys(WORDS.families)];
    colours = Object.fromEntries(names.filter(Boolean).map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  const positionOf = (id) => moved.get(id) || points[id];
  const isPart = (id) => !Filters.isActive() || pinned.has(id) || (chosen !== null && chosen.main.has(id))
    || linesOf[id].some((line) => looks.has(line.id));

  function asNode(id) {
    const near = chosen === null || chosen.has(id);
    const main = chosen !== null && chosen.main.has(id);
    const { x, y } = positionOf(id);
    return {
      ...points[id], x, y,
      opacity: near ? 1 : 0.25,
      borderWidth: pinned.has(id) ? 3.5 : 1.5,
      color: {
        background: main ? colours.accent : colours.node,
        border: main || pinned.has(id) ? colours.accent : colours["node-line"],
        highlight: { background: colours.accent, border: colours.accent },
        hover: { background: colours.node, border: colours.accent },
      },
      font: { ...points[id].font, color: near ? colours.ink : `${colours.ink}55`, strokeWidth: 4, strokeColor: colours.paper },
    };
  }

  /* What a line looks like follows from the edges that the filters leave. */
  function lookOf(line) {
    const found = line.edges.map((number) => Store.edges[number]).filter((edge) => Filters.countOf(edge) > 0);
    if (!found.length) return null;
    const families = new Map();
    const arrows = new Set();
    for (const edge of found) {
      const { family, symmetric } = edge.relation;
      families.set(family, (families.get(family) || 0) + Filters.countOf(edge));
      if (!symmetric) arrows.add(edge.object.number === line.to ? "to" : "from");
    }
    const [family] = [...families].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))[0];
    return {
      line, found, family: family in WORDS.families ? family : "", arrows: [...arrows].sort().join(","),
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
      for (const line of linesOf[id]) {
        if (found.has(line.id) || !drawn.has(line.from) || !drawn.has(line.to)) continue;
        const look = lookOf(line);
        if (look) found.set(line.id, look);
      }
    }
    return found;
  }

  function refresh() {
    looks = visibleLooks();
    const parts = [...drawn].filter(isPart);
    const kept = new Set(parts);
    const near = chosen === null ? looks.size : [...chosen.lines].filter((id) => looks.has(id)).length;
    const labelled = near <= (chosen === null ? 12 : 30);
    edges.remove(edges.getIds().filter((id) => !looks.has(id)));
    nodes.remove(nodes.getIds().filter((id) => !kept.has(id)));
    nodes.update(parts.map(asNode));
    edges.update([...looks.values()].map((look) => asLine(look, labelled, near)));
    const large = looks.size > MANY_LINES;
    network?.setOptions({ interaction: { hideEdgesOnDrag: large, hideEdgesOnZoom: large, hover: !large } });
    onChange();
  }

  /* Crosses on lines that someone denies, since colour alone does not tell, and the number of edges in a bundle. */
  function decorate(context) {
    const few = looks.size <= 400 || network.getScale() > 0.6;
    for (const [id, look] of looks) {
      if (chosen !== null && !chosen.lines.has(id)) continue;
      const [from, to] = [positionOf(look.line.from), positionOf(look.line.to)];
      const along = (part) => [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
      if (look.disputed) for (const part of [0.36, 0.64]) cross(context, ...along(part));
      if (few && look.found.length > 1 && !edges.get(id)?.label) badge(context, ...along(0.5), look);
    }
  }

  function cross(context, x, y) {
    context.strokeStyle = colours.warn;
    context.lineWidth = 2.5;
    context.beginPath();
    for (const side of [1, -1]) {
      context.moveTo(x - 5, y - 5 * side);
      context.lineTo(x + 5, y + 5 * side);
    }
    context.stroke();
  }

  function badge(context, x, y, look) {
    context.beginPath();
    context.arc(x, y, 8.5, 0, 2 * Math.PI);
    context.fillStyle = colours.paper;
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = colours[look.family] || colours.other;
    context.stroke();
    context.fillStyle = colours.ink;
    context.font = "600 10.5px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(look.found.length), x, y + 0.5);
  }

  function add(ids) {
    const fresh = [...new Set(ids)].filter((id) => !drawn.has(id)).slice(0, MOST_ACTORS - drawn.size);
    fresh.forEach((id) => drawn.add(id));
    return fresh.length;
  }

  function fit(ids, move = true) {
    const all = ids || nodes.getIds();
    if (all.length) network.fit({ nodes: all.filter((id) => nodes.get(id)), maxZoomLevel: 1.2, animation: move && Elements.glide() });
  }

  function open(handlers) {
    onChange = handlers.change;
    readColours();
    add(points.slice(0, Store.top).map((point) => point.id));
    looks = visibleLooks();
    nodes.add([...drawn].map(asNode));
    edges.add([...looks.values()].map((look) => asLine(look, looks.size <= 12, looks.size)));
    network = new vis.Network(place, { nodes, edges }, Store.network.options);
    network.on("afterDrawing", decorate);
    network.on("click", (event) => {
      if (event.nodes.length) handlers.actor(event.nodes[0]);
      else if (event.edges.length) handlers.line(event.edges[0]);
      else handlers.nothing();
    });
    network.on("doubleClick", (event) => { if (event.nodes.length) handlers.grow(event.nodes[0]); });
    network.on("dragEnd", (event) => {
      for (const id of event.nodes) moved.set(id, network.getPosition(id));
    });
    network.on("hoverNode", ({ node }) => handlers.hover(Store.actors[node].name));
    network.on("hoverEdge", ({ edge }) => handlers.hover(`${nameOf(edge)}: ${labelOf(looks.get(edge))}`));
    for (const event of ["blurNode", "blurEdge"]) network.on(event, () => handlers.hover(""));
    fit(null, false);
  }

  const nameOf = (id) => WORDS.between(Store.actors[lines[id].from].name, Store.actors[lines[id].to].name);

  /* Marks actors as chosen, with their neighbours (or only the lines given) in full colour. */
  function choose(main, lineIds, move) {
    const near = new Set(main);
    add(main);
    const nearLines = new Set(lineIds || main.flatMap((id) => linesOf[id].map((line) => line.id)));
    for (const id of nearLines) for (const end of [lines[id].from, lines[id].to]) near.add(end);
    chosen = Object.assign(near, { main: new Set(main), lines: nearLines });
    cursor = main[0];
    refresh();
    network.selectNodes([]);
    if (move) fit([...near]);
  }

  const neighbours = (id) => [...new Set(
    linesOf[id].filter((line) => line.edges.some((edge) => Filters.countOf(Store.edges[edge]) > 0))
      .map((line) => (line.from === id ? line.to : line.from)),
  )].filter((other) => other !== id);

  /* Neighbours that nothing else in the drawing holds. */
  function leaves(id) {
    return neighbours(id).filter((other) => drawn.has(other) && !pinned.has(other)
      && neighbours(other).filter((further) => drawn.has(further)).length === 1);
  }

  function remove(ids) {
    for (const id of ids) if (!pinned.has(id)) drawn.delete(id);
    refresh();
  }

  /* One actor with its neighbours in rings around it, by angle, so that no name lies on another. */
  function only(id) {
    const around = neighbours(id).slice(0, MOST_ACTORS - 1);
    const centre = positionOf(id);
    const angle = (other) => Math.atan2(positionOf(other).y - centre.y, positionOf(other).x - centre.x);
    drawn.clear();
    add([...pinned, id, ...around]);
    let ring = 0;
    for (let start = 0; start < around.length; ring += 1) {
      const [wide, high] = [330 + 210 * ring, 230 + 130 * ring];
      const room = Math.floor(12 + 8 * ring);
      const part = around.slice(start, start + room).sort((one, other) => angle(one) - angle(other));
      part.forEach((other, number) => {
        const turn = ((number + (ring % 2) / 2) / part.length) * 2 * Math.PI;
        moved.set(other, { x: centre.x + wide * Math.cos(turn), y: centre.y + high * Math.sin(turn) });
      });
      start += room;
    }
    choose([id], null, true);
    fit();
  }

  /* The drawn actor that lies nearest in a direction. */
  function step(dx, dy) {
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
    network.moveTo({ scale: Math.min(4, Math.max(0.03, network.getScale() * factor)), animation: Elements.glide() });
  }

  return {
    open, choose, nameOf, neighbours, leaves, remove, only, step, zoom, fit, refresh, positionOf, labelOf,
    most: MOST_ACTORS, drawn, pinned, moved,
    looks: () => looks,
    actors: () => nodes.getIds(),
    styleOf: (id) => ({ ...nodes.get(id), shape: shapeOf[id], type: Store.actors[id].type }),
    colours: () => colours,
    canvas: () => place.querySelector("canvas"),
    network: () => network,
    edgesOf: (id) => lines[id].edges.map((edge) => Store.edges[edge]),
    endsOf: (id) => [lines[id].from, lines[id].to],
    linesOf: (id) => linesOf[id],
    lineOf: (edge) => linesOf[edge.subject.number].find((line) => line.edges.includes(edge.number)).id,
    lineBetween: (one, other) => linesOf[one].find((line) => line.from === other || line.to === other),
    isDrawn: (id) => drawn.has(id),
    draw(ids) { const count = add(ids); refresh(); return count; },
    replaceAll(ids) { drawn.clear(); add(ids); refresh(); },
    pin(id) { if (!pinned.delete(id)) pinned.add(id); add([id]); refresh(); },
    clear() { if (chosen !== null) { chosen = null; refresh(); } },
    recolour() { readColours(); refresh(); },
    reset() {
      chosen = null; cursor = null; drawn.clear(); pinned.clear(); moved.clear();
      add(points.slice(0, Store.top).map((point) => point.id));
      refresh(); fit(null, false);
    },
  };
})();
