"""How much of what stands behind a figure is illustrative: generated to show how the tool works, published nowhere."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from pandas import DataFrame, Timestamp

from dashboard.cache import cached
from dashboard.filters import USUAL
from dashboard.indicators.shared import selection, statuses
from dashboard.indicators.shared.intervals import ALWAYS, OPEN, Flags, IntArray, day_number, day_numbers
from dashboard.indicators.shared.records import with_position
from dashboard.indicators.shared.statuses import NAMES
from dashboard.question import Question
from data.programme.programme import Programme
from data.programme.visibility import MILESTONES

LABELLED_ABOVE = 0.1
"""A figure of which a larger share rests on illustrative rows says so in its own sentence."""
MARK = "Illustrative"
COUNTED = "counted"
"""Stands for the statuses of those that are counted, where `statuses` are those of all that are asked for."""
STANDING = (COUNTED, "statuses")
"""What is asked of as it stands at the as-at date, one row a partnership."""
HAPPENED = {
    "activities": "start_on",
    "activity_links": "start_on",
    "meetings": "held_on",
    "attendance": "held_on",
    "support": "support_on",
    "actions": "agreed_on",
    "returns": "period_end",
}
"""Frame -> the day on which each of its rows happened."""
WHOLE_HISTORY = ("actions", "returns")
"""What is asked of up to the as-at date, not of the activity window alone."""
LASTING = ("memberships", "partnership_areas")
PARENTS = {
    "attendance": ("meetings", "meeting", "meeting"),
    "activity_links": ("activities", "activity", "from_activity"),
}
"""Frame -> the frame that says whose its rows are, by which key, and the column that holds that key."""


class _Rows(NamedTuple):
    """The rows of a frame: whose (position in the store), from and until which day, which are illustrative."""

    position: IntArray
    begin: IntArray
    end: IntArray
    is_illustrative: Flags


def behind(counted: str, frames: Collection[str]) -> tuple[str, ...]:
    """The frames that a figure rests on; where it counts the usual statuses, the statuses of those counted."""
    others = tuple(frame for frame in frames if frame != "statuses")
    return (COUNTED, *others) if USUAL in counted else tuple(frames)


def share_of(question: Question, frames: Collection[str]) -> float:
    """The share (0 to 1) of the rows behind a figure that are illustrative; of several frames the greatest, because a
    case that rests on rows of each is illustrative with any of them.

    Rows are those of the partnerships asked for, as they hold at the as-at date or happened in the activity window.
    """
    return max((_share(question, frame) for frame in frames), default=0.0)


def is_labelled(share: float | None) -> bool:
    """Whether a figure must be called illustrative."""
    return share is not None and share > LABELLED_ABOVE


def marked(preface: str, *, share: float | None) -> str:
    """What a sentence begins with, with the mark where it needs one: "Illustrative, in London"."""
    if not is_labelled(share):
        return preface
    return f"{MARK}, {preface[:1].lower()}{preface[1:]}" if preface else MARK


@cached(most=512)
def _share(question: Question, name: str) -> float:
    visible, asked = question.visible, selection.is_selected(question)
    if question.partnership:
        one = (visible.partnerships["partnership"] == question.partnership).to_numpy(dtype=bool)
        asked = one & asked if name in STANDING else one
    names = selection.counted_statuses(question.filters) if name == COUNTED else NAMES
    number, illustrative = _of_each(visible, name, names, *question.window)
    every = int(number[asked].sum())
    return int(illustrative[asked].sum()) / every if every else 0.0


@cached(most=64)
def _of_each(
    programme: Programme, name: str, names: tuple[str, ...], since: Timestamp, until: Timestamp
) -> tuple[IntArray, IntArray]:
    """How many rows each partnership has that hold or happened then, and how many of them are illustrative.

    Of statuses only those in `names` are meant.
    """
    size = len(programme.partnerships)
    if name in STANDING:
        held = statuses.held(programme, names, (until,))[:, 0]
        made_up = held & statuses.generated(programme, (until,))[:, 0]
        return held.astype(np.int64), made_up.astype(np.int64)
    known = _rows(programme, name)
    first, last = (day_number(day.to_datetime64()) for day in (since, until))
    inside = known.begin <= last
    if name in HAPPENED:
        inside &= (known.begin > first) | (name in WHOLE_HISTORY)
    else:
        inside &= last < known.end
    made_up = inside & known.is_illustrative
    number, illustrative = (np.bincount(known.position[which], minlength=size) for which in (inside, made_up))
    return number, illustrative


@cached(most=256)
def _rows(programme: Programme, name: str) -> _Rows:
    frame = getattr(programme, name)
    if name in PARENTS:
        parent, key, column = PARENTS[name]
        columns = [key, "partnership", HAPPENED[name]]
        of = getattr(programme, parent)[columns].rename(columns={key: column})
        frame = frame.drop(columns="partnership", errors="ignore").merge(of, on=column)
    if "partnership" not in frame:
        frame = frame.iloc[:0].assign(partnership="")
    frame = with_position(programme, frame)
    begins, ends = HAPPENED.get(name, "from_date" if name in LASTING else ""), "to_date"
    size = len(frame)
    return _Rows(
        position=frame["position"].to_numpy(dtype=np.int64),
        begin=day_numbers(frame[begins].to_numpy(), missing=ALWAYS) if begins else np.full(size, ALWAYS),
        end=day_numbers(frame[ends].to_numpy(), missing=OPEN) if name in LASTING else np.full(size, OPEN),
        is_illustrative=_made_up(frame),
    )


def _made_up(frame: DataFrame) -> Flags:
    """Which rows are illustrative; a partnership with illustrative milestones is, unless these are hidden."""
    flags = frame["is_illustrative"]
    if "milestones_illustrative" in frame:
        flags = flags | (frame["milestones_illustrative"] & frame[list(MILESTONES)].notna().any(axis=1))
    return flags.to_numpy(dtype=bool)
