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

  const away = ({ top, bottom }) => Math.max(0, top - window.innerHeight, -bottom); // pixels between a box and what is seen

  const BUSY = 200; // milliseconds of drawing without a pause; each pause lets the browser paint all that is there
  // The elements with their boxes, which are measured before any is drawn: the browser would lay the page out anew after each.
  const byNearness = () => [...waiting.keys()].map((element) => [element, element.getBoundingClientRect()]).sort(([, a], [, b]) => away(a) - away(b));

  function drawNow(element, box) {
    const show = waiting.get(element);
    waiting.delete(element);
    try { show(box); } catch (error) { window.reportError(error); } // the other charts are drawn all the same
  }

  async function work() {
    if (isWorking) return;
    isWorking = true;
    await plotly;
    while (waiting.size) {
      const until = performance.now() + BUSY;
      for (const [element, box] of byNearness()) if (performance.now() < until) drawNow(element, box);
      await new Promise((done) => window.setTimeout(done)); // whatever the reader does comes first
    }
    isWorking = false;
  }

  // A chart as it is now, in the colours of a dark screen or in its own.
  const drawn = new Set();
  function wear(element, isDark) {
    if (Boolean(element.dataset.dark) === isDark) return;
    const { data, layout } = window.cepDark.turned(element, isDark);
    mark(element, isDark);
    window.Plotly.react(element, data, { ...layout, ...FREE });
  }
  function mark(element, isDark) {
    if (isDark) element.dataset.dark = "yes"; else delete element.dataset.dark;
  }
  const wearAll = (isDark) => { for (const element of drawn) wear(element, isDark); };
  window.cepDark.whenChanged(() => wearAll(window.cepDark.isNow()));

  // Paper takes what is there, and is light.
  window.addEventListener("beforeprint", () => {
    if (!window.Plotly) return;
    for (const [element, box] of byNearness()) drawNow(element, box);
    wearAll(false);
  }, { capture: true });
  window.addEventListener("afterprint", () => wearAll(window.cepDark.isNow()));

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { _fullLayout: drawn, clientWidth: wide, clientHeight: tall } = target;
      if (drawn && wide && (drawn.width !== wide || drawn.height !== tall) && !target.dataset.onPaper) window.Plotly.Plots.resize(target);
    }
  });

  // What every figure starts from comes with the document, once for all.
  const TEMPLATE = JSON.parse(document.getElementById("figures").content.textContent);

  // The signs of a matrix come with the places of their rows and columns, which the axes name; long names stand shortened
  // on an axis, and whole in what a sign says.
  function named(figure) {
    if (!figure.placed) return figure;
    const { xaxis, yaxis } = figure.layout;
    const on = ({ categoryarray: names }, places) => places.map((place) => names[place]);
    return { ...figure, data: figure.data.map(({ hovertemplate, ...one }) => ({ ...one, x: on(xaxis, one.x), y: on(yaxis, one.y), text: on(yaxis, one.y), hovertemplate: hovertemplate.replace("%{y}", "%{text}") })) };
  }

  // A chart fills the box of its card; a click on a mark leads to the rows behind it, and a hand says so. It is told the size of its box,
  // and the settings once: plotly.js measures the element each time that it may choose, and compares all settings that it is given.
  const FREE = { autosize: true, width: undefined, height: undefined };
  function draw(element, figure, config, { width, height }) {
    const { ways } = figure;
    const told = { data: window.cepWays.told(named(figure)), layout: { ...figure.layout, template: TEMPLATE } };
    const own = window.cepShares.shown(figure.layout.meta?.key, told);
    const isDark = window.cepDark.isNow();
    const turned = window.cepText.shown(isDark ? window.cepDark.turned(own, true) : own);
    const { data } = turned;
    const isMap = Boolean(turned.layout.geo);
    const layout = isMap ? window.cepMaps.kept(element, turned.layout) : turned.layout;
    mark(element, isDark);
    drawn.add(element);
    element.cepWays = ways;
    const isNew = !element._fullLayout;
    const size = width && height ? { autosize: false, width, height } : FREE;
    window.Plotly.react(element, data, { ...layout, ...size }, isNew ? { ...config, scrollZoom: isMap ? "geo" : false } : undefined);
    Object.assign(element.layout, FREE);
    if (!isNew) return;
    if (isMap) window.cepMaps.tools(element);
    const found = ({ points: [point] }) => window.cepWays.pointed(element, point);
    element.on("plotly_hover", (event) => element.classList.toggle("is-way", Boolean(found(event))));
    element.on("plotly_unhover", () => element.classList.remove("is-way"));
    element.on("plotly_click", (event) => {
      const isMoved = element._fullLayout.geo && event.event?.defaultPrevented; // who has moved a map has chosen nothing on it
      const way = found(event);
      if (way && !isMoved) window.cepWays.follow(way, event.event?.shiftKey);
    });
    sizes.observe(element);
  }

  // The chart of a card as it came; a changed filter brings others past Dash, which would ask every part of the page each time.
  const shown = new Map(); // key of a card -> what shows a figure there
  const given = new Map(); // and the figure that is there
  function Graph({ of, figure, config, style }) {
    const place = useRef();
    useEffect(() => {
      const element = place.current;
      const show = (one) => { waiting.set(element, (box) => draw(element, one, config, box)); work(); };
      shown.set(of, show);
      given.set(of, figure);
      show(figure);
      return () => { if (shown.get(of) === show) shown.delete(of); };
    }, [of, figure]);
    useEffect(() => {
      const element = place.current;
      return () => {
        waiting.delete(element);
        drawn.delete(element);
        sizes.unobserve(element); // and no Plotly.purge: what is drawn goes with its element, once the areas it may wait for have come
      };
    }, []);
    return createElement("div", { className: "dash-graph", style }, createElement("div", { ref: place, style: { height: "100%", width: "100%" } }));
  }

  window.cep.Graph = Graph;
  window.cepGraphs = { show: (key, figure) => { given.set(key, figure); shown.get(key)(figure); }, given: (key) => given.get(key) };
})();
