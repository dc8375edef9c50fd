"""Answers are worked out one after another: two at once in a process take twice as long each, and switching besides."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import Final

IN_LINE: Final = 40
"""Questions that wait in a process; the last of them waits a second or two."""
PATIENCE: Final = 10.0
"""Seconds that a question waits at most, on a machine that has much else to do."""


class Turns:
    """Gives turns, one at a time, to so many who stand in line."""

    def __init__(self, *, in_line: int = IN_LINE, patience: float = PATIENCE) -> None:
        self._places = BoundedSemaphore(in_line + 1)
        self._turn = Lock()
        self._patience = patience

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Wait for a turn and hold it; false, without one, where the line is full or does not get on."""
        if not self._places.acquire(blocking=False):
            yield False
            return
        try:
            has_it = self._turn.acquire(timeout=self._patience)
            try:
                yield has_it
            finally:
                if has_it:
                    self._turn.release()
        finally:
            self._places.release()
