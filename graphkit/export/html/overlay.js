"use strict";
/* What is painted over the drawing: names, crosses on what someone denies, and the number of edges in a bundle. */
const Overlay = (() => {
  const FONT = Store.network.options.nodes.font.face;
  const MOST_NAMES = 600;
  /* Pixels of the screen for each name that is sure to be shown. */
  const ROOM_OF_NAME = 25000;
  const NAME = -1;
  const widths = new Map();
  let colours = {};

  /* Boxes are kept by the cells of a coarse grid, so that each is compared with few others. */
  function boxes() {
    const taken = new Map();
    const cellsOf = (box) => {
      const cells = [];
      for (let column = Math.floor(box[0] / 60); column <= Math.floor(box[2] / 60); column += 1) {
        for (let line = Math.floor(box[1] / 30); line <= Math.floor(box[3] / 30); line += 1) cells.push(column * 100003 + line);
      }
      return cells;
    };
    return {
      take(box, owner) {
        for (const cell of cellsOf(box)) {
          if (!taken.has(cell)) taken.set(cell, []);
          taken.get(cell).push([box, owner]);
        }
      },
      isFree(box, isOther) {
        const hits = ([other, owner]) => isOther(owner) && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
        return !cellsOf(box).some((cell) => taken.get(cell)?.some(hits));
      },
    };
  }

  /* How wide a name is, by the height of its letters. */
  function widthOf(context, { id, label }) {
    if (!widths.has(id)) {
      context.font = `100px ${FONT}`;
      widths.set(id, context.measureText(label).width / 100);
    }
    return widths.get(id);
  }

  /* Names in one size on the screen whatever the zoom, the first actors first, none over another name or actor: below the
     actor, or else above or beside it, or else not at all. The names of the first few may lie over other actors. */
  function place(context, actors, scale, pixels) {
    const room = boxes();
    for (const { id, x, y, size, near } of actors) {
      const half = size * 0.8;
      if (near) room.take([(x - half) * scale, (y - half) * scale, (x + half) * scale, (y + half) * scale], id);
    }
    return actors.slice(0, MOST_NAMES)
      .map((actor, rank) => placeName(context, actor, { scale, room, sure: rank < pixels / ROOM_OF_NAME && actor.near })).filter(Boolean);
  }

  function placeName(context, actor, { scale, room, sure }) {
    const { id, x, y, size, letters, label, near, main } = actor;
    const height = Math.round(2 * Math.min(15.5, 10.5 + (letters - 13) * 0.35) * Math.max(1, Math.min(1.3, scale * 1.2))) / 2;
    const half = (widthOf(context, actor) * height) / 2;
    const [across, down, far] = [x * scale, y * scale, size * scale + 3];
    const spots = [[across, down + far], [across, down - far - height * 1.1], [across + far + half, down - height / 2], [across - far - half, down - height / 2]];
    const boxAt = ([middle, top]) => [middle - half - 2, top, middle + half + 2, top + height * 1.15];
    const spot = spots.find((one) => room.isFree(boxAt(one), (owner) => owner !== id))
      || (sure && spots.find((one) => room.isFree(boxAt(one), (owner) => owner === NAME))) || (main && spots[0]);
    if (!spot) return null;
    room.take(boxAt(spot), NAME);
    return { label, near, x: spot[0] / scale, y: spot[1] / scale, font: `${main ? "600 " : ""}${height / scale}px ${FONT}`, halo: 3.5 / scale };
  }

  function write(context, names, halo) {
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", strokeStyle: colours.paper, fillStyle: colours.ink });
    let font = "";
    for (const name of names) {
      /* Canvases work long on a change of font. */
      if (name.font !== font) context.font = font = name.font;
      context.globalAlpha = name.near ? 1 : 0.4;
      context.lineWidth = name.halo;
      if (halo) context.strokeText(name.label, name.x, name.y);
      context.fillText(name.label, name.x, name.y);
    }
    context.globalAlpha = 1;
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

  /* Colour alone does not tell what is denied. */
  function marks(context, lines, counted) {
    for (const { look, from, to } of lines) {
      const along = (part) => [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
      if (look.disputed) for (const part of [0.36, 0.64]) cross(context, ...along(part));
      if (counted && look.found.length > 1) badge(context, ...along(0.5), look);
    }
  }

  return { place, write, marks, recolour(found) { colours = found; } };
})();
