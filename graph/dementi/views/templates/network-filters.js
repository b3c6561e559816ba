"use strict";
// What is asked for, as the form, the address and the rows have it.
(() => {
  const d = dementi, { rows, data } = d;
  const STANCES = Object.keys(data.lines);
  const CHOICES = ["actor", "act", "item", "supplier", "recipient", "status", "outlet"];

  // Where there are too many sources and claims, the page opens on the flows between parties, from which one goes on,
  // unless whoever made it wished for another picture.
  d.start = () => ({
    view: data.first || (data.sources.id.length + data.claims.id.length > data.mapped ? "flows" : "claims"),
    table: matchMedia("(max-width: 48rem)").matches, q: "", stance: STANCES, contested: false, witness: false,
    ...Object.fromEntries(CHOICES.map((name) => [name, ""])), from: d.span[0], to: d.span[1], near: "", at: "",
  });

  const monthText = d.monthText = (month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  const monthOf = (text, or) => (/^\d{4}-\d{2}$/.test(text) ? Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1 : or);

  d.toHash = (state) => {
    const first = d.start(), said = new URLSearchParams();
    for (const [name, value] of Object.entries(state)) {
      if (String(value) === String(first[name])) continue;
      if (name === "from" || name === "to") said.set(name, monthText(value));
      else said.set(name, typeof value === "boolean" ? Number(value) : String(value));
    }
    return said.toString();
  };
  d.fromHash = (hash) => {
    const state = d.start(), said = new URLSearchParams(hash);
    for (const name of ["q", "near", "at", ...CHOICES]) state[name] = said.get(name) ?? "";
    for (const name of ["table", "contested", "witness"]) if (said.has(name)) state[name] = said.get(name) === "1";
    if (said.get("view") in d.pictures) state.view = said.get("view");
    if (said.has("stance")) state.stance = STANCES.filter((stance) => said.get("stance").split(",").includes(stance));
    const inside = (month) => Math.min(d.span[1], Math.max(d.span[0], month));
    state.from = inside(monthOf(said.get("from"), d.span[0]));
    state.to = Math.max(state.from, inside(monthOf(said.get("to"), d.span[1])));
    return state;
  };

  d.filtered = (state) => CHOICES.some((name) => state[name]) || state.from > d.span[0] || state.to < d.span[1];

  // For each choice, what of a row is compared; a choice that names nothing here lets nothing through.
  const place = (table, id) => data[table].id.indexOf(id);
  const text = (column, value) => { const at = data.texts[column].indexOf(value); return (row) => rows[column][row] === at; };
  const below = (item) => { // an item stands before what is narrower
    const { id, depth } = data.items, first = id.indexOf(item);
    let last = first + 1;
    while (last < id.length && depth[last] > depth[first]) last += 1;
    return (row) => rows.item[row] >= first && rows.item[row] < last && first >= 0;
  };
  const party = (role) => (id) => { const at = place("actors", id); return (row) => at >= 0 && data.claims[role][rows.claim[row]] === at; };
  const TESTS = {
    actor: (value) => {
      if (!value.startsWith("side:")) { const at = place("sources", value); return (row) => rows.source[row] === at; }
      const side = place("actors", value.slice(5));
      return (row) => data.sources.side[rows.source[row]] === side;
    },
    act: (value) => text("act", value),
    status: (value) => text("status", value),
    item: below,
    supplier: party("supplier"),
    recipient: party("recipient"),
    outlet: (value) => { const at = place("outlets", value); return (row) => at >= 0 && data.articles.outlet[rows.article[row]] === at; },
  };

  const near = (state) => {
    const node = d.nodeAt(state.near), at = Number(node.slice(1));
    if (!node) return () => true;
    if (node[0] === "s") return (row) => rows.source[row] === at;
    if (node[0] === "c") return (row) => rows.claim[row] === at;
    const { supplier, recipient } = data.claims, { side } = data.sources;
    if (state.view !== "sides") return (row) => supplier[rows.claim[row]] === at || recipient[rows.claim[row]] === at;
    const spoken = new Set();
    rows.claim.forEach((claim, row) => { if (side[rows.source[row]] === at) spoken.add(claim); });
    return (row) => spoken.has(rows.claim[row]);
  };

  const period = (state) => {
    if (state.from === d.span[0] && state.to === d.span[1]) return () => true;
    const inside = d.months.map((months) => Boolean(months) && months[0] <= state.to && months[1] >= state.from);
    return (row) => inside[rows.date[row]];
  };

  // Each word must be in a name, a note or a quotation of the row. Each text is folded once, not once a row.
  const folded = (list) => { let made; return () => made ??= list().map(d.fold); };
  const { texts, words, sources, claims, articles, outlets } = data;
  const SEARCHED = [
    [folded(() => sources.name), (row) => rows.source[row]],
    [folded(() => claims.name), (row) => rows.claim[row]],
    [folded(() => articles.id.map((id, at) => `${id} ${articles.title[at]} ${outlets.name[articles.outlet[at]] ?? ""}`)), (row) => rows.article[row]],
    [folded(() => texts.stance.map((one) => words.stances[one])), (row) => rows.stance[row]],
    [folded(() => texts.act.map((one) => words.acts[one])), (row) => rows.act[row]],
    [folded(() => texts.status.map((one) => words.statuses[one])), (row) => rows.status[row]],
    ...["date", "via", "quantity", "when"].map((name) => [folded(() => texts[name]), (row) => rows[name][row]]),
    [folded(() => d.quoted()?.quote ?? []), (row) => row],
  ];
  const searched = (q) => {
    const found = d.fold(q).split(/\s+/).filter(Boolean).map((word) => SEARCHED.map(([list, at]) => {
      const has = list().map((one) => one.includes(word));
      return (row) => has[at(row)];
    }));
    return (row) => found.every((columns) => columns.some((has) => has(row)));
  };

  // Of the reprints of a dispatch, the first article that says something stands for all that say the same.
  const firstOfCluster = (shown) => {
    const first = new Map();
    for (let row = 0; row < d.count; row += 1) {
      if (!shown[row]) continue;
      const source = rows.source[row], article = rows.article[row];
      const who = [source, sources.name[source], ""][sources.local[source]];
      const key = [articles.cluster[article], rows.claim[row], rows.stance[row], who].join("|");
      if (!first.has(key)) first.set(key, article);
      shown[row] = first.get(key) === article;
    }
  };

  d.visible = (state, but) => {
    const asked = but === "period" ? { ...state, from: d.span[0], to: d.span[1] } : state;
    const stances = data.texts.stance.map((stance) => state.stance.includes(stance));
    const tests = [
      (row) => stances[rows.stance[row]],
      (row) => !state.contested || rows.contested[row] === 1,
      ...CHOICES.filter((name) => state[name]).map((name) => TESTS[name](state[name])),
      near(state), period(asked), searched(state.q),
    ];
    const shown = new Uint8Array(d.count);
    for (let row = 0; row < d.count; row += 1) shown[row] = tests.every((test) => test(row));
    if (state.witness) firstOfCluster(shown);
    return shown;
  };

  const option = (value, name) => { const made = d.element("option", "", name); made.value = value; return made; };
  const listed = (table, keep) => data[table].id.flatMap((id, at) => (keep(at) ? [option(id, data[table].name[at])] : []));
  const group = (label, options) => { const made = d.element("optgroup", "", ...options); made.label = label; return made; };
  d.offer = (form) => {
    const met = (column) => new Set(column);
    const sides = met(sources.side), suppliers = met(claims.supplier), recipients = met(claims.recipient);
    const sideOptions = listed("actors", (at) => sides.has(at) && !data.actors.local[at]);
    sideOptions.forEach((one) => { one.value = `side:${one.value}`; });
    form.actor.append(group(words.sides_listed, sideOptions), group(words.sources_listed, listed("sources", (at) => !sources.local[at])));
    form.supplier.append(...listed("actors", (at) => suppliers.has(at)));
    form.recipient.append(...listed("actors", (at) => recipients.has(at)));
    form.outlet.append(...listed("outlets", () => true));
    form.item.append(...data.items.id.map((id, at) => option(id, "\u2003".repeat(data.items.depth[at]) + data.items.name[at])));
    for (const [name, said] of [["act", words.acts], ["status", words.statuses]]) {
      form[name].append(...Object.keys(said).filter((one) => texts[name].includes(one)).map((one) => option(one, said[one] || words.nobody)));
    }
  };
  const fields = (form, name) => Array.from(form.querySelectorAll(`[name=${name}]`));
  d.toForm = (form, state) => {
    for (const name of ["q", ...CHOICES]) form[name].value = state[name];
    for (const name of ["contested", "witness"]) form[name].checked = state[name];
    fields(form, "stance").forEach((box) => { box.checked = state.stance.includes(box.value); });
    fields(form, "view").forEach((box) => { box.checked = box.value === state.view; });
    fields(form, "table").forEach((box) => { box.checked = (box.value === "1") === state.table; });
  };
  d.fromForm = (form, state) => ({
    ...state,
    ...Object.fromEntries(["q", ...CHOICES].map((name) => [name, form[name].value])),
    contested: form.contested.checked, witness: form.witness.checked,
    stance: fields(form, "stance").filter((box) => box.checked).map((box) => box.value),
    view: fields(form, "view").find((box) => box.checked).value,
    table: fields(form, "table").find((box) => box.checked).value === "1",
    from: Number(form.from.value), to: Number(form.to.value),
  });
})();
