"use strict";
// The panel beside the drawing: what stands behind a node or an edge, each statement with its words and its place.
(() => {
  const d = dementi, { rows, data, words, element } = d;
  const SHOWN = 40; // statements at once

  const link = (address, text) => {
    const made = element("a", "", text);
    made.href = address;
    return made;
  };
  d.whereOf = (row) => {
    const { articles, outlets } = data, at = rows.article[row], quoted = d.quoted();
    const where = [];
    if (articles.outlet[at] >= 0) where.push(element("strong", "", element("bdi", "", outlets.name[articles.outlet[at]])), " ");
    if (articles.title[at]) where.push(element("cite", "", element("bdi", "", articles.title[at])), " ");
    const place = quoted ? `, ${d.fill(words.characters, { start: quoted.start[row], end: quoted.end[row] })}` : "";
    where.push(element("span", "id", element("bdi", "", articles.id[at]), place));
    if (articles.link.length) {
      const anchor = quoted ? `#${quoted.statement[row]}` : "";
      where.push(" ", link(articles.link[at] + anchor, words.read));
    }
    return where;
  };
  d.quoteOf = (row) => {
    const quoted = d.quoted();
    return [...(quoted ? [element("blockquote", "", quoted.quote[row])] : []), element("p", "note", d.note(row))];
  };
  const around = (row) => { // the quotation with what stands before and after it
    const { quote, before, after } = d.quoted() ?? {};
    if (!before?.[row] && !after?.[row]) return [];
    return [element("p", "around", before[row], element("mark", "", quote[row]), after[row])];
  };
  d.dateOf = (row) => d.text("date", row) || words.undated;

  const said = (row) => {
    const stance = d.text("stance", row);
    return element("article", `said ${stance}`,
      element("h3", "", element("bdi", "", d.source(row)), " ", element("span", `stance ${stance}`, words.stances[stance])),
      element("div", "date", d.dateOf(row)), ...d.quoteOf(row), ...around(row), element("p", "where", ...d.whereOf(row)));
  };

  // Claim by claim, in the order of dates; what is too long goes on at a click.
  const listed = (into, found, but) => {
    const byClaim = new Map();
    for (const row of found) byClaim.set(rows.claim[row], [...(byClaim.get(rows.claim[row]) ?? []), row]);
    const parts = [...byClaim].sort(([a], [b]) => a - b).flatMap(([claim, its]) => [
      ...(`c${claim}` === but ? [] : [() => element("h2", "", element("bdi", "", data.claims.name[claim]))]), ...its.map((row) => () => said(row)),
    ]);
    const more = element("button", "more");
    more.type = "button";
    let next = 0;
    const on = () => {
      more.before(...parts.slice(next, next + SHOWN).map((make) => make()));
      next += SHOWN;
      more.hidden = next >= parts.length;
      more.textContent = d.fill(words.more, { count: parts.length - next });
    };
    more.addEventListener("click", on);
    into.append(more);
    on();
  };

  const button = (text, act) => {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const heading = (title, address, count, buttons) => {
    const made = [element("h2", "title", ...title.map((part) => (typeof part === "string" ? part : element("bdi", "", part[0]))))];
    const line = element("p", "note", d.fill(words.statements_of, { count }));
    if (address) line.append(" · ", link(address, words.page));
    made.push(line);
    if (buttons.length) made.push(element("p", "actions", ...buttons));
    return made;
  };
  const count = (found) => new Set(found.map((row) => rows.statement[row])).size;

  // What is behind a node (s3) or an edge (e12) of what is drawn; nothing if it is not drawn.
  d.behind = (chosen) => {
    const { edges } = d.shown();
    const its = chosen[0] === "e" ? edges.filter((edge) => `e${edge.id}` === chosen)
      : edges.filter((edge) => chosen && (edge.from === chosen || edge.to === chosen));
    return [...new Set(its.flatMap((edge) => edge.rows))].sort((a, b) => a - b);
  };
  d.panel = (chosen, state) => {
    const quotes = d.byId("quotes"), found = d.behind(chosen);
    quotes.replaceChildren();
    d.byId("intro").hidden = found.length > 0;
    quotes.hidden = found.length === 0;
    d.byId("panel").scrollTop = 0;
    if (!found.length) return;
    if (chosen[0] === "e") {
      const { from, to, stance } = d.shown().edges.find((edge) => `e${edge.id}` === chosen);
      const arrow = state.view === "sides" ? ` – ` : " → ";
      const inside = () => d.go({ view: "claims", near: "", at: "", supplier: d.address(from).slice(2), recipient: d.address(to).slice(2), stance: state.stance });
      const known = [from, to].every((node) => d.address(node) !== "a:");
      const buttons = state.view === "flows" && known ? [button(words.inside, inside)] : [];
      const stanceText = words.stances[stance] ?? words[stance];
      if (state.view !== "claims") quotes.append(...heading([[d.nodeName(from)], arrow, [d.nodeName(to)], ` : ${stanceText}`], "", count(found), buttons));
      listed(quotes, found);
      return;
    }
    const { table, place } = d.thing(chosen);
    const buttons = state.near ? [] : [button(words.near, () => d.go({ near: d.address(chosen), at: d.address(chosen) }))];
    if (state.view === "sides") {
      buttons.push(button(words.inside, () => d.go({ view: "claims", near: "", at: "", actor: `side:${d.address(chosen).slice(2)}` })));
    }
    quotes.append(...heading([[d.nodeName(chosen)]], table.link[place], count(found), buttons));
    listed(quotes, found, chosen);
  };

  d.contestedList = (shown) => {
    const drawn = new Set();
    for (let row = 0; row < d.count; row += 1) if (shown[row] && data.claims.contested[rows.claim[row]]) drawn.add(rows.claim[row]);
    const claims = [...drawn].sort((a, b) => a - b).slice(0, SHOWN);
    d.byId("nothing-contested").hidden = claims.length > 0;
    d.byId("contested-list").replaceChildren(...claims.map((claim) => {
      const made = button("", () => d.go({ view: "claims", at: `c:${data.claims.id[claim]}` }));
      made.append(element("bdi", "", data.claims.name[claim]));
      return element("li", "", made);
    }));
  };
})();
