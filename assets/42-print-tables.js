// Tables on paper: heads that can be repeated, and a matrix of signs taller than a page as a table of the same signs, because
// a scaled drawing could not be read. assets/40-print.js takes away again what is marked so.
(function () {
  const TALLEST = 1400;
  const SIGNS = { circle: "●", "x-thin-open": "×", "line-ew-open": "–", "diamond-open": "◇" };
  const make = (name, text, attributes) => Object.assign(document.createElement(name), { textContent: text }, attributes);

  function table(plot) {
    const columns = plot.layout.xaxis.categoryarray;
    const found = new Map();
    for (const trace of plot.data) trace.y.forEach((row, place) => found.set(`${row}\n${trace.x[place]}`, SIGNS[trace.marker.symbol]));
    const head = make("tr", "");
    head.append(make("th", "Partnership", { scope: "col" }), ...columns.map((column) => {
      const cell = make("th", "", { scope: "col" });
      cell.append(make("span", column));
      return cell;
    }));
    const rows = plot.layout.yaxis.categoryarray.map((row) => {
      const line = make("tr", "");
      line.append(make("th", row, { scope: "row" }), ...columns.map((column) => make("td", found.get(`${row}\n${column}`) || "")));
      return line;
    });
    const drawn = make("table", "", { className: "frame-table signs-table on-paper" });
    drawn.append(make("thead", ""), make("tbody", ""));
    drawn.tHead.append(head);
    drawn.tBodies[0].append(...rows);
    return drawn;
  }

  // A browser repeats the head of a table on each page, but not the buttons in it.
  function nameHeads() {
    for (const button of document.querySelectorAll(".frame-table thead button:not(.not-on-paper)")) {
      button.classList.add("not-on-paper");
      button.after(make("span", button.textContent, { className: "on-paper" }));
    }
  }

  window.addEventListener("beforeprint", () => {
    if (!document.getElementById("facts")) nameHeads(); // a profile has no table of two pages
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      if (!plot._fullLayout || plot._fullLayout.height <= TALLEST || !plot.data.every((trace) => trace.marker && SIGNS[trace.marker.symbol])) continue;
      const box = plot.closest(".card-figure");
      if (box.classList.contains("not-on-paper")) continue; // a browser may say twice that it is about to print
      box.classList.add("not-on-paper");
      box.after(make("p", plot.data.map((trace) => `${SIGNS[trace.marker.symbol]} ${trace.name}`).join("   "), { className: "card-subtitle on-paper" }), table(plot));
    }
  });
})();
