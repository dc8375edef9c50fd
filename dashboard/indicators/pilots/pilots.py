"""How do the pilots compare? Three points, beside the spread of the others, never averaged into one.

The partnership that a question is about is compared with them, as a fourth if it is no pilot.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from pandas import DataFrame

from dashboard import words
from dashboard.cache import cached, cached_frame
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
from data.names import by_name
from data.programme.programme import Programme
from data.taxonomy import STATUSES

SPREAD = ["others_median", "others_low", "others_high"]


def compared(question: Question) -> dict[str, str]:
    """Slug -> name of the pilots, in order of name, and of the partnership that the question is about.

    Raises `partnerships.UnknownPartnership` for one that is not in view.
    """
    names = question.visible.partnerships["name"]
    positions = _positions(question.visible, question.partnership)
    return {slug: str(names.iloc[position]) for slug, position in positions.items()}


def comparison(question: Question) -> DataFrame:
    """All `compared` side by side, whatever place the filters ask for.

    One row a measure. Columns: key, label, unit (months, core groups, sectors, activities, %, young people,
    meetings, days, or text), one column for each of `compared` (its slug: a number, text, or None where it
    is not known), others_median, others_low, others_high (the middle half; NaN of text and of fewer than
    five), n_others. The others are the counted partnerships that the filters ask for. Levers are those of
    all activities in the period. Attendance is of organisations invited; an action counts as done by its due
    date if it was completed by then, with at least five due.
    """
    positions = _positions(question.visible, question.partnership)
    chosen = selection.selected(question.of_all)
    counted = chosen.loc[chosen["is_counted"], "position"].to_numpy()
    values, here = all_partnerships(question), list(positions.values())
    spread = DataFrame(
        np.column_stack(quartiles(values[np.setdiff1d(counted, here)])),
        columns=[*SPREAD, "n_others"],
        index=[one.key for one in NUMBERS],
    )
    own = DataFrame(values[here].T, columns=list(positions), index=spread.index).astype("object")
    own = pd.concat([own.where(own.notna(), None), _texts(question, positions)])
    keys = [one.key for one in MEASURES]
    frame = DataFrame({"key": keys, "label": [one.label for one in MEASURES]})
    frame["unit"] = [one.unit for one in MEASURES]
    frame[list(positions)] = own.loc[keys].to_numpy()
    frame[SPREAD] = spread[SPREAD].reindex(keys).to_numpy()
    return frame.assign(n_others=spread["n_others"].reindex(keys, fill_value=0).astype("int64").to_numpy())


@cached_frame
def curves(question: Question, *, measure: str) -> DataFrame:
    """All `compared` by age, beside all others at the same age.

    `measure`: members (organisations at the table), core_groups (0 to 5), activities (begun) or meetings
    (held), the last two in the twelve months up to that age, or since the first meeting. Columns: age_months
    (0, 3, 6, ... since the first meeting, of 365.25 / 12 days), one for each of `compared` (its slug; NaN
    where not known or not so old), median, low, high (the middle half; NaN of fewer than five), n (others
    known at that age), left_out (others without a first meeting, the same in every row). Pilots are there
    whatever place the filters ask for; the others are those asked for, as long as they had not ended.
    """
    visible, on = question.visible, question.on
    positions = _positions(visible, question.partnership)
    values = by_age.at_age(visible, on, measure)
    others = selection.is_selected(question.of_all).copy()
    others[list(positions.values())] = False
    has_met = by_age.first_meetings(visible) <= day_number(on.to_datetime64())
    median, low, high, n = quartiles(values[others])
    frame = DataFrame(
        {
            "age_months": by_age.ages(visible, on),
            **{slug: values[position] for slug, position in positions.items()},
            "median": median,
            "low": low,
            "high": high,
            "n": n,
        }
    )
    return frame.assign(left_out=int((others & ~has_met).sum()))


@cached(most=64)
def _positions(programme: Programme, added: str | None) -> Mapping[str, int]:
    """Slug of a partnership that is compared -> its position in the store."""
    facts = programme.partnerships.reset_index(drop=True)
    pilots = facts[facts["pilot"].astype(bool)].sort_values("name", key=by_name)
    positions = dict(zip(pilots["partnership"], pilots.index, strict=True))
    if added is not None and added not in positions:
        slug = partnerships.slug_of(programme, added)
        positions[slug] = int(np.flatnonzero(facts["partnership"] == slug)[0])
    return MappingProxyType(positions)


def _texts(question: Question, positions: Mapping[str, int]) -> DataFrame:
    """status, since and last_meeting (down) of the partnerships compared (across), in words."""
    here = list(positions.values())
    standing = selection.selected(without_filters(question)).iloc[here]
    last = records.latest(question.visible, "meetings", "held_on", on=question.on).iloc[here]
    since = zip(standing["since"], standing["precision"], strict=True)
    rows = [
        [STATUSES.get(status) for status in standing["status"]],
        [words.dated(*when) if pd.notna(when[0]) else None for when in since],
        [words.day(day) if pd.notna(day) else None for day in last],
    ]
    return DataFrame(rows, columns=list(positions), index=["status", "since", "last_meeting"], dtype="object")
