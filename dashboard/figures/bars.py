"""Bars: level and ranked, stacked by a few parts of a whole, or upright along time or a short list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from pandas import DataFrame

from dashboard.figures.plain import MONTH, NEW_LINE, Figure, Trace, figure, in_lines, known, trace
from dashboard.theme import INK, NAVY, PAPER, PLUM, QUIET, SEQUENTIAL, TEAL

ROW = 30
"""Pixels a bar takes, so that ten rows and thirty are equally easy to read."""
ROOM = 0.08
"""The share of the widest bar below which a part has no room for its number."""
LINE, BETWEEN = 17, 6
"""Pixels of a line of a label, and between two labels; labels of several lines make every bar's row higher."""
LABEL = 22
"""Letters of a label before it goes on in a second line, so that bars keep room on a phone."""
FIGURE_AT_END = 52
"""Pixels kept free for the figure at the end of a short bar; it says what an axis would."""
DARK, EVEN = 0.04045, 0.2
"""Where WCAG's luminance curve bends, and where ink and paper stand out about equally."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of each bar or column: its name in the legend, its colour, and a pattern for those who see no colour."""

    name: str
    colour: str
    pattern: str = ""


LEVER_LAYERS: Mapping[str, Part] = {
    "DEL": Part("Delivering", NAVY),
    "MOB": Part("Mobilising and influencing", PLUM, "/"),
    "SYN": Part("Synergising", TEAL, "."),
}
ANSWER_LAYERS: Mapping[str, Part] = {
    "considered": Part("Considered", NAVY),
    "not_considered": Part("Not considered", SEQUENTIAL[2], "/"),
    "unknown": Part("Nobody said", QUIET, "."),
}
SHORT = 8
"""Up to so many columns have room for level labels."""


def largest_first(frame: DataFrame, by: str) -> DataFrame:
    """Return the rows that have any, those with most first."""
    some = np.flatnonzero(frame[by].to_numpy() > 0)
    return frame.take(some).sort_values(by, ascending=False, ignore_index=True)


def ranked(  # noqa: PLR0913
    frame: DataFrame, *, label: str, value: str, x_title: str, limit: int = 15, form: str = ",.0f"
) -> Figure:
    """Return the first `limit` rows as bars, longest on top, each with its figure at its end."""
    cells = enumerate(zip(frame[label].tolist(), frame[value].tolist(), strict=True))
    rows = [(place, name, number) for place, (name, number) in cells if number == number][:limit]  # noqa: PLR0124  (NaN is not itself)
    names = [name for _, name, _ in rows]
    labels = [in_lines(name, LABEL) for name in names]
    row = max([ROW, *(LINE * len(lines) + BETWEEN for lines in labels)])
    is_whole = not any(lines[-1].endswith("…") for lines in labels if lines)
    places = [NEW_LINE.join(lines) for lines in labels]
    if len({*places}) < len(places):
        places = names  # what begins alike is not drawn as one
    bar = trace(
        "bar",
        meta=value,
        **({"ids": [place for place, _, _ in rows]} if rows and rows[-1][0] >= len(rows) else {}),
        y=places,
        x=[number for _, _, number in rows],
        **({} if is_whole else {"text": names}),
        orientation="h",
        marker={"color": NAVY},
        texttemplate=f"%{{x:{form}}}",
        textposition="auto",
        cliponaxis=False,
        insidetextanchor="end",
        textangle=0,
        textfont={"size": 13},
        hovertemplate=f"%{{{'y' if is_whole else 'text'}}}: %{{x:{form}}}<extra></extra>",
    )
    return figure(
        [bar],
        height=56 + row * max(len(rows), 3),
        xaxis={"title": {"text": x_title}, "rangemode": "tozero", "showgrid": False, "showticklabels": False},
        yaxis={"type": "category", "autorange": "reversed", "showgrid": False},
        margin={"l": 8, "r": FIGURE_AT_END, "t": 8, "b": 8},
    )


def stacked(frame: DataFrame, *, label: str, parts: Mapping[str, Part], x_title: str) -> Figure:
    """Return one bar a row, divided into parts; `parts` maps a column to its part, left to right."""
    labels, numbers = frame[label].to_list(), {column: frame[column].to_list() for column in parts}
    least = ROOM * max(map(sum, zip(*numbers.values(), strict=True)), default=0)
    return figure(
        [_bar(labels, numbers[column], part, meta=column, least=least) for column, part in parts.items()],
        barmode="stack",
        height=96 + ROW * max(len(frame), 3),
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        xaxis={"title": {"text": x_title}, "rangemode": "tozero"},
        yaxis={"autorange": "reversed", "showgrid": False},
    )


def paired(
    frame: DataFrame, *, label: str, own: tuple[str, str], other: tuple[str, str], x_title: str
) -> Figure:
    """Return two bars a row: what this is about, and what it is held against. `own` and `other` are column and name."""
    pairs = ((*own, NAVY, ""), (*other, SEQUENTIAL[2], "/"))
    return figure(
        [
            trace(
                "bar",
                meta=column,
                y=frame[label],
                x=frame[column],
                name=name,
                orientation="h",
                marker={
                    "color": colour,
                    "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": PAPER, "size": 6},
                },
                texttemplate="%{x:.0f}",
                textposition="outside",  # no number can be read on hatching
                cliponaxis=False,
                hovertemplate=f"%{{y}}: %{{x:.0f}} % ({name})<extra></extra>",
            )
            for column, name, colour, shape in pairs
        ],
        barmode="group",
        height=96 + 2 * ROW * max(len(frame), 2),
        showlegend=True,
        legend={"traceorder": "normal"},
        margin={"l": 8, "r": 32, "t": 40, "b": 8},
        xaxis={"title": {"text": x_title}, "rangemode": "tozero"},
        yaxis={"autorange": "reversed", "showgrid": False},
    )


def columns(  # noqa: PLR0913
    frame: DataFrame,
    *,
    x: str,
    layers: Mapping[str, Part],
    y_title: str,
    form: str = ",.0f",
    beside: bool = False,
) -> Figure:
    """Return one column a row, a layer for each column of the frame named in `layers`. `x` is a label or a date.

    What is not a part of a whole stands `beside` the other instead of on it.
    """
    column = frame[x]
    dated = column.dtype.kind == "M"
    days = (
        column.to_numpy().astype("datetime64[D]").tolist() if dated else []
    )  # plain dates, ten times as fast
    labels = [f"{day:{MONTH}}" for day in days] if dated else column.to_list()
    return figure(
        [
            _layer(frame[key].to_list(), labels, layer, form, meta=key)
            for key, layer in layers.items()
            if key in frame
        ],
        barmode="group" if beside else "stack",
        bargap=0.2,
        height=360 if len(layers) > 1 else 328,
        showlegend=len(layers) > 1,
        margin={"l": 8, "r": 8, "t": 48 if len(layers) > 1 else 16, "b": 8},
        xaxis={
            "type": "category",
            "showgrid": False,
            "nticks": 14,
            "tickangle": 0 if len(frame) <= SHORT else -45,
        },
        yaxis={"title": {"text": y_title}, "rangemode": "tozero", "tickformat": form},
    )


def _bar(labels: list[str], numbers: list[int], part: Part, *, meta: str, least: float) -> Trace:
    pattern = {"shape": part.pattern, "fgcolor": part.colour, "bgcolor": PAPER, "size": 6, "solidity": 0.35}
    return trace(
        "bar",
        meta=meta,
        y=known(labels),
        x=numbers,
        name=part.name,
        orientation="h",
        marker={
            "color": part.colour,
            "line": {"color": part.colour if part.pattern else PAPER, "width": 1},
            **({"pattern": pattern} if part.pattern else {}),
        },
        text=[f"{n:,.0f}" if n and n >= least and not part.pattern else "" for n in numbers],
        constraintext="none",
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 12, "color": _readable_on(part.colour)},
        hovertemplate=f"%{{y}}: %{{x:,}} {part.name.lower()}<extra></extra>",
    )


@cache
def _readable_on(colour: str) -> str:
    """Return ink or paper, whichever stands out more on this colour (WCAG relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= DARK else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return INK if luminance > EVEN else PAPER


def _layer(values: list[float], labels: list[str], layer: Part, form: str, *, meta: str) -> Trace:
    pattern = {"shape": layer.pattern, "fillmode": "overlay", "fgcolor": PAPER, "fgopacity": 0.6, "size": 7}
    return trace(
        "bar",
        meta=meta,
        x=labels,
        y=[None if value != value else value for value in values],  # noqa: PLR0124  (NaN is not itself)
        name=layer.name,
        marker={"color": layer.colour, **({"pattern": pattern} if layer.pattern else {})},
        hovertemplate=f"%{{x}}: %{{y:{form}}}<extra>%{{fullData.name}}</extra>",
    )
