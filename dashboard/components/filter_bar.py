"""The filter bar: native controls in disclosures, one fieldset a question.

The address is the only truth: assets/10-address.js keeps the two alike.
"""

from typing import Any

import dash_bootstrap_components as dbc

from dashboard.components import html, ids
from dashboard.components.html import Element
from dashboard.filters import INCLUDED
from dashboard.question import Question

MANY = {
    "region": "Region",
    "ace_area": "Arts Council area",
    "bridge": "Bridge organisation",
    "sector": "Sector at the table",
    "lever": "Lever of change",
}
EARLIEST = "2012-12-31"


def filter_bar(question: Question) -> Element:
    """Return the bar with every control set as the address says."""
    return html.Div(
        [
            html.Button(
                "Filters",
                type="button",
                className="quiet filter-toggle",
                data_does="filters",
                aria_expanded="false",
                aria_controls="filter-controls",
            ),
            html.Div(
                [
                    _dates(question),
                    _disclosure(
                        "Place", [_many(question, key) for key in ("region", "ace_area", "bridge")], wide=True
                    ),
                    _disclosure("Sector", [_many(question, "sector")]),
                    _disclosure("Lever", [_many(question, "lever")]),
                    _disclosure("Counting", [_switches(question), _need(question)]),
                ],
                className="filter-controls",
                id="filter-controls",
            ),
            html.Store(id=ids.DEFAULTS, data=defaults(question)),
        ],
        className="filter-bar",
    )


def defaults(question: Question) -> dict[str, Any]:
    """Return what the browser leaves out of the address: the store's own date, and the values it knows."""
    return {
        "as_at": question.programme.as_at.isoformat(),
        "need": type(question.filters)().need,
        "known": {key: list(question.known.get(key, {})) for key in (*MANY, "need")},
    }


def _dates(question: Question) -> Element:
    on = question.on.date().isoformat()
    since = question.filters.since.isoformat() if question.filters.since else ""
    return html.Div(
        [
            _date("as_at", "As at", on),
            _date("since", "Activity since", since),
        ],
        className="filter-dates",
    )


def _date(key: str, label: str, value: str) -> Element:
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


def _disclosure(label: str, children: list[Element], *, wide: bool = False) -> Element:
    return html.Details(
        [html.Summary(label), html.Div(children, className="filter-panel" + (" is-wide" if wide else ""))],
        className="filter-menu",
    )


def _many(question: Question, key: str) -> Element:
    options = [{"label": label, "value": value} for value, label in question.known.get(key, {}).items()]
    chosen = list(getattr(question.filters, key))
    return _fieldset(MANY[key], dbc.Checklist(id=ids.control(key), options=options, value=chosen))


def _switches(question: Question) -> Element:
    filters = question.filters
    chosen = [name for name in INCLUDED if getattr(filters, name)] + ["hide"] * (not filters.illustrative)
    chosen += ["weighted"] * (filters.method == "weighted")
    options = [
        {"label": "Count emerging partnerships too", "value": "emerging"},
        {"label": "Count partnerships that are named, status not stated, too", "value": "existing"},
        {"label": "Hide illustrative data", "value": "hide"},
        {"label": "Count each secondary lever as a half", "value": "weighted"},
    ]
    return _fieldset("What counts", dbc.Checklist(id=ids.control("switches"), options=options, value=chosen))


def _need(question: Question) -> Element:
    options = [{"label": label, "value": value} for value, label in question.known.get("need", {}).items()]
    control = ids.control("need")
    return html.Div(
        [
            html.Label("Measure of need or size", htmlFor=control),
            dbc.Select(id=control, options=options, value=question.filters.need, size="sm"),
        ],
        className="filter-need",
    )


def _fieldset(legend: str, control: Element) -> Element:
    return html.Fieldset([html.Legend(legend), control])
