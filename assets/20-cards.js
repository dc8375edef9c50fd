// What a card does in the browser: the words and figures of an answer put in their places, its table (drawn in 15-tables.js),
// the list of a map's areas, its menu. React made the elements and never changes them again, so their texts are ours.
(function () {
  const keyOf = (card) => card.id.slice("card-".length);
  const cardOf = (element) => element.closest(".chart-card");
  const { byName, make, named, showTable } = window.cepTables;
  const query = () => window.cepAddress.filters();

  // The rows of a table, asked for when they are first wanted, and again where that failed.
  function rowsOf(address) {
    let rows = null;
    const ask = () => fetch(address, { headers: { Accept: "application/json" } }).then((answer) => answer.json()).then((payload) => payload.rows);
    return () => (rows ||= ask().catch((error) => { rows = null; throw error; }));
  }

  // ---- tables -------------------------------------------------------------------------------------------------
  async function fetchTable(slot, address) {
    slot.dataset.address = address;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const payload = await answer.json();
    if (slot.dataset.address === address && slot.dataset.open === "yes") showTable(slot, payload);
  }

  // ---- areas of a map -----------------------------------------------------------------------------------------
  // Who covers an area stands in the table of the map, which is asked for when somebody chooses the first one.
  function withArea(code) {
    const asked = new URLSearchParams(query());
    asked.set("area", code);
    return `?${asked}`;
  }

  function describeArea(place, area, rows) {
    const row = rows.find((one) => one.area_code === area.code) || {};
    const names = row.names ? row.names.split("; ") : [];
    const slugs = row.partnerships ? row.partnerships.split("; ") : [];
    const links = slugs.map((slug, at) =>
      make("li", {}, make("a", { href: `/partnerships/${slug}${query()}`, "data-nav": "here" }, names[at] || slug)),
    );
    const said = make("p", {}, make("strong", {}, area.area), `: ${area.state.toLocaleLowerCase("en-GB")}.`);
    const more = make("a", { href: `/lists/authorities${withArea(area.code)}`, "data-nav": "here" }, "Open the authority, and who is near");
    place.replaceChildren(said, ...(links.length ? [make("ul", {}, ...links)] : []), make("p", {}, more));
  }

  // The areas are those of the figure, in the words that belong to its legend.
  const areasOf = (figure, states) => (figure?.data || []).filter((trace) => trace.meta === "state").flatMap((trace) => trace.customdata.map(([area, , code]) => ({ area, code, state: states[trace.name] })));

  function finder(card, states, figure) {
    const place = card.querySelector(".finder");
    if (!place) return;
    const areas = areasOf(figure, states || {});
    if (!areas.length) { place.replaceChildren(); return; }
    areas.sort((a, b) => byName(a.area, b.area));
    const before = place.querySelector("select") ? place.querySelector("select").value : "";
    const id = `find-${card.id}`;
    const options = areas.map((area) => make("option", { value: area.code }, area.area));
    const select = make("select", { id, class: "form-select form-select-sm" }, make("option", { value: "" }, "Choose an authority, or click the map"), ...options);
    const found = make("div", { class: "found", role: "status" });
    const rows = rowsOf(card.dataset.address);
    const show = () => {
      const area = areas.find((one) => one.code === select.value);
      if (!area) found.replaceChildren();
      else rows().then((all) => { if (select.value === area.code) describeArea(found, area, all); });
    };
    select.addEventListener("change", () => { show(); if (select.value) window.cepMaps.bring(drawnIn(card), select.value); });
    place.replaceChildren(make("label", { for: id }, "Find an authority"), select, found);
    if (areas.some((one) => one.code === before)) { select.value = before; show(); }
  }

  // Where the rows are behind a chart of which no mark stands for some.
  function behind(card, found) {
    const line = card.querySelector(".source-line");
    for (const link of line.querySelectorAll("a")) link.remove();
    line.append(...Object.entries(found).map(([said, href]) => make("a", { href, "data-nav": "here" }, said)));
  }

  // ---- what led to what, followed step by step -----------------------------------------------------------------
  const AT_FIRST = 5; // chains that show until all are asked for
  function step([title, lever, day, came]) {
    const said = make("div", { class: "step", "data-lever": lever }, make("strong", {}, title), make("span", {}, `${lever}, ${day}`));
    return make("li", {}, ...(came ? [make("span", { class: "came" }, came)] : []), said);
  }

  function chains(card, found) {
    const place = card.querySelector(":scope > .chains");
    if (!place) return;
    const list = make("ul", { class: "chain-list" }, ...found.map((steps) => make("li", {}, make("ol", {}, ...steps.map(step)))));
    const more = make("button", { type: "button", class: "quiet table-more" }, `Show all ${found.length} chains`);
    more.addEventListener("click", () => { list.classList.add("is-open"); more.remove(); list.children[AT_FIRST].querySelector(".step").scrollIntoView({ block: "nearest" }); });
    place.replaceChildren(...(found.length ? [list] : []), ...(found.length > AT_FIRST ? [more] : []));
  }

  // ---- order of a matrix's rows -------------------------------------------------------------------------------
  function listed(id, label, options, does = {}) {
    const choices = options.map(([value, said]) => make("option", { value }, said));
    return make("div", {}, make("label", { for: id }, label), make("select", { id, class: "form-select form-select-sm", ...does }, ...choices));
  }

  // The tables of the matrix without a sector are a filter of the page: assets/28-choices.js puts it into the address.
  function lacking(card, offered) {
    const asked = new URLSearchParams(window.location.search).getAll("lacks");
    const several = asked.length > 1 ? [["several", offered.filter(([code]) => asked.includes(code)).map(([, label]) => label).join(", ") || "several sectors"]] : [];
    const values = offered.map(([code, label, number]) => [code, `${label} (${number})`]);
    const list = listed(`lacks-${card.id}`, "Only tables without", [["", "any sector"], ...several, ...values], { "data-chooses": "lacks" });
    list.lastChild.value = several.length ? "several" : asked[0] || "";
    return list;
  }

  function order(card, orders) {
    const place = card.querySelector(".orders");
    if (!place) return;
    if (!orders) { place.replaceChildren(); return; }
    const list = listed(`order-${card.id}`, "Order by", Object.keys(orders.by).map((label) => [label, label]));
    list.lastChild.addEventListener("change", (event) => {
      const drawn = card.querySelector(".js-plotly-plot .main-svg"); // Until the chart is there, there is nothing to put in order.
      if (drawn) window.Plotly.relayout(drawn.closest(".js-plotly-plot"), { "yaxis.categoryarray": orders.by[event.target.value].map((place) => window.cepText.shown(orders.names[place])) });
    });
    place.replaceChildren(list, ...(orders.lacks.length ? [lacking(card, orders.lacks)] : []));
  }

  // ---- a list of very many partnerships: a field before it finds those that it has not ------------------------
  function among(place) {
    const list = document.getElementById(place.dataset.lists);
    const [nobody] = list.options;
    const find = make("input", { type: "search", class: "form-control form-control-sm", placeholder: "Search by name", "aria-label": "Search for a partnership by name", "aria-controls": list.id });
    const every = rowsOf("/export/partnerships.json");
    find.addEventListener("input", async () => {
      const rows = await every();
      const wanted = find.value.trim().toLocaleLowerCase("en-GB");
      const found = rows.filter((row) => row.name.toLocaleLowerCase("en-GB").includes(wanted)).slice(0, 100);
      list.replaceChildren(nobody, ...found.map((row) => make("option", { value: row.partnership }, row.name)));
      list.value = new URLSearchParams(window.location.search).get(list.dataset.adds) || "";
    });
    place.replaceChildren(find);
  }

  // ---- what the coverage is compared with: the ends of quarters, and the regions --------------------------------
  const inWords = (day) => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  function quarters(until) {
    const days = [];
    for (let [year, month] = until.split("-").map(Number), quarter = Math.floor(month / 3); ; ) {
      if (quarter === 0) { quarter = 4; year -= 1; }
      const day = new Date(Date.UTC(year, 3 * quarter, 0)).toISOString().slice(0, 10);
      if (day < "2012-12-31") return days;
      if (day < until) days.push(day);
      quarter -= 1;
    }
  }
  // A list that leads elsewhere: whoever goes through it by keys is waited for, until Enter, leaving it, or a pause.
  const PAUSE = 800; // milliseconds
  function whenChosen(list, does) {
    let timer = 0;
    let isByKey = false;
    const go = () => { window.clearTimeout(timer); timer = 0; does(list.value); };
    list.addEventListener("keydown", (event) => { isByKey = true; if (event.key === "Enter" && timer) go(); });
    list.addEventListener("pointerdown", () => { isByKey = false; });
    list.addEventListener("blur", () => { if (timer) go(); });
    list.addEventListener("change", () => {
      if (!isByKey) { go(); return; }
      window.clearTimeout(timer);
      timer = window.setTimeout(go, PAUSE);
    });
  }

  function comparing(place) {
    const asked = new URLSearchParams(window.location.search).get("compare") || "";
    const before = place.querySelector("select");
    if (before && [...before.options].some(({ value }) => value === asked)) { before.value = asked; return; }
    const option = ([value, said]) => make("option", { value }, said);
    const days = quarters(document.getElementById("filter-as_at").value).map((day) => [day, inWords(day)]);
    const regions = [...document.querySelectorAll("#filter-region .form-check")].map((one) => [one.querySelector("input").value, one.querySelector("label").textContent]);
    const others = [...days, ...regions].some(([value]) => value === asked) || !asked ? [] : [[asked, /^\d{4}-/.test(asked) ? inWords(asked) : asked]];
    const group = (label, some) => make("optgroup", { label }, ...some.map(option));
    const list = make("select", { id: "compare-with", class: "form-select form-select-sm" }, option(["", "Nothing"]), ...others.map(option), group("Another day", days), group("A region", regions));
    list.value = asked;
    whenChosen(list, (value) => {
      const target = new URL(window.location.href);
      if (value) target.searchParams.set("compare", value); else target.searchParams.delete("compare");
      window.cepFollow(target.href);
    });
    place.replaceChildren(make("label", { for: list.id }, "Compare with"), list);
  }

  // ---- what a changed filter changes --------------------------------------------------------------------------
  const mark = (words) => make("span", { class: "mark-illustrative" }, words);
  const span = (kind, words) => make("span", { class: kind }, words);

  // "Illustrative: " at the beginning of a text can be left out where the page says it of everything.
  function once(text) {
    const mark = ["Illustrative: ", "Illustrative, "].find((one) => text.startsWith(one));
    return mark ? [span("said-once", mark), text.slice(mark.length)] : [text];
  }

  function tile(said) {
    const rating = said.rating ? [make("span", { class: `tile-rating is-${said.rating}`, title: said.rule }, said.rated)] : [];
    const name = make("dt", { class: "tile-name" }, make("span", {}, said.name), ...(said.mark ? [mark(said.mark)] : []));
    const number = span("tile-number", said.number);
    const way = said.address ? make("a", { class: "tile-way", href: said.address, "data-nav": "here", title: said.opens }, number) : number;
    const more = said.more ? [make("details", { class: "tile-more" }, make("summary", { "aria-label": `More: ${said.name}` }, "More"), span("tile-note", said.more))] : [];
    const value = make("dd", {}, way, span("tile-unit", ` ${said.unit}`), ...rating, make("span", { class: "tile-note" }, ...once(said.note)), ...more);
    return make("div", { class: "tile" }, name, value);
  }

  function placeAnswer(answer) {
    const place = (name) => document.querySelector(`#main ${name}`);
    place("h1").textContent = answer.title;
    place(".answer").textContent = answer.sentence;
    place(".page-mark").textContent = answer.mark;
    place(".page-mark").hidden = !answer.mark;
    place(".page-mark").parentElement.classList.toggle("is-marked", Boolean(answer.mark));
    place(".tiles").replaceChildren(...answer.tiles.map(tile));
    place(".tiles").hidden = !answer.tiles.length;
    for (const list of document.querySelectorAll("[data-adds]")) {
      const wanted = new URLSearchParams(window.location.search).get(list.dataset.adds);
      list.value = [...list.options].some((one) => one.value === wanted) ? wanted : "";
    }
  }

  function placeWords(card, said) {
    card.querySelector("h2").replaceChildren(...once(said.headline));
    card.querySelector(".card-subtitle").replaceChildren(`${said.subtitle} `, said.illustrative ? mark(said.mark) : span("mark-published", said.mark));
    card.querySelector(".card-foot > .visually-hidden").textContent = said.text;
    card.querySelector(".source-line > span").textContent = said.from;
    card.querySelector(".card-source").textContent = said.source;
    card.querySelector(".card-message")?.remove();
    if (said.message) card.querySelector(".card-foot").prepend(make("p", { class: "card-message" }, said.message));
  }

  function placeFigure(card, key, said) {
    const box = card.querySelector(".card-figure");
    box.removeAttribute("style");
    for (const [name, value] of Object.entries(said.room)) box.style.setProperty(name, value);
    window.cepGraphs.show(key, said.figure);
    const unfold = card.querySelector(":scope > .unfold");
    if (unfold) unfold.hidden = !("--more" in said.room);
  }

  // What somebody said to the chart for these filters, and whether it has changed since.
  function comments(card, said) {
    card.querySelector(".card-comments")?.remove();
    const lines = said.map(([key, wording, by, changed]) => {
      const remove = make("button", { type: "button", class: "linkish", "data-does": "uncomment", "data-key": key, "aria-label": `Remove the comment of ${by}` }, "Remove");
      return make("li", {}, make("p", {}, wording), make("p", { class: "call-state" }, `${by}. ${changed} `, ...(window.cepKept.may("note") ? [remove] : [])));
    });
    if (lines.length) card.querySelector(".card-foot").prepend(make("ul", { class: "card-comments", "aria-label": "Comments" }, ...lines));
  }

  function fill(card, extra) {
    const slot = card.querySelector(".table-slot");
    card.dataset.address = extra.address;
    menu(card, extra);
    comments(card, extra.comments || []);
    card.querySelector(".card-events")?.remove();
    if (extra.events) card.querySelector(".card-foot").prepend(make("p", { class: "card-events" }, `Events: ${extra.events.join("; ")}.`));
    finder(card, extra.states, extra.figure || window.cepGraphs.given(keyOf(card)));
    chains(card, extra.chains || []);
    behind(card, extra.behind || {});
    if (card.querySelector(".card-figure")) window.cepShares.offer(card, keyOf(card), extra.empty ? null : window.cepGraphs.given(keyOf(card)));
    order(card, extra.orders);
    if (card.querySelector(".card-figure") && !extra.empty) window.cepNarrow.narrow(card);
    if (!slot.dataset.open && window.cepKept.table(card.id)?.isShown) slot.dataset.open = "yes";
    if (extra.table) showTable(slot, named(extra.table));
    else if (slot.dataset.open === "yes" && !extra.empty) fetchTable(slot, extra.address);
    else slot.replaceChildren();
  }

  // A card that comes later than its page is asked for by itself, each time that the page is answered.
  async function askLater(card) {
    const address = `${card.dataset.later}${window.location.search}`;
    card.dataset.asking = address;
    let said = null;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) said = await answer.json();
    } catch { /* said below */ }
    if (card.dataset.asking !== address || !card.isConnected) return; // something else has been asked meanwhile
    delete card.dataset.asking;
    if (!said) { card.querySelector(".card-message")?.replaceChildren("The chart did not come. Change a filter, or load the page anew."); return; }
    placeWords(card, said);
    if (said.figure) placeFigure(card, keyOf(card), said);
    fill(card, said);
  }

  // Of cards in one place one is seen: the one that the address names, else the one that was seen when the reader was here, else
  // the first; where the address names one of another place, it stays the one that it was.
  function turnTo() {
    for (const place of document.querySelectorAll(".switched")) {
      const links = [...place.querySelectorAll(".switch a")];
      const isOther = document.querySelector(`.switch a[href="${CSS.escape(window.location.hash)}"]`);
      const turned = window.cepKept.turned();
      const before = links.find((link) => (turned ? turned.includes(link.hash) : isOther && link.getAttribute("aria-current")));
      const chosen = links.find((link) => link.hash === window.location.hash) || before || links[0];
      for (const link of links) {
        if (link === chosen) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
        document.getElementById(link.hash.slice(1)).parentElement.classList.toggle("is-aside", link !== chosen);
      }
    }
  }
  window.addEventListener("hashchange", turnTo);

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    cards: {
      // The answer of the page that is there: of a page just arrived, only what its cards need beside their elements.
      place: function (answer) {
        window.cepAround(answer);
        window.cepNews.placed(answer);
        if ("title" in answer) placeAnswer(answer);
        document.querySelectorAll(".among:empty").forEach(among);
        document.querySelectorAll(".comparing").forEach(comparing);
        for (const [key, said] of Object.entries(answer.cards || {})) {
          const card = document.getElementById(`card-${key}`);
          if (!card) continue;
          if ("headline" in said) placeWords(card, said);
          if (said.figure) placeFigure(card, key, said);
          fill(card, said);
        }
        turnTo();
        window.cepGlossary.mark();
        document.querySelectorAll("#main [data-later]").forEach(askLater);
        return window.dash_clientside.no_update;
      },
    },
  });

  // ---- menus --------------------------------------------------------------------------------------------------
  // The menu comes with the card; a changed filter changes where its files are, and whether there is anything to take.
  function menu(card, extra) {
    const has = { picture: extra.drawn, table: !extra.empty };
    for (const one of card.querySelectorAll(".card-menu [data-needs]")) one.hidden = !has[one.dataset.needs];
    for (const one of card.querySelectorAll(".card-menu a[data-form]")) one.href = extra.address.replace(".json", `.${one.dataset.form}`);
  }

  function nameTableButton(card) {
    const button = card.querySelector("button[data-does=table]");
    if (!button) return;
    const open = card.querySelector(".table-slot").dataset.open === "yes";
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Hide table" : "Show table";
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.card-menu[open]")) { nameTableButton(cardOf(event.target)); collecting(cardOf(event.target)); filtering(cardOf(event.target)); }
    if (event.target.matches("details.views[open]")) window.dash_clientside.notes.does("views", event.target);
    if (event.target.matches("details.tray[open]")) window.dash_clientside.tray.does("open", event.target);
  }, true);

  // A menu of the line of filters that would reach beyond the window is moved into it.
  document.addEventListener("toggle", (event) => {
    const panel = event.target.matches("details.filter-menu[open]") && event.target.querySelector(".filter-panel");
    if (!panel) return;
    panel.style.translate = "";
    const beyond = panel.getBoundingClientRect().right + 8 - document.documentElement.clientWidth;
    if (beyond > 0) panel.style.translate = `${-beyond}px`;
  }, true);

  // A chart goes into the tray with the filters that it shows.
  function collecting(card) {
    const items = card.querySelector(".card-menu > .menu-items");
    if (!items || !card.dataset.address || items.querySelector("[data-does=collect]")) return;
    items.insertBefore(make("button", { type: "button", class: "menu-item", "data-does": "collect" }, "Add to paper"), items.querySelector("[data-does=comment]"));
  }

  // What a mark is chosen by with Shift, from a list in the menu of its card: for those who touch, or use keys alone.
  const CALLED = { region: "Region", ace_area: "Arts Council area", bridge: "Bridge organisation", lever: "Lever of change", agenda: "Agenda of an activity", has: "At the table", lacks: "Missing at the table" };
  async function filtering(card) {
    const items = card.querySelector(".card-menu > .menu-items");
    items.querySelector(".menu-filter")?.remove();
    const found = window.cepWays.filtersOf(drawnIn(card)?.cepWays || card.querySelector(".table-slot").cepPayload?.ways);
    if (!found.size) return;
    const list = make("select", { id: `filter-by-${card.id}`, class: "form-select form-select-sm" }, make("option", { value: "" }, "Choose"));
    items.append(make("div", { class: "menu-line menu-filter" }, make("label", { for: list.id, class: "menu-label" }, "Filter by"), list));
    whenChosen(list, (chosen) => {
      if (!chosen) return;
      const [key, value] = JSON.parse(chosen);
      card.querySelector(".card-menu").open = false;
      card.querySelector(".card-menu > summary").focus();
      window.cepWays.filterBy(key, value);
    });
    const asked = new URLSearchParams(query());
    for (const key of found.keys()) asked.append("of", key);
    const answer = await fetch(`/choices.json?${asked}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    for (const [key, offered] of Object.entries(await answer.json())) {
      const some = offered.filter(([code]) => found.get(key).has(code));
      list.append(make("optgroup", { label: CALLED[key] }, ...some.map(([code, label, number]) => make("option", { value: JSON.stringify([key, code]) }, `${label} (${number})`))));
    }
  }

  const drawnIn = (card) => card.querySelector(".js-plotly-plot");

  const turn = (button) => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));

  const DOES = {
    table(button, card) {
      const slot = card.querySelector(".table-slot");
      const open = slot.dataset.open !== "yes";
      slot.dataset.open = open ? "yes" : "no";
      nameTableButton(card);
      if (open) fetchTable(slot, card.dataset.address); else slot.replaceChildren();
    },
    png: (button, card) => window.cepPictures.save(drawnIn(card), "png"),
    svg: (button, card) => window.cepPictures.save(drawnIn(card), "svg"),
    "copy-picture": (button, card) => window.cepCopy.picture(drawnIn(card)),
    "copy-table": (button, card) => window.cepCopy.table(card),
    "copy-sentence": (button, card) => window.cepCopy.sentence(card),
    "copy-link": (button, card) => window.cepCopy.text(`${window.location.href.split("#")[0]}#${card.id}`, "The link"),
    collect: (button, card) => window.dash_clientside.tray.does("add", card),
    filters: turn,
    source: turn,
    shares: (button, card) => window.cepShares.turn(card, keyOf(card), window.cepGraphs.given(keyOf(card))),
    "page-link": () => window.cepCopy.text(window.location.href, "The link"),
    whole(button, card) {
      const isWhole = card.classList.toggle("is-whole");
      button.setAttribute("aria-expanded", String(isWhole));
      button.textContent = isWhole ? "Show the first rows" : "Show the whole chart";
    },
    rows: (button) => window.cepTables.unfold(button),
    ...Object.fromEntries(["write", "unwrite", "event", "unevent", "comment", "uncomment", "review", "request"].map((what) => [what, (button) => window.dash_clientside.notes.does(what, button)])),
    print: () => { // where a paper is composed, the paper is what people mean
      const paper = document.querySelector(".composer iframe");
      (paper ? paper.contentWindow : window).print();
    },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-does]");
    if (button) DOES[button.dataset.does](button, cardOf(button));
    for (const menu of document.querySelectorAll("details.card-menu[open], details.filter-menu[open]")) {
      const isInside = event.composedPath().includes(menu); // also where what was pressed has been replaced
      if (!isInside || (button && menu.matches(".card-menu"))) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.card-menu[open], details.filter-menu[open]")) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
  });

  // A table that is in no card, under its title.
  function table(title, payload) {
    const slot = make("div", { class: "table-slot" });
    showTable(slot, payload);
    const note = payload.subtitle ? [make("p", { class: "hint" }, payload.subtitle)] : [];
    return make("section", { class: "is-scrolling", "aria-label": payload.question }, make("h3", {}, title), ...note, slot);
  }

  const tables = (parts) => parts.filter(([, payload]) => payload && payload.rows.length).map(([title, payload]) => table(title, payload));
  const button = (words, does, kind) => {
    const made = make("button", { type: "button", class: kind || "quiet" }, words);
    made.addEventListener("click", does);
    return made;
  };

  window.cepCards = { button, make, table, tables };
})();
