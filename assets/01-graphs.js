// Charts: those in view are drawn first, and between some of them the page answers its reader.
(function () {
  const { createElement, useEffect, useRef } = window.React;
  const waiting = new Map(); // element -> what draws it
  let isWorking = false;

  const script = () => document.querySelector("script[data-plotly]");
  const plotly = new Promise((ready) => {
    const look = () => (window.Plotly ? ready() : script().addEventListener("load", ready, { once: true }));
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look, { once: true });
    else look();
  });

  // How many pixels lie between an element and what is seen.
  function away(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.max(0, top - window.innerHeight, -bottom);
  }

  const BUSY = 200; // milliseconds of drawing without a pause; each pause lets the browser paint all that is there
  const byNearness = () => [...waiting.keys()].map((element) => [away(element), element]).sort(([a], [b]) => a - b).map(([, element]) => element);

  function drawNow(element) {
    const draw = waiting.get(element);
    waiting.delete(element);
    try { draw(); } catch (error) { window.reportError(error); } // the other charts are drawn all the same
  }

  async function work() {
    if (isWorking) return;
    isWorking = true;
    await plotly;
    while (waiting.size) {
      const until = performance.now() + BUSY;
      for (const element of byNearness()) if (performance.now() < until) drawNow(element);
      await new Promise((done) => window.setTimeout(done)); // whatever the reader does comes first
    }
    isWorking = false;
  }

  // Paper takes what is there.
  window.addEventListener("beforeprint", () => { if (window.Plotly) [...waiting.keys()].forEach(drawNow); }, { capture: true });

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { _fullLayout: drawn, clientWidth: wide, clientHeight: tall } = target;
      if (drawn && wide && (drawn.width !== wide || drawn.height !== tall) && !target.dataset.onPaper) window.Plotly.Plots.resize(target);
    }
  });

  // A chart fills the box of its card; a click on a mark leads to the rows behind it, and a hand says so.
  function draw(element, figure, config) {
    const { layout, ways } = figure;
    const data = window.cepWays.told(figure);
    element.cepWays = ways;
    const isNew = !element._fullLayout;
    window.Plotly.react(element, data, { ...structuredClone(layout), autosize: true, width: undefined, height: undefined }, config);
    if (!isNew) return;
    const found = ({ points: [point] }) => window.cepWays.pointed(element, point);
    element.on("plotly_hover", (event) => element.classList.toggle("is-way", Boolean(found(event))));
    element.on("plotly_unhover", () => element.classList.remove("is-way"));
    element.on("plotly_click", (event) => { const way = found(event); if (way) window.cepWays.follow(way, event.event?.shiftKey); });
    sizes.observe(element);
  }

  // The chart of a card as it came; a changed filter brings others past Dash, which would ask every part of the page each time.
  const shown = new Map(); // key of a card -> what shows a figure there
  function Graph({ of, figure, config, style }) {
    const place = useRef();
    useEffect(() => {
      const element = place.current;
      const show = (one) => { waiting.set(element, () => draw(element, one, config)); work(); };
      shown.set(of, show);
      show(figure);
      return () => { if (shown.get(of) === show) shown.delete(of); };
    }, [of, figure]);
    useEffect(() => {
      const element = place.current;
      return () => {
        waiting.delete(element);
        sizes.unobserve(element);
        if (element._fullLayout) window.Plotly.purge(element);
      };
    }, []);
    return createElement("div", { className: "dash-graph", style }, createElement("div", { ref: place, style: { height: "100%", width: "100%" } }));
  }

  window.cep.Graph = Graph;
  window.cepGraphs = { show: (key, figure) => shown.get(key)(figure) };
})();
