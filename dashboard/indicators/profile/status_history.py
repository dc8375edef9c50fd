"""How statuses followed one another: of one partnership, or of several side by side."""

from collections.abc import Mapping

import pandas as pd
from pandas import DataFrame

from dashboard.indicators.profile import partnerships, profile
from dashboard.question import Question


def of_one(question: Question, slug: str) -> DataFrame:
    """Dated status history: status (label), from_date, to_date, until (the last day shown), precision, when
    (in words), source, is_illustrative.

    A status published without a date has no spell. Raises `partnerships.UnknownPartnership`.
    """
    visible, on = question.visible, question.on
    frame = profile.statuses_of(visible, partnerships.slug_of(visible, slug), on)
    ends = frame["to_date"]
    until = ends.where(ends < on, on)
    return frame.assign(until=until)[frame["from_date"].notna()].reset_index(drop=True)


def of_several(question: Question, names: Mapping[str, str]) -> DataFrame:
    """The spells of each of `names` (slug -> name), in that order, with the columns partnership and name."""
    each = [of_one(question, slug).assign(partnership=slug, name=name) for slug, name in names.items()]
    return pd.concat(each, ignore_index=True) if each else DataFrame()
