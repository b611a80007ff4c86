"use strict";
/* The state of the view in the fragment of the address, so that a link brings it back. */
const Address = (() => {
  let writing = 0;
  let last = null;

  const ids = (numbers) => [...numbers].map((number) => Store.actors[number].id);
  const isFirst = (number) => number < Store.top;

  function write() {
    const found = new URLSearchParams();
    const put = (name, values) => { for (const value of values) found.append(name, value); };
    if (Pages.current()[0] !== "start") put("show", Pages.current());
    if (View.current() !== "map") found.set("view", View.current());
    for (const { name, values, chosen } of Object.values(Filters.facets)) put(name, [...chosen].map((place) => values[place]));
    const { publishers, from, to, undated, words } = Filters.state;
    if (publishers > 1) found.set("publishers", publishers);
    if (Filters.limited()) { found.set("from", Filters.bins[from].label); found.set("to", Filters.bins[to].label); }
    if (!undated) found.set("undated", "0");
    if (words.trim()) found.set("words", words.trim());
    const all = Drawing.drawn;
    const added = [...all].filter((number) => !isFirst(number));
    const first = Math.min(Store.top, Store.actors.length);
    const gone = Array.from({ length: first }, (_, number) => number).filter((number) => !all.has(number));
    if (gone.length > all.size) put("only", ids(all));
    else { put("add", ids(added)); put("gone", ids(gone)); }
    put("pin", ids(Drawing.pinned));
    for (const [number, { x, y }] of Drawing.moved) if (all.has(number)) found.append("at", `${Math.round(x)} ${Math.round(y)} ${Store.actors[number].id}`);
    if (Drawing.eye()) found.set("eye", Drawing.eye());
    return found.toString();
  }

  function save() {
    clearTimeout(writing);
    writing = setTimeout(() => {
      const text = write();
      if (text === last) return;
      last = text;
      /* Frames without an address of their own cannot keep one. */
      try { history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search); } catch { last = text; }
    }, 120);
  }

  function restore() {
    const text = location.hash.slice(1);
    if (text === last) return false;
    last = text;
    const found = new URLSearchParams(text);
    const numbers = (name) => found.getAll(name).map((id) => Store.byId.get(id)?.number).filter((number) => number !== undefined);
    Filters.reset(true);
    for (const facet of Object.values(Filters.facets)) {
      for (const value of found.getAll(facet.name)) if (facet.places.has(value)) facet.chosen.add(facet.places.get(value));
    }
    const bin = (name, other) => { const place = Filters.bins.findIndex(({ label }) => label === found.get(name)); return place < 0 ? other : place; };
    const first = Array.from({ length: Math.min(Store.top, Store.actors.length) }, (_, number) => number);
    const gone = new Set(numbers("gone"));
    Drawing.moved.clear();
    for (const value of found.getAll("at")) {
      const [, x, y, id] = /^(-?\d+) (-?\d+) (.*)$/s.exec(value) || [];
      if (Store.byId.has(id)) Drawing.moved.set(Store.byId.get(id).number, { x: Number(x), y: Number(y) });
    }
    Drawing.pinned.clear();
    numbers("pin").forEach((number) => Drawing.pinned.add(number));
    const only = numbers("only");
    Drawing.replaceAll([...(only.length ? only : first.filter((number) => !gone.has(number))), ...numbers("add"), ...Drawing.pinned]);
    Filters.set({
      publishers: Math.min(5, Math.max(1, Number(found.get("publishers")) || 1)), from: bin("from", 0), to: Math.max(bin("from", 0), bin("to", Filters.bins.length - 1)),
      undated: found.get("undated") !== "0", words: found.get("words") || "",
    });
    View.showView(["table", "contested"].includes(found.get("view")) ? found.get("view") : "map");
    const eye = found.get("eye");
    Pages.go(found.has("show") ? found.getAll("show") : ["start"], !eye);
    if (eye) Drawing.setEye(eye);
    else if (!found.has("show")) Drawing.home();
    return true;
  }

  return { save, restore, write };
})();
