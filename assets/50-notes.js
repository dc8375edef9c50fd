// What people write on the pages: calls, comments, views, events and the review of returns, and taking them back. The name of who writes is typed once, and kept by this browser.
(function () {
  const { button, make, tables } = window.cepCards;
  const HEADERS = { "X-Requested-With": "cep", "Content-Type": "application/json" };
  const UNREACHABLE = "The server did not answer. Is it still running? Nothing was written.";
  const { name: kept, keepName: keep, isSignedIn, may } = window.cepKept;

  async function ask(path, said) {
    try {
      const answer = await fetch(path, said ? { method: "POST", headers: HEADERS, body: JSON.stringify(said) } : {});
      return { ok: answer.ok, ...(await answer.json()) };
    } catch {
      return { ok: false, sentence: UNREACHABLE };
    }
  }
  const send = (what, said) => ask(`/notes/${what}`, said);
  const told = (answer) => [answer.sentence, ...(answer.reasons || [])].join(" ");

  // The store has changed: the page is asked for again, and the reader put where they were, or at the heading of the list. Where
  // a place is made anew, they are put there then.
  function renew(sentence, { undo, place = "#desk-title" } = {}) {
    window.cepSay(sentence, undo);
    window.dash_clientside.set_props("url", { query: window.location.search });
    const before = document.querySelector(place);
    if (!before) return;
    const watch = new MutationObserver(() => {
      const there = document.querySelector(place);
      if (there && there !== before) { watch.disconnect(); there.focus({ preventScroll: true }); }
    });
    watch.observe(document.getElementById("main"), { childList: true, subtree: true });
  }

  // ---- a form in a box of its own -----------------------------------------------------------------------------
  const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
  let number = 0;
  function field(label, input) {
    input.id = `note-${++number}`;
    return make("div", { class: "note-field" }, make("label", { for: input.id }, label), input);
  }
  const input = (name, kind, more) => make("input", { name, type: kind, class: "form-control form-control-sm", ...more });
  const who = () => isSignedIn ? input("who", "hidden", { value: kept() }) : field("Your name", input("who", "text", { required: "", maxlength: "80", autocomplete: "name", value: kept() }));

  function show(dialog) {
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function box(title, parts, save, done) {
    const asked = make("dialog", { class: "note-box", "aria-labelledby": "note-title" });
    const wrong = make("p", { class: "intake-status is-bad", role: "alert", hidden: "" });
    const form = make("form", { method: "dialog" }, make("h2", { id: "note-title" }, title), ...parts, wrong);
    const no = button("Cancel", () => asked.close());
    const yes = make("button", { type: "submit", class: "primary" }, "Save");
    form.append(make("div", { class: "intake-actions" }, yes, no));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = new FormData(form);
      yes.disabled = true;
      keep(said.get("who").trim());
      const answer = await save(said);
      yes.disabled = false;
      if (answer.ok) { asked.close(); done(answer); return; }
      wrong.textContent = told(answer);
      wrong.hidden = false;
    });
    asked.append(form);
    show(asked);
  }

  // ---- calls --------------------------------------------------------------------------------------------------
  const STATES = { called: "called", waiting: "wait until a day", settled: "settled" };
  function call(pressed) {
    const { partnership, named, reasons } = pressed.parentElement.dataset;
    const { state } = pressed.dataset;
    const lines = reasons.split(";").map((one) => {
      const [key, label] = one.split(":");
      const check = make("input", { type: "checkbox", name: "reasons", value: key, class: "form-check-input", id: `reason-${key}` });
      check.checked = true;
      return make("div", { class: "form-check" }, check, make("label", { for: check.id, class: "form-check-label" }, label));
    });
    const note = make("textarea", { name: "note", rows: "3", maxlength: "2000", class: "form-control form-control-sm" });
    const until = input("until", "date", { required: "", min: today() });
    const parts = [
      make("fieldset", {}, make("legend", {}, "About"), ...lines),
      ...(state === "waiting" ? [field("Wait until", until)] : []),
      field("Date", input("held_on", "date", { required: "", value: today() })),
      field("Note", note),
      who(),
    ];
    const save = (said) => send("attention_states", {
      partnership, state, reasons: said.getAll("reasons"),
      ...Object.fromEntries(["held_on", "until", "note", "who"].filter((name) => said.has(name)).map((name) => [name, said.get(name)])),
    });
    box(`${named}: ${STATES[state]}`, parts, save, (answer) => renew(answer.sentence));
    (state === "waiting" ? until : note).focus();
  }

  // What needs no more than a name: it is asked for where this browser has none.
  async function named(title, does, done) {
    if (!kept()) { box(title, [who()], (said) => does(said.get("who")), (answer) => done(answer)); return; }
    const answer = await does(kept());
    if (answer.ok) done(answer); else window.cepSay(told(answer));
  }

  // What is taken out can be put back at once, from the line that says that it is gone; `after` puts the reader where they were.
  function drop(kind, key, title, after, place) {
    const what = { kind, key: [key] };
    const undo = () => named("Undo", (who) => send("undo", { ...what, who }), (answer) => { renew(answer.sentence, { place }); after(true); });
    named(title, (who) => send("drop", { ...what, who }), (answer) => { renew(answer.sentence, { undo, place }); after(false); });
  }

  // ---- saved views: a page with its filters under a name, and the one that this browser opens first ------------
  const FIRST = "cep-first";
  const opensFirst = () => { try { return window.localStorage.getItem(FIRST); } catch { return null; } };
  function openFirst(address) {
    try { if (address) window.localStorage.setItem(FIRST, address); else window.localStorage.removeItem(FIRST); } catch { /* nothing is kept */ }
  }
  function views(menu) {
    const summary = menu.querySelector("summary");
    const here = `${window.location.pathname}${window.location.search}`;
    const close = () => { menu.open = false; summary.focus(); };
    const done = (answer) => { renew(answer.sentence); close(); };
    const labelled = (words, label, does) => {
      const made = button(words, does, "linkish");
      made.setAttribute("aria-label", label);
      return made;
    };
    const lines = (window.cepViews || []).map(([key, name, address]) => {
      const link = make("a", { href: address, "data-nav": "here", class: "menu-item", ...(address === here ? { "aria-current": "true" } : {}) }, name);
      link.addEventListener("click", () => { menu.open = false; });
      const isFirst = opensFirst() === address;
      const first = labelled(isFirst ? "Opens first" : "Open first", `Open first in this browser: ${name}`, () => { openFirst(isFirst ? "" : address); views(menu); });
      first.setAttribute("aria-pressed", String(isFirst));
      const remove = labelled("Remove", `Remove the view ${name}`, () => drop("saved_views", key, `Remove ${name}`, (isBack) => { if (isFirst) openFirst(isBack ? address : ""); close(); }));
      return make("li", {}, link, first, ...(may("note") ? [remove] : []));
    });
    const save = button("Save this view", () => {
      menu.open = false;
      const name = input("name", "text", { required: "", maxlength: "80", autocomplete: "off" });
      box("Save this page with its filters", [field("Name of the view", name), who()], (said) => send("saved_views", { name: said.get("name"), address: here, who: said.get("who") }), done);
      name.focus();
    });
    const list = lines.length ? make("ul", {}, ...lines) : make("p", { class: "hint" }, "No view is saved yet: a page with its filters, under a name.");
    menu.querySelector(".menu-items").replaceChildren(list, ...(may("note") ? [save] : []));
  }

  // ---- a return under review: what it would change beside its comment, and the buttons to take it, send it back or accept it
  async function look(pressed) {
    const { number } = pressed.dataset;
    const found = await ask(`/data/review/${number}`);
    if (!found.ok) { window.cepSay(told(found)); return; }
    const asked = make("dialog", { class: "note-box review-box", "aria-labelledby": "review-title" });
    const wrong = make("p", { class: "intake-status is-bad", role: "alert", hidden: "" });
    const comment = make("textarea", { name: "comment", rows: "4", maxlength: "2000", class: "form-control form-control-sm" });
    const form = make("form", { method: "dialog", class: "review-form" });
    const said = (name) => new FormData(form).get(name) || "";

    async function does(what, body) {
      const by = said("who").trim();
      if (!by) { wrong.textContent = "Say who does this: your name, typed once."; wrong.hidden = false; form.elements.who.focus(); return; }
      keep(by);
      for (const one of form.querySelectorAll("button")) one.disabled = true;
      const answer = await ask(`/data/review/${what}`, { number: Number(number), who: by, ...body });
      for (const one of form.querySelectorAll("button")) one.disabled = false;
      if (answer.ok) { asked.close(); renew(told(answer)); return; }
      wrong.textContent = told(answer);
      wrong.hidden = false;
    }
    const steps = make("ol", { class: "review-steps" }, ...found.steps.map((step) => make("li", {}, step)));
    const doing = make("div", { class: "intake-actions" });
    if (found.is_open) {
      form.append(make("p", {}, found.sentence), ...(found.may_decide ? [who(), field("Comment to the sender", comment)] : []));
      if (found.may_accept && !found.is_refused) doing.append(button("Accept", () => does("accept", { seen: found.seen }), "primary"));
      if (found.may_decide) doing.append(button("Return with this comment", () => does("back", { comment: said("comment") })));
      if (found.may_take) doing.append(button("I check it", () => does("take", {})));
    }
    doing.append(button("Close", () => asked.close()));
    form.append(wrong, doing);
    const parts = [["What would change, row by row", found.difference], ["What would change, by sheet", found.counts], ["Problems", found.problems]];
    const shown = tables(parts);
    const beside = make("div", { class: "review-difference" }, ...shown);
    asked.append(make("h2", { id: "review-title", tabindex: "-1" }, found.title), make("div", { class: "review-parts" }, make("div", {}, steps, form), ...(shown.length ? [beside] : [])));
    show(asked);
    asked.querySelector("h2").focus();
  }

  // The request to a bridge, to be read, changed and copied.
  async function showRequest(pressed) {
    const query = new URLSearchParams(window.location.search);
    query.set("to", pressed.dataset.bridge);
    const found = await ask(`/data/request?${query}`);
    if (!found.ok) { window.cepSay(told(found)); return; }
    const asked = make("dialog", { class: "note-box review-box", "aria-labelledby": "request-title" });
    const area = make("textarea", { id: "request-text", rows: "14", class: "form-control" });
    area.value = found.text;
    const copy = () => { asked.close(); window.cepCopy.text(area.value, "The request"); };
    const actions = make("div", { class: "intake-actions" }, button("Copy", copy, "primary"), button("Close", () => asked.close()));
    asked.append(make("h2", { id: "request-title" }, make("label", { for: area.id }, `Request to ${pressed.dataset.bridge}`)), area, actions);
    show(asked);
    area.focus();
  }

  const ADDS_EVENT = "button[data-does=event]";
  const DOES = {
    write: call,
    review: look,
    request: showRequest,
    views,
    comment(pressed) {
      const card = pressed.closest(".chart-card");
      const words = make("textarea", { name: "wording", rows: "4", required: "", maxlength: "2000", class: "form-control form-control-sm" });
      const about = make("p", { class: "hint" }, `${card.querySelector("h2").textContent} It stands with these filters, and goes into papers.`);
      const where = () => ({ chart: card.id.replace("card-", ""), path: window.location.pathname, search: window.location.search });
      box("Comment", [about, field("What is to be said", words), who()], (said) => send("comments", { ...where(), wording: said.get("wording"), who: said.get("who") }), (answer) => {
        renew(answer.sentence);
        card.querySelector(".card-menu > summary").focus();
      });
      words.focus();
    },
    event(pressed) {
      const known = [["day", "to the day"], ["month", "to the month"], ["quarter", "to the quarter"], ["year", "to the year"]];
      const precision = make("select", { name: "precision", class: "form-select form-select-sm" }, ...known.map(([value, label]) => make("option", { value }, label)));
      const text = (name, more) => input(name, "text", { maxlength: "300", autocomplete: "off", ...more });
      const what = text("what", { required: "" });
      const parts = [
        field("What happened", what), field("Date", input("held_on", "date", { required: "" })), field("Known", precision),
        field("Place, if not all of England", text("place")), field("Source", text("source")), who(),
      ];
      box("Add an event", parts, (said) => send("events", Object.fromEntries(said)), (answer) => renew(answer.sentence, { place: ADDS_EVENT }));
      what.focus();
    },
    unevent(pressed) {
      drop("events", pressed.dataset.key, "Remove this event", () => document.querySelector(ADDS_EVENT)?.focus(), ADDS_EVENT);
    },
    uncomment(pressed) {
      const menu = pressed.closest(".chart-card").querySelector(".card-menu > summary");
      drop("comments", pressed.dataset.key, "Remove this comment", () => menu.focus());
    },
    unwrite(pressed) {
      const undo = (name) => send("undo", { kind: "attention_states", key: pressed.dataset.key.split(";"), who: name });
      named("Undo this call", undo, (answer) => renew(answer.sentence));
    },
  };

  // For other scripts that write: 47-drafts.js.
  DOES.tools = () => ({ ask, box, field, input, named, send, who });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { notes: { does: (what, pressed) => DOES[what](pressed) } });
})();
