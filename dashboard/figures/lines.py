"""Lines over time, or at the same age before the middle half of the rest."""

from collections.abc import Mapping
from textwrap import wrap

from pandas import DataFrame

from dashboard.figures import ends
from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import CATEGORICAL, EMPTY, INK, NAVY, ORANGE, PALE, PLUM, QUIET, SEQUENTIAL, TEAL

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
FIRST_DAY = "2012-12-31"
"""Where the target's line begins: the first quarter's end that counts are given for."""


def trajectory(frame: DataFrame) -> Figure:
    """Return stepped counts (proved, and possible at most) against their target, what illustrative rows would say
    apart, a forecast fan, and published counts across the period that each speaks of.

    What is named where it stands is left out of the legend. Columns: date, first_day, series (proved | illustrative |
    forecast | target | published), value, low, high, label.
    """
    parts = dict(iter(frame.groupby("series", sort=False)))
    name, colour = ("Illustrative forecast", ORANGE) if "illustrative" in parts else ("Forecast", NAVY)
    traces = [
        *(_possible(parts["proved"]) if "proved" in parts else ()),
        *(_fan(parts["forecast"], name) if "forecast" in parts else ()),
        *(_steps(parts["illustrative"], "illustrative", ORANGE, "dot") if "illustrative" in parts else ()),
        *(_steps(parts["proved"], "proved", NAVY, "solid") if "proved" in parts else ()),
        *(_marks(parts["published"]) if "published" in parts else ()),
        *(_goals(parts["target"]) if "target" in parts else ()),
    ]
    ahead = [_end(parts["forecast"], name, colour)] if "forecast" in parts else []
    top = ends.top_of(frame[["value", "high"]].max().dropna().to_list())
    return _lined(traces, ahead, top=top, y_title="Partnerships", height=420, legend=72)


def over_time(frame: DataFrame, *, series: str, value: str, y_title: str) -> Figure:
    """Return at most four stepped lines with their names beside their last point. Columns: date, `series`, `value`."""
    styles = zip((NAVY, SEQUENTIAL[2], PLUM, ORANGE), ("solid", "dash", "dot", "dashdot"), strict=True)
    frame = frame.rename(columns={value: "value"})
    parts = zip(frame.groupby(series, sort=False), styles, strict=False)
    lines = [(part, str(name), *style) for (name, part), style in parts]
    return _named(frame, lines, y_title=y_title, width=3, shape="hv", height=320)


def named(frame: DataFrame, *, y_title: str) -> Figure:
    """Return one line a series with its name at its end. Columns: date, series, value."""
    parts = sorted(frame.groupby("series", sort=False), key=lambda part: float(part[1]["value"].iloc[-1]))
    lines = [(part, str(name), *style) for (name, part), style in zip(parts, STYLES, strict=False)]
    return _named(frame, lines, y_title=y_title, width=2.5, shape="linear", height=380)


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
    months = frame["months"]
    years = range(0, int(months.max()) + 1, YEAR)
    at_risk = [int(frame.loc[months >= year, "at_risk"].max()) for year in years]
    line = trace(
        "scatter",
        x=months,
        y=frame["share"],
        customdata=frame[["low", "high", "at_risk"]].to_numpy().tolist(),
        name="Estimate",
        mode="lines",
        line={"color": NAVY, "width": 3, "shape": "hv"},
        hovertemplate="%{x} months: %{y:.0f} % (%{customdata[0]:.0f} to %{customdata[1]:.0f} %), "
        "%{customdata[2]} followed<extra></extra>",
    )
    return figure(
        [*_band(months, frame, name="95 % interval", shape="hv"), line],
        height=360,
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
        xaxis={
            "title": {"text": x_title},
            "showgrid": False,
            "tickvals": list(years),
            "ticktext": [f"{year}<br>{number}" for year, number in zip(years, at_risk, strict=True)],
        },
        yaxis={"title": {"text": y_title}, "range": [0, 101]},
    )


def _named(  # noqa: PLR0913
    frame: DataFrame,
    lines: list[tuple[DataFrame, str, str, str]],
    *,
    y_title: str,
    width: float,
    shape: str,
    height: int,
) -> Figure:
    """Lines (rows, name, colour, dash) with their names beside their ends."""
    traces = [_line(*line, width=width, shape=shape) for line in lines]
    stops = [_end(part, name, colour) for part, name, colour, _ in lines]
    top = ends.top_of(frame["value"].dropna().to_list())
    return _lined(traces, stops, top=top, y_title=y_title, height=height)


def _lined(  # noqa: PLR0913
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


def _line(  # noqa: PLR0913
    frame: DataFrame, name: str, colour: str, dash: str, *, width: float, shape: str
) -> Trace:
    return trace(
        "scatter",
        x=_days(frame),
        y=frame["value"],
        name=name,
        mode="lines",
        cliponaxis=False,
        line={"color": colour, "width": width, "shape": shape, "dash": dash},
        hovertemplate="%{x|%-d %B %Y}: %{y:,.0f}<extra>%{fullData.name}</extra>",
    )


def _end(frame: DataFrame, name: str, colour: str) -> ends.End:
    last = frame.dropna(subset=["value"]).iloc[-1]
    return ends.End(name, f"{last['date']:%Y-%m-%d}", float(last["value"]), colour)


def _steps(frame: DataFrame, what: str, colour: str, dash: str) -> list[Trace]:
    last = frame.iloc[-1]
    line = trace(
        "scatter",
        x=_days(frame),
        y=frame["value"],
        name=what.capitalize(),
        showlegend=False,
        mode="lines",
        line={"color": colour, "width": 3, "shape": "hv", "dash": dash},
        hovertemplate=f"%{{x|%-d %B %Y}}: %{{y}} {what}<extra></extra>",
    )
    end = trace(
        "scatter",
        x=[last["date"].strftime("%Y-%m-%d")],
        y=[last["value"]],
        name=f"At the as-at date, {what}",
        showlegend=False,
        mode="markers+text",
        marker={"color": colour, "size": 10},
        text=[f"<b>{last['value']:.0f}</b> {what}"],
        textposition="top left",
        textfont={"size": 14, "color": INK},
        hoverinfo="skip",
    )
    return [line, end]


def _band(  # noqa: PLR0913 - what is between two lines, and how it is drawn
    x: object, frame: DataFrame, *, name: str, colour: str = PALE, shape: str = "linear", hover: str = ""
) -> list[Trace]:
    """The room between low and high, filled; `hover` says what stands at its upper edge."""
    edge = {"mode": "lines", "line": {"width": 0, "shape": shape}}
    filled = {"fill": "tonexty", "fillcolor": colour, "name": name}
    told = {"hovertemplate": hover} if hover else {"hoverinfo": "skip"}
    return [
        trace("scatter", x=x, y=frame["low"], **edge, showlegend=False, hoverinfo="skip"),
        trace("scatter", x=x, y=frame["high"], **edge, **filled, **told),
    ]


def _possible(frame: DataFrame) -> list[Trace]:
    """The band from what is proved to what is possible at most."""
    hover = "%{x|%-d %B %Y}: up to %{y} possible<extra></extra>"
    name = "Possible, date or status unpublished"
    return _band(_days(frame), frame, name=name, colour=EMPTY, shape="hv", hover=hover)


def _fan(frame: DataFrame, name: str) -> list[Trace]:
    days = _days(frame)
    middle = trace(
        "scatter",
        x=days,
        y=frame["value"],
        customdata=frame[["low", "high"]].to_numpy().tolist(),
        name=name,
        showlegend=False,
        mode="lines",
        line={"color": NAVY, "width": 2, "dash": "dot"},
        hovertemplate=f"{name} for %{{x|%-d %B %Y}}: %{{y:.0f}} "
        "(%{customdata[0]:.0f} to %{customdata[1]:.0f})<extra></extra>",
    )
    return [*_band(days, frame, name="Range of past quarters"), middle]


def _goals(frame: DataFrame) -> list[Trace]:
    aim = frame["value"].iloc[-1]
    line = trace(
        "scatter",
        x=[FIRST_DAY, *_days(frame)],
        y=[aim] * (len(frame) + 1),
        text=[f"Target: at least {aim:.0f}"],
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
        x=_days(frame),
        y=frame["value"],
        text=frame["label"],
        name="Date a target is due",
        mode="markers",
        cliponaxis=False,
        marker={"symbol": "star-diamond", "size": 13, "color": PLUM},
        hovertemplate="%{text}, due %{x|%-d %B %Y}<extra></extra>",
    )
    return [line, dates]


def _marks(frame: DataFrame) -> list[Trace]:
    """A mark for each count of a day, and a line across the period of each that speaks of a longer one."""
    is_long = frame["first_day"] < frame["date"]
    days, long = frame[~is_long], frame[is_long]
    marks = trace(
        "scatter",
        x=_days(days),
        y=days["value"],
        text=days["label"],
        name="Published, counted differently",
        mode="markers",
        marker={"symbol": "diamond-open", "size": 10, "color": QUIET, "line": {"width": 2}},
        hovertemplate="Published: %{y}, %{text}<extra></extra>",
    )
    across = [
        trace(
            "scatter",
            x=[f"{row['first_day']:%Y-%m-%d}", f"{row['date']:%Y-%m-%d}"],
            y=[row["value"]] * 2,
            text=[row["label"]] * 2,
            name="Published for a month or a year",
            showlegend=place == 0,
            mode="lines",
            line={"color": QUIET, "width": 5},
            hovertemplate="Published: %{y}, %{text}<extra></extra>",
        )
        for place, (_, row) in enumerate(long.iterrows())
    ]
    return [*across, *([marks] if len(days) else [])]


def _curve(frame: DataFrame, named: tuple[str, str], colour: str, dash: str) -> Trace:
    key, name = named
    known = frame[key].notna().to_numpy()
    return trace(
        "scatter",
        x=frame["age_months"][known],
        y=frame[key][known],
        name="<br>".join(wrap(name, LETTERS)),
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
    return [*_band(known["age_months"], known, name="Middle half of the others"), median]


def _days(frame: DataFrame) -> list[str]:
    return [f"{date:%Y-%m-%d}" for date in frame["date"]]
