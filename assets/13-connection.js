// What the reader should know of the page itself, at its top: that the server does not answer, and is asked again until it does;
// that it could not work out what was asked for, and which filters the figures stand for; that the store has changed since the page was opened. And, for those who do not see it, the new answer after a change.
(function () {
  const QUESTIONS = /\/_dash-(layout|update-component)/;
  const LOST = "The dashboard does not answer. What you asked for is asked again until it does.";
  const FAILED = "What you asked for could not be worked out.";
  const CHANGED = "The store has changed since this page was opened.";
  const SHORTEST = 1, LONGEST = 15; // seconds between two attempts
  const ask = window.fetch.bind(window);
  const make = (name, said, more) => Object.assign(document.createElement(name), { textContent: said }, more);
  let last = 0; // question of the page
  let isLeaving = false;
  let known = null; // the version of the store that the page stands for
  let isOurs = false; // the next version is what this page wrote itself

  const line = (id) => document.getElementById(id);
  function drop(id) { line(id)?.remove(); }

  // A line above everything; the newest stands first.
  function put(id, role, ...content) {
    if (line(id)) return;
    const place = make("div", "", { id, className: "notice" });
    place.setAttribute("role", role);
    document.body.prepend(place);
    place.append(...content);
  }

  // Which filters the figures stand for that are there: their words follow the answers, not the address.
  let stood = window.location.href;
  function before() {
    const words = [...document.querySelectorAll(".filter-word")].map((one) => one.title.replace("Remove: ", ""));
    return `The figures are those of before: ${words.join("; ") || document.querySelector("[data-value=all]").textContent}.`;
  }
  const button = (words, does) => make("button", words, { type: "button", className: "quiet", onclick: does });
  function failed() {
    const back = button("Go back to these", () => window.cepFollow(stood));
    put("no-answer", "alert", `${FAILED} ${before()} `, back, " ", button("Load the page anew", () => window.location.reload()));
  }

  const until = (seconds) => new Promise((go) => {
    window.setTimeout(go, seconds * 1000);
    window.addEventListener("online", go, { once: true });
  });

  window.fetch = async function (address, options) {
    const isQuestion = QUESTIONS.test(address);
    const mine = isQuestion ? (last += 1) : 0;
    for (let pause = SHORTEST; ; pause = Math.min(2 * pause, LONGEST)) {
      try {
        const answer = await ask(address, options);
        if (mine === last) drop("connection-lost");
        if (isQuestion && mine === last) { if (answer.ok) drop("no-answer"); else failed(); }
        if (!isQuestion && answer.ok && options?.method === "POST") isOurs = true;
        return answer;
      } catch (error) {
        if (!isQuestion || isLeaving || options?.signal?.aborted) throw error;
        if (mine !== last) return new Response(null, { status: 204 }); // the reader has asked something else meanwhile
        put("connection-lost", "alert", `${LOST} ${before()}`);
        await until(pause);
        if (mine !== last) return new Response(null, { status: 204 });
      }
    }
  };
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  // The version of the store that an answer or the server names.
  function seen(version) {
    if (known === null || isOurs) drop("store-changed");
    if (known !== null && version !== known && !isOurs) {
      put("store-changed", "status", `${CHANGED} `, button("Load the page anew", () => window.location.reload()));
    }
    if (known === null || isOurs) known = version;
    isOurs = false;
  }

  // A page that was out of sight is compared with the store when it is looked at again.
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden || known === null) return;
    const answer = await ask("/health/version").catch(() => null);
    if (answer?.ok) seen(Number(await answer.text()));
  });

  // Said once after each change; the page that is opened first speaks for itself.
  let isFirst = true;
  function tell(said) {
    if (!isFirst && line("news")) line("news").textContent = said;
    isFirst = false;
  }

  // A word of the filters that was removed had the focus: the next word gets it, else the line of filters.
  let place = -1;
  let watched = null;
  document.addEventListener("click", (event) => {
    const word = event.target.closest?.(".filter-word, .clear-all");
    if (word) place = Math.max(0, [...document.querySelectorAll(".filter-word")].indexOf(word));
  }, { capture: true });
  const words = new MutationObserver(() => {
    if (place < 0 || document.activeElement !== document.body) return;
    const left = [...document.querySelectorAll(".filter-word")];
    const next = left[Math.min(place, left.length - 1)] || [...document.querySelectorAll(".filter-toggle, .filter-menu > summary")].find((one) => one.getClientRects().length);
    place = -1;
    next?.focus({ preventScroll: true });
  });

  window.cepNews = {
    placed(answer) {
      stood = window.location.href;
      if (answer.version !== undefined) seen(answer.version);
      const filters = line("filter-words");
      if (filters !== watched) { words.disconnect(); words.observe(filters, { childList: true, subtree: true }); watched = filters; }
      tell("sentence" in answer ? answer.sentence : document.querySelector("#main h1")?.textContent || "");
    },
  };
})();
