// Terms of the field explain themselves where a page first says them: on focus, touch, or under the pointer. The terms are asked for
// once, when a page is there (dashboard/glossary.py); a page marks each once, and few of them, so that its text stays text.
(function () {
  const PLACES = [[".answer", 3], [".tile-name > span:first-child", 3], [".card-subtitle", 4]]; // where, and how many there at most
  const REST = 150; // milliseconds in which the pointer comes from a word to its box
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  let asked;
  let marking = 0;

  async function terms() {
    const found = await (await fetch("/glossary.json", { headers: { Accept: "application/json" } })).json();
    const words = new Map(found.flatMap((term) => term.words.map((word) => [word.toLocaleLowerCase("en-GB"), term])));
    const longest = [...words.keys()].sort((a, b) => b.length - a.length).map(escaped);
    return { words, pattern: new RegExp(`(?<![\\w-])(?:${longest.join("|")})s?(?![\\w-])`, "gi") };
  }

  const termOf = ({ words }, said) => {
    const word = said.toLocaleLowerCase("en-GB");
    return words.get(word) || words.get(word.replace(/s$/, ""));
  };

  // The text that a term is said in, with the term as one that can be chosen.
  function put(text, at, said, term) {
    const word = text.splitText(at);
    word.splitText(said.length);
    const button = Object.assign(document.createElement("span"), { className: "term", tabIndex: 0, textContent: said }); // a button would not go on in a next line
    button.setAttribute("role", "button");
    button.setAttribute("aria-describedby", `said-${term.anchor}`);
    word.replaceWith(button);
    return button;
  }

  function markIn(element, glossary, seen, most) {
    let left = most;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest("a, button, span.term") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (let text of texts) {
      for (let found; left && (found = next(glossary, text.data, seen)); left -= 1) {
        seen.add(found.term.anchor);
        text = put(text, found.index, found.said, found.term).nextSibling;
      }
    }
    return most - left;
  }

  function next(glossary, text, seen) {
    for (const { 0: said, index } of text.matchAll(glossary.pattern)) {
      const term = termOf(glossary, said);
      if (term && !seen.has(term.anchor)) return { said, index, term };
    }
    return null;
  }

  // What the terms of this page mean, for those who hear it.
  function describe(glossary, seen) {
    const said = [...new Set(glossary.words.values())].filter((term) => seen.has(term.anchor)).map((term) => {
      const one = Object.assign(document.createElement("p"), { id: `said-${term.anchor}`, textContent: term.meaning });
      one.dataset.name = term.name;
      return one;
    });
    meanings.replaceChildren(...said);
  }
  const meanings = Object.assign(document.createElement("div"), { hidden: true });

  async function mark() {
    const mine = (marking += 1);
    const glossary = await (asked ||= terms().catch(() => { asked = null; return null; }));
    if (!glossary || mine !== marking) return;
    const seen = new Set();
    for (const [where, most] of PLACES) {
      let left = most;
      for (const element of document.querySelectorAll(`#main ${where}`)) {
        for (const button of element.querySelectorAll("span.term")) { button.replaceWith(button.textContent); element.normalize(); }
        if (left) left -= markIn(element, glossary, seen, left);
      }
    }
    if (!meanings.isConnected) document.body.append(meanings, box);
    describe(glossary, seen);
    hide();
  }

  // ---- the box beside a word -----------------------------------------------------------------------------------
  const box = Object.assign(document.createElement("div"), { className: "term-box", hidden: true });
  box.setAttribute("aria-hidden", "true"); // its words are the description of the button
  let leaving;

  function show(button) {
    window.clearTimeout(leaving);
    const said = document.getElementById(button.getAttribute("aria-describedby"));
    if (!said) return;
    box.replaceChildren(Object.assign(document.createElement("strong"), { textContent: said.dataset.name }), `: ${said.textContent}`);
    box.hidden = false;
    const { left, bottom } = button.getClientRects()[0];
    box.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - 8)) + window.scrollX}px`;
    box.style.top = `${bottom + window.scrollY + 4}px`;
  }
  function hide() { window.clearTimeout(leaving); box.hidden = true; }
  const soon = () => { window.clearTimeout(leaving); leaving = window.setTimeout(() => { if (!document.activeElement.matches?.("span.term")) hide(); }, REST); };

  const term = (event) => event.target.closest?.("span.term");
  for (const moment of ["focusin", "mouseover", "click"]) document.addEventListener(moment, (event) => {
    const button = term(event);
    if (button) show(button);
    else if (event.target.closest?.(".term-box")) window.clearTimeout(leaving);
    else if (moment === "click") hide();
  });
  document.addEventListener("focusout", (event) => { if (term(event)) hide(); });
  document.addEventListener("mouseout", (event) => { if (term(event) || event.target.closest?.(".term-box")) soon(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  window.cepGlossary = { mark };
})();
