// Where two organisations of the store become one: chosen by name, looked at, then merged; the batch is undone below as every other.
(function () {
  const { button, make, tables } = window.cepCards;
  const { ask, renew, teller } = window.cepDesk;
  const state = { begin: null, found: new Map(), sentence: "", isBad: false };
  const element = (id) => document.getElementById(id);
  const say = teller("organisations", state);
  const SIDES = [["kept", "The one that stays"], ["gone", "The one that is the same"]];

  // What is written is the name of one that was found; its key goes to the server.
  const keyOf = (side) => state.found.get(element(`organisations-${side}`).value) || "";
  const chosen = () => Object.fromEntries(SIDES.map(([side]) => [side, keyOf(side)]));
  const know = (pairs) => { for (const [key, label] of pairs) state.found.set(label, key); };

  // ---- steps --------------------------------------------------------------------------------------------------
  async function find(input) {
    element("organisations-seen").replaceChildren();
    if (state.found.has(input.value) || !input.value.trim()) return;
    const typed = input.value;
    const answer = await ask(`/data/organisations?${new URLSearchParams({ q: typed })}`);
    if (!answer.ok || input.value !== typed || !input.isConnected) return;
    know(answer.found);
    element(input.getAttribute("list")).replaceChildren(...answer.found.map(([, label]) => make("option", { value: label })));
  }
  async function look(event) {
    event?.preventDefault();
    const missing = SIDES.find(([side]) => !keyOf(side));
    element("organisations-seen").replaceChildren();
    if (missing) { say(`Choose ${missing[1].toLowerCase()} from the list.`, true); element(`organisations-${missing[0]}`).focus(); return; }
    say("Looking.", false, true);
    const answer = await ask("/data/organisations/look", chosen());
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.ok);
    if (!answer.ok) return;
    const yes = button("Make one of them", () => merge(chosen()), "primary");
    element("organisations-seen").replaceChildren(make("div", { class: "intake-actions" }, yes), ...tables([["What would change, by sheet", answer.counts], ["What would change, row by row", answer.difference]]));
    yes.focus();
  }
  async function merge(two) {
    say("Merging.", false, true);
    const answer = await ask("/data/organisations/merge", { ...two, who: window.cepKept.name() });
    if (answer.ok) {
      await begin(true);
      await renew();
    }
    say([answer.sentence, ...(answer.reasons || [])].join(" "), !answer.ok);
    element("organisations-status")?.focus();
  }
  function take(pair) {
    SIDES.forEach(([side], place) => { element(`organisations-${side}`).value = pair[place][1]; });
    look();
  }

  // ---- drawing ------------------------------------------------------------------------------------------------
  function field([side, label]) {
    const input = make("input", { type: "text", id: `organisations-${side}`, class: "form-control", autocomplete: "off", list: `organisations-${side}-found`, placeholder: "Part of its name or key" });
    input.addEventListener("input", () => find(input));
    return make("div", {}, make("label", { for: input.id }, label), input, make("datalist", { id: `organisations-${side}-found` }));
  }
  function alike(pairs) {
    const line = (pair) => {
      const looks = button("Take these two", () => take(pair), "linkish");
      looks.setAttribute("aria-label", `Take these two: ${pair[0][1]}; ${pair[1][1]}`);
      return make("li", {}, ...pair.map(([, label]) => make("p", {}, label)), looks);
    };
    return pairs.length ? [make("details", { class: "added-sets" }, make("summary", {}, `Names that are alike (${pairs.length})`), make("ul", {}, ...pairs.map(line)))] : [];
  }
  function draw() {
    const place = element("organisations-desk");
    if (!place || place.children.length) return;
    know(state.begin.alike.flat());
    const form = make("form", { class: "added-form", "aria-label": "Which two are one" }, ...SIDES.map(field), make("div", { class: "intake-actions" }, make("button", { type: "submit", class: "primary" }, "Show what would change")));
    form.addEventListener("submit", look);
    place.replaceChildren(
      ...(state.begin.may_write ? [form] : [make("p", { class: "card-message" }, state.begin.sentence)]),
      make("p", { id: "organisations-status", class: "intake-status", role: "status", tabindex: "-1" }), make("div", { id: "organisations-seen" }), ...(state.begin.may_write ? alike(state.begin.alike) : []),
    );
    say(state.sentence, state.isBad);
  }
  async function begin(isNew) {
    if (state.begin) draw(); // the page was drawn anew
    const answer = await ask("/data/organisations");
    if (!answer.ok) return;
    state.begin = answer;
    if (isNew) element("organisations-desk")?.replaceChildren();
    draw();
  }

  Object.assign(window.dash_clientside, { organisations: { open: begin } });
})();
