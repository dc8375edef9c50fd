// Put into every page of a test before its own scripts: what moved, what was refused, and whether all is drawn.
(function () {
  const watch = { shift: 0, shifted: [], refused: [], drawn: 0, marks: [] };
  window.cepWatch = watch;

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      watch.shift += entry.value;
      const moved = entry.sources.map((one) => one.node && (one.node.id || one.node.className || one.node.nodeName));
      watch.shifted.push([Math.round(entry.value * 10000) / 10000, moved]);
    }
  }).observe({ type: "layout-shift", buffered: true });

  document.addEventListener("securitypolicyviolation", (event) => {
    watch.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
  });

  const visible = (element) => element.getClientRects().length > 0;

  // What is still missing, in words; nothing when the page is as it will stay.
  watch.missing = function () {
    if (document.readyState !== "complete") return "the document is loading";
    const heading = document.querySelector("#main h1, .page h1, h1");
    if (!heading) return "there is no question yet";
    if (document.querySelector("[data-dash-is-loading=true], [data-asking]")) return "an answer is on its way";
    if (document.querySelector(".intake:not([data-ready])")) return "the desk is not open";
    for (const card of document.querySelectorAll("section.chart-card[id^='card-']")) {
      if (matchMedia("print").matches && !visible(card)) continue; // the other side of a switch, which paper leaves out
      const box = [...card.querySelectorAll(".card-figure")].find(visible);
      const message = card.querySelector(".card-message");
      if (box) {
        const plot = box.querySelector(".js-plotly-plot");
        if (!plot || !plot._fullLayout || !plot.querySelector(".main-svg")) return `${card.id} is not drawn`;
        const said = plot.layout.meta || {};
        if (said.headline !== card.querySelector("h2").textContent) return `${card.id} shows an older chart`;
        if (!card.querySelector(".card-subtitle").textContent.startsWith(said.subtitle)) return `${card.id} shows older filters`;
        if (plot._fullLayout.geo && !plot.querySelector(".choroplethlayer path")) return `${card.id} has no areas yet`;
        if (Math.abs(plot._fullLayout.width - plot.clientWidth) > 1) return `${card.id} has another width`;
      } else if (!message && !card.querySelector(".table-slot table, .chain-list")) return `${card.id} has no table`;
      if (card.querySelector(".table-slot[data-open=yes]:empty") && !message) return `${card.id} has no table yet`;
      if (card.querySelector(".finder:empty, .orders:empty") && !message) return `${card.id} has no list to choose from yet`;
    }
    return paperMissing();
  };

  // The page that composes a board paper follows its address, and draws the paper in a frame.
  function paperMissing() {
    const composer = document.querySelector(".composer");
    if (!composer) return "";
    const paper = new URLSearchParams(window.location.search);
    paper.delete("draft");
    if (composer.dataset.following !== paper.toString()) return "the form follows another address";
    const shown = composer.querySelector("iframe").contentDocument;
    if (!shown || !shown.documentElement || new URLSearchParams(shown.location.search).toString() !== paper.toString()) return "the preview shows another paper";
    const isDrawn = shown.readyState === "complete" && shown.querySelector("h1") && [...shown.images].every((image) => image.complete && image.naturalWidth);
    return isDrawn ? "" : "the preview is not drawn";
  }

  const frame = () => new Promise((resolve) => window.requestAnimationFrame(resolve));

  // Resolves when nothing has been missing for a few frames in a row, or with what is missing at the deadline.
  watch.settled = async function (milliseconds) {
    const deadline = performance.now() + milliseconds;
    let calm = 0;
    let missing = watch.missing();
    while (calm < 3 && performance.now() < deadline) {
      await frame();
      missing = watch.missing();
      calm = missing ? 0 : calm + 1;
    }
    return missing;
  };

  watch.graphs = () => [...document.querySelectorAll(".js-plotly-plot")].filter(visible);
})();
