"use strict";
// A picture on the canvas. Places are given, or stacked in columns; no physics runs, and nothing moves by itself.
(() => {
  const d = dementi, { data } = d;
  const COLUMN = 500, ROW = 58; // distances of boxes, in units of the canvas
  const SMALLEST = 0.75; // below this scale the labels of boxes can no longer be read
  // Names on a map, in pixels when all is in sight: of the nodes with most sources, and of others that have room for
  // theirs. The rest are named once no more nodes than that are in sight: all these names would take long to measure.
  const FIRST = 15, OTHER = 11, MOST = 12, NAMED = 70;
  const LARGEST = 17, READABLE = 9; // pixels of a name, from however near, and below which it is left out
  const COUNTED = 40; // lines between parties that have their counts on them
  // Radius in pixels when all is in sight, least and largest; the largest are those of most sources, if there are more
  // than a few.
  const DOTS = { claims: [2.2, 12], flows: [4, 18], sides: [4, 18] }, FEW = 9;
  const PLAIN = 600; // edges, from which on lines are straight: bent ones take longer
  // Two stances of one source on one claim would lie on each other: each bends in its own way.
  const BEND = { asserts: 0.4, denies: 0.62, uncertain: 0.8 };
  const BOW = { asserts: 0.12, denies: 0.28, uncertain: 0.44, agrees: 0.08, opposes: 0.2 };
  const RELATIONS = { agrees: "asserts", opposes: "denies" };
  const canvas = d.byId("canvas"), titles = canvas.dataset.columns.split("|");

  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(["ink", "muted", "paper", "wash", "edge", "asserts", "denies", "uncertain", "focus"]
      .map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };
  let colour = colours(), face = getComputedStyle(document.body).fontFamily;

  const network = new vis.Network(canvas, { nodes: [], edges: [] }, {
    physics: false, layout: { improvedLayout: false },
    nodes: { scaling: { label: { drawThreshold: READABLE, maxVisible: LARGEST } } },
    edges: { scaling: { label: { drawThreshold: READABLE, maxVisible: LARGEST } }, arrowStrikethrough: false, selectionWidth: 2, hoverWidth: 1 },
    interaction: { hover: true, multiselect: false, keyboard: false, tooltipDelay: 200, hideEdgesOnDrag: true },
  });
  let shown = { nodes: [], edges: [], columns: true }, top = 0, bottom = 0, scale = 1;

  const border = (background, line) => {
    const chosen = { background, border: colour.focus };
    return { background, border: line, highlight: chosen, hover: chosen };
  };
  const contested = (node) => node.id[0] === "c" && data.claims.contested[d.thing(node.id).place] === 1;
  const local = (node) => node.id[0] === "s" && data.sources.local[d.thing(node.id).place] > 0;

  const box = (node) => ({
    shape: "box", label: node.label, margin: { top: 7, bottom: 7, left: 10, right: 10 }, widthConstraint: { minimum: 270, maximum: 270 },
    font: { face, color: colour.ink, size: node.id[0] === "c" ? Math.min(17, 14 + Math.log2(node.sources)) : 16 },
    borderWidth: contested(node) ? 3 : 1, borderWidthSelected: 4,
    color: border(node.id[0] === "c" ? colour.wash : colour.paper, contested(node) ? colour.denies : colour.edge),
    shapeProperties: { borderRadius: node.id[0] === "c" ? 3 : 14, borderDashes: local(node) ? [4, 4] : false },
  });
  const named = (node, size) => ({
    label: node.label, font: { face, color: colour.ink, size, strokeWidth: size / 4, strokeColor: colour.wash },
  });
  const most = (all) => all.reduce((sum, { sources }) => Math.max(sum, sources), FEW);
  const radius = (node, all) => {
    const [least, largest] = DOTS[shown.view];
    return (least + (largest - least) * Math.sqrt(node.sources / all)) / scale;
  };
  const dot = (node, size, all) => ({
    shape: node.id[0] === "c" ? "square" : "dot", size: radius(node, all),
    ...(size ? named(node, size) : {}), borderWidth: contested(node) ? 3 : 1, borderWidthSelected: 5,
    color: border(node.id[0] === "c" ? colour.paper : colour.muted, contested(node) ? colour.denies : colour.edge),
    shapeProperties: { borderDashes: local(node) ? [3, 3] : false },
  });
  // Names are given in the order of sources; one that would lie on another has to wait.
  const nameSizes = () => {
    const taken = [], sizes = new Map();
    [...shown.nodes].sort((a, b) => b.sources - a.sources).forEach((node, rank) => {
      const size = (rank < MOST ? FIRST : OTHER) / scale, lines = node.label.split("\n");
      const across = Math.max(...lines.map((line) => line.length)) * size * 0.6, down = lines.length * size * 1.2;
      const free = taken.length < NAMED && taken.every((one) => Math.abs(one.x - node.x) > (one.across + across) / 2 || Math.abs(one.y - node.y) > (one.down + down) / 2);
      if (free) taken.push({ x: node.x, y: node.y, across, down });
      if (free) sizes.set(node.id, size);
    });
    return sizes;
  };
  const drawnNodes = () => {
    const sizes = shown.columns ? new Map() : nameSizes(), all = most(shown.nodes);
    return shown.nodes.map((node) => ({
      id: node.id, x: node.x, y: node.y, title: d.nodeName(node.id),
      ...(shown.columns ? box(node) : dot(node, sizes.get(node.id), all)),
    }));
  };
  const smooth = (edge) => {
    if (shown.columns) return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: BEND[edge.stance] };
    return shown.edges.length > PLAIN ? false : { enabled: true, type: "curvedCW", roundness: BOW[edge.stance] };
  };
  const drawnEdges = () => {
    const parties = shown.view !== "claims", fine = shown.columns ? 1 : Math.min(1, 1.5 * scale);
    const all = most(shown.edges), least = [...shown.edges].sort((a, b) => b.count - a.count)[COUNTED]?.count ?? 0;
    const font = { face, size: 12 / scale, color: colour.ink, strokeWidth: 4 / scale, strokeColor: colour.wash, align: "horizontal" };
    return shown.edges.map((edge) => {
      const line = RELATIONS[edge.stance] ?? edge.stance, one = colour[line], dashes = data.lines[line];
      return {
        id: edge.id, from: edge.from, to: edge.to, color: { color: one, highlight: one, hover: one },
        width: parties ? (1 + 4 * Math.sqrt(edge.sources / all)) / fine : 1.5 + Math.log2(edge.count),
        dashes: dashes.length ? dashes.map((length) => length / fine) : false, smooth: smooth(edge),
        arrows: shown.view === "sides" ? "" : { to: { enabled: true, scaleFactor: 0.5 } },
        ...(parties && edge.count > least ? { label: String(edge.count), font } : {}),
      };
    });
  };
  // The scale at which all of a map is in sight.
  const fitting = () => {
    const extent = (key) => Math.max(...shown.nodes.map((node) => node[key])) - Math.min(...shown.nodes.map((node) => node[key])) + 120;
    return shown.nodes.length ? Math.min(1.2, canvas.clientWidth / extent("x"), canvas.clientHeight / extent("y")) || 1 : 1;
  };

  // Each column stands around the middle; a short one stretches towards the longest, up to double distances.
  const stack = () => {
    const columns = [-1, 0, 1].map((column) => shown.nodes.filter((node) => node.column === column).sort((a, b) => a.row - b.row));
    const longest = Math.max(...columns.map((column) => column.length));
    for (const column of columns) {
      const gaps = column.length - 1, step = gaps < 1 ? ROW : Math.min(2 * ROW, (ROW * (longest - 1)) / gaps);
      column.forEach((node, index) => { node.x = node.column * COLUMN; node.y = step * (index - gaps / 2); });
    }
    top = Math.min(0, ...shown.nodes.map((node) => node.y));
    bottom = Math.max(0, ...shown.nodes.map((node) => node.y));
  };
  network.on("beforeDrawing", (context) => {
    if (!shown.columns) return;
    context.font = `600 17px ${face}`;
    context.fillStyle = colour.muted;
    context.textAlign = "center";
    titles.forEach((title, index) => context.fillText(title, (index - 1) * COLUMN, top - 50));
  });

  const whole = () => {
    const { clientWidth, clientHeight } = canvas;
    if (!clientWidth || !shown.nodes.length) return; // the table is shown instead
    if (!shown.columns) { network.fit({ animation: false, maxZoomLevel: 1.2 }); return; }
    const all = clientHeight / (bottom - top + 160), wide = clientWidth / (2 * COLUMN + 320);
    const scale = Math.min(1.1, wide, Math.max(all, SMALLEST));
    // What does not fit at a readable size starts at its top, where the contested claims stand.
    const y = all < scale ? top - 90 + clientHeight / scale / 2 : (top + bottom) / 2 - 25;
    network.moveTo({ position: { x: 0, y }, scale });
  };
  let nodes;
  const paint = () => {
    nodes = new vis.DataSet(drawnNodes());
    network.setData({ nodes, edges: new vis.DataSet(drawnEdges()) });
  };
  // Names of what has come near enough for all to be read.
  const nameNear = () => {
    if (shown.columns) return;
    const from = network.DOMtoCanvas({ x: 0, y: 0 }), to = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
    const near = shown.nodes.filter(({ x, y }) => x > from.x && x < to.x && y > from.y && y < to.y);
    const nameless = near.length > NAMED ? [] : near.filter(({ id }) => !nodes.get(id).label);
    nodes.update(nameless.map((node) => ({ id: node.id, ...named(node, OTHER / network.getScale()) })));
  };
  network.on("zoom", nameNear);
  network.on("dragEnd", nameNear);

  d.draw = (picture) => {
    shown = picture;
    if (shown.columns) stack();
    scale = fitting();
    paint();
    whole();
    const values = { picture: d.words[shown.view], nodes: shown.nodes.length, edges: shown.edges.length };
    canvas.setAttribute("aria-label", d.fill(d.words.picture_label, values));
  };
  // What is chosen from elsewhere may lie out of sight.
  d.reveal = (id) => {
    const node = shown.nodes.find((one) => one.id === id), spot = node && network.canvasToDOM(node);
    if (!node || (spot.x > 0 && spot.x < canvas.clientWidth && spot.y > 0 && spot.y < canvas.clientHeight)) return;
    network.moveTo({ position: { x: shown.columns ? network.getViewPosition().x : node.x, y: node.y } });
  };
  d.whole = () => { network.redraw(); whole(); };
  d.network = network;
  d.shown = () => shown;
  d.colour = () => colour;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const chosen = network.getSelection();
    colour = colours();
    paint();
    network.setSelection(chosen);
  });

  // The arrow keys lead to the nearest node that lies that way.
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const nearest = (from, [dx, dy]) => {
    const cost = (node) => {
      const x = node.x - from.x, y = node.y - from.y, along = x * dx + y * dy;
      return along > 0 ? along + 3 * Math.abs(x * dy - y * dx) : Infinity;
    };
    const best = shown.nodes.reduce((a, b) => (cost(b) < cost(a) ? b : a), from);
    return best === from || cost(best) === Infinity ? from : best;
  };
  const point = (node) => {
    network.selectNodes([node.id]);
    network.moveTo({ position: { x: shown.columns ? network.getViewPosition().x : node.x, y: node.y } });
    nameNear();
    d.byId("pointed").textContent = d.fill(d.words.node_label, { name: d.nodeName(node.id), sources: node.sources });
  };
  const nearer = (times) => {
    network.moveTo({ scale: network.getScale() * times });
    nameNear();
  };
  canvas.addEventListener("keydown", (event) => {
    const [chosen] = network.getSelectedNodes(), from = shown.nodes.find((node) => node.id === chosen);
    if (event.key in WAYS && shown.nodes.length) point(from ? nearest(from, WAYS[event.key]) : shown.nodes[0]);
    else if (event.key === "Enter" && chosen) d.choose(chosen, true);
    else if (event.key === "Escape") d.choose("");
    else if (event.key === "+" || event.key === "-") nearer(event.key === "+" ? 1.25 : 0.8);
    else return;
    event.preventDefault();
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => d.choose(node ?? (edge === undefined ? "" : `e${edge}`)));
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, () => { canvas.style.cursor = "pointer"; });
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => { canvas.style.cursor = ""; });
})();
