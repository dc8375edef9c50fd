"""Whom do the bridges support? The support given, indicator 27 and the frame behind it.

Support reaches a counted partnership that had any in the last six months. A Connected Lab has one place per
partnership, so having had it at any time counts. Support can also go to a place without a partnership.
"""

from dataclasses import dataclass

import numpy as np
from pandas import CategoricalDtype, DataFrame, Index

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.intervals import Numbers, Positions, Stamps
from dashboard.indicators.shared.periods import stamp
from dashboard.indicators.shared.records import Columns, codes, tally
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES

LAB = list(SUPPORT_TYPES).index("connected_lab")
MONTHS = 6
"""Support longer ago than this does not reach a partnership any more."""


@cached()
def support_given(programme: Programme) -> DataFrame:
    """Every support given, the earliest first, labelled by its row in the store.

    Columns: position (of the partnership in the store, -1: a place without one), support_on, support_type (category),
    hours (NaN where not recorded), is_illustrative.
    """
    rows = programme.support.reset_index(drop=True)
    rows = rows[rows["support_on"].notna()].sort_values("support_on", kind="stable")
    known = Index(programme.partnerships["partnership"])
    return rows[["support_on", "hours", "is_illustrative"]].assign(
        position=known.get_indexer(Index(rows["partnership"])),
        support_type=rows["support_type"].astype(CategoricalDtype([*SUPPORT_TYPES])),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Given(Columns):
    """Support in columns, the earliest first: position of the partnership (-1: a place without one), day, kind (place
    among `SUPPORT_TYPES`), hours (NaN where not recorded).
    """

    position: Positions
    day: Stamps
    kind: Positions
    hours: Numbers


@cached()
def _given(programme: Programme) -> Given:
    frame = support_given(programme)
    position, day = (
        frame["position"].to_numpy(dtype=np.intp),
        frame["support_on"].to_numpy(dtype="datetime64[us]"),
    )
    return Given(
        position, day, codes(frame["support_type"].astype("str"), SUPPORT_TYPES), frame["hours"].to_numpy()
    )


def _to_counted(question: Question) -> Given:
    """The support that was given by the as-at date to the counted partnerships asked for."""
    given = _given(question.visible)
    # A place without a partnership has the position -1, which the last flag stands for.
    is_asked = np.append(selection.flags(question, "is_counted"), np.False_)[given.position]
    return given.of(is_asked & (given.day <= stamp(question.on)))


def _lately(question: Question, given: Given) -> Given:
    """What of it was given in the six months to the as-at date."""
    return given.of(given.day > stamp(ago(question.on, MONTHS)))


def support_reach(question: Question) -> Value:
    """Indicator 27: counted partnerships with support in the six months to the as-at date / counted
    partnerships; the note says of which types, and how many have had a Connected Lab.
    """
    every, on = _given(question.visible), question.on
    if not len(every):
        return values.not_published("support_reach", "%", "the support of partnerships")
    size = int(selection.flags(question, "is_counted").sum())
    if every.day[0] > stamp(on):
        note = f"Not known: no support is on record by {words.day(on)}."
        return Value(key="support_reach", value=None, unit="%", n=0, note=note)
    given = _to_counted(question)
    labs = len(np.unique(given.position[given.kind == LAB]))
    supported = len(np.unique(_lately(question, given).position))
    types = by_type(question)
    number = [
        (label, count) for label, count in zip(types["label"], types["partnerships"], strict=True) if count
    ]
    kinds = [f"{label} {count}" for label, count in sorted(number, key=lambda one: -one[1])]
    return percentage(
        "support_reach",
        supported,
        size,
        noun="counted partnership",
        note=words.sentences(
            f"{words.of(supported, size)} counted partnerships had support in the last {MONTHS} months",
            words.listing(kinds),
            f"Connected Lab so far: {words.of(labs, size)} ({words.percent(labs / size)})" if size else "",
        ),
    )


def by_type(question: Question) -> DataFrame:
    """What the counted partnerships were given in the six months to the as-at date; every type is there.

    Columns: support_type, label, partnerships (that had it), counted (all counted ones), share (0 to 1; NaN of none),
    times, hours (recorded; NaN where none is).
    """
    is_counted, given = selection.flags(question, "is_counted"), _lately(question, _to_counted(question))
    size = len(SUPPORT_TYPES)
    partnerships = np.count_nonzero(tally((given.position, len(is_counted)), (given.kind, size)), axis=0)
    times, known = (
        np.bincount(given.kind[rows], minlength=size)
        for rows in (given.position >= 0, ~np.isnan(given.hours))
    )
    hours = np.bincount(given.kind, weights=np.nan_to_num(given.hours), minlength=size)
    return DataFrame(
        {
            "support_type": list(SUPPORT_TYPES),
            "label": list(SUPPORT_TYPES.values()),
            "partnerships": partnerships,
            "counted": int(is_counted.sum()),
            "share": partnerships / is_counted.sum() if is_counted.any() else np.nan,
            "times": times,
            "hours": np.where(known > 0, hours, np.nan),
        }
    )


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
        ("support",),
    ),
)
