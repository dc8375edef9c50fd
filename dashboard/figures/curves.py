"""Several things at the same age: each a line of its own, before the middle half of the rest."""

from collections.abc import Mapping
from textwrap import wrap

from pandas import DataFrame

from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import NAVY, ORANGE, PALE, PLUM, QUIET, TEAL

DASHES = ("solid", "dash", "dot", "dashdot")
LETTERS = 26
"""Letters a line of the legend has room for on a phone."""
COLOURS = (NAVY, TEAL, PLUM, ORANGE)


def against_the_rest(frame: DataFrame, *, names: Mapping[str, str], y_title: str) -> Figure:
    """Return up to four named lines against median and middle half of all others.

    Columns: age_months; one a key of `names`; median, low, high, n (of the others).
    """
    return figure(
        [
            *_rest(frame),
            *(_line(frame, *named) for named in zip(names.items(), COLOURS, DASHES, strict=False)),
        ],
        height=420,
        showlegend=True,
        margin={"l": 8, "r": 16, "t": 64, "b": 8},
        xaxis={"title": {"text": "Months since the first meeting"}, "showgrid": False, "dtick": 12},
        yaxis={"title": {"text": y_title}, "rangemode": "tozero"},
    )


def _line(frame: DataFrame, named: tuple[str, str], colour: str, dash: str) -> Trace:
    key, name = named
    known = frame[key].notna().to_numpy()
    return trace(
        "scatter",
        x=frame["age_months"][known],
        y=frame[key][known],
        name="<br>".join(wrap(name, LETTERS)),
        mode="lines",
        line={"color": colour, "width": 3, "dash": dash},
        hovertemplate="%{x} months: %{y:,.1f}<extra>%{fullData.name}</extra>",
    )


def _rest(frame: DataFrame) -> list[Trace]:
    known = frame[["age_months", "median", "low", "high", "n"]][frame["median"].notna().to_numpy()]
    ages, edge = known["age_months"], {"width": 0}
    return [
        trace("scatter", x=ages, y=known["low"], mode="lines", line=edge, hoverinfo="skip", showlegend=False),
        trace(
            "scatter",
            x=ages,
            y=known["high"],
            mode="lines",
            line=edge,
            fill="tonexty",
            fillcolor=PALE,
            hoverinfo="skip",
            name="Middle half of the others",
        ),
        trace(
            "scatter",
            x=ages,
            y=known["median"],
            customdata=[[n] for n in known["n"]],
            name="Median of the others",
            mode="lines",
            line={"color": QUIET, "width": 1.5},
            hovertemplate="%{x} months: median %{y:,.1f} of %{customdata[0]} others<extra></extra>",
        ),
    ]
