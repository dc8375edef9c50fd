// Where returns are handed in: files are sent, checked and shown; only then loaded, and taken back if need be.
// The server keeps what was sent; this file keeps what was answered, and draws it anew when the page is drawn anew.
(function () {
  const { button, make, tables } = window.cepCards;
  const OURS = { "X-Requested-With": "cep" };
  const UNREACHABLE = "The server did not answer. Is it still running? Nothing was changed.";
  const MB = 1000000;
  const state = { intake: null, files: [], answer: null, sentence: "", isBad: false, busy: "", of: null, confirmed: new Set() };
  // What waits here is known again after a reload of this tab; a browser may keep nothing.
  const WAITING = "cep-waiting";
  const PAGE = window.crypto.getRandomValues(new Uint32Array(4)).join("-"); // nobody guesses it, and two who send the same file do not take it from each other
  function remember() {
    const { key, replace } = state.answer || {};
    try {
      if (key) window.sessionStorage.setItem(WAITING, JSON.stringify({ key, replace, ...state.of }));
      else window.sessionStorage.removeItem(WAITING);
    } catch { /* chosen again */ }
  }
  function remembered() { try { return JSON.parse(window.sessionStorage.getItem(WAITING)); } catch { return null; } }
  const element = (id) => document.getElementById(id);

  // ---- asking the server --------------------------------------------------------------------------------------
  function answered(status, text) {
    try {
      return { ok: status < 400, status, ...JSON.parse(text) };
    } catch {
      return { ok: false, status, sentence: text.trim() || UNREACHABLE };
    }
  }
  async function ask(path, body) {
    const post = { method: "POST", headers: { ...OURS, "Content-Type": "application/json" }, body: JSON.stringify(body) };
    try {
      const answer = await fetch(path, body ? post : {});
      return answered(answer.status, await answer.text());
    } catch {
      return { ok: false, status: 0, sentence: UNREACHABLE };
    }
  }
  // fetch does not tell how much has been sent, so files go by the older way.
  const send = (form, told, path) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", path || "/data/upload");
    for (const [name, value] of Object.entries(OURS)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && told(event.loaded / event.total));
    request.addEventListener("load", () => resolve(answered(request.status, request.responseText)));
    request.addEventListener("error", () => resolve({ ok: false, status: 0, sentence: UNREACHABLE }));
    request.send(form);
  });

  // ---- what is going on ---------------------------------------------------------------------------------------
  function say(sentence, isBad) {
    Object.assign(state, { sentence, isBad: Boolean(isBad), busy: "" });
    showStatus();
  }
  function work(sentence, share) {
    Object.assign(state, { sentence, isBad: false, busy: share === undefined ? "unknown" : String(share) });
    showStatus();
  }
  function showStatus() {
    const [status, bar] = [element("intake-status"), element("intake-progress")];
    if (!status) return;
    if (status.textContent !== state.sentence) status.textContent = state.sentence;
    status.className = state.isBad ? "intake-status is-bad" : "intake-status";
    bar.hidden = !state.busy;
    if (state.busy === "unknown" || !state.busy) bar.removeAttribute("value"); else bar.value = Number(state.busy);
    for (const control of document.querySelectorAll("#intake button, #intake input, #intake-history button")) {
      control.disabled = Boolean(state.busy);
    }
    readOn(status);
  }
  // The store has changed: the history is asked for again, and so are the charts and sentences of this page.
  async function renew() {
    const answer = await ask("/data/intake");
    if (answer.ok) {
      state.intake = answer;
      await drawHistory();
    }
    window.dash_clientside.set_props("url", { query: window.location.search });
  }
  // What was done is said once everything that was there before is gone.
  async function done(answer) {
    if (answer.ok) await renew();
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.ok);
    if (element("intake-status")) element("intake-status").focus();
  }

  // ---- steps --------------------------------------------------------------------------------------------------
  async function check() {
    const files = state.files;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (!files.length) return;
    if (size > state.intake.most_bytes) {
      say(`These files have ${Math.ceil(size / MB)} MB; at most ${state.intake.most_bytes / MB} MB are taken. Send fewer at once.`, true);
      return;
    }
    const form = new FormData();
    for (const file of files) form.append("files", file);
    form.append("page", PAGE);
    if (element("intake-replace").checked) form.append("replace", "yes");
    state.answer = null;
    drawResult();
    work("Sending the files.", 0);
    const answer = await send(form, (share) => {
      if (share < 1) work(`Sending the files: ${Math.floor(share * 100)} %.`, share);
      else work("Checking the files. Large ones take a minute.");
    });
    state.of = null;
    show(answer);
  }
  function show(answer) {
    state.answer = answer.ok ? answer : null;
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.ok || answer.is_refused);
    remember();
    drawResult();
  }
  // Of which bridge and quarter it is the return, who sends it, and a note: as far as the page has it.
  function said() {
    const value = (name) => { const there = element(`intake-${name}`); return there ? there.value.trim() : ""; };
    return { who: value("who"), note: value("note"), bridge: value("bridge"), quarter: value("quarter") };
  }
  async function again(waiting) {
    work("Checking the files. Large ones take a minute.");
    show(await ask("/data/check", waiting));
  }
  async function finish(path, doing) {
    const open = document.querySelector(".intake-read input:not(:checked)");
    if (open) {
      say("Confirm first, sheet by sheet, what cells were read as.", true);
      open.focus();
      return;
    }
    const { key, seen, replace } = state.answer;
    const body = { key, seen, replace, ...said() };
    work(doing);
    const answer = await ask(path, body);
    state.answer = answer.key ? { ...answer, ok: true } : answer.ok ? null : state.answer;
    if (answer.ok) Object.assign(state, { files: [], of: null });
    remember();
    drawResult();
    await done(answer);
  }
  const load = () => finish("/data/load", "Loading.");
  const handIn = () => finish("/data/hand-in", "Handing in.");
  async function discard() {
    const { key } = state.answer;
    Object.assign(state, { answer: null, files: [], of: null });
    remember();
    drawResult();
    say((await ask("/data/discard", { key })).sentence);
    if (element("intake-files")) element("intake-files").focus();
  }
  async function undo(batch) {
    work(`Undoing batch ${batch}.`);
    await done(await ask("/data/undo", { batch, who: window.cepKept.name() }));
  }

  // ---- drawing ------------------------------------------------------------------------------------------------
  // Whose return it is: what is likely is chosen first, and choosing it has the files compared as such.
  function asReturn(found) {
    const of = state.of || { bridge: "", quarter: "", note: "" };
    const keep = () => {
      const { who, ...rest } = said();
      state.of = rest;
      if (who) window.cepKept.keepName(who);
      remember();
    };
    const changed = () => {
      keep();
      const { bridge, quarter } = state.of;
      if (Boolean(bridge) === Boolean(quarter)) again({ key: state.answer.key, replace: state.answer.replace, bridge, quarter });
    };
    const select = (name, label, none, choices) => {
      const made = make("select", { id: `intake-${name}`, class: "form-select form-select-sm" }, make("option", { value: "" }, none), ...choices.map(([value, text]) => make("option", { value }, text)));
      made.value = of[name];
      made.addEventListener("change", changed);
      return make("div", {}, make("label", { for: made.id }, label), made);
    };
    const text = (name, label, value, more) => {
      const made = make("input", { id: `intake-${name}`, type: "text", class: "form-control form-control-sm", maxlength: "300", value, ...more });
      made.addEventListener("change", keep);
      return make("div", {}, make("label", { for: made.id }, label), made);
    };
    const likely = found.likely && found.likely.bridge && found.likely.quarter && !of.bridge && !of.quarter ? [button("It looks like one: choose bridge and quarter", () => {
      state.of = { ...found.likely, note: said().note };
      again({ key: found.key, replace: found.replace, ...found.likely });
    })] : [];
    return make(
      "fieldset", { class: "intake-return" }, make("legend", {}, "Is it the return of a bridge for a quarter?"),
      make("div", {}, select("bridge", "Bridge", "No return", found.bridges), select("quarter", "Quarter to", "No return", found.quarters),
      ...(window.cepKept.isSignedIn ? [] : [text("who", "Your name", window.cepKept.name(), { autocomplete: "name" })]), text("note", "Note", of.note || ""), ...likely),
    );
  }
  // One choice for all equal cells; whoever means something else writes it.
  function questions(found) {
    const asked = found.questions.map((one, place) => {
      const choice = make("select", { id: `intake-asked-${place}`, class: "form-select form-select-sm" }, make("option", { value: "-" }, "Choose"));
      one.choices.forEach(([write, means], number) => choice.append(make("option", { value: String(number) }, write && means ? `${write}: ${means}` : write || means)));
      choice.append(make("option", { value: "own" }, "Something else"));
      const own = make("input", { type: "text", class: "form-control form-control-sm", "aria-label": `Instead of “${one.asked[2]}”`, maxlength: "300", hidden: "" });
      choice.addEventListener("change", () => { own.hidden = choice.value !== "own"; });
      const proposed = one.choices.findIndex(([write]) => write === one.proposed);
      if (proposed >= 0) choice.value = String(proposed);
      const answer = () => (choice.value === "own" ? own.value.trim() : choice.value === "-" ? null : one.choices[Number(choice.value)][0]);
      return { one, answer, drawn: make("div", {}, make("label", { for: choice.id }, one.asks), make("p", { class: "hint" }, one.where), choice, own) };
    });
    const send = () => {
      const answers = asked.filter(({ answer }) => answer() !== null).map(({ one, answer }) => [...one.asked, answer()]);
      const { bridge, quarter } = said();
      again({ key: found.key, replace: found.replace, bridge, quarter, answers });
    };
    return make("fieldset", { class: "intake-asked" }, make("legend", {}, "What is meant?"), ...asked.map(({ drawn }) => drawn), make("div", { class: "intake-actions" }, button("Answer", send, "primary")));
  }
  // What was understood is confirmed sheet by sheet; it stays confirmed while as many cells of the sheet are read.
  function confirming(found) {
    const boxes = found.confirm.map((what, place) => {
      const box = make("input", { type: "checkbox", class: "form-check-input", id: `intake-read-${place}` });
      box.checked = state.confirmed.has(what);
      box.addEventListener("change", () => state.confirmed[box.checked ? "add" : "delete"](what));
      return make("div", { class: "form-check" }, box, make("label", { for: box.id, class: "form-check-label" }, what));
    });
    return make("fieldset", { class: "intake-read" }, make("legend", {}, "Was this understood?"), ...boxes);
  }
  function result(found) {
    const doing = make("div", { class: "intake-actions" });
    if (found.bridges && !found.is_refused && state.of && state.of.bridge && state.of.quarter) doing.append(button("Hand in for review", handIn, "primary"));
    if (found.may_load) doing.append(button(found.load_label, load, doing.childElementCount ? "quiet" : "primary"));
    doing.append(button(found.may_load ? "Do not load" : "Forget these files", discard));
    if (found.marked_up) doing.append(make("a", { href: found.marked_up, download: "" }, "Download the files with the problems marked in their cells (XLSX)"));
    const parts = [["Problems", found.problems], ["What cells were read as", found.readings], ["What would change, by sheet", found.counts], ["What would change, row by row", found.difference]];
    const asked = found.questions && found.questions.length ? [questions(found)] : [];
    const read = found.confirm && found.confirm.length ? [confirming(found)] : [];
    return [...asked, ...(found.bridges ? [asReturn(found)] : []), ...read, doing, ...tables(parts)];
  }
  // What was drawn of an answer stands until there is another, so that what is typed into it, and the reader in it, stay when the
  // page is drawn anew.
  let focused = null;
  document.addEventListener("focusin", (event) => { focused = event.target; });
  // The reader of a sentence reads it on where it was drawn anew.
  function readOn(status) {
    if (focused?.id === status.id && !focused.isConnected && document.activeElement === document.body) status.focus({ preventScroll: true });
  }
  const standing = (draw) => {
    let [drawn, parts] = [null, []];
    return (place, found) => {
      if (!place) return;
      if (found !== drawn) [drawn, parts] = [found, found ? draw(found) : []];
      place.replaceChildren(...parts);
      if (document.activeElement === document.body && place.contains(focused)) focused.focus({ preventScroll: true });
    };
  };
  const stand = standing(result);
  const drawResult = () => stand(element("intake-result"), state.answer);
  function chosen(files) {
    state.files = [...files];
    state.confirmed.clear();
    element("intake-files").value = "";
    if (state.files.length) check();
  }
  function form() {
    const input = make("input", {
      type: "file", multiple: "", id: "intake-files", class: "form-control", "aria-describedby": "intake-hint", accept: state.intake.accepts.join(","),
    });
    input.addEventListener("change", () => chosen(input.files));
    const complete = make("input", { type: "checkbox", id: "intake-replace", class: "form-check-input" });
    complete.addEventListener("change", check);
    const zone = make(
      "div", { class: "drop-zone" },
      make("label", { for: "intake-files" }, "Choose files, or drop them here"),
      input,
      make("p", { id: "intake-hint", class: "hint" }, `${state.intake.hint}. They are checked at once; nothing is written before you press ${window.cepKept.may("load") ? "Load" : "Hand in for review"}.`),
      make("div", { class: "form-check" }, complete, make("label", { for: "intake-replace", class: "form-check-label" }, "The files are complete: rows that they leave out have ended")),
    );
    for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, () => zone.classList.add("is-over"));
    for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => state.busy || chosen(event.dataTransfer.files));
    return zone;
  }
  function templates() {
    const whose = make("select", { id: "intake-template", name: "partnership", class: "form-select form-select-sm" }, make("option", { value: "" }, "Any partnership: a blank one"));
    const kinds = [["bridge", "All of a bridge", state.intake.bridges], ["partnership", "One partnership", state.intake.partnerships]];
    for (const [kind, label, those] of kinds) {
      whose.append(make("optgroup", { label, "data-kind": kind }, ...those.map(([key, name]) => make("option", { value: key }, name))));
    }
    whose.addEventListener("change", () => { whose.name = whose.selectedOptions[0].parentNode.dataset.kind || "partnership"; });
    const forms = ["xlsx", "ods"].map((form) => make("button", { type: "submit", class: "quiet", formaction: `/data/template.${form}` }, form.toUpperCase()));
    return make(
      "form", { method: "get", action: "/data/template.xlsx", class: "intake-template" },
      make("label", { for: "intake-template" }, "Get the template for"), whose, make("span", { class: "intake-actions" }, "Download as ", ...forms),
    );
  }
  function drawDesk() {
    const place = element("intake-desk");
    if (!place || place.children.length) return; // Drawn already: whoever stands in it stays where they are.
    const writing = state.intake.may_write ? form() : make("p", { class: "card-message" }, state.intake.sentence);
    place.replaceChildren(
      make("div", { class: "intake-ways" }, writing, templates()),
      make("progress", { id: "intake-progress", max: "1", hidden: "", "aria-label": "Progress" }),
      make("p", { id: "intake-status", class: "intake-status", role: "status", tabindex: "-1" }),
      make("div", { id: "intake-result" }),
    );
    drawResult();
    showStatus();
  }

  const drawHistory = () => window.dash_clientside.history.draw(state.intake.history, undo);

  // How another section of the page says what goes on: kept in its state, and its controls rest while it is busy.
  const teller = (section, said) => (sentence, isBad, busy) => {
    Object.assign(said, { sentence, isBad: Boolean(isBad) });
    const status = element(`${section}-status`);
    if (!status) return;
    status.textContent = sentence;
    status.className = said.isBad ? "intake-status is-bad" : "intake-status";
    for (const control of document.querySelectorAll(`#${section} :is(button, input, select)`)) control.disabled = Boolean(busy);
    readOn(status);
  };

  window.cepDesk = { ask, send, renew, standing, teller };

  // A file that misses the place would otherwise replace the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => { if (element("intake-desk")) event.preventDefault(); });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    intake: {
      open: async function () {
        if (!element("intake")) return window.dash_clientside.no_update;
        delete element("intake").dataset.ready;
        if (state.intake) drawDesk(); // the page was drawn anew
        const others = ["added", "lists", "packs", "organisations"].map((section) => window.dash_clientside[section].open());
        const answer = await ask("/data/intake");
        if (!element("intake")) return window.dash_clientside.no_update; // the reader has left meanwhile
        if (answer.ok) {
          state.intake = answer;
          drawDesk();
          await drawHistory();
          const waiting = remembered();
          if (waiting && !state.answer && answer.may_write) {
            state.of = waiting.bridge || waiting.quarter || waiting.note ? { bridge: waiting.bridge || "", quarter: waiting.quarter || "", note: waiting.note || "" } : null;
            await again(waiting);
          }
        } else if (!element("intake-status")) element("intake-desk").textContent = answer.sentence;
        await Promise.all(others);
        if (element("intake")) element("intake").dataset.ready = "yes";
        return window.dash_clientside.no_update;
      },
    },
  });
})();
