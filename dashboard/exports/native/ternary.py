"""Three shares at once, as points of a scatter chart within a triangle."""

from math import sqrt

from dashboard.exports.native.model import Label, Plot, Series
from dashboard.exports.native.plotly_values import plain_text
from dashboard.figures.plain import Figure
from dashboard.theme import INK, NAVY, QUIET

HEIGHT = sqrt(3) / 2
"""Of a triangle whose sides are 1."""


def points(figure: Figure) -> Plot:
    """Return the points nearest the corner of what there is more of; the corners carry the names of the shares."""
    trace, axes = figure["data"][0], figure["layout"]["ternary"]
    shares = list(zip(trace["a"], trace["b"], trace["c"], strict=True))
    places = [_place(*one) for one in shares]
    top, left, right = (plain_text(axes[f"{letter}axis"]["title"]["text"]) for letter in "abc")
    corners = Series(
        "Corners: all of one kind",
        (0, HEIGHT, 0, 0),
        xs=(0, 0.5, 1, 0),
        colour=QUIET,
        dash="solid",
        width=1,
        labels={0: Label(left, "b"), 1: Label(top, "t"), 2: Label(right, "b")},
        ink=INK,
        in_legend=False,
    )
    dots = Series(
        "Partnerships",
        tuple(y for _, y in places),
        xs=tuple(x for x, _ in places),
        colour=NAVY,
        marker="circle",
    )
    # The longer series first: LibreOffice loses a short one before it.
    return Plot("scatter", (), (dots, corners), form="0.00", axes="none")


def _place(top: float, left: float, right: float) -> tuple[float, float]:
    whole = (top + left + right) or 1
    return (right + top / 2) / whole, top * HEIGHT / whole
