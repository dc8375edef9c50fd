// Where marks and numbers lead: the list of the rows behind them. The server says what the row and the column of a mark add to
// an address (dashboard/charts/leads.py); here they are put together, for the tooltips of a chart, its hand cursor, its clicks,
// and for the numbers of its table.
(function () {
  const grouped = new Intl.NumberFormat("en-GB");
  const plural = (noun) => (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`);
  // Of what a mark stands for, this is a filter, too: chosen with Shift, it narrows the page that is there.
  const FILTERS = { region: "region", ace_area: "ace_area", bridge: "bridge", main: "lever", lever: "lever", agenda: "agenda", has: "has", lacks: "lacks" };

  const SOME = "some"; // how many is not said, as where a line shows an earlier day

  // The address behind a cell, how many rows are there, and the filter that it stands for; null where there is no way.
  function way(ways, row, column, value, code) {
    if (!ways || !(column in ways.cells)) return null;
    const place = Math.floor(row / ways.every);
    const own = ways.keyed ? keyed(ways, code) : (ways.own[column] || ways.rows)[place];
    const counts = ways.numbers[column];
    const number = counts === undefined ? value : Array.isArray(counts) ? counts[place] : counts;
    if (own === null || own === undefined || (number !== SOME && (!Number.isInteger(number) || number < 1))) return null;
    const isPath = own.startsWith("/");
    const query = [ways.query, isPath ? "" : own, ways.cells[column]].filter(Boolean).join("&");
    const address = `${ways.to}${isPath ? own : ""}${query ? `?${query}` : ""}${ways.anchor ? `#${ways.anchor}` : ""}`;
    return { address, number, said: said(ways.noun, number), filter: filter(own, ways.cells[column]) };
  }

  // What a figure and a table say by themselves: the code of an authority, the key of a partnership.
  const keyed = ({ keyed: [key] }, code) => (!code ? null : key === "/" ? `/${code}` : `${key}=${encodeURIComponent(code)}`);
  const codeOf = (trace, place) => (trace.mode === "lines" ? trace.x[place] : undefined) ?? trace.locations?.[place] ?? trace.customdata?.[place]?.[trace.type === "scatterternary" ? 0 : 2];

  const said = (noun, number) => (number === SOME ? `Open the ${plural(noun)} of that day` : number === 1 ? `Open the ${noun}` : `Open the ${grouped.format(number)} ${plural(noun)}`);

  const FILTERING = new RegExp(`(?:^|&)(${Object.keys(FILTERS).join("|")})=([^&]*)`); // of each mark: to read a query as a whole takes ten times as long
  function filter(...parts) {
    const [, key, value] = parts.map((part) => !part.startsWith("/") && FILTERING.exec(part)).find(Boolean) || [];
    return key ? [FILTERS[key], decodeURIComponent(value)] : null;
  }

  // Which row and column of the table a point of a figure is.
  const columnOf = (trace) => trace.meta;
  function rowOf(trace, place) {
    if (trace.ids) return parseInt(trace.ids[place], 10);
    return Array.isArray(place) ? place[0] * trace.x.length + place[1] : place;
  }
  function numberOf(trace, place) {
    if (trace.type === "heatmap") return trace.z[place[0]][place[1]];
    if (trace.type !== "bar") return undefined;
    return (trace.numbers || (trace.orientation === "h" ? trace.x : trace.y))[place];
  }
  const at = (ways, trace, place) => way(ways, rowOf(trace, place), columnOf(trace), numberOf(trace, place), ways.keyed && codeOf(trace, place));

  // A figure whose tooltips say where a click leads; its own customdata stay in their places.
  function told({ data, layout, ways }) {
    if (!ways) return data;
    // Signs stand in rows of a name; the rows of the frame come in the order of the axis. Of signs with one id only one is drawn.
    const rows = new Map((layout.yaxis?.categoryarray || []).map((name, place) => [name, place * ways.every]));
    return data.map((one) => {
      if (!(columnOf(one) in ways.cells)) return one;
      const trace = one.mode === "markers" && one.type === "scatter" && !one.ids ? { ...one, ids: one.y.map((name, place) => `${rows.get(name)} ${place}`) } : one;
      if (trace.type === "sankey") return toldOfFlows(trace, ways);
      const places = trace.type === "heatmap" ? trace.z.map((row, down) => row.map((_, along) => [down, along])) : (trace.locations || trace.a || trace.y).map((_, place) => place);
      const told1 = (place) => saying(at(ways, trace, place));
      const before = trace.customdata;
      const customdata = trace.type === "heatmap" ? places.map((row) => row.map((place) => [told1(place)])) : places.map((place) => [...(before ? before[place] : []), told1(place)]);
      const index = before ? before[0].length : 0;
      const [own, extra = ""] = trace.hovertemplate.split(/(?=<extra>)/);
      return { ...trace, customdata, hovertemplate: `${own}%{customdata[${index}]}${extra}` };
    });
  }
  const saying = (found) => (found ? `\n${found.said}${found.filter ? "\nShift and click, or the menu: filter by it" : ""}` : "");

  function toldOfFlows(trace, ways) {
    const customdata = trace.link.customdata.map((own, place) => `${own}: ${trace.link.value[place]}${saying(flow(ways, trace, place))}`);
    return { ...trace, link: { ...trace.link, customdata, hovertemplate: "%{customdata}<extra></extra>" } };
  }
  const flow = (ways, trace, place) => way(ways, Number(trace.ids[place]), columnOf(trace), trace.link.value[place]);

  // The way behind what was clicked or is pointed at.
  function pointed({ cepWays: ways, data }, point) {
    if (!ways) return null;
    if (data[0].type === "sankey") return "source" in point ? flow(ways, data[0], point.pointNumber) : null;
    return at(ways, point.data, point.pointNumber);
  }

  // Opening what a mark stands for, or filtering the page by it.
  function follow(found, isFilter) {
    if (isFilter && found.filter) filterBy(...found.filter); else window.cepFollow(found.address);
  }
  function filterBy(key, value) {
    const target = new URL(window.location.href);
    if (!target.searchParams.getAll(key).includes(value)) target.searchParams.append(key, value);
    window.cepFollow(target.href);
  }

  // The filters that any mark of a chart stands for: key -> values.
  function filtersOf(ways) {
    const found = new Map();
    const parts = ways ? [...(ways.rows || []), ...Object.values(ways.own).flat(), ...Object.values(ways.cells)] : [];
    for (const [key, value] of parts.map((part) => part && filter(part)).filter(Boolean)) found.set(key, (found.get(key) || new Set()).add(value));
    return found;
  }

  window.cepWays = { filterBy, filtersOf, follow, pointed, told, way };
})();
