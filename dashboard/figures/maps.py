"""Maps of authorities: shapes by URL, one trace a state, so that the legend names what each mark means."""

from dataclasses import dataclass

from pandas import DataFrame

from dashboard.figures.plain import Figure, Trace, figure, trace
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


def coverage(frame: DataFrame, *, boundaries: str, height: int = 620) -> Figure:
    """Return the map of coverage states.

    Columns: area_code, area, state (a key of MARKS), names, lon, lat, west, south, east, north (degrees).
    `boundaries` is the URL of GeoJSON whose feature ids are area codes.
    """
    drawn, states = frame[["area_code", "area", "names", "lon", "lat"]], frame["state"].to_numpy(dtype=object)
    present = [(mark, drawn[states == state]) for state, mark in MARKS.items()]
    areas = [_areas(part, mark, boundaries) for mark, part in present if len(part)]
    strokes = [_strokes(part, mark) for mark, part in present if mark.stroke and len(part)]
    return _framed([*areas, *strokes], frame, height)


def one_place(frame: DataFrame, *, boundaries: str, height: int = 300) -> Figure:
    """Return a small map of the areas of one partnership, among its neighbours. Columns as for `coverage`."""
    return coverage(frame, boundaries=boundaries, height=height)


def described(frame: DataFrame) -> list[list[str]]:
    """What is said of each area on its mark: name, partnerships, code."""
    names = frame["names"].fillna("")
    return [list(row) for row in zip(frame["area"], names, frame["area_code"], strict=True)]


def _areas(frame: DataFrame, mark: Mark, boundaries: str) -> Trace:
    return trace(
        "choropleth",
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
        customdata=described(frame),
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _strokes(frame: DataFrame, mark: Mark) -> Trace:
    return trace(
        "scattergeo",
        lon=frame["lon"],
        lat=frame["lat"],
        mode="markers",
        marker={"symbol": "line-ne", "size": 9, "color": mark.line, "line": {"width": 2, "color": mark.line}},
        hoverinfo="skip",
        name=mark.label,
        showlegend=True,
    )


def _framed(traces: list[Trace], frame: DataFrame, height: int) -> Figure:
    """The map around its areas. Plotly's own `fitbounds` loses them when the window changes size."""
    return figure(
        traces,
        height=height,
        margin={"l": 0, "r": 0, "t": 36, "b": 0},
        showlegend=True,
        legend={"font": {"color": INK}},
        geo={
            "lonaxis": {"range": [float(frame["west"].min()), float(frame["east"].max())]},
            "lataxis": {"range": [float(frame["south"].min()), float(frame["north"].max())]},
        },
    )
