// When charts are drawn: from arriving to each chart, and from a change of a filter to the last chart's redraw.
// It asks the page alone, and so serves our pages and the plain application alike.
(function () {
  const drawing = { began: 0, last: 0, busy: 0, drawn: 0 };
  window.cepDrawing = drawing;

  // Every plot tells when it has drawn; what it took is the time inside Plotly.react.
  function wrap(plotly) {
    const react = plotly.react;
    plotly.react = function (plot, ...rest) {
      const began = performance.now();
      const listening = plot.cepListening;
      const answer = react.call(plotly, plot, ...rest);
      drawing.busy += performance.now() - began;
      if (!listening && plot.on) {
        plot.cepListening = true;
        plot.on("plotly_afterplot", () => { drawing.last = performance.now(); });
      }
      return answer.then((drawn) => {
        drawing.last = performance.now();
        drawing.drawn += 1;
        return drawn;
      });
    };
    return plotly;
  }
  let kept;
  Object.defineProperty(window, "Plotly", { configurable: true, get: () => kept, set: (value) => { kept = value && value.react ? wrap(value) : value; } });

  drawing.begin = () => Object.assign(drawing, { began: performance.now(), last: 0, busy: 0, drawn: 0 });
  drawing.follow = function (query) {
    drawing.begin();
    window.cepFollow(query);
  };
  // A control of a Dash page as if a reader had changed it.
  drawing.choose = function (id, props) {
    drawing.begin();
    window.dash_clientside.set_props(id, props);
  };
  performance.setResourceTimingBufferSize(10000);
  drawing.read = function () {
    const answers = performance.getEntriesByType("resource").filter((one) => one.name.includes("/_dash-update-component"));
    const answered = answers.length ? answers[answers.length - 1].responseEnd - drawing.began : 0;
    return { redrawn: drawing.last - drawing.began, drawing: drawing.busy, answered };
  };

  const frame = () => new Promise((resolve) => window.requestAnimationFrame(resolve));

  // Resolves once so many charts have been redrawn since the change, or with false at the deadline.
  drawing.redrawn = async function (charts, milliseconds) {
    const deadline = performance.now() + milliseconds;
    while (drawing.drawn < charts && performance.now() < deadline) await frame();
    return drawing.drawn >= charts;
  };

  // Since arriving, at the frame in which it was there: the answer in words, the first chart, the last of so many.
  const CHARTS = 7;
  const arrival = { answer: 0, first: 0, all: 0 };
  const MARKS = ".main-svg .trace, .main-svg .sankey-node, .main-svg .hm";
  const isDrawn = (plot) => plot.data && plot.data.length && plot.querySelector(MARKS);
  drawing.arrived = async function (milliseconds) {
    while (!arrival.all && performance.now() < milliseconds) await frame();
    return arrival;
  };
  async function watch() {
    while (!arrival.all) {
      await frame();
      const answer = document.querySelector("p.answer");
      if (!arrival.answer && answer && answer.textContent) arrival.answer = performance.now();
      const drawn = [...document.querySelectorAll(".js-plotly-plot")].filter(isDrawn).length;
      if (!arrival.first && drawn) arrival.first = performance.now();
      if (drawn >= CHARTS) arrival.all = performance.now();
    }
  }
  watch();
})();
