"""Which reasons to call each partnership gives on a day, and since when: what the list, counts and calls rest on."""

import numpy as np
from pandas import Timestamp

from dashboard.cache import LONG, cached
from dashboard.indicators.attention.reasons import REASONS, Match
from dashboard.indicators.shared import statuses
from dashboard.indicators.shared.complete import complete_day
from dashboard.indicators.shared.intervals import NEVER, IntArray
from data.programme.programme import Programme


@cached(most=LONG)
def given_since(programme: Programme, on: Timestamp) -> IntArray:
    """The day from which each partnership (down) gives each reason (across); `NEVER` if it does not."""
    status = statuses.named(programme, (on,))[:, 0]
    given = [
        np.where(statuses.are(status, reason.applies_to), match.since, NEVER)
        for reason, match in zip(REASONS, matches(programme, on), strict=True)
    ]
    return np.column_stack(given)


@cached(most=LONG)
def matches(programme: Programme, on: Timestamp) -> tuple[Match, ...]:
    """What each reason finds, whatever the status of a partnership, as at the day to which its records are complete."""
    return tuple(reason.check(programme, complete_day(programme, on, [reason.record])) for reason in REASONS)
