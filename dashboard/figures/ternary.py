"""Three shares at once: each point lies nearer the corner of what there is more of."""

from pandas import DataFrame

from dashboard.figures.plain import Figure, figure, trace
from dashboard.theme import AXIS, NAVY, PAPER, RULE


def points(frame: DataFrame, *, corners: dict[str, str], name: str) -> Figure:
    """Return one point a row. `corners` maps three columns of shares (0 to 1) to labels: top, left, right."""
    (top, _), (left, _), (right, _) = corners.items()
    dots = trace(
        "scatterternary",
        a=frame[top],
        b=frame[left],
        c=frame[right],
        text=frame[name],
        customdata=[[slug] for slug in frame["partnership"]],
        mode="markers",
        marker={"size": 11, "color": NAVY, "opacity": 0.75, "line": {"color": PAPER, "width": 1}},
        hovertemplate="<b>%{text}</b><br>"
        + "<br>".join(
            f"{label}: %{{{axis}:.0%}}" for axis, label in zip("abc", corners.values(), strict=True)
        )
        + "<extra></extra>",
    )
    axes = {
        f"{letter}axis": {
            "title": {"text": label, "font": {"size": 13}},
            "gridcolor": RULE,
            "tickformat": ".0%",
            "tickfont": AXIS["tickfont"],
            "min": 0,
            "tickvals": [0.25, 0.5, 0.75],  # the corners say 0 and 100 % by themselves
            "ticks": "",
        }
        for letter, label in zip("abc", corners.values(), strict=True)
    }
    return figure(
        [dots],
        height=460,
        margin={"l": 64, "r": 64, "t": 48, "b": 48},
        ternary={"sum": 1, "bgcolor": PAPER, **axes},
        dragmode="zoom",  # with none, plotly.js tells nobody of a click on a point
    )
