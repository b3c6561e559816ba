"use strict";
// Everything that comes from articles is written as text or cloned from the table; nothing is ever parsed as HTML.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const tableRows = Array.from(document.querySelectorAll("#table tbody tr"));
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
  const folded = tableRows.map((row) => fold(row.textContent));
  const full = new Map(data.nodes.map((node) => [node.id, node.full]));
  const COLUMN = 500, ROW = 58; // distances of the boxes, in units of the canvas
  const SMALLEST = 0.75; // below this scale labels can no longer be read

  const face = getComputedStyle(document.body).fontFamily;
  const box = (background, border, extra) => ({
    color: { background, border, highlight: { background, border: "#f0a202" }, hover: { background, border: "#f0a202" } },
    ...extra,
  });
  const groups = {
    source: box("#ffffff", "#8c96a8", {}),
    local: box("#ffffff", "#8c96a8", { shapeProperties: { borderRadius: 14, borderDashes: [4, 4] } }),
    claim: box("#e6ecf4", "#8c96a8", { shapeProperties: { borderRadius: 3 } }),
    contested: box("#ffe9d9", "#c2410c", { borderWidth: 2.5, shapeProperties: { borderRadius: 3 } }),
  };
  // Two stances of one source on one claim would lie on each other: each stance bends in its own way.
  const BEND = { asserts: 0.4, denies: 0.62, uncertain: 0.8 };
  const drawnEdge = (edge) => ({
    ...edge,
    color: { color: data.lines[edge.stance].color, highlight: data.lines[edge.stance].color, hover: data.lines[edge.stance].color },
    dashes: data.lines[edge.stance].dashes,
    smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: BEND[edge.stance] },
  });

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map(drawnEdge));
  let rowShown = tableRows.map(() => true);
  let nodeShown = new Set(full.keys());
  const edgeShown = (edge) => edge.rows.some((row) => rowShown[row]);
  const shownNodes = new vis.DataView(nodes, { filter: (node) => nodeShown.has(node.id) });
  const shownEdges = new vis.DataView(edges, { filter: edgeShown });

  byId("network-view").hidden = false;
  byId("table").hidden = true;
  const network = new vis.Network(byId("canvas"), { nodes: shownNodes, edges: shownEdges }, {
    physics: false,
    layout: { improvedLayout: false },
    groups,
    nodes: {
      margin: { top: 7, bottom: 7, left: 10, right: 10 },
      widthConstraint: { minimum: 270, maximum: 270 },
      font: { face, size: 16, color: "#1b2333" },
      shapeProperties: { borderRadius: 14 },
      borderWidth: 1,
      borderWidthSelected: 3,
    },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.5 } }, selectionWidth: 2, hoverWidth: 1, arrowStrikethrough: false },
    interaction: {
      hover: true, multiselect: false, hideEdgesOnDrag: data.edges.length > 600, keyboard: { enabled: true, bindToWindow: false },
    },
  });

  // Each column stands around the middle; a short one stretches towards the longest, up to double distances.
  let top = 0, bottom = 0;
  const stack = () => {
    const columns = [-1, 0, 1].map((column) => nodes.get({
      filter: (node) => node.column === column && nodeShown.has(node.id), order: (a, b) => a.row - b.row,
    }));
    const longest = Math.max(...columns.map((column) => column.length));
    const placed = columns.flatMap((column) => {
      const gaps = column.length - 1, step = gaps < 1 ? ROW : Math.min(2 * ROW, (ROW * (longest - 1)) / gaps);
      return column.map((node, index) => ({ id: node.id, x: node.column * COLUMN, y: step * (index - gaps / 2) }));
    });
    top = Math.min(0, ...placed.map((node) => node.y));
    bottom = Math.max(0, ...placed.map((node) => node.y));
    nodes.update(placed);
  };

  const titles = byId("canvas").dataset.columns.split("|");
  network.on("beforeDrawing", (context) => {
    context.font = `600 17px ${face}`;
    context.fillStyle = "#556074";
    context.textAlign = "center";
    titles.forEach((title, index) => context.fillText(title, (index - 1) * COLUMN, top - 50));
  });

  const whole = () => {
    const { clientWidth, clientHeight } = byId("canvas");
    if (!clientWidth) return; // the table is shown instead
    const all = clientHeight / (bottom - top + 160), wide = clientWidth / (2 * COLUMN + 320);
    const scale = Math.min(1.1, wide, Math.max(all, SMALLEST));
    // What does not fit at a readable size starts at its top, where the contested claims stand.
    const y = all < scale ? top - 90 + clientHeight / scale / 2 : (top + bottom) / 2 - 25;
    network.moveTo({ position: { x: 0, y }, scale });
  };

  const said = (index) => {
    const row = tableRows[index], article = document.createElement("article"), heading = document.createElement("h3");
    const text = (selector) => row.querySelector(selector).textContent;
    article.className = `said ${row.dataset.stance}`;
    const stance = document.createElement("span");
    stance.className = `stance ${row.dataset.stance}`;
    stance.textContent = text(".stance");
    heading.append(text(".source"), " ", stance);
    const date = document.createElement("div");
    date.className = "date";
    date.textContent = text(".date");
    const where = document.createElement("p");
    where.className = "where";
    where.append(...row.querySelector(".where").cloneNode(true).childNodes);
    article.append(heading, date, ...row.querySelector(".quote").cloneNode(true).childNodes, where);
    return article;
  };

  const show = (edgeList, nodeId) => {
    const quotes = byId("quotes");
    quotes.replaceChildren();
    byId("intro").hidden = edgeList.length > 0;
    quotes.hidden = edgeList.length === 0;
    const title = document.createElement("h2");
    if (nodeId !== undefined) {
      title.textContent = full.get(nodeId);
      quotes.append(title);
    }
    const claims = new Map();
    for (const edge of edgeList) {
      claims.set(edge.to, [...(claims.get(edge.to) ?? []), ...edge.rows.filter((row) => rowShown[row])]);
    }
    for (const [claim, rows] of claims) {
      if (claim !== nodeId) {
        const heading = document.createElement("h2");
        heading.textContent = full.get(claim);
        quotes.append(heading);
      }
      quotes.append(...rows.sort((a, b) => a - b).map(said));
    }
    byId("panel").scrollTop = 0;
  };
  const choose = (nodeId) => {
    network.selectNodes([nodeId]);
    show(shownEdges.get({ filter: (edge) => edge.from === nodeId || edge.to === nodeId }), nodeId);
  };
  network.on("click", ({ nodes: [nodeId], edges: [edgeId] }) => {
    if (nodeId !== undefined) choose(nodeId);
    else show(edgeId === undefined ? [] : [shownEdges.get(edgeId)], undefined);
  });
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, () => { byId("canvas").style.cursor = "pointer"; });
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => { byId("canvas").style.cursor = ""; });

  for (const claim of data.contested) {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = full.get(claim);
    button.addEventListener("click", () => choose(claim));
    item.append(button);
    byId("contested-list").append(item);
  }

  const filter = () => {
    const stances = new Set(Array.from(document.querySelectorAll("[name=stance]:checked"), (input) => input.value));
    const words = fold(byId("search").value).split(/\s+/).filter(Boolean);
    const onlyContested = byId("contested-only").checked;
    rowShown = tableRows.map((row, index) => stances.has(row.dataset.stance)
      && (!onlyContested || "contested" in row.dataset) && words.every((word) => folded[index].includes(word)));
    tableRows.forEach((row, index) => { row.hidden = !rowShown[index]; });
    const visible = edges.get({ filter: edgeShown });
    nodeShown = new Set(visible.flatMap((edge) => [edge.from, edge.to]));
    network.unselectAll();
    shownNodes.refresh();
    shownEdges.refresh();
    stack();
    whole();
    show([], undefined);
    byId("no-match").hidden = visible.length > 0;
    byId("matching").textContent = byId("matching").dataset.words + rowShown.filter(Boolean).length;
  };
  document.querySelector(".controls").addEventListener("input", filter);

  const view = (table) => {
    byId("table").hidden = !table;
    byId("network-view").hidden = table;
    byId("show-table").setAttribute("aria-pressed", String(table));
    byId("show-network").setAttribute("aria-pressed", String(!table));
  };
  byId("show-table").addEventListener("click", () => view(true));
  byId("show-network").addEventListener("click", () => { view(false); network.redraw(); whole(); });
  document.querySelector(".skip").addEventListener("click", () => view(true));
  byId("whole").addEventListener("click", () => { network.unselectAll(); show([], undefined); whole(); });
  stack();
  whole();
  globalThis.dementi = { network, shownNodes, shownEdges }; // for the console, and for the tests in a browser
})();
