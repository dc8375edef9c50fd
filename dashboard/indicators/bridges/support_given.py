"""The support that bridges gave, in numbers: what the frames of support count from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import cached
from dashboard.indicators.shared.intervals import Flags, Positions, Stamps
from dashboard.indicators.shared.periods import ago, stamp
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import SUPPORT_TYPES

MONTHS = 6
"""Support longer ago than this does not reach a partnership any more."""
LAB = list(SUPPORT_TYPES).index("connected_lab")


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Every support given, one entry each, the earliest first.

    `row` in the programme's frame, `position` of the partnership (-1: a place without one), `kind` a place
    among the types of support, `hours` NaN where not recorded.
    """

    row: Positions
    given_on: Stamps
    position: Positions
    kind: Positions
    hours: npt.NDArray[np.float64]
    generated: Flags


@cached(most=8)
def support(programme: Programme) -> Support:
    """The programme's support in numbers."""
    rows = programme.support.reset_index(drop=True)
    rows = rows[rows["support_on"].notna()].sort_values("support_on", kind="stable")
    known = pd.Index(programme.partnerships["partnership"])
    return Support(
        row=rows.index.to_numpy(dtype=np.intp),
        given_on=rows["support_on"].to_numpy(dtype="datetime64[us]"),
        position=known.get_indexer(pd.Index(rows["partnership"])),
        kind=pd.Index(list(SUPPORT_TYPES)).get_indexer(pd.Index(rows["support_type"])),
        hours=rows["hours"].to_numpy(dtype=np.float64),
        generated=rows["is_illustrative"].to_numpy(dtype=bool),
    )


def lately(question: Question, *, to: Flags) -> Flags:
    """Which support was given in the six months to the as-at date to the flagged partnerships."""
    found, on = support(question.visible), question.on
    recent = (found.given_on > stamp(ago(on, MONTHS))) & (found.given_on <= stamp(on))
    mine: Flags = recent & _to(found, to)
    return mine


def labs(question: Question, *, to: Flags) -> Flags:
    """Which support, by the as-at date, was a Connected Lab for one of the flagged partnerships."""
    found = support(question.visible)
    past = found.given_on <= stamp(question.on)
    mine: Flags = past & (found.kind == LAB) & _to(found, to)
    return mine


def reached(found: Support, rows: Flags, size: int) -> Flags:
    """Which partnerships, in the order of the store, any of the rows was given to."""
    flags = np.zeros(size, dtype=bool)
    flags[found.position[rows]] = True
    return flags


def _to(found: Support, partnerships: Flags) -> Flags:
    flags: Flags = np.append(partnerships, np.False_)[found.position]
    return flags
