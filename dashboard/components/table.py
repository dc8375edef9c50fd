"""A small table of plain HTML, for a few dozen rows; longer ones are built in the browser (see assets)."""

from collections.abc import Mapping

import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.components import html
from dashboard.components.html import Element

MOST = 60
"""Rows beyond this cost more to set up in the browser than a reader gains; the rest is said."""
STACKED_FROM, LONG = 4, 14
"""Columns from which rows stand below each other as cards on a phone; rows beyond which the first ten show there."""


def static_table(frame: DataFrame, *, columns: Mapping[str, str], caption: str) -> Element:
    """Return a table with caption and header scopes; the first column names the row."""
    shown = frame.head(MOST)
    labels = list(columns.values())
    head = html.Tr([html.Th(label, scope="col", role="columnheader") for label in labels], role="row")
    rows = [_row([row[key] for key in columns], labels) for row in shown.to_dict("records")]
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(head, role="rowgroup"),
            html.Tbody(rows, role="rowgroup"),
        ],
        className=_folded(len(labels), len(rows)),
        role="table",
    )
    scroll = html.Div(table, className="table-scroll", tabIndex="0", role="region", aria_label=caption)
    return html.Div([scroll, *_more(len(shown), len(frame))], className="static-table")


def _folded(columns: int, rows: int) -> str:
    kinds = {"is-wide": columns >= STACKED_FROM, "is-long": rows > LONG}
    return " ".join(["frame-table", *(kind for kind, holds in kinds.items() if holds)])


def _more(shown: int, rows: int) -> list[Element]:
    """The way to the rows that a phone does not show at first, and a word on those that are not here."""
    label = f"Show all {words.number(shown)} rows"
    button = html.Button(label, type="button", className="quiet table-more on-phone", data_does="rows")
    left = f"{words.count_of(rows - shown, 'more row')} not shown here; the store holds all."
    return [
        *([button] if shown > LONG else []),
        *([html.P(left, className="table-count")] if rows > shown else []),
    ]


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


def _row(values: list[object], labels: list[str]) -> Element:
    first, *others = values
    name = first if isinstance(first, dict) else worded(first)
    head = html.Th(name, scope="row", role="rowheader", className=_kind(first))
    cells = [_cell(value, label) for value, label in zip(others, labels[1:], strict=True)]
    return html.Tr([head, *cells], role="row")


def _cell(value: object, label: str) -> Element:
    shown = value if isinstance(value, dict) else worded(value)
    return html.Td(shown, className=_kind(value), role="cell", data_label=label)


def _kind(value: object) -> str | None:
    """The class of a cell that must not break: a date."""
    return "is-date" if isinstance(value, pd.Timestamp) and pd.notna(value) else None
