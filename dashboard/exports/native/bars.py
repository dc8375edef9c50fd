"""Bars and columns: ranked, stacked, or side by side."""

from dashboard.exports.native.model import UNNAMED, Plot, Series
from dashboard.exports.native.plotly_values import (
    PATTERNS,
    axis_title,
    excel_form,
    numbers,
    plain_text,
    template_form,
    texts,
)
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, NAVY, PAPER

FEW = 9
"""Up to so many columns of one series, each has its number above it."""


def bars(figure: Figure) -> Plot:
    """Return horizontal bars, first on top."""
    traces, layout = figure["data"], figure["layout"]
    stacked = layout.get("barmode") == "stack"
    return Plot(
        "bar",
        tuple(plain_text(label) for label in traces[0]["y"]),
        tuple(_series(trace, numbers(trace["x"]), stacked=stacked) for trace in traces),
        value_title=axis_title(figure, "xaxis"),
        form=template_form(traces[0]),
        stacked=stacked,
        legend=bool(layout.get("showlegend")),
        axes="both" if layout["xaxis"].get("showticklabels", True) else "category",
    )


def columns(figure: Figure) -> Plot:
    """Return upright columns, along time or a short list."""
    traces, layout = figure["data"], figure["layout"]
    few = len(traces) == 1 and len(traces[0]["x"]) <= FEW
    return Plot(
        "column",
        tuple(plain_text(label) for label in traces[0]["x"]),
        tuple(_column(trace, few=few) for trace in traces),
        category_title=axis_title(figure, "xaxis"),
        value_title=axis_title(figure, "yaxis"),
        form=excel_form(layout["yaxis"].get("tickformat", ",.0f")),
        stacked=len(traces) > 1 and layout.get("barmode") == "stack",
        legend=bool(layout.get("showlegend")),
    )


def _column(trace: Trace, *, few: bool) -> Series:
    values = numbers(trace["y"])
    return _styled(trace, values, shown=tuple(few and value is not None for value in values))


def _series(trace: Trace, values: tuple[float | None, ...], *, stacked: bool) -> Series:
    if not stacked:
        return _styled(trace, values, shown=tuple(value is not None for value in values))
    printed = texts(trace)
    ink = str(trace.get("textfont", {}).get("color", INK))
    return _styled(trace, values, shown=tuple(place in printed for place in range(len(values))), ink=ink)


def _styled(
    trace: Trace, values: tuple[float | None, ...], *, shown: tuple[bool, ...], ink: str = INK
) -> Series:
    """The series with the colour and pattern of its trace; a pattern laid over a colour is drawn in paper."""
    marker = trace.get("marker", {})
    colour, pattern = str(marker.get("color", NAVY)), marker.get("pattern", {})
    overlaid = pattern.get("fillmode") == "overlay"
    return Series(
        plain_text(trace.get("name") or UNNAMED),
        values,
        colour=PAPER if overlaid and pattern.get("shape") else colour,
        pattern=PATTERNS.get(pattern.get("shape", ""), ""),
        back=colour if overlaid else PAPER,
        shown=shown,
        ink=ink,
    )
