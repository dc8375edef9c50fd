"""Answers are worked out one after another: two at once in a process take twice as long each, and switching besides."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Final

IN_LINE: Final = 40
"""Questions that wait in a process; the last of them waits a second or two."""
PATIENCE: Final = 10.0
"""Seconds that a question waits at most, on a machine that has much else to do."""


class Turns:
    """Gives turns, one at a time, to so many who stand in line, in the order in which they came.

    A lock alone would go to whoever asks at the moment it is free, and who works without a pause would keep it.
    """

    def __init__(self, *, in_line: int = IN_LINE, patience: float = PATIENCE) -> None:
        self._in_line, self._patience = in_line, patience
        self._guard = Lock()
        self._is_taken = False
        self._line: deque[Event] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

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
            if not self._is_taken:
                self._is_taken = True
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
                self._is_taken = False
