// The address is the only truth. This file keeps the filter bar and the address alike, in both directions,
// and follows links inside the product without loading the page anew.
(function () {
  const MANY = ["region", "ace_area", "bridge", "sector", "lever"];
  const INCLUDED = ["emerging", "existing"];

  function values(search, defaults) {
    const query = new URLSearchParams(search || "");
    const known = defaults.known;
    return {
      as_at: query.get("as_at") || defaults.as_at,
      since: query.get("since") || "",
      ...Object.fromEntries(MANY.map((key) => [key, query.getAll(key).filter((value) => known[key].includes(value))])),
      switches: [
        ...INCLUDED.filter((name) => query.getAll("include").includes(name)),
        ...(query.get("illustrative") === "hide" ? ["hide"] : []),
        ...(query.get("method") === "weighted" ? ["weighted"] : []),
        ...(query.get("provisional") === "show" ? ["provisional"] : []),
      ],
      need: known.need.includes(query.get("need")) ? query.get("need") : defaults.need,
    };
  }

  // The same canonical form as Filters.to_query: keys and values sorted, defaults left out.
  // What is no filter is kept as it is: a partnership that was added, and the choices of a board paper in their order.
  const CHOICE = ["draft", "annex", "ask", "audience", "author", "chart", "commentary", "meeting", "meeting_on", "next_step", "purpose", "recommendation", "summary", "template", "title"];
  // What a list is narrowed by is kept too, as the last answer says it.
  let narrowed = new URLSearchParams();
  const isKept = (key) => key === "partnership" || narrowed.has(key) || (window.location.pathname === "/paper" && CHOICE.includes(key));
  // Filters without a control of their own, such as what a partnership lacks, come and go by links alone.
  const WITHOUT_CONTROL = ["agenda", "approach", "area", "call", "completed", "county", "has", "lacks", "quality", "reason", "status"];
  const FILTERS = new Set(["as_at", "since", ...MANY, "include", "illustrative", "method", "provisional", "need", ...WITHOUT_CONTROL, "partnership", "compare"]);
  const beside = (search) => [...new URLSearchParams(search || "")].filter(([key]) => WITHOUT_CONTROL.includes(key));
  const kept = (search) => [...new URLSearchParams(search || "")].filter(([key]) => isKept(key));

  // The query that links to other pages keep: the filters, without what narrows the list that is here.
  function filters() {
    const query = new URLSearchParams(window.location.search);
    for (const key of new Set(narrowed.keys())) query.delete(key);
    return query.size ? `?${query}` : "";
  }

  function address(chosen, defaults, others) {
    const pairs = beside(window.location.search);
    pairs.push(...MANY.flatMap((key) => [...new Set(chosen[key] || [])].map((value) => [key, value])));
    if (chosen.as_at && chosen.as_at !== defaults.as_at) pairs.push(["as_at", chosen.as_at]);
    if (chosen.since) pairs.push(["since", chosen.since]);
    for (const name of INCLUDED) if ((chosen.switches || []).includes(name)) pairs.push(["include", name]);
    if ((chosen.switches || []).includes("hide")) pairs.push(["illustrative", "hide"]);
    if ((chosen.switches || []).includes("weighted")) pairs.push(["method", "weighted"]);
    if ((chosen.switches || []).includes("provisional")) pairs.push(["provisional", "show"]);
    if (chosen.need && chosen.need !== defaults.need) pairs.push(["need", chosen.need]);
    pairs.sort((a, b) => (a.join("\u0000") < b.join("\u0000") ? -1 : 1));
    const text = new URLSearchParams([...pairs, ...others]).toString();
    return text ? `?${text}` : "";
  }

  const SETTLED = 10000; // milliseconds after which a page that was arrived at has its tables
  const CONTROLS = ["as_at", "since", ...MANY, "switches", "need"];

  function follow(href) {
    const target = new URL(href, window.location.href);
    if (target.href === window.location.href) return;
    if (target.hash && target.href.split("#")[0] === window.location.href.split("#")[0]) { window.location.hash = target.hash; return; }
    window.cepKept.leave();
    window.history.pushState({}, "", target.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-nav]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(link.getAttribute("href").startsWith("?") ? withChoice(link.href) : link.href);
  });

  // A link that only changes the filters leaves the choices of a board paper as they are.
  function withChoice(href) {
    const target = new URL(href);
    for (const [key, value] of kept(window.location.search)) if (key !== "partnership" && !narrowed.has(key)) target.searchParams.append(key, value);
    return target.href;
  }

  // A list that adds a partnership to the page: its choice is part of the address too.
  document.addEventListener("change", (event) => {
    const key = event.target.dataset && event.target.dataset.adds;
    if (!key) return;
    const target = new URL(window.location.href);
    target.searchParams.delete(key);
    if (event.target.value) target.searchParams.set(key, event.target.value);
    follow(target.href);
  });

  // Cards above a place grow when their tables arrive: it stays in view until then, or until the reader moves.
  function stay(there) {
    there();
    const watch = new ResizeObserver(there);
    watch.observe(document.getElementById("main"));
    const moves = ["wheel", "touchstart", "keydown", "pointerdown"];
    const stop = () => { watch.disconnect(); moves.forEach((one) => window.removeEventListener(one, stop)); };
    moves.forEach((one) => window.addEventListener(one, stop, { passive: true }));
    window.setTimeout(stop, SETTLED);
  }

  // ---- a changed filter -----------------------------------------------------------------------------------------
  // The page that is there asks for its answer at once and puts it in place itself: Dash, which asks for pages and for those
  // whose blocks start scripts when they are made, goes round all its components before it asks and again before it shows what came.
  const UPDATE = "/_dash-update-component";
  const OUTPUTS = [["main", "children"], ["shown", "data"], ["filter-words", "children"], ["answer", "data"]];
  const BLOCKS = '{"key":["ALL"],"part":"block"}.children';
  const SCRIPTED = "#main :is(.composer, .intake)";
  const blocks = () => [...document.querySelectorAll(`#main [id*='"part":"block"']`)].map(({ id }) => ({ id: JSON.parse(id), property: "children" }));
  let shown = null; // the page that is there: its path, and whether it compares
  let told = null; // that of which Dash was told last, whose page may be on its way
  let last = null; // the query that was asked last
  let turn = 0;

  function question(pathname, search) {
    const of = (id, property, value) => ({ id, property, value });
    return {
      output: `..${[...OUTPUTS.map((one) => one.join(".")), BLOCKS].join("...")}..`,
      outputs: [...OUTPUTS.map(([id, property]) => ({ id, property })), blocks()],
      inputs: [of("url", "pathname", pathname), of("url", "query", search)],
      changedPropIds: ["url.query"],
      state: [of("shown", "data", shown)],
    };
  }

  async function answered(pathname, search) {
    const main = document.getElementById("main");
    main.dataset.asking = "yes";
    const sent = { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(question(pathname, search)) };
    const mine = (turn += 1);
    try {
      const answer = await fetch(UPDATE, sent);
      if (!answer.ok) throw new Error(`${UPDATE}: ${answer.status}`);
      const { response: { answer: placed, ...elements } } = await answer.json();
      if (mine !== turn) return; // the reader has asked something else meanwhile
      window.dash_clientside.cards.place(placed.data);
      await new Promise((drawn) => window.setTimeout(drawn)); // charts in view first
      if (mine !== turn) return;
      for (const [id, props] of Object.entries(elements)) window.dash_clientside.set_props(id.startsWith("{") ? JSON.parse(id) : id, props);
    } finally {
      if (mine === turn) delete main.dataset.asking;
    }
  }

  // What was asked for is no longer waited for.
  function leave() {
    turn += 1;
    delete document.getElementById("main").dataset.asking;
  }

  // Asks, where the page that is there can: a promise of the answer, or null where Dash is to ask.
  function ask(pathname, search) {
    const place = new URLSearchParams(search).has("compare") ? `${pathname}?compare` : pathname;
    const isHere = place === shown && place === told && !document.querySelector(SCRIPTED);
    const isNew = place !== told || search !== last;
    told = place;
    last = search;
    if (!isHere) leave();
    return isHere ? Promise.resolve(isNew && answered(pathname, search)) : null;
  }

  // Who comes to the start from elsewhere is shown the view that this browser opens first, in the address as any other.
  const OPENS_FIRST = "cep-first";
  function firstView() {
    const [how] = window.performance.getEntriesByType("navigation");
    const fromHere = document.referrer.startsWith(window.location.origin);
    if (window.location.pathname !== "/" || window.location.search || fromHere || (how && how.type !== "navigate")) return;
    try { const view = window.localStorage.getItem(OPENS_FIRST); if (view) follow(view); } catch { /* nothing is kept */ }
  }

  let first = true;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      // search, controls..., defaults -> controls...
      sync: function (_, ...rest) {
        const { search, pathname, hash } = window.location;
        const defaults = rest[CONTROLS.length];
        const none = window.dash_clientside.no_update;
        const fromAddress = window.dash_clientside.callback_context.triggered.some((one) => one.prop_id === "url.search");
        if (fromAddress) {
          const said = values(search, defaults);
          return CONTROLS.map((key) => said[key]);
        }
        const chosen = Object.fromEntries(CONTROLS.map((key, place) => [key, rest[place]]));
        const others = kept(search);
        const next = address(chosen, defaults, others);
        if (address(values(search, defaults), defaults, others) !== next) follow(`${pathname}${next}${hash}`);
        return CONTROLS.map(() => none);
      },
      // A new page: its question becomes the title, and the reader is put at its start.
      arrived: function (_, path) {
        shown = path;
        const heading = document.querySelector("#main h1");
        if (heading) document.title = `${heading.textContent} · CEP Monitor`;
        const place = window.location.hash && document.getElementById(window.location.hash.slice(1));
        const down = window.cepKept.down();
        if (first) window.setTimeout(firstView);
        else document.getElementById("main").focus({ preventScroll: true });
        if (down) stay(() => window.scrollTo(0, down));
        else if (place) stay(() => place.scrollIntoView());
        else if (!first) window.scrollTo(0, 0);
        first = false;
        return window.dash_clientside.no_update;
      },
    },
  });

  // What stands around every page: links that keep the filters, the page that is here, the line on the store.
  function around(answer) {
    const here = window.location.pathname;
    for (const link of document.querySelectorAll(".site-nav a")) {
      const path = new URL(link.href).pathname;
      link.setAttribute("href", `${path}${answer.query}`);
      if (path === here || (path !== "/" && here.startsWith(`${path}/`))) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.getElementById("store-line").textContent = answer.line;
    window.cepViews = answer.views;
    window.cepKept.count();
    narrowed = new URLSearchParams(answer.narrowed);
    window.cepKept.arrived();
    for (const [name, said] of Object.entries(answer.chosen)) document.querySelector(`.filter-value[data-value=${name}]`).textContent = said;
  }

  // Scripts of one page come when that page does, and then stand in the place of these.
  // One that is on its way is waited for: run twice, it would know everything twice.
  const later = (name, does) => {
    let coming = null;
    const come = () => new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: document.getElementById("later").dataset[name] });
      Object.assign(script, { onload: done, onerror: (event) => { coming = null; failed(event); } });
      document.head.append(script);
    });
    return async function (...said) {
      await (coming ||= come());
      return window.dash_clientside[name][does](...said);
    };
  };
  const called = (name, does) => ({ [name]: { [does]: later(name, does) } });
  Object.assign(window.dash_clientside, called("composer", "fill"), called("intake", "open"), called("added", "open"), called("lists", "open"), called("packs", "open"), called("notes", "does"), called("tray", "does"), called("drafts", "open"), called("organisations", "open"), called("history", "draw"));

  Object.assign(window, { cepFollow: follow, cepAround: around, cepAddress: { ask, filters, isFilter: (key) => FILTERS.has(key) } });
})();
