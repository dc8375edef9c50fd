// Drafts of board papers, beside the form that composes one: saved in the store under a name, opened with what has changed since,
// renamed, removed, and written anew for the next quarter. The address names the draft that is open.
(function () {
  const { button, make } = window.cepCards;
  const open = () => new URLSearchParams(window.location.search).get("draft");
  const told = (answer) => [answer.sentence, ...(answer.reasons || [])].join(" ");
  const mayWrite = window.cepKept.may("note");
  let tools = null;
  let place = null;

  // The address of the paper with another draft, or none, for its own.
  function name(key) {
    const query = new URLSearchParams(window.location.search);
    if (key) query.set("draft", key); else query.delete("draft");
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${query.size ? `?${query}` : ""}`);
  }
  function paper() {
    window.dash_clientside.composer.settle();
    const query = new URLSearchParams(window.location.search);
    query.delete("draft");
    return query.toString();
  }

  // ---- what is written ----------------------------------------------------------------------------------------
  // What happened is said, with the way back where there is one; the list is made anew, and the reader put at its start.
  async function done(answer, before = () => {}, undo = null) {
    window.cepSay(told(answer), undo);
    before(answer);
    await list();
    place.querySelector("button, a")?.focus();
  }
  const back = (key, before) => () => tools.named("Undo", (who) => tools.send("undo", { kind: "paper_drafts", key: [key], who }), (answer) => done(answer, before));

  function ask(title, value, does, after) {
    const field = tools.input("name", "text", { required: "", maxlength: "80", autocomplete: "off", value });
    tools.box(title, [tools.field("Name of the draft", field), tools.who()], does, after);
    field.select();
  }
  const save = (said) => tools.send("paper_drafts", { query: paper(), ...said });
  const opened = (answer) => { name(answer.key[0]); window.dash_clientside.composer.flag({}); };
  function saveNew() {
    ask("Save this paper as a draft", "", (said) => save({ name: said.get("name"), who: said.get("who") }), (answer) => done(answer, opened));
  }
  function saveOpen({ key, name: called }) {
    tools.named(`Save ${called}`, (who) => save({ draft: key, who }), (answer) => done(answer, opened, back(key)));
  }
  function rename({ key, name: called }) {
    ask(`Rename ${called}`, called, (said) => tools.send("paper_drafts", { draft: key, name: said.get("name"), who: said.get("who") }), (answer) => done(answer, undefined, back(key)));
  }
  function remove({ key, name: called }) {
    const wasOpen = key === open();
    const gone = () => { if (wasOpen) name(null); };
    tools.named(`Remove ${called}`, (who) => tools.send("drop", { kind: "paper_drafts", key: [key], who }), (answer) => done(answer, gone, back(key, () => { if (wasOpen) name(key); })));
  }
  function nextQuarter({ key, name: called }) {
    tools.named(`${called} for the next quarter`, (who) => tools.send("next_quarter", { draft: key, who }), (answer) => done(answer, undefined, back(answer.key[0])));
  }

  // ---- what is shown ------------------------------------------------------------------------------------------
  function line(draft) {
    const labelled = (words, does) => {
      const made = button(words, () => does(draft), "linkish");
      made.setAttribute("aria-label", `${words}: ${draft.name}`);
      return made;
    };
    const isOpen = draft.key === open();
    const link = make("a", { href: draft.address, "data-nav": "here", ...(isOpen ? { "aria-current": "true" } : {}) }, draft.name);
    const doing = make("div", {}, ...(!mayWrite ? [] : [...(isOpen ? [labelled("Save", saveOpen)] : []), labelled("Rename", rename), labelled("Next quarter", nextQuarter), labelled("Remove", remove)]));
    return make("li", {}, make("p", {}, link, isOpen ? " (open)" : ""), make("p", { class: "hint" }, `${draft.said}.`), doing);
  }

  async function list() {
    const { ok, drafts } = await tools.ask("/drafts.json");
    if (!ok || !place.isConnected) return;
    const lines = drafts.map(line);
    const now = drafts.find((draft) => draft.key === open());
    const none = make("p", { class: "hint" }, "No draft is saved yet: charts, filters and words of a paper, under a name.");
    place.replaceChildren(make("h2", {}, "Drafts"), lines.length ? make("ul", { class: "composer-drafts" }, ...lines) : none, ...(mayWrite ? [button(now ? "Save as another draft" : "Save as a draft", saveNew)] : []));
  }

  // What the figures said when the draft was saved, where they say something else now.
  async function flag() {
    if (!open()) return;
    const found = await tools.ask(`/drafts/${encodeURIComponent(open())}.json`);
    if (!found.ok) { name(null); window.cepSay(told(found)); return; }
    const number = Object.keys(found.changed).length;
    window.dash_clientside.composer.flag(found.changed);
    if (number) window.cepSay(`${number === 1 ? "One figure has" : `${number} figures have`} changed since this draft was saved: see there.`);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    drafts: {
      async open(slot) {
        place = slot;
        tools ||= await window.dash_clientside.notes.does("tools");
        await list();
        flag();
      },
    },
  });
})();
