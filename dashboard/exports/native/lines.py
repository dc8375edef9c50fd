"""Lines over time or age, their marks and edges."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from dashboard.exports.native.model import Label, Plot, Series
from dashboard.exports.native.reading import DASHES, MARKERS, axis_title, numbers, plain_text, serial, texts
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, NAVY, SEQUENTIAL

CLOSE = 0.05
"""Lines whose ends differ by less than this share of the highest value are close together."""
SIDES: Mapping[str, Literal["t", "tl", "b", "r"]] = {"top left": "tl", "top right": "t", "top center": "t"}
"""A position of Plotly -> the side of a label."""
EDGE = 1.0
"""The width of the edges of a band, in points: an office chart draws no band between two lines."""


def lines(figure: Figure) -> Plot:
    """Return the lines of a figure on one axis of dates or numbers; a band becomes its two edges."""
    dated = figure["layout"]["xaxis"].get("type") == "date"
    traces = _with_edges_named(figure["data"])
    places = [[_place(x, dated=dated) for x in trace["x"]] for trace in traces]
    axis = sorted({x for xs in places for x in xs})
    series = _apart([_line(trace, xs, axis) for trace, xs in zip(traces, places, strict=True)])
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
        else {**trace, "name": f"{after['name']}, lower edge", "showlegend": False}
        if after.get("fill") == "tonexty"
        else {**trace, "name": "Shown", "showlegend": False}
        for trace, after in zip(traces, [*traces[1:], {}], strict=True)
    ]


def _line(trace: Trace, xs: list[float], axis: list[float]) -> Series:
    at = dict(zip(xs, numbers(trace["y"]), strict=True))
    where = {x: place for place, x in enumerate(axis)}
    line, marker, said = trace.get("line", {}), trace.get("marker", {}), _said(trace)
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
        in_legend=bool(trace.get("showlegend", True)) and not (len(xs) == 1 and said),
    )


def _said(trace: Trace) -> dict[int, Label]:
    """What stands beside the points; notes on marks without `text` in their mode are only for hovering."""
    side = SIDES.get(trace.get("textposition", ""), "r")
    return {place: Label(words, side) for place, words in texts(trace).items() if "text" in trace["mode"]}


def _dash(trace: Trace, *, is_edge: bool) -> str:
    if "lines" not in trace["mode"]:
        return ""
    return "sysDash" if is_edge else DASHES[trace.get("line", {}).get("dash", "solid")]


def _is_named_at_end(series: Series) -> bool:
    return any(label.words.startswith(series.name) for label in series.labels.values())


def _apart(lines: list[Series]) -> list[Series]:
    """Lines that end close together have their words above, beside and below their ends, so that they can be read."""
    ends = sorted(
        (-(value or 0), place, at)
        for place, line in enumerate(lines)
        for at, label in line.labels.items()
        if label.side == "r" and (value := line.values[at]) is not None
    )
    near = CLOSE * max((value for line in lines for value in line.values if value is not None), default=0)
    moved = dict(enumerate(lines))
    for before, (height, place, at), after in zip([None, *ends], ends, [*ends[1:], None], strict=False):
        has_above = before is not None and height - before[0] < near
        has_below = after is not None and after[0] - height < near
        side: Literal["t", "b", "r"] = "r" if has_above == has_below else "b" if has_above else "t"
        label = lines[place].labels[at]
        moved[place] = replace(moved[place], labels={**moved[place].labels, at: replace(label, side=side)})
    return list(moved.values())
