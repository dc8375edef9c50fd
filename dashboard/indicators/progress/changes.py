"""What changed since a date: partnerships, statuses, members, returns."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.attention import overdue
from dashboard.indicators.progress import growth
from dashboard.indicators.shared import members, selection
from dashboard.indicators.shared.intervals import ALWAYS, Flags, IntArray, day_number, day_numbers, stamps
from dashboard.indicators.shared.records import name_ranks
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import SECTORS

KINDS = {
    "new": "New partnership",
    "status": "Status changed",
    "joined": "Member joined",
    "left": "Member left",
    "return": "Return arrived",
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}


def changes(question: Question, *, since: date) -> DataFrame:
    """What changed after a date, up to the as-at date, for the partnerships asked for; the newest first.

    Columns: date, precision (of the date: day, unless a status was published less sharply), partnership,
    name, kind (of `KINDS`), what (in words), is_illustrative. A member joins with its first role and leaves
    with its last; the first day on which it is no longer a member is the day it left. A partnership is new
    with its first status.
    """
    start = pd.Timestamp(since)
    rows = [
        *_statuses(question, start),
        *_members(question, start, kind="joined"),
        *_members(question, start, kind="left"),
        *_returns(question, start),
    ]
    facts = question.visible.partnerships
    ranks = name_ranks(question.visible)
    rows.sort(key=lambda row: (-row.day, ranks[row.position], ORDER[row.kind], row.what))
    positions = [row.position for row in rows]
    return DataFrame(
        {
            "date": stamps(np.array([row.day for row in rows], dtype=np.int64)),
            "precision": Series([row.precision for row in rows], dtype="str"),
            "partnership": facts["partnership"].iloc[positions].to_numpy(),
            "name": facts["name"].iloc[positions].to_numpy(),
            "kind": Series([row.kind for row in rows], dtype="str"),
            "what": Series([row.what for row in rows], dtype="str"),
            "is_illustrative": np.array([row.is_illustrative for row in rows], dtype=bool),
        }
    )


class _Change(NamedTuple):
    day: int
    position: int
    kind: str
    what: str
    is_illustrative: bool
    precision: str = "day"


def _statuses(question: Question, start: pd.Timestamp) -> Iterator[_Change]:
    frame = growth.changes(question, since=start)
    days = day_numbers(frame["date"].to_numpy(), missing=ALWAYS).tolist()
    facts = question.visible.partnerships
    positions = pd.Index(facts["partnership"]).get_indexer(pd.Index(frame["partnership"])).tolist()
    columns = ["from_status", "what", "precision", "is_illustrative"]
    rows = zip(days, positions, frame[columns].itertuples(index=False, name=None), strict=True)
    for day, position, (before, what, precision, generated) in rows:
        kind = "new" if pd.isna(before) else "status"
        sharp = "day" if pd.isna(precision) else str(precision)
        yield _Change(day, position, kind, words.sentence(str(what)), bool(generated), sharp)


def _members(question: Question, start: pd.Timestamp, *, kind: str) -> Iterator[_Change]:
    visible = question.visible
    seats, names = members.seats(visible), _names(visible)
    days = seats.stays.begin if kind == "joined" else seats.stays.end
    mine = _within(days, question, start) & selection.is_selected(question)[seats.partnership]
    for row in np.flatnonzero(mine).tolist():
        what = f"{names[seats.organisation[row]]} {kind}."
        generated = bool(seats.is_illustrative[row])
        yield _Change(int(days[row]), int(seats.partnership[row]), kind, what, generated)


def _returns(question: Question, start: pd.Timestamp) -> Iterator[_Change]:
    held = overdue.returns(question.visible)
    mine = _within(held.received, question, start)
    mine &= selection.is_selected(question)[held.position]
    for row in np.flatnonzero(mine).tolist():
        late = int(held.received[row] - held.due[row])
        what = f"Return for {words.quarter(pd.Timestamp(held.quarter[row]))} arrived, {_how(late)}."
        generated = bool(held.is_illustrative[row])
        yield _Change(int(held.received[row]), int(held.position[row]), "return", what, generated)


def _how(late: int) -> str:
    return f"{words.count_of(late, 'day')} late" if late > 0 else "on time"


@cached(most=8)
def _names(programme: Programme) -> list[str]:
    """Each organisation of the store with its sector."""
    rows = zip(programme.organisations["name"], programme.organisations["sector"], strict=True)
    return [f"{name} ({SECTORS[sector].label})" for name, sector in rows]


def _within(days: IntArray, question: Question, start: pd.Timestamp) -> Flags:
    until = day_number(question.on.to_datetime64())
    return (days > day_number(start.to_datetime64())) & (days <= until)
