// What is wrong with the layout of a page, as lists of words; put into every page of the layout tests.
(function () {
  const seen = (one) => one.checkVisibility() && one.getClientRects().length > 0 && one.clientWidth > 0; // what is folded away has a box, too
  const called = (one) => `${one.tagName}.${one.getAttribute("class") || ""} ${one.id || ""}`;
  const words = (one) => one.textContent.slice(0, 60);
  const free = ".table-scroll, .visually-hidden, .js-plotly-plot, .skip-link, input[type=file]";
  const texts = ".tile, .tile *, .chart-card h2, .card-subtitle, .card-source, .answer, h1, .filter-word, summary, .nav-link";
  const parents = ".cards, .tiles, .beneath, .masthead, .filter-controls, .site-nav ul, main, .chart-card, .card-head";

  window.cepLayout = {
    // Cut off by their own box, or reaching beyond the window; tables may scroll inside their own frame.
    clipped() {
      const edge = document.documentElement.clientWidth + 1;
      return [...document.querySelectorAll(".page *")]
        .filter((one) => seen(one) && !one.closest(free))
        .filter((one) => {
          const hidden = getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
          return hidden || one.getBoundingClientRect().right > edge;
        })
        .map((one) => `${called(one)} ${one.scrollWidth} in ${one.clientWidth}: ${words(one)}`);
    },

    // Text wider than the box it stands in.
    spilled() {
      return [...document.querySelectorAll(texts)]
        .filter((one) => seen(one) && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline")
        .map((one) => `${called(one)} ${one.scrollWidth} in ${one.clientWidth}: ${words(one)}`);
    },

    // Neighbours that lie on each other.
    overlapping() {
      const found = [];
      for (const parent of document.querySelectorAll(parents)) {
        const boxes = [...parent.children]
          .filter((one) => seen(one) && getComputedStyle(one).position === "static")
          .map((one) => [one, one.getBoundingClientRect()]);
        boxes.forEach(([one, a], place) => {
          for (const [other, b] of boxes.slice(place + 1)) {
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 1 && down > 1) found.push(`${called(one)} and ${called(other)}`);
          }
        });
      }
      return found;
    },

    // Tables and charts that have to be pushed sideways within their frame.
    pushed(free) {
      return [...document.querySelectorAll(".table-scroll")]
        .filter((one) => seen(one) && !one.closest(free) && one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.closest("section").id || called(one)} ${one.scrollWidth} in ${one.clientWidth}`);
    },

    // Years on an axis that lie askew or on each other.
    askew() {
      return window.cepWatch.graphs().filter((plot) => plot._fullLayout.xaxis && plot._fullLayout.xaxis.type === "date").flatMap((plot) => {
        const boxes = [...plot.querySelectorAll(".xtick text")].map((one) => one.getBoundingClientRect()).sort((a, b) => a.left - b.left);
        const bad = boxes.filter((box, place) => box.height > box.width || (place && box.left < boxes[place - 1].right + 4));
        return bad.length || boxes.length < 2 ? [`${plot.layout.meta.key}: ${bad.length} of ${boxes.length}`] : [];
      });
    },

    // Maps that fill less than most of their frame.
    lostMaps() {
      return window.cepWatch.graphs().flatMap((plot) => {
        const areas = plot.querySelector(".choroplethlayer");
        if (!areas) return [];
        const share = areas.getBoundingClientRect().height / plot.clientHeight;
        return share < 0.6 ? [`${plot.layout.meta.key}: ${share.toFixed(2)}`] : [];
      });
    },

    // Words of a chart that its frame cuts off.
    textsOutsideCharts() {
      return window.cepWatch.graphs().flatMap((plot) => {
        const frame = plot.getBoundingClientRect();
        return [...plot.querySelectorAll("text")]
          .filter((one) => {
            const box = one.getBoundingClientRect();
            const beside = box.left < frame.left - 2 || box.right > frame.right + 2;
            return box.width > 0 && (beside || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
          })
          .map((one) => `${plot.layout.meta.key}: ${one.textContent}`);
      });
    },
  };
})();
