"""Names as people use them: the order in which they look them up, and those of one wording told apart."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import pandas as pd
from pandas import DataFrame, Series

FIRST: Final = pd.Timestamp("1800-01-01").as_unit("us")
LAST: Final = pd.Timestamp("2200-01-01").as_unit("us")
NUMBER: Final = re.compile(r"\d+")
DIGITS: Final = 9
"""As many digits has each number in what is sorted, so that 2 comes before 10."""


@lru_cache(maxsize=1 << 16)
def in_order(name: str) -> str:
    """Return what a name is sorted by: É beside E, capitals beside small letters, 2 before 10."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    # What differs in its accents or capitals alone has an order all the same, whichever comes first in the store.
    return f"{NUMBER.sub(lambda number: number[0].zfill(DIGITS), plain)}\0{name}"


def by_name(column: "Series[Any]") -> "Series[Any]":
    """Return the key of a column for `sort_values(key=by_name)`: names as people sort them, all else as it is."""
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    return column.map(in_order, na_action="ignore")


def told_apart(names: "Series[str]", keys: "Series[str]", *ways: "Series[Any]") -> "Series[str]":
    """Return the names, each only once: where several rows have one, the first of `ways` that differs in all of them
    follows it in brackets, else their key. What is drawn and grouped by such a name is drawn and grouped by its row.
    """
    shared = names[names.duplicated(keep=False) & names.notna()]
    if shared.empty:
        return names
    taken, found = set(names[~names.index.isin(shared.index)]), names.astype("object")
    for name, rows in shared.groupby(shared).groups.items():
        told = (way.loc[rows].tolist() for way in (*ways, keys))
        offered = ([f"{name} ({one})" for one in some] for some in told if _differ(some))
        found.loc[rows] = next((some for some in offered if taken.isdisjoint(some)), keys.loc[rows].tolist())
        taken.update(found.loc[rows])
    return found.astype("str")


def _differ(values: Sequence[Any]) -> bool:
    return all(isinstance(one, str) for one in values) and len(set(values)) == len(values)


def with_names_apart(frames: dict[str, DataFrame]) -> dict[str, DataFrame]:
    """Return the frames of a programme in which no two partnerships, organisations or places of one day and level have
    one name, nor two bridges, counties or regions of one day.
    """
    areas = frames["areas"]
    frames = {**frames, "area_groupings": _groups_apart(frames["area_groupings"])}
    called = areas.drop_duplicates("area_code", keep="last").set_index("area_code")["name"]
    who, what = frames["partnerships"], frames["organisations"]
    bridges = frames["area_groupings"].query("grouping == 'bridge'")
    bridge = bridges.drop_duplicates("group_code", keep="last").set_index("group_code")["group_name"]
    lying = frames["partnership_areas"].drop_duplicates("partnership").set_index("partnership")["area_code"]
    apart = {
        "partnerships": told_apart(
            who["name"],
            who["partnership"],
            who["locality"],
            who["partnership"].map(lying).map(called),
            who["bridge"].map(bridge),
        ),
        "organisations": told_apart(what["name"], what["organisation"], what["area_code"].map(called)),
        "areas": _places_apart(areas, called),
    }
    changed = {name: column for name, column in apart.items() if column is not frames[name]["name"]}
    return {**frames, **{name: frames[name].assign(name=column) for name, column in changed.items()}}


NAMED: Final = {"partnerships": "partnership", "organisations": "organisation"}
"""Frame -> its key, where who sees only some rows must not be told of the others by a name that was told apart."""


def as_written(frames: Mapping[str, DataFrame], apart: Mapping[str, DataFrame]) -> dict[str, dict[str, str]]:
    """Return the names that were told apart as they are written: frame -> key -> name."""
    found = {}
    for name, key in NAMED.items():
        told = (frames[name]["name"] != apart[name]["name"]) & frames[name]["name"].notna()
        if told.any():
            found[name] = dict(frames[name].loc[told, [key, "name"]].itertuples(index=False, name=None))
    return found


def with_fewer_apart(
    frames: dict[str, DataFrame], written: Mapping[str, Mapping[str, str]]
) -> dict[str, DataFrame]:
    """Return some rows of frames whose names were told apart from more: told apart only from each other."""
    if not written:
        return frames
    plain = {
        name: frames[name].assign(
            name=frames[name][NAMED[name]].map(names).fillna(frames[name]["name"]).astype("str")
        )
        for name, names in written.items()
    }
    return with_names_apart(frames | plain)


def _groups_apart(groups: DataFrame) -> DataFrame:
    """The groups of areas, those of one day that have one name with the region that they lie in, else their code."""
    known = groups.drop_duplicates(["grouping", "group_code", "group_name"])
    same = known[known.duplicated(["grouping", "group_name"], keep=False)]
    if same.empty:
        return groups
    regions = groups[groups["grouping"] == "region"].drop_duplicates("area_code", keep="last")
    region = regions.set_index("area_code")["group_name"]
    rows = groups.merge(same[["grouping", "group_code", "group_name"]])
    rows = rows.assign(begin=rows["from_date"].fillna(FIRST), until=rows["to_date"].fillna(LAST))
    each = rows.groupby(["grouping", "group_name", "group_code"], as_index=False)
    spans = each.agg(begin=("begin", "min"), until=("until", "max"), area_code=("area_code", "first"))
    found = groups["group_name"].copy()
    for (grouping, name), some in spans.sort_values("begin").groupby(["grouping", "group_name"]):
        if (some["begin"] < some["until"].cummax().shift()).any():
            told = told_apart(some["group_name"], some["group_code"], some["area_code"].map(region))
            is_one = (groups["grouping"] == grouping) & (groups["group_name"] == name)
            found[is_one] = groups.loc[is_one, "group_code"].map(
                dict(zip(some["group_code"], told, strict=True))
            )
    return groups.assign(group_name=found)


def _places_apart(areas: DataFrame, called: "Series[str]") -> "Series[str]":
    """The names of places, where several of one level and day have one name with what each lies in, else its code."""
    same = areas[areas.duplicated(["level", "name"], keep=False)]
    if same.empty:
        return areas["name"]
    ends = same["to_date"].fillna(LAST)
    rows = same.assign(until=ends).sort_values("from_date", na_position="first", kind="stable")
    groups = rows.groupby(["level", "name"], sort=False)
    goes_on = groups["until"].cummax().groupby([rows["level"], rows["name"]]).shift()
    together = (rows["from_date"].isna() & goes_on.notna()) | (rows["from_date"] < goes_on)
    meet = together.groupby([rows["level"], rows["name"]]).transform("any")
    some = rows.loc[meet[meet].index].sort_index()
    if some.empty:
        return areas["name"]
    names = areas["name"].copy()
    for _, level in some.groupby("level"):
        names.loc[level.index] = told_apart(
            level["name"], level["area_code"], level["parent_code"].map(called)
        )
    return names
