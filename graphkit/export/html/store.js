"use strict";
/* The tables of the page as objects, and what finds things in them. Numbers are places in the tables. */
const Store = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const actors = data.actors.map(([id, name, type, aliases, wikidata, degree, part, offices], number) => ({
    number, id, name, type, aliases, wikidata, degree, part, offices, edges: [],
  }));
  const byId = new Map(actors.map((actor) => [actor.id, actor]));
  const documents = data.documents.map(([id, title, publisher, date, url], number) => (
    { number, id, title, publisher, date, url }
  ));
  const relations = new Map(Object.entries(data.relations).map(([name, about]) => [name, { ...about, name }]));
  const edges = data.edges.map(([subject, name, object, standing, first, last, publishers], number) => {
    const relation = relations.get(name);
    const edge = {
      number, standing, first, last, publishers, relation, rows: [], subject: actors[subject], object: actors[object],
    };
    edge.subject.edges.push(edge);
    if (object !== subject) edge.object.edges.push(edge);
    return edge;
  });
  const column = Object.fromEntries(data.columns.map((name, place) => [name, place]));
  const rows = data.statements;
  rows.forEach((row, number) => edges[row[column.edge]].rows.push(number));
  const made = new Map();

  /* Statements become objects only when they are shown: large pages have tens of thousands of them. */
  function statement(number) {
    if (!made.has(number)) {
      const found = Object.fromEntries(data.columns.map((name, place) => [name, rows[number][place] ?? null]));
      const [source, quote, begin] = data.sentences[found.sentence];
      const edge = edges[found.edge];
      made.set(number, Object.assign(found, {
        number, quote, begin, edge, status: found.status || "", voice: data.voices[found.voice], source: documents[source], rule: data.rules[found.rule],
        from: found.reversed ? edge.object : edge.subject, to: found.reversed ? edge.subject : edge.object,
      }));
    }
    return made.get(number);
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
    (edge) => edge.subject.id === subject && edge.relation.name === relation && edge.object.id === object,
  );

  return {
    actors, edges, documents, rows, column, statement, search, byId, nameOf, officesOf, edgeByKey, plain,
    relations, documentById: new Map(documents.map((one) => [one.id, one])), title: data.title, voices: data.voices, sentences: data.sentences, rules: data.rules, nDocuments: data.n_documents,
    network: data.network, shapes: Object.assign(Object.create(null), data.shapes), top: data.top, leftOut: data.left_out,
  };
})();
