"""Which levers are pulled? Indicators 19 to 22: lever_mix, lever_balance, all_levers, lever_considered.

Context, never rated.

Delivery leads in the evidence and must, so a mix is neither good nor bad; but synergy and mobilisation are
easily overlooked unless somebody asks, so it is counted whether a secondary lever was considered.
"""

import numpy as np

from dashboard import words
from dashboard.indicators.levers import activities, mix
from dashboard.indicators.levers.activities import NAMES, NO, YES
from dashboard.indicators.levers.mix import METHODS, MINIMUM
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.periods import period
from dashboard.indicators.shared.values import Indicator, Value, rate
from dashboard.question import Question
from data.taxonomy import LEVERS

WHAT = "the activities of partnerships"


def lever_mix(question: Question) -> Value:
    """Indicator 19: activities whose primary lever is delivering / activities in the period; the note has
    all three. A filter by lever keeps only the activities of that lever.
    """
    found = activities.activities(question.visible)
    if not len(found.row):
        return values.not_published("lever_mix", "%", WHAT)
    counts = np.bincount(found.lever[activities.asked(question)], minlength=len(NAMES))
    size, delivering = int(counts.sum()), int(counts[NAMES.index("DEL")])
    if not size:
        return values.too_few("lever_mix", "%", f"no activities, {period(question)}", 0)
    shares = [
        f"{label} {words.number(count)} ({words.percent(count / size)})"
        for label, count in zip(LEVERS.values(), counts, strict=True)
    ]
    return Value(
        key="lever_mix",
        value=rate(delivering, size),
        unit="%",
        numerator=delivering,
        denominator=size,
        n=size,
        note=words.sentences(
            words.listing(shares),
            f"{words.count_of(size, 'activity')} by primary lever, {period(question)}",
            "Only activities of the levers asked for" if question.filters.lever else "",
        ),
    )


def lever_balance(question: Question) -> Value:
    """Indicator 20: the median balance of partnerships with at least five activities in the period.

    Balance = -sum w ln w / ln 3, with primary levers weighing 1 and secondary ones 1/2, normalised: 0 is one
    lever alone, 1 all three alike. `numerator` and `n` are the partnerships with enough activities,
    `denominator` those with any. A filter by lever chooses partnerships; all their activities count.
    """
    if not len(activities.activities(question.visible).row):
        return values.not_published("lever_balance", "0-1", WHAT)
    frame = mix.balance(question)
    known = frame["balance"].to_numpy()[frame["is_reported"].to_numpy()]
    if not len(known):
        why = f"no partnership has {MINIMUM} activities, {period(question)}"
        return values.too_few("lever_balance", "0-1", why, 0)
    return Value(
        key="lever_balance",
        value=round(float(np.median(known)), 2),
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
    if not len(activities.activities(question.visible).row):
        return values.not_published("all_levers", "%", WHAT)
    frame = mix.presence(question)
    size, every = len(frame), int(frame["has_all"].sum())
    silent = int(selection.selected(question)["is_counted"].sum()) - size
    if not size:
        why = "no counted partnership has an activity on record in twelve months"
        return values.too_few("all_levers", "%", why, 0)
    return Value(
        key="all_levers",
        value=rate(every, size),
        unit="%",
        numerator=every,
        denominator=size,
        n=size,
        note=words.sentences(
            f"{words.of(every, size)} counted partnerships with an activity on record pulled all three in "
            "twelve months",
            f"No activity is on record of {words.count_of(silent, 'other')}" if silent else "",
        ),
    )


def lever_considered(question: Question) -> Value:
    """Indicator 22: activities in the period whose secondary lever was considered / activities.

    Where nobody said of any, that is not known rather than nothing.
    """
    found = activities.activities(question.visible)
    if not len(found.row):
        return values.not_published("lever_considered", "%", WHAT)
    said = found.considered[activities.asked(question)]
    size, yes, no = len(said), int((said == YES).sum()), int((said == NO).sum())
    if not yes + no:
        when = period(question)
        why = (
            f"of {words.count_of(size, 'activity')} nobody said whether, {when}"
            if size
            else f"no activities, {when}"
        )
        return values.too_few("lever_considered", "%", why, size)
    return Value(
        key="lever_considered",
        value=rate(yes, size),
        unit="%",
        numerator=yes,
        denominator=size,
        n=size,
        note=words.sentences(
            f"Considered for {words.of(yes, size)} activities, not for {words.number(no)}; "
            f"of {words.number(size - yes - no)} nobody said",
            "Synergy and mobilisation are overlooked unless somebody asks",
        ),
    )


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        19,
        "lever_mix",
        "Lever mix",
        "Activities by primary lever, of all activities in the period; the value is the share of delivering",
        "%",
        "",
        lever_mix,
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
    ),
    Indicator(
        21,
        "all_levers",
        "All three levers",
        "Counted partnerships with at least one activity of each primary lever in the twelve months to the "
        "as-at date, of those with at least one activity",
        "%",
        "",
        all_levers,
    ),
    Indicator(
        22,
        "lever_considered",
        "Secondary lever considered",
        "Activities in the period whose secondary lever was considered, of all activities",
        "%",
        "",
        lever_considered,
    ),
)
