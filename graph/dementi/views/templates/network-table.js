"use strict";
// The table of the rows that are shown, a page at a time.
(() => {
  const d = dementi, { rows, words, element } = d;
  const PAGE = 200; // rows added at once

  const line = (row) => {
    const stance = d.text("stance", row);
    const source = element("th", "source", element("bdi", "", d.source(row)));
    source.scope = "row";
    const made = element("tr", "", element("td", "date", d.dateOf(row)), source,
      element("td", "", element("span", `stance ${stance}`, words.stances[stance])),
      element("td", "claim", element("bdi", "", d.claim(row))), element("td", "quote", ...d.quoteOf(row)), element("td", "where", ...d.whereOf(row)));
    // Narrow screens show each row as a block; a table so shown loses its roles unless they are said.
    made.setAttribute("role", "row");
    for (const cell of made.children) cell.setAttribute("role", cell === source ? "rowheader" : "cell");
    return made;
  };
  const body = document.querySelector("#table tbody"), more = d.byId("more");
  let left = [];
  const on = () => {
    body.append(...left.slice(0, PAGE).map(line));
    left = left.slice(PAGE);
    more.hidden = left.length === 0;
    more.textContent = d.fill(words.more, { count: left.length });
  };
  more.addEventListener("click", on);
  d.table = (shown) => {
    body.replaceChildren();
    left = [];
    for (let row = 0; row < d.count; row += 1) if (shown[row]) left.push(row);
    on();
  };
})();
