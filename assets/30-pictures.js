// A picture of a chart, made in the browser: plotly.js draws the chart as SVG, and a frame around it prints headline,
// subtitle, source line, filters and illustrative mark, so that the picture stands alone in a paper.
(function () {
  const WIDTH = 1000;
  const EDGE = 40;
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const HEADLINE = { size: 22, step: 28, weight: 700, colour: "#0b0c0c" };
  const SUBTITLE = { size: 15, step: 21, weight: 400, colour: "#505a5f" };
  const SOURCE = { size: 12, step: 17, weight: 400, colour: "#505a5f" };

  const pen = document.createElement("canvas").getContext("2d");

  function wrapped(text, style) {
    pen.font = `${style.weight} ${style.size}px ${FONT}`;
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (lines.at(-1) && pen.measureText(longer).width > WIDTH - 2 * EDGE) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  const safe = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const written = (lines, style, top) =>
    lines
      .map((line, place) => {
        const y = top + style.size + place * style.step;
        return `<text x="${EDGE}" y="${y}" font-size="${style.size}" font-weight="${style.weight}" fill="${style.colour}">${safe(line)}</text>`;
      })
      .join("");

  // The chart as plotly.js draws it, without its XML declaration, moved to its place in the frame.
  async function chart(drawn, top, height) {
    const layout = { ...drawn.layout, width: WIDTH - 2 * EDGE, height, autosize: false };
    const config = { showSendToCloud: false, plotlyServerURL: "" };
    const size = { format: "svg", width: WIDTH - 2 * EDGE, height, imageDataOnly: true };
    const svg = await window.Plotly.toImage({ data: drawn.data, layout, config }, size);
    return svg.replace(/<\?xml[^>]*\?>/, "").replace("<svg ", `<svg x="${EDGE}" y="${top}" `);
  }

  async function framed(drawn) {
    const said = drawn.layout.meta;
    const [headline, subtitle, source] = [wrapped(said.headline, HEADLINE), wrapped(said.subtitle, SUBTITLE), wrapped(said.source, SOURCE)];
    const under = 24 + headline.length * HEADLINE.step;
    const top = under + subtitle.length * SUBTITLE.step + 16;
    const height = Math.max(drawn.layout.height || 420, 320);
    const foot = top + height + 16;
    const total = foot + source.length * SOURCE.step + 24;
    const parts = [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${total}" viewBox="0 0 ${WIDTH} ${total}" font-family="${safe(FONT).replaceAll('"', "'")}">`,
      `<title>${safe(said.headline)}</title><desc>${safe(`${said.subtitle} ${said.text}`)}</desc>`,
      `<rect width="${WIDTH}" height="${total}" fill="#ffffff"/>`,
      written(headline, HEADLINE, 24),
      written(subtitle, SUBTITLE, under),
      await chart(drawn, top, height),
      written(source, SOURCE, foot),
      "</svg>",
    ];
    return { svg: parts.join(""), height: total };
  }

  const address = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

  async function painted(picture, scale) {
    const image = new Image();
    image.src = address(picture.svg);
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH * scale, height: picture.height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  }

  window.cepPicture = async function (card, format) {
    const drawn = card.querySelector(".js-plotly-plot");
    const picture = await framed(drawn);
    const link = document.createElement("a");
    link.href = format === "png" ? await painted(picture, 2) : address(picture.svg);
    link.download = `${drawn.layout.meta.filename}.${format}`;
    document.body.append(link);
    link.click();
    link.remove();
  };
})();
