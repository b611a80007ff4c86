"use strict";
/* The tables of the page as objects, and the search. Numbers are places in the tables. */
const Store = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const actors = data.actors.map(([id, name, type, aliases, wikidata, degree], number) => ({
    number, id, name, type, aliases, wikidata, degree, edges: [],
  }));
  const documents = data.documents.map(([id, title, publisher, date, url]) => ({ id, title, publisher, date, url }));
  const edges = data.edges.map(([subject, relation, object, standing, first, last, publishers], number) => {
    const edge = {
      number, standing, first, last, publishers, statements: [],
      subject: actors[subject], object: actors[object], relation: data.relations[relation],
    };
    edge.subject.edges.push(edge);
    if (object !== subject) edge.object.edges.push(edge);
    return edge;
  });
  for (const row of data.statements) {
    const statement = Object.fromEntries(data.columns.map((name, place) => [name, row[place]]));
    const [source, quote] = data.sentences[statement.sentence];
    Object.assign(statement, { quote, document: documents[source], rule: data.rules[statement.rule] });
    statement.edge = edges[statement.edge];
    statement.edge.statements.push(statement);
  }
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = actors.map((actor) => [actor.name, ...actor.aliases].map(plain));

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
    const hits = [];
    names.forEach((known, number) => {
      let best = 9;
      known.forEach((name, place) => { best = Math.min(best, rank(name, wanted) + (place ? 0.5 : 0)); });
      if (best < 9) hits.push([best, number]);
    });
    hits.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return hits.slice(0, most).map(([, number]) => actors[number]);
  }

  return {
    actors, edges, search,
    documents: data.n_documents,
    statements: data.statements.length,
    network: data.network, shapes: data.shapes, top: data.top, leftOut: data.left_out,
  };
})();
