"""Answers are worked out one after another: two at once in a process take twice as long each, and switching besides.

Files take longer, and some wait for Chrome: a few are made at once, beside the answers, and the rest stand in line too.

What takes too long is broken off where it is, and its thread is free again: an error is raised in the thread that
works, between two steps of Python, so that a step of a library is finished first. The process that serves looks every
second (`dashboard/worker.py`); see docs/decisions/0037-time-limit.md.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import c_ulong, py_object, pythonapi
from dataclasses import dataclass
from threading import Event, Lock, get_ident
from time import monotonic, sleep
from typing import Final, TypeVar

from dashboard.exports.pictures.chrome import AT_ONCE

Answer = TypeVar("Answer")

IN_LINE: Final = 100
"""Questions that wait in a process: half of two hundred people, while it reads what an import has brought. The last of
them waits some four seconds.
"""
FILES_AT_ONCE: Final = 2 + AT_ONCE
"""A process that waits for as many pictures and papers as the machine draws at once still makes other files."""
FILES_IN_LINE: Final = 8
PATIENCE: Final = 10.0
"""Seconds that a question waits at most, on a machine that has much else to do."""


class Turns:
    """Gives turns, so many at once, to so many who stand in line, in the order in which they came.

    A lock alone would go to whoever asks at the moment it is free, and who works without a pause would keep it.
    """

    def __init__(self, *, at_once: int = 1, in_line: int = IN_LINE, patience: float = PATIENCE) -> None:
        self._free, self._in_line, self._patience = at_once, in_line, patience
        self._guard = Lock()
        self._line: deque[Event] = deque()

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Wait for a turn and hold it; false, without one, where the line is full or does not get on."""
        has_turn = self._wait()
        try:
            yield has_turn
        finally:
            if has_turn:
                self._give_on()

    def _wait(self) -> bool:
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            if len(self._line) >= self._in_line:
                return False
            called = Event()
            self._line.append(called)
        if called.wait(self._patience):
            return True
        with self._guard:
            if called in self._line:
                self._line.remove(called)
                return False
        return True  # called at the last moment

    def _give_on(self) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().set()
            else:
                self._free += 1


class OutOfTimeError(BaseException):
    """An answer has taken too long. No `Exception`: whoever catches faults does not take it for one."""


@dataclass(slots=True, eq=False)
class _Work:
    """What a thread works at, until when (on the clock that never goes back), and whether it was told to stop."""

    thread: int
    until: float
    is_told: bool = False


_GUARD: Final = Lock()
_AT_WORK: Final[set[_Work]] = set()


def within(seconds: float, answer: Callable[[], Answer]) -> Answer:
    """Return an answer. Raises `OutOfTimeError` where it takes longer, as soon as somebody looks.

    Nothing that has to be given back without `with` may be taken outside: the error comes between any two steps.
    """
    work = _Work(get_ident(), monotonic() + seconds)
    with _GUARD:
        _AT_WORK.add(work)
    try:
        found = answer()
    finally:
        with _GUARD:
            _AT_WORK.discard(work)
    if work.is_told:
        sleep(0)  # the error comes here at the latest, not where the thread works at something else
    return found


def look() -> None:
    """Tell every thread that has worked too long at something to stop."""
    now = monotonic()
    with _GUARD:
        for work in _AT_WORK:
            if not work.is_told and work.until < now:
                work.is_told = True
                pythonapi.PyThreadState_SetAsyncExc(c_ulong(work.thread), py_object(OutOfTimeError))
