"""Spells of time as bars along a calendar."""

from pandas import DataFrame

from dashboard.figures.plain import Figure, figure, trace
from dashboard.theme import INK, QUIET, STATUS_COLOURS
from data.taxonomy import STATUSES

COLOURS = {STATUSES[code]: colour for code, colour in STATUS_COLOURS.items()}


def spells(frame: DataFrame, *, height: int = 220) -> Figure:
    """Return one bar a spell.

    Columns: status (label), from_date, until (the last day shown), is_illustrative. Hatched bars are illustrative.
    """
    ends = frame["until"].dt.strftime("%Y-%m-%d")
    starts = frame["from_date"].dt.strftime("%Y-%m-%d")
    lengths = (frame["until"] - frame["from_date"]).dt.total_seconds() * 1000
    bar = trace(
        "bar",
        y=frame["status"],
        x=lengths,
        base=starts,
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
        customdata=[list(pair) for pair in zip(starts, ends, strict=True)],
        hovertemplate="%{y}: %{customdata[0]} to %{customdata[1]}<extra></extra>",
    )
    return figure(
        [bar], height=height, xaxis={"type": "date"}, yaxis={"autorange": "reversed", "showgrid": False}
    )
