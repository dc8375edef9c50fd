// What was loaded: every batch with its changes and the figures that it changed, and the way to take it back.
(function () {
  const { button, make, table } = window.cepCards;
  const { ask } = window.cepDesk;
  const element = (id) => document.getElementById(id);
  let about = ""; // of which kind the batches are that are shown

  function confirm(batch, undo) {
    const asked = make("dialog", { "aria-labelledby": "intake-undo" });
    const close = () => asked.close();
    asked.append(
      make("h3", { id: "intake-undo" }, `Undo batch ${batch.number}?`),
      make("p", {}, `${batch.title}: ${batch.counts}. The store becomes what it was before, and the undoing is on record too.`),
      make("div", { class: "intake-actions" }, button("Undo it", () => { close(); undo(batch.number); }, "primary"), button("Keep it", close)),
    );
    asked.addEventListener("close", () => asked.remove());
    document.body.append(asked);
    asked.showModal();
  }
  async function showOf(batch, pressed, what) {
    const place = element("intake-changes");
    const open = pressed.getAttribute("aria-expanded") !== "true";
    for (const other of document.querySelectorAll("#intake-history [aria-expanded]")) other.setAttribute("aria-expanded", "false");
    place.replaceChildren();
    if (!open) return;
    pressed.setAttribute("aria-expanded", "true");
    const answer = await ask(`/data/${what}/${batch.number}`);
    if (pressed.getAttribute("aria-expanded") !== "true") return; // another was pressed meanwhile
    if (!answer.rows) { place.replaceChildren(make("p", {}, answer.sentence)); return; }
    const all = answer.all ? [make("p", {}, make("a", { href: answer.all, download: "" }, "All changes of this batch (CSV)"))] : [];
    place.replaceChildren(...(answer.rows.length ? [table(answer.question, answer)] : [make("p", {}, answer.subtitle)]), ...all);
  }
  function batchRow(batch, undo) {
    const opens = (label, what) => {
      const pressed = button(label, () => showOf(batch, pressed, what));
      const named = { "aria-expanded": "false", "aria-controls": "intake-changes", "aria-label": `${label} of batch ${batch.number}` };
      for (const [name, value] of Object.entries(named)) pressed.setAttribute(name, value);
      return pressed;
    };
    const doing = make("td", { class: "intake-actions" }, opens("Changes", "changes"), opens("Figures changed", "figures"));
    if (batch.may_undo) {
      const back = button("Undo", () => confirm(batch, undo));
      back.setAttribute("aria-label", `Undo batch ${batch.number}`);
      doing.append(back);
    }
    const cells = [batch.title, batch.when, batch.who, batch.counts, batch.state].map((text) => make("td", {}, text));
    return make("tr", { "data-about": batch.about }, make("th", { scope: "row" }, String(batch.number)), ...cells, doing);
  }
  // What people write on the pages is on record too: calls alone, or files alone, are one choice.
  function narrowing(batches) {
    const kinds = [...new Set(batches.map((batch) => batch.about))].sort();
    if (kinds.length < 2) return [];
    const number = (kind) => batches.filter((batch) => batch.about === kind).length;
    const options = kinds.map((kind) => make("option", { value: kind }, `${kind} (${number(kind)})`));
    const list = make("select", { id: "intake-about", class: "form-select form-select-sm" }, make("option", { value: "" }, `Everything (${batches.length})`), ...options);
    if (kinds.includes(about)) list.value = about;
    list.addEventListener("change", () => { about = list.value; narrow(); });
    return [make("div", { class: "page-control" }, make("label", { for: list.id }, "Show"), list)];
  }
  function narrow() {
    const wanted = element("intake-about")?.value;
    for (const row of document.querySelectorAll("#intake-history [data-about]")) row.hidden = Boolean(wanted) && row.dataset.about !== wanted;
  }
  // `undo` takes the number of a batch.
  function draw(batches, undo) {
    const place = element("intake-history");
    if (!place) return;
    const shown = JSON.stringify(batches);
    if (place.cepShown === shown && place.children.length) return;
    place.cepShown = shown;
    if (!batches.length) { place.replaceChildren(make("p", {}, "Nothing has been loaded into this store yet.")); return; }
    const heads = ["Batch", "Files", "Loaded", "By", "Rows", "State", "What you can do"].map((words) => make("th", { scope: "col" }, words));
    const drawn = make(
      "table", { class: "frame-table" }, make("caption", { class: "visually-hidden" }, "Batches, the newest first"),
      make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...batches.map((batch) => batchRow(batch, undo))),
    );
    place.replaceChildren(...narrowing(batches), make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Batches" }, drawn), make("div", { id: "intake-changes" }));
    narrow();
  }

  Object.assign(window.dash_clientside, { history: { draw } });
})();
