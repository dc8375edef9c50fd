"""Which levers the activities pulled, in numbers: what the pages on levers count from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.cache import cached
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Stamps
from dashboard.indicators.shared.periods import in_window, stamp
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import LEVERS

Positions = npt.NDArray[np.intp]

NAMES = tuple(LEVERS)
SECONDARY = 0.5
"""What a secondary lever weighs beside the primary one."""
YES, NO, NOT_ASKED = 1, 0, -1


@dataclass(frozen=True, slots=True, eq=False)
class Activities:
    """Activities that were not cancelled, one entry each, the earliest first.

    `row` in the programme's frame, `position` of the partnership, `lever` (the primary one, a place among
    `NAMES`), `weights` (primary 1, secondary 1/2; levers across), `considered` (`YES`, `NO`, `NOT_ASKED`:
    whether a secondary lever was), `generated` (whether the row is illustrative).
    """

    row: Positions
    start: Stamps
    position: Positions
    lever: Positions
    weights: npt.NDArray[np.float64]
    considered: npt.NDArray[np.int8]
    generated: Flags

    def of(self, levers: tuple[str, ...]) -> Flags:
        """Which have one of the levers as their primary one; all of them where none is named."""
        wanted = [NAMES.index(lever) for lever in levers if lever in NAMES]
        return np.isin(self.lever, wanted) if levers else np.ones(len(self.lever), dtype=bool)


@cached(most=8)
def activities(programme: Programme) -> Activities:
    """The programme's activities in numbers."""
    rows = programme.activities.reset_index(drop=True)
    rows = with_position(programme, rows[(rows["state"] != "cancelled") & rows["start_on"].notna()])
    rows = rows.sort_values("start_on", kind="stable")
    lever = pd.Index(NAMES).get_indexer(pd.Index(rows["primary_lever"]))
    considered = [NOT_ASKED if pd.isna(said) else int(said) for said in rows["secondary_considered"]]
    return Activities(
        row=rows.index.to_numpy(dtype=np.intp),
        start=rows["start_on"].to_numpy(dtype="datetime64[us]"),
        position=rows["position"].to_numpy(dtype=np.intp),
        lever=lever,
        weights=_weights(programme, pd.Index(rows["activity"]), lever),
        considered=np.array(considered, dtype=np.int8),
        generated=rows["is_illustrative"].to_numpy(dtype=bool),
    )


def asked(question: Question) -> Positions:
    """The activities asked for: begun in the window, of the levers and the partnerships of the filters."""
    found = activities(question.visible)
    mine = in_window(found.start, question) & found.of(question.filters.lever)
    return np.flatnonzero(mine & selection.is_selected(question)[found.position])


def of_any_lever(question: Question, *, window_of: Question | None = None) -> Positions:
    """As `asked`, whatever their lever: a filter by lever then chooses partnerships, not activities.

    The window is that of `window_of`, if other than that of the question.
    """
    found = activities(question.visible)
    mine = in_window(found.start, window_of or question)
    return np.flatnonzero(mine & selection.is_selected(question)[found.position])


def until_now(question: Question) -> Positions:
    """As `asked`, from the first activity on unless the filters name a start."""
    if question.filters.since:
        return asked(question)
    found = activities(question.visible)
    mine = (found.start <= stamp(question.on)) & found.of(question.filters.lever)
    return np.flatnonzero(mine & selection.is_selected(question)[found.position])


def _weights(
    programme: Programme, keys: "pd.Index[str]", lever: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    weights = np.zeros((len(keys), len(NAMES)))
    activity = keys.get_indexer(pd.Index(programme.activity_levers["activity"]))
    secondary = pd.Index(NAMES).get_indexer(pd.Index(programme.activity_levers["lever"]))
    weights[activity[activity >= 0], secondary[activity >= 0]] = SECONDARY
    weights[np.arange(len(keys)), lever] = 1.0
    return weights
