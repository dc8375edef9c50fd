// What paper needs and a screen does not: charts that take the width they are given, long lists cut with a word on where the rest is.
(function () {
  const ON_PAPER = 5, FACTS = 3, CHAINS = 3;
  // Pixels that a chart is drawn at for a column and for the width of a sheet, so that its words are about as large as a table's.
  const HALF = 455, GRID = 520, WHOLE = 960, LOWER = 0.85, OF_PROFILE = 0.56, TALLEST = 1400;
  const plots = () => [...document.querySelectorAll(".js-plotly-plot")].filter((plot) => plot._fullLayout && plot.getClientRects().length);
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");

  function note(text) {
    const said = document.createElement("p");
    said.className = "on-paper";
    said.textContent = text;
    return said;
  }

  // Only a profile is cut, so that it fits two pages.
  function cut(body) {
    const rows = [...body.rows];
    const card = body.closest(".chart-card");
    const isFacts = card.id === "card-partnership-evidence";
    const most = isFacts ? FACTS : ON_PAPER; // a fact takes several lines, the note on those left out only one
    if (rows.length <= (isFacts ? most : most + 1)) return;
    for (const row of rows.slice(most)) row.classList.add("not-on-paper");
    const said = [...card.querySelector("h2").childNodes].filter((one) => !one.matches?.(".mark-illustrative"));
    const heading = said.map((one) => one.textContent).join("").trim();
    body.closest("table").after(note(`${most} of ${rows.length} are printed; the other ${rows.length - most} are at the address above, under “${heading}”.`));
  }

  function cutChains(list) {
    const chains = [...list.children];
    if (chains.length <= CHAINS) return;
    for (const one of chains.slice(CHAINS)) one.classList.add("not-on-paper");
    list.after(note(`${CHAINS} of ${chains.length} chains are printed, the longest; the others are at the address above.`));
  }

  // The charts of a profile are so low that it has room on two pages; elsewhere rows keep room for their labels.
  function drawForPaper(plot) {
    const { width, height } = plot._fullLayout;
    const wide = plot.closest(".size-full, .size-two-thirds") ? WHOLE : plot.data[0].type === "heatmap" ? GRID : HALF; // a grid has words at two sides
    const isProfile = Boolean(document.getElementById("facts"));
    if (plot.dataset.onPaper || (width <= wide && !isProfile) || height > TALLEST) return; // a browser may say twice that it will print
    plot.dataset.onPaper = "yes";
    const isBroken = plot.data.some(({ y }) => Array.isArray(y) && y.some((label) => String(label).includes("<br>")));
    const share = isProfile ? OF_PROFILE : isBroken ? 1 : LOWER; // lines of a label stay apart
    window.Plotly.relayout(plot, { width: wide, height: Math.round(height * share), ...narrowed(plot, wide) });
  }

  // The labels of a grid's columns, in as many lines as a column is narrow there.
  const LETTER = 6.5, SMALL = 11; // pixels of a letter, and of its height
  function narrowed(plot, wide) {
    const { xaxis } = plot.layout;
    if (plot.data[0].type !== "heatmap") return {};
    const { l, r } = plot._fullLayout._size;
    const most = Math.floor((wide - l - r) / xaxis.tickvals.length / LETTER);
    const lines = (label) => label.split(" ").reduce((all, word) => {
      const longer = all.length ? `${all.at(-1)} ${word}` : word;
      return all.length && longer.length <= most ? [...all.slice(0, -1), longer] : [...all, word];
    }, []);
    plot.cepLabels = xaxis.ticktext;
    return { "xaxis.ticktext": xaxis.tickvals.map((label) => lines(label).join("<br>")), "xaxis.tickfont.size": SMALL };
  }

  function drawForScreen(plot) {
    if (!plot.dataset.onPaper) return;
    delete plot.dataset.onPaper;
    const labels = plot.cepLabels ? { "xaxis.ticktext": plot.cepLabels, "xaxis.tickfont.size": null } : {};
    delete plot.cepLabels;
    const { width, height } = plot.getBoundingClientRect();
    window.Plotly.relayout(plot, { width, height, ...labels });
    Object.assign(plot.layout, { autosize: true, width: undefined, height: undefined }); // it follows its box again
  }

  window.addEventListener("beforeprint", () => {
    plots().forEach(drawForPaper);
    for (const svg of drawings()) svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    if (!document.getElementById("facts")) return;
    document.querySelectorAll(".frame-table tbody").forEach(cut);
    document.querySelectorAll(".chain-list").forEach(cutChains);
    document.querySelector(".answer").after(note(`Printed from ${window.location.href.split("#")[0]}`));
  });
  window.addEventListener("afterprint", () => {
    for (const svg of drawings()) svg.removeAttribute("viewBox");
    for (const said of document.querySelectorAll(".on-paper")) said.remove();
    for (const row of document.querySelectorAll(".not-on-paper")) row.classList.remove("not-on-paper");
    plots().forEach(drawForScreen);
  });
})();
