// What is made by itself: the list of it, with what became of each, and the form by which another one is written down.
(function () {
  const { button, make } = window.cepCards;
  const { ask, renew, standing, teller } = window.cepDesk;
  const state = { begin: null, form: null, sentence: "", isBad: false };
  const element = (id) => document.getElementById(id);
  const say = teller("packs", state);

  // ---- steps --------------------------------------------------------------------------------------------------
  async function done(answer, isBad) {
    if (answer.ok) { await begin(); await renew(); }
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.ok || isBad);
    element("packs-status")?.focus();
  }
  async function add(event) {
    event.preventDefault();
    const said = new FormData(event.target);
    const isShown = (name) => !event.target.elements[name]?.closest?.("[hidden]"); // the day of a paper is none of a mail
    const value = (name) => (isShown(name) ? said.get(name) || "" : "").trim();
    window.cepKept.keepName(value("who"));
    const asked = Object.fromEntries(["name", "kind", "every", "days_after", "address", "as_at", "bridge", "recipients", "who"].map((name) => [name, value(name)]));
    say("Writing it down.", false, true);
    const answer = await ask("/data/packs/add", { ...asked, forms: said.getAll("forms") });
    if (answer.ok) state.form = null;
    await done(answer);
  }
  async function makeNow(pack) {
    say(`Making ${pack.name}.`, false, true);
    const answer = await ask("/data/packs/make", { pack: pack.key });
    await done(answer, answer.is_wrong);
  }
  async function remove(pack) {
    if (!window.cepKept.name()) { say("Say who removes it: type your name into the form below.", true); open(); return; }
    say(`Removing ${pack.name}.`, false, true);
    const answer = await ask("/notes/drop", { kind: "packs", key: [pack.key], who: window.cepKept.name() });
    await done(answer.ok ? { ...answer, sentence: `${pack.name} is removed. Undoing its batch below brings it back.` } : answer);
  }
  async function open() {
    state.form = await ask("/drafts.json");
    draw();
    document.querySelector("#packs-form input").focus();
  }

  // ---- drawing ------------------------------------------------------------------------------------------------
  function packRow(pack) {
    const labelled = (words, does) => {
      const made = button(words, does, "quiet");
      made.setAttribute("aria-label", `${words}: ${pack.name}`);
      return made;
    };
    const doing = state.begin.may_write ? [labelled("Make now", () => makeNow(pack)), labelled("Remove", () => remove(pack))] : [];
    const became = pack.became.length ? make("ul", {}, ...pack.became.map((one) => make("li", {}, one))) : "Not made yet";
    return make(
      "tr", {}, make("th", { scope: "row" }, pack.name), ...pack.cells.map(([label, text]) => make("td", { "data-label": label }, text)),
      make("td", { "data-label": "What became of it" }, became), make("td", { "data-label": "What you can do", class: "intake-actions" }, ...doing),
    );
  }
  function list() {
    const { packs } = state.begin;
    if (!packs.length) return make("p", {}, "Nothing is made by itself yet.");
    const heads = ["Name", ...packs[0].cells.map(([label]) => label), "What became of it", "What you can do"].map((words) => make("th", { scope: "col" }, words));
    const drawn = make(
      "table", { class: "frame-table" }, make("caption", { class: "visually-hidden" }, "What is made by itself"), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...packs.map(packRow)),
    );
    return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "What is made by itself" }, drawn);
  }
  function field(name, label, control, hint) {
    const id = `packs-${name}`;
    control.id = id;
    control.name = name;
    if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
    return make("div", {}, make("label", { for: id }, label), control, ...(hint ? [make("p", { class: "hint", id: `${id}-hint` }, hint)] : []));
  }
  const text = (more) => make("input", { type: "text", class: "form-control", autocomplete: "off", ...more });
  const select = (pairs, first) => make("select", { class: "form-select" }, ...(first ? [make("option", { value: "" }, first)] : []), ...pairs.map(([value, words]) => make("option", { value }, words)));
  function ticks() {
    const each = state.begin.forms.map(([key, name, isUsual]) => {
      const box = make("input", { type: "checkbox", name: "forms", value: key, class: "form-check-input", id: `packs-form-${key}` });
      box.checked = isUsual;
      return make("div", { class: "form-check" }, box, make("label", { for: box.id, class: "form-check-label" }, name));
    });
    return make("fieldset", { id: "packs-forms" }, make("legend", {}, "Forms"), ...each);
  }
  function form({ drafts = [] }) {
    const { begin } = state;
    const kind = select(begin.kinds);
    const forms = ticks();
    const address = field("address", "Address of the paper", text({ maxlength: "20000" }), "As the page Board paper has it, with charts and words; else the usual charts.");
    const day = field("as_at", "As at", select(begin.days, "The last complete day"));
    const draft = select(drafts.map((one) => [one.address, one.name]), "None");
    draft.addEventListener("change", () => { address.querySelector("input").value = draft.value; if (draft.value) day.querySelector("select").value = begin.days[0][0]; });
    const ofPaper = [...(drafts.length ? [field("draft", "From a draft", draft)] : []), address, day, forms];
    const every = select(begin.rhythms);
    const fit = () => {
      for (const one of ofPaper) one.hidden = kind.value !== "paper";
      every.value = kind.value === "paper" ? "quarter" : "week";
    };
    kind.addEventListener("change", fit);
    fit();
    const drawn = make(
      "form", { class: "added-form", id: "packs-form", "aria-label": "What is to be made by itself" },
      field("name", "What it is called", text({ required: "", maxlength: "80" })), field("kind", "What is made", kind),
      field("every", "How often", every),
      field("days_after", "Days after the end", text({ type: "number", min: "0", max: "366", value: "0" }), "Of the quarter, month or week; returns take 30."),
      ...ofPaper, field("bridge", "Bridge", select(begin.bridges, "All")),
      field("recipients", "Mailed to", text({ maxlength: "2000" }), "Addresses of roles, with a semicolon between several; else it waits in the folder."),
      ...(window.cepKept.isSignedIn ? [] : [field("who", "Your name", text({ required: "", maxlength: "80", autocomplete: "name", value: window.cepKept.name() }))]),
      make("p", { class: "hint" }, `Files are written to the folder ${begin.folder} of this machine.`),
      make("div", { class: "intake-actions" }, make("button", { type: "submit", class: "primary" }, "Write it down"), button("Cancel", () => { state.form = null; draw(); })),
    );
    drawn.addEventListener("submit", add);
    return [drawn];
  }
  const standForm = standing(form);
  function draw() {
    if (!element("packs-list")) return;
    element("packs-list").replaceChildren(list());
    standForm(element("packs-adding"), state.form);
    element("packs-open").hidden = Boolean(state.form) || !state.begin.may_write;
  }
  function drawDesk() {
    const opening = button("Add a paper or mail", open);
    opening.id = "packs-open";
    element("packs-desk").replaceChildren(
      ...(state.begin.may_write ? [] : [make("p", { class: "card-message" }, state.begin.sentence)]), make("div", { id: "packs-list" }), opening,
      make("p", { id: "packs-status", class: "intake-status", role: "status", tabindex: "-1" }), make("div", { id: "packs-adding" }),
    );
    draw();
    say(state.sentence, state.isBad);
  }
  async function begin() {
    if (state.begin && element("packs-desk") && !element("packs-desk").children.length) drawDesk(); // the page was drawn anew
    const answer = await ask("/data/packs");
    const place = element("packs-desk");
    if (!place) return;
    if (!answer.ok) { place.textContent = answer.sentence; return; }
    state.begin = answer;
    if (place.children.length) draw(); else drawDesk();
  }

  Object.assign(window.dash_clientside, { packs: { open: begin } });
})();
