"""Lines over time."""

from pandas import DataFrame

from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import CATEGORICAL, INK, NAVY, ORANGE, PALE, PLUM, QUIET, SEQUENTIAL

STYLES = tuple(zip(CATEGORICAL, ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot"), strict=True))
"""Colour and dash of each line, so that neither alone tells lines apart."""
FIRST_DAY = "2012-12-31"
"""Where the target's line begins: the first quarter's end that counts are given for."""


def trajectory(frame: DataFrame) -> Figure:
    """Return a stepped count against its target, with a forecast fan and published counts as separate marks.

    Columns: date, series (counted | forecast | target | published), value, low, high, label.
    """
    parts = dict(iter(frame.groupby("series", sort=False)))
    traces = [
        *(_fan(parts["forecast"]) if "forecast" in parts else ()),
        *(_steps(parts["counted"]) if "counted" in parts else ()),
        *(_marks(parts["published"]) if "published" in parts else ()),
        *(_goals(parts["target"]) if "target" in parts else ()),
    ]
    return figure(
        traces,
        height=400,
        margin={"l": 8, "r": 16, "t": 24, "b": 8},
        xaxis={"type": "date", "showgrid": False, "tickformat": "%Y"},
        yaxis={"rangemode": "tozero", "title": {"text": "Partnerships"}},
    )


def over_time(frame: DataFrame, *, series: str, value: str, y_title: str) -> Figure:
    """Return at most four stepped lines with their names beside their last point. Columns: date, `series`, `value`."""
    styles = zip((NAVY, SEQUENTIAL[2], PLUM, ORANGE), ("solid", "dash", "dot", "dashdot"), strict=True)
    traces = [
        trace(
            "scatter",
            x=_days(part),
            y=part[value],
            name=str(name),
            mode="lines+text",
            text=[""] * (len(part) - 1) + [f"{name}: {part[value].iloc[-1]:,.0f}"],
            textposition="middle right",
            textfont={"color": INK},
            cliponaxis=False,
            line={"color": colour, "width": 3, "shape": "hv", "dash": dash},
            hovertemplate="%{x|%-d %B %Y}: %{y:,}<extra>%{fullData.name}</extra>",
        )
        for (name, part), (colour, dash) in zip(frame.groupby(series, sort=False), styles, strict=False)
    ]
    return figure(
        traces,
        height=320,
        margin={"l": 8, "r": 132, "t": 24, "b": 8},
        xaxis={"type": "date", "showgrid": False, "tickformat": "%Y"},
        yaxis={"rangemode": "tozero", "title": {"text": y_title}},
    )


def named(frame: DataFrame, *, y_title: str) -> Figure:
    """Return one line a series with its name at its end, in rising order of where it ends, so that names keep apart.

    Columns: date, series, value.
    """
    parts = sorted(frame.groupby("series", sort=False), key=lambda part: float(part[1]["value"].iloc[-1]))
    return figure(
        [_named(part, str(name), *style) for (name, part), style in zip(parts, STYLES, strict=False)],
        height=380,
        showlegend=True,
        margin={"l": 8, "r": 48, "t": 64, "b": 8},
        xaxis={"type": "date", "showgrid": False, "tickformat": "%Y"},
        yaxis={"rangemode": "tozero", "title": {"text": y_title}},
    )


def _named(frame: DataFrame, name: str, colour: str, dash: str) -> Trace:
    return trace(
        "scatter",
        x=_days(frame),
        y=frame["value"],
        name=name,
        mode="lines+text",
        text=[""] * (len(frame) - 1) + [f"{frame['value'].iloc[-1]:,.0f}"],
        textposition="middle right",
        cliponaxis=False,
        line={"color": colour, "width": 2.5, "dash": dash},
        hovertemplate="%{x|%-d %B %Y}: %{y:,.0f}<extra>%{fullData.name}</extra>",
    )


def _steps(frame: DataFrame) -> list[Trace]:
    last = frame.iloc[-1]
    line = trace(
        "scatter",
        x=_days(frame),
        y=frame["value"],
        name="Counted",
        mode="lines",
        line={"color": NAVY, "width": 3, "shape": "hv"},
        hovertemplate="%{x|%-d %B %Y}: %{y} counted<extra></extra>",
    )
    end = trace(
        "scatter",
        x=[last["date"].strftime("%Y-%m-%d")],
        y=[last["value"]],
        name="At the as-at date",
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
        trace("scatter", x=days, y=frame["low"], mode="lines", line=outline, hoverinfo="skip"),
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
            name="Published counts, which count differently",
            mode="markers",
            marker={"symbol": "diamond-open", "size": 10, "color": QUIET, "line": {"width": 2}},
            hovertemplate="Published: %{y}, %{text}<extra></extra>",
        )
    ]


def _days(frame: DataFrame) -> list[str]:
    return [f"{date:%Y-%m-%d}" for date in frame["date"]]
