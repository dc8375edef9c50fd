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
        "The count stands with the least and the most that the evidence allows, with a verdict against the "
        "target, and with how many of the published number are held. A partnership that is only named is "
        "not counted unless asked for.",
    ),
    Amendment(
        *_SECOND,
        ("forecast",),
        "It takes the last eight quarters, not four, and the range of their middle 80 %; there is none once"
        " the due date has passed.",
    ),
    Amendment(
        *_SECOND,
        ("time_to_delivery",),
        "The Kaplan-Meier median with its interval: those that still wait count as waiting, where they were"
        " left out.",
    ),
    Amendment(
        *_SECOND,
        ("survival",),
        "The Kaplan-Meier share 24 months after each was first counted, where it was the share of those "
        "counted 24 months before the as-at date.",
    ),
    Amendment(
        *_SECOND,
        ("cold_spots",),
        "Ranked by mean income, where it was by the number of children and young people, who now stand "
        "beside it; an authority of which any evidence names a partnership is none.",
    ),
    Amendment(
        *_SECOND,
        ("need_gap",),
        "Thirds by mean income, where they were by the number of children and young people: the neediest "
        "third less the least needy.",
    ),
    Amendment(
        *_SECOND, ("overlap",), "Partnerships that no authority is known to hold are counted as not placed."
    ),
    Amendment(
        *_SECOND, ("all_levers",), "Of those with an activity in these twelve months, and in no others."
    ),
    Amendment(
        *_SECOND,
        ("led_to",),
        "Asked of activities that began at least twelve months ago, where it was six, about the twelve "
        "months after each.",
    ),
    Amendment(
        *_SECOND,
        ("follow_up",),
        "Of actions that fell due before the as-at date; dropped ones are on neither side. Rated from ten "
        "on.",
    ),
    Amendment(*_SECOND, ("returns",), "Rated from ten on."),
    Amendment(*_SECOND, ("lever_mix",), "One lever alone, where a filter leaves no other, has no mix."),
    Amendment(
        *_SECOND,
        ("area_coverage",),
        "Over the years it is counted on the authorities of the as-at date throughout: a merger makes no step.",
    ),
    Amendment(
        *_SECOND,
        ("decision_fit",),
        "Where nobody recorded whether a steering group was quorate, that is said and not taken for a workshop.",
    ),
    Amendment(
        *_SECOND,
        (),
        "A partnership that spans Arts Council areas counts in each of them, and once where several are asked for. "
        "Months up to the end of a month begin with a month.",
    ),
    Amendment(
        *_SECOND,
        (),
        "What falls due on the as-at date counts on neither side. Past the last complete day of a kind of "
        "record the answer is as at that day. A rate needs five cases and has its interval. Numbers are "
        "rounded once, where printed.",
    ),
    Amendment(1, date(2026, 11, 22), (), "The 28 indicators as first defined."),
)
"""Every change, the newest version first."""
VERSION: Final = CHANGES[0].version
