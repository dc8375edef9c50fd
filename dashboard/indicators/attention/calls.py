"""How far somebody is with each reason to call: what was written on the Attention page, as far as it holds today.

What is written speaks of one reason of one partnership as it is: it holds as long as that reason lasts, and when the
reason ends and comes again, nobody has called about it. Waiting ends on its day. It holds today, whatever day the
reasons are asked for: a call is made today about what a return says of the last quarter.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from pandas import Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.indicators.attention.given import given_since
from dashboard.indicators.attention.reasons import REASONS
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.intervals import NEVER, Flags, IntArray, Positions, day_number
from dashboard.indicators.shared.records import with_position
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import CALL_STATES

WEIGHED = ("meetings", "memberships")
"""Nobody is listed as at a later day than these are complete to; each reason, than its own records are."""
WEIGHTS_OF = np.array([reason.weight for reason in REASONS])
"""What a call can do about each reason."""
NOTHING = -1
"""Stands for the row of a reason about which nothing was written that holds."""
STATES = tuple(CALL_STATES)
_PLACES = {reason.key: place for place, reason in enumerate(REASONS)}


@cached(most=16)
def noted(programme: Programme, on: Timestamp) -> IntArray:
    """The row of `attention_states` that holds for each partnership (down) and reason (across); `NOTHING` if none."""
    since, today = given_since(programme, on), day_number(np.datetime64(date.today()))  # noqa: DTZ011
    held = np.full(since.shape, NOTHING)
    rows = with_position(programme, programme.attention_states)
    for row, said in enumerate(rows.to_dict("records")):
        place = said["position"], _PLACES.get(said["reason"], NOTHING)
        if place[1] == NOTHING or not NEVER < since[place] <= _day(said["held_on"]):
            continue
        if said["state"] != "open" and not (said["state"] == "waiting" and _day(said["until"]) <= today):
            held[place] = row
    return held


def _day(on: Timestamp) -> int:
    return day_number(on.to_datetime64())


@cached(most=16)
def states(programme: Programme, on: Timestamp) -> IntArray:
    """How far each reason (across) of each partnership (down) is, as its place in `STATES`; `NOTHING` if not given."""
    rows = noted(programme, on)
    coded = np.array([STATES.index(state) for state in programme.attention_states["state"]], dtype=np.int64)
    found = np.zeros(rows.shape, dtype=np.int64)
    if len(coded):
        found = np.where(rows > NOTHING, coded[rows], 0)
    return np.where(given_since(programme, on) > NEVER, found, NOTHING)


def is_open(programme: Programme, on: Timestamp) -> Flags:
    """Which reasons (across) of which partnerships (down) are given, and nobody called about."""
    flags: Flags = states(programme, on) == 0
    return flags


def asked(question: Question) -> Flags:
    """Which reasons (across) of which partnerships (down) the filters ask for: those in one of some states, else the
    open ones; of some reasons, else of all.
    """
    question = as_complete(question, WEIGHED)
    wanted = [STATES.index(state) for state in question.filters.call] or [0]
    keys = [reason.key for reason in REASONS]
    of_reasons = np.isin(keys, question.filters.reason or keys)
    flags: Flags = np.isin(states(question.visible, question.on), wanted)
    return np.logical_and(flags, of_reasons)


def has_any(question: Question) -> Flags:
    """Which partnerships of the store give a reason in any of the states that the filters ask for."""
    flags: Flags = np.logical_or.reduce(asked(question), axis=1)
    return flags


def said(programme: Programme, on: Timestamp, positions: Positions) -> list[str]:
    """How far what is not open is, of partnerships by position, in words: "Return late: called on 27 March by Asha"."""
    rows, texts = noted(programme, on)[positions], [""] * len(positions)
    notes = programme.attention_states.to_dict("records")
    for at, reason in zip(*np.nonzero(rows > NOTHING), strict=True):
        text = f"{REASONS[reason].label}: {in_words(notes[rows[at, reason]])}"
        texts[at] = f"{texts[at]}; {text}" if texts[at] else text
    return texts


def in_words(note: Mapping[Any, Any]) -> str:
    """One row of `attention_states` in words, without its note: "called on 27 March 2020 by Asha"."""
    on = f"on {words.day(note['held_on'])} by {note['who']}"
    if note["state"] == "waiting":
        return f"waiting until {words.day(note['until'])}, said {on}"
    return f"{CALL_STATES[note['state']].lower()} {on}"
