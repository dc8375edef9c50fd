// What a chart takes on a phone and nowhere else: fewer years on an axis, so that they stand level, and in a matrix of signs short
// row names, so that every sector stands beside them without scrolling. The whole name is said when a sign is touched, in the table, on paper, and in every file and picture.
(function () {
  const PHONE = window.matchMedia("(max-width: 40rem)");
  const LETTERS = 20;
  const NARROW = 320; // pixels of a chart on a screen of 360 or less
  const SMALL = 11; // pixels of letters there, and beside a matrix
  const SIDE = 54; // pixels beside a triangle, for the words at its corners
  const YEAR = 45; // pixels that a year takes on an axis
  const SMALLER = 0.75; // else signs touch each other

  const short = (name) => (name.length > LETTERS + 1 ? `${name.slice(0, LETTERS).trimEnd()}…` : name);

  // What was changed in a layout, by its path, with what stood there: a picture of the chart has that.
  const changed = new WeakMap();
  const at = (layout, path) => path.split(".").reduce((part, key) => part?.[key], layout);
  const isAsItCame = (plot, path) => !(path in (changed.get(plot.layout) || {}));
  function change(plot, words, styles = {}) {
    const before = Object.keys(words).map((path) => [path, at(plot.layout, path)]);
    changed.set(plot.layout, { ...Object.fromEntries(before), ...changed.get(plot.layout) });
    window.Plotly.update(plot, styles, words);
  }

  function shorten(plot) {
    const { categoryarray: names } = plot.layout.yaxis || {};
    const isMatrix = plot.closest(".chart-card").querySelector(":scope > .orders");
    if (!isMatrix || !names || !isAsItCame(plot, "yaxis.ticktext")) return;
    const sizes = plot.data.map((trace) => Math.round(trace.marker.size * SMALLER));
    change(plot, { "yaxis.tickvals": [...names], "yaxis.ticktext": names.map(short), "yaxis.tickfont.size": SMALL }, { "marker.size": sizes });
  }

  function level(plot) {
    const { xaxis } = plot.layout;
    if (!xaxis || xaxis.type !== "date" || xaxis.tickangle !== undefined) return;
    const years = Math.max(2, Math.floor(plot._fullLayout._size.w / YEAR));
    change(plot, { "xaxis.nticks": years, "xaxis.tickangle": 0 });
  }

  // On the smallest screens, and where a page is magnified four times, the words of a chart are smaller, that none is cut off.
  function fit(plot) {
    if (plot.clientWidth > NARROW || !isAsItCame(plot, "font.size")) return;
    const axes = Object.keys(plot._fullLayout).filter((key) => /^[xy]axis\d*$/.test(key)).map((key) => `${key}.tickfont.size`);
    const corners = plot.layout.ternary ? ["a", "b", "c"].flatMap((one) => [`ternary.${one}axis.title.font.size`, `ternary.${one}axis.tickfont.size`]) : [];
    const sides = corners.length ? { "margin.l": SIDE, "margin.r": SIDE } : {};
    change(plot, { ...Object.fromEntries(["font.size", "legend.font.size", ...axes, ...corners].map((path) => [path, SMALL])), ...sides }, { "textfont.size": SMALL });
  }

  function adapt(plot) {
    shorten(plot);
    level(plot);
    fit(plot);
  }

  // A chart is drawn a while after the card is filled, and anew after each change of the filters.
  function narrow(card) {
    const plot = card.querySelector(".js-plotly-plot");
    if (!plot || !plot._fullLayout) { window.requestAnimationFrame(() => card.isConnected && narrow(card)); return; }
    if (!plot.dataset.adapted) plot.on("plotly_afterplot", () => adapt(plot));
    plot.dataset.adapted = "yes";
    adapt(plot);
  }

  // A layout of the chart as it is elsewhere, for a picture of it.
  function whole(plot, layout) {
    const copy = structuredClone(layout);
    for (const [path, value] of Object.entries(changed.get(plot.layout) || {})) {
      const keys = path.split(".");
      const last = keys.pop();
      at(copy, keys.join("."))[last] = value;
    }
    return copy;
  }

  window.cepNarrow = { narrow: (card) => PHONE.matches && narrow(card), whole };
})();
