// plotly.js as its own src/core.js puts it together, without what no chart of ours has: images, sliders, menus, range
// sliders and selectors, grids, error bars, three dimensions. tests hold the charts to what is here.
var Registry = require("plotly.js/src/registry");
var api = require("plotly.js/src/plot_api");

require("plotly.js/build/plotcss");
for (var name of Object.keys(api)) {
  if (name.charAt(0) !== "_") exports[name] = api[name];
  Registry.register({ moduleType: "apiMethod", name: name, fn: api[name] });
}
Registry.register([
  require("plotly.js/src/traces/scatter"), // first, because others take it for granted
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/sankey"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/scatterternary"),
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/selections"),
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/colorscale"),
  require("plotly.js/src/components/colorbar"),
  require("plotly.js/src/components/legend"), // after shapes: its defaults ask for theirs
  require("plotly.js/src/components/fx"), // after the legend
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
]);
exports.version = require("plotly.js/src/version").version;
exports.register = Registry.register;
exports.Plots = { resize: require("plotly.js/src/plots/plots").resize };
exports.Snapshot = require("plotly.js/src/snapshot");
