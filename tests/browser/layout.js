// What is wrong with the layout of a page, as lists of words; put into every page of the layout tests.
(function () {
  const seen = (one) => one.checkVisibility() && one.getClientRects().length > 0 && one.clientWidth > 0; // what is folded away has a box, too
  const called = (one) => `${one.tagName}.${one.getAttribute("class") || ""} ${one.id || ""}`;
  const words = (one) => one.textContent.slice(0, 60);
  const free = ".table-scroll, .visually-hidden, .js-plotly-plot, .skip-link, input[type=file]";
  const texts = ".tile, .tile *, .chart-card h2, .card-subtitle, .card-source, .answer, h1, .filter-word, summary, .nav-link";
  const parents = ".cards, .tiles, .beneath, .masthead, .filter-controls, .site-nav ul, main, .chart-card, .card-head";

  const UNSAID = ".visually-hidden, .skip-link, option, script, style, noscript, template, iframe, textarea";
  const isShown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest(UNSAID);
  const hides = (value) => value === "hidden" || value === "clip";

  // What is left of a box after every frame around it, and whether one that cannot be scrolled takes some of it away.
  function within(holder, { left, right, top, bottom }) {
    let box = { left, right, top, bottom };
    let isCut = false;
    for (let frame = holder; frame && frame !== document.documentElement; frame = frame.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(frame);
      if (display === "inline" || (overflowX === "visible" && overflowY === "visible")) continue;
      if (frame instanceof SVGElement && frame.tagName !== "svg") continue;
      const edges = frame.getBoundingClientRect();
      isCut ||= hides(overflowX) && (box.left < edges.left - 2 || box.right > edges.right + 2);
      isCut ||= hides(overflowY) && !frame.closest(".is-folding:not(.is-whole)") && (box.top < edges.top - 3 || box.bottom > edges.bottom + 3);
      box = { left: Math.max(box.left, edges.left), right: Math.min(box.right, edges.right), top: Math.max(box.top, edges.top), bottom: Math.min(box.bottom, edges.bottom) };
    }
    return { box: { ...box, width: box.right - box.left, height: box.bottom - box.top }, isCut };
  }

  function floating(holder) {
    for (let one = holder; one; one = one.parentElement) {
      if (["fixed", "sticky", "absolute"].includes(getComputedStyle(one).position) && !one.closest(".js-plotly-plot")) return true;
    }
    return false;
  }

  // Every line of text that is seen: what it says, its box, in which card.
  function written(root) {
    const found = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const holder = node.parentElement;
      if (!node.textContent.trim() || !isShown(holder)) continue;
      const drawn = holder.closest("svg text");
      const range = document.createRange();
      range.selectNodeContents(node);
      const more = {
        said: node.textContent.trim().slice(0, 40),
        holder,
        card: holder.closest(".chart-card")?.id || called(holder),
        isAskew: Boolean(drawn && /rotate\((?!0[,)])/.test(drawn.getAttribute("transform") || "")),
        floats: floating(holder),
      };
      for (const line of range.getClientRects()) {
        const left = within(holder, line);
        if (left.isCut || (left.box.width >= 1 && left.box.height >= 1)) found.push({ ...left, ...more });
      }
    }
    return found;
  }

  function isMark(one) {
    const { fill, fillOpacity, stroke } = getComputedStyle(one);
    return isShown(one) && !(one.matches("path") && (fill === "none" || fillOpacity === "0") && stroke === "none");
  }

  // The longest stretch between two ends that no part covers.
  function gap(parts, from, to) {
    let [reached, longest] = [from, 0];
    for (const [begin, end] of parts.sort(([a], [b]) => a - b)) {
      longest = Math.max(longest, Math.min(begin, to) - reached);
      reached = Math.max(reached, end);
    }
    return Math.max(longest, to - reached);
  }

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

    // Words that a frame which hides what is beyond it cuts off, or the window does; tables scroll in their frames, and
    // what is shortened is whole when it is pointed at.
    cut() {
      const edge = document.documentElement.clientWidth + 1;
      const isBeyond = ({ box, holder }) => (box.right > edge || box.left < -1) && !holder.closest(".table-scroll");
      return written(document.body).filter((one) => (one.isCut && !one.holder.title) || isBeyond(one)).map((one) => `${one.card}: ${one.said}`);
    },

    // Words on words, in HTML and in charts; those askew have upright boxes only, and what floats lies on others by design.
    wordsOnWords() {
      const all = written(document.body).filter((one) => !one.isAskew && !one.isCut).sort((a, b) => a.box.top - b.box.top);
      return all.flatMap((one, place) => {
        const found = [];
        for (let next = place + 1; next < all.length && all[next].box.top < one.box.bottom - 4; next += 1) {
          const [{ box: a }, { box: b }] = [one, all[next]];
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (one.holder !== all[next].holder && one.floats === all[next].floats && across > 2 && down > 4) found.push(`${one.card}: “${one.said}” on “${all[next].said}”`);
        }
        return found;
      });
    },

    // Cards of which more than a quarter, down or across, has neither words nor marks; desks keep room for what is handed in.
    blank() {
      return [...document.querySelectorAll(".chart-card:not(.intake, #lists)")].filter((card) => isShown(card) && !card.querySelector("iframe")).flatMap((card) => {
        const frame = card.getBoundingClientRect();
        if (frame.height < 240) return []; // a few words
        const marks = [...card.querySelectorAll("svg path, svg circle, svg image, input, select, button, img, td, th, li")].filter(isMark).map((one) => one.getBoundingClientRect());
        const parts = [...written(card).map(({ box }) => box), ...marks].filter((box) => box.width > 0 && box.height > 0 && box.height <= frame.height);
        const down = gap(parts.map((box) => [box.top, box.bottom]), frame.top, frame.bottom) / frame.height;
        const across = gap(parts.map((box) => [box.left, box.right]), frame.left, frame.right) / frame.width;
        return Math.max(down, across) > 0.25 ? [`${card.id || words(card)}: ${down.toFixed(2)} down, ${across.toFixed(2)} across`] : [];
      });
    },
  };
})();
