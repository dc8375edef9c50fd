// Charts, drawn one after the other, those in view first, so that a page answers its reader between two of them.
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

  function drawOne() {
    const [next] = [...waiting.keys()].sort((a, b) => away(a) - away(b));
    const draw = waiting.get(next);
    waiting.delete(next);
    draw();
  }

  async function work() {
    if (isWorking) return;
    isWorking = true;
    await plotly;
    while (waiting.size) {
      drawOne();
      await new Promise((done) => window.setTimeout(done)); // whatever the reader does comes first
    }
    isWorking = false;
  }

  // Paper takes what is there.
  window.addEventListener("beforeprint", () => { while (window.Plotly && waiting.size) drawOne(); }, { capture: true });

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { _fullLayout: drawn, clientWidth: wide, clientHeight: tall } = target;
      if (drawn && wide && (drawn.width !== wide || drawn.height !== tall) && !target.dataset.onPaper) window.Plotly.Plots.resize(target);
    }
  });

  // A chart fills the box of its card; a click on a point of it is told to the card.
  function draw(element, { data, layout }, config, key) {
    const isNew = !element._fullLayout;
    window.Plotly.react(element, data, { ...structuredClone(layout), autosize: true, width: undefined, height: undefined }, config);
    if (!isNew) return;
    element.on("plotly_click", ({ points }) => window.cepCards.choose(key, points[0]));
    sizes.observe(element);
  }

  function Graph({ id, figure, config, style }) {
    const place = useRef();
    useEffect(() => {
      const element = place.current;
      waiting.set(element, () => draw(element, figure, config, id.key));
      work();
    }, [figure]);
    useEffect(() => {
      const element = place.current;
      return () => {
        waiting.delete(element);
        sizes.unobserve(element);
        if (element._fullLayout) window.Plotly.purge(element);
      };
    }, []);
    return createElement("div", { id: window.dash_component_api.stringifyId(id), className: "dash-graph", style }, createElement("div", { ref: place, style: { height: "100%", width: "100%" } }));
  }

  window.cep.Graph = Graph;
})();
