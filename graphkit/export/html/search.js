"use strict";
/* A field that finds actors as one types, by the keyboard or the pointer. */
const Search = (() => {
  const { make } = Elements;

  function attach(input, results, take) {
    let hits = [];
    let marked = -1;
    const name = results.id;

    function list() {
      hits = Store.search(input.value, 12);
      results.replaceChildren(...hits.map(({ actor, alias }, place) => {
        const about = [alias ? WORDS.alias(alias) : "", WORDS.types[actor.type] || actor.type, WORDS.edges(actor.degree)];
        const item = make("li", "", make("span", "text", actor.name), make("small", "", about.filter(Boolean).join(" · ")));
        item.id = `${name}-${place}`;
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(place); });
        return item;
      }));
      if (!hits.length && input.value.trim()) Elements.announce(WORDS.none);
      mark(hits.length ? 0 : -1);
      show(hits.length > 0);
    }

    function show(open) {
      results.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) input.removeAttribute("aria-activedescendant");
    }

    function mark(place) {
      marked = place;
      [...results.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
      if (place >= 0) input.setAttribute("aria-activedescendant", `${name}-${place}`);
      results.children[place]?.scrollIntoView({ block: "nearest" });
    }

    function choose(place) {
      show(false);
      take(hits[place].actor, input);
    }

    input.addEventListener("input", list);
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        show(true);
        mark((marked + step + hits.length) % hits.length);
      } else if (event.key === "Enter" && marked >= 0 && !results.hidden) {
        event.preventDefault();
        choose(marked);
      } else if (event.key === "Escape" && !results.hidden) {
        event.stopPropagation();
        show(false);
      }
    });
  }

  let fields = 0;

  /* A labelled field of its own, for forms. */
  function field(label, value, take) {
    fields += 1;
    const input = make("input", "find");
    const results = make("ul", "results");
    Object.assign(input, { type: "search", value, autocomplete: "off", spellcheck: false, placeholder: label });
    Object.assign(results, { id: `field-${fields}`, hidden: true });
    for (const [key, text] of Object.entries({
      role: "combobox", "aria-label": label, "aria-expanded": "false", "aria-controls": results.id, "aria-autocomplete": "list",
    })) input.setAttribute(key, text);
    results.setAttribute("role", "listbox");
    results.setAttribute("aria-label", label);
    attach(input, results, take);
    return make("div", "search", input, results);
  }

  return { attach, field };
})();
