"""What several answers start from is worked out once, kept, and forgotten when the store changes."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, ParamSpec, TypeVar, cast

from pandas import DataFrame

Asks = ParamSpec("Asks")
Answer = TypeVar("Answer")

QUESTIONS: Final = 64
"""Questions kept per function that answers with a frame; the least recently asked is forgotten first."""
_CLEAR: Final[list[Callable[[], None]]] = []


def cached(*, most: int) -> Callable[[Callable[Asks, Answer]], Callable[Asks, Answer]]:
    """Answer a question that was asked before from memory, as `lru_cache`, until `forget` is called.

    Everything that is keyed by a programme uses this one, so that no programme outlives its store version.
    """

    def decorate(function: Callable[Asks, Answer]) -> Callable[Asks, Answer]:
        answer = lru_cache(maxsize=most)(function)
        _CLEAR.append(answer.cache_clear)
        return cast("Callable[Asks, Answer]", answer)

    return decorate


def forget() -> None:
    """Forget every answer: the store has changed, and what was known of it before is of no use to anyone."""
    for clear in _CLEAR:
        clear()


def cached_frame(function: Callable[Asks, DataFrame]) -> Callable[Asks, DataFrame]:
    """The same function, answering a question it has just answered from memory.

    Every reader gets a frame of their own (a shallow copy, which pandas copies on the first write).
    """
    answer = cached(most=QUESTIONS)(function)

    @wraps(function)
    def copy(*args: Asks.args, **kwargs: Asks.kwargs) -> DataFrame:
        return answer(*args, **kwargs).copy(deep=False)

    return copy
