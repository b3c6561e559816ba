"use strict";
// What the filters leave of a picture: its edges with their rows, its nodes with their sources, and whether that is all.
(() => {
  const d = dementi, { rows, data } = d;
  const CLAIMS = 80, SOURCES = 200; // boxes in columns: of more, nobody can tell one from another
  const BOXES = 60; // in a column, up to which columns are easier to read than the map
  const LINES = 150; // between parties: of more, none stands out

  // The edges of a picture behind which rows are shown, by their places: { rows, sources, statements, claims }.
  const behind = (of, shown) => {
    const edges = new Map();
    for (let row = 0; row < d.count; row += 1) {
      const at = of[row];
      if (!shown[row] || at < 0) continue;
      if (!edges.has(at)) edges.set(at, { rows: [], sources: new Set(), statements: new Set() });
      const edge = edges.get(at);
      edge.rows.push(row);
      edge.sources.add(rows.source[row]);
      edge.statements.add(rows.statement[row]);
    }
    return edges;
  };

  // Of the claims of highest rank, and of who denies them or speaks of most of them, the lines; claims stand by rank.
  const ranked = (picture, edges) => {
    const { from, to, stance } = picture.edges, claim = (at) => Number(picture.nodes.id[to[at]].slice(1));
    const all = [...edges.keys()];
    const high = new Set([...new Set(all.map(claim))].sort((a, b) => a - b).slice(0, CLAIMS));
    const left = all.filter((at) => high.has(claim(at)));
    const spoken = new Map();
    for (const at of left) {
      spoken.set(from[at], (spoken.get(from[at]) ?? 0) + 1 + (stance[at] === "denies" ? CLAIMS : 0));
    }
    const heard = new Set([...spoken.keys()].sort((a, b) => spoken.get(b) - spoken.get(a) || a - b).slice(0, SOURCES));
    return left.filter((at) => heard.has(from[at]));
  };
  const strongest = (edges, weight) => [...edges.keys()].sort((a, b) => weight(edges.get(b)) - weight(edges.get(a)) || a - b).slice(0, LINES);

  // Claims that two sides both take a stance on are shown if a row of each of them is.
  const shared = (picture, shown, state) => {
    const { side } = data.sources, polar = data.texts.stance.map((stance) => ({ asserts: 1, denies: 2 })[stance] ?? 0);
    const taken = new Map(), key = (actor, claim) => actor * data.claims.id.length + claim;
    const spoken = new Map();
    for (let row = 0; row < d.count; row += 1) {
      if (!shown[row] || !polar[rows.stance[row]]) continue;
      const actor = side[rows.source[row]], at = key(actor, rows.claim[row]);
      taken.set(at, (taken.get(at) ?? 0) | polar[rows.stance[row]]);
      if (!spoken.has(at)) spoken.set(at, []);
      spoken.get(at).push(row);
    }
    const only = state.near[0] === "a" ? Number(d.nodeAt(state.near).slice(1)) : -1;
    const { from, to, stance } = picture.edges, actor = (at) => Number(picture.nodes.id[at].slice(1));
    const edges = new Map();
    picture.shared.forEach((claims, at) => {
      const one = actor(from[at]), other = actor(to[at]);
      if (only >= 0 && one !== only && other !== only) return;
      const left = claims.filter((claim) => {
        const its = taken.get(key(one, claim)) ?? 0, others = taken.get(key(other, claim)) ?? 0;
        return stance[at] === "agrees" ? its & others : its && others && (its | others) === 3;
      });
      if (!left.length) return;
      const said = left.flatMap((claim) => [one, other].flatMap((actorOf) => spoken.get(key(actorOf, claim))));
      edges.set(at, { rows: [...new Set(said)].sort((a, b) => a - b), claims: left, sources: new Set(said.map((row) => rows.source[row])) });
    });
    return edges;
  };

  d.picture = (state, shown) => {
    const picture = d.pictures[state.view](), { nodes, edges } = picture;
    const found = state.view === "sides" ? shared(picture, shown, state) : behind(picture.of, shown);
    let kept = [...found.keys()], columns = false;
    if (state.view === "claims") {
      const count = new Set(kept.flatMap((at) => [edges.from[at], edges.to[at]])).size;
      columns = !nodes.x || count <= 2 * BOXES;
      if (columns) kept = ranked(picture, found);
    } else {
      kept = strongest(found, (edge) => (edge.claims ?? edge.rows).length);
    }
    kept.sort((a, b) => a - b);
    const sources = new Map();
    for (const at of kept) {
      for (const node of [edges.from[at], edges.to[at]]) {
        if (!sources.has(node)) sources.set(node, new Set());
        found.get(at).sources.forEach((source) => sources.get(node).add(source));
      }
    }
    return {
      view: state.view, columns, all: found.size,
      edges: kept.map((at) => ({
        id: at, from: nodes.id[edges.from[at]], to: nodes.id[edges.to[at]], stance: edges.stance[at], rows: found.get(at).rows,
        sources: found.get(at).sources.size, count: (found.get(at).claims ?? [...found.get(at).statements]).length,
      })),
      nodes: [...sources.keys()].sort((a, b) => a - b).map((at) => ({
        id: nodes.id[at], label: nodes.label[at], sources: sources.get(at).size,
        x: nodes.x?.[at], y: nodes.y?.[at], column: nodes.column?.[at], row: nodes.row?.[at],
      })),
    };
  };
})();
