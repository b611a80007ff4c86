"use strict";
/* When things were: the days of each statement, and the bars of the time strip, by years or, over a short time, months. */
const Periods = (() => {
  const { rows, sentences, nRows } = Store;

  function readDay(text, end) {
    const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text || "");
    if (!found) return NaN;
    const [year, month, day] = found.slice(1).map((part) => part && Number(part));
    if (day) return Date.UTC(year, month - 1, day) / 864e5;
    if (month) return Date.UTC(year, end ? month : month - 1, end ? 0 : 1) / 864e5;
    return Date.UTC(end ? year + 1 : year, 0, end ? 0 : 1) / 864e5;
  }

  /* First and last day; a time that cannot be read has none. */
  function daysOf(start, end) {
    const [low, high] = [readDay(start, false), readDay(end, true)];
    return Number.isNaN(low) || Number.isNaN(high) ? [NaN, NaN] : [Math.min(low, high), Math.max(low, high)];
  }

  const known = new Map();
  const ofDocument = Store.documents.map(({ date }) => {
    if (!known.has(date)) known.set(date, daysOf(date, date));
    return known.get(date);
  });
  const told = Store.dates.map((date) => (date && (date[0] || date[1]) ? daysOf(date[0] || date[1], date[1] || date[0]) : null));

  /* The time that a statement speaks of, or else the day of its document. */
  const of = (number) => told[rows.date[number]] || ofDocument[sentences.source[rows.sentence[number]]];

  function makeBins() {
    const days = [...known.values(), ...told.filter(Boolean)].map(([begin]) => begin).filter((day) => !Number.isNaN(day));
    if (!days.length) return [];
    const [low, high] = [Math.min, Math.max].map((pick) => new Date(days.reduce((one, other) => pick(one, other)) * 864e5).getUTCFullYear());
    const months = high - low < 3;
    const step = Math.max(1, Math.ceil((high - low + 1) / 60));
    const found = [];
    for (let year = low; year <= high; year += months ? 1 : step) {
      for (let month = 1; month <= (months ? 12 : 1); month += 1) {
        const label = months ? `${year}-${String(month).padStart(2, "0")}` : String(year);
        const last = months ? label : String(year + step - 1);
        found.push({ label, last, begin: readDay(label, false), end: readDay(last, true), count: 0 });
      }
    }
    return found;
  }

  const bins = makeBins();
  const binOfDays = new Map();

  function binAt(days) {
    if (!binOfDays.has(days)) binOfDays.set(days, bins.findIndex((bin) => days[0] >= bin.begin && days[0] <= bin.end));
    return binOfDays.get(days);
  }

  const binOf = new Int32Array(nRows);
  const totals = new Int32Array(bins.length);
  for (let number = 0; number < nRows; number += 1) {
    const bin = binAt(of(number));
    binOf[number] = bin;
    if (bin >= 0) totals[bin] += 1;
  }

  /* The first and the last bar that the time of a statement touches. */
  function span(number) {
    const [begin, end] = of(number);
    return [bins.findIndex((bin) => bin.end >= begin), bins.findLastIndex((bin) => bin.begin <= end)];
  }

  function passes(number, from, to, undated) {
    const [begin, end] = of(number);
    return Number.isNaN(begin) ? undated : end >= bins[from].begin && begin <= bins[to].end;
  }

  return { bins, binOf, totals, span, passes };
})();
