"""The rows behind a figure as a table for paper: the page's own words, in fewer columns and rows."""

from typing import Any, Final

from dashboard import words
from dashboard.chart import Rendered
from dashboard.exports.native.model import Cell, Column, Drawing, Plot, Table
from dashboard.exports.native.reading import from_serial
from dashboard.exports.payload import payload
from dashboard.exports.twin import NOTHING, UNSEEN, worded

WIDEST: Final = 7
"""Columns a page has room for."""
YEARLY: Final = "Every twelfth month; the spreadsheet form has those between."
CODE: Final = "_code"
KEYS: Final = (*UNSEEN, "partnerships")
"""Columns that hold slugs, where they hold text."""


def table_of(rendered: Rendered, *, most: int) -> Table:
    """Return `most` rows of the chart's table, with the columns that a reader of paper reads."""
    answer = payload(rendered)
    columns, rows = _readable(answer["columns"], answer["rows"]), answer["rows"]
    latest = rendered.chart.period == "history" and columns[0]["kind"] == "date"
    return Table(
        tuple(Column(column["label"], is_number=column["kind"] == "number") for column in columns),
        tuple(
            tuple(Cell(_said(row, column)) for column in columns)
            for row in (rows[-most:] if latest else rows[:most])
        ),
        left_out=max(len(rows) - most, 0),
        latest=latest,
    )


def table_behind(rendered: Rendered, drawn: Plot | Drawing, *, most: int) -> Table:
    """Return the numbers that a figure shows: points of lines side by side, areas of a map by their state."""
    if isinstance(drawn, Plot) and drawn.kind == "line":
        return _lines(drawn)
    if isinstance(drawn, Drawing) and drawn.counts:
        return _counts(drawn)
    return table_of(rendered, most=most)


def left_out_said(table: Table) -> str:
    """A sentence on the rows that only the spreadsheet form has; nothing if all are here."""
    if not table.left_out:
        return ""
    whole, which = len(table.rows) + table.left_out, "latest" if table.latest else "first"
    return (
        f"The {which} {len(table.rows)} of {words.number(whole)} rows; the spreadsheet form has all of them."
    )


def _lines(plot: Plot) -> Table:
    """A row for each place on the axis, a column for each line; a place without any number is left out."""
    shown = [series for series in plot.series if series.in_legend or not series.labels]
    rows = [
        (category, [series.values[place] for series in shown])
        for place, category in enumerate(plot.categories)
        if any(series.values[place] is not None for series in shown) and _is_told(category, plot)
    ]
    return Table(
        (
            Column(plot.category_title or "Date"),
            *(Column(series.name, is_number=True) for series in shown),
        ),
        tuple(
            (Cell(_place(category, plot)), *(Cell(_number(value)) for value in values))
            for category, values in rows
        ),
        note="" if plot.category_kind == "date" else YEARLY,
        latest=plot.category_kind == "date",
    )


def _is_told(category: object, plot: Plot) -> bool:
    """Whether a place on the axis is worth a row: every date, but of ages in months only whole years."""
    return plot.category_kind == "date" or not isinstance(category, int | float) or category % 12 == 0


def _counts(drawing: Drawing) -> Table:
    """A row for each kind of area, with how many there are."""
    whole = sum(count for _, count in drawing.counts)
    return Table(
        (Column("Coverage"), Column("Areas", is_number=True), Column("Share", is_number=True)),
        tuple(
            (Cell(label), Cell(words.number(count)), Cell(words.percent(count / whole)))
            for label, count in (*drawing.counts, ("All", whole))
        ),
        note=f"The spreadsheet form names all {words.number(whole)}.",
    )


def _place(category: object, plot: Plot) -> str:
    if not isinstance(category, int | float):
        return str(category)
    if plot.category_kind == "date":
        return words.day(from_serial(category)).replace(" ", words.NO_BREAK)
    return words.number(category)


def _number(value: float | None) -> str:
    return NOTHING if value is None else words.number(value, decimals=0 if round(value, 1) % 1 == 0 else 1)


def _readable(columns: list[dict[str, str]], rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The columns worth their room: no codes or slugs, none that is empty; the first few of what is left."""
    wanted = [
        column
        for column in columns
        if not _is_key(column) and any(row[column["key"]] not in {None, ""} for row in rows)
    ]
    return (wanted or columns)[:WIDEST]


def _is_key(column: dict[str, str]) -> bool:
    return column["kind"] == "text" and (column["key"] in KEYS or column["key"].endswith(CODE))


def _said(row: dict[str, Any], column: dict[str, str]) -> str:
    said = worded(row[column["key"]], kind=column["kind"])
    if column["kind"] == "date":
        return said.replace(" ", words.NO_BREAK)
    return words.STATES.get(said, said) if column["key"] == "state" else said or NOTHING
