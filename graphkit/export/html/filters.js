"use strict";
/* Which statements are shown. In each facet nothing chosen means everything; counts leave the facet's own choice out. */
const Filters = (() => {
  const { rows, sentences, edgeTable, edgeOf, nEdges, nRows: total } = Store;
  const { bins } = Periods;
  const visible = new Uint8Array(total).fill(1);
  const perEdge = Int32Array.from(edgeTable.statements);
  const listeners = [];
  const facets = {};
  const order = [
    "family", "relation", "voice", "standing", "type", "publisher", "speaker", "status", "amount", "published", "source", "rule",
  ];
  const state = { publishers: 1, from: -1, to: -1, undated: true, words: "" };
  const publishersCounts = new Int32Array(6);
  let shown = total;
  let whole = true;

  function number(entries) {
    const values = [];
    const places = new Map();
    const known = Int32Array.from(entries, (value) => {
      if (!places.has(value)) { places.set(value, values.length); values.push(value); }
      return places.get(value);
    });
    return { values, places, known };
  }

  /* What the rows of a table say, by way of another one. */
  function through(first, second) {
    const found = new Int32Array(first.length);
    for (let place = 0; place < first.length; place += 1) found[place] = second[first[place]];
    return found;
  }

  function count(counts, [one, other], row) {
    counts[one[row]] += 1;
    if (other && other[row] !== one[row]) counts[other[row]] += 1;
  }

  /* Each facet gives a value to each entry of a small table (edges, documents, rules ...); statements point into it.
     Columns are made when they are first asked for: the first view needs none of them. */
  function addFacet(name, entries, ...keys) {
    let made = null;
    let columns = null;
    let totals = null;
    let counts = null;
    const facet = {
      name, chosen: new Set(),
      get values() { return (made ||= number(entries)).values; },
      get places() { return (made ||= number(entries)).places; },
      get columns() {
        made ||= number(entries);
        return columns ||= keys.map((key) => through(key(), made.known));
      },
      get totals() {
        if (totals) return totals;
        totals = new Int32Array(facet.values.length);
        for (let row = 0; row < total; row += 1) count(totals, facet.columns, row);
        return totals;
      },
      get counts() { return whole ? facet.totals : counts; },
      clear() { counts = new Int32Array(facet.values.length); return counts; },
    };
    facets[name] = facet;
  }

  const sourceOf = () => through(rows.sentence, sentences.source);
  const typeAt = (ends) => () => through(edgeOf, through(ends, Store.typeOf));
  addFacet("family", Store.relationList.map(({ family }) => (family in WORDS.families ? family : "")), () => through(edgeOf, edgeTable.relation));
  addFacet("relation", Store.relationList.map(({ name }) => name), () => through(edgeOf, edgeTable.relation));
  addFacet("voice", Store.voices, () => rows.voice);
  addFacet("standing", Store.standings, () => through(edgeOf, edgeTable.standing));
  addFacet("type", Store.types, typeAt(edgeTable.subject), typeAt(edgeTable.object));
  addFacet("publisher", Store.documents.map(({ publisher }) => publisher || ""), sourceOf);
  addFacet("published", Store.documents.map(({ date }) => date || ""), sourceOf);
  addFacet("source", Store.documents.map(({ id }) => id), sourceOf);
  addFacet("rule", Store.rules, () => rows.rule);
  addFacet("speaker", Store.speakers.map((name) => name || ""), () => rows.speaker);
  addFacet("status", Store.statuses, () => rows.status);
  /* An amount counts for itself and for all of them. */
  const amounts = Store.amounts.map((amount) => (amount ? WORDS.amountText(amount) : ""));
  addFacet("amount", [...amounts, WORDS.anyAmount], () => rows.amount, () => rows.amount.map((place) => (place ? amounts.length : 0)));

  const limited = () => bins.length > 0 && (state.from > 0 || state.to < bins.length - 1 || !state.undated);
  let wordHits = null;

  function findWords() {
    const wanted = Store.plain(state.words.trim());
    wordHits = wanted ? sentences.source.map((_, sentence) => Store.plain(Store.quote(sentence)).includes(wanted)) : null;
  }

  /* Names of what a statement fails: none, one (then it counts for that choice), or "many". */
  function failure(number, active, byDate) {
    let failed = "";
    if (edgeTable.publishers[edgeOf[number]] < state.publishers) failed = "publishers";
    if (byDate && !Periods.passes(number, state.from, state.to, state.undated)) { if (failed) return "many"; failed = "dates"; }
    if (wordHits && !wordHits[rows.sentence[number]]) { if (failed) return "many"; failed = "words"; }
    for (const facet of active) {
      if (facet.columns.some((numbers) => facet.chosen.has(numbers[number]))) continue;
      if (failed) return "many";
      failed = facet.name;
    }
    return failed;
  }

  function showAll() {
    visible.fill(1);
    perEdge.set(edgeTable.statements);
    bins.forEach((bin, place) => { bin.count = Periods.totals[place]; });
    publishersCounts.fill(0);
    edgeTable.publishers.forEach((publishers, edge) => { publishersCounts[Math.min(5, publishers)] += perEdge[edge]; });
    shown = total;
    whole = true;
  }

  function apply() {
    const all = order.map((name) => facets[name]);
    const active = all.filter((facet) => facet.chosen.size);
    const byDate = limited();
    if (!active.length && !byDate && !wordHits && state.publishers === 1) { showAll(); return; }
    const counts = new Map(all.map((facet) => [facet.name, facet.clear()]));
    const counted = all.map((facet) => [counts.get(facet.name), facet.columns]);
    for (const bin of bins) bin.count = 0;
    perEdge.fill(0);
    publishersCounts.fill(0);
    shown = 0;
    whole = false;
    for (let row = 0; row < total; row += 1) {
      const failed = failure(row, active, byDate);
      visible[row] = failed ? 0 : 1;
      const edge = edgeOf[row];
      if (!failed) {
        shown += 1;
        perEdge[edge] += 1;
        for (const [numbers, columns] of counted) count(numbers, columns, row);
      } else if (counts.has(failed)) count(counts.get(failed), facets[failed].columns, row);
      if ((!failed || failed === "dates") && Periods.binOf[row] >= 0) bins[Periods.binOf[row]].count += 1;
      if (!failed || failed === "publishers") publishersCounts[Math.min(5, edgeTable.publishers[edge])] += 1;
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
    if (!("words" in values)) changed();
    else Store.later(() => { findWords(); changed(); });
  }

  const isPeriod = (row) => limited() && Periods.span(row).join() === [state.from, state.to].join();

  /* Sets the time strip to what a statement tells of. */
  function togglePeriod(row) {
    const [from, to] = isPeriod(row) ? [0, bins.length - 1] : Periods.span(row);
    set({ from, to: Math.max(from, to), undated: isPeriod(row) });
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
  showAll();
  return {
    facets, order, state, bins, choices, toggle, set, reset, changed,
    publishersCounts, limited,
    onChange: (listener) => listeners.push(listener),
    shown: () => shown,
    isShown: (number) => visible[number] === 1,
    countOf: (edge) => perEdge[edge.number],
    counts: perEdge,
    hasPeriods: bins.length > 1,
    isPeriod, togglePeriod,
    isChosen: (name, value) => facets[name].chosen.has(facets[name].places.get(value)),
    rowsOf: (edge) => edge.rows.filter((number) => visible[number] === 1),
    isActive: () => shown < total,
  };
})();
