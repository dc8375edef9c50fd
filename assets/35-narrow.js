// What a chart takes on a phone and nowhere else: a matrix of signs has short row names, so that every sector stands beside them
// without scrolling. The whole name is said when a sign is touched, in the table, on paper, and in every file and picture.
(function () {
  const PHONE = window.matchMedia("(max-width: 40rem)");
  const LETTERS = 20;
  const SMALLER = 0.75; // else signs touch each other

  const short = (name) => (name.length > LETTERS + 1 ? `${name.slice(0, LETTERS).trimEnd()}…` : name);

  function shorten(plot) {
    const names = plot.layout.yaxis && plot.layout.yaxis.categoryarray;
    if (!PHONE.matches || !names || plot.layout.yaxis.ticktext) return;
    plot.dataset.short = "yes";
    const sizes = plot.data.map((trace) => Math.round(trace.marker.size * SMALLER));
    const words = { "yaxis.tickvals": [...names], "yaxis.ticktext": names.map(short), "yaxis.tickfont.size": 11 };
    window.Plotly.update(plot, { "marker.size": sizes }, words);
  }

  // A card's matrix is drawn a while after the card is filled, and anew after each change of the filters.
  function narrow(card) {
    const plot = card.querySelector(".js-plotly-plot");
    if (!plot || !plot._fullLayout) { window.requestAnimationFrame(() => card.isConnected && narrow(card)); return; }
    if (!plot.dataset.short) plot.on("plotly_afterplot", () => shorten(plot));
    shorten(plot);
  }

  // The layout of a chart with whole names, for a picture of it.
  function whole(plot) {
    const { yaxis } = plot.layout;
    return plot.dataset && plot.dataset.short ? { yaxis: { ...yaxis, tickvals: null, ticktext: null } } : {};
  }

  window.cepNarrow = { narrow: (card) => PHONE.matches && narrow(card), whole };
})();
