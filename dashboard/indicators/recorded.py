"""From when on anything is recorded of a partnership: before that nothing is known, which is not "none"."""

import numpy as np

from dashboard.cache import cached
from dashboard.indicators.levers import activities
from dashboard.indicators.meetings import attendance
from dashboard.indicators.shared.intervals import ALWAYS, OPEN, Events, IntArray, day_numbers
from dashboard.indicators.shared.records import with_position
from data.programme.programme import Programme

LAST_MONTHS_OF_A_QUARTER = 2


@cached(most=8)
def recorded_from(programme: Programme) -> IntArray:
    """The first day (see `spans`) that a received return, a meeting or an activity speaks of, by partnership;
    `OPEN` where nothing does.
    """
    size = len(programme.partnerships)
    firsts = [
        part.nth(size, 0)
        for part in (attendance.held(programme).days, begun(programme), _reported(programme))
    ]
    earliest: IntArray = np.minimum.reduce(firsts)
    return earliest


@cached(most=8)
def begun(programme: Programme) -> Events:
    """The days on which the activities of each partnership began."""
    found = activities.activities(programme)
    return Events.of(found.position.astype(np.int64), day_numbers(found.start, missing=OPEN))


def _reported(programme: Programme) -> Events:
    """The first day of every quarter whose return was received."""
    rows = with_position(programme, programme.returns[programme.returns["received_on"].notna()])
    ends = rows["period_end"].to_numpy().astype("datetime64[M]")
    return Events.of(
        rows["position"].to_numpy(dtype=np.int64),
        day_numbers(ends - LAST_MONTHS_OF_A_QUARTER, missing=ALWAYS),
    )
