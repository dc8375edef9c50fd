"""Answers are worked out one after another: two at once in a process take twice as long each, and switching besides.

Files take longer, and some wait for Chrome: a few are made at once, beside the answers, and the rest stand in line too.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Final

from dashboard.exports.pictures.chrome import AT_ONCE

IN_LINE: Final = 40
"""Questions that wait in a process; the last of them waits a second or two."""
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
