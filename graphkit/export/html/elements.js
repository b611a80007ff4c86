"use strict";
/* Making elements. Text is only ever set as text, and only http and https lead out of the page. */
const Elements = (() => {
  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function button(className, action, ...children) {
    const element = make("button", className, ...children);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  /* A sign for the eye that screen readers leave out. */
  function sign(className, text) {
    const element = make("span", className, text);
    element.setAttribute("aria-hidden", "true");
    return element;
  }

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

  /* An address that jumps to the sentence: its first and last words as a text fragment. */
  function fragment(url, quote) {
    const words = quote.replace(/\p{Cs}/gu, "\ufffd").trim().split(/\s+/);
    const encode = (part) => encodeURIComponent(part.join(" ")).replace(/-/g, "%2D");
    const ends = words.length > 12 ? [words.slice(0, 5), words.slice(-5)] : [words];
    return `${url}${url.includes("#") ? "" : "#"}:~:text=${ends.map(encode).join(",")}`;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", "offscreen");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce(WORDS.copied);
  }

  let timer = 0;

  function announce(text) {
    const place = document.getElementById("status");
    place.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { place.textContent = ""; }, 4000);
  }

  const glide = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 300 });

  return { make, button, sign, safeUrl, link, fragment, copy, announce, glide };
})();
