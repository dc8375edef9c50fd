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
