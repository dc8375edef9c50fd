// What a card does in the browser: its table, the list of a map's areas, its menu.
(function () {
  const cardOf = (element) => element.closest(".chart-card");
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const query = () => window.location.search;

  // ---- tables -------------------------------------------------------------------------------------------------
  const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const NUMBER = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

  const STACKED_FROM = 4;

  // A code of a vocabulary is read in its words.
  const read = (row, column) => column.words?.[row[column.key]] ?? row[column.key];

  function worded(value, kind) {
    if (value === null || value === undefined || value === "") return "–";
    if (kind === "date") return DAY.format(new Date(`${value}T00:00:00Z`));
    if (kind === "number" || typeof value === "number") return NUMBER.format(value);
    if (kind === "yes_no") return value ? "yes" : "no";
    return String(value);
  }

  function compare(a, b, kind) {
    if (a === b) return 0;
    if (a === null || a === "") return 1;
    if (b === null || b === "") return -1;
    return kind === "number" ? a - b : String(a).localeCompare(String(b), "en-GB");
  }

  const linked = (column) => column.key === "name";
  const shown = (column) => column.key !== "partnership" && column.key !== "anchor";

  function cell(row, column, place) {
    const text = worded(read(row, column), column.kind);
    const name = place === 0 ? "th" : "td";
    const attributes = { class: column.kind === "number" ? "is-number" : `is-${column.kind}`, "data-label": column.label };
    attributes.role = place === 0 ? "rowheader" : "cell";
    if (place === 0) attributes.scope = "row";
    const slug = row.partnership;
    const inside = linked(column) && slug ? make("a", { href: `/partnerships/${slug}${query()}${row.anchor ? `#${row.anchor}` : ""}`, "data-nav": "here" }, text) : text;
    return make(name, attributes, inside);
  }

  function table(payload, state) {
    const columns = payload.columns.filter((column) => shown(column));
    const wanted = state.find.trim().toLocaleLowerCase("en-GB");
    let rows = payload.rows.filter(
      (row) => !wanted || columns.some((column) => worded(read(row, column), column.kind).toLocaleLowerCase("en-GB").includes(wanted)),
    );
    if (state.sort) {
      const column = columns.find((one) => one.key === state.sort);
      rows = [...rows].sort((a, b) => state.way * compare(read(a, column), read(b, column), column.kind));
    }
    const head = columns.map((column) => {
      const here = state.sort === column.key;
      const button = make("button", { type: "button", "data-sort": column.key }, column.label);
      return make("th", { scope: "col", role: "columnheader", "aria-sort": here ? (state.way > 0 ? "ascending" : "descending") : "none" }, button);
    });
    const body = rows.slice(0, state.most).map((row) => make("tr", { role: "row" }, ...columns.map((column, place) => cell(row, column, place))));
    const caption = make("caption", { class: "visually-hidden" }, `${payload.question} ${payload.subtitle}`);
    // On a phone the rows of a wide table stand below each other as cards; the roles keep it a table for those who hear it.
    const kind = columns.length >= STACKED_FROM ? "frame-table is-wide" : "frame-table";
    const heads = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head));
    const drawn = make("table", { class: kind, role: "table" }, caption, heads, make("tbody", { role: "rowgroup" }, ...body));
    return [drawn, rows.length];
  }

  function showTable(slot, payload) {
    const state = slot.cepState || { find: "", sort: null, way: 1, most: 100 };
    slot.cepState = state;
    slot.cepPayload = payload;
    const redraw = () => {
      const [drawn, found] = table(payload, state);
      slot.querySelector(".table-scroll").replaceChildren(drawn);
      slot.querySelector(".table-count").textContent =
        found === payload.rows.length ? `${NUMBER.format(found)} ${found === 1 ? "row" : "rows"}` : `${NUMBER.format(found)} of ${NUMBER.format(payload.rows.length)} rows`;
      const more = slot.querySelector(".table-more");
      more.hidden = found <= state.most;
    };
    const label = `Search this table: ${payload.question}`;
    const find = make("input", { type: "search", class: "form-control form-control-sm", placeholder: "Search this table", "aria-label": label });
    find.value = state.find;
    find.addEventListener("input", () => { state.find = find.value; redraw(); });
    const more = make("button", { type: "button", class: "quiet table-more" }, "Show all rows");
    more.addEventListener("click", () => { state.most = Infinity; redraw(); });
    find.hidden = payload.rows.length <= 12;
    const tools = make("div", { class: "table-tools" }, find, make("span", { class: "table-count", role: "status" }));
    const scroll = make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Table: ${payload.question}` });
    scroll.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-sort]");
      if (!button) return;
      const key = button.dataset.sort;
      state.way = state.sort === key ? -state.way : 1;
      state.sort = key;
      redraw();
      scroll.querySelector(`button[data-sort="${key}"]`).focus();
    });
    slot.replaceChildren(tools, scroll, more);
    redraw();
    slot.style.minHeight = "";
  }

  async function fetchTable(slot, source) {
    slot.dataset.source = source;
    const answer = await fetch(source, { headers: { Accept: "application/json" } });
    const payload = await answer.json();
    if (slot.dataset.source === source && slot.dataset.open === "yes") showTable(slot, payload);
  }

  // ---- areas of a map -----------------------------------------------------------------------------------------
  function describeArea(place, area) {
    const names = area.names ? area.names.split("; ") : [];
    const slugs = area.slugs ? area.slugs.split("; ") : [];
    const links = slugs.map((slug, at) =>
      make("li", {}, make("a", { href: `/partnerships/${slug}${query()}`, "data-nav": "here" }, names[at] || slug)),
    );
    const said = make("p", {}, make("strong", {}, area.area), `: ${area.state.toLocaleLowerCase("en-GB")}.`);
    place.replaceChildren(said, ...(links.length ? [make("ul", {}, ...links)] : []));
  }

  function finder(card, areas) {
    const place = card.querySelector(".finder");
    if (!place) return;
    if (!areas || !areas.length) { place.replaceChildren(); return; }
    const before = place.querySelector("select") ? place.querySelector("select").value : "";
    const id = `find-${card.id}`;
    const options = areas.map((area) => make("option", { value: area.code }, area.area));
    const select = make("select", { id, class: "form-select form-select-sm" }, make("option", { value: "" }, "Choose an authority, or click the map"), ...options);
    const found = make("div", { class: "found", role: "status" });
    const show = () => {
      const area = areas.find((one) => one.code === select.value);
      if (area) describeArea(found, area); else found.replaceChildren();
    };
    select.addEventListener("change", show);
    place.replaceChildren(make("label", { for: id }, "Find an authority"), select, found);
    if (areas.some((one) => one.code === before)) { select.value = before; show(); }
  }

  // ---- order of a matrix's rows -------------------------------------------------------------------------------
  function order(card, orders) {
    const place = card.querySelector(".orders");
    if (!place) return;
    if (!orders) { place.replaceChildren(); return; }
    const id = `order-${card.id}`;
    const select = make("select", { id, class: "form-select form-select-sm" }, ...Object.keys(orders).map((label) => make("option", { value: label }, label)));
    select.addEventListener("change", () => {
      const drawn = card.querySelector(".js-plotly-plot .main-svg"); // Until the chart is there, there is nothing to put in order.
      if (drawn) window.Plotly.relayout(drawn.closest(".js-plotly-plot"), { "yaxis.categoryarray": orders[select.value] });
    });
    place.replaceChildren(make("label", { for: id }, "Order by"), select);
  }

  function chosen(card, code) {
    const select = card.querySelector(".finder select") || document.querySelector(".finder select");
    if (!select) return;
    select.value = code;
    select.dispatchEvent(new Event("change"));
    select.closest(".finder").querySelector(".found").scrollIntoView({ block: "nearest" });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    cards: {
      fill: function (extra) {
        const card = document.getElementById(`card-${extra.key}`);
        const slot = card && card.querySelector(".table-slot");
        if (!card) return window.dash_clientside.no_update;
        card.dataset.source = extra.source;
        finder(card, extra.areas);
        order(card, extra.orders);
        if (extra.table) showTable(slot, extra.table);
        else if (slot.dataset.open === "yes" && !extra.empty) fetchTable(slot, extra.source);
        else slot.replaceChildren();
        return window.dash_clientside.no_update;
      },
      choose: function (clicked, id) {
        const point = clicked && clicked.points && clicked.points[0];
        const card = document.getElementById(`card-${id.key}`);
        if (point && "a" in point && "b" in point) window.cepFollow(`/partnerships/${point.customdata[0]}${query()}`);
        const code = point && (point.location || (point.customdata && point.customdata[2]));
        if (card && code) chosen(card, code);
        return window.dash_clientside.no_update;
      },
    },
  });

  // ---- menus --------------------------------------------------------------------------------------------------
  // A changed filter brings the menu anew, so its line about the table is named each time the menu opens.
  function nameTableButton(card) {
    const button = card.querySelector("button[data-does=table]");
    if (!button) return;
    const open = card.querySelector(".table-slot").dataset.open === "yes";
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Hide table" : "Show table";
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.card-menu[open]")) nameTableButton(cardOf(event.target));
  }, true);

  const drawnIn = (card) => card.querySelector(".js-plotly-plot");

  const DOES = {
    table(button, card) {
      const slot = card.querySelector(".table-slot");
      const open = slot.dataset.open !== "yes";
      slot.dataset.open = open ? "yes" : "no";
      nameTableButton(card);
      if (open) fetchTable(slot, card.dataset.source); else slot.replaceChildren();
    },
    png: (button, card) => window.cepPictures.save(drawnIn(card), "png"),
    svg: (button, card) => window.cepPictures.save(drawnIn(card), "svg"),
    "copy-picture": (button, card) => window.cepCopy.picture(drawnIn(card)),
    "copy-table": (button, card) => window.cepCopy.table(card),
    "copy-sentence": (button, card) => window.cepCopy.sentence(card),
    "copy-link": (button, card) => window.cepCopy.text(`${window.location.href.split("#")[0]}#${card.id}`, "The link"),
    filters: (button) => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")),
    "page-link": () => window.cepCopy.text(window.location.href, "The link"),
    print: () => { // where a paper is composed, the paper is what people mean
      const paper = document.querySelector(".composer iframe");
      (paper ? paper.contentWindow : window).print();
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-does]");
    if (button) DOES[button.dataset.does](button, cardOf(button));
    for (const menu of document.querySelectorAll("details.card-menu[open], details.filter-menu[open]")) {
      if (!menu.contains(event.target) || (button && menu.matches(".card-menu"))) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.card-menu[open], details.filter-menu[open]")) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
  });

  window.cepCards = { make, showTable };
})();
