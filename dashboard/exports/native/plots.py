"""Charts on axes, read from a figure of the page: bars and columns, lines over time or age, points in a triangle."""

from collections.abc import Mapping, Sequence
from math import sqrt

from dashboard.exports.native.model import UNNAMED, Label, Plot, Series, Side
from dashboard.exports.native.plotly_values import (
    DASHES,
    MARKERS,
    PATTERNS,
    axis_title,
    excel_form,
    numbers,
    plain_text,
    serial,
    template_form,
    texts,
)
from dashboard.figures.plain import Figure, Trace
from dashboard.theme import INK, NAVY, PAPER, QUIET, SEQUENTIAL

FEW = 9
"""Up to so many columns of one series, each has its number above it."""
SIDES: Mapping[str, Side] = {"top left": "tl", "top right": "t"}
"""A position of Plotly -> the side of a label."""
LOWER = ", lower edge"
"""What is added to the name of a band for the line below it; a legend need not have it."""
EDGE = 1.0
"""The width of the edges of a band, in points: an office chart draws no band between two lines."""
HEIGHT = sqrt(3) / 2
"""Of a triangle whose sides are 1."""


def bars(figure: Figure) -> Plot:
    """Return horizontal bars, first on top, with their numbers; on stacked ones, those that the page prints."""
    traces, layout = figure["data"], figure["layout"]
    stacked = layout.get("barmode") == "stack"
    series = []
    for trace in traces:
        values, printed = numbers(trace["x"]), texts(trace)
        shown = [place in printed if stacked else value is not None for place, value in enumerate(values)]
        ink = trace.get("textfont", {}).get("color", INK) if stacked else INK
        series.append(_filled(trace, values, shown=shown, ink=str(ink)))
    return Plot(
        "bar",
        tuple(plain_text(label) for label in traces[0]["y"]),
        tuple(series),
        value_title=axis_title(figure, "xaxis"),
        form=template_form(traces[0]),
        stacked=stacked,
        legend=bool(layout.get("showlegend")),
        axes="both" if layout["xaxis"].get("showticklabels", True) else "category",
    )


def columns(figure: Figure) -> Plot:
    """Return upright columns, along time or a short list; a few of one series with their numbers."""
    traces, layout = figure["data"], figure["layout"]
    few = len(traces) == 1 and len(traces[0]["x"]) <= FEW
    series = []
    for trace in traces:
        values = numbers(trace["y"])
        series.append(_filled(trace, values, shown=[few and value is not None for value in values]))
    return Plot(
        "column",
        tuple(plain_text(label) for label in traces[0]["x"]),
        tuple(series),
        category_title=axis_title(figure, "xaxis"),
        value_title=axis_title(figure, "yaxis"),
        form=excel_form(layout["yaxis"].get("tickformat", ",.0f")),
        stacked=len(traces) > 1 and layout.get("barmode") == "stack",
        legend=bool(layout.get("showlegend")),
    )


def lines(figure: Figure) -> Plot:
    """Return the lines of a figure on one axis of dates or numbers; a band becomes its two edges."""
    dated = figure["layout"]["xaxis"].get("type") == "date"
    traces = _with_edges_named(figure["data"])
    places = [[float(serial(str(x)) if dated else x) for x in trace["x"]] for trace in traces]
    axis = sorted({x for xs in places for x in xs})
    notes = [one for one in figure["layout"].get("annotations", ()) if "name" in one]
    named = {str(one["name"]): plain_text(one["text"]) for one in notes}
    series = [_line(trace, xs, axis, named) for trace, xs in zip(traces, places, strict=True)]

    def is_named_at_end(one: Series) -> bool:
        return any(label.words.startswith(one.name) for label in one.labels.values())

    return Plot(
        "line",
        tuple(axis),
        tuple(series),
        category_kind="date" if dated else "number",
        category_title=axis_title(figure, "xaxis"),
        value_title=axis_title(figure, "yaxis"),
        legend=any(one.in_legend and not is_named_at_end(one) for one in series),
    )


def points(figure: Figure) -> Plot:
    """Return the points nearest the corner of what there is more of; the corners carry the names of the shares."""
    trace, axes = figure["data"][0], figure["layout"]["ternary"]
    shares = list(zip(trace["a"], trace["b"], trace["c"], strict=True))
    places = [_in_triangle(*one) for one in shares]
    top, left, right = (plain_text(axes[f"{letter}axis"]["title"]["text"]) for letter in "abc")
    corners = Series(
        "Corners: all of one kind",
        (0, HEIGHT, 0, 0),
        xs=(0, 0.5, 1, 0),
        colour=QUIET,
        dash="solid",
        width=1,
        labels={0: Label(left, "b"), 1: Label(top, "t"), 2: Label(right, "b")},
        ink=INK,
        in_legend=False,
    )
    dots = Series(
        "Partnerships",
        tuple(y for _, y in places),
        xs=tuple(x for x, _ in places),
        colour=NAVY,
        marker="circle",
    )
    # The longer series first: LibreOffice loses a short one before it.
    return Plot("scatter", (), (dots, corners), form="0.00", axes="none")


def quadrants(figure: Figure) -> Plot:
    """Return the signs of a figure on two axes of numbers, and the lines that part them."""
    signs = [one for one in figure["data"] if one["mode"] == "markers"]
    across = [x for one in signs for x in one["x"]]
    ends = {"x": (min(across), max(across)), "y": (0.0, 100.0)}
    parting = [
        Series(
            "Beside all of them",
            tuple(line[f"y{end}"] if line["xref"] == "paper" else ends["y"][end] for end in (0, 1)),
            xs=tuple(line[f"x{end}"] if line["yref"] == "paper" else ends["x"][end] for end in (0, 1)),
            colour=INK,
            dash="sysDot",
            width=1,
            in_legend=False,
        )
        for line in figure["layout"]["shapes"]
    ]
    named: dict[str, Series] = {}
    for one in signs:
        marker, before = one["marker"], named.get(one["name"])
        named[one["name"]] = Series(
            one["name"],
            (*(before.values if before else ()), *one["y"]),
            xs=(*(before.xs if before else ()), *one["x"]),
            colour=marker["color"],
            marker=MARKERS[marker["symbol"]],
        )
    return Plot(
        "scatter",
        (),
        (*named.values(), *parting),
        value_title=axis_title(figure, "yaxis"),
        category_title=axis_title(figure, "xaxis"),
        is_logarithmic=figure["layout"]["xaxis"]["type"] == "log",
        legend=True,
    )


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
    line, marker, said = trace.get("line", {}), trace.get("marker", {}), _labels_of_trace(trace, named)
    is_edge, is_named_at_start = line.get("width") == 0, list(said) == [0] and len(xs) > 1
    dash = "sysDash" if is_edge else DASHES[line.get("dash", "solid")]
    return Series(
        plain_text(said[0].words if is_named_at_start else trace["name"]),
        tuple(at.get(x) for x in axis),
        colour=SEQUENTIAL[2] if is_edge else str(line.get("color") or marker.get("color") or NAVY),
        dash=dash if "lines" in trace["mode"] else "",
        width=EDGE if is_edge else 0.75 * float(line.get("width", 3)),
        marker=MARKERS.get(marker.get("symbol", "circle"), "circle") if "markers" in trace["mode"] else "",
        labels={} if is_named_at_start else {where[xs[place]]: label for place, label in said.items()},
        ink=str(trace.get("textfont", {}).get("color", INK)),
        in_legend=bool(trace.get("showlegend", True)) or is_named_at_start,
    )


def _labels_of_trace(trace: Trace, named: Mapping[str, str]) -> dict[int, Label]:
    """What stands beside the points, or at the end of a line; without `text` in the mode, notes are for hovering."""
    if trace["name"] in named:
        last = max(place for place, value in enumerate(numbers(trace["y"])) if value is not None)
        return {last: Label(named[trace["name"]])}
    side: Side = SIDES.get(trace.get("textposition", ""), "r")
    return {place: Label(words, side) for place, words in texts(trace).items() if "text" in trace["mode"]}


def _in_triangle(top: float, left: float, right: float) -> tuple[float, float]:
    whole = (top + left + right) or 1
    return (right + top / 2) / whole, top * HEIGHT / whole


def _filled(
    trace: Trace, values: tuple[float | None, ...], *, shown: Sequence[bool], ink: str = INK
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
        shown=tuple(shown),
        ink=ink,
    )
