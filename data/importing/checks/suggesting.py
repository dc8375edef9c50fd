"""Which key somebody meant who wrote another."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

MOST = 100
"""Suggestions for one sheet and column: finding one takes a while, and a file full of strangers has another fault."""


class Suggestions:
    """Finds the nearest of the known keys; remembers, and stops after `MOST` different strangers."""

    def __init__(self, known: Iterable[object], *, alike: float = 0.6) -> None:
        self._known = [str(key) for key in known]
        self._alike = alike
        self._found: dict[str, str] = {}

    def advice(self, stranger: str, *, otherwise: str, called: Callable[[str], str] = str) -> str:
        """`Did you mean barnet-cep?`, else `otherwise`; `called` is how the reader knows a key."""
        if stranger not in self._found and len(self._found) < MOST:
            close = get_close_matches(stranger, self._known, n=1, cutoff=self._alike)
            self._found[stranger] = close[0] if close else ""
        likely = self._found.get(stranger, "")
        return f"Did you mean {called(likely)}?" if likely else otherwise
