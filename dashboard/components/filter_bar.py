"""The filter bar: native controls in disclosures, one fieldset a question.

The address is the only truth: assets/10-address.js keeps the two alike.
"""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.link import link
from dashboard.components.markup import attributes
from dashboard.question import Asked

MANY = {
    "region": "Region",
    "ace_area": "Arts Council area",
    "bridge": "Bridge organisation",
    "sector": "Sector at the table",
    "lever": "Lever of change",
}
EARLIEST = "2012-12-31"


def filter_bar(asked: Asked) -> Component:
    """Return the bar with every control set as the address says."""
    return html.Div(
        [
            html.Button(
                "Filters",
                type="button",
                className="quiet filter-toggle",
                **attributes(data_does="filters", aria_expanded="false", aria_controls="filter-controls"),
            ),
            html.Div(
                [
                    _dates(asked),
                    _disclosure(
                        "Place", [_many(asked, key) for key in ("region", "ace_area", "bridge")], wide=True
                    ),
                    _disclosure("Sector", [_many(asked, "sector")]),
                    _disclosure("Lever", [_many(asked, "lever")]),
                    _disclosure("Counting", [_switches(asked), _need(asked)]),
                ],
                className="filter-controls",
                id="filter-controls",
            ),
            dcc.Store(id=ids.DEFAULTS, data=defaults(asked)),
        ],
        className="filter-bar",
    )


def defaults(asked: Asked) -> dict[str, Any]:
    """Return what the browser leaves out of the address: the store's own date, and the values it knows."""
    return {
        "as_at": asked.programme.as_at.isoformat(),
        "need": type(asked.filters)().need,
        "known": {key: list(asked.known.get(key, {})) for key in (*MANY, "need")},
    }


def filter_words(asked: Asked) -> list[Component]:
    """Return the active filters as words that a click removes, and a sentence for what was ignored."""
    active = asked.filters.words(asked.known)
    chips = [
        link(
            [word.label, html.Span("×", **attributes(aria_hidden="true"))],
            asked.query_of(word.without, added=asked.added) or "?",
            className="filter-word",
            title=f"Remove: {word.label}",
        )
        for word in active
    ]
    clear = [link("Clear all filters", "?", className="clear-all")] if len(active) > 1 else []
    ignored = [
        html.P(f"Ignored: {sentence}", className="ignored", role="status") for sentence in asked.ignored
    ]
    return [*([html.Div([*chips, *clear], className="filter-chips")] if chips else []), *ignored]


def _dates(asked: Asked) -> Component:
    on = asked.filters.on(asked.programme).date().isoformat()
    since = asked.filters.since.isoformat() if asked.filters.since else ""
    return html.Div(
        [
            _date("as_at", "As at", on),
            _date("since", "Activity since", since),
        ],
        className="filter-dates",
    )


def _date(key: str, label: str, value: str) -> Component:
    control = ids.control(key)
    return html.Div(
        [
            html.Label(label, htmlFor=control),
            dbc.Input(
                id=control, type="date", value=value, min=EARLIEST, max="2100-12-31", debounce=True, size="sm"
            ),
        ],
        className="filter-date",
    )


def _disclosure(label: str, children: list[Component], *, wide: bool = False) -> Component:
    return html.Details(
        [html.Summary(label), html.Div(children, className="filter-panel" + (" is-wide" if wide else ""))],
        className="filter-menu",
    )


def _many(asked: Asked, key: str) -> Component:
    options = [{"label": label, "value": value} for value, label in asked.known.get(key, {}).items()]
    chosen = list(getattr(asked.filters, key))
    return _fieldset(MANY[key], dbc.Checklist(id=ids.control(key), options=options, value=chosen))


def _switches(asked: Asked) -> Component:
    filters = asked.filters
    chosen = ["emerging"] * filters.emerging + ["hide"] * (not filters.illustrative)
    chosen += ["weighted"] * (filters.method == "weighted")
    options = [
        {"label": "Count emerging partnerships too", "value": "emerging"},
        {"label": "Hide illustrative data", "value": "hide"},
        {"label": "Count each secondary lever as a half", "value": "weighted"},
    ]
    return _fieldset("What counts", dbc.Checklist(id=ids.control("switches"), options=options, value=chosen))


def _need(asked: Asked) -> Component:
    options = [{"label": label, "value": value} for value, label in asked.known.get("need", {}).items()]
    control = ids.control("need")
    return html.Div(
        [
            html.Label("Measure of need", htmlFor=control),
            dbc.Select(id=control, options=options, value=asked.filters.need, size="sm"),
        ],
        className="filter-need",
    )


def _fieldset(legend: str, control: Component) -> Component:
    return html.Fieldset([html.Legend(legend), control])
