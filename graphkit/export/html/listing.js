"use strict";
/* Beside the drawing: the same edges as a table, and contested edges with both sides next to each other. */
const Listing = (() => {
  const { make, button, sign } = Elements;
  const place = document.getElementById("listing");
  const PAGE = 100;
  const VALUES = {
    subject: (edge) => edge.subject.name, relation: (edge) => edge.relation.label, object: (edge) => edge.object.name,
    standing: (edge) => Object.keys(WORDS.standings).indexOf(edge.standing), statements: (edge) => -Filters.countOf(edge),
    publishers: (edge) => -edge.publishers, first: (edge) => edge.first || "9999", last: (edge) => edge.last || "9999",
  };
  let sorted = "publishers";
  let backwards = false;
  let everything = false;
  let most = PAGE;

  const isDrawn = (edge) => Drawing.isDrawn(edge.subject.number) && Drawing.isDrawn(edge.object.number);

  function edges() {
    const value = VALUES[sorted];
    const compare = (one, other) => {
      const [first, second] = [value(one), value(other)];
      return typeof first === "string" ? first.localeCompare(second, "en") : first - second;
    };
    const found = Store.edges.filter((edge) => Filters.countOf(edge) > 0 && (everything || isDrawn(edge)));
    found.sort((one, other) => (backwards ? -1 : 1) * compare(one, other) || Pages.better(one, other));
    return found;
  }

  function head(name) {
    const cell = make("th", "", button("", () => {
      backwards = sorted === name && !backwards;
      sorted = name;
      table();
      place.querySelector(`[data-column="${name}"] button`).focus();
    }, WORDS.columns[name], sign("sort", sorted === name ? (backwards ? " ↑" : " ↓") : "")));
    cell.scope = "col";
    cell.dataset.column = name;
    if (sorted === name) cell.setAttribute("aria-sort", backwards ? "descending" : "ascending");
    return cell;
  }

  function line(edge) {
    return make("tr", "",
      make("td", "", button("inline", () => Pages.openActor(edge.subject), edge.subject.name)),
      make("td", "", make("span", `swatch ${edge.relation.family}`), button("inline", () => Pages.openEdge(edge), edge.relation.label)),
      make("td", "", button("inline", () => Pages.openActor(edge.object), edge.object.name)),
      make("td", "", Evidence.badge(edge.standing)), make("td", "number", String(Filters.countOf(edge))),
      make("td", "number", String(edge.publishers)), make("td", "date", edge.first || ""), make("td", "date", edge.last || ""));
  }

  function table() {
    const found = edges();
    const choice = make("input", "");
    choice.type = "checkbox";
    choice.checked = everything;
    choice.addEventListener("change", () => { everything = choice.checked; table(); });
    const heads = Object.keys(VALUES).map(head);
    const body = make("tbody", "", ...found.slice(0, most).map(line));
    const more = found.length > most ? button("action", () => { most += PAGE; table(); }, WORDS.more(found.length - most)) : null;
    const shown = make("table", "", make("caption", "", WORDS.tableOf(found.length)), make("thead", "", make("tr", "", ...heads)), body);
    place.replaceChildren(make("label", "field", choice, WORDS.wholeFile), shown, ...(more ? [more] : []));
  }

  function contested() {
    const found = Pages.shownEdges(Store.edges.filter((edge) => edge.standing === "contested"));
    const side = (title, statements) => make("div", "side", make("h3", "", title), Evidence.pile(Evidence.inOrder(statements)));
    place.replaceChildren(make("h2", "", WORDS.contestedTitle(found.length)), make("p", "lead", found.length ? WORDS.contestedLead : WORDS.noContested),
      ...found.slice(0, most).map((edge) => {
        const denies = (number) => Store.voices[Store.rows.voice[number]] === "denied";
        return make("section", "contest", make("h2", "", button("inline", () => Pages.openEdge(edge), Evidence.sentence(edge))),
          make("div", "sides", side(WORDS.saysSo, edge.rows.filter((number) => !denies(number))), side(WORDS.saysNo, edge.rows.filter(denies))));
      }));
  }

  function show(view) {
    place.hidden = view === "map";
    if (view === "table") table();
    else if (view === "contested") contested();
    else place.replaceChildren();
  }

  return { show, edges: () => Store.edges.filter((edge) => Filters.countOf(edge) > 0 && isDrawn(edge)) };
})();
