"""The table twin in words: the columns a reader sees, with every value as the page words it."""

from dataclasses import dataclass
from typing import Final

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.exports.rows import payload, read_as

UNSEEN: Final = ("partnership", "anchor")
"""Columns that only make links."""
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Twin:
    """A table as a reader reads it. `kinds` says of each column whether it holds number, date, yes_no or text."""

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def twin(rendered: Rendered) -> Twin:
    """Return the table of a chart, row by row as on the page."""
    answer = payload(rendered)
    columns = [column for column in answer["columns"] if column["key"] not in UNSEEN]
    return Twin(
        labels=tuple(column["label"] for column in columns),
        kinds=tuple(column["kind"] for column in columns),
        rows=tuple(
            tuple(worded(read_as(row, column), kind=column["kind"]) for column in columns)
            for row in answer["rows"]
        ),
    )


def worded(value: object, *, kind: str) -> str:
    """Return one value as the page words it: 1,234.5; 31 Mar 2020; yes; a dash for what is not known."""
    if value is None or value == "":
        return NOTHING
    if kind == "yes_no":
        return "yes" if value else "no"
    if kind == "number" or isinstance(value, int | float):
        return words.number(float(str(value)), decimals=0 if round(float(str(value)), 1).is_integer() else 1)
    return _day(str(value)) if kind == "date" else str(value)


def _day(text: str) -> str:
    year, month, on = text.split("-")
    return f"{int(on)} {MONTHS[int(month) - 1]} {year}"


MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
"""As browsers write them in British English."""
