"""Horizontal bars: ranked, or stacked by a few parts of a whole."""

from collections.abc import Mapping

import plotly.graph_objects as go
from pandas import DataFrame

from dashboard.theme import INK, NAVY, PAPER

ROW = 30
"""Pixels a bar takes, so that ten rows and thirty are equally easy to read."""
ROOM = 0.05
"""The share of the widest bar below which a part has no room for its number."""
DARK, EVEN = 0.04045, 0.2
"""Where WCAG's luminance curve bends, and where ink and paper stand out about equally."""


def ranked(  # noqa: PLR0913
    frame: DataFrame, *, label: str, value: str, x_title: str, limit: int = 15, form: str = ",.0f"
) -> go.Figure:
    """Return the first `limit` rows as bars, longest on top, each with its figure at its end."""
    rows = frame.dropna(subset=[value]).head(limit)
    figure = go.Figure(
        go.Bar(
            y=rows[label],
            x=rows[value],
            orientation="h",
            marker={"color": NAVY},
            texttemplate=f"%{{x:{form}}}",
            textposition="auto",
            insidetextanchor="end",
            textfont={"size": 13},
            hovertemplate=f"%{{y}}: %{{x:{form}}}<extra></extra>",
        )
    )
    figure.update_layout(
        height=56 + ROW * max(len(rows), 3),
        xaxis={"title": {"text": x_title}, "rangemode": "tozero"},
        yaxis={"autorange": "reversed", "showgrid": False},
    )
    return figure


def stacked(frame: DataFrame, *, label: str, parts: Mapping[str, tuple[str, str]], x_title: str) -> go.Figure:
    """Return one bar a row, divided into parts; `parts` maps a column to its name and colour, left to right."""
    figure = go.Figure(
        [_part(frame, label, column, name, colour) for column, (name, colour) in parts.items()]
    )
    figure.update_layout(
        barmode="stack",
        height=96 + ROW * max(len(frame), 3),
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        xaxis={"title": {"text": x_title}, "rangemode": "tozero"},
        yaxis={"autorange": "reversed", "showgrid": False},
    )
    return figure


def _part(  # noqa: PLR0913
    frame: DataFrame, label: str, column: str, name: str, colour: str, least: float
) -> go.Bar:
    return go.Bar(
        y=frame[label],
        x=frame[column],
        name=name,
        orientation="h",
        marker={"color": colour, "line": {"color": PAPER, "width": 1}},
        text=[f"{n:,.0f}" if n >= least else "" for n in frame[column]],
        constraintext="none",
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 12, "color": _readable_on(colour)},
        hovertemplate=f"%{{y}}: %{{x:,}} {name.lower()}<extra></extra>",
    )


def _readable_on(colour: str) -> str:
    """Return ink or paper, whichever stands out more on this colour (WCAG relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= DARK else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return INK if luminance > EVEN else PAPER
