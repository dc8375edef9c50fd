"""Whom do the bridges support? The support given, indicator 27 and the frame behind it.

Support reaches a counted partnership that had any in the last six months. A Connected Lab has one place per
partnership, so having had it at any time counts. Support can also go to a place without a partnership.
"""

import numpy as np
from pandas import CategoricalDtype, DataFrame, Index

from dashboard import words
from dashboard.cache import cached, cached_frame
from dashboard.indicators.shared import selection, values
from dashboard.indicators.shared.records import count_by, count_by_partnership
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES

MONTHS = 6
"""Support longer ago than this does not reach a partnership any more."""


@cached(most=8)
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


@cached_frame
def to_date(question: Question) -> DataFrame:
    """The support that was given by the as-at date to the counted partnerships asked for."""
    frame = support_given(question.visible)
    # A place without a partnership has the position -1, which the last flag stands for.
    is_asked = np.append(selection.flags(question, "is_counted"), np.False_)[frame["position"].to_numpy()]
    rows: DataFrame = frame[is_asked & (frame["support_on"] <= question.on).to_numpy()]
    return rows


@cached_frame
def in_last_six_months(question: Question) -> DataFrame:
    """The support that was given in the six months to the as-at date to the counted partnerships asked for."""
    frame = to_date(question)
    return frame[frame["support_on"] > ago(question.on, MONTHS)]


def support_reach(question: Question) -> Value:
    """Indicator 27: counted partnerships with support in the six months to the as-at date / counted
    partnerships; the note says of which types, and how many have had a Connected Lab.
    """
    frame, on = support_given(question.visible), question.on
    if frame.empty:
        return values.not_published("support_reach", "%", "the support of partnerships")
    size = int(selection.flags(question, "is_counted").sum())
    if frame["support_on"].iloc[0] > on:
        note = f"Not known: no support is on record by {words.day(on)}."
        return Value(key="support_reach", value=None, unit="%", n=0, note=note)
    given = to_date(question)
    labs = given["position"][given["support_type"] == "connected_lab"].nunique()
    supported = in_last_six_months(question)["position"].nunique()
    types = by_type(question)
    types = types[types["partnerships"] > 0].sort_values("partnerships", ascending=False, kind="stable")
    kinds = [f"{label} {count}" for label, count in zip(types["label"], types["partnerships"], strict=True)]
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
    is_counted = selection.flags(question, "is_counted")
    frame = in_last_six_months(question)
    partnerships = (count_by_partnership(question.visible, frame, "support_type") > 0).to_numpy().sum(axis=0)
    hours = frame.groupby("support_type", observed=False)["hours"].sum(min_count=1)
    return DataFrame(
        {
            "support_type": list(SUPPORT_TYPES),
            "label": list(SUPPORT_TYPES.values()),
            "partnerships": partnerships,
            "counted": int(is_counted.sum()),
            "share": partnerships / is_counted.sum() if is_counted.any() else np.nan,
            "times": count_by(frame, "support_type"),
            "hours": hours.to_numpy(),
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
