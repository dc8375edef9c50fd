"""A small table of plain HTML, for a few dozen rows; longer ones are built in the browser (see assets)."""

from collections.abc import Mapping
from typing import Any

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
    shown, labels = frame.head(MOST), list(columns.values())
    held = [shown[key].tolist() for key in columns]
    rows = html.Rows(
        caption=caption,
        labels=labels,
        rows=list(zip(*(map(_shown, values) for values in held), strict=True)),
        dates=[place for place, values in enumerate(held) if any(map(_is_date, values))],
        className=_folded(len(labels), len(shown)),
    )
    scroll = html.Div(rows, className="table-scroll", tabIndex="0", role="region", aria_label=caption)
    return html.Div([scroll, *_more(len(shown), len(frame))], className="static-table")


def table_of(rows: Mapping[str, Any]) -> Element:
    """Return the table that the properties of `Rows` say, as assets/00-components.js makes it."""
    labels, dates = rows["labels"], rows["dates"]
    classes = ["is-date" if place in dates else None for place in range(len(labels))]
    head = html.Tr([html.Th(label, scope="col", role="columnheader") for label in labels], role="row")
    body = [
        html.Tr(
            [
                html.Th(name, scope="row", role="rowheader", className=classes[0]),
                *(
                    html.Td(cell, className=kind, role="cell", data_label=label)
                    for cell, kind, label in zip(cells, classes[1:], labels[1:], strict=True)
                ),
            ],
            role="row",
        )
        for name, *cells in rows["rows"]
    ]
    return html.Table(
        [
            html.Caption(rows["caption"], className="visually-hidden"),
            html.Thead(head, role="rowgroup"),
            html.Tbody(body, role="rowgroup"),
        ],
        className=rows["className"],
        role="table",
    )


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


def _shown(value: object) -> Element | str:
    return value if isinstance(value, dict) else worded(value)


def _is_date(value: object) -> bool:
    """Whether a cell must not break."""
    return isinstance(value, pd.Timestamp) and bool(pd.notna(value))
