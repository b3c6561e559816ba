"use strict";
// What the page holds: tables of things, rows that name them by their places, and texts that are read when looked at.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const once = (make) => { let made; return () => made ??= make(); };
  const data = read("data");
  const { rows, texts, words } = data;
  const kinds = { s: "sources", c: "claims", a: "actors" };
  const month = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7) || 1) - 1;

  const d = globalThis.dementi = {
    data, rows, words,
    count: rows.source.length,
    byId: (id) => document.getElementById(id),
    pictures: Object.fromEntries(["claims", "flows", "sides"].map((name) => [name, once(() => read(`picture-${name}`))])),
    quoted: once(() => read("quoted")),
    text: (column, row) => texts[column][rows[column][row]],
    source: (row) => data.sources.name[rows.source[row]],
    claim: (row) => data.claims.name[rows.claim[row]],
    fill: (text, values) => text.replace(/\{(\w+)\}/g, (hole, key) => values[key]),
    fold: (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase(),
    // A node is named by its table and its place there: s3, c12, a7; in the address by its name in the graph.
    thing: (node) => ({ table: data[kinds[node[0]]], place: Number(node.slice(1)) }),
    nodeName: (node) => d.thing(node).table.name[d.thing(node).place] ?? words.nobody,
    address: (node) => `${node[0]}:${d.thing(node).table.id[d.thing(node).place] ?? ""}`,
    nodeAt: (address) => {
      const place = data[kinds[address[0]]]?.id.indexOf(address.slice(2)) ?? -1;
      return place < 0 && address !== "a:" ? "" : `${address[0]}${place}`;
    },
    // The months of each date, as numbers; a year alone means all of its months.
    months: texts.date.map((text) => text && [month(text), text.length === 4 ? month(text) + 11 : month(text)]),
    note: (row) => [
      words.acts[d.text("act", row)], words.statuses[d.text("status", row)], d.text("quantity", row), d.text("when", row),
      rows.hedged[row] ? words.hedged : "", d.text("via", row) ? `${words.via} ${d.text("via", row)}` : "",
    ].filter(Boolean).join(" · "),
    element: (tag, className, ...inside) => {
      const made = document.createElement(tag);
      if (className) made.className = className;
      made.append(...inside);
      return made;
    },
  };
  const known = d.months.filter(Boolean).flat();
  d.span = known.length ? [Math.min(...known), Math.max(...known)] : [0, 0];
})();
