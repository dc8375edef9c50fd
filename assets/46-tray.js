// The tray: figures collected on any page, each with its filters, in the order of the reader, until they are in a paper. This
// browser keeps them (16-kept.js).
(function () {
  const { button, make } = window.cepCards;
  const { tray: held, keepTray: keep } = window.cepKept;
  const MOST = 30; // figures of a paper
  const count = (number) => `${number} figure${number === 1 ? "" : "s"}`;
  const same = (one, other) => one.key === other.key && one.query === other.query;

  // ---- a figure and its filters -------------------------------------------------------------------------------
  const asAt = () => document.getElementById("filter-as_at").value;
  const inWords = (day) => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  function sorted(pairs) {
    return new URLSearchParams([...pairs].sort((one, other) => (one.join("\u0000") < other.join("\u0000") ? -1 : 1))).toString();
  }

  // What the card shows, with its day: months later it shall say the same.
  function figure(card) {
    const asked = new URL(card.dataset.address, window.location.href).searchParams;
    const day = asked.get("as_at") || asAt();
    asked.set("as_at", day);
    const chips = [...document.querySelectorAll(".filter-word")].map((chip) => chip.textContent.replace("×", "").trim());
    const about = asked.has("partnership") ? [document.querySelector("#main h1").textContent] : [];
    const said = [...about, ...chips.filter((chip) => !/^as at /i.test(chip))];
    const whole = document.querySelector(".filter-value[data-value=place]").textContent; // without a place, all that the reader sees
    return {
      key: card.id.slice("card-".length), query: sorted(asked), name: card.getAttribute("aria-label"),
      said: [...(said.length ? said : [whole.replace(/^England$/, "All of England")]), `as at ${inWords(day)}`].join("; "),
      from: `${window.location.pathname}${window.location.search}#${card.id}`,
    };
  }

  function add(card) {
    const figures = held();
    const one = figure(card);
    card.querySelector(".card-menu > summary").focus();
    if (figures.some((other) => same(one, other))) { window.cepSay("This figure is in the tray already, with these filters."); return; }
    if (figures.length >= MOST) { window.cepSay(`The tray is full: a paper has ${MOST} figures at most. Take one out first.`); return; }
    keep([...figures, one]);
    window.cepSay(`“${one.name}” is in the tray: ${count(figures.length + 1)}.`);
  }

  // ---- a paper of them ----------------------------------------------------------------------------------------
  // The paper has the filters that most figures have; the others keep their own, as does one of a list that is narrowed.
  const ofPaper = (one, query) => (one.query === query ? one.key : `${one.key}?${one.query}`);
  function usual(figures) {
    const times = new Map([[`as_at=${asAt()}`, 0]]);
    for (const { query } of figures) if ([...new URLSearchParams(query).keys()].every(window.cepAddress.isFilter)) times.set(query, (times.get(query) || 0) + 1);
    return [...times].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
  }
  function compose(figures) {
    const query = usual(figures);
    return `/paper?${new URLSearchParams([...new URLSearchParams(query), ...figures.map((one) => ["chart", ofPaper(one, query)])])}`;
  }

  function makePaper(menu) {
    const figures = held();
    menu.open = false;
    keep([]);
    window.cepFollow(compose(figures));
    window.cepSay(`The paper holds ${count(figures.length)} of the tray.`);
  }

  // The paper that is being composed takes them at its end.
  function addToThis(menu) {
    const figures = held();
    const asked = new URLSearchParams([...new URLSearchParams(window.cepAddress.filters())].filter(([key]) => !window.dash_clientside.composer.keys.includes(key)));
    if (!asked.has("as_at")) asked.set("as_at", asAt());
    const query = sorted(asked);
    menu.open = false;
    keep([]);
    window.dash_clientside.composer.add(figures.map((one) => ofPaper(one, query)));
  }

  // ---- what the menu shows ------------------------------------------------------------------------------------
  function show(menu, said = "", focus = "") {
    const figures = held();
    const change = (changed, words, next) => { keep(changed); show(menu, words, next); };
    const labelled = (words, one, does, place, isOff) => {
      const made = button(words, does, "linkish");
      made.setAttribute("aria-label", `${words}: ${one.name}`);
      made.dataset.at = `${words} ${place}`;
      made.disabled = isOff;
      return made;
    };
    const move = (from, to, words) => {
      const changed = [...figures];
      changed.splice(to, 0, ...changed.splice(from, 1));
      const isLast = to === (words === "Up" ? 0 : changed.length - 1);
      change(changed, `Now ${to + 1} of ${changed.length}.`, `${isLast ? (words === "Up" ? "Down" : "Up") : words} ${to}`);
    };
    const way = (one, place) => {
      const link = make("a", { href: one.from, "data-nav": "here" }, `${place + 1}. ${one.name}`);
      link.addEventListener("click", () => { menu.open = false; });
      return link;
    };
    const lines = figures.map((one, place) => make("li", {},
      way(one, place),
      make("p", { class: "hint" }, one.said),
      labelled("Up", one, () => move(place, place - 1, "Up"), place, !place),
      labelled("Down", one, () => move(place, place + 1, "Down"), place, place === figures.length - 1),
      labelled("Remove", one, () => change(figures.filter((other) => other !== one), `Removed; ${count(figures.length - 1)} in the tray.`, `Remove ${Math.min(place, figures.length - 2)}`), place, false)));
    const isPaper = Boolean(document.querySelector(".composer"));
    const doing = make("div", { class: "intake-actions" },
      button(isPaper ? "Add to this paper" : "Make a paper of them", () => (isPaper ? addToThis : makePaper)(menu), "primary"),
      button("Empty the tray", () => change([], `${count(figures.length)} taken out.`, "")));
    const status = make("p", { role: "status", class: "hint" });
    const none = make("p", { class: "hint" }, "Nothing is collected yet. “Add to paper” in the menu of a chart puts it here, with its filters.");
    menu.querySelector(".menu-items").replaceChildren(...(lines.length ? [make("ol", {}, ...lines), doing] : [none]), status);
    status.textContent = said;
    if (said) (menu.querySelector(`[data-at="${focus}"]`) || menu.querySelector("summary")).focus();
  }

  const DOES = { add, open: (menu) => show(menu) };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { tray: { does: (what, element) => DOES[what](element) } });
})();
