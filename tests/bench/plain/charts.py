"""The charts of the plain application: a selection of the tables becomes plain Plotly dictionaries."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from pandas import DataFrame, DateOffset, Series, Timestamp
from pandas.tseries.offsets import MonthEnd, QuarterEnd

from data.taxonomy import LEVERS
from tests.bench.plain.tables import Tables

Figure = dict[str, Any]
COLOURS = {"Synergising": "#28A197", "Mobilising and influencing": "#801650", "Delivering": "#12436D"}
PALE = {"Synergising": "#BEE3E0", "Mobilising and influencing": "#D9B9CB", "Delivering": "#B8C7D3"}
ANSWERS = {"Considered": "#12436D", "Not considered": "#6BACE6", "Nobody said": "#505A5F"}
NAMES = list(LEVERS.values())
LAYOUT = {
    "font": {"family": "system-ui, sans-serif", "size": 13},
    "margin": {"l": 8, "r": 8, "t": 32, "b": 8},
    "hovermode": "closest",
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
}
AXIS = {"automargin": True, "gridcolor": "#D5D8DB"}
LEAST = 5
NOTHING: Figure = {
    "data": [],
    "layout": {
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "annotations": [{"text": "Nothing is known to have led to anything.", "showarrow": False}],
    },
}


def figures(tables: Tables, as_at: Timestamp, regions: Sequence[str], sectors: Sequence[str]) -> list[Figure]:
    """Return the figures, in the order of the page."""
    activities, links = tables.activities, tables.links
    activities = activities[activities["start_on"] <= as_at]
    links = links[(links["from_on"] <= _months_before(as_at, 12)) & (links["to_on"] <= as_at)]
    if regions:
        activities, links = (frame[frame["region"].isin(regions)] for frame in (activities, links))
    if sectors:
        members = tables.members
        now = members[
            ~(members["from_date"] > as_at) & ~(members["to_date"] <= as_at) & members["sector"].isin(sectors)
        ]
        activities, links = (
            frame[frame["partnership"].isin(now["partnership"])] for frame in (activities, links)
        )
    recent = activities[activities["start_on"] > _months_before(as_at, 12)]
    flows = links.groupby(["from_lever", "to_lever"], observed=False)["months"].agg(["size", "median"])
    return [
        by_quarter(activities, "lever", COLOURS, as_at),
        by_quarter(activities, "considered", ANSWERS, as_at),
        balance(recent),
        ranked(tables.agendas, recent),
        *([sankey(flows["size"]), matrix(flows), by_partnership(links)] if len(links) else [NOTHING] * 3),
        ranked(tables.approaches, recent),
    ]


def _months_before(day: Timestamp, months: int) -> Timestamp:
    """The day so many months earlier; the end of a month stays the end of a month."""
    before = day - DateOffset(months=months)
    return before + MonthEnd(0) if day.is_month_end else before


def by_quarter(activities: DataFrame, column: str, colours: dict[str, str], as_at: Timestamp) -> Figure:
    """Columns stacked by lever, or by answer, from the first quarter with an activity to the as-at date."""
    counts = activities.groupby(["quarter", column], observed=False).size().unstack(fill_value=0)
    if len(counts):
        counts = counts.reindex(
            pd.date_range(counts.index[0], as_at + QuarterEnd(0), freq="QE"), fill_value=0
        )
    counts = counts.reindex(columns=list(colours), fill_value=0)
    labels = [f"{min(quarter, as_at):%b %Y}" for quarter in counts.index]
    traces = [
        {
            "type": "bar",
            "name": name,
            "x": labels,
            "y": counts[name].tolist(),
            "marker": {"color": colour},
            "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>",
        }
        for name, colour in reversed(colours.items() if column == "lever" else [*colours.items()][::-1])
    ]
    layout = {
        "barmode": "stack",
        "height": 360,
        "xaxis": {**AXIS, "type": "category", "nticks": 14},
        "yaxis": {**AXIS, "title": {"text": "Activities"}},
    }
    return {"data": traces, "layout": {**LAYOUT, **layout}}


def balance(recent: DataFrame) -> Figure:
    """A point for each partnership with five activities or more, by its weight on each lever."""
    by_partnership = recent.groupby(["partnership", "name"])
    weights = by_partnership[NAMES].sum()[by_partnership.size() >= LEAST].sort_index(level="name")
    shares = weights.div(weights.sum(axis=1), axis=0) * 100
    corners = dict(zip("abc", ("Mobilising and influencing", "Synergising", "Delivering"), strict=True))
    trace = {
        "type": "scatterternary",
        "mode": "markers",
        "text": shares.index.get_level_values("name").tolist(),
        "marker": {"size": 11, "color": "#12436D", "opacity": 0.75},
        **{axis: shares[lever].tolist() for axis, lever in corners.items()},
    }
    axes = {f"{axis}axis": {"title": {"text": lever}, "min": 0} for axis, lever in corners.items()}
    return {"data": [trace], "layout": {**LAYOUT, "height": 460, "ternary": {"sum": 100, **axes}}}


def ranked(tags: DataFrame, recent: DataFrame) -> Figure:
    """Level bars of how many activities have each tag, longest on top."""
    counts: Series = tags.loc[tags["activity"].isin(recent["activity"]), "label"].value_counts().head(15)
    return bars(counts, "Activities")


def by_partnership(links: DataFrame) -> Figure:
    """Level bars of the ten partnerships in which most led to something, those of as many by name."""
    counts = links.groupby("name").size().sort_index(key=lambda names: names.str.casefold())
    return bars(counts.sort_values(ascending=False, kind="stable").head(10), "Links")


def bars(counts: Series, title: str) -> Figure:
    """Level bars, each with its figure at its end, in the order that they come in."""
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": counts.index.tolist(),
        "x": counts.tolist(),
        "text": counts.tolist(),
        "marker": {"color": "#12436D"},
    }
    layout = {
        "height": 56 + 36 * max(len(counts), 3),
        "xaxis": {**AXIS, "title": {"text": title}},
        "yaxis": {**AXIS, "type": "category", "autorange": "reversed"},
    }
    return {"data": [trace], "layout": {**LAYOUT, **layout}}


def sankey(links: Series) -> Figure:
    """Flows from the lever of an activity to that of the one it led to."""
    some = links[links > 0]
    starts, ends = (
        some.groupby("from_lever", observed=False).sum(),
        some.groupby("to_lever", observed=False).sum(),
    )
    trace = {
        "type": "sankey",
        "node": {
            "label": [f"{name}: {number}" for counts in (starts, ends) for name, number in counts.items()],
            "color": [COLOURS[name] for name in NAMES] * 2,
            "pad": 24,
            "thickness": 16,
        },
        "link": {
            "source": [NAMES.index(one) for one, _ in some.index],
            "target": [len(NAMES) + NAMES.index(other) for _, other in some.index],
            "value": some.tolist(),
            "color": [PALE[one] for one, _ in some.index],
        },
    }
    return {"data": [trace], "layout": {**LAYOUT, "height": 340}}


def matrix(flows: DataFrame) -> Figure:
    """How often one lever led to another, with the median months between."""
    counts, median = flows["size"].unstack(), flows["median"].unstack()
    trace = {
        "type": "heatmap",
        "x": NAMES,
        "y": NAMES,
        "z": counts.to_numpy().tolist(),
        "text": [
            [f"{n}<br>{months:.1f} months" if n else "0" for n, months in zip(row, lags, strict=True)]
            for row, lags in zip(counts.to_numpy(), median.to_numpy(), strict=True)
        ],
        "texttemplate": "%{text}",
        "colorscale": [[0, "#FFFFFF"], [0.001, "#DCE9F5"], [1, "#12436D"]],
        "showscale": False,
    }
    layout = {
        "height": 266,
        "xaxis": {**AXIS, "side": "top"},
        "yaxis": {**AXIS, "autorange": "reversed"},
    }
    return {"data": [trace], "layout": {**LAYOUT, **layout}}
