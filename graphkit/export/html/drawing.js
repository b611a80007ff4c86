"use strict";
/* The drawing: a part of the graph, everything between two actors as one line. Positions come with the page. */
const Drawing = (() => {
  const MOST_ACTORS = 2000;
  const MOST_LINE_LABELS = 40;
  const place = document.getElementById("drawing");
  const points = Store.network.nodes;
  const lines = Store.network.edges.map((line, id) => ({ ...line, id, families: familiesOf(line) }));
  const linesOf = points.map(() => []);
  for (const line of lines) for (const end of new Set([line.from, line.to])) linesOf[end].push(line);
  const drawn = new Set();
  const hidden = new Set();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let chosen = null;
  let network = null;
  let colours = {};

  function familiesOf(line) {
    return new Set(line.edges.map((edge) => Store.edges[edge].relation.family));
  }

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ink", "paper", "node", "node-line", "accent", "other", "warn"];
    colours = Object.fromEntries([...names, ...Object.keys(WORDS.families)].filter(Boolean).map(
      (name) => [name, style.getPropertyValue(`--${name}`).trim()],
    ));
  }

  function isNear(id) {
    return chosen === null || chosen.has(id);
  }

  function asNode(id) {
    const near = isNear(id);
    const main = chosen !== null && chosen.main.has(id);
    return {
      ...points[id],
      opacity: near ? 1 : 0.25,
      color: {
        background: main ? colours.accent : colours.node,
        border: main ? colours.accent : colours["node-line"],
        highlight: { background: colours.accent, border: colours.accent },
        hover: { background: colours.node, border: colours.accent },
      },
      font: {
        ...points[id].font, color: near ? colours.ink : `${colours.ink}55`, strokeWidth: 4, strokeColor: colours.paper,
      },
    };
  }

  /* The more lines, the fainter, so that the actors stay readable. */
  function asLine(line, labelled, total) {
    const near = chosen === null || chosen.lines.has(line.id);
    const colour = colours[line.family] || colours.other;
    return {
      id: line.id, from: line.from, to: line.to, arrows: line.arrows, width: line.width,
      dashes: line.dashes ? [7, 5] : false,
      color: { color: colour, highlight: colour, hover: colour, opacity: near ? Math.max(0.3, Math.min(0.9, 14 / Math.sqrt(total))) : 0.08 },
      label: labelled && near ? labelOf(line) : undefined,
      font: { color: colours.ink, size: 12, strokeWidth: 4, strokeColor: colours.paper, align: "middle" },
    };
  }

  function labelOf(line) {
    const labels = [...new Set(line.edges.map((edge) => Store.edges[edge].relation.label))];
    return labels.length > 2 ? `${labels[0]} +${labels.length - 1}` : labels.join(", ");
  }

  function visibleLines() {
    const found = new Map();
    for (const id of drawn) {
      for (const line of linesOf[id]) {
        if (drawn.has(line.from) && drawn.has(line.to) && [...line.families].some((name) => !hidden.has(name))) {
          found.set(line.id, line);
        }
      }
    }
    return found;
  }

  function refresh() {
    const found = visibleLines();
    const near = chosen === null ? found.size : [...chosen.lines].filter((id) => found.has(id)).length;
    edges.remove(edges.getIds().filter((id) => !found.has(id)));
    nodes.update([...drawn].map(asNode));
    edges.update([...found.values()].map((line) => asLine(line, near <= MOST_LINE_LABELS, near)));
  }

  /* Crosses on lines that someone denies, since colour alone does not tell. */
  function drawCrosses(context) {
    context.strokeStyle = colours.warn;
    context.lineWidth = 2.5;
    for (const id of edges.getIds()) {
      if (!lines[id].disputed) continue;
      const [from, to] = [network.getPosition(lines[id].from), network.getPosition(lines[id].to)];
      const [x, y, size] = [(from.x + to.x) / 2, (from.y + to.y) / 2, 6];
      context.beginPath();
      context.moveTo(x - size, y - size);
      context.lineTo(x + size, y + size);
      context.moveTo(x + size, y - size);
      context.lineTo(x - size, y + size);
      context.stroke();
    }
  }

  function add(ids) {
    const fresh = ids.filter((id) => !drawn.has(id)).slice(0, MOST_ACTORS - drawn.size);
    fresh.forEach((id) => drawn.add(id));
    return fresh.length;
  }

  function open(handlers) {
    readColours();
    add(points.slice(0, Store.top).map((point) => point.id));
    refresh();
    network = new vis.Network(place, { nodes, edges }, Store.network.options);
    network.on("afterDrawing", drawCrosses);
    network.on("click", (event) => {
      if (event.nodes.length) handlers.actor(event.nodes[0]);
      else if (event.edges.length) handlers.line(event.edges[0]);
      else handlers.nothing();
    });
    network.on("hoverNode", ({ node }) => handlers.hover(Store.actors[node].name));
    network.on("hoverEdge", ({ edge }) => handlers.hover(`${nameOf(edge)}: ${labelOf(lines[edge])}`));
    for (const event of ["blurNode", "blurEdge"]) network.on(event, () => handlers.hover(""));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); refresh(); });
    network.fit({ animation: false });
  }

  function nameOf(id) {
    return WORDS.between(Store.actors[lines[id].from].name, Store.actors[lines[id].to].name);
  }

  /* Marks actors as chosen, with their neighbours (or only the line between two of them) in full colour. */
  function choose(main, lineIds, move) {
    const near = new Set(main);
    const nearLines = new Set(lineIds || main.flatMap((id) => linesOf[id].map((line) => line.id)));
    for (const id of nearLines) for (const end of [lines[id].from, lines[id].to]) near.add(end);
    chosen = Object.assign(near, { main: new Set(main), lines: nearLines });
    add(main);
    refresh();
    network.selectNodes([]);
    if (move) network.fit({ nodes: [...near].filter((id) => drawn.has(id)), maxZoomLevel: 1.2, animation: glide() });
  }

  function glide() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350 };
  }

  return {
    open, choose, nameOf,
    most: MOST_ACTORS,
    count: () => drawn.size,
    edgesOf: (id) => lines[id].edges.map((edge) => Store.edges[edge]),
    endsOf: (id) => [lines[id].from, lines[id].to],
    lineOf: (edge) => linesOf[edge.subject.number].find((line) => line.edges.includes(edge.number)).id,
    neighbours: (id) => linesOf[id].map((line) => (line.from === id ? line.to : line.from)),
    isDrawn: (id) => drawn.has(id),
    reveal(ids) { const count = add(ids); refresh(); network.fit({ nodes: ids, maxZoomLevel: 1.2, animation: glide() }); return count; },
    clear() { chosen = null; refresh(); },
    reset() {
      chosen = null; drawn.clear(); nodes.clear(); edges.clear();
      add(points.slice(0, Store.top).map((point) => point.id));
      refresh(); network.fit({ animation: false });
    },
    fit: () => network.fit({ animation: false }),
    toggle(family) { if (!hidden.delete(family)) hidden.add(family); refresh(); return !hidden.has(family); },
  };
})();
