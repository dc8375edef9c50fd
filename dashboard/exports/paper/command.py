"""The command line that makes a file again from the same store."""

import shlex
from collections.abc import Sequence
from urllib.parse import parse_qsl

from dashboard.question import PARTNERSHIP, Question

Pairs = list[tuple[str, str]]


def command(question: Question, *words: str, more: Sequence[tuple[str, str]] = (), dated: bool = True) -> str:
    """Return `cep` with these words, and every filter as an option; the store's own date too unless not `dated`."""
    return shlex.join(["cep", *words, *_options([*asked_pairs(question, dated=dated), *more])])


def asked_pairs(question: Question, *, dated: bool = True) -> Pairs:
    """Return what is asked as keys and values: the filters with their date, and the partnership."""
    filters = dict.fromkeys(parse_qsl(question.filters.to_query()))
    if dated:
        filters |= {("as_at", question.on.date().isoformat()): None}
    about = [(PARTNERSHIP, question.partnership)] if question.partnership else []
    return [*sorted(filters), *about]


def _options(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Options of the command line; a value that looks like an option itself is tied to its name."""
    named = [(f"--{key.replace('_', '-')}", value) for key, value in pairs]
    return [
        part
        for name, value in named
        for part in ((f"{name}={value}",) if value.startswith("-") else (name, value))
    ]
