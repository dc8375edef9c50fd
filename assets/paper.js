// Draws the charts of a board paper's print view as pictures, one after the other. `window.cepPaper` becomes "" when all
// are there, or says why one could not be drawn.
(function () {
  const carried = (id) => JSON.parse(document.getElementById(id).textContent);
  const WIDTH = 800; // of the drawing; the style sheet scales it to the width of the page
  const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';

  async function draw(figure) {
    const { height } = figure.layout;
    const layout = { ...figure.layout, width: WIDTH, height, autosize: false, font: { family: FONT } };
    const config = { showSendToCloud: false, plotlyServerURL: "" };
    const svg = await window.Plotly.toImage({ data: figure.data, layout, config }, { format: "svg", width: WIDTH, height, imageDataOnly: true });
    const image = document.getElementById(figure.id);
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    window.gc?.(); // the press lets us say when a chart is done with, because memory is what it has least of
  }

  async function all() {
    Object.assign(window.PlotlyGeoAssets, carried("shapes"));
    for (const figure of carried("figures")) await draw(figure);
    document.documentElement.dataset.drawn = "yes";
    return "";
  }

  window.cepPaper = all().catch(String);
})();
