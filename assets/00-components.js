// The components that our pages are made of, for Dash's renderer: plain elements, the address, and the controls of the filter
// bar. Dash's own libraries hold a hundred more, 700 kB of script that every first visit would bring. Charts: 01-graphs.js.
(function () {
  const { createElement, useEffect, useLayoutEffect, useState } = window.React;
  const named = (id) => (id && typeof id === "object" ? window.dash_component_api.stringifyId(id) : id);

  // Dash gives each component `setProps`, which no element takes.
  const plain = (name) => function ({ setProps, id, ...props }) {
    if (props.href !== undefined) props.href = window.dash_clientside.clean_url(props.href);
    return createElement(name, { ...props, id: named(id) });
  };
  const NAMES = ["A", "Button", "Caption", "Dd", "Details", "Div", "Dl", "Dt", "Fieldset", "Footer", "H1", "H2", "H3", "Header", "Label", "Legend", "Li",
    "Nav", "Option", "P", "Section", "Select", "Span", "Summary", "Table", "Tbody", "Td", "Th", "Thead", "Tr", "Ul"];

  // What came with the document goes when the page itself is there; the focus stays where it was.
  function takeOver() {
    const first = document.getElementById("first");
    if (!first) return;
    const places = (page) => [...page.querySelectorAll("a, button, summary")];
    const at = places(first).indexOf(document.activeElement);
    first.remove();
    if (at >= 0) places(document.querySelector(".page"))[at]?.focus({ preventScroll: true });
  }

  // The content of the page, which says when an answer is on its way.
  function Main({ setProps, ...props }) {
    const isLoading = window.dash_component_api.useDashContext().useLoading();
    useLayoutEffect(takeOver, []);
    return createElement("main", { ...props, "data-dash-is-loading": isLoading || undefined });
  }

  // The address of the page, as 10-address.js and the browser's own buttons change it.
  const MOVED = "_dashprivate_pushstate";
  function Location({ search, setProps }) {
    useEffect(() => {
      const said = () => setProps({ pathname: window.location.pathname, search: window.location.search });
      const moves = ["popstate", MOVED];
      moves.forEach((one) => window.addEventListener(one, said));
      said();
      return () => moves.forEach((one) => window.removeEventListener(one, said));
    }, []);
    useEffect(() => {
      if (search === undefined || search === null || search === window.location.search) return;
      window.history.pushState({}, "", `${window.location.pathname}${search}${window.location.hash}`);
      window.dispatchEvent(new CustomEvent(MOVED));
    }, [search]);
    return null;
  }

  // A date counts when it is whole: on leaving the field, or on Enter.
  function DateField({ id, value, min, max, setProps }) {
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    const done = () => { if (typed !== value) setProps({ value: typed }); };
    return createElement("input", {
      id, type: "date", className: "form-control-sm form-control", value: typed || "", min, max, onBlur: done,
      onChange: (event) => setTyped(event.target.value), onKeyUp: (event) => { if (event.key === "Enter") done(); },
    });
  }

  function Checklist({ id, options, value, setProps }) {
    const line = (option) => {
      const box = `${id}-${option.value}`;
      const turn = (event) => setProps({ value: event.target.checked ? [...value, option.value] : value.filter((one) => one !== option.value) });
      return createElement("div", { key: option.value, className: "form-check" },
        createElement("input", { id: box, type: "checkbox", className: "form-check-input", value: option.value, checked: value.includes(option.value), onChange: turn }),
        createElement("label", { className: "form-check-label", htmlFor: box }, option.label));
    };
    return createElement("div", { id }, options.map(line));
  }

  function Choice({ id, options, value, setProps }) {
    const lines = options.map((option) => createElement("option", { key: option.value, value: option.value }, option.label));
    return createElement("select", { id, className: "form-select form-select-sm", value, onChange: (event) => setProps({ value: event.target.value }) }, lines);
  }

  window.cep = { ...Object.fromEntries(NAMES.map((name) => [name, plain(name.toLowerCase())])), Main, Location, DateField, Checklist, Choice, Store: () => null };
  window.dash_html_components = { Div: window.cep.Div }; // the root of a layout, which Dash wants to be its own
})();
