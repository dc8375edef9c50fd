// The form that composes a board paper. The address holds the choice; form, preview and files follow it.
(function () {
  const WORDS = ["title", "purpose", "summary"];
  const KEYS = ["chart", ...WORDS];
  const LONGEST_ADDRESS = 7500; // servers refuse longer ones
  const PAUSE = 350; // milliseconds without typing, after which the preview follows

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children.filter((one) => one !== null));
    return element;
  };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  // ---- the choice, as the address has it ---------------------------------------------------------------------
  function chosen() {
    const query = new URLSearchParams(window.location.search);
    return { charts: query.getAll("chart"), title: query.get("title") || "", purpose: query.get("purpose") || "", summary: query.getAll("summary").join("\n") };
  }

  function choose(choice) {
    const query = new URLSearchParams(window.location.search);
    for (const key of KEYS) query.delete(key);
    for (const key of choice.charts) query.append("chart", key);
    if (choice.purpose.trim()) query.append("purpose", choice.purpose);
    for (const line of choice.summary.split("\n")) if (line.trim()) query.append("summary", line);
    if (choice.title.trim()) query.append("title", choice.title);
    const text = query.toString();
    // Dash is not told: nothing that it shows depends on the choice, and a new answer would build the form anew.
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${text ? `?${text}` : ""}`);
  }

  const address = (form) => `/board-pack.${form}${window.location.search}`;

  // ---- the form -----------------------------------------------------------------------------------------------
  const slot = () => document.querySelector(".composer");
  const part = (name) => slot()?.querySelector(`[data-part="${name}"]`); // none where the reader has left the page
  const say = (text) => { if (part("said")) part("said").textContent = text; };

  function row(chart, place, all) {
    const box = make("input", { type: "checkbox", class: "form-check-input", id: `chart-${chart.key}`, "data-chart": chart.key });
    box.checked = place >= 0;
    const label = make("label", { class: "form-check-label", for: box.id }, chart.question);
    if (place < 0) return make("li", { class: "form-check" }, box, label);
    const mover = (way, words, off) => {
      const button = make("button", { type: "button", class: "quiet", "data-move": way, "data-key": chart.key, "aria-label": `${words}: ${chart.question}` }, words);
      button.disabled = off;
      return button;
    };
    return make("li", { class: "form-check" }, box, label, make("span", { class: "movers" }, mover("-1", "Up", place === 0), mover("1", "Down", place === all - 1)));
  }

  function lists(outline) {
    const byKey = new Map(outline.available.map((chart) => [chart.key, chart]));
    const inside = outline.charts.filter((key) => byKey.has(key));
    part("usual").disabled = !chosen().charts.length;
    const drawn = `${inside.join()} of ${outline.available.length}`;
    if (part("inside").dataset.drawn === drawn) return; // the reader may be in it
    part("inside").dataset.drawn = drawn;
    part("inside").replaceChildren(...inside.map((key, place) => row(byKey.get(key), place, inside.length)));
    const rest = outline.available.filter((chart) => !inside.includes(chart.key));
    const pages = [...new Set(rest.map((chart) => chart.page))];
    part("outside").replaceChildren(...pages.map((page) => make("fieldset", {}, make("legend", {}, page), make("ul", {}, ...rest.filter((chart) => chart.page === page).map((chart) => row(chart, -1))))));
    part("rest").textContent = `More charts (${rest.length})`;
  }

  const field = (key, label, input, hint) => make("div", { class: "composer-field" }, make("label", { for: input.id }, label), input, make("p", { class: "hint", id: `hint-${key}`, "data-part": `hint-${key}` }, hint));
  function input(key, most, lines) {
    const attributes = { id: `paper-${key}`, class: "form-control", maxlength: String(most), "data-word": key, "aria-describedby": `hint-${key}` };
    return lines ? make("textarea", { ...attributes, rows: String(lines) }) : make("input", { ...attributes, type: "text" });
  }

  function build() {
    const charts = make("fieldset", { class: "composer-charts" }, make("legend", {}, "Charts, in this order"), make("ol", { "data-part": "inside" }),
      make("button", { type: "button", class: "quiet", "data-part": "usual" }, "Back to the usual charts"),
      make("details", {}, make("summary", { "data-part": "rest" }, "More charts"), make("div", { "data-part": "outside", class: "composer-rest" })));
    const words = make("fieldset", {}, make("legend", {}, "Your words"), field("title", "Title", input("title", 150), ""), field("purpose", "Purpose", input("purpose", 400, 2), ""),
      field("summary", "Summary, a line for each point", input("summary", 2000, 5), ""));
    const take = make("section", { class: "composer-take", "aria-label": "Take the paper away" }, make("h2", {}, "Take it away as"), make("div", { class: "composer-forms", "data-part": "forms" }),
      make("div", { class: "composer-work", "data-part": "work" }), make("p", { "data-part": "said", role: "status" }));
    const form = make("form", { class: "chart-card composer-form", "aria-label": "What the paper holds" }, charts, words);
    const frame = make("iframe", { title: "Preview of the paper", "data-part": "preview" });
    const open = make("a", { target: "_blank", "data-part": "open" }, "Open the preview by itself");
    slot().replaceChildren(form, make("section", { class: "chart-card composer-preview", "aria-label": "The paper" }, take, make("h2", {}, "Preview"), make("p", {}, open), frame));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", changed);
    form.addEventListener("input", typed);
    slot().addEventListener("click", clicked);
  }

  // ---- what the reader does -----------------------------------------------------------------------------------
  let outline = null;
  const shown = () => [...part("inside").querySelectorAll("[data-chart]")].map((box) => box.dataset.chart);

  function take(charts, words, focus) {
    outline = { ...outline, charts };
    choose({ ...chosen(), charts });
    lists(outline);
    say(words);
    const at = slot().querySelector(focus);
    const next = at && at.disabled ? at.parentElement.querySelector("button:not(:disabled)") : at;
    if (next) next.focus();
    follow();
  }

  function changed(event) {
    const key = event.target.dataset.chart;
    if (!key) return;
    const charts = event.target.checked ? [...shown(), key] : shown().filter((one) => one !== key);
    if (!charts.length) {
      event.target.checked = true;
      say("A paper has at least one chart.");
      return;
    }
    take(charts, `${event.target.checked ? "Added" : "Left out"}; ${count(charts.length, "chart")} in the paper.`, event.target.checked ? `#chart-${key}` : "[data-part=rest]");
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.part === "usual") take([], "The usual charts are back.", "[data-part=rest]");
    if (button.dataset.form) fetchFile(button.dataset.form, button.textContent);
    if (button.dataset.part === "cancel") running.abort();
    if (!button.dataset.move) return;
    const charts = shown();
    const from = charts.indexOf(button.dataset.key);
    const to = from + Number(button.dataset.move);
    charts.splice(to, 0, ...charts.splice(from, 1));
    take(charts, `Now ${to + 1} of ${charts.length}.`, `[data-move="${button.dataset.move}"][data-key="${button.dataset.key}"]`);
  }

  function typed(event) {
    const key = event.target.dataset.word;
    if (!key) return;
    window.clearTimeout(typed.waiting);
    typed.waiting = window.setTimeout(() => {
      if (!slot()) return; // the address is another page's by now
      choose({ ...chosen(), [key]: event.target.value });
      follow();
    }, PAUSE);
  }

  // ---- what follows the address -------------------------------------------------------------------------------
  let asking = new AbortController();

  // What the address has and nobody knows is said, and taken out of it.
  function leaveOut(answered) {
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${answered.understood ? `?${answered.understood}` : ""}`);
    say(`Ignored: ${answered.sentence}`);
  }

  async function follow() {
    asking.abort();
    asking = new AbortController();
    const answer = await fetch(address("json"), { signal: asking.signal, headers: { "X-Requested-With": "cep" } }).catch(() => null);
    if (!answer || !part("inside")) return;
    if (!answer.ok) { say(await answer.text()); return; }
    outline = await answer.json();
    if (outline.sentence) leaveOut(outline);
    lists(outline);
    hints();
    part("forms").replaceChildren(...outline.forms.map((one) => make("button", { type: "button", class: "quiet", "data-form": one.form }, one.name)));
    const preview = address("html");
    part("open").href = preview;
    if (part("preview").getAttribute("src") !== preview) part("preview").src = preview;
    slot().dataset.following = window.location.search;
  }

  function hints() {
    for (const key of WORDS) {
      const words = key === "summary" ? `\n${outline.summary.join("\n")}` : outline[key];
      part(`hint-${key}`).textContent = chosen()[key] ? "" : `Left empty, the paper says: ${words}`;
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
    if (address(form).length > LONGEST_ADDRESS) { say("Your words are too long for an address; shorten the summary."); return; }
    running = new AbortController();
    const done = working(name);
    try {
      const answer = await fetch(address(form), { signal: running.signal });
      if (!answer.ok) { say(await answer.text()); return; }
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
      fill: function () {
        if (!slot()) return window.dash_clientside.no_update; // this script came after the reader had left
        if (!slot().firstElementChild) build();
        for (const key of WORDS) slot().querySelector(`#paper-${key}`).value = chosen()[key];
        follow();
        return window.dash_clientside.no_update;
      },
    },
  });
})();
