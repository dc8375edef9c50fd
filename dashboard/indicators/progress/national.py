"""England's count for whoever sees some bridges alone: made of the whole programme, with small numbers withheld.

Nothing of it is a row: at the end of each quarter a bridge is told what others and its own partnerships come to, by the
rule of `data.programme.visibility.may_be_told`.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.filters import Filters
from dashboard.indicators.progress import proof
from dashboard.indicators.progress.growth import FIRST_QUARTER
from dashboard.indicators.progress.target import target
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import IntArray
from dashboard.indicators.shared.periods import quarters_since, stamps_of
from dashboard.question import Question
from data.programme.programme import Programme
from data.programme.visibility import may_be_told

COUNTS = ("low", "high", "counted")


class England(NamedTuple):
    """What all partnerships come to at the end of a quarter: proved, possible at most, and counted with illustrative
    rows; NaN where small numbers are withheld.
    """

    date: Timestamp
    low: float
    high: float
    counted: float


def counts(question: Question, bridges: frozenset[str]) -> DataFrame:
    """England's counts at the end of each quarter: date, low, high, counted; NaN where the part of the others is too
    small to be told beside that of some bridges.

    They are those of the usual counting rule; a second rule beside it would tell how few others it adds.
    """
    dates, of_bridge, in_all = _counted(question.programme)
    own = sum((of_bridge[code] for code in bridges & of_bridge.keys()), start=np.zeros_like(in_all))
    others = [of_bridge[code] for code in sorted(of_bridge.keys() - bridges)]
    told = may_be_told(np.array(others).reshape(-1, *in_all.shape), in_all - own)
    values = np.where(told, in_all, np.nan)
    return DataFrame({"date": stamps_of(dates).copy(), **dict(zip(COUNTS, values, strict=True))})


@cached(most=2)
def _counted(programme: Programme) -> tuple[tuple[Timestamp, ...], Mapping[str, IntArray], IntArray]:
    """The ends of quarters; `COUNTS` (down) at each of them (across) by bridge, and of all."""
    last = max(Timestamp(programme.as_at), programme.statuses["from_date"].max())
    dates = quarters_since(FIRST_QUARTER, last)
    dates = dates if dates[-1].is_quarter_end else dates[:-1]

    def of(*bridges: str) -> IntArray:
        question = Question(programme, Filters(bridge=bridges))
        return np.array(
            [*proof.bounds(question, dates), selection.was_counted(question, dates).sum(axis=0)],
            dtype=np.int64,
        )

    return dates, {code: of(code) for code in programme.partnerships["bridge"].dropna().unique()}, of()


def at(question: Question) -> England | None:
    """England's counts at the end of the last quarter up to the as-at date; None where nothing may be told, and where
    the question is not about all that is seen.
    """
    rows = history(question)
    return England(*rows.iloc[-1]) if len(rows) else None


def history(question: Question) -> DataFrame:
    """England's counts up to the as-at date, those that may be told; columns as in `counts`."""
    elsewhere = question.programme.elsewhere
    if elsewhere is None or not selection.is_whole_programme(question.filters):
        return DataFrame(columns=["date", *COUNTS])
    rows = elsewhere("counts", None, None, True)
    return rows[((rows["date"] <= question.on) & rows["high"].notna()).to_numpy()].reset_index(drop=True)


def said(question: Question) -> str:
    """England's count beside its target: "in England 31 are proved and up to 85 are possible on 31 March 2020, of at
    least 50 by 31 December 2020"; nothing where nothing may be told.
    """
    found, aim = at(question), target(question.programme, question.on)
    if found is None:
        return ""
    parts = [f"up to {words.number(found.high)} {words.agree(found.high, 'is')} possible"]
    if not pd.isna(found.low):
        parts = [f"{words.number(found.low)} {words.agree(found.low, 'is')} proved", *parts]
    goal = f", of at least {words.number(aim.value)} by {words.day(aim.due_on)}" if aim else ""
    return f"in England {' and '.join(parts)} on {words.day(found.date)}{goal}"
