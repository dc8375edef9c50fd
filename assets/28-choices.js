// What the filters can be: when a menu of the filter bar is opened, each value is given the number of partnerships that it
// would choose beside all else that is asked, and lists of one choice are filled. A choice goes into the address.
(function () {
  const { make } = window.cepTables;
  const bar = () => document.getElementById("filter-controls");
  const isOpen = () => bar().querySelector(".filter-menu[open]");
  const asked = () => new URLSearchParams(window.location.search);
  const AS_WELL = "+"; // before a value that is to be asked for beside those that are
  let shown = ""; // the address of the numbers that stand there

  function list(select, offered) {
    const chosen = asked().getAll(select.dataset.chooses);
    const isPlace = ["area", "county"].includes(select.dataset.chooses); // of a place with nobody there is something to say
    const some = offered.filter(([code, , number]) => number || isPlace || chosen.includes(code));
    const options = some.map(([code, label, number]) => make("option", { value: code }, `${label} (${number})`));
    const named = offered.filter(([code]) => chosen.includes(code)).map(([, label]) => label).join(", ");
    const several = chosen.length > 1 ? [make("option", { value: "several" }, named)] : [];
    const others = offered.filter(([code]) => !chosen.includes(code)).map(([code, label]) => make("option", { value: `${AS_WELL}${code}` }, label));
    const more = chosen.length && others.length ? [make("optgroup", { label: `As well as ${named}` }, ...others)] : [];
    select.replaceChildren(make("option", { value: "" }, "Any"), ...several, ...options, ...more);
    select.value = chosen.length > 1 ? "several" : chosen[0] || "";
  }

  function numbered(offered) {
    for (const [key, values] of Object.entries(offered)) {
      const place = document.getElementById(`filter-${key}`);
      if (place.matches("select")) list(place, values);
      else place.querySelectorAll("label").forEach((label, at) => { label.dataset.number = values[at][2]; });
    }
  }

  async function ask() {
    const query = asked();
    for (const control of isOpen().querySelectorAll("[id^=filter-]")) query.append("of", control.id.slice("filter-".length));
    const address = `/choices.json?${query}`;
    if (address === shown) return;
    shown = address;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (shown !== address) return;
    if (answer && answer.ok) numbered(await answer.json());
    else shown = "";
  }

  function choose(changes) {
    const query = asked();
    for (const [key, value] of changes) {
      if (value.startsWith(AS_WELL)) { query.append(key, value.slice(AS_WELL.length)); continue; }
      query.delete(key);
      if (value) query.set(key, value);
    }
    const pairs = [...query].sort((a, b) => (a.join("\u0000") < b.join("\u0000") ? -1 : 1)); // as the other controls of the bar leave it
    window.cepFollow(`${window.location.pathname}?${new URLSearchParams(pairs)}`);
  }

  document.addEventListener("toggle", (event) => { if (event.target.matches("#filter-controls .filter-menu[open]")) ask(); }, true);
  document.addEventListener("change", (event) => {
    const key = event.target.dataset.chooses;
    if (key && event.target.value !== "several") choose([[key, event.target.value]]);
  });
  document.addEventListener("click", (event) => {
    const period = event.target.closest(".period");
    if (period) choose([["since", period.dataset.since], ["as_at", period.dataset.until]]);
  });
  // Another question, however it was asked: the numbers of an open menu are those of that one.
  for (const move of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(move, () => { if (isOpen()) ask(); });
})();
