"""Every partnership's status on any day, worked out once a programme and then only looked up.

A partnership has one status a day: of several that are current (half-open `[from, to)`), the one that began
last; of two that began together, the real one before the illustrative one. `existing` says only that the
partnership is there: it takes the place of an earlier stage, but never of what was established or has ended.
A status without a date is never current, but it may have held: see `possible`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions, Stamps
from dashboard.indicators.shared.records import with_position
from data.programme.programme import Programme
from data.taxonomy import COUNTED_STATUSES, ENDED_STATUSES, STATUSES

NAMES = tuple(STATUSES)
NONE = -1
"""Stands for "no status in view" wherever a status is an index into `NAMES`."""
UNIT = "datetime64[us]"
Rows = npt.NDArray[np.signedinteger[Any]]
"""Rows of the statuses, or `NONE`: one for each partnership and event, which are millions where there are thousands."""
BEFORE_ALL, AFTER_ALL = np.datetime64("0001-01-01", "us"), np.datetime64("9999-12-31", "us")


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Who had which status from which day on.

    `events` are the days on which any status begins or ends, in order. `rows[p, e]` is the row of
    `statuses` that partnership p (a position in `programme.partnerships`) rests on from event e to the
    next, or `NONE`.
    """

    statuses: DataFrame
    names: npt.NDArray[np.int8]
    illustrative: Flags
    events: Stamps
    rows: Rows

    def at(self, dates: Sequence[Timestamp] | Stamps) -> Rows:
        """The row of `statuses` behind each partnership (down) on each of the dates (across), or `NONE`."""
        columns = np.searchsorted(self.events, np.array(dates, dtype=UNIT), side="right") - 1
        return self.rows[:, columns]

    def named(self, rows: Rows) -> npt.NDArray[np.int8]:
        """The index into `NAMES` of each row; `NONE` stays `NONE`."""
        return np.append(self.names, np.int8(NONE))[rows]

    def began(self, position: int, on: np.datetime64) -> str:
        """The day a partnership's status began on, in words no sharper than its source."""
        row = self.rows[position, np.searchsorted(self.events, on, side="right") - 1]
        return words.dated(Timestamp(on), str(self.statuses["precision"].array[row]))

    def generated(self, rows: Rows) -> Flags:
        """Whether each row is illustrative; False where there is no row."""
        return np.append(self.illustrative, np.False_)[rows]


@cached()
def timeline(programme: Programme) -> Timeline:
    """The programme's timeline; every as-at status and every count over time is read from it."""
    statuses = _dated(programme)
    starts, ends = _bounds(statuses)
    known = np.concatenate([[BEFORE_ALL], starts, ends])
    events = np.unique(known[~np.isnat(known)])
    position = statuses["position"].to_numpy()
    names = index_of(statuses)
    begin, end = (np.searchsorted(events, days) for days in (starts, ends))
    end[np.isnat(ends)] = len(events)
    spells = np.column_stack([np.arange(len(statuses)), position, begin, end])[~np.isnat(starts)]
    kind = np.min_scalar_type(-len(statuses) - 1)
    rows = _last(spells, len(programme.partnerships), len(events), kind)
    existing, further = are(names, ("existing",)), are(names, (*COUNTED_STATUSES, *ENDED_STATUSES))
    some = np.unique(position[existing])
    known = spells[further[spells[:, 0]] & np.isin(spells[:, 1], some)]
    known[:, 1] = np.searchsorted(some, known[:, 1])
    of_some, further_rows = rows[some], _last(known, len(some), len(events), kind)
    takes = (further_rows != NONE) & np.append(existing, np.False_)[of_some]
    rows[some] = np.where(takes, further_rows, of_some)
    return Timeline(
        statuses=statuses,
        names=names,
        illustrative=statuses["is_illustrative"].to_numpy(dtype=bool),
        events=events,
        rows=rows,
    )


def _last(spells: Positions, partnerships: int, events: int, kind: "np.dtype[Any]") -> Rows:
    """The last of the rows that hold for each partnership (down) from each event on (across), or `NONE`.

    A spell is a row, the partnership that it is of, and the events at which it begins and ends.
    """
    rows = np.full((partnerships, events), NONE, dtype=kind)
    for row, position, begin, end in spells.tolist():
        rows[position, begin:end] = row
    return rows


@cached(most=64)
def named(programme: Programme, dates: tuple[Timestamp, ...]) -> npt.NDArray[np.int8]:
    """The status of each partnership (down) on each of the dates (across), as an index into `NAMES` or `NONE`."""
    line = timeline(programme)
    return line.named(line.at(dates))


@cached(most=64)
def generated(programme: Programme, dates: tuple[Timestamp, ...]) -> Flags:
    """Which partnerships (down) rest on an illustrative row on each of the dates (across)."""
    line = timeline(programme)
    return line.generated(line.at(dates))


@cached(most=64)
def grades(programme: Programme, on: Timestamp) -> Numbers:
    """The grade of the evidence that each partnership's status of a day rests on; NaN where there is none."""
    line = timeline(programme)
    return np.append(line.statuses["grade"].to_numpy(dtype=np.float64), np.nan)[line.at([on])[:, 0]]


@cached(most=128)
def held(programme: Programme, names: tuple[str, ...], dates: tuple[Timestamp, ...]) -> Flags:
    """Which partnerships (down) have one of the statuses on each of the dates (across)."""
    return are(named(programme, dates), names)


def are(named: npt.NDArray[np.int8], names: Sequence[str]) -> Flags:
    """Which of some indices into `NAMES` are those of the statuses; `NONE` is none of them."""
    wanted = np.zeros(len(NAMES) + 1, dtype=bool)
    wanted[indices(names)] = True
    return wanted[named]


@cached()
def never_dated(programme: Programme) -> Flags:
    """Which partnerships have no dated status at all: on every day it is unknown whether they are live."""
    partnerships = programme.partnerships["partnership"]
    return (~partnerships.isin(timeline(programme).statuses["partnership"])).to_numpy(dtype=bool)


@cached(most=64)
def status_since(programme: Programme, on: Timestamp, names: tuple[str, ...]) -> Stamps:
    """The day from which each partnership has had one of the statuses without a break, up to a day.

    In the order of the store; NaT for one that has none of them on that day, or that has always had them.
    """
    position, days, status = changes(programme)
    past = days <= on.to_datetime64()
    position, days, status = position[past], days[past], status[past]
    inside, is_first = are(status, names), np.diff(position, prepend=-1) > 0
    begins = inside & (is_first | ~np.append(False, inside[:-1]))
    began = days[np.maximum.accumulate(np.where(begins, np.arange(len(days)), 0))]
    last = np.diff(position, append=-1) != 0
    since: Stamps = np.where(inside & (began > BEFORE_ALL), began, np.datetime64("NaT", "us"))[last]
    return since


@cached()
def changes(programme: Programme) -> tuple[Positions, Stamps, npt.NDArray[np.int8]]:
    """Each change of a status, by partnership: its position, the day, and the status from then on; the first of each
    partnership is that before all days.
    """
    line = timeline(programme)
    status = line.named(line.rows)
    position, event = np.nonzero(np.diff(status, axis=1, prepend=np.int8(NONE - 1)))
    return position, line.events[event], status[position, event]


def indices(names: Sequence[str]) -> list[int]:
    """The statuses as indices into `NAMES`."""
    return [NAMES.index(name) for name in names]


def index_of(statuses: DataFrame) -> npt.NDArray[np.int8]:
    """The status of each row as an index into `NAMES`."""
    return np.array([NAMES.index(name) for name in statuses["status"]], dtype=np.int8)


def _dated(programme: Programme) -> DataFrame:
    """The rows that ever hold, in order: by partnership, then by beginning, the row that wins a tie last."""
    statuses = with_position(programme, programme.statuses)
    dated = statuses["from_date"].notna() | (statuses["precision"] != "not_published")
    order = ["position", "from_date", "is_illustrative", "status"]
    return statuses[dated].sort_values(
        order, ascending=[True, True, False, True], na_position="first", ignore_index=True
    )


def _bounds(statuses: DataFrame) -> tuple[Stamps, Stamps]:
    starts = statuses["from_date"].to_numpy(dtype=UNIT)
    return np.where(np.isnat(starts), BEFORE_ALL, starts), statuses["to_date"].to_numpy(dtype=UNIT)
