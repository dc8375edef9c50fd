"""Frames that several indicators start from are worked out once a question and lent out."""

from collections.abc import Callable
from functools import lru_cache, wraps

from pandas import DataFrame

from dashboard.filters import Filters
from data.programme import Programme

Frames = Callable[[Programme, Filters], DataFrame]
KEPT = 64
"""Questions remembered per function; the least recently asked is forgotten first."""


def kept(function: Frames) -> Frames:
    """The same function, answering a question it has just answered from memory.

    Every reader gets a frame of their own (a shallow copy, which pandas copies on the first write).
    """
    remembered = lru_cache(maxsize=KEPT)(function)

    @wraps(function)
    def lend(programme: Programme, filters: Filters) -> DataFrame:
        return remembered(programme, filters).copy(deep=False)

    return lend
