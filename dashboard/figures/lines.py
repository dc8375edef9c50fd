"""Lines over time."""

from pandas import DataFrame

from dashboard.figures import ends
from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import CATEGORICAL, NAVY, ORANGE, PALE, PLUM, QUIET, SEQUENTIAL

STYLES = tuple(zip(CATEGORICAL, ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot"), strict=True))
"""Colour and dash of each line, so that neither alone tells lines apart."""
ABOVE, BELOW = 24, 8
"""Pixels above the plane without a legend, and below its axis."""
FIRST_DAY = "2012-12-31"
"""Where the target's line begins: the first quarter's end that counts are given for."""


def trajectory(frame: DataFrame) -> Figure:
    """Return a stepped count against its target, with a forecast fan and published counts as separate marks.

    What is named where it stands is left out of the legend. Columns: date, series (counted | forecast | target |
    published), value, low, high, label.
    """
    parts = dict(iter(frame.groupby("series", sort=False)))
    traces = [
        *(_fan(parts["forecast"]) if "forecast" in parts else ()),
        *(_steps(parts["counted"]) if "counted" in parts else ()),
        *(_marks(parts["published"]) if "published" in parts else ()),
        *(_goals(parts["target"]) if "target" in parts else ()),
    ]
    ahead = [_end(parts["forecast"], "Forecast", NAVY)] if "forecast" in parts else []
    top = ends.top_of(frame[["value", "high"]].max().dropna().to_list())
    return _lined(traces, ahead, top=top, y_title="Partnerships", height=420, legend=72)


def over_time(frame: DataFrame, *, series: str, value: str, y_title: str) -> Figure:
    """Return at most four stepped lines with their names beside their last point. Columns: date, `series`, `value`."""
    styles = zip((NAVY, SEQUENTIAL[2], PLUM, ORANGE), ("solid", "dash", "dot", "dashdot"), strict=True)
    told = frame.rename(columns={value: "value"})
    parts = zip(told.groupby(series, sort=False), styles, strict=False)
    named_ = [(part, str(name), *style) for (name, part), style in parts]
    traces = [_line(*one, width=3, shape="hv") for one in named_]
    stops = [_end(part, name, colour) for part, name, colour, _ in named_]
    return _lined(
        traces, stops, top=ends.top_of(told["value"].dropna().to_list()), y_title=y_title, height=320
    )


def named(frame: DataFrame, *, y_title: str) -> Figure:
    """Return one line a series with its name at its end. Columns: date, series, value."""
    parts = sorted(frame.groupby("series", sort=False), key=lambda part: float(part[1]["value"].iloc[-1]))
    named_ = [(part, str(name), *style) for (name, part), style in zip(parts, STYLES, strict=False)]
    traces = [_line(*one, width=2.5, shape="linear") for one in named_]
    stops = [_end(part, name, colour) for part, name, colour, _ in named_]
    return _lined(
        traces, stops, top=ends.top_of(frame["value"].dropna().to_list()), y_title=y_title, height=380
    )


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


def _steps(frame: DataFrame) -> list[Trace]:
    last = frame.iloc[-1]
    line = trace(
        "scatter",
        x=_days(frame),
        y=frame["value"],
        name="Counted",
        showlegend=False,
        mode="lines",
        line={"color": NAVY, "width": 3, "shape": "hv"},
        hovertemplate="%{x|%-d %B %Y}: %{y} counted<extra></extra>",
    )
    end = trace(
        "scatter",
        x=[last["date"].strftime("%Y-%m-%d")],
        y=[last["value"]],
        name="At the as-at date",
        showlegend=False,
        mode="markers+text",
        marker={"color": NAVY, "size": 10},
        text=[f"<b>{last['value']:.0f}</b> counted"],
        textposition="top left",
        textfont={"size": 14, "color": NAVY},
        hoverinfo="skip",
    )
    return [line, end]


def _fan(frame: DataFrame) -> list[Trace]:
    days = _days(frame)
    outline = {"width": 0}
    return [
        trace(
            "scatter", x=days, y=frame["low"], mode="lines", line=outline, showlegend=False, hoverinfo="skip"
        ),
        trace(
            "scatter",
            x=days,
            y=frame["high"],
            name="Range of the forecast",
            mode="lines",
            line=outline,
            fill="tonexty",
            fillcolor=PALE,
            hoverinfo="skip",
        ),
        trace(
            "scatter",
            x=days,
            y=frame["value"],
            customdata=frame[["low", "high"]].to_numpy().tolist(),
            name="Forecast",
            showlegend=False,
            mode="lines",
            line={"color": NAVY, "width": 2, "dash": "dot"},
            hovertemplate="Forecast for %{x|%-d %B %Y}: %{y:.0f} "
            "(%{customdata[0]:.0f} to %{customdata[1]:.0f})<extra></extra>",
        ),
    ]


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
    return [
        trace(
            "scatter",
            x=_days(frame),
            y=frame["value"],
            text=frame["label"],
            name="Published, counted differently",
            mode="markers",
            marker={"symbol": "diamond-open", "size": 10, "color": QUIET, "line": {"width": 2}},
            hovertemplate="Published: %{y}, %{text}<extra></extra>",
        )
    ]


def _days(frame: DataFrame) -> list[str]:
    return [f"{date:%Y-%m-%d}" for date in frame["date"]]
