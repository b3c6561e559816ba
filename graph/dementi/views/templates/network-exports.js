"use strict";
// What is visible as files: the picture, the rows, the graph.
(() => {
  const d = dementi, { data, rows } = d;

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000); // milliseconds; the browser has begun to save it by then
  };

  const png = () => {
    const drawn = d.byId("canvas").querySelector("canvas"), copy = document.createElement("canvas");
    copy.width = drawn.width;
    copy.height = drawn.height;
    const context = copy.getContext("2d");
    context.fillStyle = d.colour().wash;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => save(blob, "dementi.png"));
  };

  const COLUMNS = {
    date: (row) => d.text("date", row), source: d.source,
    side: (row) => data.actors.name[data.sources.side[rows.source[row]]],
    stance: (row) => d.text("stance", row), act: (row) => d.text("act", row), hedged: (row) => Boolean(rows.hedged[row]),
    claim: d.claim, supplier: (row) => data.actors.name[data.claims.supplier[rows.claim[row]]] ?? "",
    recipient: (row) => data.actors.name[data.claims.recipient[rows.claim[row]]] ?? "",
    item: (row) => data.items.name[rows.item[row]], status: (row) => d.text("status", row),
    quantity: (row) => d.text("quantity", row), when: (row) => d.text("when", row), via: (row) => d.text("via", row),
    quote: (row) => d.quoted()?.quote[row] ?? "", outlet: (row) => data.outlets.name[data.articles.outlet[rows.article[row]]] ?? "",
    title: (row) => data.articles.title[rows.article[row]], article: (row) => data.articles.id[rows.article[row]],
    start: (row) => d.quoted()?.start[row] ?? "", end: (row) => d.quoted()?.end[row] ?? "",
  };
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const csv = (shown) => {
    const lines = [Object.keys(COLUMNS)];
    for (let row = 0; row < d.count; row += 1) if (shown[row]) lines.push(Object.values(COLUMNS).map((value) => value(row)));
    // By the mark at its beginning spreadsheets know that the file is UTF-8.
    save(new Blob(["\ufeff", lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")], { type: "text/csv" }), "dementi.csv");
  };

  const KINDS = { s: "source", c: "claim", a: "actor" };
  // Characters that XML cannot hold are left out; the others that mean something to it are escaped.
  const xml = (value) => String(value).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);
  const tag = (name, values, inside) => {
    const attributes = Object.entries(values).map(([key, value]) => ` ${key}="${xml(value)}"`).join("");
    return inside === undefined ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
  };
  const declared = (owner, types) => tag("attributes", { class: owner }, Object.entries(types).map(([id, type]) => tag("attribute", { id, title: id, type })).join(""));
  const given = (values) => tag("attvalues", {}, Object.entries(values).map(([key, value]) => tag("attvalue", { for: key, value })).join(""));
  const gexf = () => {
    const { nodes, edges, view } = d.shown();
    const position = ({ x, y }) => tag("viz:position", { x, y: -y, z: 0 }); // Gephi's y grows upwards
    const nodeList = nodes.map((node) => tag("node", { id: d.address(node.id), label: d.nodeName(node.id) },
      given({ kind: KINDS[node.id[0]], sources: node.sources }) + position(node)));
    const edgeList = edges.map((edge) => tag("edge",
      { id: edge.id, source: d.address(edge.from), target: d.address(edge.to), kind: edge.stance, weight: edge.count },
      given({ stance: edge.stance, count: edge.count, sources: edge.sources })));
    const graph = declared("node", { kind: "string", sources: "integer" })
      + declared("edge", { stance: "string", count: "integer", sources: "integer" })
      + tag("nodes", {}, nodeList.join("\n")) + tag("edges", {}, edgeList.join("\n"));
    const direction = view === "sides" ? "undirected" : "directed";
    const whole = tag("gexf", { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", version: "1.3" },
      tag("graph", { defaultedgetype: direction, mode: "static" }, graph));
    save(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${whole}\n`], { type: "application/xml" }), "dementi.gexf");
  };

  d.offerExports = (shown) => {
    for (const [kind, write] of Object.entries({ png, csv, gexf })) {
      d.byId(`export-${kind}`).addEventListener("click", () => write(shown()));
    }
  };
})();
