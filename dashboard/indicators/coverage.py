"""Where is somebody and where is nobody: the frames of the coverage pages, one row an authority or a place.

Every frame is about the authorities of the as-at date that lie where the filters ask; a partnership covers
an authority wherever its own home is, so the parts of the country add up to the whole.
"""

from functools import lru_cache

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from dashboard import words
from dashboard.filters import Filters
from dashboard.indicators import need, places, selection, statuses
from data.programme import Programme
from data.taxonomy import STATUSES
from geo.vintages import vintage_at

STATES = tuple(words.STATES)
"""whole and part: a counted partnership covers it so; pipeline: only others that are live; none: nobody."""
FIRST_QUARTER = pd.Timestamp("2012-12-31")


def by_area(programme: Programme, filters: Filters) -> DataFrame:
    """Every authority asked for and who covers it.

    Columns: area_code, area, region_code, region, ace_area_code, ace_area, bridge_code, bridge, state (see
    `STATES`), whole and part (how many counted partnerships cover it so), live (how many partnerships are
    live there), partnerships and names (of the live ones, "; "-joined, counted first), need (NaN if not
    known). Sorted by area_code.
    """
    return _by_area(programme, filters).copy(deep=False)


def by_region(programme: Programme, filters: Filters, *, grouping: str = "region") -> DataFrame:
    """Authorities by state in each group: <grouping>_code, <grouping>, whole, part, pipeline, none,
    authorities.
    """
    frame = _by_area(programme, filters)
    keys = [f"{grouping}_code", grouping]
    flags = DataFrame({state: (frame["state"] == state).astype("int64") for state in STATES})
    table = flags.assign(authorities=1, **{key: frame[key] for key in keys}).groupby(
        keys, as_index=False, dropna=False
    )
    return table.sum()


def cold_spots(programme: Programme, filters: Filters) -> DataFrame:
    """Authorities with no partnership in any live status, the neediest first, those of unknown need last.

    Columns: rank (NaN where the need is not known), area_code, area, region_code, region, need.
    """
    frame = _by_area(programme, filters)
    frame = frame.loc[frame["state"] == "none", ["area_code", "area", "region_code", "region", "need"]]
    frame = frame.sort_values(["need", "area"], ascending=[False, True], ignore_index=True)
    frame.insert(0, "rank", frame["need"].rank(method="min", ascending=False))
    return frame


def overlaps(programme: Programme, filters: Filters) -> DataFrame:
    """Authorities with more than one counted partnership, the most first.

    Columns: area_code, area, region_code, region, counted, names, partnerships (the live ones, counted
    first).
    """
    frame = _by_area(programme, filters)
    frame = frame.assign(counted=frame["whole"] + frame["part"])
    frame = frame[frame["counted"] > 1].sort_values(
        ["counted", "area"], ascending=[False, True], ignore_index=True
    )
    return frame[["area_code", "area", "region_code", "region", "counted", "names", "partnerships"]]


def unmapped(programme: Programme, filters: Filters) -> DataFrame:
    """The partnerships asked for that lie in no authority of the as-at date: they are on no map, but in
    every count.

    Columns: partnership, name, status (label; NaN if none is in view), is_counted, locality, why. Sorted by
    name.
    """
    frame = selection.selected(programme, filters)
    frame = frame[~frame["is_placed"]]
    visible = selection.seen(programme, filters)
    locality = visible.partnerships.set_index("partnership")["locality"]
    recorded = visible.partnership_areas.groupby("partnership")["area_code"].agg(
        lambda codes: "; ".join(sorted(set(codes)))
    )
    vintage = vintage_at(filters.on(programme).date())
    codes = frame["partnership"].map(recorded).astype("str")
    frame = frame.assign(
        status=frame["status"].map(STATUSES),
        locality=frame["partnership"].map(locality),
        why=("Recorded for " + codes + f", which is no authority of {vintage.key}").fillna(
            "The source names no authority"
        ),
    )
    columns = ["partnership", "name", "status", "is_counted", "locality", "why"]
    return frame[columns].sort_values("name", ignore_index=True)


def over_time(programme: Programme, filters: Filters) -> DataFrame:
    """Authorities covered at each quarter's end, each time on the authorities of that day; the as-at date
    comes last.

    Columns: quarter (date), whole (covered as a whole), covered (whole or part), authorities (asked for).
    """
    on = filters.on(programme)
    dates = [*pd.date_range(FIRST_QUARTER, on, freq="QE", inclusive="left"), on]
    visible, everywhere = selection.seen(programme, filters), selection.anywhere(filters)
    line = statuses.timeline(visible)
    counted = np.isin(line.named(line.at(dates)), statuses.indices(selection.counted_statuses(filters)))
    counted &= selection.chosen(programme, everywhere)[:, None]
    rows = [_covered(visible, filters, date, counted[:, column]) for column, date in enumerate(dates)]
    frame = DataFrame(rows, columns=["whole", "covered", "authorities"])
    frame.insert(0, "quarter", pd.DatetimeIndex(dates).as_unit("us"))
    return frame


def _covered(
    programme: Programme, filters: Filters, on: pd.Timestamp, counted: statuses.Flags
) -> tuple[int, int, int]:
    """How many authorities asked for are covered as a whole, covered at all, and there."""
    held = _held(programme, on)
    scope = selection.within(places.authorities(programme, on), filters)["area_code"]
    area = pd.Index(scope).get_indexer(pd.Index(held["area_code"]))
    covering = counted[held["position"].to_numpy()] & (area >= 0)
    whole = covering & held["whole"].to_numpy()
    return len(np.unique(area[whole])), len(np.unique(area[covering])), len(scope)


def _held(programme: Programme, on: pd.Timestamp) -> DataFrame:
    """`places.placed` with the partnership's position in the store and whole as a flag."""
    return _with_position(programme, places.settled(programme, on))


@lru_cache(maxsize=64)
def _with_position(programme: Programme, on: pd.Timestamp) -> DataFrame:
    held = selection.with_position(programme, places.placed(programme, on))
    return held.assign(whole=held["coverage"] == "whole")


@lru_cache(maxsize=64)
def _by_area(programme: Programme, filters: Filters) -> DataFrame:
    on, visible = filters.on(programme), selection.seen(programme, filters)
    areas = selection.authorities(programme, filters).reset_index(drop=True)
    held = _live_areas(programme, filters)
    held = held.assign(area=pd.Index(areas["area_code"]).get_indexer(pd.Index(held["area_code"])))
    held = held[held["area"] >= 0]

    def number_of(rows: "Series[bool]") -> "Series[int]":
        return Series(np.bincount(held.loc[rows, "area"], minlength=len(areas)), index=areas.index)

    whole, part = (
        number_of(held["is_counted"] & held["whole"]),
        number_of(held["is_counted"] & ~held["whole"]),
    )
    live = number_of(held["is_live"])
    state = np.select([whole > 0, part > 0, live > 0], STATES[:3], STATES[3])
    named = held[held["is_live"]]
    return areas.assign(
        state=Series(state, dtype="str"),
        whole=whole,
        part=part,
        live=live,
        partnerships=_joined(named, "partnership", len(areas)),
        names=_joined(named, "name", len(areas)),
        need=areas["area_code"].map(need.needs(visible, filters.need, on)).astype("float64"),
    )


def _live_areas(programme: Programme, filters: Filters) -> DataFrame:
    """Where the live partnerships lie, wherever their home is; counted ones first, then by name."""
    everyone = selection.selected(programme, selection.anywhere(filters))
    live = everyone.loc[everyone["is_live"], ["position", "name", "is_live", "is_counted"]]
    held = _held(selection.seen(programme, filters), filters.on(programme)).merge(live, on="position")
    return held.sort_values(["is_counted", "name"], ascending=[False, True])


def _joined(rows: DataFrame, column: str, size: int) -> "Series[str]":
    """For each authority the values of its rows, joined; NaN where it has none."""
    lists: list[list[str]] = [[] for _ in range(size)]
    for area, value in zip(rows["area"], rows[column], strict=True):
        lists[area].append(value)
    return Series(["; ".join(values) or None for values in lists], dtype="str")
