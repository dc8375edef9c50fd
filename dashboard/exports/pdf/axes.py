"""What charts on axes share as SVG: plane and scales, round numbers along them, the legend, the looks of marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from dashboard.exports.native.model import PT, Plot, Series, Size
from dashboard.exports.native.plots import LOWER
from dashboard.exports.pdf import svg
from dashboard.exports.pdf.svg import LINE, element, stroke, wide, words
from dashboard.theme import EMPTY, PALE, QUIET, RULE
from dashboard.words import NO_BREAK

POINTS: Final = 8.5
"""The size of all words in a chart."""
GAP: Final = 5.0
FAINT: Final = (EMPTY, PALE)
STEPS: Final = (1, 2, 2.5, 5, 10)
BAND: Final = 0.3
"""The opacity of a band between two lines."""
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the marks of a chart go, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def said(value: float, given: Plot) -> str:
    """Return a number of a chart as a spreadsheet would show it in its format, with its unit."""
    form, unit = given.form, given.unit
    decimals = len(form.partition(".")[2].rstrip("%"))
    text = f"{value * 100 if form.endswith('%') else value:,.{decimals}f}"
    behind = "%" * form.endswith("%") + (f"{NO_BREAK}{unit}" if unit else "")
    return (text if "," in form else text.replace(",", "")) + behind


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers, equally far apart, from the last at or below `low` to the first at or above `high`."""
    raw = max((high - low) / max(most, 1), 1e-9)
    unit = 10.0 ** floor(log10(raw))
    step = next(one * unit for one in STEPS if one * unit >= raw * 0.999)
    step = max(step, 1) if high > 3 and high == int(high) else step  # noqa: PLR2004  (counts have no halves)
    return [place * step for place in range(floor(low / step), ceil(high / step - 1e-9) + 1)]


def scale(low: float, high: float, start: float, end: float) -> Scale:
    """Return what says where a value lies between two places."""
    per = (end - start) / ((high - low) or 1)
    return lambda value: start + (value - low) * per


def legend(given: Plot, width: float) -> tuple[str, float]:
    """Return the legend and its height; lines that are named at their ends are not in it."""
    if not given.legend:
        return "", 0
    named = [one for one in given.series if one.in_legend and not _is_named_at_end(one)]
    return svg.key([(one.name, _swatch(one, given)) for one in named], width, POINTS)


def upright(  # noqa: PLR0913
    given: Plot, size: Size, axis: Sequence[float], key: str, top: float, *, right: float
) -> tuple[list[str], Plane]:
    """Legend, the axis of values with its title above it, and the plane beside it."""
    high, told = size.height / PT, [said(tick, given) for tick in axis]
    drawn = [key]
    if given.value_title:
        drawn.append(words(given.value_title, 0, top + 6, POINTS, colour=QUIET))
        top += 13
    lines = max((len(svg.broken(str(one), POINTS, 40)) for one in given.categories), default=1)
    below = 6 + LINE * POINTS * (
        min(lines, 3) if given.category_kind == "text" and given.kind == "column" else 1
    )
    below += 14 if given.category_title else 0
    plane = Plane(max(wide(one, POINTS) for one in told) + GAP, top + 8, right, high - below)
    at = scale(axis[0], axis[-1], plane.bottom, plane.top)
    for tick, text in zip(axis, told, strict=True):
        drawn.append(stroke((plane.left, at(tick)), (plane.right, at(tick)), RULE))
        drawn.append(words(text, plane.left - GAP, at(tick), POINTS, align="r", colour=QUIET))
    if given.category_title:
        middle = (plane.left + plane.right) / 2
        drawn.append(words(given.category_title, middle, high - 6, POINTS, align="ctr", colour=QUIET))
    return drawn, plane


def _swatch(series: Series, given: Plot) -> str:
    if given.kind in {"bar", "column"}:
        return element("rect", x=0, y=-4.5, width=svg.SWATCH, height=9, **looks(series))
    if any(one.name == series.name + LOWER for one in given.series):
        return element("rect", x=0, y=-4.5, width=svg.SWATCH, height=9, fill=series.colour, fill_opacity=BAND)
    line = stroke((0, 0), (svg.SWATCH, 0), series.colour, series.width, series.dash) if series.dash else ""
    return line + (svg.marker(series.marker, svg.SWATCH / 2, 0, series.colour) if series.marker else "")


def looks(series: Series) -> dict[str, str | float]:
    """Fill and outline of a bar; a hatched or faint one has an outline, or its end could not be seen."""
    filled = svg.fill(series.colour, series.pattern, series.back)
    if series.pattern:
        edge = series.colour if series.back.upper() == "#FFFFFF" else series.back
        return {"fill": filled, "stroke": edge, "stroke_width": 0.75}
    return {"fill": filled, **({"stroke": QUIET, "stroke_width": 0.5} if series.colour in FAINT else {})}


def _is_named_at_end(series: Series) -> bool:
    return any(label.words.startswith(series.name) for label in series.labels.values())
