"""Do the returns come, and in time? Indicator 28 and the frames behind it.

A return counts in the period that its due date lies in. One that came late stays late; one that has not come
after its due date is missing. What is missing says nothing of the partnership: its quarter is not known.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.indicators.returns import completeness, timeliness
from dashboard.indicators.shared import records, selection, values
from dashboard.indicators.shared.intervals import Positions
from dashboard.indicators.shared.values import Indicator, Rating, Value, rate
from dashboard.question import Question

GREEN_FROM, AMBER_FROM = 90, 75
"""Per cent received on time."""
RULE = "Green from 90 %, amber from 75 % to below 90 %, red below 75 %"


def returns(question: Question) -> Value:
    """Indicator 28: returns received on time / returns due in the period; the note says how many came late or
    not at all, and how much of the required fields is filled. Green from 90 %, amber from 75 %.
    """
    visible = question.visible
    if not len(timeliness.returns(visible).position):
        return values.not_published("returns", "%", "the quarterly returns")
    now, mine = (
        timeliness.standing(visible, question.on),
        timeliness.due_in_period(question),
    )
    size, on_time, late, missing = (
        int((mine & flags).sum()) for flags in (now.due, now.on_time, now.late, now.missing)
    )
    if not size:
        return values.too_few("returns", "%", f"no return was due, {question.period}", 0)
    filled, required = completeness.total(question)
    return Value(
        key="returns",
        value=rate(on_time, size),
        unit="%",
        numerator=on_time,
        denominator=size,
        n=size,
        rating=rated(on_time, size),
        note=words.sentences(
            f"{words.of(on_time, size)} received on time, {words.number(late)} late, {words.number(missing)} "
            f"not received; due {question.period}",
            f"Required fields: {words.percent(filled / required)} filled ({words.of(filled, required)})"
            if required
            else "",
        ),
    )


def by_quarter(question: Question) -> DataFrame:
    """The returns of each quarter that had come due by the as-at date (in the period, if `since` is asked
    for).

    Columns: quarter (the last day it is about), due = on_time + late + missing, share (on_time / due, 0 to
    1), rating.
    """
    visible = question.visible
    held, now = timeliness.returns(visible), timeliness.standing(visible, question.on)
    mine = (timeliness.due_in_period if question.filters.since else timeliness.asked)(question) & now.due
    quarters, place = np.unique(held.period_end[mine], return_inverse=True)
    counts = {
        name: np.bincount(place[flags[mine]], minlength=len(quarters))
        for name, flags in (("on_time", now.on_time), ("late", now.late), ("missing", now.missing))
    }
    return _judged(DataFrame({"quarter": pd.DatetimeIndex(quarters)}), counts)


def by_partnership(question: Question) -> DataFrame:
    """The returns of each partnership that were due in the period, and how complete its rows are.

    Columns: partnership, name, region, bridge, due = on_time + late + missing, share (on_time / due, 0 to
    1), rating, last_received (by the as-at date; NaT if none came), required, filled (cells that must be
    filled; see `completeness`), complete (filled / required; NaN where no return came), is_illustrative. The
    fewest on time first, then by name; partnerships with none due have no row.
    """
    visible, on = question.visible, question.on
    held, now = timeliness.returns(visible), timeliness.standing(visible, on)
    mine, size = timeliness.due_in_period(question), len(visible.partnerships)
    counts = {
        name: np.bincount(held.position[mine & flags], minlength=size)
        for name, flags in (("on_time", now.on_time), ("late", now.late), ("missing", now.missing))
    }
    positions = np.flatnonzero(np.sum(list(counts.values()), axis=0))
    counts = {name: number[positions] for name, number in counts.items()}
    frame = _judged(selection.partnership_labels(question, positions), counts)
    filled = completeness.by_partnership(question).set_index("partnership")
    filled = filled.reindex(frame["partnership"])
    came = (frame["on_time"] + frame["late"] > 0).to_numpy()
    last = records.latest(visible, "returns", "received_on", on=on).to_numpy()
    frame = frame.assign(
        last_received=last[positions],
        required=filled["required"].to_numpy(),
        filled=filled["filled"].to_numpy(),
        complete=np.where(came, filled["share"].to_numpy(), np.nan),
        is_illustrative=np.bincount(held.position[mine & held.generated], minlength=size)[positions] > 0,
    )
    return frame.sort_values(["share", "name"], ignore_index=True)


def rated(on_time: int, due: int) -> Rating:
    """Green from 90 % on time, amber from 75 %; unrated where none was due."""
    if not due:
        return "unrated"
    if 100 * on_time >= GREEN_FROM * due:
        return "green"
    return "amber" if 100 * on_time >= AMBER_FROM * due else "red"


def _judged(frame: DataFrame, counts: Mapping[str, Positions]) -> DataFrame:
    """The frame with the counts, what was due, the share on time, and its rating."""
    due = np.sum(list(counts.values()), axis=0)
    on_time = counts["on_time"]
    rating = [rated(int(done), int(size)) for done, size in zip(on_time, due, strict=True)]
    return frame.assign(due=due, **counts, share=on_time / due, rating=rating)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        28,
        "returns",
        "Returns on time",
        "Returns received by their due date, of all returns due in the period; the note gives how many "
        "required fields are filled",
        "%",
        RULE,
        returns,
    ),
)
