"""The areas that partnerships are recorded for, carried to the authorities of a vintage, in numbers.

An area recorded as a whole covers an authority as a whole if everything that authority was in the oldest
vintage is covered; an older code that became only a piece of its successor covers that in part. A part stays a
part, and can be carried to an older vintage only where one authority can be meant. A ward is a part.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import records
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    OPEN,
    Flags,
    IntArray,
    Positions,
    day_number,
    day_numbers,
)
from data.names import by_name
from data.programme.programme import Programme, current
from geo.vintages import VINTAGES, Vintage, carry_table, members

LEVEL = "lad"
WARD = "ward"
BOX = ["lon", "lat", "west", "south", "east", "north"]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AreaCoverage:
    """Who covers what on a day, one entry a partnership and authority: the partnership's position in the
    store, the authority's position among `codes`, whether it is covered as a whole, the share (of the
    authority, 1 for whole, NaN if not known), and the code as recorded (the first of several).
    """

    codes: "pd.Index[str]"
    partnership: Positions
    area: Positions
    whole: Flags
    share: Shares
    recorded_code: npt.NDArray[np.object_]

    def among(self, partnerships: Flags) -> Flags:
        """Which rows are of the partnerships that are flagged."""
        return partnerships[self.partnership]

    def number(self, rows: Flags) -> IntArray:
        """How many of the rows each authority has."""
        return np.bincount(self.area[rows], minlength=len(self.codes)).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Carried:
    """Every recorded area and the authorities of a vintage that it may stand for, one entry a pair of them.

    `pair` is partnership and authority as one number, `code` the recorded code as a position among `recorded`.
    `parts` are the authorities of the oldest vintage that the entries named in `part_row` cover as wholes.
    """

    codes: "pd.Index[str]"
    recorded: "pd.Index[str]"
    pair: IntArray
    code: Positions
    begin: IntArray
    end: IntArray
    is_whole: Flags
    is_piece: Flags
    pieces: IntArray
    share: Shares
    part_row: Positions
    parts: Positions
    number_of_parts: int


@cached()
def all_authorities(programme: Programme) -> DataFrame:
    """Every authority that there ever was."""
    return programme.areas[programme.areas["level"] == LEVEL]


@cached(most=96)
def table(programme: Programme, vintage: Vintage) -> DataFrame:
    """Recorded code -> authority of the vintage: from_code, to_code, kind (see `carry_table`), relation,
    pieces.

    `relation` says what the recorded area is to the authority: `exact` (the same ground), `piece` of it, or
    `union` of it and others. `pieces` counts the authorities of the oldest vintage that the authority is
    made of.
    """
    known = all_authorities(programme)
    frame = carry_table(programme.area_succession, known, vintage)
    pieces = carry_table(programme.area_succession, known, VINTAGES[0])["from_code"].value_counts()
    recorded, now = frame["from_code"].map(pieces), frame["to_code"].map(pieces)
    larger = (frame["kind"] == "backward") & (recorded != now)
    smaller = (frame["kind"] == "forward") & (recorded != now)
    relation = np.select([larger, smaller], ["union", "piece"], "exact")
    return frame.assign(relation=relation, pieces=now)


@cached(most=256)
def area_coverage_on(programme: Programme, on: Timestamp, vintage: Vintage) -> AreaCoverage:
    """Where every partnership lies on a day, in authorities of a vintage; an area that cannot be placed has no
    row. Sorted by partnership, then authority.
    """
    every, day = _carried(programme, vintage), day_number(on.to_datetime64())
    now = (every.begin <= day) & (day < every.end)
    pairs, place = np.unique(every.pair[now], return_inverse=True)
    completed = every.pieces[now] <= _pieces_covered(every, now, pairs)[place]
    whole = every.is_whole[now] & (~every.is_piece[now] | completed)
    share = np.where(whole, 1.0, np.where(every.is_piece[now], np.nan, every.share[now]))
    is_whole = np.bincount(place, weights=whole, minlength=len(pairs)) > 0
    is_known = np.bincount(place, weights=np.isnan(share), minlength=len(pairs)) == 0
    total = np.minimum(np.bincount(place, weights=np.nan_to_num(share), minlength=len(pairs)), 1.0)
    first = np.full(len(pairs), len(every.recorded), dtype=np.intp)
    np.minimum.at(first, place, every.code[now])
    return AreaCoverage(
        codes=every.codes,
        partnership=pairs // len(every.codes),
        area=pairs % len(every.codes),
        whole=is_whole,
        share=np.where(is_whole | is_known, total, np.nan),
        recorded_code=every.recorded.to_numpy(dtype=object)[first],
    )


def _pieces_covered(every: _Carried, now: Flags, pairs: IntArray) -> IntArray:
    """How many of the pieces that an authority is made of a partnership covers as wholes, by pair."""
    here = now[every.part_row]
    cells = np.unique(every.pair[every.part_row[here]] * every.number_of_parts + every.parts[here])
    return np.bincount(np.searchsorted(pairs, cells // every.number_of_parts), minlength=len(pairs))


@cached(most=96)
def _carried(programme: Programme, vintage: Vintage) -> _Carried:
    codes = pd.Index(sorted(members(all_authorities(programme), vintage)), dtype="str")
    recorded_areas = with_wards_as_parts(programme)
    rows = recorded_areas.merge(table(programme, vintage), left_on="area_code", right_on="from_code")
    rows = rows[(rows["coverage"] == "whole") | (rows["relation"] != "union")]
    position = pd.Index(programme.partnerships["partnership"]).get_indexer(pd.Index(rows["partnership"]))
    rows, position = rows[position >= 0], position[position >= 0]
    code, recorded = pd.factorize(rows["from_code"], sort=True)
    is_whole = (rows["coverage"] == "whole").to_numpy(dtype=bool)
    part_row, parts, number_of_parts = _parts(programme, recorded, code, is_whole)
    return _Carried(
        codes=codes,
        recorded=recorded,
        pair=position.astype(np.int64) * len(codes) + codes.get_indexer(pd.Index(rows["to_code"])),
        code=code,
        begin=day_numbers(rows["from_date"].to_numpy(), missing=ALWAYS),
        end=day_numbers(rows["to_date"].to_numpy(), missing=OPEN),
        is_whole=is_whole,
        is_piece=(rows["relation"] == "piece").to_numpy(dtype=bool),
        pieces=rows["pieces"].to_numpy(dtype=np.int64),
        share=rows["share"].to_numpy(dtype=np.float64),
        part_row=part_row,
        parts=parts,
        number_of_parts=number_of_parts,
    )


def _parts(
    programme: Programme, recorded: "pd.Index[str]", code: Positions, is_whole: Flags
) -> tuple[Positions, Positions, int]:
    """For each entry that is a whole the authorities of the oldest vintage in it: entries, parts, how many parts
    there are."""
    oldest = table(programme, VINTAGES[0])
    part, names = pd.factorize(oldest["to_code"])
    of = recorded.get_indexer(pd.Index(oldest["from_code"]))
    order = np.argsort(of, kind="stable")
    begins = np.searchsorted(of[order], code)
    sizes = np.where(is_whole, np.searchsorted(of[order], code, side="right") - begins, 0)
    row = np.repeat(np.arange(len(code)), sizes)
    within = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return row, part[order][begins[row] + within], max(len(names), 1)


@cached()
def wards(programme: Programme) -> DataFrame:
    """Every ward that the store knows: area_code, area, parent_code (the authority that it lies in)."""
    areas = programme.areas
    rows = areas.loc[areas["level"] == WARD, ["area_code", "name", "parent_code"]]
    return rows.rename(columns={"name": "area"}).reset_index(drop=True)


def wards_of(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    """The wards that a partnership covers on a day, sorted by name.

    Columns: area_code, area, parent_code, authority (the name of what it lies in), coverage (whole or part).
    """
    rows = current(records.rows_of(programme, "partnership_areas", slug), on)[["area_code", "coverage"]]
    frame = rows.merge(wards(programme), on="area_code").sort_values("area", key=by_name, ignore_index=True)
    names = programme.areas.set_index("area_code")["name"]
    return frame.assign(authority=frame["parent_code"].map(names))


def wards_around(programme: Programme, some: DataFrame, on: Timestamp) -> DataFrame:
    """All wards of the authorities that some wards lie in, as the boundaries that fit them best have them.

    Columns: area_code, area, parent_code, vintage (of the boundaries), lon, lat, west, south, east, north. No rows
    where no boundaries of these wards were added.
    """
    vintage = _vintage(programme, some["area_code"], on)
    drawn = programme.boundary_areas
    drawn = drawn[(drawn["level"] == WARD) & (drawn["vintage"] == vintage)]
    rows = drawn[["area_code", "vintage", *BOX]].merge(wards(programme), on="area_code")
    parents = rows.loc[rows["area_code"].isin(some["area_code"]), "parent_code"]
    return rows[rows["parent_code"].isin(parents)].reset_index(drop=True)


def _vintage(programme: Programme, codes: "Series[str]", on: Timestamp) -> str | None:
    """The boundaries that have most of the codes; of equals the latest up to the day, else the first after it."""
    drawn = programme.boundary_areas
    sizes = drawn[(drawn["level"] == WARD) & drawn["area_code"].isin(codes)].groupby("vintage").size()
    if sizes.empty:
        return None
    begins = programme.boundary_sets.set_index(["level", "vintage"])["from_date"].loc[WARD]
    ranked = DataFrame({"size": sizes, "begins": begins.reindex(sizes.index)})
    ranked = ranked.assign(past=ranked["begins"] <= on, near=-(ranked["begins"] - on).abs())
    return str(ranked.sort_values(["size", "past", "near"]).index[-1])


@cached()
def with_wards_as_parts(programme: Programme) -> DataFrame:
    """`programme.partnership_areas` with each ward as a part, of unknown share, of the authority it lies in.

    A ward says only more exactly where a part lies if the partnership is recorded for that authority too.
    """
    rows = programme.partnership_areas
    parents = rows["area_code"].map(wards(programme).set_index("area_code")["parent_code"])
    below = parents.notna()
    if not below.any():
        return rows
    recorded = pd.MultiIndex.from_frame(rows[["partnership", "area_code"]])
    is_known = pd.MultiIndex.from_arrays([rows["partnership"], parents]).isin(recorded)
    parts = rows.assign(
        area_code=rows["area_code"].where(~below, parents),
        coverage=rows["coverage"].mask(below, "part"),
        share=rows["share"].mask(below),
    )
    return parts[~(below & is_known)]
