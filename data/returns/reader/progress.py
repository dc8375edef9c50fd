"""Who waits for a long piece of work hears how far it is."""

from typing import Protocol


class Watch(Protocol):
    """Told what is being done and how many rows of it are done."""

    def __call__(self, doing: str, rows: int, /) -> object:
        """Hear it."""


def unwatched(_doing: str, _rows: int, /) -> None:
    """Nobody waits."""
