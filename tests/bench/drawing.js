// From the change of the address to the last chart's redraw, and how much of it is plotly.js at work.
(function () {
  const drawing = { began: 0, last: 0, busy: 0 };
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
      return answer.then((drawn) => { drawing.last = performance.now(); return drawn; });
    };
    return plotly;
  }
  let kept;
  Object.defineProperty(window, "Plotly", { configurable: true, get: () => kept, set: (value) => { kept = value && value.react ? wrap(value) : value; } });

  drawing.follow = function (query) {
    Object.assign(drawing, { began: performance.now(), last: 0, busy: 0 });
    window.cepFollow(query);
  };
  drawing.read = () => ({ redrawn: drawing.last - drawing.began, drawing: drawing.busy });
})();
