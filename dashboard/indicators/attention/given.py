"""Which reasons to call each partnership gives on a day, and since when: what the list, counts and calls rest on."""

import numpy as np
import numpy.typing as npt
from pandas import Timestamp

from dashboard.cache import LONG, cached
from dashboard.filters import Filters
from dashboard.indicators.attention.reasons import REASONS, Match
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.complete import complete_day
from dashboard.indicators.shared.intervals import NEVER, IntArray
from dashboard.question import Question
from data.programme.programme import Programme


@cached(most=LONG)
def given_since(programme: Programme, on: Timestamp) -> IntArray:
    """The day from which each partnership (down) gives each reason (across); `NEVER` if it does not."""
    status = _statuses(programme, on)
    given = [
        np.where(np.isin(status, reason.applies_to), match.since, NEVER)
        for reason, match in zip(REASONS, matches(programme, on), strict=True)
    ]
    return np.column_stack(given)


@cached(most=LONG)
def matches(programme: Programme, on: Timestamp) -> tuple[Match, ...]:
    """What each reason finds, whatever the status of a partnership, as at the day to which its records are complete."""
    return tuple(reason.check(programme, complete_day(programme, on, [reason.record])) for reason in REASONS)


def _statuses(programme: Programme, on: Timestamp) -> npt.NDArray[np.object_]:
    everyone = selection.selected(Question(programme, Filters(as_at=on.date())))
    return everyone["status"].to_numpy(dtype=object)
