"""Whom do the bridges support? Indicator 27 and the frames behind it.

Support reaches a counted partnership that had any in the last six months. A Connected Lab has one place per
partnership, so having had it at any time counts. Support can also go to a place without a partnership.
"""

import numpy as np
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.indicators.bridges import support_given
from dashboard.indicators.bridges.support_given import MONTHS, Support, reached
from dashboard.indicators.shared import places, selection, values
from dashboard.indicators.shared.intervals import Positions
from dashboard.indicators.shared.values import Indicator, Value, rate
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES


def support_reach(question: Question) -> Value:
    """Indicator 27: counted partnerships with support in the six months to the as-at date / counted
    partnerships; the note says of which types, and how many have had a Connected Lab.
    """
    found = support_given.support(question.visible)
    if not len(found.row):
        return values.not_published("support_reach", "%", "the support of partnerships")
    counted = selection.flags(question, "is_counted")
    lately, labs = (rows(question, to=counted) for rows in (support_given.lately, support_given.labs))
    size, supported = int(counted.sum()), int(reached(found, lately, len(counted)).sum())
    lab = int(reached(found, labs, len(counted)).sum())
    if not size:
        return values.too_few("support_reach", "%", "no counted partnership", 0)
    on = question.on
    if not (found.given_on <= on.to_datetime64()).any():
        note = f"Not known: no support is on record by {words.day(on)}."
        return Value(key="support_reach", value=None, unit="%", n=0, note=note)
    types = by_type(question)
    types = types[types["partnerships"] > 0].sort_values("partnerships", ascending=False, kind="stable")
    kinds = [f"{label} {count}" for label, count in zip(types["label"], types["partnerships"], strict=True)]
    return Value(
        key="support_reach",
        value=rate(supported, size),
        unit="%",
        numerator=supported,
        denominator=size,
        n=size,
        note=words.sentences(
            f"{words.of(supported, size)} counted partnerships had support in the last {MONTHS} months",
            words.listing(kinds),
            f"Connected Lab so far: {words.of(lab, size)} ({words.percent(lab / size)})",
        ),
    )


def by_type(question: Question) -> DataFrame:
    """What the counted partnerships were given in the six months to the as-at date; every type is there.

    Columns: support_type, label, partnerships (that had it), share (of those counted, 0 to 1; NaN of none),
    times, hours (recorded; NaN where none is).
    """
    found = support_given.support(question.visible)
    counted = selection.flags(question, "is_counted")
    rows, size = support_given.lately(question, to=counted), len(SUPPORT_TYPES)
    pairs = np.unique(found.kind[rows] * len(counted) + found.position[rows]) // max(len(counted), 1)
    number, known = np.bincount(pairs, minlength=size), rows & ~np.isnan(found.hours)
    hours = np.bincount(found.kind[known], weights=found.hours[known], minlength=size)
    return DataFrame(
        {
            "support_type": list(SUPPORT_TYPES),
            "label": list(SUPPORT_TYPES.values()),
            "partnerships": number,
            "share": number / counted.sum() if counted.any() else np.nan,
            "times": np.bincount(found.kind[rows], minlength=size),
            "hours": np.where(np.bincount(found.kind[known], minlength=size) > 0, hours, np.nan),
        }
    )


def _last(found: Support, rows: Positions, size: int) -> Positions:
    """The last of the rows for each partnership; -1 where there is none."""
    last = np.full(size, -1, dtype=np.intp)
    last[found.position[rows]] = rows
    return last


def _bridges(programme: Programme, on: Timestamp, present: set[str]) -> tuple[list[str], list[str]]:
    """Codes and labels of the bridges that are present, by label; a code nobody explains is its own label."""
    bridge_labels = places.labels(programme, on, "bridge")
    codes = sorted(present, key=lambda code: bridge_labels.get(code, code))
    return codes, [bridge_labels.get(code, code) for code in codes]


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        27,
        "support_reach",
        "Reach of support",
        "Counted partnerships with support from a bridge in the six months to the as-at date, of all counted "
        "partnerships; the note gives the types, and the share that has had a Connected Lab",
        "%",
        "",
        support_reach,
    ),
)
