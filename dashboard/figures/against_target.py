"""The count against its target: what is proved and possible, what illustrative rows would say, a forecast, and what was
published.
"""

from typing import NamedTuple

from pandas import DataFrame

from dashboard.figures import ends
from dashboard.figures.lines import band, lined
from dashboard.figures.plain import Figure, Trace, days, rows, trace
from dashboard.theme import EMPTY, INK, NAVY, ORANGE, PLUM, QUIET

FIRST_DAY = "2012-12-31"
"""Where the target's line begins: the first quarter's end that counts are given for."""


class Mark(NamedTuple):
    """One mark of a trajectory, days as in "2020-03-31"."""

    day: str
    value: float
    low: float
    high: float
    first_day: str
    label: str | None


def trajectory(frame: DataFrame) -> Figure:
    """Return stepped counts (proved, and possible at most) against their target, what illustrative rows would say
    apart, a forecast fan, and published counts across the period that each speaks of.

    What is named where it stands is left out of the legend. Columns: date, first_day, series (proved | illustrative |
    forecast | target | published | england), value, low, high, label.
    """
    parts = _marks_of(frame)
    proved, made_up, ahead, told, aims, england = (
        parts.get(one, []) for one in ("proved", "illustrative", "forecast", "published", "target", "england")
    )
    name, colour = ("Illustrative forecast", ORANGE) if made_up else ("Forecast", NAVY)
    traces = [
        *(_possible(proved) if proved else ()),
        *(_fan(ahead, name) if ahead else ()),
        *(_steps(made_up, "illustrative", ORANGE, "dot") if made_up else ()),
        *(_steps(proved, "proved", NAVY, "solid") if proved else ()),
        *(_published(told) if told else ()),
        *(_england(england) if england else ()),
        *(_goals(aims, of=" of England" if england else "") if aims else ()),
    ]
    stops = [ends.End(name, ahead[-1].day, float(ahead[-1].value), colour)] if ahead else []
    every = [number for marks in parts.values() for one in marks for number in (one.value, one.high)]
    top = ends.top_of([number for number in every if number == number])  # noqa: PLR0124  (NaN is not itself)
    return lined(traces, stops, top=top, y_title="Partnerships", height=420, legend=72)


def _marks_of(frame: DataFrame) -> dict[str, list[Mark]]:
    """The marks of each series, in the order of the rows."""
    numbers = rows(frame, "series", "value", "low", "high", "label")
    parts: dict[str, list[Mark]] = {}
    for day, first, row in zip(days(frame["date"]), days(frame["first_day"]), numbers, strict=True):
        series, value, low, high, label = row
        mark = Mark(day, value, low, high, first, label if isinstance(label, str) else None)
        parts.setdefault(series, []).append(mark)
    return parts


def _steps(marks: list[Mark], what: str, colour: str, dash: str) -> list[Trace]:
    last = marks[-1]
    line = trace(
        "scatter",
        meta=what,
        x=[one.day for one in marks],
        y=[one.value for one in marks],
        name=what.capitalize(),
        showlegend=False,
        mode="lines",
        line={"color": colour, "width": 3, "shape": "hv", "dash": dash},
        hovertemplate=f"%{{x|%-d %B %Y}}: %{{y}} {what}<extra></extra>",
    )
    end = trace(
        "scatter",
        x=[last.day],
        y=[last.value],
        name=f"At the as-at date, {what}",
        showlegend=False,
        mode="markers+text",
        marker={"color": colour, "size": 10},
        text=[f"{last.value:.0f} {what}"],
        texttemplate=f"<b>%{{y:.0f}}</b> {what}",
        textposition="top left",
        textfont={"size": 14, "color": INK},
        hoverinfo="skip",
    )
    return [line, end]


def _possible(marks: list[Mark]) -> list[Trace]:
    """The band from what is proved to what is possible at most."""
    hover = "%{x|%-d %B %Y}: up to %{y} possible<extra></extra>"
    name = "Possible, date or status unpublished"
    return _between(marks, name=name, colour=EMPTY, shape="hv", hover=hover)


def _between(marks: list[Mark], **drawn: str) -> list[Trace]:
    """The band from the low to the high end of marks."""
    x, low, high = (
        [one.day for one in marks],
        [one.low for one in marks],
        [one.high for one in marks],
    )
    return band(x, low, high, **drawn)


def _fan(marks: list[Mark], name: str) -> list[Trace]:
    middle = trace(
        "scatter",
        x=[one.day for one in marks],
        y=[one.value for one in marks],
        customdata=[[one.low, one.high] for one in marks],
        name=name,
        showlegend=False,
        mode="lines",
        line={"color": NAVY, "width": 2, "dash": "dot"},
        hovertemplate=f"{name} for %{{x|%-d %B %Y}}: %{{y:.0f}} "
        "(%{customdata[0]:.0f} to %{customdata[1]:.0f})<extra></extra>",
    )
    return [*_between(marks, name="Range of past quarters"), middle]


def _england(marks: list[Mark]) -> list[Trace]:
    """What is proved of England and what is possible at most, thinner than what is the reader's own."""
    known = [one for one in marks if one.value == one.value]
    lines = (
        ("proved", "solid", [(one.day, one.value) for one in known]),
        ("possible at most", "dot", [(one.day, one.high) for one in marks]),
    )
    return [
        trace(
            "scatter",
            x=[day for day, _ in line],
            y=[number for _, number in line],
            name=f"England: {what}",
            mode="lines",
            line={"color": QUIET, "width": 2, "shape": "hv", "dash": dash},
            hovertemplate=f"%{{x|%-d %B %Y}}: %{{y}} in England {what}<extra></extra>",
        )
        for what, dash, line in lines
        if line
    ]


def _goals(marks: list[Mark], *, of: str) -> list[Trace]:
    aim, on = marks[-1].value, [one.day for one in marks]
    line = trace(
        "scatter",
        x=[FIRST_DAY, *on],
        y=[aim] * (len(on) + 1),
        text=[f"Target{of}: at least {aim:.0f}"],
        name="Target",
        showlegend=False,
        mode="lines+text",
        textposition="top right",
        textfont={"size": 13, "color": PLUM},
        line={"color": PLUM, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )
    dates = trace(
        "scatter",
        x=on,
        y=[one.value for one in marks],
        text=[one.label for one in marks],
        name="Date a target is due",
        mode="markers",
        cliponaxis=False,
        marker={"symbol": "star-diamond", "size": 13, "color": PLUM},
        hovertemplate="%{text}, due %{x|%-d %B %Y}<extra></extra>",
    )
    return [line, dates]


def _published(marks: list[Mark]) -> list[Trace]:
    """A mark for each count of a day, and a line across the period of each that speaks of a longer one."""
    short, long = (
        [one for one in marks if (one.first_day < one.day) == is_long] for is_long in (False, True)
    )
    points = trace(
        "scatter",
        x=[one.day for one in short],
        y=[one.value for one in short],
        text=[one.label for one in short],
        name="Published, counted differently",
        mode="markers",
        marker={"symbol": "diamond-open", "size": 10, "color": QUIET, "line": {"width": 2}},
        hovertemplate="Published: %{y}, %{text}<extra></extra>",
    )
    across = [
        trace(
            "scatter",
            x=[one.first_day, one.day],
            y=[one.value] * 2,
            text=[one.label] * 2,
            name="Published for a month or a year",
            showlegend=place == 0,
            mode="lines",
            line={"color": QUIET, "width": 5},
            hovertemplate="Published: %{y}, %{text}<extra></extra>",
        )
        for place, one in enumerate(long)
    ]
    return [*across, *([points] if short else [])]
