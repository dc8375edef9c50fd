// Tables that are drawn in the browser: sorted, searched, and on a phone folded into cards.
(function () {
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const query = () => window.cepAddress.filters();

  // Made when a table needs them: a browser takes a tenth of a second to read how a country writes its days.
  const once = (make) => { let made; return (value) => (made ||= make()).format(value); };
  const day = once(() => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }));
  // Names in the order in which people look them up: É beside E, capitals beside small letters, 2 before 10.
  let collator;
  const byName = (a, b) => (collator ||= new Intl.Collator("en-GB", { numeric: true })).compare(a, b);
  const number = once(() => new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }));

  // From so many columns on, the rows of a table stand below each other as cards on a phone; of more than so many rows, the
  // first ten show there until all are asked for. dashboard/components/table.py says the same of tables that come with the page.
  const STACKED_FROM = 4;
  const LONG = 14, FOLDED = 9; // a table that folds has eight
  const PROSE = 60; // letters of a cell that needs room for its lines

  // A code of a vocabulary is read in its words.
  const read = (row, column) => column.words?.[row[column.key]] ?? row[column.key];
  // What is said in words of a day, a month or a year is put in the order of its date.
  const ranked = (row, column) => (column.key === "when" && "iso" in row ? row.iso : read(row, column));

  function worded(value, kind) {
    if (value === null || value === undefined || value === "") return "–";
    if (kind === "date") return day(new Date(`${value}T00:00:00Z`));
    if (kind === "number" || typeof value === "number") return number(value);
    if (kind === "yes_no") return value ? "yes" : "no";
    return String(value);
  }

  function compare(a, b, kind) {
    if (a === b) return 0;
    if (a === null || a === "") return 1;
    if (b === null || b === "") return -1;
    return kind === "number" ? a - b : byName(String(a), String(b));
  }

  const linked = (column) => column.key === "name";
  const shown = (column, rows) =>
    !column.unseen && (column.key !== "is_illustrative" || rows.some((row) => row.is_illustrative));
  // A page elsewhere opens beside this one, and learns nothing of it.
  const outside = (text) => make("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text.replace(/^https?:\/\//, ""));

  // Several partnerships in one cell, each a link: their names, and their keys in a column of their own.
  const KEYS = { names: "partnerships", near: "near_keys" };
  function several(text, keys) {
    const slugs = keys.split("; ");
    const names = text.split("; ");
    const links = names.flatMap((name, place) => {
      const link = slugs[place] ? make("a", { href: `/partnerships/${slugs[place]}${query()}`, "data-nav": "here" }, name) : name;
      return place ? ["; ", link] : [link];
    });
    return make("span", {}, ...links); // one thing in a cell, also where a narrow screen sets cells as a grid
  }

  function cell(row, column, place, way) {
    const text = worded(read(row, column), column.kind);
    const name = place === 0 ? "th" : "td";
    const attributes = { class: column.kind === "number" ? "is-number" : `is-${column.kind}`, "data-label": column.label };
    attributes.role = place === 0 ? "rowheader" : "cell";
    if (place === 0) attributes.scope = "row";
    if (text.length > PROSE) attributes.class += " is-prose";
    const slug = row.partnership;
    const inside = way ? make("a", { href: way.address, "data-nav": "here", title: way.said }, text) : linked(column) && slug ? make("a", { href: `/partnerships/${slug}${query()}${row.anchor ? `#${row.anchor}` : ""}`, "data-nav": "here" }, text) : /^https?:\/\/\S+$/.test(text) ? outside(text) : text;
    const keys = row[KEYS[column.key]];
    return make(name, attributes, typeof keys === "string" && keys ? several(text, keys) : inside);
  }

  function table(payload, state) {
    const places = new Map(payload.rows.map((row, place) => [row, place]));
    const { series, keyed } = payload.ways || {};
    const way = (row, { key }) => window.cepWays.way(payload.ways, places.get(row), series && key === "value" ? row[series] : key, row[key], keyed && row[keyed[1]]);
    const columns = payload.columns.filter((column) => shown(column, payload.rows));
    const wanted = state.find.trim().toLocaleLowerCase("en-GB");
    let rows = payload.rows.filter(
      (row) => !wanted || columns.some((column) => worded(read(row, column), column.kind).toLocaleLowerCase("en-GB").includes(wanted)),
    );
    if (state.sort) {
      const column = columns.find((one) => one.key === state.sort);
      rows = [...rows].sort((a, b) => state.way * compare(ranked(a, column), ranked(b, column), column.kind));
    }
    const head = columns.map((column) => {
      const here = state.sort === column.key;
      const button = make("button", { type: "button", "data-sort": column.key }, column.label);
      return make("th", { scope: "col", role: "columnheader", class: column.kind === "number" ? "is-number" : "", "aria-sort": here ? (state.way > 0 ? "ascending" : "descending") : "none" }, button);
    });
    const body = rows.slice(0, state.most).map((row) => make("tr", { role: "row" }, ...columns.map((column, place) => cell(row, column, place, way(row, column)))));
    const caption = make("caption", { class: "visually-hidden" }, `${payload.question} ${payload.subtitle}`);
    // The roles keep a folded table a table for those who hear it.
    const kind = [columns.length >= STACKED_FROM && "is-wide", rows.length > state.long && "is-long", state.open && "is-open"];
    const heads = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head));
    const drawn = make("table", { class: ["frame-table", ...kind].filter(Boolean).join(" "), role: "table" }, caption, heads, make("tbody", { role: "rowgroup" }, ...body));
    return [drawn, rows.length];
  }

  // A table that comes with the page names its columns once; a file names them in every row.
  function named({ columns, rows, ...table }) {
    const row = (cells) => Object.fromEntries(columns.map(({ key }, place) => [key, cells[place]]));
    return { ...table, columns, rows: rows.map(row) };
  }

  // A page comes with the first rows of a long table; all of them are asked for when they are looked for.
  function showTable(slot, payload) {
    const before = slot.cepState ? null : window.cepKept.table(slot.parentElement?.id); // a table of what was handed in stands in no card
    const state = slot.cepState || { find: "", sort: null, way: 1, most: 100, open: false, ...before };
    state.long = slot.closest(".is-folding") ? FOLDED : LONG;
    slot.cepState = state;
    slot.cepPayload = payload;
    const total = payload.total ?? payload.rows.length;
    const count = make("span", { class: "table-count", role: "status" });
    let asked;
    const redraw = () => {
      const isPart = payload.total > payload.rows.length;
      if (isPart && (state.find.trim() || state.sort || state.open)) { complete(); return; }
      const [drawn, rows] = table(payload, state);
      const found = isPart ? total : rows;
      const sorting = scroll.contains(document.activeElement) && document.activeElement.dataset.sort;
      scroll.replaceChildren(drawn);
      if (sorting) scroll.querySelector(`button[data-sort="${sorting}"]`).focus();
      count.textContent =
        found === total ? `${number(found)} ${found === 1 ? "row" : "rows"}` : `${number(found)} of ${number(total)} rows`;
      more.hidden = state.open || found <= state.long;
      more.classList.toggle("on-phone", found <= state.most);
      more.textContent = `Show all ${number(found)} rows`;
    };
    async function complete() {
      if (asked) return; // what was asked for meanwhile is drawn when all rows are there
      asked = true;
      count.textContent = `Fetching all ${number(total)} rows`;
      try {
        const whole = await (await fetch(slot.closest(".chart-card").dataset.address, { headers: { Accept: "application/json" } })).json();
        if (slot.cepPayload !== payload) return; // a changed filter brought another table
        payload = slot.cepPayload = whole;
        redraw();
      } catch {
        count.textContent = `The other ${number(total - payload.rows.length)} rows could not be fetched`;
      } finally {
        asked = false;
      }
    }
    const label = `Search this table: ${payload.question}`;
    const find = make("input", { type: "search", class: "form-control form-control-sm", placeholder: "Search this table", "aria-label": label });
    find.value = state.find;
    find.addEventListener("input", () => { state.find = find.value; redraw(); });
    const more = make("button", { type: "button", class: "quiet table-more" });
    more.addEventListener("click", () => { Object.assign(state, { most: Infinity, open: true }); redraw(); scroll.focus({ preventScroll: true }); });
    find.hidden = total <= 12;
    const tools = make("div", { class: "table-tools" }, find, count);
    const scroll = make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Table: ${payload.question}` });
    scroll.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-sort]");
      if (!button) return;
      const key = button.dataset.sort;
      state.way = state.sort === key ? -state.way : 1;
      state.sort = key;
      redraw();
    });
    slot.replaceChildren(tools, scroll, more);
    slot.cepRedraw = (most) => { state.most = most; redraw(); };
    redraw();
    if (before?.down) scroll.scrollTop = before.down;
    slot.style.minHeight = "";
  }

  // All rows of a table that came with the page.
  function unfold(button) {
    const place = button.closest(".static-table");
    place.querySelector(".frame-table").classList.add("is-open");
    button.hidden = true;
    place.querySelector(".table-scroll").focus({ preventScroll: true });
  }

  window.cepTables = { byName, make, named, read, showTable, shown, unfold };
})();
