"""The version of the definitions, and what each version changed: whoever changes a definition says so here."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a version; `indicators` are the keys that it concerns, none where it concerns all."""

    version: int
    on: date
    indicators: tuple[str, ...]
    what: str


_SECOND: Final = (2, date(2026, 11, 29))
CHANGES: Final[tuple[Amendment, ...]] = (
    Amendment(
        *_SECOND,
        ("established",),
        "The count stands with the least and the most that the evidence allows, with a verdict against the target, and "
        "with how many of the published number are held. A status that is only named is not counted.",
    ),
    Amendment(
        *_SECOND,
        ("forecast",),
        "The range is that of past quarters; there is no forecast once the due date has passed.",
    ),
    Amendment(
        *_SECOND,
        ("time_to_delivery", "survival"),
        "Estimated as durations (Kaplan-Meier): who still waits, or is still counted, leaves the base when last known "
        "instead of counting as done or lost; not known where no records say how partnerships went on.",
    ),
    Amendment(
        *_SECOND,
        ("cold_spots",),
        "Ranked by mean income, with children and young people beside it; an authority of which any evidence names a "
        "partnership is none.",
    ),
    Amendment(
        *_SECOND,
        ("need_gap",),
        "The share of authorities covered in the neediest third less that in the least needy third.",
    ),
    Amendment(*_SECOND, ("overlap",), "Partnerships that no authority is known to hold are counted apart."),
    Amendment(
        *_SECOND,
        ("led_to",),
        "Asked of activities that began at least twelve months ago, about the twelve months after each.",
    ),
    Amendment(
        *_SECOND,
        ("follow_up",),
        "Of actions that fell due before the as-at date; dropped ones are on neither side.",
    ),
    Amendment(
        *_SECOND,
        (),
        "What falls due on the as-at date counts on neither side. Past the last complete day of a kind of record the "
        "answer is as at that day. A rate needs five cases, a rating ten, and each rate has its interval.",
    ),
    Amendment(1, date(2026, 11, 22), (), "The 28 indicators as first defined."),
)
"""Every change, the newest version first."""
VERSION: Final = CHANGES[0].version
