"use strict";
/* The tables of the page. Rows are named by their places; edges and statements become objects only when they are shown,
   since large pages have tens of thousands of them. The sentences stand in parts below the scripts: a browser reads them
   while the first view is already drawn. */
const Store = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("tables");
  const { edges: edgeTable, statements: rows, sentences } = data;
  const nEdges = edgeTable.subject.length;
  const nRows = rows.sentence.length;
  const relations = new Map(data.relations.map((about) => [about.name, about]));
  const documents = data.documents.id.map((id, number) => ({
    number, id, title: data.documents.title[number], publisher: data.publishers[data.documents.publisher[number]],
    date: data.documents.date[number], url: data.documents.url[number],
  }));

  /* The places where the rows of each entry begin, from how many each has. */
  function begins(counts) {
    const found = new Int32Array(counts.length + 1);
    for (let place = 0; place < counts.length; place += 1) found[place + 1] = found[place] + counts[place];
    return found;
  }

  /* Which entries touch each actor: the numbers of the entries of an actor stand side by side. */
  function touching(one, other) {
    const count = new Int32Array(actors.length);
    for (let number = 0; number < one.length; number += 1) {
      count[one[number]] += 1;
      if (other[number] !== one[number]) count[other[number]] += 1;
    }
    const first = begins(count);
    const next = first.slice();
    const found = new Int32Array(first[actors.length]);
    for (let number = 0; number < one.length; number += 1) {
      found[next[one[number]]] = number;
      next[one[number]] += 1;
      if (other[number] === one[number]) continue;
      found[next[other[number]]] = number;
      next[other[number]] += 1;
    }
    return (actor) => found.subarray(first[actor], first[actor + 1]);
  }

  const firstRow = begins(edgeTable.statements);
  const edgeOf = new Int32Array(nRows);
  for (let edge = 0; edge < nEdges; edge += 1) edgeOf.fill(edge, firstRow[edge], firstRow[edge + 1]);
  let edgesAt = null;

  const ACTOR = {
    get edges() {
      edgesAt ||= touching(edgeTable.subject, edgeTable.object);
      return Array.from(edgesAt(this.number), edge);
    },
  };
  const NONE = [];
  const actors = data.actors.id.map((id, number) => ({
    __proto__: ACTOR, number, id, name: data.actors.name[number], type: data.actors.types[data.actors.type[number]],
    aliases: data.actors.aliases[number], wikidata: data.actors.wikidata[number], degree: data.actors.degree[number],
    part: data.actors.part[number], offices: NONE,
  }));
  for (const [number, offices] of data.actors.offices) actors[number].offices = offices;

  const EDGE = {
    get rows() {
      const first = firstRow[this.number];
      return Array.from({ length: firstRow[this.number + 1] - first }, (_, place) => first + place);
    },
  };
  const madeEdges = new Array(nEdges);

  function edge(number) {
    return madeEdges[number] ||= {
      __proto__: EDGE, number, standing: data.standings[edgeTable.standing[number]], first: data.days[edgeTable.first[number]],
      last: data.days[edgeTable.last[number]], publishers: edgeTable.publishers[number], independent: edgeTable.independent[number],
      relation: data.relations[edgeTable.relation[number]], subject: actors[edgeTable.subject[number]], object: actors[edgeTable.object[number]],
    };
  }

  const isWhole = () => document.readyState !== "loading";

  /* Does something as soon as all sentences are there. */
  function later(action) {
    if (isWhole()) action();
    else document.addEventListener("DOMContentLoaded", action, { once: true });
  }

  const parts = new Map();

  /* A part of the sentences, or null while the browser has not read it to its end. */
  function part(number) {
    if (!parts.has(number)) {
      const last = !document.getElementById(`part-${number + 1}`);
      if (!document.getElementById(`part-${number}`) || (last && !isWhole())) return null;
      parts.set(number, read(`part-${number}`));
    }
    return parts.get(number);
  }

  const cell = (name, number) => part(Math.floor(number / data.part_rows))?.[name][number % data.part_rows] ?? "";

  function span(number, which) {
    const marks = part(Math.floor(number / data.part_rows))?.spans;
    const place = 6 * (number % data.part_rows) + 2 * which;
    return marks && marks[place] >= 0 ? [marks[place], marks[place + 1]] : null;
  }

  const quote = (sentence) => cell("quotes", sentence);
  const STATEMENT = {
    get quote() { return quote(this.sentence); },
    get id() { return cell("ids", this.number); },
    get subject() { return span(this.number, 0); },
    get trigger() { return span(this.number, 1); },
    get object() { return span(this.number, 2); },
    get isRead() { return this.quote !== "" && this.id !== ""; },
  };
  const madeStatements = new Map();

  function makeStatement(number) {
    const [sentence, about, turned] = [rows.sentence[number], edge(edgeOf[number]), rows.reversed[number] === 1];
    return {
      __proto__: STATEMENT, number, sentence, edge: about, begin: sentences.begin[sentence], source: documents[sentences.source[sentence]],
      voice: data.voices[rows.voice[number]], rule: data.rules[rows.rule[number]], status: data.statuses[rows.status[number]],
      speaker: data.speakers[rows.speaker[number]], date: data.dates[rows.date[number]], amount: data.amounts[rows.amount[number]],
      from: turned ? about.object : about.subject, to: turned ? about.subject : about.object,
    };
  }

  function statement(number) {
    if (!madeStatements.has(number)) madeStatements.set(number, makeStatement(number));
    return madeStatements.get(number);
  }

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let names = null;

  /* A whole name before a beginning, a beginning of a word before a part; the better connected actor first. */
  function rank(name, wanted) {
    if (name === wanted) return 0;
    const place = name.indexOf(wanted);
    if (place < 0) return 9;
    if (place === 0) return 1;
    return /[\s\-(]/.test(name[place - 1]) ? 2 : 3;
  }

  function search(text, most) {
    const wanted = plain(text.trim());
    if (!wanted) return [];
    names = names || actors.map((actor) => [actor.name, ...actor.aliases].map(plain));
    const hits = [];
    names.forEach((known, number) => {
      let best = 9;
      let alias = 0;
      known.forEach((name, place) => {
        const score = rank(name, wanted) + (place ? 0.5 : 0);
        if (score < best) [best, alias] = [score, place];
      });
      if (best < 9) hits.push([best, number, alias]);
    });
    hits.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return hits.slice(0, most).map(([, number, alias]) => (
      { actor: actors[number], alias: alias ? actors[number].aliases[alias - 1] : "" }
    ));
  }

  /* A map that is made when it is first asked for. */
  function lazily(make) {
    let made = null;
    return { get: (key) => (made ||= make()).get(key), has: (key) => (made ||= make()).has(key) };
  }

  const byId = lazily(() => new Map(actors.map((actor) => [actor.id, actor])));
  const documentById = lazily(() => new Map(documents.map((one) => [one.id, one])));

  /* The name of an actor that may not be in this page, from its id. */
  function nameOf(id) {
    return byId.get(id)?.name || id.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
  }

  function officesOf(actor) {
    const own = actor.offices.map(([title, holder, from, to]) => ({ title, from, to, who: holder, held: false }));
    const held = actors.flatMap((body) => body.offices.filter((office) => office[1] === actor.id).map(
      ([title, , from, to]) => ({ title, from, to, who: body.id, held: true }),
    ));
    return [...own, ...held].sort((one, other) => (other.from || "").localeCompare(one.from || ""));
  }

  const edgeByKey = (subject, relation, object) => byId.get(subject)?.edges.find(
    (one) => one.subject.id === subject && one.relation.name === relation && one.object.id === object,
  );

  return {
    actors, edge, documents, rows, sentences, statement, search, byId, documentById, nameOf, officesOf, edgeByKey, plain, relations,
    begins, touching, firstRow, edgeOf, edgeTable, nEdges, nRows, quote, later, isWhole,
    get edges() { return Array.from({ length: nEdges }, (_, number) => edge(number)); },
    relationList: data.relations, standings: data.standings, voices: data.voices, rules: data.rules, speakers: data.speakers,
    statuses: data.statuses, dates: data.dates, amounts: data.amounts, types: data.actors.types, typeOf: data.actors.type,
    title: data.title, nDocuments: data.n_documents, network: data.network, top: data.top, leftOut: data.left_out,
    shapes: Object.assign(Object.create(null), data.shapes),
  };
})();
