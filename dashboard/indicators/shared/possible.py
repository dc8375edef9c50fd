"""What may have been: when a partnership may have had a status, where the evidence leaves open since when, or how far.

`statuses` says what is proved of each day.
"""

from typing import NamedTuple

import numpy as np
from pandas import DataFrame, Index, Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.records import with_position
from dashboard.indicators.shared.statuses import AFTER_ALL, BEFORE_ALL, NAMES, UNIT, are, index_of, named
from data import norms
from data.programme.programme import Programme
from data.taxonomy import COUNTED_STATUSES, EARLIER_STAGES, ENDED_STATUSES


@cached(most=128)
def may_hold(programme: Programme, names: tuple[str, ...], dates: tuple[Timestamp, ...]) -> Flags:
    """Which partnerships (down) have one of the statuses on each of the dates (across), or may have had it.

    What is dated to a period may have held from the first day of that period; what held `by` a day may have held
    on any day before, and what nobody dated always, but not until after the last day on which it was proved to be
    prospective or emerging, not before a day on which the partnership is known to have begun, and not once an end is
    proved. A partnership of which no more is known than that it is there may have any of them, but not before one that
    it is dated to.
    """
    chances, days = _chances(programme, names), np.array(dates, dtype=UNIT)
    current = named(programme, dates)
    holds = are(current, names)
    holds |= (current == NAMES.index("existing")) & (days >= chances.bound[:, None])
    if len(chances.of):
        may = (chances.begin[:, None] <= days) & (days < chances.end[:, None])
        holds[chances.of] |= np.logical_or.reduceat(may, chances.starts)
    holds &= ~are(current, [name for name in ENDED_STATUSES if name not in names])
    holds[chances.unrecorded] = True
    return holds


class _Chances(NamedTuple):
    """When partnerships may have had one of some statuses: the day before which each has none of them where it is only
    known to be there, and the spells in which it may, half-open, one after another by partnership: `starts` is where
    those of each partnership in `of` begin. Of the `unrecorded` nothing is known.
    """

    bound: Stamps
    begin: Stamps
    end: Stamps
    starts: Positions
    of: Positions
    unrecorded: Flags


@cached(most=32)
def _chances(programme: Programme, names: tuple[str, ...]) -> _Chances:
    rows = statuses_of(programme)
    named, position, first, last = (
        rows[name].to_numpy() for name in ("named", "position", "first_day", "from_date")
    )
    wanted = are(named, names)
    unstated = (named == NAMES.index("existing")) & ~wanted
    bound = np.full(len(programme.partnerships), BEFORE_ALL)
    bound[position[wanted]] = AFTER_ALL
    np.minimum.at(bound, position[wanted], first[wanted])
    begins = np.where(unstated, np.maximum(first, bound[position]), first)
    some = np.flatnonzero(wanted | unstated)
    some = some[np.argsort(position[some], kind="stable")]
    of, starts = np.unique(position[some], return_index=True)
    unrecorded = np.ones(len(bound), dtype=bool)
    unrecorded[position] = False
    return _Chances(
        bound=bound,
        begin=begins[some],
        end=np.where(np.isnat(last), AFTER_ALL, last)[some],
        starts=starts,
        of=of,
        unrecorded=unrecorded,
    )


def may_be_there(programme: Programme, on: Timestamp) -> Flags:
    """Which partnerships are there on a day, or may be, by evidence that leaves open when or how far they are.

    Not those that have ended by then, nor those of which no more is known than that they are planned.
    """
    return may_hold(programme, ("emerging", "existing", *COUNTED_STATUSES), (on,))[:, 0]


@cached(most=64)
def may_be_there_as_published(programme: Programme, published: Programme, on: Timestamp) -> Flags:
    """As `may_be_there`, or so by the published part of the programme alone."""
    there = may_be_there(programme, on).copy()
    there[_places_in(programme, published)[may_be_there(published, on)]] = True
    return there


@cached()
def _places_in(programme: Programme, published: Programme) -> Positions:
    """Where the partnerships of the published part of a programme stand in it."""
    every, some = (Index(one.partnerships["partnership"]) for one in (programme, published))
    found: Positions = every.get_indexer(some)
    return found


@cached()
def statuses_of(programme: Programme) -> DataFrame:
    """The statuses of partnerships in view, each with `position`, `named` (its index into `NAMES`) and
    `first_day`, from which it may have held.
    """
    statuses = with_position(programme, programme.statuses)
    return statuses.assign(named=index_of(statuses), first_day=_first_possible(statuses))


@cached(most=256)
def is_only_proved(programme: Programme, names: tuple[str, ...], after: Timestamp, until: Timestamp) -> Flags:
    """Which partnerships are first said to have one of the statuses in the days (after, until], since when unknown."""
    statuses = statuses_of(programme)
    days = statuses["from_date"].to_numpy(dtype=UNIT)
    said = statuses["begins"].eq("by").to_numpy() & are(statuses["named"].to_numpy(), names)
    said &= (after.to_numpy() < days) & (days <= until.to_numpy())
    return np.isin(np.arange(len(programme.partnerships)), statuses["position"][said])


def first_day(day: Timestamp, precision: str) -> Timestamp:
    """As `data.norms.first_day`."""
    return Timestamp(norms.first_day(day, precision))


def _first_possible(statuses: DataFrame) -> Stamps:
    """The first day on which each row may have held."""
    earlier = statuses["status"].isin(EARLIER_STAGES).to_numpy()
    since = (statuses["begins"].ne("by") & statuses["status"].eq("existing")).to_numpy()
    begun = statuses["from_date"].to_numpy(dtype=UNIT)
    position = statuses["position"].to_numpy()
    opens = _opens(statuses)
    is_begun = ~np.isnat(begun) & statuses["begins"].ne("by").to_numpy()
    first = np.where(is_begun, opens, BEFORE_ALL)
    for row in np.flatnonzero(~is_begun):
        before = (position == position[row]) & ~np.isnat(begun)
        before &= np.isnat(begun[row]) | (begun < begun[row])
        if (before & earlier).any():
            first[row] = begun[before & earlier].max() + np.timedelta64(1, "D")
        for known in np.flatnonzero(before & since):
            first[row] = max(first[row], opens[known])
    return first


def _opens(statuses: DataFrame) -> Stamps:
    """The first day of the period that each row is dated to; NaT where it has no date."""
    opens, precision = statuses["from_date"].to_numpy(dtype=UNIT).copy(), statuses["precision"].to_numpy()
    for row in np.flatnonzero(~np.isnat(opens) & (precision != "day")):
        opens[row] = first_day(Timestamp(opens[row]), precision[row]).to_datetime64()
    return opens
