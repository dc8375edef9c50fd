"""Who covers each authority, worked out once for all of England: a filter by place only chooses among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp
from pandas.api.extensions import ExtensionArray

from dashboard import words
from dashboard.cache import cached
from dashboard.filters import DEFAULT_NEED
from dashboard.indicators.coverage import need
from dashboard.indicators.shared import places, selection, statuses
from dashboard.indicators.shared.area_coverage import AreaCoverage
from dashboard.indicators.shared.intervals import Flags, IntArray, Positions
from dashboard.indicators.shared.records import name_ranks
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CHILDREN
from geo.lookups import points_of
from geo.vintages import Vintage, vintage_at

STATES = tuple(words.STATES)
"""whole and part: a counted partnership covers it so; pipeline: only prospective or emerging ones; exists: one of which
no source says when or how far it is; none: no evidence of any."""
Column = ExtensionArray | IntArray
_STATES: Final = pd.array(STATES, dtype="str")
JOINED: Final = {"partnerships": "partnership", "names": "name"}
"""Column -> what it joins of the partnerships of each authority."""
NUMBERS: Final = ("whole", "part", "live")
BOX: Final = ("lon", "lat", "west", "south", "east", "north")


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Who covers each of the `places.authorities` of a day, wherever the filters ask, one entry an authority.

    `state` is a place among `STATES`; the others are as the columns of `coverage.by_area` say.
    """

    state: Positions
    whole: IntArray
    part: IntArray
    live: IntArray


@cached(most=256)
def cover(question: Question) -> Cover:
    """Who covers each authority of the as-at date, wherever the filters ask."""
    return _cover(_wherever(question))


@cached(most=64)
def _cover(question: Question) -> Cover:
    visible = question.visible
    held = places.area_coverage_on(visible, question.on)
    is_counted, is_live, is_planned = (
        selection.flags(question, column) for column in ("is_counted", "is_live", "is_planned")
    )
    counted, there = held.among(is_counted), held.among(is_live | _may_be_there(question))
    kinds = (counted & held.whole, counted & ~held.whole, held.among(is_planned), there)
    numbers = [held.number(rows) for rows in kinds]
    some = [number > 0 for number in numbers]
    return Cover(
        state=np.select(some, range(len(some)), len(some)),
        whole=numbers[0],
        part=numbers[1],
        live=held.number(held.among(is_live)),
    )


def in_quarters(question: Question, quarters: tuple[Timestamp, ...]) -> tuple[Flags, Flags]:
    """Which authorities of the as-at date (down) were covered as a whole, and covered at all, on each of some days
    (across), wherever the filters ask.
    """
    return _in_quarters(_wherever(question), quarters)


@cached(most=16)
def _in_quarters(question: Question, quarters: tuple[Timestamp, ...]) -> tuple[Flags, Flags]:
    visible = question.visible
    counted = statuses.held(visible, selection.counted_statuses(question.filters), quarters)
    counted = counted & selection.is_selected(question)[:, None]
    whole, covered = (
        np.zeros((len(places.authorities(visible, question.on)), len(quarters)), bool) for _ in range(2)
    )
    for begin, end, held in _held_in(visible, quarters, vintage_at(question.on.date())):
        covering = counted[held.partnership, begin:end]
        for flags, rows in ((covered, covering), (whole, covering & held.whole[:, None])):
            area, day = np.nonzero(rows)
            flags[held.area[area], begin + day] = True
    return whole, covered


@cached(most=16)
def _held_in(
    programme: Programme, quarters: tuple[Timestamp, ...], vintage: Vintage
) -> list[tuple[int, int, AreaCoverage]]:
    """Where partnerships lay in some quarters, on the authorities of a vintage: from which to which it was the same."""
    settled = [places.last_change_before(programme, day) for day in quarters]
    spells = [(day, len([*same])) for day, same in groupby(settled)]
    ends = [*accumulate(number for _, number in spells)]
    return [
        (end - number, end, places.area_coverage_on(programme, day, vintage=vintage))
        for (day, number), end in zip(spells, ends, strict=True)
    ]


def _wherever(question: Question) -> Question:
    """The question without what chooses among authorities alone."""
    return question.anywhere.with_filters(need=DEFAULT_NEED)


def size(question: Question) -> int:
    """How many authorities are asked for."""
    return int(np.count_nonzero(selection.scope(question, question.on)))


def in_states(question: Question, *states: str) -> int:
    """How many of the authorities asked for are in one of some states."""
    return len(which(question, *states))


def which(question: Question, *states: str) -> Positions:
    """Which of the authorities of the day are asked for and in one of some states, or in any."""
    scope = selection.scope(question, question.on)
    if states:
        scope &= np.array([state in states for state in STATES])[cover(question).state]
    return np.flatnonzero(scope)


def with_several(question: Question) -> tuple[Positions, IntArray]:
    """Which of the authorities asked for have more than one counted partnership, and how many each has."""
    found = cover(question)
    counted = found.whole + found.part
    several = np.flatnonzero((counted > 1) & selection.scope(question, question.on))
    return several, counted[several]


def frame_of(question: Question, which: Positions, columns: Sequence[str]) -> DataFrame:
    """Some columns of `coverage.mapped` of some authorities, by their places among those of the day."""
    found, wanted = cover(question), [*columns]
    facts: dict[str, Column] = {
        name: values.take(which) for name, values in _facts_at(question).items() if name in wanted
    }
    facts |= {name: getattr(found, name)[which] for name in NUMBERS if name in wanted}
    if "state" in wanted:
        facts["state"] = _STATES.take(found.state[which])
    if joined := [name for name in JOINED if name in wanted]:
        facts |= _joined(question.anywhere, which, joined)
    return DataFrame({name: facts[name] for name in columns}, copy=False)


def _facts_at(question: Question) -> Mapping[str, Column]:
    """`_facts` of the as-at date, of which many share theirs."""
    visible, on, measure = question.visible, question.on, question.filters.need
    found = tuple(need.statistic(visible, one, on) for one in (measure, CHILDREN))
    return _facts(visible, places.last_change_before(visible, on), found)


@cached(most=32)
def _facts(
    programme: Programme, on: Timestamp, found: tuple[need.Statistic | None, ...]
) -> Mapping[str, Column]:
    """The authorities of a day, what is needed there, how many children live there, and where each lies."""
    areas, vintage = places.authorities(programme, on), vintage_at(on.date())
    values = [need.carried(programme, one, vintage).by_area.reindex(areas["area_code"]) for one in found]
    points = points_of(vintage.key).reindex(areas["area_code"])
    return (
        {str(column): areas[column].array for column in areas}
        | {
            name: one.to_numpy(dtype=np.float64)
            for name, one in zip(("need", "children"), values, strict=True)
        }
        | {column: points[column].to_numpy(dtype=np.float64) for column in BOX}
    )


def _joined(question: Question, which: Positions, columns: Sequence[str]) -> dict[str, ExtensionArray]:
    """For each of some authorities some columns of the partnerships there, those counted first; NaN where it has
    none.
    """
    held, facts = places.area_coverage_on(question.visible, question.on), question.visible.partnerships
    is_counted, is_live = (selection.flags(question, flag) for flag in ("is_counted", "is_live"))
    asked = np.zeros(len(held.codes), dtype=bool)
    asked[which] = True
    rows = np.flatnonzero(held.among(is_live | _may_be_there(question)) & asked[held.area])
    area, position = held.area[rows], held.partnership[rows]
    order = np.lexsort((name_ranks(question.visible)[position], ~is_counted[position], area))
    area, position = area[order], position[order]
    ends = [np.searchsorted(area, which, side=side).tolist() for side in ("left", "right")]
    joined: dict[str, ExtensionArray] = {}
    for column in columns:
        values = facts[JOINED[column]].array.take(position).tolist()
        texts = ["; ".join(values[begin:end]) or None for begin, end in zip(*ends, strict=True)]
        joined[column] = pd.array(texts, dtype="str")
    return joined


def _may_be_there(question: Question) -> Flags:
    return selection.may_be_there(question) & selection.is_selected(question)
