"""Who sits at which table on a day, in numbers: one row a partnership, in the order of the store.

An organisation is a member from its first role to its last, whatever the role. A partnership's membership is
known from the day on which its first member joined; before that it is unknown, which is not the same as empty.
Members that a page names prove that they are there, and not that nobody else is: such a membership is known only
where evidence counts the members (`30 organisations`) and so many are held.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard.cache import QUESTIONS, cached
from dashboard.indicators.shared import statuses
from dashboard.indicators.shared.intervals import (
    ALWAYS,
    OPEN,
    CountOverTime,
    Events,
    Flags,
    IntArray,
    Intervals,
    day_number,
    day_numbers,
)
from dashboard.indicators.shared.records import with_position
from data.programme.programme import Programme
from data.taxonomy import CORE_GROUPS, OVER_STATUSES, SECTORS

SECTOR_CODES = tuple(SECTORS)
GROUP_CODES = tuple(CORE_GROUPS)
IN_GROUP = np.array(
    [[sector.core_group == group for group in GROUP_CODES] for sector in SECTORS.values()], dtype=np.int64
)
"""Sectors down, core groups across: 1 where the sector belongs to the group."""
GROUP_OF = np.array(
    [GROUP_CODES.index(sector.core_group) if sector.core_group else -1 for sector in SECTORS.values()] + [-1]
)
"""The core group of each sector, -1 without one; the last is that of a sector that is not known (-1)."""
SETTINGS = np.array([sector.core_group == "education_setting" for sector in SECTORS.values()])
IS_CORE = np.array([sector.group == "core" for sector in SECTORS.values()])


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Every stay of an organisation at a partnership's table, its roles joined.

    `partnership`, `organisation` (positions in the store) and `sector` (position among `SECTOR_CODES`, -1 if not
    known) stand beside `stays`; `has_joined` says of which the first day is known. `returned_from` is the day
    from which returns name members, `known_from` that from which a whole table is known, both by partnership.
    """

    stays: Intervals
    partnership: IntArray
    organisation: IntArray
    sector: IntArray
    is_illustrative: Flags
    has_joined: Flags
    returned_from: IntArray
    known_from: IntArray
    by_group: Intervals
    group_presence: CountOverTime


@cached()
def seats(programme: Programme) -> Seats:
    """All stays at all tables."""
    rows = with_position(programme, programme.memberships)
    width = max(len(programme.organisations), 1)
    organisation = pd.Index(programme.organisations["organisation"]).get_indexer(
        pd.Index(rows["organisation"])
    )
    rows, organisation = rows[organisation >= 0], organisation[organisation >= 0]
    begins = day_numbers(rows["from_date"].to_numpy(), missing=ALWAYS)
    ends = day_numbers(rows["to_date"].to_numpy(), missing=OPEN)
    position = rows["position"].to_numpy(dtype=np.int64)
    stays = Intervals.joined(position * width + organisation, begins, ends)
    sector = sectors(programme)[stays.key % width]
    by_group = _by_group(stays, stays.key // width, sector)
    is_published = rows["begins"].eq("by").to_numpy()
    returned_from = Events.of(position[~is_published], begins[~is_published]).nth(
        len(programme.partnerships), 0
    )
    return Seats(
        stays=stays,
        partnership=stays.key // width,
        organisation=stays.key % width,
        sector=sector,
        is_illustrative=stays.any_of(rows["is_illustrative"].to_numpy(dtype=bool)),
        has_joined=stays.any_of((rows["begins"] != "by").to_numpy(dtype=bool)),
        returned_from=returned_from,
        known_from=np.minimum(
            returned_from, _listed_from(programme, position[is_published], rows[is_published])
        ),
        by_group=by_group,
        group_presence=CountOverTime.of(by_group.key, by_group.begin, by_group.end),
    )


def _listed_from(programme: Programme, position: IntArray, rows: DataFrame) -> IntArray:
    """The day of the last member of each table of which pages name as many as they count; `OPEN` for any other."""
    size = len(programme.partnerships)
    counts = programme.evidence[programme.evidence["kind"] == "count"]
    number = counts["value"].str.extract(r"^(\d+) ", expand=False).astype("float64")
    counted = number.groupby(counts["partnership"]).max().reindex(programme.partnerships["partnership"])
    listed = rows.groupby(position)["organisation"].nunique()
    is_full = listed.reindex(range(size), fill_value=0).to_numpy() >= counted.fillna(np.inf).to_numpy()
    named = Events.of(position, day_numbers(rows["from_date"].to_numpy(), missing=ALWAYS))
    return np.where(is_full, named.last(np.arange(size), np.full(size, OPEN)), OPEN)


@cached()
def sectors(programme: Programme) -> IntArray:
    """The sector of each organisation of the store, as a position among `SECTOR_CODES`; -1 if not known."""
    codes = pd.Index(SECTOR_CODES).get_indexer(pd.Index(programme.organisations["sector"]))
    return codes.astype(np.int64)


@cached(most=QUESTIONS)
def by_sector(programme: Programme, on: Timestamp) -> IntArray:
    """Member organisations on a day: partnerships down, sectors across."""
    every = seats(programme)
    now = every.stays.on(day_number(on.to_datetime64())) & (every.sector >= 0)
    size, width = len(programme.partnerships), len(SECTOR_CODES)
    cells = every.partnership[now] * width + every.sector[now]
    return np.bincount(cells, minlength=size * width).astype(np.int64).reshape(size, width)


def known(programme: Programme, on: Timestamp) -> Flags:
    """Whose membership is known on a day."""
    return seats(programme).known_from <= day_number(on.to_datetime64())


@cached(most=64)
def has_ended(programme: Programme, on: Timestamp) -> Flags:
    """Whose table is over on a day: merged, closed, or dormant with no member left."""
    is_over, is_dormant = (
        statuses.held(programme, names, (on,))[:, 0] for names in (OVER_STATUSES, ("dormant",))
    )
    return is_over | (is_dormant & ~by_sector(programme, on).any(axis=1))


def groups(counts: IntArray) -> Flags:
    """Which core groups are at the table: partnerships down, groups across; of `by_sector`."""
    return counts @ IN_GROUP > 0


def core_groups(programme: Programme, on: Timestamp) -> npt.NDArray[np.float64]:
    """Core groups with a current member, 0 to 5, by partnership; NaN where no membership was ever known."""
    return np.where(known(programme, on), groups(by_sector(programme, on)).sum(axis=1), np.nan)


def groups_at(programme: Programme, days: IntArray) -> Flags:
    """Which core groups sit at each table on each day: partnerships, groups, days.

    `days` is one row of days for all partnerships, or one row for each.
    """
    size, width = len(programme.partnerships), len(GROUP_CODES)
    keys = np.arange(size * width).reshape(size, width, 1)
    every_day = np.broadcast_to(np.atleast_2d(days)[:, None, :], (size, width, np.atleast_2d(days).shape[1]))
    return seats(programme).group_presence.number(keys, every_day) > 0


def members_at(programme: Programme, days: IntArray) -> IntArray:
    """How many organisations sit at each table: partnerships down, each one's own days across."""
    return _members(programme).number(np.arange(len(programme.partnerships))[:, None], days)


def effective(counts: IntArray) -> npt.NDArray[np.float64]:
    """exp(-sum p ln p) over the sectors of the member organisations, by partnership; NaN without a member."""
    total = counts.sum(axis=1, keepdims=True)
    share = counts / np.maximum(total, 1)
    return np.where(total[:, 0] > 0, np.exp(entropy(share)), np.nan)


def entropy(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """-sum p ln p of each row of shares; nothing of no share."""
    return np.asarray(0.0 - (shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=1))


@cached()
def _members(programme: Programme) -> CountOverTime:
    every = seats(programme)
    return CountOverTime.of(every.partnership, every.stays.begin, every.stays.end)


def _by_group(stays: Intervals, partnership: IntArray, sector: IntArray) -> Intervals:
    """The times at which each core group had somebody at each table; key = partnership * groups + group."""
    group = GROUP_OF[sector]
    core = group >= 0
    keys = partnership[core] * len(GROUP_CODES) + group[core]
    return Intervals.joined(keys, stays.begin[core], stays.end[core])
