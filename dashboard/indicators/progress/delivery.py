"""Do partnerships come to deliver, and do they last? Indicators 6 and 7, and the curves behind them.

Both are durations of which some have not ended yet, so they are estimated as such. A partnership is followed up to the
last quarter or day that any record of it speaks of; nothing is known of one without records, and whether any source
would publish that one ended is not known either.
"""

from typing import NamedTuple

import numpy as np
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.filters import USUAL
from dashboard.indicators.shared import durations, records, selection, statuses
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions, Stamps
from dashboard.indicators.shared.periods import DAYS_A_MONTH, stamp
from dashboard.indicators.shared.rates import MINIMUM, Z
from dashboard.indicators.shared.values import HOW_TO_ADD, Indicator, Value
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import OVER_STATUSES

SURVIVAL_MONTHS = 24
SHARP = ("day", "month", "quarter")
"""How sharp the day of a beginning must be for months to be counted from it."""
BENCHMARK = "Published benchmark: just under 36 months"
NOT_FOLLOWED = "Not known: no source says how partnerships went on"
NEVER = np.datetime64("NaT", "us")


class Courses(NamedTuple):
    """Of every partnership of the store: months followed, whether it ended with them, whether its course is known, and
    whether it is one of those asked about at all.
    """

    months: Numbers
    ended: Flags
    is_known: Flags
    is_asked: Flags


class Followed(NamedTuple):
    """Of each partnership whose course is known: where it stands in the store, its months, and whether it ended with
    them; and of how many the course is not known.
    """

    position: Positions
    months: Numbers
    ended: Flags
    unknown: int


@cached_frame
def to_delivery(question: Question) -> DataFrame:
    """The share that had delivered so many months after its first meeting; columns as in `curve`."""
    return curve(_until_delivery(question), of_those_done=True)


@cached_frame
def still_counted(question: Question) -> DataFrame:
    """The share still counted so many months after it was first counted; columns as in `curve`."""
    return curve(_while_counted(question))


def curve(followed: Followed, *, of_those_done: bool = False) -> DataFrame:
    """The estimate of a duration: months, at_risk, ended, censored, share, low, high (%); no rows below five.

    Where nothing has ended yet its own interval would be none, so Wilson's of those at risk stands. The share is that
    of those who go on, or `of_those_done`.
    """
    if len(followed.months) < MINIMUM:
        return DataFrame(columns=["months", "at_risk", "ended", "censored", "share", "low", "high"])
    found = durations.kaplan_meier(followed.months, followed.ended)
    size = found["at_risk"]
    low = np.where(found["share"] < 1, found["low"], size / (size + Z**2))
    share, low, high = (100 * line for line in (found["share"], low, found["high"]))
    if of_those_done:
        share, low, high = 100 - share, 100 - high, 100 - low
    numbers = {name: found[name] for name in ("at_risk", "ended", "censored")}
    columns = {"months": found["length"], **numbers, "share": share, "low": low, "high": high}
    return DataFrame(columns, copy=False)


def time_to_delivery(question: Question) -> Value:
    """Indicator 6: the Kaplan-Meier median of months from first meeting to first delivery, with its 95 % interval.

    `numerator` have delivered, the others of `n` were still waiting when last heard of, or had merged or closed. A
    month is 365.25 / 12 days.
    """
    followed = _until_delivery(question)
    size, done = len(followed.months), int(followed.ended.sum())
    if size < MINIMUM:
        return _too_short("time_to_delivery", "months", followed, "with a known first meeting", BENCHMARK)
    middle, low, high = durations.median(durations.kaplan_meier(followed.months, followed.ended))
    return Value(
        key="time_to_delivery",
        value=middle,
        unit="months",
        numerator=done,
        denominator=size,
        n=size,
        low=low,
        high=high,
        note=words.sentences(
            f"Kaplan-Meier median of {words.count_of(size, 'partnership')}: {words.number(done)} delivered, "
            f"{words.number(size - done)} censored, still waiting or over when last known"
            if middle is not None
            else f"{words.share_of(done, size, 'partnership', 'has')} delivered so far: fewer than half, "
            "so there is no median yet",
            _interval(low, high),
            _left_out(followed.unknown),
            BENCHMARK,
        ),
    )


def survival(question: Question) -> Value:
    """Indicator 7: the Kaplan-Meier share still counted 24 months after first counted, with its 95 % interval, over
    partnerships of which that day and what came after it are known (`n`).
    """
    followed = _while_counted(question)
    size = len(followed.months)
    if size < MINIMUM:
        return _too_short("survival", "%", followed, "with a known day of first being counted")
    then = durations.share_after(still_counted(question), SURVIVAL_MONTHS, by="months")
    if not then["at_risk"] > 0:
        why = f"none of {words.count_of(size, 'partnership')} has been followed for {SURVIVAL_MONTHS} months"
        return Value(
            key="survival", value=None, unit="%", n=size, note=words.sentences(f"Not known yet: {why}")
        )
    value, low, high = (float(then[line]) for line in ("share", "low", "high"))
    lost = int((followed.ended & (followed.months <= SURVIVAL_MONTHS)).sum())
    short = int((~followed.ended & (followed.months < SURVIVAL_MONTHS)).sum())
    return Value(
        key="survival",
        value=value,
        unit="%",
        n=size,
        low=low,
        high=high,
        note=words.sentences(
            f"Kaplan-Meier share of {words.count_of(size, 'partnership')} still counted {SURVIVAL_MONTHS} months after "
            f"first counted: {words.number(lost)} had ended by then, {words.number(short)} censored, "
            "last known earlier",
            f"95{words.NO_BREAK}% interval: {words.number(low)} to {words.per_cent(high)}",
            _left_out(followed.unknown),
        ),
    )


def known_courses(question: Question, curve: str) -> Followed:
    """The courses behind a curve: "delivery", from the first meeting to the first delivery, or "counted"."""
    return {"delivery": _until_delivery, "counted": _while_counted}[curve](question)


def _until_delivery(question: Question) -> Followed:
    """From the first meeting to the first delivery; else to the day last known, or that of merging or closing."""
    return _among(question, _courses_to_delivery(question.visible, question.on))


def _while_counted(question: Question) -> Followed:
    """From the first day counted to the first day no longer counted, else to the day last known."""
    names = selection.counted_statuses(question.filters)
    return _among(question, _courses_counted(question.visible, question.on, names))


def _among(question: Question, courses: Courses) -> Followed:
    """The courses of the partnerships asked for."""
    chosen = selection.is_selected(question) & courses.is_asked
    known = chosen & courses.is_known
    unknown = int(chosen.sum() - known.sum())
    return Followed(np.flatnonzero(known), courses.months[known], courses.ended[known], unknown)


@cached(most=32)
def _courses_to_delivery(programme: Programme, on: Timestamp) -> Courses:
    met, delivered = (
        programme.partnerships[column].to_numpy(dtype="datetime64[us]")
        for column in ("first_meeting_on", "first_delivery_on")
    )
    over = statuses.status_since(programme, on, OVER_STATUSES)
    last = np.fmin(records.known_until(programme, on), over)
    ended = delivered <= stamp(on)
    return _courses(
        programme, on, met, np.where(ended, delivered, last), ended, np.ones(len(met), dtype=bool)
    )


@cached(most=32)
def _courses_counted(programme: Programme, on: Timestamp, names: tuple[str, ...]) -> Courses:
    line = statuses.timeline(programme)
    position, days, status = statuses.changes(programme)
    past = days <= stamp(on)
    position, days, status = position[past], days[past], status[past]
    inside = statuses.are(status, names)
    begin = _first(programme, position[inside], days[inside])
    was = ~np.isnat(begin)
    after = ~inside & (days > begin[position])
    over = _first(programme, position[after], days[after])
    sharp = (line.statuses["precision"].isin(SHARP) & line.statuses["begins"].ne("by")).to_numpy(dtype=bool)
    is_sharp = np.zeros(len(was), dtype=bool)
    is_sharp[was] = sharp[line.rows[was, np.searchsorted(line.events, begin[was])]]
    first = np.where(is_sharp & (begin > statuses.BEFORE_ALL), begin, NEVER)
    ended = ~np.isnat(over) & ~np.isnat(first)
    last = np.where(ended, over, records.known_until(programme, on))
    return _courses(programme, on, first, last, ended, was)


def _first(programme: Programme, position: Positions, days: Stamps) -> Stamps:
    """The first of the days of each partnership, which come in order; `NEVER` of none."""
    first = np.full(len(programme.partnerships), NEVER, dtype="datetime64[us]")
    who, at = np.unique(position, return_index=True)
    first[who] = days[at]
    return first


def _courses(  # noqa: PLR0913, PLR0917 - of which store and day, and what is known of each partnership
    programme: Programme, on: Timestamp, first: Stamps, last: Stamps, ended: Flags, is_asked: Flags
) -> Courses:
    """The courses from first to last days: known where the beginning is, and where there are records."""
    known = (first <= stamp(on)) & (last >= first) & ~np.isnat(records.known_until(programme, on))
    days = (last - first) / np.timedelta64(1, "D")
    return Courses(days / DAYS_A_MONTH, ended, known, is_asked)


def _too_short(key: str, unit: str, followed: Followed, which: str, *more: str) -> Value:
    """No number: nobody is followed, or too few are."""
    size = len(followed.months)
    few = f"{words.TOO_FEW}: {words.count_of(size, 'partnership')} {which}"
    note = words.sentences(
        *((few, _left_out(followed.unknown)) if size else (NOT_FOLLOWED, HOW_TO_ADD)), *more
    )
    return Value(key=key, value=None, unit=unit, n=size, note=note)


def _interval(low: float | None, high: float | None) -> str:
    """The ends of an interval of months, as far as they are known."""
    name = f"95{words.NO_BREAK}% interval"
    if low is None:
        return ""
    upper = "months or more" if high is None else f"to {words.months(high)}"
    return f"{name}: {words.plain(low)} {upper}"


def _left_out(unknown: int) -> str:
    return f"Of {words.count_of(unknown, 'other')} beginning or course is not known" if unknown else ""


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        6,
        "time_to_delivery",
        "Time to first delivery",
        "Months from first meeting to first delivery: the Kaplan-Meier median with its 95 % interval; those that still "
        "wait, or merged or closed before, are censored when last known",
        "months",
        "",
        time_to_delivery,
        ("returns",),
        counted="partnerships of every status with a known first meeting and records",
    ),
    Indicator(
        7,
        "survival",
        "Still counted after two years",
        "The Kaplan-Meier share still counted 24 months after first counted, with its 95 % interval, over partnerships "
        "whose first day is known and of which there are records; at least five; not known where no source would say "
        "that one ended",
        "%",
        "",
        survival,
        ("returns",),
        counted=f"where the first day and records are known, {USUAL}",
    ),
)
