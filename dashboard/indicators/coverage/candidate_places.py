"""Places without a partnership that a bridge supports: the next ones may come from there."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard.cache import cached
from dashboard.indicators.bridges import support
from dashboard.indicators.coverage import cover
from dashboard.indicators.shared import area_coverage, places, selection
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions, Stamps
from dashboard.indicators.shared.periods import in_window
from dashboard.indicators.shared.records import Columns
from dashboard.question import Question
from data.names import by_name
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES
from geo.vintages import vintage_at

LABELS = pd.array([*SUPPORT_TYPES.values()], dtype="str")


@dataclass(frozen=True, slots=True, eq=False)
class _Given(Columns):
    """The support of places without a partnership, the earliest first: which of the places it went to, its day, kind
    (place among `SUPPORT_TYPES`, -1 for none of these), hours (NaN where not recorded).
    """

    place: Positions
    day: Stamps
    kind: Positions
    hours: Numbers
    is_illustrative: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Supported:
    """The places that ever had support of their own, by name: the columns of `places.authorities`, which of these each
    is (-1 where the code recorded is none then), and what they were given.
    """

    areas: DataFrame
    authority: Positions
    given: _Given


def supported(question: Question) -> DataFrame:
    """The places that had support of their own in the period, the latest first.

    Columns: area_code, area, region_code, region, ace_area_code, ace_area, bridge_code, bridge (of the
    authority at the as-at date; NaN where the code recorded is none then), times, last_support, label (its
    type), hours (recorded; NaN where none is), has_partnership (one now, or evidence of one), is_illustrative.
    A place is restricted by where it lies; what else the filters ask is about partnerships and narrows nothing here.
    """
    visible = question.visible
    every = _supported(visible, places.last_change_before(visible, question.on))
    given, size = every.given.of(in_window(every.given.day, question)), len(every.areas)
    times = np.bincount(given.place, minlength=size)
    last = np.zeros(size, dtype=np.intp)
    np.maximum.at(last, given.place, np.arange(len(given)))
    elsewhere = not selection.asks_where(question.filters)
    inside = np.append(selection.in_places(question, question.on), elsewhere)[every.authority]
    shown = np.flatnonzero((times > 0) & inside)
    shown = shown[np.argsort(-given.day[last[shown]].view(np.int64), kind="stable")]
    latest = last[shown]
    recorded = np.bincount(given.place, weights=~np.isnan(given.hours), minlength=size) > 0
    hours = np.bincount(given.place, weights=np.nan_to_num(given.hours), minlength=size)
    return DataFrame(
        {
            **{str(column): every.areas[column].array.take(shown) for column in every.areas},
            "times": times[shown],
            "last_support": given.day[latest],
            "label": LABELS.take(given.kind[latest], allow_fill=True),
            "hours": np.where(recorded, hours, np.nan)[shown],
            "has_partnership": _lived_in(question)[every.authority[shown]],
            "is_illustrative": np.bincount(given.place[given.is_illustrative], minlength=size)[shown] > 0,
        },
        copy=False,
    )


@cached(most=16)
def _supported(programme: Programme, on: Timestamp) -> _Supported:
    """The places and what they were given, on the authorities of a day."""
    given = support.support_given(programme)
    recorded = programme.support[["partnership", "area_code"]].iloc[given.index]
    own = (recorded["partnership"].isna() & recorded["area_code"].notna()).to_numpy()
    given, carried = given[own], _carried(programme, on, recorded["area_code"][own])
    every = places.authorities(programme, on)
    areas = DataFrame({"area_code": np.sort(carried.unique())}).merge(every, on="area_code", how="left")
    areas = areas.sort_values("area", key=by_name, kind="stable", ignore_index=True)
    return _Supported(
        areas=areas,
        authority=pd.Index(every["area_code"]).get_indexer(pd.Index(areas["area_code"])),
        given=_Given(
            place=pd.Index(areas["area_code"]).get_indexer(pd.Index(carried)),
            day=given["support_on"].to_numpy(dtype="datetime64[us]"),
            kind=np.asarray(given["support_type"].cat.codes, dtype=np.intp),
            hours=given["hours"].to_numpy(dtype=np.float64),
            is_illustrative=given["is_illustrative"].to_numpy(dtype=bool),
        ),
    )


def _carried(programme: Programme, on: Timestamp, codes: "Series[str]") -> "Series[str]":
    """Each code as the authority it is at a date; itself where it is none then, or several."""
    table = area_coverage.table(programme, vintage_at(on.date()))
    one = table.drop_duplicates("from_code", keep=False).set_index("from_code")["to_code"]
    return codes.map(one).astype("str").fillna(codes)


def _lived_in(question: Question) -> Flags:
    """Which authorities of the day have a partnership that is live or may be there; after the last stands a no."""
    everyone = question.of_everyone
    flags = np.zeros(len(cover.cover(everyone).state) + 1, dtype=bool)
    flags[cover.which(everyone, *cover.STATES[:-1])] = True
    return flags
