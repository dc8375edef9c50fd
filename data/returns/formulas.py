"""Text that a spreadsheet would run as a formula: how it is written so that none does, and read back as it was."""

from typing import Final

RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a text cell of a CSV file that begins so."""
GUARD: Final = "'"
"""Stands before such a text; spreadsheets show what follows."""


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could run a text as a formula."""
    return text.startswith(RISKY)


def guarded(text: str) -> str:
    """Return the text as a CSV file holds it: with a guard if it is risky, or if it looks as though it had one."""
    return f"{GUARD}{text}" if is_risky(text) or _looks_guarded(text) else text


def harmless(value: object) -> object:
    """Return a cell as a CSV file holds it: text guarded where a spreadsheet would run it; numbers stay numbers."""
    return guarded(value) if isinstance(value, str) else value


def unguarded(text: str) -> str:
    """Return the text that a cell of a CSV file means; `guarded` the other way round."""
    return text[1:] if _looks_guarded(text) else text


def _looks_guarded(text: str) -> bool:
    return text.startswith(GUARD) and text[1:].startswith((*RISKY, GUARD))
