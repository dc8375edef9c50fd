// A picture of a chart: plotly.js draws the chart as SVG, and a frame around it prints headline, subtitle, illustrative
// mark and source line, so that the picture stands alone in a paper. The browser and the command line both use this
// file. It is as wide as a column of A4: 680 units become 160 mm there, and the smallest letters 8 points.
(function () {
  const LEAST = 640;
  const EDGE = 20;
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  const HEADLINE = { size: 20, step: 26, weight: 700, colour: "#0b0c0c" };
  const SUBTITLE = { size: 14, step: 19, weight: 400, colour: "#505a5f" };
  const MARK = { size: 13, step: 22, weight: 700, colour: "#801650" };
  const MESSAGE = { size: 15, step: 22, weight: 400, colour: "#0b0c0c" };
  const SOURCE = { size: 12, step: 16, weight: 400, colour: "#505a5f" };
  const ROOM = 0.96; // of the width: another machine may have wider letters

  const pen = document.createElement("canvas").getContext("2d");

  // A word too long for a line is broken between letters.
  function pieces(word, fits) {
    if (fits(word)) return [word];
    const parts = [""];
    for (const letter of word) {
      if (parts.at(-1) && !fits(parts.at(-1) + letter)) parts.push(letter);
      else parts[parts.length - 1] += letter;
    }
    return parts;
  }

  function wrapped(text, style, width) {
    pen.font = `${style.weight} ${style.size}px ${FONT}`;
    const fits = (line) => pen.measureText(line).width <= width * ROOM;
    const lines = [];
    for (const word of text.split(/[^\S\u00a0]+/).filter(Boolean).flatMap((one) => pieces(one, fits))) {
      const longer = `${lines.at(-1)} ${word}`;
      if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // by XML itself
  const safe = (text) => text.replace(FORBIDDEN, "\ufffd").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  // Blocks of text below one another, from `top` on; gives the SVG and where it ends.
  function written(blocks, width, top) {
    let end = top;
    const parts = [];
    for (const [text, style] of blocks) {
      for (const line of wrapped(text, style, width)) {
        parts.push(`<text x="${EDGE}" y="${end + style.size}" font-size="${style.size}" font-weight="${style.weight}" fill="${style.colour}">${safe(line)}</text>`);
        end += style.step;
      }
    }
    return { svg: parts.join(""), end };
  }

  // The chart as plotly.js draws it, without its XML declaration, moved to its place in the frame.
  async function chart(drawn, width, top, height) {
    const { data: given, layout: own } = drawn.dataset?.dark ? window.cepDark.turned(drawn, false) : drawn;
    const whole = window.cepNarrow ? window.cepNarrow.whole(drawn, own) : own;
    const { data, layout: said } = window.cepText.shown({ data: given, layout: whole });
    const layout = { ...said, width, height, autosize: false };
    const config = { showSendToCloud: false, plotlyServerURL: "" };
    const svg = await window.Plotly.toImage({ data, layout, config }, { format: "svg", width, height, imageDataOnly: true });
    return svg.replace(/<\?xml[^>]*\?>/, "").replace("<svg ", `<svg x="${EDGE}" y="${top}" `);
  }

  // What a picture prints around a chart is in the figure's meta, but for what its card on a page says already.
  function around(drawn) {
    const card = drawn.closest?.(".chart-card");
    const [text, source] = [".card-foot > .visually-hidden", ".card-source"].map((part) => card?.querySelector(part).textContent);
    const release = document.querySelector(".site-foot > :last-child")?.textContent;
    return { ...(card && { text, source }), release, ...drawn.layout.meta };
  }

  async function body(drawn, said, width, top) {
    if (said.message) return written([[said.message, MESSAGE]], width, top);
    const height = Math.max(drawn.layout.height || 420, 200);
    return { svg: await chart(drawn, width, top, height), end: top + height };
  }

  // The whole picture of a figure ({data, layout}) that says in its meta what it needs to stand alone.
  async function picture(drawn) {
    const said = around(drawn);
    const inner = Math.max(LEAST, said.least_width || 0);
    const width = inner + 2 * EDGE;
    const mark = said.illustrative ? [["Illustrative data", MARK]] : [];
    const head = written([[said.headline, HEADLINE], [said.subtitle, SUBTITLE], ...mark], inner, EDGE);
    const middle = await body(drawn, said, inner, head.end + 12);
    const foot = written([[said.source, SOURCE], [said.release ?? "", SOURCE]], inner, middle.end + 12);
    const height = foot.end + EDGE;
    const parts = [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
      `<title>${safe(said.headline)}</title><desc>${safe(`${said.subtitle} ${said.text}`)}</desc>`,
      `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
      head.svg, middle.svg, foot.svg,
      "</svg>",
    ];
    return { svg: parts.join(""), width, height };
  }

  const address = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

  // The picture as a canvas, twice its size, so that it stays sharp on paper.
  async function painted(made, scale = 2) {
    const image = new Image();
    image.src = address(made.svg);
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: made.width * scale, height: made.height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  window.cepPictures = {
    of: picture,
    painted,
    svg: async (drawn) => (await picture(drawn)).svg,
    png: async (drawn) => (await painted(await picture(drawn))).toDataURL("image/png"),
    async save(drawn, format) {
      const href = format === "png" ? await this.png(drawn) : address(await this.svg(drawn));
      const link = Object.assign(document.createElement("a"), { href, download: `${drawn.layout.meta.filename}.${format}` });
      document.body.append(link);
      link.click();
      link.remove();
    },
  };
})();
