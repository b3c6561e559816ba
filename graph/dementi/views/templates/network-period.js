"use strict";
// The period: two handles over the months, and above them how much is said in each, asserted below, denied on top.
(() => {
  const d = dementi, { rows, words } = d;
  const [first, last] = d.span, months = last - first + 1;
  const HEIGHT = 40; // units of the drawing

  d.period = (form) => {
    const field = d.byId("period"), output = field.querySelector("output"), svg = field.querySelector("svg");
    field.hidden = months < 2;
    svg.setAttribute("viewBox", `0 0 ${months} ${HEIGHT}`);
    for (const [name, at] of [["from", first], ["to", last]]) {
      Object.assign(form[name], { min: first, max: last, step: 1, value: at });
    }
    const undated = rows.date.filter((date) => !d.months[date]).length;
    const note = field.querySelector(".note");
    note.hidden = undated === 0;
    note.textContent = d.fill(words.without_date, { count: undated });

    // The handles do not pass each other: the one that is moved stops.
    form.from.addEventListener("input", () => { form.from.value = Math.min(form.from.value, form.to.value); });
    form.to.addEventListener("input", () => { form.to.value = Math.max(form.from.value, form.to.value); });

    const bar = (x, y, height, className) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x: x + 0.1, y, width: 0.8, height, class: className })) rect.setAttribute(name, value);
      return rect;
    };
    return (state) => {
      const shown = d.visible(state, "period");
      const counts = Array.from({ length: months }, () => ({ asserts: 0, uncertain: 0, denies: 0 }));
      for (let row = 0; row < d.count; row += 1) {
        const span = shown[row] && d.months[rows.date[row]];
        if (span && span[0] === span[1]) counts[span[0] - first][d.text("stance", row)] += 1;
      }
      const most = Math.max(1, ...counts.map((count) => count.asserts + count.uncertain + count.denies));
      svg.replaceChildren(...counts.flatMap((count, month) => {
        let y = HEIGHT;
        const faded = month + first < state.from || month + first > state.to ? " faded" : "";
        return Object.entries(count).filter(([, number]) => number).map(([stance, number]) => {
          const height = (number / most) * HEIGHT;
          y -= height;
          return bar(month, y, height, stance + faded);
        });
      }));
      form.from.value = state.from;
      form.to.value = state.to;
      for (const name of ["from", "to"]) form[name].setAttribute("aria-valuetext", d.monthText(state[name]));
      // A handle at the far end must not lie under the other.
      form.from.classList.toggle("above", state.from > (first + last) / 2);
      output.textContent = `${d.monthText(state.from)} – ${d.monthText(state.to)}`;
    };
  };
})();
