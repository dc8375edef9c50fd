"""Where partnerships are: the authorities of a date with their groups, and the one region each partnership
counts in.
"""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import area_coverage
from dashboard.indicators.shared.area_coverage import AreaCoverage
from dashboard.indicators.shared.intervals import Flags, Positions
from data.programme.programme import Programme, current
from geo.vintages import VINTAGES, Vintage, members, vintage_at

GROUPINGS = ("region", "ace_area", "bridge")
FIRST_DAY = Timestamp("1900-01-01")


def authorities(programme: Programme, on: Timestamp) -> DataFrame:
    """The authorities of the vintage in use on a day, with the groups they lay in.

    Columns: area_code, area, and for region, ace_area and bridge the label and `<grouping>_code`; sorted by
    area_code. After a grouping has ended (the bridges, in 2023) its last groups are given.
    """
    return _authorities(programme, _settled_groups(programme, on))


def placed(programme: Programme, on: Timestamp, *, vintage: Vintage | None = None) -> DataFrame:
    """Where every partnership lies on a day, in authorities of `vintage` (default: the one in use that
    day).

    Columns: partnership, area_code, coverage (whole or part), share (of the authority, 1 for whole, NaN if
    not known), recorded_code (as the source has it; the first of several). One row a partnership and
    authority. An area that cannot be placed has no row.
    """
    coverage = area_coverage_on(programme, on, vintage=vintage)
    return DataFrame(
        {
            "partnership": programme.partnerships["partnership"].to_numpy(dtype=object)[coverage.partnership],
            "area_code": coverage.codes.to_numpy(dtype=object)[coverage.area],
            "coverage": np.where(coverage.whole, "whole", "part"),
            "share": coverage.share,
            "recorded_code": coverage.recorded_code,
        }
    ).astype(dict.fromkeys(("partnership", "area_code", "coverage", "recorded_code"), "str"))


def area_coverage_on(programme: Programme, on: Timestamp, *, vintage: Vintage | None = None) -> AreaCoverage:
    """Where every partnership lies on a day, in numbers; the authorities are those of `vintage` (default: the
    one in use that day), sorted by code.
    """
    return area_coverage.area_coverage_on(
        programme, last_change_before(programme, on), vintage or vintage_at(on.date())
    )


def homes(programme: Programme, on: Timestamp) -> DataFrame:
    """The one region and ACE area of every partnership, in the order of `programme.partnerships`.

    Columns: region_code, ace_area_code (NaN if not known), is_placed. It is where most of the partnership's
    authorities lie (ties: that of the lowest authority code); without any, where its bridge's patch lies,
    if that is all in one.
    """
    return _homes(programme, last_change_before(programme, on))


def lies_in(programme: Programme, on: Timestamp, grouping: str, codes: Collection[str]) -> Flags:
    """Which partnerships have an authority in any of some groups; of one without authorities its home says so, where a
    home has such a group.
    """
    if grouping not in GROUPINGS:
        held, inside = area_coverage_on(programme, on), authorities_in(programme, on, grouping, codes)
        return np.bincount(held.partnership[inside[held.area]], minlength=len(programme.partnerships)) > 0
    groups = _lying(programme, last_change_before(programme, on), grouping)
    return any_of(groups, codes, len(programme.partnerships))


def at_home_in(programme: Programme, on: Timestamp, grouping: str, codes: Collection[str]) -> Flags:
    """Which partnerships have their one region or ACE area among some; see `homes`."""
    groups = _at_home(programme, last_change_before(programme, on), grouping)
    return any_of(groups, codes, len(programme.partnerships))


def authorities_in(programme: Programme, on: Timestamp, grouping: str, codes: Collection[str]) -> Flags:
    """Which of the `authorities` of a day lie in any of some groups; of the areas of another day, what they were or
    became.
    """
    day = _settled_groups(programme, on)
    return any_of(_inside(programme, day, grouping), codes, len(_authorities(programme, day)))


def codes_of(programme: Programme, on: Timestamp, authorities: Collection[str]) -> set[str]:
    """Return every code that authorities of a day had, have or will have."""
    carried = area_coverage.table(programme, vintage_at(on.date()))
    return {*authorities, *carried.loc[carried["to_code"].isin(authorities), "from_code"]}


def counties(programme: Programme, on: Timestamp) -> DataFrame:
    """The county of each authority of a day that lies in one: group_code and group_name, by area_code."""
    rows = _groups(programme, _settled_groups(programme, on))
    rows = rows[rows["grouping"] == "county"].set_index("area_code")
    return rows.loc[rows.index.isin(authorities(programme, on)["area_code"]), ["group_code", "group_name"]]


def members_of_groups(codes: "Series[str]") -> Mapping[str, Flags]:
    """Group code -> which rows of a column hold it; rows without a code are in no group."""
    place, names = pd.factorize(codes)
    return {str(name): place == number for number, name in enumerate(names)}


def any_of(groups: Mapping[str, Flags], codes: Collection[str], size: int) -> Flags:
    """Which of `size` rows are in any of some groups."""
    flags = np.zeros(size, dtype=bool)
    for code in codes:
        if code in groups:
            flags |= groups[code]
    return flags


def labels(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, str]:
    """Group code -> label of one grouping, as named on that day, in the order of the codes."""
    return _labels(programme, _settled_groups(programme, on), grouping)


@cached(most=64)
def _lying(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, Flags]:
    held, home = area_coverage_on(programme, on), _homes(programme, on)
    alone = members_of_groups(home[f"{grouping}_code"].where(~home["is_placed"]))
    lying = {}
    for code, inside in _inside(programme, _settled_groups(programme, on), grouping).items():
        flags = any_of(alone, (code,), len(home))
        flags[held.partnership[inside[held.area]]] = True
        lying[code] = flags
    return {**alone, **lying}


@cached(most=64)
def _at_home(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, Flags]:
    return members_of_groups(_homes(programme, on)[f"{grouping}_code"])


@cached(most=64)
def _inside(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, Flags]:
    """Group -> which authorities of the day lie in it; an area is a group, whatever the day of its code."""
    frame = _authorities(programme, on)
    if grouping == "area":
        carried = area_coverage.table(programme, vintage_at(on.date()))
        return {
            str(code): frame["area_code"].isin(rows).to_numpy(dtype=bool)
            for code, rows in carried.groupby("from_code")["to_code"]
        }
    if grouping == "county":
        return members_of_groups(frame["area_code"].map(counties(programme, on)["group_code"]))
    return members_of_groups(frame[f"{grouping}_code"])


@cached(most=128)
def _labels(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, str]:
    frame = _authorities(programme, on)
    named = frame[[f"{grouping}_code", grouping]].dropna().drop_duplicates().sort_values(f"{grouping}_code")
    return dict(named.itertuples(index=False, name=None))


@cached(most=512)
def last_change_before(programme: Programme, on: Timestamp) -> Timestamp:
    """The last day up to `on` on which anything about places changed: such days share their answers."""
    return _last_of(_turning_days(programme), on)


@cached(most=512)
def _settled_groups(programme: Programme, on: Timestamp) -> Timestamp:
    """The last day up to `on` on which authorities or their groups changed."""
    return _last_of(_days_of_groups(programme), on)


def _last_of(days: pd.DatetimeIndex, on: Timestamp) -> Timestamp:
    return days[max(int(days.searchsorted(on, side="right")) - 1, 0)]


@cached()
def _turning_days(programme: Programme) -> pd.DatetimeIndex:
    areas = programme.partnership_areas
    return _days(areas["from_date"], areas["to_date"], _days_of_groups(programme).to_series())


@cached()
def _days_of_groups(programme: Programme) -> pd.DatetimeIndex:
    groupings = programme.area_groupings
    fixed = Series([FIRST_DAY, *(Timestamp(vintage.from_date) for vintage in VINTAGES)])
    return _days(groupings["from_date"], groupings["to_date"], fixed)


def _days(*dates: "Series[Timestamp]") -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.concat([date.dropna() for date in dates]).unique()).sort_values()


@cached(most=64)
def _authorities(programme: Programme, on: Timestamp) -> DataFrame:
    areas = area_coverage.all_authorities(programme)
    codes = members(areas, vintage_at(on.date()))
    frame = areas.loc[areas["area_code"].isin(codes), ["area_code", "name"]].rename(columns={"name": "area"})
    frame = frame.drop_duplicates("area_code").sort_values("area_code", ignore_index=True)
    groups = _groups(programme, on)
    for grouping in GROUPINGS:
        rows = groups[groups["grouping"] == grouping].set_index("area_code")
        frame[f"{grouping}_code"] = frame["area_code"].map(rows["group_code"])
        frame[grouping] = frame["area_code"].map(rows["group_name"])
    return frame


def _groups(programme: Programme, on: Timestamp) -> DataFrame:
    """One row an area and grouping: the row current on the day, else the last before it, else the first
    after it.
    """
    groupings = programme.area_groupings
    begins = groupings["from_date"].fillna(FIRST_DAY)
    ranked = groupings.assign(
        over=~groupings.index.isin(current(groupings, on).index),
        ahead=begins > on,
        distance=(begins - on).abs(),
    )
    ranked = ranked.sort_values(["over", "ahead", "distance"], kind="stable")
    return ranked.drop_duplicates(["area_code", "grouping"])


@cached(most=256)
def _homes(programme: Programme, on: Timestamp) -> DataFrame:
    coverage, groups = area_coverage_on(programme, on), authorities(programme, on)
    is_placed = np.zeros(len(programme.partnerships), dtype=bool)
    is_placed[coverage.partnership] = True

    def home(grouping: str) -> "Series[str]":
        codes, names = pd.factorize(groups[f"{grouping}_code"])
        group = _commonest(coverage, codes, len(is_placed))
        patches = _whole_patches(programme, _settled_groups(programme, on), grouping)
        bridges = programme.partnerships["bridge"]
        return Series(
            [
                patches.get(bridge) if one < 0 else names[one]
                for one, bridge in zip(group, bridges, strict=True)
            ],
            dtype="str",
        )

    return DataFrame(
        {
            "region_code": home("region"),
            "ace_area_code": home("ace_area"),
            "is_placed": is_placed,
        }
    )


def _commonest(coverage: AreaCoverage, codes: Positions, size: int) -> Positions:
    """The group that most authorities of each partnership lie in; of equals the one with the lowest authority;
    -1 where there is none. `codes` has the group of each authority, -1 without one.

    Ties go by authority, not by group, so that a partnership's region and ACE area agree.
    """
    group, width = codes[coverage.area], int(codes.max(initial=0)) + 1
    cells, first, number = np.unique(
        (coverage.partnership * width + group)[group >= 0], return_index=True, return_counts=True
    )
    partnership, lowest = cells // width, coverage.area[group >= 0][first]
    order = np.lexsort((-lowest, number, partnership))
    commonest = np.full(size, -1, dtype=np.intp)
    commonest[partnership[order]] = cells[order] % width
    return commonest


@cached(most=64)
def _whole_patches(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, str]:
    """Bridge -> the one group that its whole patch lies in; bridges with several are left out."""
    pairs = _authorities(programme, on)[["bridge_code", f"{grouping}_code"]].dropna().drop_duplicates()
    alone = pairs.drop_duplicates("bridge_code", keep=False)
    return dict(alone.itertuples(index=False, name=None))
