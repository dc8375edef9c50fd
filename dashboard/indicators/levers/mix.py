"""Which levers were pulled, when and by whom: the frames of the levers' page.

An activity has one primary lever and any number of secondary ones. `METHODS` are the two ways to count it.
"""

from collections.abc import Mapping
from math import log
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame

from dashboard.cache import cached_frame
from dashboard.indicators.levers import activities
from dashboard.indicators.levers.activities import NAMES, NO, NOT_ASKED, YES, Activities
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.intervals import Flags, Positions
from dashboard.indicators.shared.periods import quarters, which_quarter
from dashboard.question import Question
from data.taxonomy import LEVERS

Numbers = npt.NDArray[np.float64]
Method = Literal["primary", "weighted"]
METHODS: Mapping[str, str] = {
    "primary": "Counted by primary lever only",
    "weighted": "Primary lever counted 1, each secondary lever 1/2",
}
MINIMUM = 5
"""Fewer activities than this make no balance."""
SHARES = [f"share_{lever}" for lever in NAMES]
SAID = {"considered": YES, "not_considered": NO, "unknown": NOT_ASKED}


def over_time(question: Question, *, method: Method | None = None) -> DataFrame:
    """The mix in each quarter, from the first activity asked for to the as-at date.

    Columns: quarter (its last day; the as-at date comes last), lever, label, activities (their number, or
    their weight), share (of the quarter's, 0 to 1; NaN in a quarter without any). Every quarter has all
    three levers. `method` as in `METHODS`, by default that of the filters.
    """
    found = activities.activities(question.visible)
    mine = activities.until_now(question)
    ends = quarters(question.on, _first(found, mine))
    cells = np.zeros((len(ends), len(NAMES)))
    np.add.at(
        cells,
        which_quarter(found.start[mine], ends),
        _weights(found, method or question.filters.method)[mine],
    )
    return DataFrame(
        {
            "quarter": pd.DatetimeIndex(ends, dtype="datetime64[us]").repeat(len(NAMES)),
            "lever": np.tile(np.array(NAMES, dtype=object), len(ends)),
            "label": np.tile(np.array(list(LEVERS.values()), dtype=object), len(ends)),
            "activities": cells.ravel(),
            "share": _shares(cells).ravel(),
        }
    )


@cached_frame
def balance(question: Question) -> DataFrame:
    """How each partnership with an activity in the period divides its weight among the levers, by name.

    Columns: partnership, name, region, bridge, SYN, MOB, DEL (weights: primary 1, secondary 1/2), share_SYN,
    share_MOB, share_DEL (0 to 1) and balance (0 to 1), all four NaN below five activities, activities,
    is_reported (at least five), is_illustrative. A filter by lever chooses partnerships, not activities.
    """
    found = activities.activities(question.visible)
    mine = activities.of_any_lever(question)
    positions = selection.sorted_by_name(question, np.unique(found.position[mine]))
    weights = np.zeros((len(question.visible.partnerships), len(NAMES)))
    np.add.at(weights, found.position[mine], found.weights[mine])
    number = np.bincount(found.position[mine], minlength=len(weights))[positions]
    held, enough = weights[positions], number >= MINIMUM
    shares = np.where(enough[:, None], _shares(held), np.nan)
    frame = selection.partnership_labels(question, positions)
    return frame.assign(
        **dict(zip((*NAMES, *SHARES), np.hstack([held, shares]).T, strict=True)),
        balance=np.where(enough, entropy(shares) / log(len(NAMES)), np.nan),
        activities=number,
        is_reported=enough,
        is_illustrative=_any(found, mine, len(weights), positions),
    )


@cached_frame
def presence(question: Question) -> DataFrame:
    """Which levers each counted partnership with an activity pulled in the twelve months to the as-at date.

    Columns: partnership, name, region, bridge, SYN, MOB, DEL (activities by primary lever), levers (how many
    of the three), has_all, is_illustrative. By name. `since` and a filter by lever narrow no activities.
    """
    found = activities.activities(question.visible)
    mine = activities.of_any_lever(question, window_of=question.with_filters(since=None))
    mine = mine[selection.flags(question, "is_counted")[found.position[mine]]]
    size = len(question.visible.partnerships)
    cells = np.bincount(found.position[mine] * len(NAMES) + found.lever[mine], minlength=size * len(NAMES))
    positions = selection.sorted_by_name(question, np.unique(found.position[mine]))
    counts = cells.reshape(size, len(NAMES))[positions]
    frame = selection.partnership_labels(question, positions)
    return frame.assign(
        **dict(zip(NAMES, counts.T, strict=True)),
        levers=(counts > 0).sum(axis=1),
        has_all=np.all(counts > 0, axis=1),
        is_illustrative=_any(found, mine, size, positions),
    )


def entropy(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """-sum p ln p of each row of shares; nothing of no share."""
    return np.asarray(0.0 - (shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=1))


def considered_over_time(question: Question) -> DataFrame:
    """Whether a secondary lever was considered, in each quarter as in `over_time`.

    Columns: quarter, considered, not_considered, unknown (nobody said), activities, share (considered /
    activities, 0 to 1; NaN in a quarter without any).
    """
    found = activities.activities(question.visible)
    mine = activities.until_now(question)
    ends = quarters(question.on, _first(found, mine))
    counts = _said(found, mine, which_quarter(found.start[mine], ends), len(ends))
    return _with_share(DataFrame({"quarter": pd.DatetimeIndex(ends, dtype="datetime64[us]")}), counts)


def _said(found: Activities, mine: Positions, group: Positions, size: int) -> npt.NDArray[np.intp]:
    """How many activities of each group were considered, not considered, and nobody said."""
    answers = found.considered[mine]
    return np.stack(
        [np.bincount(group[answers == said], minlength=size) for said in SAID.values()], axis=1
    ).reshape(size, len(SAID))


def _with_share(frame: DataFrame, counts: npt.NDArray[np.intp]) -> DataFrame:
    total = counts.sum(axis=1)
    share = np.where(total > 0, counts[:, 0] / np.maximum(total, 1), np.nan)
    return frame.assign(**dict(zip(SAID, counts.T, strict=True)), activities=total, share=share)


def _weights(found: Activities, method: str) -> Numbers:
    return found.weights if method == "weighted" else np.eye(len(NAMES))[found.lever]


def _shares(weights: Numbers) -> Numbers:
    """Each row's parts of one; NaN in a row of nothing."""
    total = weights.sum(axis=1, keepdims=True)
    return np.where(total > 0, weights / np.where(total > 0, total, 1.0), np.nan)


def _first(found: Activities, mine: Positions) -> pd.Timestamp | None:
    return pd.Timestamp(found.start[mine[0]]) if len(mine) else None


def _any(found: Activities, mine: Positions, size: int, positions: Positions) -> Flags:
    """Whether any of the activities behind each partnership is illustrative."""
    flags = np.zeros(size, dtype=bool)
    flags[found.position[mine[found.generated[mine]]]] = True
    return flags[positions]
