// Search: a field with a list beneath it (a combobox), worked by mouse, touch or keyboard; "/" leads to it from anywhere.
(function () {
  const PAUSE = 90; // milliseconds without a key before the server is asked
  const field = () => document.getElementById("search");
  const list = () => document.getElementById("search-found");
  const { make } = window.cepTables;
  let asked = ""; // what the list answers, or is being asked
  let waiting = 0;

  const options = () => [...list().children];
  const chosen = () => list().querySelector("[aria-selected=true]");

  function fold() {
    window.clearTimeout(waiting);
    asked = "";
    list().hidden = true;
    field().setAttribute("aria-expanded", "false");
    field().removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) { field().removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function row(one, place) {
    const said = make("span", { class: "found-note" }, make("span", { class: "found-kind" }, one.kind), one.note ? ` ${one.note}` : "");
    return make("li", { id: `found-${place}`, role: "option", "aria-selected": "false", "data-href": one.href }, make("span", { class: "found-name" }, one.name), said);
  }

  function show(found, words) {
    list().replaceChildren(...found.map(row));
    list().hidden = !found.length;
    field().setAttribute("aria-expanded", String(found.length > 0));
    choose(null);
    const said = found.length ? `${found.length} found; the arrow keys lead to them` : `Nothing is called “${words}”`;
    const place = document.getElementById("search-said");
    place.textContent = said;
    place.classList.toggle("visually-hidden", found.length > 0);
  }

  async function ask() {
    const words = field().value.trim();
    if (words === asked) return;
    asked = words;
    const query = new URLSearchParams(window.location.search);
    query.set("q", words);
    const answer = await fetch(`/search.json?${query}`, { headers: { Accept: "application/json" } });
    const found = answer.ok ? await answer.json() : [];
    if (asked === words) show(found, words);
  }

  function look() {
    window.clearTimeout(waiting);
    if (field().value.trim()) waiting = window.setTimeout(ask, PAUSE);
    else { fold(); silence(); }
  }

  function silence() {
    document.getElementById("search-said").textContent = "";
  }

  function go(option) {
    const { href } = option.dataset;
    field().value = "";
    fold();
    silence();
    field().blur();
    window.cepFollow(href);
  }

  // Enter before the answer is there waits for it.
  async function enter() {
    const words = field().value.trim();
    if (!words) return;
    const one = chosen();
    if (one) { go(one); return; }
    window.clearTimeout(waiting);
    if (words !== asked || list().hidden) { asked = ""; await ask(); }
    if (field().value.trim() === words && options().length) go(options()[0]);
  }

  const KEYS = {
    ArrowDown: () => { if (list().hidden) look(); else choose(chosen() ? chosen().nextElementSibling : options()[0]); },
    ArrowUp: () => { if (!list().hidden) choose(chosen() ? chosen().previousElementSibling : options().at(-1)); },
    Enter: enter,
    Escape: () => { if (list().hidden) field().value = ""; fold(); silence(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.target === field()) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
      event.preventDefault();
      KEYS[event.key]();
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.preventDefault();
      field().focus();
      field().select();
    }
  });
  document.addEventListener("input", (event) => { if (event.target === field()) look(); });
  document.addEventListener("focusin", (event) => { if (event.target === field() && field().value) look(); });
  document.addEventListener("focusout", (event) => { if (event.target === field()) fold(); });
  document.addEventListener("mousedown", (event) => { if (event.target.closest("#search-found")) event.preventDefault(); }); // the field keeps the focus
  document.addEventListener("click", (event) => {
    const option = event.target.closest("#search-found > [role=option]");
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.href);
    else go(option);
  });
})();
