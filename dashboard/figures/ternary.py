"""Three shares at once: each point lies nearer the corner of what there is more of."""

from pandas import DataFrame

from dashboard.figures.plain import Figure, figure, trace
from dashboard.theme import AXIS, NAVY, PAPER, RULE

MOST = 500
"""Points that are drawn: among more no reader finds one, and the figure would weigh as much as the rest of the page."""
TICKS = [25, 50, 75]
"""The corners say 0 and 100 % by themselves."""


def points(frame: DataFrame, *, corners: dict[str, str], name: str) -> Figure:
    """Return one point a row. `corners` maps three columns of shares (%) to labels: top, left, right."""
    (top, _), (left, _), (right, _) = corners.items()
    dots = trace(
        "scatterternary",
        meta=top,
        a=frame[top],
        b=frame[left],
        c=frame[right],
        text=frame[name],
        customdata=[[slug] for slug in frame["partnership"]],
        mode="markers",
        cliponaxis=False,
        marker={"size": 11, "color": NAVY, "opacity": 0.75, "line": {"color": PAPER, "width": 1}},
        hovertemplate="<b>%{text}</b><br>"
        + "<br>".join(
            f"{label}: %{{{axis}:.0f}} %" for axis, label in zip("abc", corners.values(), strict=True)
        )
        + "<extra></extra>",
    )
    axes = {
        f"{letter}axis": {
            "title": {"text": label, "font": {"size": 13}},
            "gridcolor": RULE,
            "tickfont": AXIS["tickfont"],
            "min": 0,
            "tickvals": TICKS,
            "ticktext": [f"{tick}\N{NO-BREAK SPACE}%" for tick in TICKS],
            "ticks": "",
        }
        for letter, label in zip("abc", corners.values(), strict=True)
    }
    return figure(
        [dots],
        height=460,
        margin={"l": 64, "r": 64, "t": 48, "b": 48},
        ternary={"sum": 100, "bgcolor": PAPER, **axes},
        dragmode="zoom",  # with none, plotly.js tells nobody of a click on a point
    )
