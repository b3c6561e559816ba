"use strict";
// Decisions on statements, one key each. They stay in this browser until they are downloaded or saved, and change nothing
// here: the graph follows when they are applied.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("review-data").textContent), words = JSON.parse($("review-words").textContent);
  const cards = [...document.querySelectorAll(".statements .card")], form = $("review-form").querySelector("form");
  // Of each graph its own: pages on a disk share one store, whatever folder they are in.
  const root = URL.canParse(data.root, document.baseURI) ? new URL(data.root, document.baseURI).href : "";
  const key = `${data.kept} ${root}`;
  let kept = { by: "", on: false, decisions: [] }, stored = true, unsaved = false, chosen = "";

  try {
    kept = { ...kept, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
    if (!Array.isArray(kept.decisions)) kept.decisions = [];
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    stored = false; // pages on a disk may not keep anything in some browsers
  }
  const keep = () => {
    if (stored) try { localStorage.setItem(key, JSON.stringify(kept)); } catch { stored = false; }
    $("review-lost").hidden = stored;
  };
  const say = (text) => { $("review-said").textContent = text; };
  const here = (one) => one.article === data.article && one.article_hash === data.hash;
  const idOf = (place) => place.dataset.statement ?? place.dataset.extracted;
  /** Ids of the statements, as they were extracted, on which a decision on a statement of the page is. */
  const on = (id) => data.statements[id]?.on ?? [{ id }];
  const pending = (id) => kept.decisions.findLast((one) => here(one) && one.statement && on(id).some((s) => s.id === one.statement.id));

  function show() {
    const pressed = kept.on;
    $("review-on").setAttribute("aria-pressed", String(pressed));
    $("review-panel").hidden = !pressed;
    for (const place of document.querySelectorAll(".card, .rejected")) {
      const id = idOf(place), mine = pending(id), theirs = data.statements[id]?.decided;
      const verdict = mine?.decision ?? theirs?.verdict ?? "";
      place.dataset.decided = mine ? verdict : "";
      place.querySelector(".decide")?.toggleAttribute("hidden", !pressed);
      place.querySelector(".decided").textContent = mine ? words.pending[verdict]
        : theirs ? `${words.done[verdict]} (${theirs.by}, ${theirs.at.slice(0, 10)})` : "";
      for (const button of place.querySelectorAll("[data-verdict]")) {
        button.setAttribute("aria-pressed", String(button.dataset.verdict === mine?.decision));
        if (button.dataset.verdict === "undo") button.hidden = !mine;
      }
    }
    const complete = kept.decisions.some((one) => here(one) && one.decision === "complete");
    $("review-complete").setAttribute("aria-pressed", String(complete));
    for (const name of ["download", "forget", "save"]) if ($(`review-${name}`)) $(`review-${name}`).disabled = !kept.decisions.length;
    $("review-download").textContent = `${words.download} (${kept.decisions.length})`;
    $("review-lost").hidden = stored;
  }

  /** The name of whoever decides; without one, it is asked for. */
  function name() {
    const by = $("review-by").value.trim();
    if (!by) {
      say(words.who);
      $("review-by").focus();
    }
    return by;
  }

  const entry = (statement, decision, correction, note) => ({
    article: data.article, article_hash: data.hash, statement, decision, correction: correction ?? null,
    by: kept.by, at: new Date().toISOString(), note: note || null,
  });
  const without = (id) => kept.decisions.filter((one) => !(here(one) && one.statement && on(id).some((s) => s.id === one.statement.id)));

  function decide(id, verdict, correction, note) {
    const by = name();
    if (!by) return;
    kept.by = by;
    kept.decisions = without(id); // what was not handed in yet is not part of any record
    if (verdict !== "undo") kept.decisions.push(...on(id).map((statement) => entry(statement, verdict, correction, note)));
    unsaved = true;
    say("");
    keep();
    show();
  }

  const control = (field) => form.elements.namedItem(field); // a field is called "item", and so is a method

  function correct(id) {
    if (!name()) return;
    const { fields, whole } = data.statements[id], mine = pending(id);
    const shown = { ...fields, ...Object.fromEntries(Object.entries(mine?.correction ?? {}).map(([k, v]) => [k, v ?? ""])) };
    for (const [field, value] of Object.entries(shown)) {
      const input = control(field);
      if (input.tagName === "SELECT" && ![...input.options].some((option) => option.value === value)) input.add(new Option(value, value));
      input.value = value;
    }
    control("note").value = mine?.note ?? "";
    const dialog = $("review-form");
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "correct") {
        const now = Object.entries(fields).map(([field, was]) => [field, control(field).value.trim(), was]);
        const changed = now.filter(([, value, was]) => whole || value !== was);
        const correction = Object.fromEntries(changed.map(([field, value]) => [field, value || null]));
        if (now.some(([, value, was]) => value !== was)) decide(id, "correct", correction, control("note").value.trim());
        else say(words.nothing);
      }
      document.querySelector(`.card[data-statement="${CSS.escape(id)}"] .go`)?.focus({ preventScroll: true });
    };
    dialog.showModal();
  }

  const act = (id, verdict) => (verdict === "correct" ? correct(id) : decide(id, verdict));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-verdict]");
    if (button) act(idOf(button.closest(".card, .rejected")), button.dataset.verdict);
  });

  const move = (step) => {
    const at = cards.findIndex((card) => card.dataset.statement === chosen);
    const next = cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : at + step];
    next?.querySelector(".go").click();
    next?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (!kept.on || event.ctrlKey || event.metaKey || event.altKey || $("review-form").open) return;
    if (event.target.closest("input, select, textarea")) return;
    const verdict = { a: "accept", r: "reject", c: "correct", u: "undo" }[event.key];
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
    else if (verdict && chosen) act(chosen, verdict);
    else return;
    event.preventDefault();
  });
  document.addEventListener("statement", (event) => { chosen = event.detail; });
  chosen = document.querySelector(".card.chosen")?.dataset.statement ?? "";

  $("review-on").addEventListener("click", () => {
    kept.on = !kept.on;
    keep();
    show();
  });
  $("review-by").addEventListener("change", () => {
    kept.by = $("review-by").value.trim();
    keep();
  });

  // Whoever says that all is seen accepts what is left: so that nothing is gold that nobody looked at.
  $("review-complete").addEventListener("click", () => {
    const by = name();
    if (!by) return;
    kept.by = by;
    const undecided = Object.keys(data.statements).filter((id) => !pending(id) && !data.statements[id].decided);
    for (const id of undecided) kept.decisions.push(...on(id).map((statement) => entry(statement, "accept")));
    kept.decisions = kept.decisions.filter((one) => !(here(one) && one.decision === "complete"));
    kept.decisions.push(entry(null, "complete"));
    unsaved = true;
    keep();
    show();
  });

  const lines = () => kept.decisions.map((one) => `${JSON.stringify(one)}\n`).join("");
  $("review-download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines()], { type: "application/jsonl" }));
    link.download = "decisions.jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    unsaved = false;
    say(words.downloaded);
  });
  const forget = () => {
    kept.decisions = [];
    unsaved = false;
    keep();
    show();
  };
  $("review-forget").addEventListener("click", () => { if (confirm(words.sure)) forget(); });

  $("review-save")?.addEventListener("click", async () => {
    const count = kept.decisions.length;
    try {
      const answer = await fetch(data.saves, {
        method: "POST", body: lines(),
        headers: { "Content-Type": "application/jsonl", Authorization: `Bearer ${$("review-token").value.trim()}` },
      });
      const text = (await answer.text()).trim();
      if (!answer.ok) return say(`${words.unsaved} ${text}`);
      if (count === kept.decisions.length) forget(); // else somebody went on deciding: they are passed over next time
      say(words.saved);
    } catch (error) {
      say(`${words.unsaved} ${error.message}`);
    }
  });

  addEventListener("beforeunload", (event) => { if (unsaved && !stored) event.preventDefault(); });
  $("review-by").value = kept.by;
  document.querySelector(".review").hidden = false;
  show();
})();
