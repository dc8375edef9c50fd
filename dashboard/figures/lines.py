"""Lines over time, or at the same age before the middle half of the rest."""

from bisect import bisect_left
from collections.abc import Mapping
from textwrap import wrap
from typing import NamedTuple

import numpy as np
from pandas import DataFrame

from dashboard.figures import ends
from dashboard.figures.plain import NEW_LINE, Figure, Trace, days, figure, known, rows, trace
from dashboard.theme import CATEGORICAL, NAVY, ORANGE, PALE, PLUM, QUIET, SEQUENTIAL, TEAL

STYLES = tuple(zip(CATEGORICAL, ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot"), strict=True))
"""Colour and dash of each line, so that neither alone tells lines apart."""
ABOVE, BELOW = 24, 8
"""Pixels above the plane without a legend, and below its axis."""
DASHES = ("solid", "dash", "dot", "dashdot")
COLOURS = (NAVY, TEAL, PLUM, ORANGE)
LETTERS = 26
"""Letters a line of the legend has room for on a phone."""
YEAR = 12
"""Months from one mark below a curve to the next."""
STEPS, DECIMALS = 200, 2
"""Steps of a curve that are drawn, one for every two or three pixels, and the decimals of one that has more."""


class Line(NamedTuple):
    """A line: its name, the days and values of its points, and how it is drawn."""

    name: str
    days: list[str]
    numbers: list[float]
    colour: str
    dash: str


def over_time(frame: DataFrame, *, series: str, value: str, y_title: str) -> Figure:
    """Return at most four stepped lines with their names beside their last point. Columns: date, `series`, `value`."""
    styles = zip((NAVY, SEQUENTIAL[2], PLUM, ORANGE), ("solid", "dash", "dot", "dashdot"), strict=True)
    lines = [Line(*part, *style) for part, style in zip(_parts(frame, series, value), styles, strict=False)]
    return _named(lines, y_title=y_title, width=3, shape="hv", height=320)


def named(frame: DataFrame, *, y_title: str) -> Figure:
    """Return one line a series with its name at its end. Columns: date, series, value."""
    parts = sorted(_parts(frame, "series", "value"), key=lambda part: part[2][-1])
    lines = [Line(*part, *style) for part, style in zip(parts, STYLES, strict=False)]
    return _named(lines, y_title=y_title, width=2.5, shape="linear", height=380)


def _parts(frame: DataFrame, series: str, value: str) -> list[tuple[str, list[str], list[float]]]:
    """Name, days and values of each series."""
    parts: dict[str, tuple[list[str], list[float]]] = {}
    for day, (name, number) in zip(days(frame["date"]), rows(frame, series, value), strict=True):
        on, numbers = parts.setdefault(str(name), ([], []))
        on.append(day)
        numbers.append(number)
    return [(name, *part) for name, part in parts.items()]


def against_the_rest(frame: DataFrame, *, names: Mapping[str, str], y_title: str) -> Figure:
    """Return up to four named lines against median and middle half of all others.

    Columns: age_months; one a key of `names`; median, low, high, n (of the others).
    """
    return figure(
        [
            *_rest(frame),
            *(_curve(frame, *one) for one in zip(names.items(), COLOURS, DASHES, strict=False)),
        ],
        height=420,
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 64, "b": 8},
        xaxis={"title": {"text": "Months since the first meeting"}, "showgrid": False, "dtick": 12},
        yaxis={"title": {"text": y_title}, "rangemode": "tozero"},
    )


def estimate(frame: DataFrame, *, x_title: str, y_title: str) -> Figure:
    """Return a stepped share with its interval; below each year stands how many were still followed.

    Columns: months, share, low, high (%), at_risk.
    """
    ages, followed = frame["months"].to_list(), frame["at_risk"].to_list()
    years = range(0, int(max(ages)) + 1, YEAR)
    at_risk = [max(followed[bisect_left(ages, year) :]) for year in years]
    months, shares, lows, highs, numbers = map(
        list, zip(*rows(_few_steps(frame), "months", "share", "low", "high", "at_risk"), strict=True)
    )
    line = trace(
        "scatter",
        x=months,
        y=shares,
        customdata=[list(row) for row in zip(lows, highs, numbers, strict=True)],
        name="Estimate",
        mode="lines",
        line={"color": NAVY, "width": 3, "shape": "hv"},
        hovertemplate="%{x} months: %{y:.0f} % (%{customdata[0]:.0f} to %{customdata[1]:.0f} %), "
        "%{customdata[2]} followed<extra></extra>",
    )
    return figure(
        [*band(months, lows, highs, name="95 % interval", shape="hv"), line],
        height=360,
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
        xaxis={
            "title": {"text": x_title},
            "showgrid": False,
            "tickvals": list(years),
            "ticktext": [f"{year}{NEW_LINE}{number}" for year, number in zip(years, at_risk, strict=True)],
        },
        yaxis={"title": {"text": y_title}, "range": [0, 101]},
    )


def _few_steps(frame: DataFrame) -> DataFrame:
    """The first step of a curve, and of very many the last one in each part of its width."""
    if len(frame) <= STEPS:
        return frame
    part = (frame["months"] * STEPS // frame["months"].max()).to_numpy()
    return frame[np.append(part[:-1] != part[1:], True) | (frame["months"] == 0)].round(DECIMALS)


def _named(lines: list[Line], *, y_title: str, width: float, shape: str, height: int) -> Figure:
    """Lines with their names beside their ends."""
    known = [
        [(day, number) for day, number in zip(one.days, one.numbers, strict=True) if number == number]  # noqa: PLR0124  (NaN is not itself)
        for one in lines
    ]
    stops = [
        ends.End(one.name, points[-1][0], float(points[-1][1]), one.colour)
        for one, points in zip(lines, known, strict=True)
    ]
    top = ends.top_of([number for points in known for _, number in points])
    traces = [_line(one, width=width, shape=shape) for one in lines]
    return lined(traces, stops, top=top, y_title=y_title, height=height)


def lined(  # noqa: PLR0913
    traces: list[Trace], stops: list[ends.End], *, top: float, y_title: str, height: int, legend: int = 0
) -> Figure:
    """The lines on an axis of years from nought to `top`, their names beside their ends; room for a legend on top."""
    above = max(legend, ABOVE)
    return figure(
        traces,
        height=height,
        showlegend=bool(legend),
        annotations=ends.beside(stops, top=top, height=height - above - BELOW - ends.AXIS),
        margin={"l": 8, "r": ends.margin(stops), "t": above, "b": BELOW},
        xaxis={"type": "date", "showgrid": False, "tickformat": "%Y", "range": _span(traces)},
        yaxis={"range": [0, top], "title": {"text": y_title}},
    )


def _span(traces: list[Trace]) -> list[str]:
    """The first and last day that is drawn; left to itself, plotly.js would make room for the names as well."""
    days = [day for one in traces for day in one["x"]]
    return [min(days), max(days)]


def _line(one: Line, *, width: float, shape: str) -> Trace:
    return trace(
        "scatter",
        meta=one.name,
        x=one.days,
        y=known(one.numbers),
        name=one.name,
        mode="lines",
        cliponaxis=False,
        line={"color": one.colour, "width": width, "shape": shape, "dash": one.dash},
        hovertemplate="%{x|%-d %B %Y}: %{y:,.0f}<extra>%{fullData.name}</extra>",
    )


def band(  # noqa: PLR0913 - what is between two lines, and how it is drawn
    x: object,
    low: object,
    high: object,
    *,
    name: str,
    colour: str = PALE,
    shape: str = "linear",
    hover: str = "",
) -> list[Trace]:
    """The room between low and high, filled; `hover` says what stands at its upper edge."""
    edge = {"mode": "lines", "line": {"width": 0, "shape": shape}}
    filled = {"fill": "tonexty", "fillcolor": colour, "name": name}
    told = {"hovertemplate": hover} if hover else {"hoverinfo": "skip"}
    return [
        trace("scatter", x=x, y=low, **edge, showlegend=False, hoverinfo="skip"),
        trace("scatter", x=x, y=high, **edge, **filled, **told),
    ]


def _curve(frame: DataFrame, named: tuple[str, str], colour: str, dash: str) -> Trace:
    key, name = named
    known = frame[key].notna().to_numpy()
    return trace(
        "scatter",
        x=frame["age_months"][known],
        y=frame[key][known],
        name=NEW_LINE.join(wrap(name, LETTERS)),
        mode="lines",
        line={"color": colour, "width": 3, "dash": dash},
        hovertemplate="%{x} months: %{y:,.1f}<extra>%{fullData.name}</extra>",
    )


def _rest(frame: DataFrame) -> list[Trace]:
    known = frame[["age_months", "median", "low", "high", "n"]][frame["median"].notna().to_numpy()]
    median = trace(
        "scatter",
        x=known["age_months"],
        y=known["median"],
        customdata=[[n] for n in known["n"]],
        name="Median of the others",
        mode="lines",
        line={"color": QUIET, "width": 1.5},
        hovertemplate="%{x} months: median %{y:,.1f} of %{customdata[0]} others<extra></extra>",
    )
    return [
        *band(known["age_months"], known["low"], known["high"], name="Middle half of the others"),
        median,
    ]
