"""Who covers each authority, worked out once for all of England: a filter by place only chooses among them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
from pandas import DataFrame, Timestamp
from pandas.api.extensions import ExtensionArray

from dashboard import words
from dashboard.cache import cached
from dashboard.filters import DEFAULT_NEED
from dashboard.indicators.coverage import need
from dashboard.indicators.shared import places, selection
from dashboard.indicators.shared.area_coverage import AreaCoverage
from dashboard.indicators.shared.intervals import Flags, IntArray, Positions
from dashboard.indicators.shared.records import name_ranks
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CHILDREN

STATES = tuple(words.STATES)
"""whole and part: a counted partnership covers it so; pipeline: only prospective or emerging ones; exists: one of which
no source says when or how far it is; none: no evidence of any."""
_STATES: Final = pd.array(STATES, dtype="str")
NUMBERS_AND_NAMES: Final = ("whole", "part", "live", "partnerships", "names")


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Who covers each of the `places.authorities` of a day, wherever the filters ask, one entry an authority.

    `state` is a place among `STATES`; the others are as the columns of `coverage.by_area` say.
    """

    state: Positions
    whole: IntArray
    part: IntArray
    live: IntArray
    partnerships: ExtensionArray
    names: ExtensionArray


@cached(most=256)
def cover(question: Question) -> Cover:
    """Who covers each authority of the as-at date, wherever the filters ask."""
    return _cover(question.anywhere.with_filters(need=DEFAULT_NEED))


@cached(most=64)
def _cover(question: Question) -> Cover:
    visible = question.visible
    held = places.area_coverage_on(visible, question.on)
    is_counted, is_live, is_planned = (
        selection.flags(question, column) for column in ("is_counted", "is_live", "is_planned")
    )
    is_there = is_live | (selection.may_be_there(question) & selection.is_selected(question))
    counted, there = held.among(is_counted), held.among(is_there)
    kinds = (counted & held.whole, counted & ~held.whole, held.among(is_planned), there)
    numbers = [held.number(rows) for rows in kinds]
    some = [number > 0 for number in numbers]
    slugs, names = _joined(visible, held, counted, there)
    return Cover(
        state=np.select(some, range(len(some)), len(some)),
        whole=numbers[0],
        part=numbers[1],
        live=held.number(held.among(is_live)),
        partnerships=slugs,
        names=names,
    )


def size(question: Question) -> int:
    """How many authorities are asked for."""
    return int(np.count_nonzero(selection.scope(question, question.on)))


def in_states(question: Question, *states: str) -> int:
    """How many of the authorities asked for are in one of some states."""
    return len(which(question, states))


def which(question: Question, states: Collection[str]) -> Positions:
    """Which authorities are asked for and in one of some states."""
    wanted = np.array([state in states for state in STATES])
    return np.flatnonzero(wanted[cover(question).state] & selection.scope(question, question.on))


def frame_of(question: Question, which: Positions, columns: Sequence[str]) -> DataFrame:
    """Some columns of `coverage.by_area` of some authorities, by their places among those of the day."""
    found, facts = cover(question), _facts(question.visible, question.filters.need, question.on)
    of_each = {"state": _STATES.take(found.state[which])} | {
        name: getattr(found, name)[which] for name in NUMBERS_AND_NAMES if name in columns
    }
    return DataFrame(
        {name: of_each[name] if name in of_each else facts[name].array.take(which) for name in columns}
    )


@cached(most=64)
def _facts(programme: Programme, measure: str, on: Timestamp) -> DataFrame:
    """The authorities of a day with what is needed there and how many children live there."""
    areas = places.authorities(programme, on)
    values = {
        column: need.needs(programme, one, on).reindex(areas["area_code"]).to_numpy(dtype=np.float64)
        for column, one in (("need", measure), ("children", CHILDREN))
    }
    return areas.assign(**values)


def _joined(
    programme: Programme, held: AreaCoverage, counted: Flags, there: Flags
) -> tuple[ExtensionArray, ExtensionArray]:
    """For each authority the slugs and the names of the partnerships there; None where it has none."""
    rows = np.flatnonzero(there)
    area, position = held.area[rows], held.partnership[rows]
    order = np.lexsort((name_ranks(programme)[position], ~counted[rows], area))
    ends = np.searchsorted(area[order], np.arange(len(held.codes)), side="right").tolist()

    def joined(column: str) -> ExtensionArray:
        values = programme.partnerships[column].to_numpy(dtype=object)[position[order]].tolist()
        texts = ["; ".join(values[begin:end]) or None for begin, end in pairwise([0, *ends])]
        return pd.array(texts, dtype="str")

    return joined("partnership"), joined("name")
