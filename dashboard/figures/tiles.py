"""Equal-area tiles: each place one square, so that a small borough counts as much as a large one."""

from pandas import DataFrame

from dashboard.figures.maps import MARKS, described
from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import INK, PAPER

MARKERS = {"whole": "<br>●", "part": "<br>◩", "pipeline": "<br>○", "none": ""}
"""Said beside the name too, because a tile cannot be outlined."""


def grid(frame: DataFrame, *, height: int = 520) -> Figure:
    """Return one tile a row. Columns: row, column, label, area, state (a key of MARKS), names."""
    return figure(
        [_tiles(frame[frame["state"] == state], state) for state in MARKS if (frame["state"] == state).any()],
        height=height,
        showlegend=True,
        margin={"l": 0, "r": 0, "t": 36, "b": 0},
        xaxis={"visible": False, "range": _span(frame["column"])},
        yaxis={"visible": False, "range": _span(frame["row"])[::-1]},
        bargap=0,
        barmode="overlay",
    )


def _tiles(frame: DataFrame, state: str) -> Trace:
    mark = MARKS[state]
    return trace(
        "bar",
        x=frame["column"],
        base=frame["row"] - 0.46,
        y=[0.92] * len(frame),
        width=0.92,
        name=mark.label,
        marker={"color": mark.fill, "line": {"color": mark.line, "width": mark.width}},
        text=frame["label"].str.replace(" ", "<br>", n=1)
        + MARKERS[state],  # short lines are larger on a phone
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 11, "color": PAPER if state == "whole" else INK},
        constraintext="inside",
        customdata=described(frame),
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _span(values: object) -> list[float]:
    return [min(values) - 0.55, max(values) + 0.55]  # type: ignore[call-overload]
