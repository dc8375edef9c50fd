"""The areas that partnerships are recorded for, carried to the authorities of a vintage, in numbers.

An area recorded as a whole covers an authority as a whole if everything that authority was in the oldest
vintage is covered; an older code that became only a piece of its successor covers that in part. A part stays a
part, and can be carried to an older vintage only where one authority can be meant. A ward is a part.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared import wards
from dashboard.indicators.shared.intervals import ALWAYS, OPEN, Flags, Whole, day_number, day_numbers
from dashboard.indicators.shared.positions import Positions
from data.programme.programme import Programme
from geo.vintages import VINTAGES, Vintage, carry_table, members

LEVEL = "lad"
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
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

    def number(self, rows: Flags) -> Whole:
        """How many of the rows each authority has."""
        return np.bincount(self.area[rows], minlength=len(self.codes)).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Carried:
    """Every recorded area and the authorities of a vintage that it may stand for, one entry a pair of them.

    `pair` is partnership and authority as one number, `code` the recorded code as a position among `recorded`.
    `atoms` are the authorities of the oldest vintage that the entries named in `atom_row` cover as wholes.
    """

    codes: "pd.Index[str]"
    recorded: "pd.Index[str]"
    pair: Whole
    code: Positions
    begin: Whole
    end: Whole
    is_whole: Flags
    is_piece: Flags
    pieces: Whole
    share: Shares
    atom_row: Positions
    atoms: Positions
    number_of_atoms: int


@cached(most=8)
def areas(programme: Programme) -> DataFrame:
    """Every authority that there ever was."""
    return programme.areas[programme.areas["level"] == LEVEL]


@cached(most=32)
def table(programme: Programme, vintage: Vintage) -> DataFrame:
    """Recorded code -> authority of the vintage: from_code, to_code, kind (see `carry_table`), relation,
    pieces.

    `relation` says what the recorded area is to the authority: `exact` (the same ground), `piece` of it, or
    `union` of it and others. `pieces` counts the authorities of the oldest vintage that the authority is
    made of.
    """
    known = areas(programme)
    frame = carry_table(programme.area_succession, known, vintage)
    pieces = carry_table(programme.area_succession, known, VINTAGES[0])["from_code"].value_counts()
    recorded, now = frame["from_code"].map(pieces), frame["to_code"].map(pieces)
    larger = (frame["kind"] == "backward") & (recorded != now)
    smaller = (frame["kind"] == "forward") & (recorded != now)
    relation = np.select([larger, smaller], ["union", "piece"], "exact")
    return frame.assign(relation=relation, pieces=now)


@cached(most=256)
def held(programme: Programme, on: Timestamp, vintage: Vintage) -> Held:
    """Where every partnership lies on a day, in authorities of a vintage; an area that cannot be placed has no
    row. Sorted by partnership, then authority.
    """
    every, day = _carried(programme, vintage), day_number(on.to_datetime64())
    now = (every.begin <= day) & (day < every.end)
    pairs, place = np.unique(every.pair[now], return_inverse=True)
    completed = every.pieces[now] <= _pieces_held(every, now, pairs)[place]
    whole = every.is_whole[now] & (~every.is_piece[now] | completed)
    share = np.where(whole, 1.0, np.where(every.is_piece[now], np.nan, every.share[now]))
    is_whole = np.bincount(place, weights=whole, minlength=len(pairs)) > 0
    is_known = np.bincount(place, weights=np.isnan(share), minlength=len(pairs)) == 0
    total = np.minimum(np.bincount(place, weights=np.nan_to_num(share), minlength=len(pairs)), 1.0)
    first = np.full(len(pairs), len(every.recorded), dtype=np.intp)
    np.minimum.at(first, place, every.code[now])
    return Held(
        codes=every.codes,
        partnership=pairs // len(every.codes),
        area=pairs % len(every.codes),
        whole=is_whole,
        share=np.where(is_whole | is_known, total, np.nan),
        recorded_code=every.recorded.to_numpy(dtype=object)[first],
    )


def _pieces_held(every: _Carried, now: Flags, pairs: Whole) -> Whole:
    """How many of the pieces that an authority is made of a partnership covers as wholes, by pair."""
    here = now[every.atom_row]
    cells = np.unique(every.pair[every.atom_row[here]] * every.number_of_atoms + every.atoms[here])
    return np.bincount(np.searchsorted(pairs, cells // every.number_of_atoms), minlength=len(pairs))


@cached(most=16)
def _carried(programme: Programme, vintage: Vintage) -> _Carried:
    codes = pd.Index(sorted(members(areas(programme), vintage)), dtype="str")
    recorded_areas = wards.as_parts(programme)
    rows = recorded_areas.merge(table(programme, vintage), left_on="area_code", right_on="from_code")
    rows = rows[(rows["coverage"] == "whole") | (rows["relation"] != "union")]
    position = pd.Index(programme.partnerships["partnership"]).get_indexer(pd.Index(rows["partnership"]))
    rows, position = rows[position >= 0], position[position >= 0]
    code, recorded = pd.factorize(rows["from_code"], sort=True)
    is_whole = (rows["coverage"] == "whole").to_numpy(dtype=bool)
    atom_row, atoms, number_of_atoms = _atoms(programme, recorded, code, is_whole)
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
        atom_row=atom_row,
        atoms=atoms,
        number_of_atoms=number_of_atoms,
    )


def _atoms(
    programme: Programme, recorded: "pd.Index[str]", code: Positions, is_whole: Flags
) -> tuple[Positions, Positions, int]:
    """For each entry that is a whole the authorities of the oldest vintage in it: entries, atoms, how many atoms
    there are."""
    oldest = table(programme, VINTAGES[0])
    atom, named = pd.factorize(oldest["to_code"])
    of = recorded.get_indexer(pd.Index(oldest["from_code"]))
    order = np.argsort(of, kind="stable")
    begins = np.searchsorted(of[order], code)
    sizes = np.where(is_whole, np.searchsorted(of[order], code, side="right") - begins, 0)
    row = np.repeat(np.arange(len(code)), sizes)
    within = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return row, atom[order][begins[row] + within], max(len(named), 1)
