// Who is signed in, in the menu that every page has; and the way to sign in again where a session has ended. Only a server with
// accounts has this script. The name comes after the page, which is the same for all who see the same.
(function () {
  const ENDED = 401;
  const MENU = ".account";
  const make = (name, said, more) => Object.assign(document.createElement(name), { textContent: said, ...more });
  const ask = window.fetch.bind(window);

  function signIn() {
    const here = window.location.pathname + window.location.search;
    window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
  }
  window.fetch = async function (address, options) {
    const answer = await ask(address, options);
    if (answer.status === ENDED) signIn();
    return answer;
  };

  function fill(menu, said) {
    const [summary, items] = menu.children;
    summary.firstElementChild.textContent = said.name;
    summary.title = said.email;
    const who = make("p", `${said.email}: ${said.roles.join(", ")}. You see ${said.sees}.`);
    const out = make("form", "", { method: "post", action: "/sign-out" });
    out.append(make("input", "", { type: "hidden", name: "csrf_token", value: said.token }), make("button", "Sign out", { className: "quiet" }));
    items.replaceChildren(who, ...items.children, out);
    menu.dataset.filled = "yes";
  }

  // The page comes twice: with the document, then made by its scripts.
  async function begin() {
    const answer = await ask("/account.json");
    if (answer.status === ENDED) { signIn(); return; }
    if (!answer.ok) return;
    const said = await answer.json();
    window.cepAccount = said;
    const place = () => {
      for (const menu of document.querySelectorAll(`${MENU}:not([data-filled])`)) fill(menu, said);
      if (!document.getElementById("first")) watch.disconnect();
    };
    const watch = new MutationObserver(place);
    watch.observe(document.body, { childList: true });
    place();
  }
  begin();
  // The browser shows a page again as it was left, also after signing out.
  window.addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
})();
