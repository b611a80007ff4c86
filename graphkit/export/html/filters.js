"use strict";
/* Which statements are shown. In each facet nothing chosen means everything; counts leave the facet's own choice out. */
const Filters = (() => {
  const { rows, column, edges } = Store;
  const total = rows.length;
  const visible = new Uint8Array(total).fill(1);
  const perEdge = new Int32Array(edges.length);
  const listeners = [];
  const facets = {};
  const order = ["family", "relation", "voice", "standing", "type", "publisher", "speaker", "status", "source", "rule"];
  const state = { publishers: 1, from: -1, to: -1, undated: true, words: "" };
  const publishersCounts = new Int32Array(6);
  let shown = total;

  /* Each facet asks a small table (edges, documents, rules ...) once an entry; statements only point into it. */
  function addFacet(name, valueOf, size, ...keysOf) {
    const values = [];
    const places = new Map();
    const known = Int32Array.from({ length: size }, (_, key) => {
      const value = valueOf(key);
      if (!places.has(value)) { places.set(value, values.length); values.push(value); }
      return places.get(value);
    });
    const columns = keysOf.map((keyOf) => {
      const numbers = new Int32Array(total);
      for (let number = 0; number < total; number += 1) numbers[number] = known[keyOf(rows[number])];
      return numbers;
    });
    facets[name] = { name, values, places, columns, chosen: new Set(), counts: new Int32Array(values.length) };
  }

  function addTextFacet(name, place) {
    const texts = [...new Set(rows.map((row) => row[place] || ""))];
    const numbers = new Map(texts.map((text, number) => [text, number]));
    addFacet(name, (key) => texts[key], texts.length, (row) => numbers.get(row[place] || ""));
  }

  const edgeOf = (row) => row[column.edge];
  const sourceOf = (row) => Store.sentences[row[column.sentence]][0];
  const documentOf = (row) => Store.documents[sourceOf(row)];
  const familyOf = ({ relation }) => (relation.family in WORDS.families ? relation.family : "");
  addFacet("family", (key) => familyOf(edges[key]), edges.length, edgeOf);
  addFacet("relation", (key) => edges[key].relation.name, edges.length, edgeOf);
  addFacet("voice", (key) => Store.voices[key], Store.voices.length, (row) => row[column.voice]);
  addFacet("standing", (key) => edges[key].standing, edges.length, edgeOf);
  addFacet("type", (key) => Store.actors[key].type, Store.actors.length,
    (row) => edges[edgeOf(row)].subject.number, (row) => edges[edgeOf(row)].object.number);
  addFacet("publisher", (key) => Store.documents[key].publisher || "", Store.documents.length, sourceOf);
  addFacet("source", (key) => Store.documents[key].id, Store.documents.length, sourceOf);
  addFacet("rule", (key) => Store.rules[key], Store.rules.length, (row) => row[column.rule]);
  addTextFacet("speaker", column.speaker);
  addTextFacet("status", column.status);

  const days = new Map();

  function dayOf(text, end) {
    const key = `${text} ${end}`;
    if (!days.has(key)) days.set(key, readDay(text, end));
    return days.get(key);
  }

  function readDay(text, end) {
    const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text || "");
    if (!found) return null;
    const [year, month, day] = found.slice(1).map((part) => part && Number(part));
    if (day) return Date.UTC(year, month - 1, day) / 864e5;
    if (month) return Date.UTC(year, end ? month : month - 1, end ? 0 : 1) / 864e5;
    return Date.UTC(end ? year + 1 : year, 0, end ? 0 : 1) / 864e5;
  }

  /* The time that a statement speaks of, or else the day of its document. */
  const begins = new Float64Array(total).fill(NaN);
  const ends = new Float64Array(total).fill(NaN);
  rows.forEach((row, number) => {
    const [start, end] = row[column.date] || [];
    const first = start || end || documentOf(row).date;
    const last = end || first;
    const [low, high] = [dayOf(first, false), dayOf(last, true)];
    if (low !== null && high !== null) [begins[number], ends[number]] = [Math.min(low, high), Math.max(low, high)];
  });

  function makeBins() {
    const dated = begins.filter((day) => !Number.isNaN(day)).sort();
    if (!dated.length) return [];
    const low = new Date(dated[0] * 864e5).getUTCFullYear();
    const high = new Date(dated.at(-1) * 864e5).getUTCFullYear();
    const months = high - low < 3;
    const step = Math.max(1, Math.ceil((high - low + 1) / 60));
    const bins = [];
    for (let year = low; year <= high; year += months ? 1 : step) {
      for (let month = 1; month <= (months ? 12 : 1); month += 1) {
        const label = months ? `${year}-${String(month).padStart(2, "0")}` : String(year);
        const last = months ? label : String(year + step - 1);
        bins.push({ label, last, begin: dayOf(label, false), end: dayOf(last, true), count: 0 });
      }
    }
    return bins;
  }
  const bins = makeBins();
  const dayBins = new Map();
  const binOf = Int32Array.from(begins, (day) => {
    if (!dayBins.has(day)) dayBins.set(day, bins.findIndex((bin) => day >= bin.begin && day <= bin.end));
    return dayBins.get(day);
  });

  function passesDates(number) {
    if (Number.isNaN(begins[number])) return state.undated;
    return ends[number] >= bins[state.from].begin && begins[number] <= bins[state.to].end;
  }

  const limited = () => bins.length > 0 && state.from >= 0 && (state.from > 0 || state.to < bins.length - 1 || !state.undated);
  let wordHits = null;

  function findWords() {
    const wanted = Store.plain(state.words.trim());
    wordHits = wanted ? Store.sentences.map(([, quote]) => Store.plain(quote).includes(wanted)) : null;
  }

  /* Names of what a statement fails: none, one (then it counts for that choice), or "many". */
  function failure(number, active, byDate) {
    let failed = "";
    const edge = edges[rows[number][column.edge]];
    if (edge.publishers < state.publishers) failed = "publishers";
    if (byDate && !passesDates(number)) { if (failed) return "many"; failed = "dates"; }
    if (wordHits && !wordHits[rows[number][column.sentence]]) { if (failed) return "many"; failed = "words"; }
    for (const facet of active) {
      if (facet.columns.some((numbers) => facet.chosen.has(numbers[number]))) continue;
      if (failed) return "many";
      failed = facet.name;
    }
    return failed;
  }

  function count(facet, number) {
    const [one, other] = facet.columns;
    facet.counts[one[number]] += 1;
    if (other && other[number] !== one[number]) facet.counts[other[number]] += 1;
  }

  function apply() {
    const all = order.map((name) => facets[name]);
    const active = all.filter((facet) => facet.chosen.size);
    for (const facet of all) facet.counts.fill(0);
    for (const bin of bins) bin.count = 0;
    perEdge.fill(0);
    publishersCounts.fill(0);
    shown = 0;
    const byDate = limited();
    for (let number = 0; number < total; number += 1) {
      const failed = failure(number, active, byDate);
      visible[number] = failed ? 0 : 1;
      const edge = rows[number][column.edge];
      if (!failed) {
        shown += 1;
        perEdge[edge] += 1;
        for (const facet of all) count(facet, number);
      } else if (facets[failed]) count(facets[failed], number);
      if ((!failed || failed === "dates") && binOf[number] >= 0) bins[binOf[number]].count += 1;
      if (!failed || failed === "publishers") publishersCounts[Math.min(5, edges[edge].publishers)] += 1;
    }
  }

  function changed() {
    apply();
    for (const listener of listeners) listener();
  }

  function toggle(name, value, on) {
    const facet = facets[name];
    const place = facet.places.get(value);
    if (place === undefined) return;
    if (on === undefined ? facet.chosen.has(place) : !on) facet.chosen.delete(place);
    else facet.chosen.add(place);
    changed();
  }

  function set(values) {
    Object.assign(state, values);
    if ("words" in values) findWords();
    changed();
  }

  function reset(silent) {
    for (const facet of Object.values(facets)) facet.chosen.clear();
    Object.assign(state, { publishers: 1, from: 0, to: bins.length - 1, undated: true, words: "" });
    wordHits = null;
    if (!silent) changed();
  }

  /* What is chosen, in words: one entry a choice, with what takes it back. */
  function choices() {
    const found = order.flatMap((name) => [...facets[name].chosen].map((place) => ({
      text: WORDS.choice(name, facets[name].values[place]), undo: () => toggle(name, facets[name].values[place], false),
    })));
    if (state.publishers > 1) found.push({ text: WORDS.atLeast(state.publishers), undo: () => set({ publishers: 1 }) });
    if (limited()) {
      const text = `${bins[state.from].label} – ${bins[state.to].last}${state.undated ? "" : WORDS.onlyDated}`;
      found.push({ text, undo: () => set({ from: 0, to: bins.length - 1, undated: true }) });
    }
    if (state.words.trim()) found.push({ text: `“${state.words.trim()}”`, undo: () => set({ words: "" }) });
    return found;
  }

  reset(true);
  apply();
  return {
    facets, order, state, bins, choices, toggle, set, reset, changed,
    publishersCounts, limited,
    onChange: (listener) => listeners.push(listener),
    shown: () => shown,
    isShown: (number) => visible[number] === 1,
    countOf: (edge) => perEdge[edge.number],
    isChosen: (name, value) => facets[name].chosen.has(facets[name].places.get(value)),
    rowsOf: (edge) => edge.rows.filter((number) => visible[number]),
    isActive: () => shown < total,
  };
})();
