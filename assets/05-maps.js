// plotly.js takes tags and entities in any text for its own: here they lose their meaning by a mark between their letters that nobody
// sees, and lines end where a figure ends them. What is a template of ours keeps its tags (dashboard/figures/plain.py).
(function () {
  const TAG = /<(?=\/?(?:a|b|br|em|extra|i|s|span|strong|sub|sup|u)\b)|&(?=#?\w+;)/gi;
  const UNSEEN = "\u2060";
  const OURS = new Set(["geojson", "hovertemplate", "meta", "template", "texttemplate"]);
  const text = (said) => said.replace(TAG, `$&${UNSEEN}`).replaceAll("\n", "<br>");
  const isPlain = (said) => !/[<&\n]/.test(said);
  function each(part) {
    if (typeof part === "string") return isPlain(part) ? part : text(part);
    if (Array.isArray(part)) return part.map(each);
    if (!part || typeof part !== "object" || ArrayBuffer.isView(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, OURS.has(key) ? value : each(value)]));
  }
  window.cepText = { shown: each };
})();

// plotly.js asks cdn.plot.ly for a world outline before it draws any map, and draws nothing when refused.
// An empty outline, given here first, keeps every request on this host.
(function () {
  const nothing = { type: "Topology", objects: {}, arcs: [] };
  for (const layer of ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"]) {
    nothing.objects[layer] = { type: "GeometryCollection", geometries: [] };
  }
  const kept = (window.PlotlyGeoAssets = window.PlotlyGeoAssets || {});
  kept.topojson = kept.topojson || {};
  for (const scope of ["world", "europe", "africa", "asia", "usa", "north-america", "south-america"]) {
    for (const detail of ["110m", "50m"]) kept.topojson[`${scope}_${detail}`] = nothing;
  }
})();

// Moving about a map. Wheel and drag are plotly.js's own; the wheel scrolls the page until the map is in hand (Ctrl, its buttons, a
// press), and so does one finger: two move and enlarge the map. Buttons and keys do the same, and a chosen area is brought into view.
(function () {
  const STEP = 1.6; // times larger at each press
  const MOST = 40;
  const MOVE = 0.25; // of the map at each press
  const SHARE = 0.25; // of the map that an area takes which is brought into view
  const WAYS = [
    ["+", "Zoom in", "Plus", ["+", "="], (plot) => look(plot, STEP)],
    ["−", "Zoom out", "Minus", ["-", "_"], (plot) => look(plot, 1 / STEP)],
    ["←", "Move west", "ArrowLeft", ["ArrowLeft"], (plot) => look(plot, 1, [MOVE, 0])],
    ["↑", "Move north", "ArrowUp", ["ArrowUp"], (plot) => look(plot, 1, [0, MOVE])],
    ["↓", "Move south", "ArrowDown", ["ArrowDown"], (plot) => look(plot, 1, [0, -MOVE])],
    ["→", "Move east", "ArrowRight", ["ArrowRight"], (plot) => look(plot, 1, [-MOVE, 0])],
    ["All", "Whole map", "0", ["0", "Home"], (plot) => whole(plot)],
  ];

  const geo = (plot) => plot._fullLayout.geo;
  const show = (plot, middle, scale) => {
    const [lon, lat] = geo(plot)._subplot.projection.invert(middle);
    return window.Plotly.relayout(plot, { "geo.center.lon": lon, "geo.center.lat": lat, "geo.projection.scale": scale });
  };

  // Enlarges the map around a point of it, and moves it by parts of its width and height.
  function look(plot, factor, [along, down] = [0, 0], around = null) {
    const { _subplot: { midPt }, projection: { scale } } = geo(plot);
    const { w, h } = plot._fullLayout._size;
    const wanted = Math.min(MOST, scale * factor);
    if (wanted <= 1) return whole(plot);
    const by = wanted / scale;
    const [x, y] = around || midPt;
    return show(plot, [x + (midPt[0] - x - along * w) / by, y + (midPt[1] - y - down * h) / by], wanted);
  }

  const WHOLE = Object.fromEntries(["center.lon", "center.lat", "projection.scale", "projection.rotation.lon"].map((key) => [`geo.${key}`, null]));
  const whole = (plot) => window.Plotly.relayout(plot, WHOLE);

  // A changed filter leaves the reader where they looked, unless it frames the map anew.
  function kept(plot, layout) {
    const before = plot.layout?.geo;
    const isSame = before && ["lonaxis", "lataxis"].every((axis) => String(before[axis].range) === String(layout.geo[axis].range));
    const { center, projection } = isSame ? before : {};
    const own = { ...layout.geo, projection: { minscale: 1, maxscale: MOST, ...(projection?.scale && { scale: projection.scale, rotation: projection.rotation }) } };
    return { ...layout, dragmode: "pan", geo: center ? { ...own, center } : own };
  }

  // The paths of the areas come a while after the map itself.
  function bring(plot, code) {
    for (const one of plot.querySelectorAll("path.is-found")) one.classList.remove("is-found");
    const path = [...plot.querySelectorAll(".choroplethlayer path")].find((one) => one.__data__.loc === code);
    if (!path) return;
    path.classList.add("is-found");
    const { projection } = geo(plot)._subplot; // which draws nothing of what is out of view, so that the path has no size
    const points = path.__data__.geojson.geometry.coordinates.flat(Infinity);
    const ends = [0, 1].map((axis) => points.filter((_, place) => place % 2 === axis)).map((some) => [Math.min(...some), Math.max(...some)]);
    const [[left, foot], [right, top]] = [0, 1].map((end) => projection([ends[0][end], ends[1][end]]));
    const { w, h } = plot._fullLayout._size;
    const by = SHARE * Math.min(w / (right - left), h / (foot - top));
    show(plot, [(left + right) / 2, (foot + top) / 2], Math.max(1, Math.min(MOST, geo(plot).projection.scale * by)));
  }

  function fingers(box, plot) {
    let from = null;
    const of = ([one, other]) => {
      const { left, top } = plot.getBoundingClientRect();
      return { apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY), x: (one.clientX + other.clientX) / 2 - left, y: (one.clientY + other.clientY) / 2 - top };
    };
    let to = null;
    const layer = () => plot.querySelector(".geolayer");
    const of2 = (event) => event.touches.length === 2;
    box.addEventListener("touchstart", (event) => {
      event.stopPropagation();
      if (!of2(event)) return;
      event.preventDefault();
      from = to = of(event.touches);
    }, { capture: true, passive: false });
    box.addEventListener("touchmove", (event) => {
      if (!from || !of2(event)) return;
      event.preventDefault();
      to = of(event.touches);
      layer().style.transform = `translate(${to.x}px, ${to.y}px) scale(${to.apart / from.apart}) translate(${-from.x}px, ${-from.y}px)`;
    }, { capture: true, passive: false });
    const ends = () => {
      if (!from) return;
      const { w, h } = plot._fullLayout._size;
      layer().style.transform = "";
      look(plot, to.apart / from.apart, [(to.x - from.x) / w, (to.y - from.y) / h], [from.x, from.y]);
      from = null;
    };
    for (const one of ["touchend", "touchcancel"]) box.addEventListener(one, ends);
  }

  function tools(plot) {
    const box = plot.closest(".card-figure");
    if (!box || box.nextElementSibling?.matches(".map-tools")) return;
    const group = Object.assign(document.createElement("div"), { className: "map-tools", role: "group", ariaLabel: "Move about the map" });
    for (const [sign, name, key, , does] of WAYS) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, ariaLabel: name, title: name });
      button.setAttribute("aria-keyshortcuts", key);
      button.addEventListener("click", () => does(plot));
      group.append(button);
    }
    group.addEventListener("keydown", (event) => {
      const way = WAYS.find(([, , , keys]) => keys.includes(event.key));
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      way[4](plot);
    });
    box.after(group);
    box.classList.add("is-map");
    let isInHand = false;
    box.addEventListener("pointerdown", () => { isInHand = true; });
    box.addEventListener("pointerleave", () => { isInHand = false; });
    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && !isInHand && !group.contains(document.activeElement)) event.stopPropagation();
    }, { capture: true, passive: true });
    fingers(box, plot);
  }

  window.cepMaps = { bring, kept, tools };
})();
