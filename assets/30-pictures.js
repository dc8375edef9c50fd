// A picture of a chart, made in the browser: headline, subtitle, source line and filters are part of it.
(function () {
  const WIDTH = 1000;
  const PER_LINE = 125;

  function wrapped(text, most) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const last = lines.length - 1;
      if ((lines[last] + word).length > most && lines[last]) lines.push(word);
      else lines[last] = lines[last] ? `${lines[last]} ${word}` : word;
    }
    return lines;
  }

  const safe = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const line = (lines, size, colour, bold, shift, side) => ({
    text: lines.map((one) => (bold ? `<b>${safe(one)}</b>` : safe(one))).join("<br>"),
    font: { size, color: colour },
    xref: "paper", yref: "paper", x: 0, xanchor: "left", align: "left", showarrow: false,
    y: side === "top" ? 1 : 0, yanchor: side === "top" ? "top" : "bottom", yshift: shift, xshift: 0,
  });

  window.cepPicture = async function (card, format) {
    const drawn = card.querySelector(".js-plotly-plot");
    const said = drawn.layout.meta;
    const title = wrapped(said.headline, 80);
    const under = wrapped(said.subtitle, PER_LINE);
    const source = wrapped(said.source, 140);
    const top = 24 + title.length * 28 + under.length * 20 + 44;
    const bottom = 40 + source.length * 17 + 44;
    const height = Math.max(drawn.layout.height || 420, 320) + top + bottom;
    const layout = {
      ...drawn.layout,
      width: WIDTH,
      height,
      autosize: false,
      margin: { l: 40, r: 40, t: top, b: bottom, pad: 0 },
      paper_bgcolor: "#ffffff",
    };
    const plot = { data: drawn.data, layout, config: { showSendToCloud: false, plotlyServerURL: "" } };
    const marks = [
      line(title, 22, "#0b0c0c", true, top - 16, "top"),
      line(under, 15, "#505a5f", false, top - 22 - title.length * 28, "top"),
      line(source, 12, "#505a5f", false, -(bottom - 14), "bottom"),
    ];
    layout.annotations = [...(drawn.layout.annotations || []), ...marks];
    const address = await window.Plotly.toImage(plot, { format, width: WIDTH, height, scale: format === "png" ? 2 : 1 });
    const link = document.createElement("a");
    link.href = address;
    link.download = `${said.filename}.${format}`;
    document.body.append(link);
    link.click();
    link.remove();
  };
})();
