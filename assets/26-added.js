// Where statistics and boundaries are added: a file is kept, its fields say what it is, it is looked at, and then added.
(function () {
  const { button, make, table } = window.cepCards;
  const { ask, send, renew, standing, teller } = window.cepDesk;
  const state = { begin: null, kept: null, seen: null, asked: null, sentence: "", isBad: false };
  const element = (id) => document.getElementById(id);
  const say = teller("added", state);

  // ---- steps --------------------------------------------------------------------------------------------------
  async function keep(files) {
    if (!files.length) return;
    const form = new FormData();
    for (const file of files) form.append("files", file);
    Object.assign(state, { kept: null, seen: null });
    drawFields();
    say("Sending the file.", false, true);
    const answer = await send(form, () => {}, "/data/added/keep");
    state.kept = answer.ok ? answer : null;
    drawFields();
    say(answer.sentence, !answer.ok);
    const first = document.querySelector("#added-fields :is(input, select)");
    if (first) first.focus();
  }
  function asked() {
    const said = { key: state.kept.key };
    for (const field of document.querySelectorAll("#added-fields [name]")) said[field.name] = field.type === "checkbox" ? field.checked : field.value;
    return said;
  }
  async function look(event) {
    event.preventDefault();
    state.seen = null;
    state.asked = asked();
    say(state.kept.what === "boundaries" ? "Looking. Boundaries take up to a minute." : "Looking.", false, true);
    drawSeen();
    const answer = await ask("/data/added/look", state.asked);
    state.seen = answer.ok ? answer : null;
    drawSeen();
    say(answer.sentence, !answer.ok || answer.is_refused);
  }
  async function load() {
    say("Adding.", false, true);
    const answer = await ask("/data/added/load", { ...state.asked, seen: state.seen.seen, who: window.cepKept.name() });
    if (answer.ok) Object.assign(state, { kept: null, seen: null });
    else if (answer.seen) state.seen = answer;
    drawFields();
    await done(answer);
  }
  async function done(answer) {
    if (answer.ok) {
      await begin();
      await renew();
    }
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.ok);
    if (element("added-status")) element("added-status").focus();
  }
  const forget = () => {
    Object.assign(state, { kept: null, seen: null });
    drawFields();
    say("The file was forgotten. Nothing was written.");
    element("added-file").focus();
  };
  async function remove(set) {
    say(`Removing ${set.words}.`, false, true);
    await done(await ask("/data/added/remove", { level: set.level, vintage: set.vintage }));
  }

  // ---- drawing ------------------------------------------------------------------------------------------------
  const options = (pairs, first) => [...(first ? [make("option", { value: "" }, first)] : []), ...pairs.map(([value, words]) => make("option", { value }, words))];
  const same = (names) => names.map((name) => [name, name]);
  function field(name, label, control, hint) {
    const id = `added-${name}`;
    control.id = id;
    control.name = name;
    const note = hint ? [make("p", { class: "hint", id: `${id}-hint` }, hint)] : [];
    if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
    const named = make("label", { for: id }, label);
    return control.type === "checkbox" ? make("div", { class: "form-check" }, control, named, ...note) : make("div", {}, named, control, ...note);
  }
  const text = (attributes) => make("input", { type: "text", class: "form-control", autocomplete: "off", ...attributes });
  const chosen = (...options) => make("select", { class: "form-select" }, ...options);
  const tick = () => make("input", { type: "checkbox", class: "form-check-input" });
  function ofStatistics(kept) {
    const known = make("datalist", { id: "added-measures" }, ...state.begin.measures.map((name) => make("option", { value: name })));
    const periods = kept.periods.length > 1 ? same(kept.periods).concat([["each", "Each, at its own date"]]) : [];
    const numbers = same(kept.numbers).concat([["rows", "The number of rows"]]);
    return [
      known,
      field("label", "What the measure is called", text({ list: "added-measures", required: "" }), "A name that is there already takes newer values."),
      field("values", "Values", chosen(...options(numbers, numbers.length > 2 ? "Choose a column" : ""))),
      ...(kept.area ? [] : [field("places", "Column of places", chosen(...options(same(kept.columns), "Choose a column")))]),
      ...(kept.sheets.length > 1 ? [field("sheet", "Sheet", chosen(...options(same(kept.sheets), "The one that has the columns")))] : []),
      ...(periods.length ? [field("period", "Period", chosen(...options(periods, "Choose a period")))] : []),
      field("on", "Day", make("input", { type: "date", class: "form-control" }), "Where no period says it."),
      field("kind", "Kind", chosen(...options([["score", "A score"], ["rate", "A rate"], ["count", "A count"]], "As it is known, else a score")), "Where authorities merged, counts are added up; a county’s rate is given to its districts."),
      field("where", "Only rows with", text({}), "COLUMN=VALUE, with a semicolon between several."),
      field("source", "Source", text({}), "Printed under figures."),
      field("sum", "Add up the rows of each authority", tick()),
      field("lower", "The lowest value is the greatest need", tick()),
    ];
  }
  function ofBoundaries() {
    return [
      field("level", "The areas are", chosen(...options(state.begin.levels, "Choose"))),
      field("vintage", "Year", make("input", { type: "number", class: "form-control", min: "2009", max: "2100", required: "" }), "The year that the boundaries are of."),
      field("layer", "Layer", text({}), "Where the file has several."),
      field("code-column", "Column of codes", text({}), "Where it is not found."),
      field("name-column", "Column of names", text({}), "Where it is not found."),
      field("attribution", "Attribution", text({}), "Printed under maps; that of the ONS unless said."),
      field("repair", "Repair overlaps", tick(), "What moves is said."),
    ];
  }
  function fieldsOf(kept) {
    const fields = kept.what === "boundaries" ? ofBoundaries() : ofStatistics(kept);
    const form = make(
      "form", { class: "added-form", "aria-label": "What the file is" }, ...fields,
      make("div", { class: "intake-actions" }, make("button", { type: "submit", class: "primary" }, "Look"), button("Forget this file", forget)),
    );
    form.addEventListener("submit", look);
    return [form];
  }
  function seenOf(found) {
    const notes = (found.notes || []).length ? [make("h3", {}, "What was decided and left out"), make("ul", {}, ...found.notes.map((note) => make("li", {}, note)))] : [];
    const doing = found.may_load ? [make("div", { class: "intake-actions" }, button(found.load_label, load, "primary"))] : [];
    return [...doing, ...notes, ...(found.difference ? [table("What would change, row by row", found.difference)] : [])];
  }
  const [standFields, standSeen] = [standing(fieldsOf), standing(seenOf)];
  const drawSeen = () => standSeen(element("added-seen"), state.seen);
  const drawFields = () => { standFields(element("added-fields"), state.kept); drawSeen(); };
  function drawSets() {
    const place = element("added-sets");
    const sets = state.begin.sets.map((set) => {
      const back = set.may_remove && state.begin.may_write ? [" ", button("Remove", () => remove(set))] : [];
      if (back.length) back[1].setAttribute("aria-label", `Remove ${set.words}`);
      return make("li", {}, set.words, ...back);
    });
    place.replaceChildren(make("details", { class: "added-sets" }, make("summary", {}, "Boundaries that maps are drawn from"), make("ul", {}, ...sets)));
  }
  async function begin() {
    if (state.begin) drawAll(); // the page was drawn anew
    const answer = await ask("/data/added");
    if (!answer.ok) return;
    state.begin = answer;
    drawAll();
  }
  function drawAll() {
    if (!element("added-desk")) return;
    if (!element("added-sets")) drawDesk();
    drawSets();
  }
  function drawDesk() {
    const input = make("input", { type: "file", multiple: "", id: "added-file", class: "form-control", accept: state.begin.accepts.join(",") });
    input.addEventListener("change", () => { keep([...input.files]); input.value = ""; });
    const writing = make("div", { class: "drop-zone" }, make("label", { for: "added-file" }, "Choose a table or a boundary file"), input);
    element("added-desk").replaceChildren(
      state.begin.may_write ? writing : make("p", { class: "card-message" }, state.begin.sentence),
      make("div", { id: "added-fields" }), make("p", { id: "added-status", class: "intake-status", role: "status", tabindex: "-1" }),
      make("div", { id: "added-seen" }), make("div", { id: "added-sets" }),
    );
    drawFields();
    say(state.sentence, state.isBad);
  }

  Object.assign(window.dash_clientside, { added: { open: begin } });
})();
