"""Spells of time as bars along a calendar."""

import plotly.graph_objects as go
from pandas import DataFrame

from dashboard.theme import INK, QUIET, STATUS_COLOURS
from data.taxonomy import STATUSES

COLOURS = {STATUSES[code]: colour for code, colour in STATUS_COLOURS.items()}


def spells(frame: DataFrame, *, height: int = 220) -> go.Figure:
    """Return one bar a spell.

    Columns: status (label), from_date, until (the last day shown), is_illustrative. Hatched bars are illustrative.
    """
    ends = frame["until"].dt.strftime("%Y-%m-%d")
    starts = frame["from_date"].dt.strftime("%Y-%m-%d")
    lengths = (frame["until"] - frame["from_date"]).dt.total_seconds() * 1000
    figure = go.Figure(
        go.Bar(
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
            customdata=list(zip(starts, ends, strict=True)),
            hovertemplate="%{y}: %{customdata[0]} to %{customdata[1]}<extra></extra>",
        )
    )
    figure.update_layout(
        height=height, xaxis={"type": "date"}, yaxis={"autorange": "reversed", "showgrid": False}
    )
    return figure
