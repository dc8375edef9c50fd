"""What the evidence of a partnership leaves open: up to which day each status may be made up.

What is proved is never contradicted. Nothing is made up of the time from which a page says how far a partnership
is; nor, from the time of which it only says that the partnership is there, an earlier stage; nothing counted of
one that any page words as emerging or planned; nothing but plans before the beginning that a page gives; and
never an end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.norms import first_day
from data.register_evidence import PublishedStatus
from data.register_reader import Published
from data.taxonomy import COUNTED_STATUSES, EARLIER_STAGES, ENDED_STATUSES

NEVER, ALWAYS = date.min, date.max
INFERRED = 5
"""The grade from which on a piece of evidence is no page's own word."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """For each status that may be made up, the first day of which it may not be; `NEVER` for never at all.

    `there_on` is the day from which the partnership is proved to be there, `began_in` the first and last day of the
    period in which a page says that it began, `established_on` the day from which it is proved to be counted, and
    `ended_on` the one from which it has ended; each None where no page says so. `is_inferred` says that no page
    names it at all.
    """

    until: Mapping[str, date]
    there_on: date | None
    began_in: tuple[date, date] | None
    established_on: date | None
    ended_on: date | None
    is_inferred: bool


def left_open(published: Published) -> LeftOpen:
    """What the evidence of one partnership leaves open."""
    dated = [(each, each.from_date) for each in published.statuses if each.from_date is not None]
    known = [first_day(each.as_at, each.precision) for each in published.evidence if each.as_at is not None]
    begun = [
        (possible_from(each, day), day)
        for each, day in dated
        if each.begins == "on" and each.status in ("existing", *EARLIER_STAGES)
    ]
    there = _first(possible_from(each, day) for each, day in dated)
    stated = _first(possible_from(each, day) for each, day in dated if each.status != "existing")
    # One of which nothing at all was published is itself made up: its whole course is open.
    inferred = bool(published.evidence) and all(each.grade >= INFERRED for each in published.statuses)
    is_early = any(each.status in EARLIER_STAGES for each in published.evidence)
    return LeftOpen(
        until={
            "prospective": min([*known, there or ALWAYS]),
            "emerging": NEVER if begun else there or ALWAYS,
            **dict.fromkeys(COUNTED_STATUSES, NEVER if is_early else stated or ALWAYS),
        },
        there_on=_first(day for _, day in dated),
        began_in=begun[0] if begun and begun[0][1] == dated[0][1] else None,
        established_on=_first(day for each, day in dated if each.status in COUNTED_STATUSES),
        ended_on=_first(day for each, day in dated if each.status in ENDED_STATUSES),
        is_inferred=inferred,
    )


def possible_from(status: PublishedStatus, day: date) -> date:
    """The first day on which a status with that date may have begun; the date itself where it held by then.

    What held by a day began some day before, nobody knows when: that is what may be made up.
    """
    return first_day(day, status.precision) if status.begins == "on" else day


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)
