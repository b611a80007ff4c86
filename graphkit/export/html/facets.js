"use strict";
/* The filter drawer: each facet's choices with their counts, the words, the number of publishers, and the time strip. */
const Facets = (() => {
  const { make, button, sign } = Elements;
  const FIRST = 8;
  const updates = [];
  let player = 0;

  function choice(facet, value) {
    const box = make("input", "");
    box.type = "checkbox";
    const count = make("span", "count");
    const row = make("label", "choice", box, make("span", "text", facet.name === "family" ? make("span", `swatch ${value}`) : null,
      WORDS.valueName(facet.name, value)), count);
    box.addEventListener("change", () => Filters.toggle(facet.name, value, box.checked));
    const update = () => {
      const number = facet.counts[facet.places.get(value)];
      box.checked = Filters.isChosen(facet.name, value);
      count.textContent = WORDS.number(number);
      row.classList.toggle("none", number === 0 && !box.checked);
    };
    return { row, update, value };
  }

  function orderOf(facet) {
    const fixed = { family: Object.keys(WORDS.families), voice: Evidence.STRENGTH, standing: Object.keys(WORDS.standings) }[facet.name];
    const total = (value) => facet.totals[facet.places.get(value)];
    const rank = (value) => (fixed ? fixed.indexOf(value) : -total(value));
    return facet.values.filter(total).sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  }

  function section(name) {
    const facet = Filters.facets[name];
    const values = orderOf(facet);
    const list = make("div", "choices");
    const made = new Map();
    let open = false;
    let wanted = "";
    const show = () => {
      const fits = values.filter((value) => Store.plain(WORDS.valueName(name, value)).includes(wanted));
      const some = fits.filter((value, place) => open || wanted || place < FIRST || Filters.isChosen(name, value)).slice(0, 300);
      for (const value of some) if (!made.has(value)) made.set(value, choice(facet, value));
      const rows = some.map((value) => made.get(value));
      rows.forEach((row) => row.update());
      const before = [...list.children];
      if (before.length !== rows.length || rows.some((row, place) => row.row !== before[place])) list.replaceChildren(...rows.map((row) => row.row));
    };
    const parts = [list];
    if (values.length > FIRST) {
      const find = make("input", "find");
      find.type = "search";
      find.placeholder = WORDS.findIn(WORDS.facets[name], values.length);
      find.setAttribute("aria-label", find.placeholder);
      find.addEventListener("input", () => { wanted = Store.plain(find.value.trim()); show(); });
      const more = button("small", () => {
        open = !open;
        more.textContent = open ? WORDS.fewer : WORDS.all(values.length);
        show();
      }, WORDS.all(values.length));
      parts.unshift(find);
      parts.push(more);
    }
    const box = make("details", "facet", make("summary", "", WORDS.facets[name]), ...parts);
    box.dataset.facet = name;
    box.open = ["family", "voice", "standing"].includes(name);
    updates.push(() => { if (box.open) show(); });
    box.addEventListener("toggle", show);
    return box;
  }

  function words() {
    const input = make("input", "find");
    input.type = "search";
    input.id = "words";
    input.placeholder = WORDS.words;
    input.setAttribute("aria-label", WORDS.words);
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => Filters.set({ words: input.value }), 150);
    });
    updates.push(() => { if (document.activeElement !== input) input.value = Filters.state.words; });
    return input;
  }

  function publishers() {
    const select = make("select", "");
    select.id = "publishers";
    const options = [1, 2, 3, 4, 5].map((number) => {
      const option = make("option", "");
      option.value = String(number);
      return option;
    });
    select.append(...options);
    select.addEventListener("change", () => Filters.set({ publishers: Number(select.value) }));
    updates.push(() => {
      select.value = String(Filters.state.publishers);
      options.forEach((option, place) => {
        const count = Filters.publishersCounts.slice(place ? place + 1 : 0).reduce((sum, number) => sum + number, 0);
        option.textContent = WORDS.atLeastOf(place + 1, count);
      });
    });
    return make("label", "field", make("span", "", WORDS.minimum), select);
  }

  function chips() {
    const place = document.getElementById("chips");
    updates.push(() => {
      const found = Filters.choices();
      const all = found.map(({ text, undo }) => {
        const chip = button("chip", undo, text, sign("x", "×"));
        chip.setAttribute("aria-label", WORDS.without(text));
        return chip;
      });
      const missing = Filters.isActive() ? missingActors() : [];
      if (missing.length) all.push(button("small", () => { Drawing.draw(missing.slice(0, 300)); Drawing.fit(); }, WORDS.drawMatching(Math.min(300, missing.length))));
      if (found.length) all.push(button("small", () => Filters.reset(), WORDS.clearFilters));
      place.replaceChildren(...(found.length ? [make("span", "quiet", WORDS.matching(Filters.shown(), Store.nRows)), ...all] : []));
      place.hidden = !found.length;
      document.getElementById("open-filters").dataset.count = found.length || "";
    });
  }

  function missingActors() {
    const missing = new Set();
    const { subject, object } = Store.edgeTable;
    for (let edge = 0; edge < Store.nEdges; edge += 1) {
      if (!Filters.counts[edge]) continue;
      for (const end of [subject[edge], object[edge]]) if (!Drawing.isDrawn(end)) missing.add(end);
    }
    return [...missing].sort((one, other) => one - other);
  }

  /* The legend is the same choice of family and type, in the colours and shapes of the drawing. */
  function legend() {
    const place = document.getElementById("legend");
    const toggle = (name, value, mark) => {
      const made = button("", () => Filters.toggle(name, value), mark, WORDS.valueName(name, value));
      made.dataset.value = value;
      made.title = WORDS.only(WORDS.valueName(name, value));
      updates.push(() => {
        made.setAttribute("aria-pressed", String(Filters.isChosen(name, value)));
        made.classList.toggle("off", Filters.facets[name].chosen.size > 0 && !Filters.isChosen(name, value));
      });
      return made;
    };
    const families = orderOf(Filters.facets.family).map((value) => toggle("family", value, make("span", `swatch ${value}`)));
    const types = [...Filters.facets.type.values].filter((type) => Store.shapes[type]).sort().map(
      (value) => toggle("type", value, sign("shape", WORDS.symbols[Store.shapes[value]])),
    );
    place.append(...families,
      make("span", "key", make("span", "swatch dashed"), WORDS.dashed),
      make("span", "key", sign("cross", "× ×"), WORDS.disputed),
      make("span", "key", sign("bundle", "3"), WORDS.bundle), ...types);
  }

  function slider(name, other) {
    const input = make("input", `slider ${name}`);
    input.type = "range";
    input.min = "0";
    input.max = String(Filters.bins.length - 1);
    input.setAttribute("aria-label", WORDS[name]);
    input.addEventListener("input", () => {
      const value = name === "from" ? Math.min(Number(input.value), Filters.state[other]) : Math.max(Number(input.value), Filters.state[other]);
      Filters.set({ [name]: value });
    });
    updates.push(() => {
      input.value = String(Filters.state[name]);
      input.setAttribute("aria-valuetext", Filters.bins[Filters.state[name]][name === "from" ? "label" : "last"]);
    });
    return input;
  }

  function stop(play) {
    clearInterval(player);
    player = 0;
    play.textContent = "▶";
    play.setAttribute("aria-label", WORDS.play);
  }

  function start(play) {
    const { state, bins } = Filters;
    if (state.to >= bins.length - 1) Filters.set({ to: state.from });
    play.textContent = "❚❚";
    play.setAttribute("aria-label", WORDS.pause);
    player = setInterval(() => {
      if (state.to >= bins.length - 1) stop(play);
      else Filters.set({ to: state.to + 1 });
    }, Math.max(150, Math.min(700, 12000 / bins.length)));
  }

  function time() {
    const place = document.getElementById("time");
    const { bins, state } = Filters;
    if (bins.length < 2) { place.hidden = true; return; }
    const bars = bins.map(() => make("span", "bar-of"));
    const histogram = make("div", "histogram", ...bars);
    histogram.setAttribute("aria-hidden", "true");
    const play = button("play", () => (player ? stop(play) : start(play)), "▶");
    play.setAttribute("aria-label", WORDS.play);
    const label = make("span", "period");
    const undated = make("input", "");
    undated.type = "checkbox";
    undated.addEventListener("change", () => Filters.set({ undated: undated.checked }));
    place.append(play, make("div", "track", histogram, slider("from", "to"), slider("to", "from")), label,
      make("label", "undated", undated, WORDS.undated));
    place.title = WORDS.timeHelp;
    updates.push(() => {
      const most = Math.max(1, ...bins.map((bin) => bin.count));
      bins.forEach((bin, number) => {
        bars[number].style.height = `${bin.count ? Math.max(8, (100 * bin.count) / most) : 0}%`;
        bars[number].classList.toggle("out", number < state.from || number > state.to);
        bars[number].title = `${bin.label}: ${bin.count}`;
      });
      undated.checked = state.undated;
      label.textContent = `${bins[state.from].label} – ${bins[state.to].last}`;
    });
  }

  /* The drawer is made when it is first opened. */
  function openDrawer() {
    const drawer = document.getElementById("filters");
    if (!drawer.childElementCount) drawer.append(
      make("div", "drawer-head", make("h2", "", WORDS.filters), button("small", () => Filters.reset(), WORDS.clearFilters),
        button("small close", () => View.toggleFilters(false), WORDS.close)),
      words(), publishers(), ...Filters.order.map(section),
    );
    update();
  }

  function open() {
    chips();
    legend();
    time();
    update();
  }

  function update() {
    for (const one of updates) one();
  }

  return { open, openDrawer, update };
})();
