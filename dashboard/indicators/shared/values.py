"""What an indicator is, and what it says: one number with everything a reader needs to judge it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import numpy as np

from dashboard import words
from dashboard.filters import ACTIVITY, USUAL
from dashboard.indicators.shared import illustrative
from dashboard.indicators.shared.complete import as_complete, end_said
from dashboard.indicators.shared.rates import MINIMUM, Rating, wilson
from dashboard.question import Question

HOW_TO_ADD = "such data come with the partnerships’ returns: load these on the page Data to see this"
DECIMALS = {"ratio": 2, "0-1": 2, "CEPs / quarter": 2, "core groups": 2, "settings": 2, "sectors": 2}
"""Decimals that a number is printed with in files, by unit, where it is not one."""
SHARE_DECIMALS = 4
Verdict = Literal["proved", "not_proved", "disproved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One indicator at one date for one set of filters.

    `value` is None where there is no number to report, and `note` then says why. It is as exact as it was computed:
    only what is printed is rounded, and once (see `rounded`). `low` and `high` bound a range. `numerator` and
    `denominator` are what a rate was made of, `n` how many cases stand behind the number. `verdict` says what the
    evidence proves of a target, `completeness` is the share of a published count that is held, `illustrative_share`
    the share (0 to 1) of the rows behind the number that are illustrative, and `as_at` the last day that the answer
    speaks of, where the records end before the as-at date. `grades` says how many of what is counted rest on evidence
    of each grade (1 to 6, as text), `published_counts` what was published of the same: as_at, precision, partnerships,
    kind, wording, source, address, grade. `provisional` is whether it would be another without returns that wait for a
    decision.
    """

    key: str
    value: float | None
    unit: str
    note: str
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    rating: Rating = "unrated"
    low: float | None = None
    high: float | None = None
    verdict: Verdict | None = None
    completeness: float | None = None
    illustrative_share: float | None = None
    as_at: date | None = None
    grades: Mapping[str, int] | None = None
    published_counts: tuple[Mapping[str, object], ...] | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Defined:
    """What a figure shows: what is measured, in which unit, rated by which rule. `number` is its place in the
    indicator list, 0 for what is not on it. `counted` says whom or what it counts, where these are not simply the
    counted partnerships; see `Filters.counts`.
    """

    number: int
    key: str
    name: str
    definition: str
    unit: str
    rule: str
    counted: str = field(default=USUAL, kw_only=True)


@dataclass(frozen=True, slots=True)
class Indicator(Defined):
    """One line of the indicator list, how to compute it, and the kinds of records that it rests on."""

    compute: Callable[[Question], Value]
    records: tuple[str, ...] = ()


def percentage(  # noqa: PLR0913 - what a share is made of, and how it is said
    key: str,
    part: int,
    whole: int,
    *,
    note: str,
    noun: str = "case",
    which: str = "",
    also: str = "",
    rating: Rating = "unrated",
    bounds: tuple[float | None, float | None] | None = None,
    n: int | None = None,
) -> Value:
    """A share of so many cases in per cent, with its Wilson 95 % interval; no number below `MINIMUM` cases.

    `noun` is one case, `which` the words that follow it (" due", ", 2019"), `also` what the note says of any number
    of them. `low` and `high` are the `bounds` that the definition gives, where it gives any, else the interval.
    """
    enough = whole >= MINIMUM
    interval = _interval(part, whole) if enough else (None, None)
    low, high = bounds if bounds and enough else interval
    few = f"{words.TOO_FEW}: {words.count_of(whole, noun)}{which}"
    ends = (words.number(interval[0]), words.per_cent(interval[1]))
    sure = f"95{words.NO_BREAK}% interval: {' to '.join(ends)}"
    return Value(
        key=key,
        value=rate(part, whole) if enough else None,
        unit="%",
        numerator=part if whole else None,
        denominator=whole or None,
        n=whole if n is None else n,
        note=words.sentences(note, sure, also) if enough else words.sentences(few, also),
        rating=rating if enough else "unrated",
        low=low,
        high=high,
    )


def _interval(part: int, whole: int) -> tuple[float, float]:
    low, high = wilson(np.array([part]), np.array([whole]))
    return 100 * float(low[0]), 100 * float(high[0])


def rate(numerator: float, denominator: float) -> float | None:
    """A share in per cent; None of nothing."""
    return 100 * float(numerator) / float(denominator) if denominator else None


def rounded(value: Value) -> Value:
    """The value as files and other programs get it: two decimals of a ratio, a balance or a pace, else one."""
    to = DECIMALS.get(value.unit, 1)
    return replace(
        value,
        value=_to(value.value, to),
        low=_to(value.low, to),
        high=_to(value.high, to),
        numerator=_to(value.numerator, to),
        denominator=_to(value.denominator, to),
        completeness=_to(value.completeness, SHARE_DECIMALS),
        illustrative_share=_to(value.illustrative_share, SHARE_DECIMALS),
    )


def _to(number: float | None, decimals: int) -> float | None:
    return number if number is None or isinstance(number, int) else words.rounded(number, decimals)


def not_published(key: str, unit: str, what: str) -> Value:
    """No number, because no source gives what it is made of; the note says how to add it."""
    note = words.sentences(f"Not published: no source gives {what}", HOW_TO_ADD)
    return Value(key=key, value=None, unit=unit, note=note)


def too_few(key: str, unit: str, why: str, n: int) -> Value:
    """No number, because it would rest on too few cases."""
    return Value(key=key, value=None, unit=unit, n=n, note=words.sentences(f"{words.TOO_FEW}: {why}"))


def reason_not_published(question: Question) -> str:
    """Say why these filters select nothing that is known; nothing when they can be answered."""
    visible, filters = question.visible, question.filters
    if (filters.sector or filters.has or filters.lacks) and visible.memberships.empty:
        return (
            "Not published: no source gives who sits on the partnerships, so they cannot be chosen by sector."
        )
    asked = [key for key in ACTIVITY if getattr(filters, key)]
    if asked and visible.activities.empty:
        by = words.listing(asked, conjunction="or")
        return f"Not published: no source gives what the partnerships do, so they cannot be chosen by {by}."
    return ""


def counts_activities(counted: str) -> bool:
    """Whether what is counted are activities, of which a filter by lever keeps those of that lever."""
    return counted.startswith("activities")


def _with_share(indicator: Indicator, value: Value, question: Question) -> Value:
    """The value with the share of illustrative rows behind it, where it does not say so itself."""
    if value.illustrative_share is not None:
        return value
    frames = illustrative.behind(indicator.counted, indicator.records or ("statuses",))
    return replace(value, illustrative_share=illustrative.share_of(question, frames))


def value_of(indicator: Indicator, question: Question) -> Value:
    """The indicator's value, or none with the reason; what it is without returns that wait for a decision, where that
    is something else.
    """
    value = _value_of(indicator, question)
    if question.accepted is question:
        return value
    before = _value_of(indicator, question.accepted)
    if all(getattr(before, name) == getattr(value, name) for name in NUMBERS):
        return value
    was = "no number" if before.value is None else words.plain(before.value)
    said = words.sentences(value.note, f"{words.PROVISIONAL} without returns that wait for a decision: {was}")
    return replace(value, note=said, provisional=True)


NUMBERS = ("value", "numerator", "denominator", "low", "high")
"""What makes two values two."""


def _value_of(indicator: Indicator, question: Question) -> Value:
    """The indicator's value, or none with the reason where the filters cannot be answered.

    A question asked after the records end is answered as at the last complete day, and the note says so.
    """
    if reason := reason_not_published(question):
        return Value(key=indicator.key, value=None, unit=indicator.unit, note=reason)
    asked = as_complete(question, indicator.records)
    value = _with_share(indicator, indicator.compute(asked), asked)
    preface = question.preface(activities=counts_activities(indicator.counted))
    if value.value is not None and illustrative.MARK not in value.note:
        preface = illustrative.marked(preface, share=value.illustrative_share)
    value = replace(value, note=words.prefaced(preface, value.note))
    if asked is question:
        return value
    end = end_said(question, indicator.records)
    after = question.filters.since is not None and question.filters.since > asked.on.date()
    said = "" if after and value.value is None else value.note
    return replace(value, as_at=asked.on.date(), note=words.sentences(said, end))
