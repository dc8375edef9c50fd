"""Every indicator by its key, recomputed in SQL: a function of that name in the module of its theme."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import isfunction

from recomputed import bridges, coverage, levers, meetings, progress, representation, returns
from recomputed.question import NOTHING, Answer, Question
from recomputed.seen import ask
from sqlalchemy import Connection

from dashboard.filters import Filters

THEMES = (progress, coverage, representation, levers, meetings, bridges, returns)

RECOMPUTED: Mapping[str, Callable[[Question], Answer]] = {
    name: function
    for theme in THEMES
    for name, function in vars(theme).items()
    if isfunction(function) and function.__module__ == theme.__name__ and not name.startswith("_")
}


RESTS_ON: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("time_to_delivery", "survival", "returns"), ("returns",)),
    **dict.fromkeys(
        ("core_groups", "fully_represented", "sector_gap", "education_depth", "effective_sectors"),
        ("memberships",),
    ),
    "active_core_groups": ("memberships", "meetings"),
    **dict.fromkeys(
        ("lever_mix", "lever_balance", "all_levers", "lever_considered", "led_to"), ("activities",)
    ),
    **dict.fromkeys(("meeting_recency", "decision_fit"), ("meetings",)),
    "follow_up": ("actions",),
    "support_reach": ("support",),
}
"""The kinds of records that each rests on; the others rest on statuses and places."""


def answers(connection: Connection, filters: Filters) -> dict[str, Answer]:
    """What every indicator says, each as at the last day to which its records are complete, if the day is later."""
    found: dict[str, Answer] = {}
    question = ask(connection, filters)
    days = {
        key: min(
            [question.t, *(question.ends[kind] for kind in RESTS_ON.get(key, ()) if kind in question.ends)]
        )
        for key in RECOMPUTED
    }
    for day in sorted({*days.values()}):
        asked = ask(connection, replace(filters, as_at=day))
        found |= _of(asked, [key for key, on in days.items() if on == day])
    return found


def _of(question: Question, keys: list[str]) -> dict[str, Answer]:
    """What these indicators say; nothing where who is asked for is not published."""
    asked = question.filters
    silent = (asked.sector and not question.number("SELECT COUNT(*) FROM seen_membership")) or (
        asked.lever and not question.number("SELECT COUNT(*) FROM seen_activity")
    )
    return {key: NOTHING if silent else function(question) for key in keys if (function := RECOMPUTED[key])}
