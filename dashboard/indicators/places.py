"""Where partnerships are: their areas carried to the authorities of a date, and the one region each counts
in.

Carrying (areas as recorded -> authorities of a vintage): an area recorded as a whole covers an authority as
a whole if everything that authority was in the oldest vintage is covered; an older code that became only a
piece of its successor covers that in part. A part stays a part, and can be carried to an older vintage only
where one authority can be meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.indicators.keeping import remembered
from dashboard.indicators.positions import Positions, with_position
from data.programme import Programme, current
from geo.vintages import VINTAGES, Vintage, carry_table, members, vintage_at

LEVEL = "lad"
GROUPINGS = ("region", "ace_area", "bridge")
PLACED = ["partnership", "area_code", "coverage", "share", "recorded_code"]
FIRST_DAY = Timestamp("1900-01-01")
Flags = npt.NDArray[np.bool_]


def authorities(programme: Programme, on: Timestamp) -> DataFrame:
    """The authorities of the vintage in use on a day, with the groups they lay in.

    Columns: area_code, area, and for region, ace_area and bridge the label and `<grouping>_code`; sorted by
    area_code. After a grouping has ended (the bridges, in 2023) its last groups are given.
    """
    return _authorities(programme, settled(programme, on))


def placed(programme: Programme, on: Timestamp, *, vintage: Vintage | None = None) -> DataFrame:
    """Where every partnership lies on a day, in authorities of `vintage` (default: the one in use that
    day).

    Columns: partnership, area_code, coverage (whole or part), share (of the authority, 1 for whole, NaN if
    not known), recorded_code (as the source has it; the first of several). One row a partnership and
    authority. An area that cannot be placed has no row.
    """
    return _placed(programme, settled(programme, on), vintage or vintage_at(on.date()))


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """`placed` in numbers, one entry a row: the partnership's position in the store, the authority's
    position among `codes`, whether it is covered as a whole, and the share.
    """

    codes: "pd.Index[str]"
    partnership: Positions
    area: Positions
    whole: Flags
    share: npt.NDArray[np.float64]

    def among(self, partnerships: Flags) -> Flags:
        """Which rows are of the partnerships that are flagged."""
        return partnerships[self.partnership]

    def number(self, rows: Flags) -> npt.NDArray[np.int64]:
        """How many of the rows each authority has."""
        return np.bincount(self.area[rows], minlength=len(self.codes)).astype(np.int64)


def held(programme: Programme, on: Timestamp, *, vintage: Vintage | None = None) -> Held:
    """Where every partnership lies on a day, in numbers; the authorities are those of `vintage`, sorted by
    code.
    """
    return _held(programme, settled(programme, on), vintage or vintage_at(on.date()))


@remembered(most=64)
def _held(programme: Programme, on: Timestamp, vintage: Vintage) -> Held:
    codes = pd.Index(sorted(members(_areas(programme), vintage)), dtype="str")
    rows = with_position(programme, _placed(programme, on, vintage))
    return Held(
        codes=codes,
        partnership=rows["position"].to_numpy(dtype=np.intp),
        area=codes.get_indexer(pd.Index(rows["area_code"])),
        whole=(rows["coverage"] == "whole").to_numpy(dtype=bool),
        share=rows["share"].to_numpy(dtype=np.float64),
    )


def homes(programme: Programme, on: Timestamp) -> DataFrame:
    """The one region and ACE area of every partnership, in the order of `programme.partnerships`.

    Columns: region_code, ace_area_code (NaN if not known), is_placed. It is where most of the partnership's
    authorities lie (ties: that of the lowest authority code); without any, where its bridge's patch lies,
    if that is all in one.
    """
    return _homes(programme, settled(programme, on))


def lying(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, Flags]:
    """Group code -> which of the `authorities` of a day lie in that group of a grouping."""
    return _lying(programme, settled(programme, on), grouping)


def at_home(programme: Programme, on: Timestamp, column: str) -> Mapping[str, Flags]:
    """Group code -> which partnerships have their home in it; `column` is one of `homes`, or bridge."""
    return _at_home(programme, settled(programme, on), column)


def labels(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, str]:
    """Group code -> label of one grouping, as named on that day, in the order of the codes."""
    return _labels(programme, settled(programme, on), grouping)


@remembered(most=128)
def _labels(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, str]:
    frame = _authorities(programme, on)
    named = frame[[f"{grouping}_code", grouping]].dropna().drop_duplicates().sort_values(f"{grouping}_code")
    return dict(named.itertuples(index=False, name=None))


@remembered(most=128)
def _lying(programme: Programme, on: Timestamp, grouping: str) -> Mapping[str, Flags]:
    return _flags_by_value(_authorities(programme, on)[f"{grouping}_code"])


@remembered(most=128)
def _at_home(programme: Programme, on: Timestamp, column: str) -> Mapping[str, Flags]:
    frame = programme.partnerships if column == "bridge" else _homes(programme, on)
    return _flags_by_value(frame[column])


def _flags_by_value(column: "Series[str]") -> Mapping[str, Flags]:
    """Value -> where it stands; values are compared once, not with each question."""
    place, values = pd.factorize(column)
    return {value: place == number for number, value in enumerate(values)}


@remembered(most=256)
def settled(programme: Programme, on: Timestamp) -> Timestamp:
    """The last day up to `on` on which anything about places changed: such days share their frames."""
    days = _turning_days(programme)
    return days[max(int(days.searchsorted(on, side="right")) - 1, 0)]


@remembered(most=8)
def _turning_days(programme: Programme) -> pd.DatetimeIndex:
    frames = (programme.partnership_areas, programme.area_groupings)
    dates = [frame[column] for frame in frames for column in ("from_date", "to_date")]
    dates += [Series([FIRST_DAY, *(Timestamp(vintage.from_date) for vintage in VINTAGES)])]
    return pd.DatetimeIndex(pd.concat([date.dropna() for date in dates]).unique()).sort_values()


@remembered(most=8)
def _areas(programme: Programme) -> DataFrame:
    return programme.areas[programme.areas["level"] == LEVEL]


@remembered(most=32)
def carried(programme: Programme, vintage: Vintage) -> DataFrame:
    """Recorded code -> authority of the vintage: from_code, to_code, kind (see `carry_table`), relation,
    pieces.

    `relation` says what the recorded area is to the authority: `exact` (the same ground), `piece` of it, or
    `union` of it and others. `pieces` counts the authorities of the oldest vintage that the authority is
    made of.
    """
    areas = _areas(programme)
    table = carry_table(programme.area_succession, areas, vintage)
    pieces = carry_table(programme.area_succession, areas, VINTAGES[0])["from_code"].value_counts()
    recorded, now = table["from_code"].map(pieces), table["to_code"].map(pieces)
    larger = (table["kind"] == "backward") & (recorded != now)
    smaller = (table["kind"] == "forward") & (recorded != now)
    relation = np.select([larger, smaller], ["union", "piece"], "exact")
    return table.assign(relation=relation, pieces=now)


@remembered(most=64)
def _authorities(programme: Programme, on: Timestamp) -> DataFrame:
    areas = _areas(programme)
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


@remembered(most=64)
def _placed(programme: Programme, on: Timestamp, vintage: Vintage) -> DataFrame:
    areas = current(programme.partnership_areas, on)[["partnership", "area_code", "coverage", "share"]]
    table = carried(programme, vintage)
    rows = areas.merge(table, left_on="area_code", right_on="from_code").drop(columns="area_code")
    recorded_whole = rows["coverage"] == "whole"
    rows = rows[recorded_whole | (rows["relation"] != "union")]
    piece = rows["relation"] == "piece"
    whole = recorded_whole & (~piece | _is_complete(rows, carried(programme, VINTAGES[0])))
    share = rows["share"].mask(piece).mask(whole, 1.0)
    return _one_row_a_pair(rows.assign(whole=whole, share=share))


def _is_complete(rows: DataFrame, oldest: DataFrame) -> "Series[bool]":
    """Whether the partnership covers, as wholes, every piece that the row's authority is made of."""
    wholes = rows[rows["coverage"] == "whole"][["partnership", "from_code", "to_code"]]
    atoms = oldest[["from_code", "to_code"]].rename(columns={"to_code": "atom"})
    found = wholes.merge(atoms, on="from_code").groupby(["partnership", "to_code"])["atom"].nunique()
    pairs = pd.MultiIndex.from_frame(rows[["partnership", "to_code"]])
    return Series(found.reindex(pairs).to_numpy() >= rows["pieces"].to_numpy(), index=rows.index)


def _one_row_a_pair(rows: DataFrame) -> DataFrame:
    merged = rows.groupby(["partnership", "to_code"], as_index=False).agg(
        whole=("whole", "any"),
        share=("share", "sum"),
        known=("share", "count"),
        rows=("whole", "size"),
        recorded_code=("from_code", "min"),
    )
    known = merged["whole"] | (merged["known"] == merged["rows"])
    merged["share"] = merged["share"].clip(upper=1.0).where(known)
    merged["coverage"] = Series(np.where(merged["whole"], "whole", "part"), dtype="str")
    return merged.rename(columns={"to_code": "area_code"})[PLACED]


@remembered(most=64)
def _homes(programme: Programme, on: Timestamp) -> DataFrame:
    groups = authorities(programme, on)
    lying = _placed(programme, on, vintage_at(on.date())).merge(groups, on="area_code")
    partnerships = programme.partnerships.reset_index(drop=True)

    def home(column: str) -> "Series[str]":
        placed_in = partnerships["partnership"].map(_commonest(lying, column)).astype("str")
        return placed_in.fillna(partnerships["bridge"].map(_whole_patches(groups, column)).astype("str"))

    return DataFrame(
        {
            "region_code": home("region_code"),
            "ace_area_code": home("ace_area_code"),
            "is_placed": partnerships["partnership"].isin(lying["partnership"]),
        }
    )


def _commonest(held: DataFrame, column: str) -> "Series[str]":
    """Partnership -> the group that most of its authorities lie in; of equals the one with the lowest
    authority.

    Ties go by authority, not by group, so that a partnership's region and ACE area agree.
    """
    codes = held.groupby(["partnership", column])["area_code"]
    sizes = DataFrame({"size": codes.size(), "lowest": codes.min()}).reset_index()
    ranked = sizes.sort_values(["partnership", "size", "lowest"], ascending=[True, False, True])
    return ranked.drop_duplicates("partnership").set_index("partnership")[column]


def _whole_patches(groups: DataFrame, column: str) -> "Series[str]":
    """Bridge -> the one group that its whole patch lies in; bridges with several are left out."""
    pairs = groups[["bridge_code", column]].dropna().drop_duplicates()
    return pairs.drop_duplicates("bridge_code", keep=False).set_index("bridge_code")[column]
