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

  // Paper has more rows than a page shows at first; of thousands it says that they are left out.
  const MOST = 300;

  function drawRows(slot) {
    const { cepPayload: payload, cepState: state } = slot;
    if (!payload || state.most >= payload.rows.length || payload.rows.length > MOST) return;
    slot.cepBefore = state.most;
    slot.cepRedraw(payload.rows.length);
  }

  window.addEventListener("afterprint", () => {
    for (const slot of document.querySelectorAll(".table-slot")) {
      if (slot.cepBefore) slot.cepRedraw(slot.cepBefore);
      delete slot.cepBefore;
    }
  });

  // What a table leaves out is said under it: rows that were not asked for, or not searched for.
  function sayRest(slot) {
    const { cepPayload: payload, cepState: state } = slot;
    const printed = slot.querySelectorAll("tbody tr").length;
    const total = payload && (payload.total ?? payload.rows.length);
    if (!payload || printed === total || slot.querySelector(".on-paper.rest")) return;
    const found = state.find.trim() ? `, those found by “${state.find.trim()}”` : "";
    const text = `${printed} of ${total} rows are printed${found}; all are in the files of this table, at ${window.location.href.split("#")[0]}`;
    slot.append(make("p", text, { className: "card-subtitle on-paper rest" }));
  }

  // Findings fill many pages, and say the same of many: paper has the first few of each kind, and how many more there are.
  const FEW = 3, SHORT = 20;

  function findingsByKind(rows) {
    const kinds = grouped(rows);
    const worst = ([, one]) => (one[0].kind === "Error" ? 0 : 1);
    return [...kinds].sort((a, b) => worst(a) - worst(b) || b[1].length - a[1].length);
  }

  function grouped(rows) {
    const kinds = new Map();
    for (const row of rows) kinds.set(row.label, [...(kinds.get(row.label) || []), row]);
    return kinds;
  }

  function kindOf([label, rows]) {
    const line = (...cells) => { const row = make("tr", ""); row.append(...cells); return row; };
    const { kind, sheet, mend } = rows[0];
    const head = make("th", `${label}: ${rows.length} (${kind.toLocaleLowerCase("en-GB")}, sheet ${sheet}). ${mend}`, { scope: "rowgroup", colSpan: 2 });
    const first = rows.slice(0, FEW).map((row) => line(make("td", row.name), make("td", row.what)));
    const left = rows.length - first.length;
    const body = make("tbody", "");
    body.append(line(head), ...first, ...(left > 0 ? [line(make("td", ""), make("td", `And ${left} more.`))] : []));
    return body;
  }

  function summariseFindings() {
    const slot = document.querySelector("#card-quality-findings .table-slot");
    const rows = slot && slot.cepPayload ? slot.cepPayload.rows : [];
    if (rows.length <= SHORT || rows.length < slot.cepPayload.total || // of a part of them nothing can be summed up
       slot.querySelector(".on-paper.findings")) return;
    const kinds = findingsByKind(rows);
    const printed = kinds.reduce((sum, [, one]) => sum + Math.min(FEW, one.length), 0);
    const text = `${printed} of ${rows.length} findings are printed, the first ${FEW} of each kind. All of them: “cep check”, or the files of this table, at ${window.location.href.split("#")[0]}`;
    const summary = make("table", "", { className: "frame-table on-paper findings" });
    summary.append(...kinds.map(kindOf));
    slot.querySelector(".table-scroll").classList.add("not-on-paper");
    slot.append(summary, make("p", text, { className: "card-subtitle on-paper rest" }));
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".table-slot").forEach(drawRows);
    summariseFindings();
    document.querySelectorAll(".table-slot").forEach(sayRest);
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
