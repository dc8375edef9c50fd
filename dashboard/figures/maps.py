"""Maps of authorities: shapes by URL, one trace a state, so that the legend names what each mark means."""

from dataclasses import dataclass

import plotly.graph_objects as go
from pandas import DataFrame

from dashboard.theme import EMPTY, INK, NAVY, PAPER, SEQUENTIAL


@dataclass(frozen=True, slots=True)
class Mark:
    """How one state of an area is drawn: fill, outline and, for what is only partly so, a stroke across it."""

    label: str
    fill: str
    line: str = PAPER
    width: float = 0.6
    stroke: bool = False


MARKS = {
    "none": Mark("No partnership", EMPTY),
    "pipeline": Mark("In the pipeline only", SEQUENTIAL[2]),
    "whole": Mark("Whole area covered", NAVY),
    "part": Mark("Part of the area covered", PAPER, line=NAVY, width=2, stroke=True),
}
"""In drawing order: outlined areas last, or a neighbour's border would cover theirs."""


def coverage(frame: DataFrame, *, boundaries: str, height: int = 620) -> go.Figure:
    """Return the map of coverage states.

    Columns: area_code, area, state (a key of MARKS), names, lon, lat, west, south, east, north (degrees).
    `boundaries` is the URL of GeoJSON whose feature ids are area codes.
    """
    present = [(mark, frame[frame["state"] == state]) for state, mark in MARKS.items()]
    figure = go.Figure(
        [_areas(part, mark, boundaries) for mark, part in present if len(part)]
        + [_strokes(part, mark) for mark, part in present if mark.stroke and len(part)]
    )
    return _framed(figure, frame, height)


def one_place(frame: DataFrame, *, boundaries: str, height: int = 300) -> go.Figure:
    """Return a small map of the areas of one partnership, among its neighbours. Columns as for `coverage`."""
    return coverage(frame, boundaries=boundaries, height=height)


def _areas(frame: DataFrame, mark: Mark, boundaries: str) -> go.Choropleth:
    return go.Choropleth(
        geojson=boundaries,
        locations=frame["area_code"],
        z=[1] * len(frame),
        zmin=0,
        zmax=1,
        colorscale=[[0, mark.fill], [1, mark.fill]],
        showscale=False,
        name=mark.label,
        showlegend=not mark.stroke,
        marker={"line": {"color": mark.line, "width": mark.width}},
        customdata=frame[["area", "names"]].fillna("").to_numpy().tolist(),
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _strokes(frame: DataFrame, mark: Mark) -> go.Scattergeo:
    return go.Scattergeo(
        lon=frame["lon"],
        lat=frame["lat"],
        mode="markers",
        marker={"symbol": "line-ne", "size": 9, "color": mark.line, "line": {"width": 2, "color": mark.line}},
        hoverinfo="skip",
        name=mark.label,
        showlegend=True,
    )


def _framed(figure: go.Figure, frame: DataFrame, height: int) -> go.Figure:
    """The map around its areas. Plotly's own `fitbounds` loses them when the window changes size."""
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 36, "b": 0},
        showlegend=True,
        legend={"font": {"color": INK}},
        geo={
            "lonaxis": {"range": [frame["west"].min(), frame["east"].max()]},
            "lataxis": {"range": [frame["south"].min(), frame["north"].max()]},
        },
    )
    return figure
