"use strict";
/* The shortest ways from one actor to another, over all lines that the filters leave, drawn or not. */
const Paths = (() => {
  const MOST = 8;

  /* The neighbours that lie one step nearer to the start, for each actor up to the goal. */
  function levels(start, goal) {
    const depth = new Map([[start, 0]]);
    const before = new Map();
    let front = [start];
    while (front.length && !depth.has(goal)) {
      const next = [];
      for (const id of front) {
        for (const other of Drawing.neighbours(id)) {
          if (!depth.has(other)) { depth.set(other, depth.get(id) + 1); before.set(other, []); next.push(other); }
          if (depth.get(other) === depth.get(id) + 1) before.get(other).push(id);
        }
      }
      front = next;
    }
    return depth.has(goal) ? before : null;
  }

  const bestEdges = (one, other) => Drawing.edgesOf(Drawing.lineBetween(one, other))
    .filter((edge) => Filters.countOf(edge) > 0)
    .sort((first, second) => second.publishers - first.publishers || Filters.countOf(second) - Filters.countOf(first));

  function find(start, goal) {
    const before = start === goal ? null : levels(start, goal);
    if (!before) return [];
    const found = [];
    const walk = (id, rest) => {
      if (found.length >= 60) return;
      if (id === start) { found.push([start, ...rest]); return; }
      for (const former of before.get(id)) walk(former, [id, ...rest]);
    };
    walk(goal, []);
    const weight = (path) => Math.min(...path.slice(1).map((id, place) => bestEdges(path[place], id)[0].publishers));
    return found.map((path) => [weight(path), path]).sort((one, other) => other[0] - one[0]).slice(0, MOST).map(([, path]) => path);
  }

  return { find, bestEdges };
})();
