"""Do the returns come, and in time? Each return with its status on a day, indicator 28 and the frames behind it.

A return counts in the period that its due date lies in. One that came late stays late; one that has not come
after its due date is missing. What is missing says nothing of the partnership: its quarter is not known.
"""

from typing import Literal, get_args

import numpy as np
import pandas as pd
from pandas import Categorical, CategoricalDtype, DataFrame, Timestamp

from dashboard import words
from dashboard.cache import LONG, cached, cached_frame
from dashboard.indicators.returns import completeness
from dashboard.indicators.shared import rates, records, selection, values
from dashboard.indicators.shared.intervals import IntArray
from dashboard.indicators.shared.periods import in_window, stamp
from dashboard.indicators.shared.rates import Rating
from dashboard.indicators.shared.records import count_by, count_by_group, with_position
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question
from data.programme.programme import Programme

ReturnStatus = Literal["on_time", "late", "missing", "not_due"]
"""Received by the due date, received after it, not received after it, or not past its due date."""
STATUSES = CategoricalDtype([*get_args(ReturnStatus)])
NOT_DUE = 3
"""The place of the last one; what has any other is due."""
GREEN_FROM, AMBER_FROM = 90, 75
"""Per cent received on time."""
RULE = "Green from 90 %, amber from 75 % to below 90 %, red below 75 %; at least ten due"


@cached()
def all_returns(programme: Programme) -> DataFrame:
    """Every return by partnership and period: position (of the partnership in the store), period_end, due_on,
    received_on (NaT if it has not come), is_illustrative.
    """
    columns = ["position", "period_end", "due_on", "received_on", "is_illustrative"]
    rows = with_position(programme, programme.returns)[columns]
    return rows.sort_values(["position", "period_end"], kind="stable", ignore_index=True)


@cached(most=LONG)
def status_on(programme: Programme, on: Timestamp) -> DataFrame:
    """`all_returns` as they stand at the end of a day, with their status (a `ReturnStatus`).

    What is due that day counts on neither side until the day has passed, whether or not it has come.
    """
    frame, today = all_returns(programme), stamp(on)
    due, received = (frame[column].to_numpy() for column in ("due_on", "received_on"))
    is_due = due < today
    is_received = is_due & (received <= today)
    codes = np.select([is_received & (received <= due), is_received, is_due], range(3), 3)
    return frame.assign(status=Categorical.from_codes(codes, dtype=STATUSES))


@cached_frame
def of_selected(question: Question) -> DataFrame:
    """The returns of the partnerships asked for as they stand at the as-at date.

    Columns: those of `status_on`, and in_period (whether the due date lies in the window).
    """
    frame = status_on(question.visible, question.on)
    rows: DataFrame = frame[selection.is_selected(question)[frame["position"].to_numpy()]]
    return rows.assign(in_period=in_window(rows["due_on"].to_numpy(), question))


def returns(question: Question) -> Value:
    """Indicator 28: returns received on time / returns due in the period; the note says how many came late or
    not at all, and how much of the required fields is filled. Green from 90 %, amber from 75 %.
    """
    if all_returns(question.visible).empty:
        return values.not_published("returns", "%", "the quarterly returns")
    frame = of_selected(question)
    on_time, late, missing, _ = count_by(frame[frame["in_period"]], "status").tolist()
    size = on_time + late + missing
    filled, required = completeness.total(question)
    return percentage(
        "returns",
        on_time,
        size,
        noun="return",
        which=f" due, {question.period}",
        rating=rated(on_time, size),
        note=f"{words.of(on_time, size)} received on time, {words.number(late)} late, {words.number(missing)} "
        f"not received; due {question.period}",
        also=f"Required fields: {words.percent(filled / required)} filled ({words.of(filled, required)})"
        if required
        else "",
    )


def by_quarter(question: Question) -> DataFrame:
    """The returns of each quarter that had come due by the as-at date (in the period, if `since` is asked
    for).

    Columns: quarter (the last day it is about), due = on_time + late + missing, share (on_time / due, 0 to
    1; NaN below five), rating.
    """
    frame = of_selected(question)
    is_due = frame["status"] != "not_due"
    frame = frame[is_due & frame["in_period"] if question.filters.since else is_due]
    quarters, group = np.unique(frame["period_end"].to_numpy(), return_inverse=True)
    counts = count_by_group(group, len(quarters), frame["status"])
    return _with_share(DataFrame({"quarter": pd.DatetimeIndex(quarters)}), counts)


def counted(question: Question) -> IntArray:
    """The returns of each partnership of the store (down) that are due in the period, by status (across)."""
    frame = of_selected(question)
    in_period = frame[frame["in_period"]]
    size = len(question.visible.partnerships)
    return count_by_group(in_period["position"].to_numpy(), size, in_period["status"])


def by_partnership(question: Question) -> DataFrame:
    """The returns of each partnership that were due in the period, and how complete its rows are.

    Columns: partnership, name, region, bridge, due = on_time + late + missing, share (on_time / due, 0 to 1; NaN
    below five), rating, last_received (by the as-at date; NaT if none came), required, filled (cells that must be
    filled; see `completeness`), complete (filled / required; NaN where no return came), is_illustrative. The
    fewest on time first, then by name; partnerships with none due have no row.
    """
    visible, frame, counts = question.visible, of_selected(question), counted(question)
    in_period = frame[frame["in_period"]]
    positions = selection.sorted_by_name(question, np.flatnonzero(counts[:, :3].any(axis=1)))
    table = _with_share(selection.partnership_labels(question, positions), counts[positions])
    filled = completeness.by_partnership(question).set_index("partnership").reindex(table["partnership"])
    last = records.latest(visible, "returns", "received_on", on=question.on).to_numpy()
    table = table.assign(
        last_received=last[positions],
        required=filled["required"].to_numpy(),
        filled=filled["filled"].to_numpy(),
        complete=filled["share"].where((table["on_time"] + table["late"] > 0).to_numpy()).to_numpy(),
        is_illustrative=np.isin(positions, in_period["position"][in_period["is_illustrative"]]),
    )
    order = np.argsort((table["on_time"] / table["due"]).to_numpy(), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def rated(on_time: int, due: int) -> Rating:
    """Green from 90 % on time, amber from 75 %; unrated below ten due."""
    return rates.rated(on_time, due, green=GREEN_FROM, amber=AMBER_FROM)


def _with_share(frame: DataFrame, counts: IntArray) -> DataFrame:
    """The frame with the counts by status, what was due, the share on time, and its rating."""
    on_time, late, missing, _ = counts.T
    due = on_time + late + missing
    pairs = list(zip(on_time.tolist(), due.tolist(), strict=True))
    ratings = {pair: rated(*pair) for pair in set(pairs)}
    return frame.assign(
        due=due,
        on_time=on_time,
        late=late,
        missing=missing,
        share=rates.share_of(on_time, due),
        rating=[ratings[pair] for pair in pairs],
    )


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
        ("returns",),
        counted="returns of partnerships of every status",
    ),
)
