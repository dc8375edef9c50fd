"""Spells of time as bars along a calendar."""

from typing import Any

from pandas import DataFrame, DateOffset

from dashboard import words
from dashboard.figures.plain import NEW_LINE, Figure, Trace, figure, in_lines, rows, trace
from dashboard.theme import INK, QUIET, STATUS_COLOURS
from data.taxonomy import STATUSES

LETTERS = 17
"""Letters of a partnership's name before it goes on in a second line, so that years have room on a phone."""
SPELL = ("status", "from_date", "precision", "until", "is_illustrative")
COLOURS = {STATUSES[code]: colour for code, colour in STATUS_COLOURS.items()}


def spells(frame: DataFrame, *, height: int = 220) -> Figure:
    """Return one bar a spell.

    Columns: status (label), from_date, precision (of that day), until (the last day shown), is_illustrative. Hatched
    bars are illustrative.
    """
    spells = rows(frame, *SPELL)
    return figure(
        [_bars(spells, rows=[spell[0] for spell in spells])],
        height=height,
        xaxis=_calendar(frame),
        yaxis={"autorange": "reversed", "showgrid": False},
    )


def lives(frame: DataFrame) -> Figure:
    """Return one row for each of a few partnerships, its spells after one another, a legend of statuses above.

    Columns as for `spells`, and name.
    """
    spells, names = rows(frame, *SPELL), frame["name"].tolist()
    lines = {name: in_lines(name, LETTERS) for name in names}
    row = max([56, *(16 * len(some) + 8 for some in lines.values())])
    where = {
        status: [place for place, one in enumerate(spells) if one[0] == status]
        for status in STATUSES.values()
    }
    return figure(
        [
            {**_bars([spells[one] for one in places], rows=[names[one] for one in places]), "name": status}
            for status, places in where.items()
            if places
        ],
        height=96 + row * max(len(lines), 2),
        barmode="overlay",
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        xaxis=_calendar(frame),
        yaxis={
            "autorange": "reversed",
            "showgrid": False,
            "categoryorder": "array",
            "categoryarray": [*lines],
            "tickvals": [*lines],
            "ticktext": [NEW_LINE.join(some) for some in lines.values()],
        },
    )


def _calendar(frame: DataFrame) -> dict[str, Any]:
    """The axis of days; no shorter than a year, for what is proved on the last day shown has no length."""
    last = frame["until"].max()
    first = last - DateOffset(years=1)
    short = (
        {"range": [f"{day:%Y-%m-%d}" for day in (first, last)]} if frame["from_date"].min() > first else {}
    )
    return {"type": "date", **short}


def _bars(spells: list[tuple[Any, ...]], *, rows: list[str]) -> Trace:
    """A bar for each spell (its values in the order of `SPELL`), in the rows named."""
    return trace(
        "bar",
        y=rows,
        x=[(until - begun).total_seconds() * 1000 for _, begun, _, until, _ in spells],
        base=[f"{begun:%Y-%m-%d}" for _, begun, *_ in spells],
        orientation="h",
        marker={
            "color": [COLOURS.get(status, QUIET) for status, *_ in spells],
            "line": {"color": INK, "width": 0.5},
            "pattern": {
                "shape": ["/" if flag else "" for *_, flag in spells],
                "fillmode": "overlay",
                "fgcolor": "#FFFFFF",
                "fgopacity": 0.7,
                "size": 7,
            },
        },
        customdata=[
            [status, words.dated(begun, precision), words.day(until)]
            for status, begun, precision, until, _ in spells
        ],
        hovertemplate="%{customdata[0]}: %{customdata[1]} to %{customdata[2]}<extra></extra>",
    )
