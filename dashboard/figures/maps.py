"""Maps of authorities: shapes by URL, or equal tiles; one trace a state, so that the legend names each mark."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import dist
from typing import NamedTuple

import numpy as np
from pandas import DataFrame

from dashboard import words
from dashboard.figures.plain import NEW_LINE, Figure, Trace, figure, known, named_once, rows, trace
from dashboard.theme import EMPTY, INK, NAVY, ORANGE, PAPER, SEQUENTIAL, SLATE
from data.names import in_order


@dataclass(frozen=True, slots=True)
class Mark:
    """How one state of an area is drawn: fill, outline and, for what is not simply so, a symbol on it.

    `pattern` is what fills a bar of that state, `tile` what stands below the name on a tile, which has no outline.
    """

    label: str
    fill: str
    line: str = PAPER
    width: float = 0.6
    symbol: str = ""
    pattern: str = ""
    tile: str = ""


class Area(NamedTuple):
    """What is drawn of an area; its fields are columns of the frame."""

    area_code: str
    area: str
    names: object
    lon: float
    lat: float


class Tile(NamedTuple):
    """What is drawn of a tile; its fields are columns of the frame."""

    area_code: str
    area: str
    names: object
    row: int
    column: int
    label: str


CLEAR = "rgba(0,0,0,0)"

MARKS = {
    "none": Mark("No live partnership known", EMPTY),
    "pipeline": Mark("In the pipeline only", SEQUENTIAL[2], tile="○"),
    "whole": Mark("Whole area covered", NAVY, tile="●"),
    "exists": Mark(
        "Exists, date or status not published",
        PAPER,
        line=SLATE,
        width=1,
        symbol="circle",
        pattern=".",
        tile="◎",
    ),
    "part": Mark(
        "Part of the area covered", PAPER, line=NAVY, width=2, symbol="line-ne", pattern="/", tile="◩"
    ),
}
"""In drawing order: outlined areas last, or a neighbour's border would cover theirs."""
OWN = Mark("Its own area", ORANGE, line=INK, width=1.5)
"""An area that a partnership calls its own, above those that it covers."""
RANKS = {
    (mark.fill, mark.symbol): rank
    for rank, mark in enumerate([*(MARKS[state] for state in words.STATES), OWN])
}
"""Place of a mark in the legend, whatever label it has."""
SIZES = {"line-ne": 9, "circle": 5}
"""Pixels of a symbol on the map."""


MOST_NAMED = 2
"""Partnerships that a mark names; the list beside the map names all."""


def coverage(  # noqa: PLR0913 - what is drawn above the areas, each by itself
    frame: DataFrame,
    *,
    boundaries: str,
    outlines: str = "",
    extents: tuple[str, Mapping[str, str]] = ("", {}),
    height: int = 620,
    joined: bool = False,
) -> Figure:
    """Return the map of coverage states.

    Columns: area_code, area, state (a key of MARKS), names, lon, lat, west, south, east, north (degrees).
    `boundaries` is the URL of GeoJSON whose feature ids are area codes; `outlines`, if there is one, that of regions
    whose borders are drawn above, by `region_code`; `extents` the URL of areas that partnerships call their own, with
    the partnership of each code: of those on the map they are drawn, too. Where it is `joined`, a partnership of
    several areas is drawn as one; see `spans`.
    """
    borders = [_borders(_codes_of_regions(frame), outlines)] if outlines else []
    own = _extents(frame, *extents) if extents[0] else []
    lines = [_span_on_map(one) for one in spans(frame, "lon", "lat")] if joined else []
    return _framed([*_drawn(frame, boundaries), *borders, *own, *lines], frame, height)


class Span(NamedTuple):
    """A partnership of several areas: its name, and the places of these, each beside the next."""

    name: str
    along: list[float]
    across: list[float]


def shared(frame: DataFrame) -> list[tuple[str, list[int]]]:
    """Return the partnerships that several rows share, by key and in order of name: name, and the numbers of the rows.

    Columns: partnerships (keys) and names, "; "-joined in the same order; NaN where nobody is.
    """
    held: dict[tuple[str, str], list[int]] = {}
    for place, (keys, names) in enumerate(rows(frame, "partnerships", "names")):
        if isinstance(keys, str):
            for name, key in zip(str(names).split("; "), keys.split("; "), strict=False):
                held.setdefault((name, key), []).append(place)
    several = [(name, places) for (name, _), places in held.items() if len(places) > 1]
    return sorted(several, key=lambda one: in_order(one[0]))


def spans(frame: DataFrame, along: str, across: str) -> list[Span]:
    """Return what is `shared` as lines through the rows, by the two columns that say where a row lies."""
    where = rows(frame, along, across)
    lines = [
        (name, _in_line([(where[one][0], where[one][1]) for one in places])) for name, places in shared(frame)
    ]
    return [Span(name, [x for x, _ in line], [y for _, y in line]) for name, line in lines]


def _in_line(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places from the westernmost on, each followed by the nearest of those left."""
    left = sorted(places)
    line = [left.pop(0)]
    while left:
        line.append(min(left, key=lambda one: dist(one, line[-1])))
        left.remove(line[-1])
    return line


def _joining(one: Span) -> Trace:
    """What a line through the areas of a partnership looks like; the areas themselves are what is pointed at."""
    return {
        "mode": "lines+markers",
        "line": {"color": ORANGE, "width": 4},
        "marker": {"symbol": "circle", "size": 9, "color": PAPER, "line": {"color": ORANGE, "width": 3}},
        "hoverinfo": "skip",
        "name": f"One partnership: {one.name}",
        "legendrank": len(MARKS) + 1000,
        "showlegend": True,
    }


def _span_on_map(one: Span) -> Trace:
    return trace("scattergeo", lon=one.along, lat=one.across, **_joining(one))


def one_place(frame: DataFrame, *, boundaries: str, height: int = 300) -> Figure:
    """Return a small map of the areas of one partnership, among its neighbours.

    Columns as for `coverage`, and boundaries: the URL of the areas that are drawn from another file, NaN for the
    others. Where there are such, the map is framed around them.
    """
    own = frame["boundaries"].notna()
    layers = [(boundaries, frame[~own]), *frame[own].groupby("boundaries", sort=True)]
    marks = MARKS | {"none": replace(MARKS["none"], label="Not covered by it"), "own": OWN}
    traces = [one for url, part in layers for one in _drawn(part, str(url), marks)]
    return _framed(named_once(traces), frame[own] if own.any() else frame, height)


def _drawn(frame: DataFrame, boundaries: str, marks: Mapping[str, Mark] = MARKS) -> list[Trace]:
    """The areas of one file: a trace for each state, and the symbols over those that have one."""
    parts: dict[str, list[Area]] = {state: [] for state in marks}
    for row in rows(frame, "state", *Area._fields):
        parts[row[0]].append(Area(*row[1:]))
    present = [(mark, parts[state]) for state, mark in marks.items() if parts[state]]
    areas = [_areas(part, mark, boundaries) for mark, part in present]
    return [*areas, *(_symbols(part, mark) for mark, part in present if mark.symbol)]


def described(area: str, names: object, code: str) -> list[str]:
    """What is said of an area on its mark: name, partnerships (the first ones of very many), code."""
    return [area, words.first_of(names, most=MOST_NAMED) if isinstance(names, str) else "", code]


def _areas(areas: list[Area], mark: Mark, boundaries: str) -> Trace:
    return trace(
        "choropleth",
        meta="state",
        geojson=boundaries,
        locations=[one.area_code for one in areas],
        z=[1] * len(areas),
        zmin=0,
        zmax=1,
        colorscale=[[0, mark.fill], [1, mark.fill]],
        showscale=False,
        name=mark.label,
        legendrank=RANKS[mark.fill, mark.symbol],
        showlegend=not mark.symbol,
        marker={"line": {"color": mark.line, "width": mark.width}},
        customdata=[described(one.area, one.names, one.area_code) for one in areas],
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _codes_of_regions(frame: DataFrame) -> list[str]:
    return sorted({code for code in frame["region_code"].to_list() if isinstance(code, str)})


def _extents(frame: DataFrame, url: str, of: Mapping[str, str]) -> list[Trace]:
    """The areas that the partnerships of a map call their own, above all others."""
    here = {key for keys in frame["partnerships"].dropna() for key in keys.split("; ")}
    own = sorted(code for code, partnership in of.items() if partnership in here)
    named = {"name": "A partnership’s own area", "showlegend": True, "legendrank": len(MARKS) + 1000}
    filled = {"colorscale": [[0, OWN.fill], [1, OWN.fill]]}
    return [_borders(own, url) | filled | named] if own else []


def _borders(codes: list[str], outlines: str) -> Trace:
    """The borders of some areas, above the others: nothing to point at, nothing filled."""
    return trace(
        "choropleth",
        geojson=outlines,
        locations=codes,
        z=[1] * len(codes),
        zmin=0,
        zmax=1,
        colorscale=[[0, CLEAR], [1, CLEAR]],
        showscale=False,
        showlegend=False,
        hoverinfo="skip",
        marker={"line": {"color": INK, "width": 0.8}},
    )


def _symbols(areas: list[Area], mark: Mark) -> Trace:
    return trace(
        "scattergeo",
        lon=known(one.lon for one in areas),
        lat=known(one.lat for one in areas),
        mode="markers",
        marker={
            "symbol": mark.symbol,
            "size": SIZES[mark.symbol],
            "color": mark.line,
            "line": {"width": mark.width, "color": mark.line},
        },
        hoverinfo="skip",
        name=mark.label,
        legendrank=RANKS[mark.fill, mark.symbol],
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
            "lonaxis": {"range": _ends(frame, "west", "east")},
            "lataxis": {"range": _ends(frame, "south", "north")},
        },
    )


def _ends(frame: DataFrame, low: str, high: str) -> list[float]:
    """The least and the greatest that is known of two columns."""
    least, most = (frame[column].to_numpy(dtype=np.float64) for column in (low, high))
    return [float(np.fmin.reduce(least, initial=np.nan)), float(np.fmax.reduce(most, initial=np.nan))]


def tiles(frame: DataFrame, *, height: int = 520) -> Figure:
    """Return one tile a row, and a line through the tiles of each partnership that has several; see `spans`.

    Columns: row, column, label, area, state (a key of MARKS), names, partnerships.
    """
    parts: dict[str, list[Tile]] = {state: [] for state in MARKS}
    for row in rows(frame, "state", *Tile._fields):
        parts[row[0]].append(Tile(*row[1:]))
    return figure(
        [
            *(_tiles(part, state) for state, part in parts.items() if part),
            *(
                trace("scatter", x=one.along, y=one.across, **_joining(one))
                for one in spans(frame, "column", "row")
            ),
        ],
        height=height,
        showlegend=True,
        margin={"l": 0, "r": 0, "t": 36, "b": 0},
        xaxis={"visible": False, "range": _span(frame["column"])},
        yaxis={"visible": False, "range": _span(frame["row"])[::-1]},
        bargap=0,
        barmode="overlay",
    )


def _tiles(tiles: list[Tile], state: str) -> Trace:
    mark = MARKS[state]
    below = f"{NEW_LINE}{mark.tile}" if mark.tile else ""
    return trace(
        "bar",
        meta="state",
        x=[one.column for one in tiles],
        base=[one.row - 0.46 for one in tiles],
        y=[0.92] * len(tiles),
        width=0.92,
        name=mark.label,
        legendrank=RANKS[mark.fill, mark.symbol],
        marker={"color": mark.fill, "line": {"color": mark.line, "width": mark.width}},
        text=[
            one.label.replace(" ", NEW_LINE, 1) + below for one in tiles
        ],  # short lines are larger on a phone
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 11, "color": PAPER if state == "whole" else INK},
        constraintext="inside",
        customdata=[described(one.area, one.names, one.area_code) for one in tiles],
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _span(values: object) -> list[float]:
    return [min(values) - 0.55, max(values) + 0.55]  # type: ignore[call-overload]
