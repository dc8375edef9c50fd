"""Which levers are pulled? Indicators 19 to 22, and the frames of the levers' page.

Context, never rated: delivery leads in the evidence and must, so a mix is neither good nor bad; but synergy and
mobilisation are easily overlooked unless somebody asks, so it is counted whether a secondary lever was considered. An
activity has one primary lever and any number of secondary ones; `METHODS` are the two ways to count it.
"""

from collections.abc import Mapping
from math import log
from typing import Literal

import numpy as np
from pandas import DataFrame, Series

from dashboard import words
from dashboard.cache import QUESTIONS, cached, cached_frame
from dashboard.filters import USUAL
from dashboard.indicators.levers import activities
from dashboard.indicators.levers.activities import ANSWERS, NAMES, Activities
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.intervals import Flags, IntArray, Numbers, Positions, Stamps
from dashboard.indicators.shared.members import entropy
from dashboard.indicators.shared.periods import quarter_ends
from dashboard.indicators.shared.records import tally
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.taxonomy import LEVERS

WHAT = "the activities of partnerships"
Method = Literal["primary", "weighted"]
METHODS: Mapping[str, str] = {
    "primary": "Counted by primary lever only",
    "weighted": "Primary lever counted 1, each secondary lever 1/2",
}
MINIMUM = 5
"""Fewer activities than this make no balance."""
SHARES = [f"share_{lever}" for lever in NAMES]


@cached(most=QUESTIONS)
def lever_mix(question: Question) -> Value:
    """Indicator 19: activities whose primary lever is delivering / activities in the period; the note has
    all three. A filter by lever keeps only the activities of that lever, and one lever alone has no mix.
    """
    if not activities.activities(question.visible):
        return values.not_published("lever_mix", "%", WHAT)
    counts = tally((activities.in_period(question).lever, len(NAMES)))
    size, delivering = int(counts.sum()), int(counts[NAMES.index("DEL")])
    if len(question.filters.lever) == 1:
        alone = f"{words.count_of(size, 'activity')}, {question.period}; one lever alone has no mix"
        return Value(key="lever_mix", value=None, unit="%", n=size, note=words.sentences(alone))
    shares = [
        f"{label} {words.number(count)} ({words.percent(count / max(size, 1))})"
        for label, count in zip(LEVERS.values(), counts, strict=True)
    ]
    return percentage(
        "lever_mix",
        delivering,
        size,
        noun="activity",
        which=f", {question.period}",
        note=words.sentences(
            words.listing(shares),
            f"{words.count_of(size, 'activity')} by primary lever, {question.period}",
            words.rounding(100 * counts / max(size, 1)),
        ),
    )


def lever_balance(question: Question) -> Value:
    """Indicator 20: the median balance of partnerships with at least five activities in the period.

    Balance = -sum w ln w / ln 3, with primary levers weighing 1 and secondary ones 1/2, normalised: 0 is one
    lever alone, 1 all three alike. `numerator` and `n` are the partnerships with enough activities,
    `denominator` those with any. A filter by lever chooses partnerships; all their activities count.
    """
    if not activities.activities(question.visible):
        return values.not_published("lever_balance", "0-1", WHAT)
    frame = balance(question)
    known = frame["balance"].to_numpy()[frame["is_reported"].to_numpy()]
    if not len(known):
        why = f"no partnership has {MINIMUM} activities, {question.period}"
        return values.too_few("lever_balance", "0-1", why, 0)
    return Value(
        key="lever_balance",
        value=float(np.median(known)),
        unit="0-1",
        numerator=len(known),
        denominator=len(frame),
        n=len(known),
        note=words.sentences(
            f"Median of {words.count_of(len(known), 'partnership')} with at least {MINIMUM} activities",
            f"{words.count_of(len(frame) - len(known), 'other')} had fewer"
            if len(frame) > len(known)
            else "",
            f"{METHODS['weighted']}; context, never a rating",
        ),
    )


def all_levers(question: Question) -> Value:
    """Indicator 21: counted partnerships with an activity of each primary lever in the twelve months to the
    as-at date / those with any. `since` and a filter by lever do not narrow the activities.
    """
    if not activities.activities(question.visible):
        return values.not_published("all_levers", "%", WHAT)
    has_pulled = pulled(question) > 0
    has_any, has_all = has_pulled.any(axis=1), has_pulled.all(axis=1)
    size, every = int(has_any.sum()), int(has_all.sum())
    silent = int(selection.flags(question, "is_counted").sum()) - size
    return percentage(
        "all_levers",
        every,
        size,
        noun="counted partnership",
        which=" with an activity on record in twelve months",
        note=f"{words.of(every, size)} counted partnerships with an activity on record in the twelve months to "
        f"{question.day} began one of each primary lever",
        also=words.sentences(
            f"No activity in these months is on record of {words.count_of(silent, 'other')}"
            if silent
            else "",
        ),
    )


def lever_considered(question: Question) -> Value:
    """Indicator 22: activities in the period whose secondary lever was considered / activities.

    Where nobody said of any, that is not known rather than nothing.
    """
    if not activities.activities(question.visible):
        return values.not_published("lever_considered", "%", WHAT)
    yes, no, unknown = considered(question)
    size = yes + no + unknown
    if not yes + no:
        when = question.period
        why = (
            f"of {words.count_of(size, 'activity')} nobody said whether, {when}"
            if size
            else f"no activities, {when}"
        )
        return values.too_few("lever_considered", "%", why, size)
    return percentage(
        "lever_considered",
        yes,
        size,
        noun="activity",
        which=f", {question.period}",
        note=words.sentences(
            f"Considered for {words.of(yes, size)} activities, not for {words.number(no)}; "
            f"of {words.number(unknown)} nobody said",
            "Synergy and mobilisation are overlooked unless somebody asks",
        ),
    )


def over_time(question: Question, *, method: Method | None = None) -> DataFrame:
    """The mix in each quarter, from the first activity asked for to the as-at date.

    Columns: quarter (its last day; the as-at date comes last), lever, label, activities (their number, or
    their weight), share (of the quarter's, 0 to 1; NaN in a quarter without any). Every quarter has all
    three levers. `method` as in `METHODS`, by default that of the filters.
    """
    asked, (quarter, ends) = activities.to_date(question), _quarters(question)
    is_weighted = (method or question.filters.method) == "weighted"
    cells = (_weights if is_weighted else _numbers)(asked, quarter, len(ends))
    return DataFrame(
        {
            "quarter": ends.repeat(len(NAMES)),
            "lever": np.tile(np.array(NAMES, dtype=object), len(ends)),
            "label": np.tile(np.array(list(LEVERS.values()), dtype=object), len(ends)),
            "activities": cells.ravel().astype(np.float64),
            "share": _shares(cells).ravel(),
        }
    )


def in_period(question: Question, *, method: Method | None = None) -> "Series[float]":
    """Lever -> its activities in the period, or their weight; `method` as in `over_time`."""
    asked = activities.in_period(question)
    is_weighted = (method or question.filters.method) == "weighted"
    mix = asked.weights.sum(axis=0) if is_weighted else tally((asked.lever, len(NAMES))).astype(np.float64)
    return Series(mix, index=[*NAMES])


def considered(question: Question) -> tuple[int, int, int]:
    """Of how many activities in the period a secondary lever was considered, was not, and nobody said."""
    yes, no, unknown = tally((activities.in_period(question).considered, len(ANSWERS))).tolist()
    return yes, no, unknown


def considered_over_time(question: Question) -> DataFrame:
    """Whether a secondary lever was considered, in each quarter as in `over_time`.

    Columns: quarter, considered, not_considered, unknown (nobody said), activities, share (considered /
    activities, 0 to 1; NaN in a quarter without any).
    """
    asked, (quarter, ends) = activities.to_date(question), _quarters(question)
    counts = tally((quarter, len(ends)), (asked.considered, len(ANSWERS)))
    total = counts.sum(axis=1)
    return DataFrame(
        {
            "quarter": ends,
            **dict(zip(ANSWERS, counts.T, strict=True)),
            "activities": total,
            "share": np.where(total > 0, counts[:, 0] / np.maximum(total, 1), np.nan),
        }
    )


@cached_frame
def balance(question: Question) -> DataFrame:
    """How each partnership with an activity in the period divides its weight among the levers, by name.

    Columns: partnership, name, region, bridge, SYN, MOB, DEL (weights: primary 1, secondary 1/2), share_SYN,
    share_MOB, share_DEL (0 to 1) and balance (0 to 1), all four NaN below five activities, activities,
    is_reported (at least five), is_illustrative. A filter by lever chooses partnerships, not activities.
    """
    asked, size = activities.of_any_lever(question), len(question.visible.partnerships)
    number = np.bincount(asked.position, minlength=size)
    positions = selection.sorted_by_name(question, np.flatnonzero(number))
    cells, number = _weights(asked, asked.position, size)[positions], number[positions]
    enough = number >= MINIMUM
    shares = np.where(enough[:, None], _shares(cells), np.nan)
    return DataFrame(
        {
            **selection.labels_of(question, positions),
            **dict(zip((*NAMES, *SHARES), np.hstack([cells, shares]).T, strict=True)),
            "balance": np.where(enough, entropy(shares) / log(len(NAMES)), np.nan),
            "activities": number,
            "is_reported": enough,
            "is_illustrative": _rests_on_illustrative(asked, size)[positions],
        }
    )


def pulled(question: Question) -> IntArray:
    """How many activities of each lever (across) each counted partnership (down, as in the store; none of any other)
    began in the twelve months to the as-at date. `since` and a filter by lever do not narrow them.
    """
    asked = activities.of_any_lever(question, window_of=question.with_filters(since=None))
    asked = asked.of(selection.flags(question, "is_counted")[asked.position])
    return _numbers(asked, asked.position, len(question.visible.partnerships))


@cached(most=QUESTIONS)
def _quarters(question: Question) -> tuple[Positions, Stamps]:
    """The quarter of each of `activities.to_date`, as a place among the quarters, and the days on which these end."""
    quarter = activities.to_date(question).quarter
    first = int(quarter[0]) if len(quarter) else None
    return quarter - (first or 0), quarter_ends(question.on, first)


def _numbers(asked: Activities, group: Positions, size: int) -> IntArray:
    """How many activities of each lever (across) each group (0 to `size`, down) has."""
    return tally((group, size), (asked.lever, len(NAMES)))


def _weights(asked: Activities, group: Positions, size: int) -> Numbers:
    """The weight of each lever (across) in each group (down)."""
    return np.stack([np.bincount(group, one, minlength=size) for one in asked.weights.T], axis=1)


def _rests_on_illustrative(asked: Activities, size: int) -> Flags:
    """Which partnerships have an illustrative activity among those asked for."""
    return np.bincount(asked.position[asked.is_illustrative], minlength=size) > 0


def _shares(weights: Numbers | IntArray) -> Numbers:
    """Each row's parts of one; NaN in a row of nothing."""
    total = weights.sum(axis=1, keepdims=True)
    return np.where(total > 0, weights / np.where(total > 0, total, 1.0), np.nan)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        19,
        "lever_mix",
        "Lever mix",
        "Activities by primary lever, of all activities in the period; the value is the share of delivering",
        "%",
        "",
        lever_mix,
        ("activities",),
        counted=activities.COUNTED,
    ),
    Indicator(
        20,
        "lever_balance",
        "Lever balance",
        "How evenly a partnership's activities in the period divide among the levers: minus the sum of w ln w, "
        "divided by ln 3, primary levers weighing 1 and secondary ones 1/2, normalised; the median of "
        "partnerships with at least five activities; context only",
        "0-1",
        "",
        lever_balance,
        ("activities",),
        counted=f"all {activities.COUNTED}",
    ),
    Indicator(
        21,
        "all_levers",
        "All three levers",
        "Counted partnerships with at least one activity of each primary lever in the twelve months to the "
        "as-at date, of those with at least one activity in these months",
        "%",
        "",
        all_levers,
        ("activities",),
        counted=f"{USUAL}; of them those with an activity in the twelve months",
    ),
    Indicator(
        22,
        "lever_considered",
        "Secondary lever considered",
        "Activities in the period whose secondary lever was considered, of all activities",
        "%",
        "",
        lever_considered,
        ("activities",),
        counted=activities.COUNTED,
    ),
)
