"use strict";
/* What can be taken away: the view as PNG or SVG, its statements as CSV or JSON, and the sheet that is printed. */
const Takeaway = (() => {
  const { make } = Elements;
  const NAMES = { svg: "http://www.w3.org/2000/svg" };

  /* The drawing as plain shapes, so that both pictures show the same. */
  function scene() {
    const colours = Drawing.colours();
    const actors = Drawing.actors().map((id) => ({ ...Drawing.positionOf(id), style: Drawing.styleOf(id) }));
    const box = actors.reduce((sum, { x, y, style }) => {
      const wide = Math.max(style.size, style.label.length * style.letters * 0.3) + 12;
      return [Math.min(sum[0], x - wide), Math.min(sum[1], y - style.size - 12), Math.max(sum[2], x + wide), Math.max(sum[3], y + style.size + style.letters + 18)];
    }, [0, 0, 0, 0].map((zero, side) => (actors.length ? (side < 2 ? Infinity : -Infinity) : zero)));
    const lines = [...Drawing.looks().values()].map((look) => ({
      look, from: Drawing.positionOf(look.line.from), to: Drawing.positionOf(look.line.to),
      colour: colours[look.family] || colours.other,
      sizes: [Drawing.styleOf(look.line.from).size, Drawing.styleOf(look.line.to).size],
    }));
    return { colours, actors, lines, box };
  }

  function corners(shape, size) {
    const ring = (count, turn, radius) => Array.from({ length: count }, (_, place) => {
      const angle = (2 * Math.PI * place) / count + turn;
      const far = typeof radius === "number" ? radius : radius[place % 2];
      return [far * Math.cos(angle), far * Math.sin(angle)];
    });
    return {
      square: ring(4, Math.PI / 4, size * 1.41), diamond: ring(4, 0, size), hexagon: ring(6, 0, size),
      triangle: ring(3, -Math.PI / 2, size * 1.15), triangleDown: ring(3, Math.PI / 2, size * 1.15),
      star: ring(10, -Math.PI / 2, [size, size * 0.5]),
    }[shape] || null;
  }

  function arrow(tip, tail, gap) {
    const angle = Math.atan2(tip.y - tail.y, tip.x - tail.x);
    const [x, y] = [tip.x - gap * Math.cos(angle), tip.y - gap * Math.sin(angle)];
    return [0, 2.7, -2.7].map((turn) => (turn ? [x + 9 * Math.cos(angle + turn), y + 9 * Math.sin(angle + turn)] : [x, y]));
  }

  function element(tag, values, text) {
    const made = document.createElementNS(NAMES.svg, tag);
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, String(value));
    if (text !== undefined) made.textContent = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
    return made;
  }

  const points = (list, x = 0, y = 0) => list.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(" ");

  function svgLine({ look, from, to, colour, sizes }, colours) {
    const group = element("g", { stroke: colour, fill: colour, opacity: 0.85 });
    const line = element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, "stroke-width": look.line.width });
    if (look.dashed) line.setAttribute("stroke-dasharray", "7 5");
    group.append(line);
    if (look.arrows.includes("to")) group.append(element("polygon", { points: points(arrow(to, from, sizes[1])) }));
    if (look.arrows.includes("from")) group.append(element("polygon", { points: points(arrow(from, to, sizes[0])) }));
    group.append(element("title", {}, look.found.map(Evidence.sentence).join("\n")));
    if (look.disputed) {
      for (const part of [0.36, 0.64]) {
        const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
        group.append(element("path", { d: `M${x - 5},${y - 5}l10,10m0,-10l-10,10`, stroke: colours.warn, "stroke-width": 2.5, fill: "none" }));
      }
    }
    return group;
  }

  function svg() {
    const { colours, actors, lines, box } = scene();
    const [x, y, width, height] = [box[0], box[1], box[2] - box[0], box[3] - box[1]];
    const root = element("svg", { viewBox: `${x} ${y} ${width} ${height}`, width: Math.round(width), height: Math.round(height), "font-family": "sans-serif" });
    root.append(element("title", {}, Store.title), element("rect", { x, y, width, height, fill: colours.paper }));
    root.append(...lines.map((line) => svgLine(line, colours)));
    for (const { x: across, y: down, style } of actors) {
      const look = { fill: style.color.background, stroke: style.color.border, "stroke-width": style.borderWidth };
      const shape = corners(style.shape, style.size);
      root.append(shape ? element("polygon", { points: points(shape, across, down), ...look }) : element("circle", { cx: across, cy: down, r: style.size, ...look }));
      root.append(element("text", {
        x: across, y: down + style.size + style.letters + 2, "font-size": style.letters, "text-anchor": "middle", fill: colours.ink,
        stroke: colours.paper, "stroke-width": 4, "paint-order": "stroke",
      }, style.label));
    }
    return new XMLSerializer().serializeToString(root);
  }

  function paint(context, { colours, actors, lines }) {
    const polygon = (list, x = 0, y = 0) => {
      context.beginPath();
      list.forEach(([dx, dy], place) => (place ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
      context.closePath();
    };
    for (const { look, from, to, colour, sizes } of lines) {
      Object.assign(context, { strokeStyle: colour, fillStyle: colour, lineWidth: look.line.width, globalAlpha: 0.85 });
      context.setLineDash(look.dashed ? [7, 5] : []);
      context.beginPath(); context.moveTo(from.x, from.y); context.lineTo(to.x, to.y); context.stroke();
      context.setLineDash([]);
      if (look.arrows.includes("to")) { polygon(arrow(to, from, sizes[1])); context.fill(); }
      if (look.arrows.includes("from")) { polygon(arrow(from, to, sizes[0])); context.fill(); }
      Object.assign(context, { globalAlpha: 1, strokeStyle: colours.warn, lineWidth: 2.5 });
      for (const part of look.disputed ? [0.36, 0.64] : []) {
        const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
        context.beginPath(); context.moveTo(x - 5, y - 5); context.lineTo(x + 5, y + 5);
        context.moveTo(x + 5, y - 5); context.lineTo(x - 5, y + 5); context.stroke();
      }
    }
    context.textAlign = "center";
    for (const { x, y, style } of actors) {
      const shape = corners(style.shape, style.size);
      if (shape) polygon(shape, x, y);
      else { context.beginPath(); context.arc(x, y, style.size, 0, 2 * Math.PI); }
      Object.assign(context, { fillStyle: style.color.background, strokeStyle: style.color.border, lineWidth: style.borderWidth });
      context.fill(); context.stroke();
      Object.assign(context, { font: `${style.letters}px sans-serif`, lineWidth: 4, strokeStyle: colours.paper, fillStyle: colours.ink });
      context.strokeText(style.label, x, y + style.size + style.letters + 2);
      context.fillText(style.label, x, y + style.size + style.letters + 2);
    }
  }

  function picture(most) {
    const found = scene();
    const [width, height] = [found.box[2] - found.box[0], found.box[3] - found.box[1]];
    const scale = Math.min(2, most / Math.max(width, height, 1));
    const canvas = make("canvas", "");
    Object.assign(canvas, { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
    const context = canvas.getContext("2d");
    context.fillStyle = found.colours.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(scale, scale);
    context.translate(-found.box[0], -found.box[1]);
    paint(context, found);
    return canvas;
  }

  function record(statement) {
    const [start, end, words] = statement.date || [];
    const [amount, currency, period] = statement.amount || [];
    const { id, title, publisher, date, url } = statement.source;
    const part = (name) => (statement[name] ? statement.quote.slice(...statement[name]) : null);
    return {
      id: statement.id, subject: statement.from.id, subject_label: statement.from.name, relation: statement.edge.relation.name,
      object: statement.to.id, object_label: statement.to.name, standing: statement.edge.standing, modality: statement.voice,
      status: statement.status, speaker: statement.speaker, date_start: start ?? null, date_end: end ?? null, date_text: words ?? null,
      amount: amount ?? null, currency: currency ?? null, amount_period: period ?? null, document: id, title, publisher,
      published: date, url, quote: statement.quote, begin: statement.begin, subject_text: part("subject"), trigger_text: part("trigger"),
      object_text: part("object"), rule: statement.rule,
    };
  }

  const order = (one, other) => (one.source.id < other.source.id ? -1 : one.source.id > other.source.id ? 1 : one.begin - other.begin || one.number - other.number);
  const visible = () => Listing.edges().flatMap(Filters.rowsOf).map(Store.statement).sort(order);

  /* A cell that a table program would run as a formula is marked as text. */
  function cell(value) {
    const text = value === null ? "" : String(value);
    const calm = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(calm) ? `"${calm.replaceAll('"', '""')}"` : calm;
  }

  function csv() {
    const records = visible().map(record);
    const names = Object.keys(records[0] || { id: "" });
    return `\ufeff${[names, ...records.map((one) => names.map((name) => one[name]))].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  const json = () => `${JSON.stringify(visible().map(record), null, 1)}\n`;

  function save(name, blob) {
    const link = make("a", "");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    Elements.announce(WORDS.saved(name));
  }

  const actions = {
    png: () => picture(6000).toBlob((blob) => save("graph.png", blob), "image/png"),
    svg: () => save("graph.svg", new Blob([svg()], { type: "image/svg+xml" })),
    csv: () => save("statements.csv", new Blob([csv()], { type: "text/csv" })),
    json: () => save("statements.json", new Blob([json()], { type: "application/json" })),
    link: () => Elements.copy(location.href),
    print: () => print(),
  };

  /* The sheet for print: what the panel lists (or else the drawing), each statement with the number of its source. */
  function sheet() {
    const listed = Pages.current()[0] === "start" ? Listing.edges().sort(Pages.better).slice(0, 100) : Pages.listed();
    const sources = [];
    const number = (statement) => {
      if (!sources.includes(statement.source)) sources.push(statement.source);
      return sources.indexOf(statement.source) + 1;
    };
    const parts = listed.flatMap((edge) => [make("h3", "", Evidence.sentence(edge), " ", Evidence.badge(edge.standing)),
      ...Evidence.inOrder(Filters.rowsOf(edge)).map((one) => make("p", "", `“${one.quote}” `,
        make("span", "quiet", WORDS.voiceText(one.voice, one.speaker)), ` [${number(one)}]`))]);
    const items = sources.map((one) => make("li", "", [one.publisher, `“${one.title || WORDS.untitled}”`, one.date, one.url && Elements.safeUrl(one.url)].filter(Boolean).join(", ")));
    const filters = Filters.choices().map((choice) => choice.text).join("; ");
    document.getElementById("sheet").replaceChildren(make("h1", "", Store.title), make("p", "quiet", document.getElementById("counts").textContent),
      filters ? make("p", "quiet", `${WORDS.filters}: ${filters}`) : "", Drawing.actors().length ? picture(1800) : "", ...parts,
      make("h2", "", WORDS.sourcesTitle), make("ol", "sources", ...items));
  }

  addEventListener("beforeprint", sheet);
  addEventListener("afterprint", () => document.getElementById("sheet").replaceChildren());

  return { actions, svg, csv, json, sheet };
})();
