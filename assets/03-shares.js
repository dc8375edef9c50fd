// Charts of shares show numbers or per cent, as the reader chooses: bars divided into parts come as numbers, bars of a share as per
// cent with the numbers behind them (dashboard/figures/bars.py). What is chosen is kept while the reader is here.
(function () {
  const chosen = new Set(); // keys of the charts that show the other way
  const isDivided = ({ data, layout }) => layout.barmode === "stack" && data.length > 1 && data.every((one) => one.type === "bar" && !one.base);
  const isOfShares = ({ data: [one, ...others], layout }) => !others.length && layout.meta.numbers && one?.type === "bar";

  // Which way of the two a figure comes in; nothing where there is one way only.
  const comesAs = (figure) => (!figure?.data.length ? "" : isDivided(figure) ? "numbers" : isOfShares(figure) ? "per cent" : "");

  const axes = (one) => (one.orientation === "h" ? ["x", "y"] : ["y", "x"]);
  const rounded = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

  // Each part in per cent of its bar; what a mark stands for stays the number.
  function inPerCent({ data, layout }) {
    const [along, at] = axes(data[0]);
    const totals = new Map();
    for (const one of data) one[at].forEach((name, place) => totals.set(name, (totals.get(name) || 0) + (one[along][place] || 0)));
    const turned = data.map((one) => {
      const shares = one[along].map((number, place) => (number === null || !totals.get(one[at][place]) ? null : (100 * number) / totals.get(one[at][place])));
      const text = one.text?.map((said, place) => (said ? rounded.format(shares[place]) : ""));
      return { ...one, [along]: shares, numbers: one[along], ...(text && { text }), hovertemplate: one.hovertemplate.replace(/%\{[xy]:,[^}]*\}/, `%{${along}:.0f} %`) };
    });
    const axis = layout[`${along}axis`];
    const title = { text: `% of ${axis.title.text.toLocaleLowerCase("en-GB")}` };
    return { data: turned, layout: { ...layout, [`${along}axis`]: { ...axis, title, range: [0, 100], rangemode: undefined, tickformat: ".0f" } } };
  }

  // The numbers behind the shares.
  function inNumbers({ data: [one], layout }) {
    const { numbers, counted } = layout.meta;
    const turned = { ...one, x: one.y.map((_, place) => numbers[place]), texttemplate: "%{x:,.0f}", hovertemplate: one.hovertemplate.replace(/%\{x:[^}]*\}/, "%{x:,.0f}") };
    return { data: [turned], layout: { ...layout, xaxis: { ...layout.xaxis, title: { text: counted } } } };
  }

  function shown(key, figure) {
    const as = chosen.has(key) ? comesAs(figure) : "";
    return as === "numbers" ? inPerCent(figure) : as === "per cent" ? inNumbers(figure) : figure;
  }

  // The button beside the source of a card, where its chart has two ways.
  function offer(card, key, figure) {
    const line = card.querySelector(".source-line");
    const as = comesAs(figure);
    let button = line?.querySelector("[data-does=shares]");
    if (!as) { button?.remove(); return; }
    if (!button) {
      button = Object.assign(document.createElement("button"), { type: "button" });
      button.dataset.does = "shares";
      line.append(button);
    }
    const other = (as === "numbers") !== chosen.has(key) ? "per cent" : "numbers";
    button.textContent = `Show ${other}`;
  }

  function turn(card, key, figure) {
    if (!chosen.delete(key)) chosen.add(key);
    window.cepGraphs.show(key, figure);
    offer(card, key, figure);
  }

  window.cepShares = { offer, shown, turn };
})();
