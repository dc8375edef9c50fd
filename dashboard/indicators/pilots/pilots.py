"""How do the pilots compare? Three points, beside the spread of the others, never averaged into one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.pilots import by_age
from dashboard.indicators.pilots.measures import (
    MEASURES,
    NUMBERS,
    all_partnerships,
    quartiles,
    without_filters,
)
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import records, selection
from dashboard.indicators.shared.intervals import day_number
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import STATUSES

Columns = Mapping[str, int]
"""Slug of a partnership that is compared -> its position in the store."""


def compared(question: Question, *, fourth: str | None = None) -> dict[str, str]:
    """Slug -> name of the pilots, in order of name, and of a fourth partnership.

    Raises `partnerships.UnknownPartnership` for a fourth that is not in view; a fourth that is a pilot adds
    none.
    """
    visible = question.visible
    names = visible.partnerships["name"]
    return {slug: str(names.iloc[position]) for slug, position in _columns(visible, fourth).items()}


def comparison(question: Question, *, fourth: str | None = None) -> DataFrame:
    """The pilots (and a fourth partnership) side by side, whatever place the filters ask for.

    One row a measure. Columns: key, label, unit (months, core groups, sectors, activities, %, young people,
    meetings, days, or text), one column for each of `compared` (its slug: a number, text, or None where it
    is not known), others_median, others_low, others_high (the middle half; NaN of text and of fewer than
    five), n_others. The others are the counted partnerships that the filters ask for. Levers are those of
    all activities in the period. Attendance is of organisations invited; an action counts as done by its due
    date if it was completed by then, with at least five due.
    """
    columns = _columns(question.visible, fourth)
    values = all_partnerships(question)
    chosen = selection.selected(question)
    counted = chosen.loc[chosen["is_counted"], "position"].to_numpy()
    others = values[np.setdiff1d(counted, list(columns.values()))]
    spread = dict(zip((one.key for one in NUMBERS), zip(*quartiles(others), strict=True), strict=True))
    worded = _worded(question, columns)
    place = {one.key: column for column, one in enumerate(NUMBERS)}
    rows = [
        {
            "key": one.key,
            "label": one.label,
            "unit": one.unit,
            **{
                slug: _known(values[position, place[one.key]]) if one.key in place else worded[one.key][slug]
                for slug, position in columns.items()
            },
            **_spread(spread.get(one.key), one.decimals),
        }
        for one in MEASURES
    ]
    return DataFrame(rows).astype(dict.fromkeys(columns, "object"))


def curves(question: Question, *, measure: str, fourth: str | None = None) -> DataFrame:
    """The pilots (and a fourth partnership) by age, beside all others at the same age.

    `measure`: members (organisations at the table), core_groups (0 to 5), activities (begun) or meetings
    (held), the last two in the twelve months up to that age, or since the first meeting. Columns: age_months
    (0, 3, 6, ... since the first meeting, of 365.25 / 12 days), one for each of `compared` (its slug; NaN
    where not known or not so old), median, low, high (the middle half; NaN of fewer than five), n (others
    known at that age), left_out (others without a first meeting, the same in every row). Pilots are there
    whatever place the filters ask for; the others are those asked for, as long as they had not ended.
    """
    visible, on = question.visible, question.on
    columns = _columns(visible, fourth)
    values = by_age.at_age(visible, on, measure)
    asked = selection.is_selected(question).copy()
    asked[list(columns.values())] = False
    has_met = by_age.first_meetings(visible) <= day_number(on.to_datetime64())
    median, low, high, n = quartiles(values[asked])
    frame = DataFrame(
        {
            "age_months": by_age.ages(visible, on),
            **{slug: values[position] for slug, position in columns.items()},
            "median": median,
            "low": low,
            "high": high,
            "n": n,
        }
    )
    return frame.assign(left_out=int((asked & ~has_met).sum()))


@cached(most=64)
def _columns(programme: Programme, fourth: str | None) -> Columns:
    facts = programme.partnerships.reset_index(drop=True)
    pilots = facts[facts["pilot"].astype(bool)].sort_values("name")
    slugs = dict(zip(pilots["partnership"], pilots.index, strict=True))
    if fourth is not None and fourth not in slugs:
        slug = partnerships.slug_of(programme, fourth)
        slugs[slug] = int(np.flatnonzero(facts["partnership"] == slug)[0])
    return MappingProxyType(slugs)


def _worded(question: Question, columns: Columns) -> dict[str, dict[str, str | None]]:
    """status, since and last_meeting of the partnerships compared, in words."""
    visible, on = question.visible, question.on
    standing = selection.selected(without_filters(question)).iloc[list(columns.values())]
    last = records.latest(visible, "meetings", "held_on", on=on).iloc[list(columns.values())]
    since = zip(standing["since"], standing["precision"], strict=True)
    return {
        "status": _by_slug(columns, [STATUSES.get(status) for status in standing["status"]]),
        "since": _by_slug(columns, [words.dated(*when) if pd.notna(when[0]) else None for when in since]),
        "last_meeting": _by_slug(columns, [words.day(day) if pd.notna(day) else None for day in last]),
    }


def _by_slug(columns: Columns, values: list[str | None]) -> dict[str, str | None]:
    return dict(zip(columns, values, strict=True))


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _spread(found: "tuple[Any, ...] | None", decimals: int) -> dict[str, float]:
    median, low, high, n = found or (np.nan, np.nan, np.nan, 0)
    named: dict[str, npt.NDArray[np.float64]] = {
        "others_median": median,
        "others_low": low,
        "others_high": high,
    }
    return {key: float(np.round(value, max(decimals, 1))) for key, value in named.items()} | {
        "n_others": int(n)
    }
