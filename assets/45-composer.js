// The form that composes a board paper. The address holds the choice; form, preview and files follow it.
(function () {
  // What an author says of the paper: each word of the choice with its label, and how it is asked for.
  const FIELDS = [
    ["title", "Title"],
    ["meeting", "Meeting"],
    ["meeting_on", "Date of the meeting", { type: "date" }],
    ["author", "Author"],
    ["audience", "For whom"],
    ["ask", "What is asked", { options: [["", "A decision where there are recommendations"], ["decision", "For decision"], ["information", "For information"]] }],
    ["purpose", "Purpose", { rows: 2, none: "No purpose" }],
    ["summary", "Summary", { rows: 6, lines: true, none: "No summary", says: "The answer first, then a finding on each line, five at most." }],
    ["recommendation", "Recommendations", { rows: 4, lines: true, says: "One on each line; they are numbered." }],
    ["next_step", "Next steps", { rows: 3, lines: true, says: "One on each line." }],
  ];
  const WORDS = FIELDS.map(([key]) => key);
  const LINES = new Set(FIELDS.filter(([, , how]) => how?.lines).map(([key]) => key));
  const KEYS = ["chart", "commentary", "annex", ...WORDS];
  const NONE = "none";
  const LONGEST_ADDRESS = 60000; // our server refuses longer ones; another before it may refuse shorter ones
  const TOO_LONG = "Your words are too long for an address; shorten them, or take some out.";
  const PAUSE = 350; // milliseconds without typing, after which the preview follows

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children.filter((one) => one !== null));
    return element;
  };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  // ---- the choice, as the address has it ---------------------------------------------------------------------
  // A chart is its key, with its own filters behind "?" where these are not the paper's; commentary begins with the chart.
  function chosen() {
    const query = new URLSearchParams(window.location.search);
    const words = Object.fromEntries(WORDS.map((key) => [key, query.getAll(key).join("\n")]));
    const commentary = {};
    for (const one of query.getAll("commentary")) {
      const [chart, line] = [one.slice(0, one.indexOf(":")).trim(), one.slice(one.indexOf(":") + 1).trim()];
      commentary[chart] = [...(commentary[chart] || []), line];
    }
    return { ...words, charts: query.getAll("chart"), commentary, annex: query.get("annex") === "yes" };
  }

  function choose(choice) {
    const query = new URLSearchParams(window.location.search);
    for (const key of KEYS) query.delete(key);
    for (const chart of choice.charts) query.append("chart", chart);
    if (choice.annex) query.append("annex", "yes");
    for (const [chart, lines] of Object.entries(choice.commentary)) for (const line of lines) if (line.trim()) query.append("commentary", `${chart}: ${line}`);
    for (const key of WORDS) for (const line of LINES.has(key) ? choice[key].split("\n") : [choice[key]]) if (line.trim()) query.append(key, line);
    const text = query.toString();
    // Dash is not told: nothing that it shows depends on the choice, and a new answer would build the form anew.
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${text ? `?${text}` : ""}`);
  }

  // The draft that is open is no part of its paper.
  function address(form) {
    const query = new URLSearchParams(window.location.search);
    query.delete("draft");
    return `/board-pack.${form}${query.size ? `?${query}` : ""}`;
  }

  // ---- the form -----------------------------------------------------------------------------------------------
  const slot = () => document.querySelector(".composer");
  const part = (name) => slot()?.querySelector(`[data-part="${name}"]`); // none where the reader has left the page
  const say = (text) => { if (part("said")) part("said").textContent = text; };
  let number = 0;

  // A figure of the paper, or a chart that it could have.
  function row(chart, place, all) {
    const named = `${chart.question}${chart.own ? ` (${chart.own})` : ""}`;
    const box = make("input", { type: "checkbox", class: "form-check-input", id: `chart-${++number}`, "data-chart": chart.named });
    box.checked = place >= 0;
    const label = make("label", { class: "form-check-label", for: box.id }, chart.question);
    if (chart.own) label.append(make("span", { class: "hint" }, ` ${chart.own}`));
    if (place < 0) return make("li", { class: "form-check" }, box, label);
    const does = (attributes, words, off) => {
      const button = make("button", { type: "button", class: "quiet", "data-key": chart.named, "aria-label": `${words}: ${named}`, ...attributes }, words);
      button.disabled = off;
      return button;
    };
    const id = `commentary-${number}`;
    const said = make("textarea", { id, class: "form-control", rows: "3", "data-commentary": chart.named });
    said.value = (chosen().commentary[chart.named] || []).join("\n");
    const commentary = make("details", { class: "composer-commentary" }, make("summary", { "aria-label": `Commentary: ${named}` }, "Commentary"), make("label", { for: id, class: "visually-hidden" }, `What the paper says of: ${named}`), said);
    commentary.open = Boolean(said.value);
    const movers = make("span", { class: "movers" }, does({ "data-move": "-1" }, "Up", place === 0), does({ "data-move": "1" }, "Down", place === all - 1));
    const own = chart.named.includes("?") ? [does({ "data-plain": "yes", class: "linkish" }, "Use the paper’s filters", false)] : [];
    const changed = flagged[chart.named] ? [make("p", { class: "composer-changed" }, `Changed. ${flagged[chart.named]} Now: “${chart.finding}”.`)] : [];
    return make("li", { class: "form-check" }, box, label, movers, make("div", { class: "composer-more" }, ...changed, ...own, commentary));
  }

  let flagged = {}; // what figures said when the draft was saved, where they say something else now
  function lists(outline) {
    const inside = outline.figures;
    part("usual").disabled = !chosen().charts.length;
    const drawn = JSON.stringify([inside.map((one) => [one.named, one.own, flagged[one.named] && one.finding]), outline.available.length]);
    if (part("inside").dataset.drawn === drawn) return; // the reader may be in it
    part("inside").dataset.drawn = drawn;
    const questions = new Map(outline.available.map((chart) => [chart.key, chart.question]));
    part("inside").replaceChildren(...inside.map((one, place) => row({ ...one, question: questions.get(one.key) || one.caption }, place, inside.length)));
    const rest = outline.available.filter((chart) => !inside.some((one) => one.named === chart.key)).map((chart) => ({ ...chart, named: chart.key }));
    const pages = [...new Set(rest.map((chart) => chart.page))];
    part("outside").replaceChildren(...pages.map((page) => make("fieldset", {}, make("legend", {}, page), make("ul", {}, ...rest.filter((chart) => chart.page === page).map((chart) => row(chart, -1))))));
    part("rest").textContent = `More charts (${rest.length})`;
  }

  const USUAL = new Set(["title", "purpose", "summary", "ask"]); // what the paper says where its author does not
  const hasHint = ([key, , how]) => USUAL.has(key) || Boolean(how?.says);
  const control = (key) => slot().querySelector(`#paper-${key}`);
  function field([key, label, how = {}]) {
    const hint = hasHint([key, label, how]) ? [make("p", { class: "hint", id: `hint-${key}`, "data-part": `hint-${key}` })] : [];
    const attributes = { id: `paper-${key}`, "data-word": key, ...(hint.length ? { "aria-describedby": `hint-${key}` } : {}) };
    const input = how.options
      ? make("select", { ...attributes, class: "form-select" }, ...how.options.map(([value, words]) => make("option", { value }, words)))
      : how.rows ? make("textarea", { ...attributes, class: "form-control", rows: String(how.rows) }) : make("input", { ...attributes, class: "form-control", type: how.type || "text" });
    const none = how.none ? [make("div", { class: "form-check" }, make("input", { type: "checkbox", class: "form-check-input", id: `none-${key}`, "data-none": key }), make("label", { class: "form-check-label", for: `none-${key}` }, how.none))] : [];
    return make("div", { class: "composer-field" }, make("label", { for: input.id }, label), input, ...hint, ...none);
  }

  function build() {
    const charts = make("fieldset", { class: "composer-charts" }, make("legend", {}, "Figures, in this order"), make("ol", { "data-part": "inside" }),
      make("button", { type: "button", class: "quiet", "data-part": "usual" }, "Back to the usual charts"),
      make("details", {}, make("summary", { "data-part": "rest" }, "More charts"), make("div", { "data-part": "outside", class: "composer-rest" })));
    const annex = make("div", { class: "form-check" }, make("input", { type: "checkbox", class: "form-check-input", id: "paper-annex", "data-annex": "yes" }), make("label", { class: "form-check-label", for: "paper-annex" }, "With an annex of every table"));
    const words = make("fieldset", {}, make("legend", {}, "Your words"), ...FIELDS.map(field), annex);
    const take = make("section", { class: "composer-take", "aria-label": "Take the paper away" }, make("h2", {}, "Take it away as"), make("div", { class: "composer-forms", "data-part": "forms" }),
      make("div", { class: "composer-work", "data-part": "work" }), make("p", { "data-part": "said", role: "status" }));
    const drafts = make("section", { "data-part": "drafts", "aria-label": "Drafts" });
    const form = make("form", { class: "composer-form", "aria-label": "What the paper holds" }, charts, words);
    const frame = make("iframe", { title: "Preview of the paper", "data-part": "preview" });
    const open = make("a", { target: "_blank", "data-part": "open" }, "Open the preview by itself");
    slot().replaceChildren(make("div", { class: "chart-card composer-side" }, drafts, form), make("section", { class: "chart-card composer-preview", "aria-label": "The paper" }, take, make("h2", {}, "Preview"), make("p", {}, open), frame));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", changed);
    form.addEventListener("input", typed);
    slot().addEventListener("click", clicked);
  }

  // The form as the address has it.
  function fillIn() {
    const choice = chosen();
    for (const key of WORDS) {
      const none = slot().querySelector(`[data-none=${key}]`);
      const isNone = Boolean(none) && choice[key] === NONE;
      if (none) none.checked = isNone;
      control(key).disabled = isNone;
      control(key).value = isNone ? "" : choice[key];
    }
    slot().querySelector("#paper-annex").checked = choice.annex;
  }

  // ---- what the reader does -----------------------------------------------------------------------------------
  let outline = null;
  const shown = () => [...part("inside").querySelectorAll("[data-chart]")].map((box) => box.dataset.chart);
  const at = (name, key) => `[data-${name}="${CSS.escape(key)}"]`;

  function take(charts, words, focus) {
    settle();
    const known = new Map(outline.figures.map((one) => [one.named, one]));
    const questions = new Map(outline.available.map((chart) => [chart.key, chart.question]));
    outline = { ...outline, figures: charts.map((named) => known.get(named) || { named, key: named.split("?")[0], own: "", finding: "", question: questions.get(named) }) };
    const { commentary } = chosen();
    const of = charts.length ? Object.fromEntries(Object.entries(commentary).filter(([named]) => charts.includes(named))) : commentary;
    choose({ ...chosen(), charts, commentary: of });
    if (charts.length) lists(outline);
    say(words);
    const found = slot().querySelector(focus);
    const next = found && found.disabled ? found.parentElement.querySelector("button:not(:disabled)") : found;
    if (next) next.focus();
    follow();
  }

  function changed({ target }) {
    if (target.dataset.none) { wantNone(target); return; }
    if (target.dataset.annex) { choose({ ...chosen(), annex: target.checked }); follow(); return; }
    const key = target.dataset.chart;
    if (!key) return;
    const charts = target.checked ? [...shown(), key] : shown().filter((one) => one !== key);
    if (!charts.length) {
      target.checked = true;
      say("A paper has at least one chart.");
      return;
    }
    take(charts, `${target.checked ? "Added" : "Left out"}; ${count(charts.length, "chart")} in the paper.`, target.checked ? at("chart", key) : "[data-part=rest]");
  }

  function wantNone(box) {
    settle();
    choose({ ...chosen(), [box.dataset.none]: box.checked ? NONE : "" });
    fillIn();
    follow();
  }

  // A figure with filters of its own takes those of the paper, with what is said of it.
  function plain(named) {
    const { commentary } = chosen();
    const key = named.split("?")[0];
    const { [named]: said = [], ...others } = commentary;
    choose({ ...chosen(), commentary: said.length ? { ...others, [key]: [...(others[key] || []), ...said] } : others });
    take([...new Set(shown().map((one) => (one === named ? key : one)))], "It has the filters of the paper now.", at("chart", key));
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.part === "usual") take([], "The usual charts are back.", "[data-part=rest]");
    if (button.dataset.form) fetchFile(button.dataset.form, button.textContent);
    if (button.dataset.part === "cancel") running.abort();
    if (button.dataset.plain) plain(button.dataset.key);
    if (!button.dataset.move) return;
    const charts = shown();
    const from = charts.indexOf(button.dataset.key);
    const to = from + Number(button.dataset.move);
    charts.splice(to, 0, ...charts.splice(from, 1));
    take(charts, `Now ${to + 1} of ${charts.length}.`, `[data-move="${button.dataset.move}"]${at("key", button.dataset.key)}`);
  }

  // All that is in the form, since more than one field may have been written in meanwhile.
  function written() {
    const words = Object.fromEntries(WORDS.map((key) => [key, control(key).disabled ? NONE : control(key).value]));
    const commentary = Object.fromEntries([...part("inside").querySelectorAll("[data-commentary]")].map((one) => [one.dataset.commentary, one.value.split("\n")]));
    return { ...words, commentary };
  }

  function typed({ target }) {
    if (!target.dataset.word && !target.dataset.commentary) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(settle, PAUSE);
  }

  // What was typed last is in the address: at once for whoever wants the paper now.
  let waiting = 0;
  function settle() {
    if (!waiting) return;
    window.clearTimeout(waiting);
    waiting = 0;
    if (!slot()) return; // the address is another page's by now
    choose({ ...chosen(), ...written() });
    follow();
  }

  // ---- what follows the address -------------------------------------------------------------------------------
  let asking = new AbortController();

  // What the address has and nobody knows is said, and taken out of it; the author's own words stay until they are shorter.
  function leaveOut(answered) {
    const { charts, ...words } = chosen();
    const query = new URLSearchParams(answered.understood);
    const draft = new URLSearchParams(window.location.search).get("draft");
    if (draft) query.set("draft", draft);
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${query.size ? `?${query}` : ""}`);
    choose({ ...words, charts: chosen().charts });
    say(`Ignored: ${answered.sentence}`);
  }

  async function follow() {
    asking.abort();
    asking = new AbortController();
    const answer = await fetch(address("json"), { signal: asking.signal, headers: { "X-Requested-With": "cep" } }).catch(() => null);
    if (!answer || !part("inside")) return;
    if (!answer.ok) { say([414, 431].includes(answer.status) ? TOO_LONG : await answer.text()); return; }
    outline = await answer.json();
    outline.figures = outline.figures.map(({ chart, ...one }) => ({ named: chart, ...one }));
    if (outline.sentence) leaveOut(outline);
    lists(outline);
    hints();
    part("forms").replaceChildren(...outline.forms.map((one) => make("button", { type: "button", class: "quiet", "data-form": one.form }, one.name)));
    const preview = address("html");
    part("open").href = preview;
    if (part("preview").getAttribute("src") !== preview) part("preview").src = preview;
    slot().dataset.following = preview.split("?")[1] || "";
  }

  function hints() {
    const choice = chosen();
    const usual = { title: outline.title, purpose: outline.purpose, summary: `\n${outline.summary.join("\n")}`, ask: outline.asked.join(": ") };
    for (const [key, , how = {}] of FIELDS.filter(hasHint)) {
      const says = choice[key] || !usual[key] ? "" : `Left empty, the paper says: ${usual[key]}`;
      part(`hint-${key}`).textContent = [how.says, says].filter(Boolean).join(" ");
    }
  }

  // ---- files --------------------------------------------------------------------------------------------------
  let running = null;

  function working(name) {
    const seconds = make("span", { "aria-hidden": "true" });
    const since = Date.now();
    const clock = window.setInterval(() => { seconds.textContent = ` ${Math.round((Date.now() - since) / 1000)} s`; }, 500);
    part("work").replaceChildren(make("progress", { "aria-label": `Making: ${name}` }), seconds, make("button", { type: "button", class: "quiet", "data-part": "cancel" }, "Cancel"));
    for (const button of part("forms").children) button.disabled = true;
    say(`Making: ${name}.`);
    return () => {
      window.clearInterval(clock);
      if (!part("work")) return;
      part("work").replaceChildren();
      for (const button of part("forms").children) button.disabled = false;
    };
  }

  function save(blob, name) {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function fetchFile(form, name) {
    settle();
    if (address(form).length > LONGEST_ADDRESS) { say(TOO_LONG); return; }
    running = new AbortController();
    const done = working(name);
    try {
      const answer = await fetch(address(form), { signal: running.signal });
      if (!answer.ok) { say([414, 431].includes(answer.status) ? TOO_LONG : await answer.text()); return; }
      const file = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
      save(await answer.blob(), decodeURIComponent(file));
      say(`${decodeURIComponent(file)} is made.`);
    } catch (error) {
      say(error.name === "AbortError" ? "Cancelled." : `It could not be made: ${error.message}`);
    } finally {
      done();
    }
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    composer: {
      keys: KEYS,
      settle,
      fill: function () {
        if (!slot()) return window.dash_clientside.no_update; // this script came after the reader had left
        if (!slot().firstElementChild) build();
        fillIn();
        follow();
        window.dash_clientside.drafts.open(part("drafts"));
        return window.dash_clientside.no_update;
      },
      // Figures at the end of the paper, as the choice names them.
      add: function (charts) {
        const inside = shown();
        const added = charts.filter((one) => !inside.includes(one));
        take([...inside, ...added], `Added; ${count(inside.length + added.length, "chart")} in the paper.`, added.length ? at("chart", added[0]) : "[data-part=rest]");
      },
      // What figures said when the draft was saved, by what the choice calls them.
      flag: function (changes) {
        flagged = changes;
        if (outline) lists(outline);
      },
    },
  });
})();
