"""How do the pilots compare? Three points, beside the spread of the others, never averaged into one.

The partnership that a question is about is compared with them, as a fourth if it is no pilot.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
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
    quartiles_told,
    without_filters,
)
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import records, selection
from dashboard.indicators.shared.intervals import Flags, day_number
from dashboard.question import Question
from data.names import by_name
from data.programme.programme import Programme
from data.taxonomy import STATUSES

SPREAD = ["others_median", "others_low", "others_high"]
BESIDE = ("median", "low", "high", "n")


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
    five), n_others. The others are the counted partnerships that the filters ask for; where only some bridges are seen,
    those of all other bridges, but for the pilots, as far as may be told. Levers are those of
    all activities in the period. Attendance is of organisations invited; an action counts as done by its due
    date if it was completed by then, with at least five due.
    """
    positions = _positions(question.visible, question.partnership)
    values, here = all_partnerships(question), list(positions.values())
    spread = _asked_elsewhere(question, "comparison")
    if spread is None:
        chosen = selection.selected(question.of_all)
        counted = chosen.loc[chosen["is_counted"], "position"].to_numpy()
        spread = _spread(quartiles(values[np.setdiff1d(counted, here)]))
    own = DataFrame(values[here].T, columns=list(positions), index=spread.index).astype("object")
    own = pd.concat([own.where(own.notna(), None), _texts(question, positions)])
    keys = [one.key for one in MEASURES]
    frame = DataFrame({"key": keys, "label": [one.label for one in MEASURES]})
    frame["unit"] = [one.unit for one in MEASURES]
    frame[list(positions)] = own.loc[keys].to_numpy()
    frame[SPREAD] = spread[SPREAD].reindex(keys).to_numpy()
    return frame.assign(n_others=spread["n_others"].reindex(keys, fill_value=0).astype("int64").to_numpy())


def _spread(found: tuple[npt.NDArray[Any], ...]) -> DataFrame:
    return DataFrame(
        np.column_stack(found), columns=[*SPREAD, "n_others"], index=[one.key for one in NUMBERS]
    )


def _asked_elsewhere(question: Question, what: str) -> DataFrame | None:
    """What may be told of the partnerships of other bridges; None where all are seen."""
    filters, told = question.filters, question.programme.elsewhere
    return told(what, filters.as_at, filters.since, filters.illustrative) if told else None


def _of_others(question: Question, bridges: frozenset[str]) -> Flags:
    """Which partnerships are of none of these bridges, and no pilot."""
    facts = question.visible.partnerships
    others: Flags = (~facts["bridge"].isin(bridges) & ~facts["pilot"].astype(bool)).to_numpy(dtype=bool)
    return others


def elsewhere(question: Question, bridges: frozenset[str]) -> DataFrame:
    """`SPREAD` and n_others of the counted partnerships of other bridges, by `NUMBERS`, as far as may be told."""
    others = _of_others(question, bridges) & selection.is_counted(question)
    values, codes = all_partnerships(question)[others], question.visible.partnerships["bridge"][others]
    return _spread(quartiles_told(values, codes))


def elsewhere_by_age(question: Question, bridges: frozenset[str], *, measure: str) -> DataFrame:
    """`BESIDE` of partnerships of other bridges by age in months (the index), as far as may be told."""
    visible, on = question.visible, question.on
    others = _of_others(question, bridges)
    values, codes = by_age.at_age(visible, on, measure)[others], visible.partnerships["bridge"][others]
    found = dict(zip(BESIDE, quartiles_told(values, codes), strict=True))
    return DataFrame(found, index=by_age.ages(visible, on))


@cached_frame
def curves(question: Question, *, measure: str) -> DataFrame:
    """All `compared` by age, beside all others at the same age.

    `measure`: members (organisations at the table), core_groups (0 to 5), activities (begun) or meetings
    (held), the last two in the twelve months up to that age, or since the first meeting. Columns: age_months
    (0, 3, 6, ... since the first meeting, of 365.25 / 12 days), one for each of `compared` (its slug; NaN
    where not known or not so old), median, low, high (the middle half; NaN of fewer than five), n (others
    known at that age), left_out (others without a first meeting, the same in every row). Pilots are there
    whatever place the filters ask for; the others are those asked for, as long as they had not ended; where only some
    bridges are seen, those of all other bridges, as in `comparison`.
    """
    visible, on = question.visible, question.on
    positions = _positions(visible, question.partnership)
    values = by_age.at_age(visible, on, measure)
    others = selection.is_selected(question.of_all).copy()
    others[list(positions.values())] = False
    has_met = by_age.first_meetings(visible) <= day_number(on.to_datetime64())
    ages, told = by_age.ages(visible, on), _asked_elsewhere(question, measure)
    beside = quartiles(values[others]) if told is None else told.reindex(ages).T.to_numpy()
    frame = DataFrame(
        {
            "age_months": ages,
            **{slug: values[position] for slug, position in positions.items()},
            **dict(zip(BESIDE, beside, strict=True)),
        }
    ).astype({"n": "int64"})
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
