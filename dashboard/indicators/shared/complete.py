"""A question asked after the records end is answered as at the last day to which they are complete, never as a fall."""

from collections.abc import Collection

from pandas import Timestamp

from dashboard import words
from dashboard.cache import cached
from dashboard.question import Question
from data.programme.programme import Programme, last_complete_day
from data.taxonomy import RECORD_KINDS

KIND_OF = {
    **{kind: kind for kind in RECORD_KINDS},
    "attendance": "meetings",
    **{f"activity_{part}": "activities" for part in ("levers", "approaches", "agendas", "links")},
}
"""Frame -> the kind of record that its rows are."""


def as_complete(question: Question, frames: Collection[str]) -> Question:
    """The question as at the last day to which all of these kinds of records are complete, if that is earlier."""
    day = complete_day(question.visible, question.on, frames)
    return question if day == question.on else _on(question, day)


def complete_day(programme: Programme, on: Timestamp, frames: Collection[str]) -> Timestamp:
    """The day itself, or the last one before it to which all of these kinds of records are complete."""
    end = _end(programme, frozenset(KIND_OF[frame] for frame in frames if frame in KIND_OF))
    return on if end is None else min(on, end)


def end_said(asked: Question, frames: Collection[str]) -> str:
    """That these kinds of records end before the day that is asked for; nothing where none does."""
    kinds = dict.fromkeys(KIND_OF[frame] for frame in frames if frame in KIND_OF)
    ends: dict[Timestamp, list[str]] = {}
    for kind in kinds:
        if (day := complete_day(asked.visible, asked.on, [kind])) < asked.on:
            ends.setdefault(day, []).append(RECORD_KINDS[kind].lower())
    each = [f"{words.listing(named)} after {words.day(day)}" for day, named in ends.items()]
    return f"Asked as at {asked.day}; not known: {'; '.join(each)}" if each else ""


@cached(most=64)
def _on(question: Question, day: Timestamp) -> Question:
    """The question as at another day: one for all who ask it, so that what it knows of itself is worked out once."""
    return question.with_filters(as_at=day.date())


@cached(most=256)
def _end(programme: Programme, kinds: frozenset[str]) -> Timestamp | None:
    return last_complete_day(programme, kinds)
