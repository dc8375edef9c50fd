// Where a reader was on a page: how far down, and how its tables were searched, sorted and unfolded. It is kept with the entry of
// the browser's history, so that Back finds all of it again.
(function () {
  const PAUSE = 200; // milliseconds without a change after which what is seen is kept
  let timer;
  let isElsewhere = false; // the address has changed already, the page has not
  let coming = window.history.state?.kept; // how the page that is come back to was left
  window.history.scrollRestoration = "manual";

  function seen() {
    const tables = {};
    for (const slot of document.querySelectorAll(".chart-card[id] > .table-slot")) {
      if (!slot.cepState) continue;
      const down = slot.querySelector(".table-scroll")?.scrollTop || 0;
      tables[slot.parentElement.id] = { ...slot.cepState, isShown: slot.dataset.open === "yes", down };
    }
    return { down: window.scrollY, tables };
  }

  function keep() {
    window.clearTimeout(timer);
    if (!isElsewhere) window.history.replaceState({ ...window.history.state, kept: seen() }, "");
  }
  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, PAUSE);
  }
  for (const one of ["scroll", "input", "click"]) document.addEventListener(one, soon, { passive: true, capture: true });

  function leave(kept) {
    window.clearTimeout(timer);
    isElsewhere = true;
    coming = kept;
  }
  window.addEventListener("popstate", (event) => leave(event.state?.kept));

  // The name of who writes: typed once, and kept by this browser, which may keep nothing; then it is asked for each time.
  const NAME = "cep-name";
  const name = () => { try { return window.localStorage.getItem(NAME) || ""; } catch { return ""; } };
  const keepName = (typed) => { try { window.localStorage.setItem(NAME, typed); } catch { /* asked for again */ } };

  window.cepKept = {
    name,
    keepName,
    leave() { keep(); leave(undefined); }, // for a new address
    arrived() { isElsewhere = false; },
    down: () => coming?.down,
    table: (card) => coming?.tables[card],
  };
})();
