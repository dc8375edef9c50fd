"""Since when a partnership has been what it is."""

import numpy as np
from pandas import Timestamp

from dashboard.cache import cached
from dashboard.indicators.shared.statuses import BEFORE_ALL, Stamps, indices, timeline
from data.programme.programme import Programme


@cached(most=64)
def since(programme: Programme, on: Timestamp, names: tuple[str, ...]) -> Stamps:
    """The day from which each partnership has had one of the statuses without a break, up to a day.

    In the order of the store; NaT for one that has none of them on that day, or that has always had them.
    """
    line = timeline(programme)
    past = int(np.searchsorted(line.events, on.to_datetime64(), side="right"))
    inside = np.isin(line.named(line.rows[:, :past]), indices(names))
    outside = ~inside[:, ::-1]
    run = np.where(outside.any(axis=1), outside.argmax(axis=1), past)
    began = line.events[past - np.maximum(run, 1)]
    return np.where((run > 0) & (began > BEFORE_ALL), began, np.datetime64("NaT", "us"))
