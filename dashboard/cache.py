"""What several answers start from is worked out once, kept, and forgotten when the store changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from threading import Lock
from typing import Final, Generic, ParamSpec, TypeVar, cast

from pandas import DataFrame

Asks = ParamSpec("Asks")
Answer = TypeVar("Answer")

QUESTIONS: Final = 16
"""Questions kept per function that answers with a frame: enough for all that one page asks about, since what was asked
before is kept as a finished answer.
"""
LONG: Final = 4
"""Answers kept per function that answers with as many rows as a table of the store has: 5,000 partnerships have 50,000
actions, and what each of these is on one day takes 2 MB.
"""
PROGRAMMES: Final = 24
"""Programmes of which what is worked out of the whole of each is kept: as eleven see the store, ten bridges and all of
England, each with and without what is illustrative, and two more.
"""
_CLEAR: Final[list[Callable[[], None]]] = []


def cached(*, most: int = PROGRAMMES) -> Callable[[Callable[Asks, Answer]], Callable[Asks, Answer]]:
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


class KeptBytes(Generic[Answer]):
    """Answers by key up to so many bytes, least recently asked first out; empty again after `forget`."""

    def __init__(self, *, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = Lock()
        self._held: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()
        self._bytes = self._version = 0
        _CLEAR.append(self._clear)

    @property
    def version(self) -> int:
        """A number that rises with every `forget`: what was begun before it is not kept after it."""
        return self._version

    def get(self, key: Hashable) -> Answer | None:
        """What is kept under a key."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def keep(self, key: Hashable, answer: Answer, *, size: int, version: int) -> None:
        """Keep an answer that was begun at a version, unless it is too large or too late."""
        with self._lock:
            if version != self._version or size > self._most or key in self._held:
                return
            self._held[key] = (answer, size)
            self._bytes += size
            while self._bytes > self._most:
                self._bytes -= self._held.popitem(last=False)[1][1]

    def _clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._bytes = 0
            self._version += 1


def cached_by_size(
    *, most_bytes: int, size: Callable[[Answer], int]
) -> Callable[[Callable[Asks, Answer]], Callable[Asks, Answer]]:
    """As `cached`, for answers of very different sizes: kept up to so many bytes, and the last one however large."""

    def decorate(function: Callable[Asks, Answer]) -> Callable[Asks, Answer]:
        kept: KeptBytes[Answer] = KeptBytes(most_bytes=most_bytes)

        @wraps(function)
        def answer(*args: Asks.args, **kwargs: Asks.kwargs) -> Answer:
            key = (args, *kwargs.items())
            if (found := kept.get(key)) is not None:
                return found
            version = kept.version
            made = function(*args, **kwargs)
            kept.keep(key, made, size=min(size(made), most_bytes), version=version)
            return made

        return answer

    return decorate


_FAILED: Final[ContextVar[list[bool] | None]] = ContextVar("failed", default=None)


@contextmanager
def noting_failures() -> Iterator[list[bool]]:
    """Give a list that stays empty as long as nothing inside calls `failed`: what failed is asked again next time."""
    noted: list[bool] = []
    token = _FAILED.set(noted)
    try:
        yield noted
    finally:
        _FAILED.reset(token)


def failed() -> None:
    """Say that what is being answered is an apology, not an answer."""
    if (noted := _FAILED.get()) is not None:
        noted.append(True)
