"""How much of each authority is covered, on the authorities that a statistic is recorded for."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.coverage import need
from dashboard.indicators.coverage.need import Statistic
from dashboard.indicators.shared import places, selection
from dashboard.indicators.shared.intervals import Flags, Numbers, Positions
from dashboard.indicators.shared.records import Columns
from dashboard.question import Question


@dataclass(frozen=True, slots=True, eq=False)
class Covered(Columns):
    """Authorities in columns: their place in `need.weighed`, the value of the statistic, the share of each that is
    covered (0 to 1, a part of unknown share as nothing in `low` and as all in `high`), and whether it is at all.
    """

    place: Positions
    value: Numbers
    low: Numbers
    high: Numbers
    is_covered: Flags


def of_authorities(question: Question, found: Statistic) -> Covered:
    """The authorities a statistic is recorded for, where the filters ask, and how much of each is covered."""
    scope = selection.scope(question, found.day)[need.weighed(question.visible, found).index]
    return _everywhere(question.anywhere, found).of(scope)


@cached(most=64)
def _everywhere(question: Question, found: Statistic) -> Covered:
    visible, on = question.visible, question.on
    areas = need.weighed(visible, found)
    held = places.area_coverage_on(visible, on, vintage=found.vintage)
    rows = held.among(selection.flags(question, "is_counted"))
    share, size = held.share[rows], len(held.codes)
    known = np.bincount(held.area[rows], weights=np.nan_to_num(share), minlength=size)
    unknown = np.bincount(held.area[rows], weights=np.isnan(share), minlength=size) > 0
    place = held.codes.get_indexer(pd.Index(areas["area_code"]))
    low = np.minimum(known, 1.0)
    covered = held.number(rows) > 0
    value = areas["value"].to_numpy(dtype=np.float64)
    high = np.where(unknown, 1.0, low)
    return Covered(np.arange(len(areas)), value, low[place], high[place], covered[place])


def basis(question: Question, areas: Covered, found: Statistic) -> str:
    """The authorities that a value is known for, and of how many where some are missing."""
    size = int(np.count_nonzero(selection.scope(question, found.day)))
    number = words.count_of(len(areas), "authority")
    if len(areas) < size:
        number = f"{words.of(len(areas), size)} {words.agree(size, 'authority')}"
    return f"on {number} of {found.vintage.key}"
