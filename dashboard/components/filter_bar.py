"""The filter bar: native controls in disclosures, one fieldset a question.

The address is the only truth: assets/10-address.js keeps the two alike.
"""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from pandas import Timestamp

from dashboard import words
from dashboard.components import html, ids
from dashboard.components.html import Element
from dashboard.filters import GEOGRAPHY, INCLUDED
from dashboard.indicators.progress.target import target
from dashboard.question import Question

MANY = {
    "region": "Region",
    "ace_area": "Arts Council area",
    "bridge": "Bridge organisation",
    "sector": "Sector at the table",
    "lever": "Lever of change",
}
EARLIEST = "2012-12-31"
ONE = {
    "county": "County",
    "area": "Authority",
    "status": "Status",
    "has": "At the table",
    "lacks": "Missing at the table",
    "approach": "Approach of an activity",
    "agenda": "Agenda of an activity",
    "reason": "Reason to call",
    "call": "State of a call",
    "quality": "Finding of quality",
    "completed": "Required fields",
}
"""Filters of which the bar chooses one value, from a list that comes when its menu is opened."""


NAMED = 2
"""Values of a filter that its menu names before it counts the rest."""
COUNTING = ("include", "illustrative", "method", "need", "provisional")
IN_MENUS = frozenset({*GEOGRAPHY, *COUNTING, "sector", "lever", "as_at", "since"})
"""What the line of filters says itself; the words above the page say everything."""


def chosen(question: Question) -> dict[str, str]:
    """Return what each menu of the line of filters says, by its name: "London", "any", "as usual"."""
    active = question.filters.words(question.known)
    word = {one.key: one.label for one in active}
    counting = [word[key] for key in COUNTING if key in word]
    others = sum(one.key not in IN_MENUS for one in active)
    return {
        "place": words.capital(question.place),
        "sector": _named(question, "sector"),
        "lever": _named(question, "lever"),
        "counting": "; ".join(counting) or "as usual",
        "more": f"{others} chosen" if others else "any",
        "all": f"{words.capital(question.place)}, {question.day}",
    }


def _named(question: Question, key: str) -> str:
    labels = [question.known[key].get(value, value) for value in getattr(question.filters, key)]
    return words.listing(labels, most=NAMED) or "any"


def filter_bar(question: Question) -> Element:
    """Return the bar with every control set as the address says."""
    said = chosen(question)
    return html.Div(
        [
            html.Button(
                ["Filters ", _value("all", said)],
                type="button",
                className="quiet filter-toggle",
                data_does="filters",
                aria_expanded="false",
                aria_controls="filter-controls",
            ),
            html.Div(
                [
                    _dates(question),
                    _disclosure(["Period"], _periods(question)),
                    _disclosure(
                        ["Place ", _value("place", said)],
                        [
                            *(_many(question, key) for key in ("region", "ace_area", "bridge")),
                            _lists(("area", "county")),
                        ],
                        wide=True,
                    ),
                    _disclosure(["Sector ", _value("sector", said)], [_many(question, "sector")]),
                    _disclosure(["Lever ", _value("lever", said)], [_many(question, "lever")]),
                    _disclosure(
                        ["More ", _value("more", said)],
                        [_lists([key for key in ONE if key not in GEOGRAPHY])],
                    ),
                    _disclosure(
                        ["Counting ", _value("counting", said)], [_switches(question), _need(question)]
                    ),
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


def _value(name: str, said: dict[str, str]) -> Element:
    """What stands in a menu; assets/10-address.js changes it."""
    return html.still(html.Span(said[name], className="filter-value", data_value=name))


def _disclosure(label: list[Any], children: list[Element], *, wide: bool = False) -> Element:
    return html.Details(
        [html.Summary(label), html.Div(children, className="filter-panel" + (" is-wide" if wide else ""))],
        className="filter-menu",
    )


def _many(question: Question, key: str) -> Element:
    options = [{"label": label, "value": value} for value, label in question.known.get(key, {}).items()]
    chosen = list(getattr(question.filters, key))
    return _fieldset(MANY[key], dbc.Checklist(id=ids.control(key), options=options, value=chosen))


def _lists(keys: Sequence[str]) -> Element:
    """Lists that assets/28-choices.js fills, and whose choice it puts into the address."""
    return html.Div(
        [
            part
            for key in keys
            for part in (
                html.Label(ONE[key], htmlFor=ids.control(key)),
                html.Select(
                    html.Option("…", value=""),
                    id=ids.control(key),
                    className="form-select form-select-sm",
                    data_chooses=key,
                ),
            )
        ],
        className="filter-lists",
    )


def _periods(question: Question) -> list[Element]:
    """Periods that a click chooses: quarters of the store's own date, the year before it, and up to the due date."""
    on = Timestamp(question.programme.as_at)
    quarter, before = (on.to_period("Q") - back for back in (0, 1))
    aim = target(question.programme, on)
    periods = [
        ("This quarter", quarter.start_time, None),
        ("Last quarter", before.start_time, before.end_time),
        ("Twelve months", None, None),
        *([("To the due date", None, aim.due_on)] if aim and aim.due_on > on else []),
    ]
    return [
        html.Button(
            [html.Span(label), html.Span(_said(since, until, on), className="period-days")],
            type="button",
            className="quiet period",
            data_since=f"{since:%Y-%m-%d}" if since else "",
            data_until=f"{until:%Y-%m-%d}" if until else "",
        )
        for label, since, until in periods
    ]


def _said(since: Timestamp | None, until: Timestamp | None, on: Timestamp) -> str:
    begins = f"{words.day(since)} " if since else ""
    return f"{begins}to {words.day(until or on)}"


def _switches(question: Question) -> Element:
    filters = question.filters
    chosen = [name for name in INCLUDED if getattr(filters, name)] + ["hide"] * (not filters.illustrative)
    chosen += ["weighted"] * (filters.method == "weighted") + ["provisional"] * filters.provisional
    options = [
        {"label": "Count emerging partnerships too", "value": "emerging"},
        {"label": "Count partnerships that are named, status not stated, too", "value": "existing"},
        {"label": "Hide illustrative data", "value": "hide"},
        {"label": "Count each secondary lever as a half", "value": "weighted"},
        {"label": "Show returns not accepted yet, marked [p]", "value": "provisional"},
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
