"""Lines over time or age, their marks and edges."""

from collections.abc import Mapping

from dashboard.exports.native.model import Label, Plot, Series, Side
from dashboard.exports.native.plotly_values import (
    DASHES,
    MARKERS,
    axis_title,
    numbers,
    plain_text,
    serial,
    texts,
)
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, NAVY, SEQUENTIAL

SIDES: Mapping[str, Side] = {"top left": "tl", "top right": "t"}
"""A position of Plotly -> the side of a label."""
LOWER = ", lower edge"
"""What is added to the name of a band for the line below it; a legend need not have it."""
EDGE = 1.0
"""The width of the edges of a band, in points: an office chart draws no band between two lines."""


def lines(figure: Figure) -> Plot:
    """Return the lines of a figure on one axis of dates or numbers; a band becomes its two edges."""
    dated = figure["layout"]["xaxis"].get("type") == "date"
    traces = _with_edges_named(figure["data"])
    places = [[_place(x, dated=dated) for x in trace["x"]] for trace in traces]
    axis = sorted({x for xs in places for x in xs})
    named = {str(one["name"]): plain_text(one["text"]) for one in figure["layout"].get("annotations", ())}
    series = [_line(trace, xs, axis, named) for trace, xs in zip(traces, places, strict=True)]
    return Plot(
        "line",
        tuple(axis),
        tuple(series),
        category_kind="date" if dated else "number",
        category_title=axis_title(figure, "xaxis"),
        value_title=axis_title(figure, "yaxis"),
        legend=not all(_is_named_at_end(one) for one in series if one.in_legend),
    )


def _place(x: object, *, dated: bool) -> float:
    return float(serial(str(x))) if dated else float(str(x))


def _with_edges_named(traces: list[Trace]) -> list[Trace]:
    """The lower edge of a band takes its name from the upper one, which is filled down to it."""
    return [
        trace
        if "name" in trace
        else {**trace, "name": f"{after['name']}{LOWER}", "showlegend": False}
        if after.get("fill") == "tonexty"
        else {**trace, "name": "Shown", "showlegend": False}
        for trace, after in zip(traces, [*traces[1:], {}], strict=True)
    ]


def _line(trace: Trace, xs: list[float], axis: list[float], named: Mapping[str, str]) -> Series:
    at = dict(zip(xs, numbers(trace["y"]), strict=True))
    where = {x: place for place, x in enumerate(axis)}
    line, marker, said = trace.get("line", {}), trace.get("marker", {}), _said(trace, named)
    is_edge, is_named_at_start = line.get("width") == 0, list(said) == [0] and len(xs) > 1
    return Series(
        plain_text(said[0].words if is_named_at_start else trace["name"]),
        tuple(at.get(x) for x in axis),
        colour=SEQUENTIAL[2] if is_edge else str(line.get("color") or marker.get("color") or NAVY),
        dash=_dash(trace, is_edge=is_edge),
        width=EDGE if is_edge else 0.75 * float(line.get("width", 3)),
        marker=MARKERS.get(marker.get("symbol", "circle"), "circle") if "markers" in trace["mode"] else "",
        labels={} if is_named_at_start else {where[xs[place]]: label for place, label in said.items()},
        ink=str(trace.get("textfont", {}).get("color", INK)),
        in_legend=bool(trace.get("showlegend", True)) or is_named_at_start,
    )


def _said(trace: Trace, named: Mapping[str, str]) -> dict[int, Label]:
    """What stands beside the points, or at the end of a line; without `text` in the mode, notes are for hovering."""
    if trace["name"] in named:
        return {_last(trace): Label(named[trace["name"]])}
    side: Side = SIDES.get(trace.get("textposition", ""), "r")
    return {place: Label(words, side) for place, words in texts(trace).items() if "text" in trace["mode"]}


def _last(trace: Trace) -> int:
    return max(place for place, value in enumerate(numbers(trace["y"])) if value is not None)


def _dash(trace: Trace, *, is_edge: bool) -> str:
    if "lines" not in trace["mode"]:
        return ""
    return "sysDash" if is_edge else DASHES[trace.get("line", {}).get("dash", "solid")]


def _is_named_at_end(series: Series) -> bool:
    return any(label.words.startswith(series.name) for label in series.labels.values())
