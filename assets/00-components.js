// The components that our pages are made of, for Dash's renderer: plain elements and the address. Dash's own libraries hold a
// hundred more, 700 kB of script that every first visit would bring. Charts: 01-graphs.js; the filter bar has Bootstrap's controls.
(function () {
  const { createElement, Fragment, useEffect, useLayoutEffect } = window.React;
  const named = (id) => (id && typeof id === "object" ? window.dash_component_api.stringifyId(id) : id);

  // Dash gives each component `setProps`, which no element takes.
  const plain = (name) => function ({ setProps, id, ...props }) {
    if (props.href !== undefined) props.href = window.dash_clientside.clean_url(props.href);
    return createElement(name, { ...props, id: named(id) });
  };
  const NAMES = ["A", "Button", "Caption", "Dd", "Details", "Div", "Dl", "Dt", "Fieldset", "Footer", "H1", "H2", "H3", "Header", "Input", "Label", "Legend", "Li",
    "Nav", "Option", "P", "Section", "Select", "Span", "Strong", "Summary", "Table", "Tbody", "Td", "Th", "Thead", "Tr", "Ul"];

  // Elements that Dash never changes: React makes them, and the renderer need not watch over each.
  function grown(content, key) {
    if (Array.isArray(content)) return content.map(grown);
    if (!content || !content.type) return content;
    const { children, ...props } = content.props;
    return createElement(window.cep[content.type], { ...props, key }, grown(children));
  }
  // Our scripts change their words; others that come in their place are made anew, never mended.
  const serials = new WeakMap();
  let last = 0;
  function Still({ content }) {
    if (!serials.has(content)) serials.set(content, ++last);
    return createElement(Fragment, { key: serials.get(content) }, grown(content));
  }

  // A table, of which the cells alone are sent; dashboard/components/table.py says the same for the document.
  function Rows({ caption, labels, rows, dates, className }) {
    const group = { role: "rowgroup" };
    const made = (name, key, props, content) => createElement(name, { ...props, key }, grown(content));
    const kind = (place) => (dates.includes(place) ? "is-date" : undefined);
    const head = labels.map((label, place) => made("th", place, { scope: "col", role: "columnheader" }, label));
    const cell = (content, place) => (place
      ? made("td", place, { className: kind(place), role: "cell", "data-label": labels[place] }, content)
      : made("th", place, { className: kind(place), role: "rowheader", scope: "row" }, content));
    const body = rows.map((cells, place) => createElement("tr", { role: "row", key: place }, cells.map(cell)));
    return createElement("table", { className, role: "table" },
      createElement("caption", { className: "visually-hidden" }, caption),
      createElement("thead", group, createElement("tr", { role: "row" }, head)),
      createElement("tbody", group, body));
  }

  // What got worse since this browser was last here: since the day to which records went then. What it sees now it remembers
  // for the next time; all of a visit has the same time before it.
  const SEEN = "cep-seen", BEFORE = "cep-before";
  const DAY = 24 * 60 * 60 * 1000;
  function before(until) {
    try {
      const here = window.sessionStorage.getItem(BEFORE) ?? (window.localStorage.getItem(SEEN) || "");
      window.sessionStorage.setItem(BEFORE, here);
      window.localStorage.setItem(SEEN, until);
      return here;
    } catch { return ""; } // nothing is kept
  }
  function LastVisit({ until, on }) {
    const day = before(until);
    const asked = new URLSearchParams(window.location.search);
    const since = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(Date.parse(day) + DAY).toISOString().slice(0, 10) : "";
    if (!since || since > on || asked.get("since") === since) return null;
    asked.set("since", since);
    const said = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
    return createElement("a", { href: `?${asked}`, "data-nav": "here" }, `What got worse since your last visit, when records went to ${said}`);
  }

  // Where an element stands: the place of each of its parents among its siblings, which what scripts add elsewhere does not change.
  const wayTo = (one, page) => (one === page ? [] : [...wayTo(one.parentElement, page), [...one.parentElement.children].indexOf(one)]);
  const found = (way, page) => way.reduce((one, place) => one?.children[place], page);

  // What came with the document goes when the page itself is there; the focus stays where it was, and what was opened stays open.
  function takeOver() {
    const first = document.getElementById("first");
    if (!first) return;
    const open = [...first.querySelectorAll("details[open]")].map((one) => wayTo(one, first));
    const focused = first.contains(document.activeElement) ? wayTo(document.activeElement, first) : null;
    const typed = first.querySelector(".search-field").value;
    first.remove();
    const page = document.querySelector(".page");
    page.querySelector(".search-field").value = typed;
    for (const way of open) found(way, page)?.setAttribute("open", "");
    if (focused) found(focused, page)?.focus({ preventScroll: true });
  }

  // The content of the page, which says when an answer is on its way.
  function Main({ setProps, ...props }) {
    const isLoading = window.dash_component_api.useDashContext().useLoading();
    useLayoutEffect(takeOver, []);
    return createElement("main", { ...props, "data-dash-is-loading": isLoading || undefined });
  }

  // The address of the page, as 10-address.js and the browser's own buttons change it. Dash is asked what 10-address.js does not ask itself.
  const MOVED = "_dashprivate_pushstate";
  function Location({ setProps }) {
    useEffect(() => {
      const said = () => {
        const { pathname, search } = window.location;
        const answer = window.cepAddress.ask(pathname, search);
        if (answer) answer.finally(() => setProps({ search: window.location.search }));
        else setProps({ pathname, search, query: search });
      };
      const moves = ["popstate", MOVED];
      moves.forEach((one) => window.addEventListener(one, said));
      said();
      return () => moves.forEach((one) => window.removeEventListener(one, said));
    }, []);
    return null;
  }

  window.cep = { ...Object.fromEntries(NAMES.map((name) => [name, plain(name.toLowerCase())])), LastVisit, Main, Location, Rows, Still, Store: () => null };
  window.dash_html_components = { Div: window.cep.Div }; // the root of a layout, which Dash wants to be its own
})();
