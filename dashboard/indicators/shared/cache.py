"""What several answers start from is worked out once, remembered, and forgotten when the store changes."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, ParamSpec, TypeVar, cast

from pandas import DataFrame

from dashboard.filters import Filters
from data.programme.programme import Programme

Asks = ParamSpec("Asks")
Answer = TypeVar("Answer")
Frames = Callable[[Programme, Filters], DataFrame]

KEPT = 64
"""Questions remembered per function that answers with a frame; the least recently asked is forgotten first."""
_FORGETTING: Final[list[Callable[[], None]]] = []


def remembered(*, most: int) -> Callable[[Callable[Asks, Answer]], Callable[Asks, Answer]]:
    """Answer a question that was asked before from memory, as `lru_cache`, until `forget` is called.

    Everything that is keyed by a programme uses this one, so that no programme outlives its store version.
    """

    def remember(function: Callable[Asks, Answer]) -> Callable[Asks, Answer]:
        held = lru_cache(maxsize=most)(function)
        _FORGETTING.append(held.cache_clear)
        return cast("Callable[Asks, Answer]", held)

    return remember


def forget() -> None:
    """Forget every answer: the store has changed, and what was known of it before is of no use to anyone."""
    for clear in _FORGETTING:
        clear()


def kept(function: Frames) -> Frames:
    """The same function, answering a question it has just answered from memory.

    Every reader gets a frame of their own (a shallow copy, which pandas copies on the first write).
    """
    answered = remembered(most=KEPT)(function)

    @wraps(function)
    def lend(programme: Programme, filters: Filters) -> DataFrame:
        return answered(programme, filters).copy(deep=False)

    return lend
