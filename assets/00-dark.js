// A dark screen: charts are painted with the colours that stand out there. The server sends one figure for all; paper, pictures
// and files keep its colours.
(function () {
  const SCREEN = window.matchMedia("(prefers-color-scheme: dark)");
  const ON_DARK = new Map(Object.entries({
    "#FFFFFF": "#1B2026", "#0B0C0C": "#EEF0F2", "#505A5F": "#A9B2BB", "#D5D8DB": "#3A424B", "#E6E8EB": "#333B44", "#DCE9F5": "#2C4560",
    "#12436D": "#9CCBF5", "#2073BC": "#5A9FDB", "#6BACE6": "#3A72A6", "#28A197": "#3DB8AD", "#801650": "#E27FB3", "#F46A25": "#F58A52",
    "#3D3D3D": "#B9BEC4", "#A285D1": "#B7A0DE",
  }));
  const ON_LIGHT = new Map([...ON_DARK].map(([light, dark]) => [dark, light]));
  const PAPER = ON_DARK.get("#FFFFFF"), INK = ON_DARK.get("#0B0C0C");

  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const hex = (numbers) => `#${numbers.map((one) => Number(one).toString(16).padStart(2, "0")).join("")}`.toUpperCase();

  // Every colour of a figure exchanged for its partner, see-through ones too.
  function exchanged(figure, partners) {
    const text = JSON.stringify(figure)
      .replace(/"#[0-9a-f]{6}"/gi, (said) => { const other = partners.get(said.slice(1, -1).toUpperCase()); return other ? `"${other}"` : said; })
      .replace(/"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)"/g, (said, red, green, blue, part) => {
        const other = partners.get(hex([red, green, blue]));
        return other ? `"rgba(${channels(other).join(",")},${part})"` : said;
      });
    return JSON.parse(text);
  }

  // Paper or white, whichever stands out more on a colour (WCAG relative luminance).
  function readableOn(colour) {
    const [red, green, blue] = channels(colour).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? PAPER : "#FFFFFF";
  }

  function darkened({ data, layout }) {
    const dark = exchanged({ data, layout }, ON_DARK);
    for (const trace of dark.data) {
      const fill = trace.marker && trace.marker.color;
      if (trace.type !== "bar" || typeof fill !== "string" || fill[0] !== "#") continue;
      trace.insidetextfont = { color: readableOn(fill) };
      trace.outsidetextfont = { color: INK };
    }
    return dark;
  }

  function lightened({ data, layout }) {
    const light = exchanged({ data, layout }, ON_LIGHT);
    for (const trace of light.data) if (trace.type === "bar") { delete trace.insidetextfont; delete trace.outsidetextfont; }
    return light;
  }

  window.cepDark = {
    isNow: () => SCREEN.matches,
    whenChanged: (does) => SCREEN.addEventListener("change", does),
    turned: (figure, isDark) => (isDark ? darkened(figure) : lightened(figure)),
  };
})();
