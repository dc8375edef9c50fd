"""Spells of time as bars along a calendar."""

import plotly.graph_objects as go
from pandas import DataFrame

from dashboard.theme import INK, QUIET, STATUS_COLOURS


def spells(frame: DataFrame, *, until: str, height: int = 220) -> go.Figure:
    """Return one bar a spell, up to `until` where it is open.

    Columns: status (key), label, from_date, to_date, is_illustrative. Hatched bars are illustrative.
    """
    ends = frame["to_date"].dt.strftime("%Y-%m-%d").fillna(until)
    starts = frame["from_date"].dt.strftime("%Y-%m-%d")
    lengths = (ends.astype("datetime64[ms]") - starts.astype("datetime64[ms]")).dt.total_seconds() * 1000
    figure = go.Figure(
        go.Bar(
            y=frame["label"],
            x=lengths,
            base=starts,
            orientation="h",
            marker={
                "color": [STATUS_COLOURS.get(status, QUIET) for status in frame["status"]],
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
    figure.update_layout(height=height, xaxis={"type": "date"}, yaxis={"autorange": "reversed", "showgrid": False})
    return figure
