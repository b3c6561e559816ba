"use strict";
// Text and statements lead to each other by anchors already; this shows what belongs together, and the statement chosen
// stands in the address. Whoever adds to the page hears of it by the event "statement".
(() => {
  const prose = document.querySelector(".prose"), side = document.querySelector(".statements");
  const cards = [...side.querySelectorAll(".card")];
  if (!cards.length) return;
  document.documentElement.classList.add("script");
  const byId = new Map(cards.map((card) => [card.dataset.statement, card]));
  let chosen = "";

  const belonging = (id) => document.querySelectorAll(
    `[data-of~="${CSS.escape(id)}"], .card[data-statement="${CSS.escape(id)}"]`);
  const leading = (id) => [byId.get(id).querySelector(".go"),
    ...prose.querySelectorAll(`.number[data-statement="${CSS.escape(id)}"]`)];

  function choose(id) {
    if (id === chosen) return;
    if (chosen) {
      belonging(chosen).forEach((one) => one.classList.remove("chosen"));
      leading(chosen).forEach((one) => one.removeAttribute("aria-current"));
    }
    chosen = id;
    prose.classList.toggle("choosing", id !== "");
    if (id) {
      belonging(id).forEach((one) => one.classList.add("chosen"));
      leading(id).forEach((one) => one.setAttribute("aria-current", "true"));
    }
    try { // Not a step of its own in the history: back leads to the page from which one came.
      history.replaceState(null, "", id ? `#${encodeURIComponent(id)}` : location.pathname + location.search);
    } catch { /* Inside of a notebook the page has no address of its own. */ }
    document.dispatchEvent(new CustomEvent("statement", { detail: id }));
  }

  const beside = () => getComputedStyle(side).position === "sticky";
  const inText = (id, anchor = id) => (document.getElementById(anchor) ?? prose).scrollIntoView({ block: "center" });
  const inList = (id) => byId.get(id).scrollIntoView({ block: beside() ? "nearest" : "center" });

  /** Choose a statement and go to its card, by keyboard too. */
  function toCard(id) {
    choose(id);
    inList(id);
    byId.get(id).querySelector(".go").focus({ preventScroll: true });
  }

  /** Choose a statement and go to a place of it in the text. */
  function toText(id, anchor, focus) {
    choose(id);
    inText(id, anchor);
    if (focus) leading(id)[1]?.focus({ preventScroll: true });
  }

  /** The statements whose quotations hold a place of the text, the innermost first. */
  function around(element) {
    const found = [];
    for (let at = element.closest(".quote"); at; at = at.parentElement.closest(".quote")) found.push(at.dataset.of);
    return [...new Set(found)];
  }

  prose.addEventListener("click", (event) => {
    const number = event.target.closest(".number");
    if (number) {
      event.preventDefault();
      toCard(number.dataset.statement);
    } else if (getSelection().isCollapsed) { // else somebody is marking words to copy
      const ids = around(event.target);
      if (!ids.length) return;
      choose(ids[(ids.indexOf(chosen) + 1) % ids.length]); // a further click goes outwards
      if (beside()) inList(chosen);
    }
  });

  side.addEventListener("click", (event) => {
    const card = event.target.closest(".card"), link = event.target.closest("a");
    if (!card || event.target.closest("button, input, select, textarea, label, summary")) return;
    if (link && !link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    const id = link?.dataset.statement ?? card.dataset.statement;
    const anchor = link ? decodeURIComponent(link.hash.slice(1)) : id;
    if (anchor.startsWith("card-")) toCard(id);
    else toText(id, anchor, event.detail === 0); // 0: the keyboard did it
  });

  side.addEventListener("keydown", (event) => {
    if (!event.target.matches(".go")) return;
    const at = cards.indexOf(event.target.closest(".card"));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: cards.length - 1 }[event.key];
    if (next === undefined || !cards[next]) return;
    event.preventDefault();
    toCard(cards[next].dataset.statement);
    inText(chosen);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("input, select, textarea, dialog")) choose("");
  });

  /** Open the page at the place that its address names. */
  function open() {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const place = document.getElementById(anchor);
    const id = place?.dataset.statement ?? place?.dataset.of;
    if (!byId.has(id)) return;
    choose(id);
    inList(id);
    if (!anchor.startsWith("card-")) inText(id, anchor);
  }

  addEventListener("hashchange", open);
  open();
})();
