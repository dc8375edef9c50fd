"""How much of each authority is covered, on the authorities that a statistic is recorded for."""

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.coverage import need
from dashboard.indicators.coverage.need import Statistic
from dashboard.indicators.shared import places, selection
from dashboard.question import Question


@cached(most=64)
def of_authorities(question: Question, found: Statistic) -> DataFrame:
    """The authorities a statistic is recorded for, where the filters ask, and how much of each is covered.

    Columns of `need.weighed`, and low and high (share covered, a part of unknown share as 0 and as 1),
    is_covered.
    """
    visible, on = question.visible, question.on
    areas = need.weighed(visible, found)
    areas = areas[selection.scope(question, found.day)[areas.index]]
    held = places.area_coverage_on(visible, on, vintage=found.vintage)
    rows = held.among(selection.flags(question.anywhere, "is_counted"))
    share, size = held.share[rows], len(held.codes)
    known = np.bincount(held.area[rows], weights=np.nan_to_num(share), minlength=size)
    unknown = np.bincount(held.area[rows], weights=np.isnan(share), minlength=size) > 0
    place = held.codes.get_indexer(pd.Index(areas["area_code"]))
    low = np.minimum(known, 1.0)
    covered = held.number(rows) > 0
    return areas.assign(low=low[place], high=np.where(unknown, 1.0, low)[place], is_covered=covered[place])


def basis(question: Question, areas: DataFrame, found: Statistic) -> str:
    """The authorities that a value is known for, and of how many where some are missing."""
    size = int(selection.scope(question, found.day).sum())
    number = words.count_of(len(areas), "authority")
    if len(areas) < size:
        number = f"{words.of(len(areas), size)} {words.agree(size, 'authority')}"
    return f"on {number} of {found.vintage.key}"
