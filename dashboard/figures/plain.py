"""Figures as plain JSON: what `plotly.graph_objects` would hold, without the price of making it.

Graph objects check every property each time a figure is made, 5 to 30 ms a page; the same checks run once in the
tests, over every chart. See docs/decisions/0006-plain-figures.md.
"""

from collections.abc import Iterable
from functools import lru_cache
from textwrap import wrap
from typing import Any

import numpy as np
from pandas import DataFrame, Series

from dashboard.theme import TEMPLATE

NEW_LINE = "\n"
"""Ends a line of a text. Texts are text: only `hovertemplate` and `texttemplate` may hold tags of plotly.js, and
assets/05-maps.js sees to it that it takes nothing else for one.
"""
MONTH = "%b %Y"
"""How a column of a quarter is called: by the month it ends in."""
LINES = 4
"""Lines of a label on an axis; what it has more is said by its mark, and in the table."""
Figure = dict[str, Any]
Trace = dict[str, Any]


def trace(kind: str, **attributes: object) -> Trace:
    """Return a trace of a kind ("bar", "scatter"); columns of a frame become plain lists, missing values None."""
    return {"type": kind, **{name: _plain(value) for name, value in attributes.items()}}


def figure(traces: list[Trace], **layout: object) -> Figure:
    """Return a figure on our template."""
    return {"data": traces, "layout": {**layout, "template": TEMPLATE}}


@lru_cache(maxsize=4096)
def in_lines(label: str, letters: int) -> tuple[str, ...]:
    """The lines of a label that goes on in a next one after so many letters; of a very long one the first `LINES`."""
    return tuple(wrap(label, letters, break_on_hyphens=False, max_lines=LINES, placeholder="…"))


def rows(frame: DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Return the rows of some columns as plain values."""
    return list(zip(*(frame[column].to_list() for column in columns), strict=True))


def days(dates: "Series[Any]") -> list[str]:
    """Return a column of dates as "2020-03-31"."""
    texts: list[str] = np.datetime_as_string(dates.to_numpy(dtype="datetime64[D]")).tolist()
    return texts


def known(values: Iterable[Any]) -> list[Any]:
    """Return values with None for what is missing (NaN)."""
    return [None if value != value else value for value in values]  # noqa: PLR0124  (NaN is not itself)


def named_once(traces: list[Trace]) -> list[Trace]:
    """The same traces, each name once in the legend."""
    seen: set[str] = set()
    for one in traces:
        one["showlegend"] = one.get("showlegend", True) and one["name"] not in seen
        seen |= {one["name"]} if one["showlegend"] else set()
    return traces


def _plain(value: object) -> object:
    return known(value.to_list()) if hasattr(value, "to_list") else value
