"use strict";
// What is asked for has one home, `state`; the form and the address tell it, the drawing and the table show it.
(() => {
  const d = dementi, { words } = d, form = d.byId("controls");
  let state, shown;

  const show = () => {
    shown = d.visible(state);
    const count = shown.reduce((sum, one) => sum + one, 0);
    d.byId("matching").textContent = d.fill(words.matching, { count, all: d.count });
    d.byId("table").hidden = !state.table;
    d.byId("network-view").hidden = state.table;
    d.byId("export-png").disabled = d.byId("export-gexf").disabled = state.table;
    d.byId("far").hidden = !state.near;
    period(state);
    if (state.table) d.table(shown);
    else draw();
  };
  const draw = () => {
    const picture = d.picture(state, shown);
    d.draw(picture);
    d.byId("no-match").hidden = picture.nodes.length > 0;
    d.byId("too-many").hidden = picture.edges.length === picture.all;
    d.byId("too-many").textContent = d.fill(words.too_many, { drawn: picture.edges.length, all: picture.all });
    for (const line of document.querySelectorAll("#legend [data-view]")) line.hidden = !line.dataset.view.includes(state.view);
    d.contestedList(shown);
    select();
  };
  // What is chosen stays chosen as long as it is drawn. An edge is told by its ends and its stance.
  const chosen = () => {
    const { nodes, edges } = d.shown(), [at, to, stance] = state.at.split(" "), node = d.nodeAt(at || " ");
    if (!to) return nodes.some(({ id }) => id === node) ? node : "";
    const edge = edges.find((one) => one.from === node && one.to === d.nodeAt(to) && one.stance === stance);
    return edge ? `e${edge.id}` : "";
  };
  const select = () => {
    const one = chosen();
    d.network.setSelection({ nodes: one && one[0] !== "e" ? [one] : [], edges: one[0] === "e" ? [Number(one.slice(1))] : [] });
    d.reveal(one);
    d.panel(one, state);
  };

  // In a notebook's frame there is no address to write to.
  const written = (how) => {
    if (location.protocol === "about:") return;
    const hash = d.toHash(state);
    history[how](null, "", hash ? `#${hash}` : location.pathname + location.search);
  };
  d.go = (change) => { // a step that one can go back from
    state = { ...state, ...change };
    d.toForm(form, state);
    written("pushState");
    show();
  };
  d.choose = (one, focus) => {
    const edge = one[0] === "e" && d.shown().edges.find(({ id }) => `e${id}` === one);
    state.at = edge ? `${d.address(edge.from)} ${d.address(edge.to)} ${edge.stance}` : one && d.address(one);
    written("replaceState");
    select();
    if (focus) d.byId("panel").focus();
  };
  const restore = () => {
    state = d.fromHash(location.hash.slice(1));
    d.toForm(form, state);
    d.byId("filters").open ||= d.filtered(state);
    show();
  };

  d.byId("work").hidden = false;
  d.offer(form);
  const period = d.period(form);
  d.offerExports(() => shown);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const before = state;
    state = d.fromForm(form, state);
    // Another picture has other nodes: what was chosen in the last is not in it.
    if (state.view !== before.view) Object.assign(state, { near: "", at: "" });
    written("replaceState");
    show();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    const { view, table } = state;
    d.go({ ...d.start(), view, table });
  });
  d.byId("whole").addEventListener("click", d.whole);
  d.byId("far").addEventListener("click", () => d.go({ near: "" }));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    d.go({ table: true });
    d.byId("table").focus();
  });
  // The page in the other language shows the same.
  document.querySelector(".other")?.addEventListener("click", ({ target }) => { target.hash = location.hash; });
  addEventListener("popstate", restore);
  addEventListener("hashchange", restore);
  restore();
  d.network.once("afterDrawing", () => performance.mark("drawn"));
})();
