"""Elements written as HTML, for the page as it stands in the document before any script has run."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from dash.development.base_component import Component

from dashboard.components import html
from dashboard.components.html import Content, Element
from dashboard.components.table import table_of

NAMES: Final = {
    "className": "class",
    "htmlFor": "for",
    "tabIndex": "tabindex",
    "autoComplete": "autocomplete",
    "spellCheck": "spellcheck",
    "enterKeyHint": "enterkeyhint",
}

RUNS: Final = re.compile(r"[\s\x00-\x1f]*(?:javascript|data|vbscript):", re.IGNORECASE)
"""An address that a browser would run; the renderer leaves it out, too."""


def markup(content: Content) -> str:
    """Return the HTML of text, an element or a list of these, as assets/00-components.js would make them."""
    if isinstance(content, Component):
        return CONTROLS[type(content).__name__](content.to_plotly_json()["props"])
    if isinstance(content, dict):
        return _element(content)
    if isinstance(content, list | tuple):
        return "".join(map(markup, content))
    return "" if content is None else escape(str(content), quote=False)


def _element(element: Element) -> str:
    kind, props = element["type"], element["props"]
    if kind in MADE:
        return MADE[kind](props)
    name = kind.lower()
    return f"<{name}{_attributes(props)}>{markup(props.get('children'))}</{name}>"


def _attributes(props: Mapping[str, Any]) -> str:
    said = {NAMES.get(key, key): value for key, value in props.items() if key != "children"}
    if RUNS.match(str(said.get("href", ""))):
        del said["href"]
    return "".join(_attribute(name, value) for name, value in said.items() if value not in (None, False))


def _attribute(name: str, value: Any) -> str:
    if value is True and not name.startswith(("aria-", "data-")):
        return f" {name}"
    if isinstance(value, dict):
        value = _style(value) if name == "style" else ""
    return f' {name}="{escape(str(value))}"' if value != "" or name in {"value", "download"} else ""


def _style(style: Mapping[str, Any]) -> str:
    dashed = {re.sub("[A-Z]", lambda big: f"-{big[0].lower()}", name): value for name, value in style.items()}
    return "; ".join(f"{name}: {value}" for name, value in dashed.items() if value is not None)


def _input(props: Mapping[str, Any]) -> str:
    said = {key: props[key] for key in ("id", "type", "value", "min", "max")}
    return f'<input class="form-control-sm form-control" inert{_attributes(said)}>'


def _checklist(props: Mapping[str, Any]) -> str:
    lines = [
        html.Div(
            [
                html.Input(
                    type="checkbox", className="form-check-input", checked=option["value"] in props["value"]
                ),
                html.Label(option["label"], className="form-check-label"),
            ],
            className="form-check",
        )
        for option in props["options"]
    ]
    return f"<div inert{_attributes({'id': props['id']})}>{markup(lines)}</div>"


def _select(props: Mapping[str, Any]) -> str:
    lines = [
        html.Option(option["label"], value=option["value"], selected=option["value"] == props["value"])
        for option in props["options"]
    ]
    said = {"id": props["id"], "className": "form-select form-select-sm"}
    return f"<select inert{_attributes(said)}>{markup(lines)}</select>"


def _nothing(_: Mapping[str, Any]) -> str:
    return ""


MADE: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "Location": _nothing,
    "LastVisit": _nothing,
    "Store": _nothing,
    "Still": lambda props: markup(props["content"]),
    "Rows": lambda props: markup(table_of(props)),
    "Graph": lambda props: f'<div class="dash-graph"{_attributes({"style": props["style"]})}></div>',
    "Input": lambda props: f"<input{_attributes(props)}>",
}
CONTROLS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "Checklist": _checklist,
    "Input": _input,
    "Select": _select,
}
"""The controls of dash-bootstrap-components, as it draws them; inert until it is there."""
