"""Which key somebody meant who wrote another."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 100
"""Suggestions for one sheet and column: finding one takes a while, and a file full of strangers has another fault."""
_ALIKE = 0.6
"""How alike two keys are at least, from 0 to 1."""


class Suggestions:
    """Finds the nearest of the known keys; remembers, and stops after `MOST` different strangers."""

    def __init__(self, known: Iterable[object]) -> None:
        self._known = [str(key) for key in known]
        self._found: dict[str, str] = {}

    def advice(self, stranger: str, *, otherwise: str) -> str:
        """`Did you mean barnet-cep?`, else `otherwise`."""
        if stranger not in self._found and len(self._found) < MOST:
            close = get_close_matches(stranger, self._known, n=1, cutoff=_ALIKE)
            self._found[stranger] = close[0] if close else ""
        likely = self._found.get(stranger, "")
        return f"Did you mean {likely}?" if likely else otherwise
