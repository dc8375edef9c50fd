// What a chart takes on a phone and nowhere else: fewer years on an axis, so that they stand level, and in a matrix of signs short
// row names, so that every sector stands beside them without scrolling. The whole name is said when a sign is touched, in the table, on paper, and in every file and picture.
(function () {
  const PHONE = window.matchMedia("(max-width: 40rem)");
  const LETTERS = 20;
  const YEAR = 45; // pixels that a year takes on an axis
  const SMALLER = 0.75; // else signs touch each other

  const short = (name) => (name.length > LETTERS + 1 ? `${name.slice(0, LETTERS).trimEnd()}…` : name);

  function shorten(plot) {
    const names = plot.layout.yaxis && plot.layout.yaxis.categoryarray;
    const isMatrix = plot.closest(".chart-card").querySelector(":scope > .orders");
    if (!PHONE.matches || !isMatrix || !names || plot.layout.yaxis.ticktext) return;
    plot.dataset.short = "yes";
    const sizes = plot.data.map((trace) => Math.round(trace.marker.size * SMALLER));
    const words = { "yaxis.tickvals": [...names], "yaxis.ticktext": names.map(short), "yaxis.tickfont.size": 11 };
    window.Plotly.update(plot, { "marker.size": sizes }, words);
  }

  function level(plot) {
    const { xaxis } = plot.layout;
    if (!PHONE.matches || !xaxis || xaxis.type !== "date" || xaxis.tickangle !== undefined) return;
    plot.dataset.level = "yes";
    const years = Math.max(2, Math.floor(plot._fullLayout._size.w / YEAR));
    window.Plotly.relayout(plot, { "xaxis.nticks": years, "xaxis.tickangle": 0 });
  }

  function adapt(plot) {
    shorten(plot);
    level(plot);
  }

  // A chart is drawn a while after the card is filled, and anew after each change of the filters.
  function narrow(card) {
    const plot = card.querySelector(".js-plotly-plot");
    if (!plot || !plot._fullLayout) { window.requestAnimationFrame(() => card.isConnected && narrow(card)); return; }
    if (!plot.dataset.adapted) plot.on("plotly_afterplot", () => adapt(plot));
    plot.dataset.adapted = "yes";
    adapt(plot);
  }

  // The layout of a chart as it is elsewhere, for a picture of it.
  function whole(plot) {
    const { xaxis, yaxis } = plot.layout;
    const { short: isShort, level: isLevel } = plot.dataset || {};
    const names = isShort ? { yaxis: { ...yaxis, tickvals: null, ticktext: null } } : {};
    return isLevel ? { ...names, xaxis: { ...xaxis, nticks: 0, tickangle: "auto" } } : names;
  }

  window.cepNarrow = { narrow: (card) => PHONE.matches && narrow(card), whole };
})();
