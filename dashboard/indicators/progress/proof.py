"""What published evidence and real returns prove of the count, whatever the filter on illustrative rows says.

At a day the count lies between those proved to be counted by then, and those that may have been: without a date, or
dated to a period that the day lies in.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.filters import UNPUBLISHED
from dashboard.indicators.progress import held_of_published
from dashboard.indicators.progress.target import target_for
from dashboard.indicators.shared import possible, selection, statuses
from dashboard.indicators.shared.intervals import IntArray
from dashboard.indicators.shared.values import Verdict
from dashboard.question import Question
from data.taxonomy import ENDED_STATUSES

ENOUGH_HELD = 0.95
"""The share of the published number that must be held before a low count disproves anything."""
VERDICTS: Mapping[Verdict, str] = {
    "proved": "Proved",
    "not_proved": "Not proved",
    "disproved": "Disproved",
}
COARSEST_FIRST = ("school_year", "year", "term", "quarter", "month", "day")
"""Precisions of dates."""


class Bounds(NamedTuple):
    """The count on each of some days: proved, and the most that it may have been."""

    low: IntArray
    high: IntArray


class Crossing(NamedTuple):
    """When the target was met, in words no sharper than the evidence; `still` whether that is proved still."""

    when: str
    still: bool


def bounds(question: Question, dates: Sequence[Timestamp]) -> Bounds:
    """The least and the greatest count on each of the days.

    Members and activities that nobody publishes rule nobody out: a filter by them narrows only the least. A filter by
    status leaves those who may have one of them now, and of those that it names only the counted ones are counted now.
    """
    published, asked = question.published, question.filters.status
    low = selection.was_counted(published, dates).sum(axis=0)
    anyone = published.with_filters(**dict.fromkeys((*UNPUBLISHED, "status"), ()))
    names = selection.counted_statuses(question.filters)
    may = possible.may_hold(anyone.visible, names, tuple(dates))
    if asked:
        now = np.array([day == question.on for day in dates])
        both, either = (
            possible.may_hold(anyone.visible, some, (question.on,)) if some else np.zeros((len(may), 1), bool)
            for some in (
                tuple(name for name in asked if name in names),
                tuple(name for name in asked if name not in ENDED_STATUSES),
            )
        )
        may = may & np.where(now, both, either)
    may = may[selection.is_selected(anyone)]
    return Bounds(low, np.maximum(low, may.sum(axis=0)))


@cached(most=256)
def now(question: Question) -> tuple[int, int]:
    """The least and the greatest count at the as-at date."""
    found = bounds(question, [question.on])
    return int(found.low[0]), int(found.high[0])


def verdict(question: Question) -> Verdict | None:
    """Whether the target is met at the as-at date; None where there is no target."""
    aim = target_for(question)
    if aim is None:
        return None
    low, high = now(question)
    if low >= aim.value:
        return "proved"
    held = held_of_published.share(question)
    return "disproved" if high < aim.value and held is not None and held >= ENOUGH_HELD else "not_proved"


@cached(most=64)
def crossing(question: Question) -> Crossing | None:
    """When the target was met: one date only if every reading of the evidence gives it; None where none proves it."""
    aim = target_for(question)
    if aim is None:
        return None
    rows = _possible(question)
    days = _days(rows, question.on)
    found = bounds(question, days)
    proved, may = (np.flatnonzero(counts >= aim.value) for counts in found)
    if not len(proved):
        return None
    still = bool(found.low[-1] >= aim.value)
    latest, day = _dated(rows, "from_date", days[proved[0]]), days[proved[0]]
    if days[may[0]] == Timestamp(statuses.BEFORE_ALL):
        return Crossing(f"by {latest}", still)
    earliest = _dated(rows, "first_day", days[may[0]])
    if earliest != latest:
        return Crossing(f"between {earliest} and {latest}", still)
    return Crossing(f"{'on' if days[may[0]] == day else 'in'} {latest}", still)


def said(question: Question) -> str:
    """The verdict with its bounds: "Not proved: 31 proved, up to 85 possible, of at least 50 by 31 December 2020"."""
    aim, (low, high), found = target_for(question), now(question), verdict(question)
    up_to = f"{words.number(low) if low else 'no partnership'} proved" + (
        f", up to {words.number(high)} possible" if high > low else ""
    )
    if aim is None or found is None:
        return up_to
    goal = f"at least {words.number(aim.value)} by {words.day(aim.due_on)}"
    return f"{VERDICTS[found]}: {up_to}, of {goal}"


def crossing_said(question: Question) -> str:
    """When the target was met, if that is proved: "50 were reached between 2016 and 14 February 2020"."""
    aim, met = target_for(question), crossing(question)
    if aim is None or met is None:
        return ""
    were = words.agree(aim.value, "was")
    held = "" if met.still else ", and are not proved now" if aim.value > 1 else ", and is not proved now"
    return f"{words.number(aim.value)} {were} reached {met.when}{held}"


def _possible(question: Question) -> DataFrame:
    """The published statuses that the filters may count, with the first day on which each may have held."""
    rows = possible.statuses_of(question.published.visible)
    return rows[rows["status"].isin([*selection.counted_statuses(question.filters), "existing"])]


def _days(rows: DataFrame, on: Timestamp) -> list[Timestamp]:
    """The days up to the as-at date on which the least or the greatest count may change, that date last."""
    known = pd.concat([rows["first_day"], rows["from_date"], rows["to_date"]]).dropna()
    return [*sorted({*known[known < on]}), on]


def _dated(rows: DataFrame, column: str, day: Timestamp) -> str:
    """A day on which a bound changes, no sharper than the evidence that changes it."""
    found = rows.loc[rows[column] == day]
    sharp = found["precision"].where((column == "from_date") | (found["begins"] != "by"), "day")
    return words.dated(day, next((one for one in COARSEST_FIRST if one in set(sharp)), "day"))
