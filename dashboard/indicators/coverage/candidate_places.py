"""Places without a partnership that a bridge supports: the next ones may come from there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached
from dashboard.indicators.bridges import support_given
from dashboard.indicators.bridges.support_given import Support
from dashboard.indicators.coverage import coverage
from dashboard.indicators.shared import area_coverage, places, selection
from dashboard.indicators.shared.intervals import Flags, Positions
from dashboard.indicators.shared.periods import in_window
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES
from geo.vintages import vintage_at


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """Support that went to a place: `rows` in `support_given.support`, and the place of each in `areas`, a frame
    with a row for every place, columns as in `places.authorities`.
    """

    rows: Positions
    place: Positions
    areas: DataFrame


def supported(question: Question) -> DataFrame:
    """The places that had support of their own in the period, the latest first.

    Columns: area_code, area, region_code, region, ace_area_code, ace_area, bridge_code, bridge (of the
    authority at the as-at date; NaN where the code recorded is none then), times, last_support, label (its
    type), hours (recorded; NaN where none is), has_partnership (a live one now), is_illustrative. A place is
    restricted by where it lies; filters by sector and lever ask for partnerships and narrow nothing here.
    """
    visible = question.visible
    own = _own(visible, places.last_change_before(visible, question.on))
    mine = in_window(support_given.support(visible).given_on[own.rows], question)
    frame = own.areas.assign(
        **_summed(support_given.support(visible), own.rows[mine], own.place[mine], len(own.areas))
    )
    frame = selection.within(frame[frame["times"] > 0], question.filters)
    frame = frame.assign(has_partnership=frame["area_code"].isin(_lived_in(question)))
    frame["is_illustrative"] = frame.pop("is_illustrative")
    return frame.sort_values(["last_support", "area"], ascending=[False, True], ignore_index=True)


def _summed(found: Support, rows: Positions, place: Positions, size: int) -> dict[str, npt.NDArray[Any]]:
    """What the rows come to in each place; `rows` are the earliest first."""
    known = ~np.isnan(found.hours[rows])
    hours = np.bincount(place[known], weights=found.hours[rows[known]], minlength=size)
    last = np.full(size, -1, dtype=np.intp)
    last[place] = rows
    types = np.array([*SUPPORT_TYPES.values(), None], dtype=object)
    generated: Flags = np.zeros(size, dtype=bool)
    generated[place[found.generated[rows]]] = True
    return {
        "times": np.bincount(place, minlength=size),
        "last_support": np.append(found.given_on, np.datetime64("NaT", "us"))[last],
        "label": types[np.append(found.kind, -1)[last]],
        "hours": np.where(np.bincount(place[known], minlength=size) > 0, hours, np.nan),
        "is_illustrative": generated,
    }


@cached(most=32)
def _own(programme: Programme, on: Timestamp) -> Own:
    found = support_given.support(programme)
    recorded = programme.support[["partnership", "area_code"]].iloc[found.row]
    own = np.flatnonzero(recorded["partnership"].isna() & recorded["area_code"].notna())
    codes = _carried(programme, on, recorded["area_code"].iloc[own])
    place, known = pd.factorize(codes, sort=True)
    named = places.authorities(programme, on)
    areas = DataFrame({"area_code": Series(known, dtype="str")}).merge(named, on="area_code", how="left")
    return Own(own, place, areas)


def _carried(programme: Programme, on: Timestamp, codes: "Series[str]") -> "Series[str]":
    """Each code as the authority it is at a date; itself where it is none then, or several."""
    table = area_coverage.table(programme, vintage_at(on.date()))
    one = table.drop_duplicates("from_code", keep=False).set_index("from_code")["to_code"]
    return codes.map(one).astype("str").fillna(codes)


def _lived_in(question: Question) -> "Series[str]":
    """The authorities with a live partnership, wherever the filters ask."""
    areas = coverage.by_area(question.anywhere.with_filters(sector=(), lever=()))
    return areas.loc[areas["live"] > 0, "area_code"]
