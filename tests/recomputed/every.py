"""Every indicator by its key, recomputed in SQL: a function of that name in the module of its theme."""

from collections.abc import Callable, Mapping
from inspect import isfunction

from recomputed import bridges, coverage, levers, meetings, progress, representation, returns
from recomputed.question import NOTHING, Answer, Question

THEMES = (progress, coverage, representation, levers, meetings, bridges, returns)

RECOMPUTED: Mapping[str, Callable[[Question], Answer]] = {
    name: function
    for theme in THEMES
    for name, function in vars(theme).items()
    if isfunction(function) and function.__module__ == theme.__name__ and not name.startswith("_")
}


def answers(question: Question) -> dict[str, Answer]:
    """What every indicator says; nothing where who is asked for is not published."""
    asked = question.filters
    silent = (asked.sector and not question.number("SELECT COUNT(*) FROM seen_membership")) or (
        asked.lever and not question.number("SELECT COUNT(*) FROM seen_activity")
    )
    return {key: NOTHING if silent else function(question) for key, function in RECOMPUTED.items()}
