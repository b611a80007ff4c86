"use strict";
/* Statements as cards: the sentence with its parts marked, who says it and how, where it stands, by which rule. */
const Evidence = (() => {
  const { make, button, safeUrl, link, fragment, copy } = Elements;
  const STRENGTH = ["asserted", "claimed", "alleged", "planned", "possible", "denied"];
  const PAGE = 40;

  /* Where the marked parts overlap the smaller one shows. */
  function marked(statement) {
    const spans = ["subject", "object", "trigger"].filter((part) => statement[part])
      .map((part) => ({ part, begin: statement[part][0], end: statement[part][1] }))
      .sort((one, other) => (one.end - one.begin) - (other.end - other.begin));
    const cuts = [...new Set([0, statement.quote.length, ...spans.flatMap(({ begin, end }) => [begin, end])])];
    cuts.sort((one, other) => one - other);
    const quote = make("blockquote", "");
    for (let place = 1; place < cuts.length; place += 1) {
      const text = statement.quote.slice(cuts[place - 1], cuts[place]);
      const span = spans.find(({ begin, end }) => begin <= cuts[place - 1] && cuts[place] <= end);
      const mark = span ? make("mark", span.part, text) : text;
      if (span) mark.title = WORDS.parts[span.part];
      quote.append(mark);
    }
    return quote;
  }

  function dateText([start, end, words]) {
    const dates = !end || end === start ? start || "" : start ? `${start} – ${end}` : WORDS.until(end);
    return dates && words && !words.includes(dates) ? `${dates} (“${words}”)` : dates || `“${words}”`;
  }

  /* A fact on a card that is also a filter. */
  function fact(facet, value, text) {
    if (!Filters.facets[facet].places.has(value)) return text;
    const chip = button("fact", () => Filters.toggle(facet, value), text);
    chip.setAttribute("aria-pressed", String(Filters.isChosen(facet, value)));
    chip.title = WORDS.filterBy(WORDS.facets[facet]);
    return chip;
  }

  /* The time that a statement tells of sets the time strip. */
  function period(statement) {
    const text = dateText(statement.date);
    if (!Filters.hasPeriods || !(statement.date[0] || statement.date[1])) return text;
    const chip = button("fact", () => Filters.togglePeriod(statement.number), text);
    chip.setAttribute("aria-pressed", String(Filters.isPeriod(statement.number)));
    chip.title = WORDS.filterBy(WORDS.regions.time);
    return chip;
  }

  function said(statement) {
    const line = make("p", "said", fact("voice", statement.voice, WORDS.voiceNames[statement.voice]));
    if (statement.speaker) line.append(` ${WORDS.by} `, fact("speaker", statement.speaker, statement.speaker));
    else if (statement.voice === "asserted") line.append(` ${WORDS.byDocument}`);
    if (statement.status) line.append(" · ", fact("status", statement.status, WORDS.statuses[statement.status]));
    if (statement.date) line.append(` · ${WORDS.told} `, period(statement));
    if (statement.amount) line.append(" · ", make("strong", "", fact("amount", WORDS.amountText(statement.amount), WORDS.amountText(statement.amount))));
    return line;
  }

  function addressOf(statement) {
    const href = statement.source.url ? safeUrl(statement.source.url) : null;
    return href ? fragment(href, statement.quote) : null;
  }

  function source(statement) {
    const { title, publisher, date, id } = statement.source;
    const href = addressOf(statement);
    const name = title || WORDS.untitled;
    const line = make("p", "source", href ? link(href, name) : fact("source", id, name));
    if (publisher) line.append(" · ", fact("publisher", publisher, publisher));
    if (date) line.append(" · ", fact("published", date, date));
    return line;
  }

  /* The title leads to the source; its filter needs a button of its own. */
  function sourceButton(statement) {
    if (!addressOf(statement)) return null;
    const made = button("small", () => Filters.toggle("source", statement.source.id), WORDS.onlyDocument);
    made.setAttribute("aria-pressed", String(Filters.isChosen("source", statement.source.id)));
    return made;
  }

  function citation(statement) {
    const { title, publisher, date, url, id } = statement.source;
    const href = url ? safeUrl(url) : null;
    const place = [publisher, `“${title || WORDS.untitled}”`, date, href].filter(Boolean).join(", ");
    return `“${statement.quote}” — ${place} [${id}, ${WORDS.character} ${statement.begin}; ${WORDS.statement} ${statement.id}]`;
  }

  function card(statement) {
    return statement.isRead ? whole(statement) : waiting(statement);
  }

  /* While the page is still being read, a statement whose sentence has not come yet keeps its place. */
  function waiting(statement) {
    const place = make("article", "statement", make("p", "quiet", WORDS.reading));
    Store.later(() => place.replaceWith(whole(statement)));
    return place;
  }

  function whole(statement) {
    const missing = ["subject", "trigger", "object"].filter((part) => !statement[part]).map((part) => WORDS.parts[part]);
    const foot = make("div", "foot", make("span", "ruled", `${WORDS.rule} `, fact("rule", statement.rule, statement.rule)),
      sourceButton(statement), button("small", () => copy(citation(statement)), WORDS.cite));
    const shown = make(
      "article", `statement ${statement.voice}`, marked(statement), said(statement), source(statement),
      missing.length ? make("p", "ruled", WORDS.elsewhere(missing)) : null, foot,
    );
    shown.dataset.statement = statement.id;
    shown.setAttribute("aria-label", WORDS.cardName(statement));
    return shown;
  }

  function inOrder(numbers) {
    return numbers.map(Store.statement).sort(
      (one, other) => STRENGTH.indexOf(one.voice) - STRENGTH.indexOf(other.voice)
        || (one.source.date || "9999").localeCompare(other.source.date || "9999") || one.number - other.number,
    );
  }

  /* Cards of some statements, the first of them at once and the others when asked for. */
  function pile(statements) {
    const place = make("div", "statements", ...statements.slice(0, PAGE).map(card));
    let shown = PAGE;
    if (statements.length > PAGE) {
      const more = button("action", () => {
        more.before(...statements.slice(shown, shown + PAGE).map(card));
        shown += PAGE;
        if (shown >= statements.length) more.remove();
        else more.textContent = WORDS.more(statements.length - shown);
      }, WORDS.more(statements.length - PAGE));
      place.append(more);
    }
    return place;
  }

  /* The statements of an edge that the filters leave, and how many they hide. */
  function cards(edge) {
    const shown = Filters.rowsOf(edge);
    const hidden = edge.rows.length - shown.length;
    return make("div", "", hidden ? make("p", "notice-line", WORDS.filtered(hidden), " ",
      button("small", () => Filters.reset(), WORDS.clearFilters)) : null, pile(inOrder(shown)));
  }

  const badge = (standing) => make("span", `badge ${standing}`, WORDS.standings[standing]);
  const sentence = (edge) => `${edge.subject.name} ${edge.relation.label} ${edge.object.name}`;

  function edgeRow(edge, from, open) {
    const text = make("span", "text");
    const relation = (words) => make("span", "relation", words);
    if (!from) text.append(edge.subject.name, " ", relation(edge.relation.label), ` ${edge.object.name}`);
    else if (from === edge.subject) text.append(relation(edge.relation.label), ` ${edge.object.name}`);
    else if (edge.relation.symmetric) text.append(relation(edge.relation.label), ` ${edge.subject.name}`);
    else if (edge.relation.inverse) text.append(relation(edge.relation.inverse), ` ${edge.subject.name}`);
    else text.append(`${edge.subject.name} `, relation(`${edge.relation.label} ${from.name}`));
    const shown = Filters.countOf(edge);
    const count = make("span", "count", WORDS.sources(shown, edge.publishers));
    count.title = `${WORDS.statements(shown)}, ${WORDS.publishers(edge.publishers, edge.independent)}`;
    return button(
      `row edge-row ${edge.relation.family}`, () => open(edge), text, edge.standing === "asserted" ? null : badge(edge.standing), count,
    );
  }

  function edgeHead(edge, level) {
    const counts = [WORDS.statements(edge.rows.length), WORDS.publishers(edge.publishers, edge.independent)];
    if (edge.first) counts.push(edge.last && edge.last !== edge.first ? `${edge.first} – ${edge.last}` : edge.first);
    return [
      make(level, "", sentence(edge), " ", badge(edge.standing)),
      make("p", "lead", counts.join(" · ")), make("p", "lead", WORDS.standingSentences[edge.standing]),
    ];
  }

  function keys() {
    return make("p", "keys", ...["subject", "trigger", "object"].map((part) => make("mark", part, WORDS.parts[part])));
  }

  return { cards, card, pile, inOrder, edgeHead, edgeRow, keys, sentence, badge, dateText, citation, addressOf, STRENGTH };
})();
