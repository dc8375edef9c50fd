"""Spells of time as bars along a calendar."""

from textwrap import wrap
from typing import Any

from pandas import DataFrame, DateOffset

from dashboard import words
from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import INK, QUIET, STATUS_COLOURS
from data.taxonomy import STATUSES

LETTERS = 17
"""Letters of a partnership's name before it goes on in a second line, so that years have room on a phone."""
COLOURS = {STATUSES[code]: colour for code, colour in STATUS_COLOURS.items()}


def spells(frame: DataFrame, *, height: int = 220) -> Figure:
    """Return one bar a spell.

    Columns: status (label), from_date, precision (of that day), until (the last day shown), is_illustrative. Hatched
    bars are illustrative.
    """
    return figure(
        [_bars(frame, rows=list(frame["status"]))],
        height=height,
        xaxis=_calendar(frame),
        yaxis={"autorange": "reversed", "showgrid": False},
    )


def lives(frame: DataFrame) -> Figure:
    """Return one row for each of a few partnerships, its spells after one another, a legend of statuses above.

    Columns as for `spells`, and name.
    """
    return figure(
        [
            {**_bars(part, rows=["<br>".join(wrap(name, LETTERS)) for name in part["name"]]), "name": status}
            for status in STATUSES.values()
            if len(part := frame[frame["status"] == status])
        ],
        height=96 + 56 * max(frame["name"].nunique(), 2),
        barmode="overlay",
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        xaxis=_calendar(frame),
        yaxis={
            "autorange": "reversed",
            "showgrid": False,
            "categoryorder": "array",
            "categoryarray": ["<br>".join(wrap(name, LETTERS)) for name in frame["name"].unique()],
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


def _bars(frame: DataFrame, *, rows: list[str]) -> Trace:
    begun = zip(frame["from_date"], frame["precision"], strict=True)
    starts, ends = [words.dated(*when) for when in begun], [words.day(day) for day in frame["until"]]
    return trace(
        "bar",
        y=rows,
        x=(frame["until"] - frame["from_date"]).dt.total_seconds() * 1000,
        base=frame["from_date"].dt.strftime("%Y-%m-%d"),
        orientation="h",
        marker={
            "color": [COLOURS.get(status, QUIET) for status in frame["status"]],
            "line": {"color": INK, "width": 0.5},
            "pattern": {
                "shape": ["/" if flag else "" for flag in frame["is_illustrative"]],
                "fillmode": "overlay",
                "fgcolor": "#FFFFFF",
                "fgopacity": 0.7,
                "size": 7,
            },
        },
        customdata=[list(one) for one in zip(frame["status"], starts, ends, strict=True)],
        hovertemplate="%{customdata[0]}: %{customdata[1]} to %{customdata[2]}<extra></extra>",
    )
