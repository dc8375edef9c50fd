// The wizard for lists as people keep them: a list is read, its columns and questions are answered, then it is loaded.
(function () {
  const { button, make, tables } = window.cepCards;
  const { ask, send, renew, standing, teller } = window.cepDesk;
  const state = { begin: null, kept: "", found: null, sentence: "", isBad: false };
  const element = (id) => document.getElementById(id);
  const say = teller("lists", state);
  const WRITTEN = "\u0000written"; // the choice that opens a field of its own

  // The list under way is known again after a reload of this tab, with all that was answered; a browser may keep nothing.
  const UNDER_WAY = "cep-list";
  function remember() {
    try {
      if (state.found && element("lists-name")) window.sessionStorage.setItem(UNDER_WAY, JSON.stringify({ key: state.found.key, mapping: mapping() }));
      else if (!state.found) window.sessionStorage.removeItem(UNDER_WAY);
    } catch { /* chosen again */ }
  }
  function remembered() { try { return JSON.parse(window.sessionStorage.getItem(UNDER_WAY)); } catch { return null; } }

  // ---- steps --------------------------------------------------------------------------------------------------
  async function read(files) {
    if (!files.length) return;
    const form = new FormData();
    for (const file of files) form.append("files", file);
    form.append("kept", element("lists-kept").value);
    state.found = null;
    draw();
    say("Reading the list.", false, true);
    show(await send(form, () => {}, "/data/lists/read"));
    const first = document.querySelector("#lists-form :is(input, select)");
    if (first) first.focus();
  }
  function show(answer) {
    if (answer.proposal) state.found = answer;
    draw();
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.proposal && !answer.ok);
  }
  // What stands in the form, as the file of a mapping has it; what has no answer may get the one that is proposed.
  function mapping(proposed) {
    const { proposal } = state.found;
    const value = (id) => element(id).value;
    return {
      mapping: value("lists-name").trim(), as_at: value("lists-day") || null, sheet: element("lists-sheet") ? value("lists-sheet") : proposal.sheet,
      columns: proposal.columns.map((column, place) => ({ heading: column.heading, is: value(`lists-column-${place}`) })),
      questions: proposal.questions.map((question, place) => ({ column: question.column, value: question.value, answer: (question.asks ? answerOf(question, place) : question.answer) ?? (proposed ? question.proposed ?? null : null) }))
        .filter((one) => one.column !== "as_at"),
    };
  }
  function answerOf(question, place) {
    const boxes = [...document.querySelectorAll(`[name="lists-answer-${place}"]`)];
    if (!boxes.length) return question.answer;
    if (boxes[0].type === "checkbox") {
      const inPart = new Set([...document.querySelectorAll(`[name="lists-part-${place}"]:checked`)].map((box) => box.value));
      const chosen = boxes.filter((box) => box.checked).map(({ value }) => (inPart.has(`${value}:part`) ? `${value}:part` : value));
      return chosen.length ? chosen.filter(Boolean).join(";") : null;
    }
    if (boxes[0].value === "") return null;
    const written = element(`lists-written-${place}`);
    return boxes[0].value === WRITTEN ? written.value.trim() || null : boxes[0].value.slice(1);
  }
  async function look(event, proposed) {
    if (event) event.preventDefault();
    const said = { key: state.found.key, mapping: mapping(proposed) };
    const held = document.activeElement && document.activeElement.id;
    say("Looking.", false, true);
    show(await ask("/data/lists/look", said));
    if (!event && held && element(held)) element(held).focus();
    else {
      const next = state.found.open ? document.querySelector("#lists-questions .is-open :is(input, select)") : element("lists-load");
      (next || element("lists-status")).focus();
    }
  }
  async function load() {
    const said = { key: state.found.key, mapping: mapping(), seen: state.found.seen, who: window.cepKept.name() };
    say("Loading.", false, true);
    const answer = await ask("/data/lists/load", said);
    if (answer.ok) {
      state.found = null;
      remember();
      await begin();
      await renew();
    }
    show(answer);
    element("lists-status").focus();
  }
  async function forget() {
    const { key } = state.found;
    state.found = null;
    draw();
    say((await ask("/data/discard", { key })).sentence);
    element("lists-file").focus();
  }

  // ---- drawing ------------------------------------------------------------------------------------------------
  const option = (value, words, chosen) => make("option", chosen ? { value, selected: "" } : { value }, words);
  const labelled = (label, control) => make("div", {}, make("label", { for: control.id }, label), control);
  const select = (id, ...options) => make("select", { id, class: "form-select form-select-sm" }, ...options);
  function head() {
    const { proposal } = state.found;
    const asked = proposal.questions.find((question) => question.column === "as_at");
    const day = make("input", { type: "date", id: "lists-day", class: "form-control form-control-sm", required: "", value: proposal.as_at || (asked && asked.proposed) || "" });
    const name = make("input", { type: "text", id: "lists-name", class: "form-control form-control-sm", maxlength: "80", required: "", value: proposal.mapping });
    const sheets = [proposal.sheet, ...Object.keys(proposal.other_sheets).filter((title) => proposal.other_sheets[title].startsWith("not read"))];
    const sheet = sheets.length > 1 ? [labelled("Sheet", select("lists-sheet", ...sheets.map((title) => option(title, title))))] : [];
    for (const one of sheet) one.lastChild.addEventListener("change", () => look());
    return make("div", { class: "lists-head" }, labelled("The day that the list speaks of", day), ...sheet, labelled("Keep what is decided as", name));
  }
  function columns() {
    const { proposal } = state.found;
    const roles = Object.entries(proposal.columns_can_be);
    const rows = proposal.columns.map((column, place) => {
      const choice = select(`lists-column-${place}`, ...roles.map(([role, words]) => option(role, words, role === column.is)));
      choice.setAttribute("aria-label", `What the column ${column.heading} is`);
      choice.addEventListener("change", () => look());
      const cells = [choice, column.sample, String(column.understood), String(column.asked), String(column.ignored)];
      const heads = ["Is", "For example", "Understood", "Asked", "Ignored"];
      return make("tr", {}, make("th", { scope: "row" }, `${column.letter}: ${column.heading}`), ...cells.map((cell, at) => make("td", { "data-label": heads[at] }, cell)));
    });
    const heads = ["Column", "Is", "For example", "Cells understood", "Asked", "Ignored"].map((words) => make("th", { scope: "col" }, words));
    const drawn = make(
      "table", { class: "frame-table" }, make("caption", {}, "What is each column?"), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows),
    );
    return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Columns of the list" }, drawn);
  }
  function control(question, place) {
    const name = `lists-answer-${place}`;
    const choices = Object.entries(question.choices);
    if (question.column === "areas" && choices.length) {
      const said = question.answer === null ? [] : question.answer.split(/[;,\s]+/);
      const chosen = new Set(said.map((code) => code.split(":")[0]));
      const ticked = (id, called, value, words, checked) => {
        const made = make("input", { type: "checkbox", class: "form-check-input", name: called, value, id });
        made.checked = checked;
        return make("div", { class: "form-check" }, made, make("label", { for: id, class: "form-check-label" }, words));
      };
      const box = (code, words, at) => {
        const drawn = ticked(`${name}-${at}`, name, code, words, question.answer !== null && chosen.has(code));
        if (!code) return drawn;
        // An authority that is covered is covered whole, or only a part of it is.
        const part = ticked(`lists-part-${place}-${at}`, `lists-part-${place}`, `${code}:part`, "only a part", said.includes(`${code}:part`));
        const whole = drawn.firstChild;
        part.firstChild.setAttribute("aria-label", `${words}: only a part`);
        part.hidden = !whole.checked;
        whole.addEventListener("change", () => { part.hidden = !whole.checked; if (part.hidden) part.firstChild.checked = false; });
        drawn.append(part);
        return drawn;
      };
      return make("div", { class: "lists-boxes" }, ...choices.map(([code, words], at) => box(code, words, at)), box("", "None of them", choices.length));
    }
    const isFree = ["areas", "established", "website"].includes(question.column);
    const known = new Map(question.column === "areas" ? [["", "None: leave it out"]] : choices);
    const isWritten = isFree && question.answer !== null && !known.has(question.answer);
    const chosen = make(
      "select", { name, id: `${name}-0`, class: "form-select form-select-sm" }, option("", "Choose an answer"),
      ...[...known].map(([answer, words]) => option(`=${answer}`, words, answer === question.answer)), ...(isFree ? [option(WRITTEN, "Write it", isWritten)] : []),
    );
    chosen.setAttribute("aria-label", question.asks);
    if (!isFree) return make("div", {}, chosen);
    const written = make("input", { type: "text", id: `lists-written-${place}`, class: "form-control form-control-sm", "aria-label": `Write it: ${question.asks}`, value: isWritten ? question.answer : "" });
    if (question.column === "areas") written.setAttribute("list", "lists-areas");
    written.hidden = !isWritten;
    chosen.addEventListener("change", () => { written.hidden = chosen.value !== WRITTEN; if (!written.hidden) written.focus(); });
    return make("div", {}, chosen, written);
  }
  function questions() {
    const { proposal } = state.found;
    const asked = [...proposal.questions.entries()].filter(([, question]) => question.asks && question.column !== "as_at");
    if (!asked.length) return [];
    const fields = asked.map(([place, question]) => {
      const rows = question.rows.length ? `${question.rows.length === 1 ? "Row" : "Rows"} ${question.rows.slice(0, 6).join(", ")}${question.rows.length > 6 ? ` and ${question.rows.length - 6} more` : ""}. ` : "";
      const meant = question.proposed === null ? "" : `Proposed: ${question.proposed === "" ? "leave out" : question.choices[question.proposed] || question.proposed.split(";").map((code) => question.choices[code] || code).join(", ")}.`;
      return make(
        "fieldset", { class: question.answer === null ? "is-open" : "" }, make("legend", {}, question.asks), make("p", { class: "hint" }, rows + meant), control(question, place),
      );
    });
    const proposed = asked.some(([, question]) => question.answer === null && question.proposed !== null);
    return [make(
      "section", { id: "lists-questions", "aria-label": "Questions" }, make("h3", {}, "Questions: one answer for all equal cells"),
      ...(proposed ? [button("Take all proposed answers", () => look(null, true))] : []), ...fields,
    )];
  }
  function understood() {
    const { proposal } = state.found;
    const readings = proposal.readings.map((one) => make("li", {}, `${one.column}: “${one.value}” is ${one.read_as || "blank"} (${one.rows.length} ${one.rows.length === 1 ? "row" : "rows"})`));
    const left = [
      ...proposal.rows_left_out.map((row) => `Row ${row.number}, ${row.what}: ${row.says}`), ...(proposal.left_out.blank ? [`Blank rows: ${proposal.left_out.blank}`] : []),
      ...Object.entries(proposal.other_sheets).map(([title, why]) => `Sheet ${title}: ${why}`),
    ].map((words) => make("li", {}, words));
    const folded = (title, items) => (items.length ? [make("details", {}, make("summary", {}, `${title} (${items.length})`), make("ul", {}, ...items))] : []);
    return [...folded("Read as", readings), ...folded("Left out", left)];
  }
  function form() {
    const areas = make("datalist", { id: "lists-areas" }, ...state.found.areas.map(([code, name]) => option(code, name)));
    const drawn = make(
      "form", { "aria-label": "How the list is read" }, head(), columns(), areas, ...questions(), ...understood(),
      make("div", { class: "intake-actions" }, make("button", { type: "submit", class: "primary" }, "See what would change"), button("Forget this list", forget)),
    );
    drawn.addEventListener("submit", look);
    drawn.addEventListener("change", remember);
    return [drawn];
  }
  function result(found) {
    const doing = make("div", { class: "intake-actions" });
    if (found.may_load) {
      const loading = button(found.load_label, load, "primary");
      loading.id = "lists-load";
      doing.append(loading);
    }
    const parts = [["Problems", found.problems], ["What would change, by sheet", found.counts], ["What would change, row by row", found.difference]];
    return [doing, ...tables(parts)];
  }
  const [standForm, standResult] = [standing(form), standing(result)];
  function draw() {
    standForm(element("lists-form"), state.found);
    standResult(element("lists-result"), state.found);
    remember();
  }
  function drawDesk() {
    const input = make("input", { type: "file", id: "lists-file", class: "form-control", accept: state.begin.accepts.join(",") });
    input.addEventListener("change", () => { read([...input.files]); input.value = ""; });
    const zone = make(
      "div", { class: "drop-zone" }, labelled("Read it as", select("lists-kept", option("", "A new kind of list: propose"), ...state.begin.kept.map((name) => option(name, `The last one kept as “${name}”`)))),
      make("label", { for: "lists-file" }, "Choose a list"), input,
    );
    const kept = zone.querySelector("#lists-kept");
    kept.value = state.kept;
    kept.addEventListener("change", () => { state.kept = kept.value; });
    element("lists-desk").replaceChildren(
      state.begin.may_write ? zone : make("p", { class: "card-message" }, state.begin.sentence),
      make("p", { id: "lists-status", class: "intake-status", role: "status", tabindex: "-1" }), make("div", { id: "lists-form" }), make("div", { id: "lists-result" }),
    );
    draw();
    say(state.sentence, state.isBad);
  }
  async function begin() {
    if (state.begin && element("lists-desk") && !element("lists-desk").children.length) drawDesk(); // the page was drawn anew
    const answer = await ask("/data/lists");
    const place = element("lists-desk");
    if (!place) return;
    if (!answer.ok) { place.textContent = answer.sentence; return; }
    const isNew = !state.begin || state.begin.kept.join() !== answer.kept.join();
    const before = state.begin ? null : remembered();
    state.begin = answer;
    if (isNew || !place.children.length) drawDesk();
    if (before && answer.may_write) show(await ask("/data/lists/look", before));
  }

  Object.assign(window.dash_clientside, { lists: { open: begin } });
})();
