"""A small table of plain HTML, for a few dozen rows; longer ones are built in the browser (see assets)."""

from collections.abc import Mapping

import pandas as pd
from dash import html
from dash.development.base_component import Component
from pandas import DataFrame

from dashboard import words
from dashboard.components.markup import attributes

MOST = 60
"""Rows beyond this cost more to set up in the browser than a reader gains; the rest is said."""


def static_table(frame: DataFrame, *, columns: Mapping[str, str], caption: str) -> Component:
    """Return a table with caption and header scopes; the first column names the row."""
    shown = frame.head(MOST)
    head = html.Tr([html.Th(label, scope="col") for label in columns.values()])
    rows = [_row([row[key] for key in columns]) for row in shown.to_dict("records")]
    left = len(frame) - len(shown)
    more = [
        html.P(
            f"{words.count_of(left, 'more row')} not shown here; the store holds all.",
            className="table-count",
        )
    ]
    table = html.Table(
        [html.Caption(caption, className="visually-hidden"), html.Thead(head), html.Tbody(rows)],
        className="frame-table",
    )
    scroll = html.Div(
        table, className="table-scroll", tabIndex="0", role="region", **attributes(aria_label=caption)
    )
    return html.Div([scroll, *(more if left else [])])


def worded(value: object) -> str:
    """Return a value as a reader reads it: dates in full, numbers with commas, a dash for what is not known."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, (int, float)):
        return words.number(value, decimals=0 if float(value).is_integer() else 1)
    return str(value)


def _row(values: list[object]) -> Component:
    first, *others = values
    name = first if isinstance(first, Component) else worded(first)
    return html.Tr([html.Th(name, scope="row", className=_kind(first)), *(_cell(value) for value in others)])


def _cell(value: object) -> Component:
    return html.Td(value if isinstance(value, Component) else worded(value), className=_kind(value))


def _kind(value: object) -> str | None:
    """The class of a cell that must not break: a date."""
    return "is-date" if isinstance(value, pd.Timestamp) and pd.notna(value) else None
