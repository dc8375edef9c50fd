// Where a reader was on a page: how far down, which of several cards they saw in one place, and how tables were searched, sorted and unfolded. It is kept with the entry of
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
    const turned = [...document.querySelectorAll(".switch a[aria-current]")].map((link) => link.hash);
    return { down: window.scrollY, turned, tables };
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
  // Within a page, from one of its cards to another, it is there at once.
  const whole = () => window.location.pathname + window.location.search;
  let here = whole();
  window.addEventListener("popstate", (event) => {
    if (whole() === here) coming = event.state?.kept;
    else leave(event.state?.kept);
  });

  // What the account of who is signed in may not do, as the document says it; without accounts nothing is said, and everything may be done.
  const lacking = document.querySelector("meta[name=cep-may-not]")?.content.split(" ");
  const may = (right) => !lacking?.includes(right);

  // The name of who writes: that of the account, which the server knows; else typed once, and kept by this browser, which may keep nothing; then it is asked for each time.
  const NAME = "cep-name";
  const name = () => { if (lacking) return "account"; try { return window.localStorage.getItem(NAME) || ""; } catch { return ""; } };
  const keepName = (typed) => { if (!lacking) try { window.localStorage.setItem(NAME, typed); } catch { /* asked for again */ } };

  // The tray: the figures that are collected for a paper, in every tab of this browser; where it keeps nothing, as long as this page is there.
  const TRAY = "cep-tray";
  let hereOnly = "[]";
  function tray() {
    let text = hereOnly;
    try { text = window.localStorage.getItem(TRAY) || "[]"; } catch { /* what this page has */ }
    try { const found = JSON.parse(text); return Array.isArray(found) ? found : []; } catch { return []; }
  }
  function count() {
    const number = tray().length;
    for (const menu of document.querySelectorAll(".tray")) {
      menu.toggleAttribute("data-holds", number > 0);
      menu.firstElementChild.textContent = number ? `Tray (${number})` : "Tray";
    }
  }
  function keepTray(figures) {
    hereOnly = JSON.stringify(figures);
    try { window.localStorage.setItem(TRAY, hereOnly); } catch { /* this page has it */ }
    count();
  }
  window.addEventListener("storage", (event) => { if (event.key === TRAY) count(); });

  window.cepKept = {
    may,
    isSignedIn: Boolean(lacking),
    name,
    keepName,
    tray,
    keepTray,
    count,
    leave() { keep(); leave(undefined); }, // for a new address
    arrived() { isElsewhere = false; here = whole(); },
    down: () => coming?.down,
    turned: () => coming?.turned,
    table: (card) => coming?.tables[card],
  };
})();
