"""Maps of authorities: shapes by URL, or equal tiles; one trace a state, so that the legend names each mark."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pandas import DataFrame

from dashboard import words
from dashboard.figures.plain import Figure, Trace, figure, trace
from dashboard.theme import EMPTY, INK, NAVY, PAPER, SEQUENTIAL, SLATE


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
RANKS = {(mark.fill, mark.symbol): rank for rank, mark in enumerate(MARKS[state] for state in words.STATES)}
"""Place of a mark in the legend, whatever label it has."""
SIZES = {"line-ne": 9, "circle": 5}
"""Pixels of a symbol on the map."""


def coverage(frame: DataFrame, *, boundaries: str, outlines: str = "", height: int = 620) -> Figure:
    """Return the map of coverage states.

    Columns: area_code, area, state (a key of MARKS), names, lon, lat, west, south, east, north (degrees).
    `boundaries` is the URL of GeoJSON whose feature ids are area codes; `outlines`, if there is one, that of regions
    whose borders are drawn above, by `region_code`.
    """
    borders = [_borders(frame, outlines)] if outlines else []
    return _framed([*_drawn(frame, boundaries), *borders], frame, height)


def one_place(frame: DataFrame, *, boundaries: str, height: int = 300) -> Figure:
    """Return a small map of the areas of one partnership, among its neighbours.

    Columns as for `coverage`, and boundaries: the URL of the areas that are drawn from another file, NaN for the
    others. Where there are such, the map is framed around them.
    """
    own = frame["boundaries"].notna()
    layers = [(boundaries, frame[~own]), *frame[own].groupby("boundaries", sort=True)]
    marks = MARKS | {"none": replace(MARKS["none"], label="Not covered by it")}
    traces = [one for url, part in layers for one in _drawn(part, str(url), marks)]
    return _framed(_named_once(traces), frame[own] if own.any() else frame, height)


def _drawn(frame: DataFrame, boundaries: str, marks: Mapping[str, Mark] = MARKS) -> list[Trace]:
    """The areas of one file: a trace for each state, and the symbols over those that have one."""
    drawn, states = frame[["area_code", "area", "names", "lon", "lat"]], frame["state"].to_numpy(dtype=object)
    present = [(mark, drawn[states == state]) for state, mark in marks.items()]
    areas = [_areas(part, mark, boundaries) for mark, part in present if len(part)]
    return [*areas, *(_symbols(part, mark) for mark, part in present if mark.symbol and len(part))]


def _named_once(traces: list[Trace]) -> list[Trace]:
    """The same traces, each name once in the legend."""
    seen: set[str] = set()
    for one in traces:
        one["showlegend"] = one["showlegend"] and one["name"] not in seen
        seen |= {one["name"]} if one["showlegend"] else set()
    return traces


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
        legendrank=RANKS[mark.fill, mark.symbol],
        showlegend=not mark.symbol,
        marker={"line": {"color": mark.line, "width": mark.width}},
        customdata=described(frame),
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _borders(frame: DataFrame, outlines: str) -> Trace:
    """The borders of the regions that the areas lie in, above them: nothing to point at, nothing filled."""
    regions = sorted(frame["region_code"].dropna().unique())
    return trace(
        "choropleth",
        geojson=outlines,
        locations=regions,
        z=[1] * len(regions),
        zmin=0,
        zmax=1,
        colorscale=[[0, CLEAR], [1, CLEAR]],
        showscale=False,
        showlegend=False,
        hoverinfo="skip",
        marker={"line": {"color": INK, "width": 0.8}},
    )


def _symbols(frame: DataFrame, mark: Mark) -> Trace:
    return trace(
        "scattergeo",
        lon=frame["lon"],
        lat=frame["lat"],
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
            "lonaxis": {"range": [float(frame["west"].min()), float(frame["east"].max())]},
            "lataxis": {"range": [float(frame["south"].min()), float(frame["north"].max())]},
        },
    )


def tiles(frame: DataFrame, *, height: int = 520) -> Figure:
    """Return one tile a row. Columns: row, column, label, area, state (a key of MARKS), names."""
    return figure(
        [_tiles(frame[frame["state"] == state], state) for state in MARKS if (frame["state"] == state).any()],
        height=height,
        showlegend=True,
        margin={"l": 0, "r": 0, "t": 36, "b": 0},
        xaxis={"visible": False, "range": _span(frame["column"])},
        yaxis={"visible": False, "range": _span(frame["row"])[::-1]},
        bargap=0,
        barmode="overlay",
    )


def _tiles(frame: DataFrame, state: str) -> Trace:
    mark = MARKS[state]
    return trace(
        "bar",
        x=frame["column"],
        base=frame["row"] - 0.46,
        y=[0.92] * len(frame),
        width=0.92,
        name=mark.label,
        legendrank=RANKS[mark.fill, mark.symbol],
        marker={"color": mark.fill, "line": {"color": mark.line, "width": mark.width}},
        text=frame["label"].str.replace(" ", "<br>", n=1)  # short lines are larger on a phone
        + (f"<br>{mark.tile}" if mark.tile else ""),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 11, "color": PAPER if state == "whole" else INK},
        constraintext="inside",
        customdata=described(frame),
        hovertemplate="<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<extra></extra>",
    )


def _span(values: object) -> list[float]:
    return [min(values) - 0.55, max(values) + 0.55]  # type: ignore[call-overload]
