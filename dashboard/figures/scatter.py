"""Points on two axes that two lines part into quadrants, each with a name."""

from collections.abc import Sequence
from math import ceil, floor, log10

from pandas import DataFrame, Series

from dashboard.figures.plain import Figure, Trace, figure, named_once, rows, trace
from dashboard.theme import INK, NAVY, ORANGE, PAPER, QUIET, RULE, SEQUENTIAL, SLATE

SIGNS = (("diamond", ORANGE), ("circle", NAVY), ("circle-open", SLATE), ("x", SEQUENTIAL[1]))
"""Sign and colour of each quadrant, that of the worst first; neither alone tells them apart."""
DECIMALS = 1
"""Of what is drawn; a pixel is more."""

Row = tuple[int, tuple[float, float, float, str]]
"""The place of a row in the frame, and of it x, low, high and label."""


def quadrants(frame: DataFrame, *, keys: Sequence[str], x_title: str, y_title: str) -> Figure:
    """Return one sign a row, a line from it up to the most that it may be, and the two lines that part them.

    Columns: quadrant (place among `SIGNS`) and standing (its name); x, low and high (%); label; middle and level (where
    the two lines are, the same in each row); and `keys`, of which a row has that whose list its mark leads to.
    """
    parts: dict[tuple[int, str, str], list[Row]] = {}
    columns = ("quadrant", "standing", "x", "low", "high", "label", *keys)
    for place, (quadrant, standing, *drawn, one, _) in enumerate(rows(frame, *columns)):
        key = keys[0] if isinstance(one, str) else keys[1]
        parts.setdefault((quadrant, standing, key), []).append((place, (*drawn,)))
    upward = _upward([row for part in parts.values() for _, row in part])
    (middle, level), *_ = rows(frame.head(1), "middle", "level")
    return figure(
        [*named_once([_signs(*which, part) for which, part in sorted(parts.items())]), *upward],
        height=440,
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 72, "b": 8},
        xaxis={"title": {"text": x_title}, "showgrid": False, "tickformat": ",", **_along(frame["x"])},
        yaxis={"title": {"text": y_title}, "range": [-4, 104], "gridcolor": RULE},
        shapes=[_line("x", middle), _line("y", level)],
    )


def _signs(quadrant: int, standing: str, key: str, part: list[Row]) -> Trace:
    sign, colour = SIGNS[quadrant]
    edge = {"color": colour, "width": 1.5} if "open" in sign else {"color": PAPER, "width": 1}
    return trace(
        "scatter",
        meta=key,
        ids=[str(place) for place, _ in part],
        x=[round(x, DECIMALS) for _, (x, *_) in part],
        y=[round(low, DECIMALS) for _, (_, low, *_) in part],
        text=[label for _, (*_, label) in part],
        mode="markers",
        name=standing,
        legendrank=1000 + quadrant,
        marker={"symbol": sign, "size": 10, "color": colour, "line": edge},
        cliponaxis=False,
        hovertemplate="<b>%{text}</b><br>%{x:,.0f}<br>%{y:.0f} %<extra></extra>",
    )


def _upward(drawn: Sequence[tuple[float, float, float, str]]) -> list[Trace]:
    """From what is known at least up to what may be, where that is more."""
    reach = [(round(x, DECIMALS), low, high) for x, low, high, _ in drawn if high > low]
    line = trace(
        "scatter",
        x=[one for x, *_ in reach for one in (x, x, None)],
        y=[one for _, low, high in reach for one in (round(low, DECIMALS), round(high, DECIMALS), None)],
        mode="lines",
        name="Up to",
        line={"color": QUIET, "width": 1},
        hoverinfo="skip",
        showlegend=False,
    )
    return [line] if reach else []


def _along(values: "Series[float]") -> dict[str, object]:
    """Equal steps where any value is nought or less, else equal ratios, with as few words as have room on a phone."""
    least, most = values.min(), values.max()
    if least <= 0:
        return {"type": "linear"}
    decades = range(floor(log10(least)), ceil(log10(most)) + 1)
    steps = (step * 10**decade for decade in decades for step in (1, 2, 5))
    return {"type": "log", "tickvals": [one for one in steps if 0.8 * least <= one <= 1.2 * most]}


def _line(axis: str, at: float) -> dict[str, object]:
    other = "y" if axis == "x" else "x"
    return {
        "type": "line",
        f"{axis}ref": axis,
        f"{axis}0": at,
        f"{axis}1": at,
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "line": {"color": INK, "width": 1, "dash": "dot"},
    }
