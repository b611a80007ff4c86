"use strict";
/* The panel beside the drawing: actors, edges, and the sentences behind them. Text is only ever set as text. */
const Evidence = (() => {
  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function button(className, action, ...children) {
    const element = make("button", className, ...children);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  /* Only http and https lead out of the page. */
  function safeUrl(text) {
    try {
      const url = new URL(text);
      return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
    } catch {
      return null;
    }
  }

  function link(url, text) {
    const element = make("a", "", text);
    element.href = url;
    element.target = "_blank";
    element.rel = "noopener noreferrer";
    return element;
  }

  /* A link that jumps to the sentence: its first and last words as a text fragment. */
  function fragment(url, quote) {
    const words = quote.replace(/\p{Cs}/gu, "\ufffd").trim().split(/\s+/);
    const encode = (part) => encodeURIComponent(part.join(" ")).replace(/-/g, "%2D");
    const ends = words.length > 12 ? [words.slice(0, 5), words.slice(-5)] : [words];
    return `${url}${url.includes("#") ? "" : "#"}:~:text=${ends.map(encode).join(",")}`;
  }

  /* The sentence with its parts marked; where parts overlap the smaller one shows. */
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
      quote.append(span ? make("mark", span.part, text) : text);
    }
    return quote;
  }

  function said(statement) {
    const parts = [WORDS.voices[statement.voice](statement.speaker)];
    if (statement.status) parts.push(WORDS.statuses[statement.status]);
    if (statement.date) parts.push(dateText(statement.date));
    if (statement.amount) parts.push(amountText(statement.amount));
    return parts.join(" · ");
  }

  function dateText([start, end, words]) {
    const dates = !end || end === start ? start || "" : start ? `${start} – ${end}` : WORDS.until(end);
    return dates && words && !words.includes(dates) ? `${dates} (“${words}”)` : dates || `“${words}”`;
  }

  function amountText([value, currency, period]) {
    return [value.toLocaleString("en"), currency, period ? `/ ${period}` : ""].filter(Boolean).join(" ");
  }

  function source(statement) {
    const { title, publisher, date, url } = statement.document;
    const href = url ? safeUrl(url) : null;
    const name = title || WORDS.untitled;
    const line = make("p", "source", href ? link(fragment(href, statement.quote), name) : name);
    for (const part of [publisher, date]) if (part) line.append(` · ${part}`);
    return line;
  }

  function card(statement) {
    const missing = ["subject", "trigger", "object"].filter((part) => !statement[part]).map((part) => WORDS.parts[part]);
    const rule = make("p", "ruled", `${WORDS.rule} `, make("code", "", statement.rule));
    return make(
      "article", `statement ${statement.voice}`,
      marked(statement), make("p", "said", said(statement)), source(statement),
      missing.length ? make("p", "ruled", WORDS.elsewhere(missing)) : null, rule,
    );
  }

  const strength = ["asserted", "claimed", "alleged", "planned", "possible", "denied"];

  function cards(edge) {
    const order = [...edge.statements].sort(
      (one, other) => strength.indexOf(one.voice) - strength.indexOf(other.voice)
        || (one.document.date || "9999").localeCompare(other.document.date || "9999"),
    );
    return make("div", "statements", ...order.map(card));
  }

  function badge(standing) {
    return make("span", `badge ${standing}`, WORDS.standings[standing]);
  }

  function sentence(edge) {
    return `${edge.subject.name} ${edge.relation.label} ${edge.object.name}`;
  }

  function edgeRow(edge, from, open) {
    const text = make("span", "text");
    if (!from) text.append(sentence(edge));
    else if (from === edge.subject) text.append(make("span", "relation", edge.relation.label), ` ${edge.object.name}`);
    else if (edge.relation.symmetric) text.append(make("span", "relation", edge.relation.label), ` ${edge.subject.name}`);
    else if (edge.relation.inverse) text.append(make("span", "relation", edge.relation.inverse), ` ${edge.subject.name}`);
    else text.append(`${edge.subject.name} `, make("span", "relation", `${edge.relation.label} ${from.name}`));
    const count = make("span", "count", WORDS.publishers(edge.publishers));
    const shown = edge.standing === "asserted" ? null : badge(edge.standing);
    return button(`row edge-row ${edge.relation.family}`, () => open(edge), text, shown, count);
  }

  function edgeHead(edge, level) {
    const counts = [WORDS.statements(edge.statements.length), WORDS.publishers(edge.publishers)];
    if (edge.first) counts.push(edge.last && edge.last !== edge.first ? `${edge.first} – ${edge.last}` : edge.first);
    return [
      make(level, "", sentence(edge)),
      make("p", "lead", counts.join(" · ")),
      make("p", "lead", WORDS.standingSentences[edge.standing]),
    ];
  }

  function keys() {
    return make("p", "keys", ...["subject", "trigger", "object"].map((part) => make("mark", part, WORDS.parts[part])));
  }

  return { make, button, cards, edgeHead, edgeRow, keys, link, safeUrl };
})();
