"""What stands on the desk of who calls: how many calls are open, by reason, and the first with all that helps."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas import Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.attention import attention, calls
from dashboard.indicators.attention.given import given_since, matches
from dashboard.indicators.attention.reasons import REASONS
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import Flags, IntArray, day_number
from dashboard.question import Question
from data.norms import ago
from data.programme.programme import Programme, current
from data.taxonomy import ROLES, SUPPORT_TYPES

SPEAKERS = ("chair", "lead_organisation", "host", "coordinator")
"""The roles of who speaks for a partnership, the first that anybody holds."""


class Desk(NamedTuple):
    """How many partnerships have an open reason, by each reason, and in each other state; `worse` have a new one."""

    open: int
    by_reason: Mapping[str, int]
    by_state: Mapping[str, int]
    worse: int


def back_to(question: Question) -> date:
    """The last day of what was before: the one before the day asked for, else that of a quarter ago."""
    if question.filters.since:
        return question.filters.since - timedelta(days=1)
    return ago(question.on, 3).date()


def counts(question: Question) -> Desk:
    """What is open and what is not, of the partnerships asked for, whatever reason or state they are asked for by."""
    question = as_complete(question.with_filters(reason=(), call=()), calls.WEIGHED)
    programme, on = question.visible, question.on
    states = calls.states(programme, on)[selection.is_selected(question)]
    is_open, is_new = states == 0, _is_new(question)[selection.is_selected(question)]
    return Desk(
        open=int(is_open.any(axis=1).sum()),
        by_reason={
            reason.key: int(number) for reason, number in zip(REASONS, is_open.sum(axis=0), strict=True)
        },
        by_state={
            state: int((states == place).any(axis=1).sum())
            for place, state in enumerate(calls.STATES)
            if place
        },
        worse=int((is_open & is_new).any(axis=1).sum()),
    )


def _is_new(question: Question) -> Flags:
    """Which reasons (across) of which partnerships (down) were none yet on the last day of what was before."""
    flags: Flags = given_since(question.visible, question.on) > day_number(np.datetime64(back_to(question)))
    return flags


class Reasoned(NamedTuple):
    """One reason of a partnership on the desk; dates and texts as they are read.

    `why` says it in words, `days` how long it has been a reason at the as-at date, `weight` what a call can do (of
    `reasons.WEIGHTS`), `is_new` that it was none a quarter ago, or before the day asked for; `anchor` is where in the
    profile it stands, `state` one of `CALL_STATES`, `said` that in words (empty if open) and `note` what was noted.
    """

    key: str
    label: str
    why: str
    days: int
    weight: int
    is_new: bool
    anchor: str
    state: str
    said: str
    note: str


class Call(NamedTuple):
    """A partnership on the desk: who it is, its reasons, the open ones first, and who can act and what helps there."""

    partnership: str
    name: str
    facts: tuple[str, ...]
    reasons: tuple[Reasoned, ...]
    actors: tuple[str, ...]
    helps: tuple[str, ...]

    @property
    def open(self) -> tuple[Reasoned, ...]:
        """The reasons about which nobody called."""
        return tuple(reason for reason in self.reasons if reason.state == "open")


class _Known(NamedTuple):
    """What is known of every partnership (down) and reason (across) on a day, and who speaks for each partnership."""

    programme: Programme
    on: Timestamp
    since: IntArray
    states: IntArray
    rows: IntArray
    new: Flags
    speaks: Mapping[int, str]


@cached(most=64)
def first_calls(question: Question, most: int) -> tuple[Call, ...]:
    """The first partnerships of `attention.listing` that have a reason in the states asked for, else an open one."""
    listed = attention.listing(question)
    day = as_complete(question, calls.WEIGHED)
    programme, on = day.visible, day.on
    places = pd.Index(programme.partnerships["partnership"]).get_indexer(pd.Index(listed["partnership"]))
    first = np.flatnonzero(calls.has_any(question)[places])[:most]
    some = listed.take(first)
    columns = (some[name].to_list() for name in ("partnership", "name", "status", "last_contact", "bridge"))
    known = _Known(
        programme,
        on,
        given_since(programme, on),
        calls.states(programme, on),
        calls.noted(programme, on),
        _is_new(day),
        _speaks_for(programme, on),
    )
    rows = zip(places[first].tolist(), zip(*columns, strict=True), strict=True)
    return tuple(_call(known, place, row) for place, row in rows)


def _call(known: _Known, place: int, row: tuple[Any, ...]) -> Call:
    """The partnership at a place of the store, with its slug, name, status, last contact and bridge."""
    slug, name, status, last, bridge = row
    by_bridge = bridge if isinstance(bridge, str) else "its bridge, which is not known"
    facts = (status.lower() if isinstance(status, str) else "", f"last contact {words.day(last)}", by_bridge)
    states, since = known.states[place], known.since[place]
    given = sorted(
        np.flatnonzero(states > calls.NOTHING).tolist(),
        key=lambda at: (states[at] > 0, -REASONS[at].weight, since[at]),
    )
    pending = [REASONS[at] for at in given if states[at] == 0]
    speaks = known.speaks.get(place)
    return Call(
        partnership=slug,
        name=name,
        facts=tuple(one for one in facts if one),
        reasons=tuple(_reasoned(known, place, at) for at in given),
        actors=tuple(dict.fromkeys(_actor(reason.actor, by_bridge, speaks) for reason in pending)),
        helps=tuple(dict.fromkeys(SUPPORT_TYPES[reason.helps] for reason in pending)),
    )


def _reasoned(known: _Known, place: int, at: int) -> Reasoned:
    reason, row = REASONS[at], int(known.rows[place, at])
    noted = known.programme.attention_states.iloc[row].to_dict() if row > calls.NOTHING else None
    return Reasoned(
        key=reason.key,
        label=reason.label,
        why=matches(known.programme, known.on)[at].text(place),
        days=day_number(known.on.to_datetime64()) - int(known.since[place, at]),
        weight=reason.weight,
        is_new=bool(known.new[place, at]),
        anchor=reason.anchor,
        state=calls.STATES[known.states[place, at]],
        said=calls.in_words(noted) if noted else "",
        note=noted["note"] if noted and isinstance(noted["note"], str) else "",
    )


def _actor(kind: str, bridge: str, speaks: str | None) -> str:
    """Who can act, in words: the bridge, who speaks for the partnership, or through them the owners of its actions."""
    if kind == "bridge":
        return bridge
    return f"owners of the actions, through {speaks or bridge}" if kind == "owners" else speaks or bridge


@cached(most=4)
def _speaks_for(programme: Programme, on: Timestamp) -> Mapping[int, str]:
    """Partnership by position -> the organisation that speaks for it on a day, with its role."""
    held = programme.memberships[programme.memberships["role"].isin(SPEAKERS)]
    held = current(held, on).merge(programme.organisations[["organisation", "name"]], on="organisation")
    held = held.assign(rank=held["role"].map(SPEAKERS.index)).sort_values("rank", kind="stable")
    first = held.drop_duplicates("partnership")
    places = pd.Index(programme.partnerships["partnership"]).get_indexer(pd.Index(first["partnership"]))
    said = [
        f"{name} ({ROLES[role].lower()})" for name, role in zip(first["name"], first["role"], strict=True)
    ]
    return dict(zip(places.tolist(), said, strict=True))
