"""Upright bars along time or a short list, stacked by a few named parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from pandas import DataFrame

from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import NAVY, PAPER, PLUM, QUIET, SEQUENTIAL, TEAL


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of every column: its name in the legend, its colour, and a pattern for those who see no colour."""

    name: str
    colour: str
    pattern: str = ""


LEVER_LAYERS: Mapping[str, Layer] = {
    "DEL": Layer("Delivering", NAVY),
    "MOB": Layer("Mobilising and influencing", PLUM, "/"),
    "SYN": Layer("Synergising", TEAL, "."),
}
ANSWER_LAYERS: Mapping[str, Layer] = {
    "considered": Layer("Considered", NAVY),
    "not_considered": Layer("Not considered", SEQUENTIAL[2], "/"),
    "unknown": Layer("Nobody said", QUIET, "."),
}


def stacked(  # noqa: PLR0913
    frame: DataFrame,
    *,
    x: str,
    layers: Mapping[str, Layer],
    y_title: str,
    form: str = ",.0f",
    beside: bool = False,
) -> Figure:
    """Return one column a row, a layer for each column of the frame named in `layers`. `x` is a label or a date.

    What is not a part of a whole stands `beside` the other instead of on it.
    """
    dated = frame[x].dtype.kind == "M"
    labels = [f"{date:%b %Y}" for date in frame[x]] if dated else frame[x].to_list()
    return figure(
        [_layer(frame[key].to_list(), labels, layer, form) for key, layer in layers.items() if key in frame],
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


SHORT = 8
"""Up to so many columns have room for level labels."""


def _layer(values: list[float], labels: list[str], layer: Layer, form: str) -> Trace:
    pattern = {"shape": layer.pattern, "fillmode": "overlay", "fgcolor": PAPER, "fgopacity": 0.6, "size": 7}
    return trace(
        "bar",
        x=labels,
        y=[None if value != value else value for value in values],  # noqa: PLR0124  (NaN is not itself)
        name=layer.name,
        marker={"color": layer.colour, **({"pattern": pattern} if layer.pattern else {})},
        hovertemplate=f"%{{x}}: %{{y:{form}}}<extra>%{{fullData.name}}</extra>",
    )
