"""Do partnerships keep meeting, and in the right form? Indicators 24 and 25 and the frames behind them.

Only meetings that were held count. A partnership is judged against its own cadence, because the expected
meetings a year differ. Workshops and roundtables gather ideas; decisions fit a closed meeting, or a quorate
steering group in any form.
"""

import numpy as np
from pandas import DataFrame

from dashboard import words
from dashboard.indicators.meetings import cadence, meetings_held
from dashboard.indicators.meetings.cadence import STATES
from dashboard.indicators.meetings.meetings_held import NOT_RECORDED, Meetings
from dashboard.indicators.shared import values
from dashboard.indicators.shared.intervals import Positions
from dashboard.indicators.shared.periods import period
from dashboard.indicators.shared.values import Indicator, Value, rate
from dashboard.question import Question
from data.taxonomy import MEETING_FORMATS, MEETING_PURPOSES, SECTORS, VENUE_TYPES

WHAT = "the meetings of partnerships"
FORMS, PURPOSES = tuple(MEETING_FORMATS), tuple(MEETING_PURPOSES)
WEAK = ("workshop", "roundtable")
"""Forms that are weak for decisions."""


def meeting_recency(question: Question) -> Value:
    """Indicator 24: the median, over counted partnerships, of the days since the last meeting / (365 /
    meetings expected a year).

    `numerator` and `n` are the partnerships whose ratio is known, `denominator` those counted.
    """
    if not len(meetings_held.meetings(question.visible).row):
        return values.not_published("meeting_recency", "ratio", WHAT)
    frame = cadence.recency(question)
    frame = frame[frame["is_counted"]]
    states = frame["state"].value_counts()
    ratio = frame["ratio"].dropna().to_numpy()
    counts = [f"{label.lower()} {states[key]}" for key, label in STATES.items() if key in states]
    if not len(ratio):
        why = "no counted partnership has a meeting and a cadence on record"
        return values.too_few("meeting_recency", "ratio", why, 0)
    return Value(
        key="meeting_recency",
        value=round(float(np.median(ratio)), 2),
        unit="ratio",
        numerator=len(ratio),
        denominator=len(frame),
        n=len(ratio),
        note=words.sentences(
            f"Median of {words.count_of(len(ratio), 'partnership')}; 1 is just due by its own cadence",
            f"Of {words.count_of(len(frame), 'counted partnership')}: {words.listing(counts)}",
        ),
    )


def decision_fit(question: Question) -> Value:
    """Indicator 25: decision meetings in the period held as a closed meeting or by a quorate steering group /
    decision meetings.
    """
    held = meetings_held.meetings(question.visible)
    if not len(held.row):
        return values.not_published("decision_fit", "%", WHAT)
    decided = meetings_held.asked(question) & (held.purpose == PURPOSES.index("decision"))
    closed = held.form == FORMS.index("closed_meeting")
    size, fit = int(decided.sum()), int((decided & (closed | held.steering)).sum())
    if not size:
        return values.too_few("decision_fit", "%", f"no decision meetings, {period(question)}", 0)
    weak = int((decided & ~held.steering & np.isin(held.form, [FORMS.index(form) for form in WEAK])).sum())
    return Value(
        key="decision_fit",
        value=rate(fit, size),
        unit="%",
        numerator=fit,
        denominator=size,
        n=size,
        note=words.sentences(
            f"{words.of(fit, size)} decision meetings were closed or a quorate steering group, "
            f"{period(question)}",
            f"Of the {words.count_of(size - fit, 'other')} {words.number(weak)} "
            f"{words.agree(weak, 'was')} held as a workshop or roundtable"
            if weak
            else "",
        ),
    )


def format_by_purpose(question: Question) -> DataFrame:
    """Meetings in the period by their form and what they were for; every pair is there.

    Columns: format, format_label, purpose (NaN: not recorded), purpose_label, meetings, quorate_steering (of
    them, held by a quorate steering group), is_weak (a decision in a workshop or roundtable).
    """
    held, mine = _mine(question)
    width = len(PURPOSES) + 1
    cell = held.form[mine] * width + held.purpose[mine] % width
    size = len(FORMS) * width
    forms = [form for form in FORMS for _ in range(width)]
    purposes = [*PURPOSES, None] * len(FORMS)
    return DataFrame(
        {
            "format": forms,
            "format_label": [MEETING_FORMATS[form] for form in forms],
            "purpose": purposes,
            "purpose_label": [MEETING_PURPOSES[one] if one else NOT_RECORDED for one in purposes],
            "meetings": np.bincount(cell, minlength=size),
            "quorate_steering": np.bincount(cell[held.steering[mine]], minlength=size),
            "is_weak": [
                form in WEAK and one == "decision" for form, one in zip(forms, purposes, strict=True)
            ],
        }
    )


def venues(question: Question) -> DataFrame:
    """Where the meetings in the period were held: venue_type (NaN: not recorded), label, meetings, share (0
    to 1; NaN without any). Every type is there.
    """
    held, mine = _mine(question)
    size = len(VENUE_TYPES) + 1
    number = np.bincount(held.venue[mine] % size, minlength=size)
    return DataFrame(
        {
            "venue_type": [*VENUE_TYPES, None],
            "label": [*VENUE_TYPES.values(), NOT_RECORDED],
            "meetings": number,
            "share": number / len(mine) if len(mine) else np.nan,
        }
    )


def attendance_by_sector(question: Question) -> DataFrame:
    """How many of those invited came to the meetings in the period, themselves or by a substitute.

    Columns: sector, label, group (core, extended, other), invited, attended (seats at meetings), share (0 to
    1; NaN where nobody was invited). Every sector is there.
    """
    invited = meetings_held.attendance(question.visible)
    mine = meetings_held.asked(question)[invited.meeting] & (invited.sector >= 0)
    seats = np.bincount(invited.sector[mine], minlength=len(SECTORS))
    taken = np.bincount(invited.sector[mine & invited.came], minlength=len(SECTORS))
    return DataFrame(
        {
            "sector": list(SECTORS),
            "label": [sector.label for sector in SECTORS.values()],
            "group": [sector.group for sector in SECTORS.values()],
            "invited": seats,
            "attended": taken,
            "share": np.where(seats > 0, taken / np.maximum(seats, 1), np.nan),
        }
    )


def _mine(question: Question) -> tuple[Meetings, Positions]:
    held = meetings_held.meetings(question.visible)
    return held, np.flatnonzero(meetings_held.asked(question))


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        24,
        "meeting_recency",
        "Time since the last meeting",
        "Days since the last meeting, divided by 365 / meetings expected a year: up to 1.5 is on time, up to "
        "2 late, above 2 dormant by its own cadence; the median of counted partnerships",
        "ratio",
        "",
        meeting_recency,
    ),
    Indicator(
        25,
        "decision_fit",
        "Decisions in a fitting form",
        "Decision meetings in the period held as a closed meeting or by a quorate steering group, of all "
        "decision meetings",
        "%",
        "",
        decision_fit,
    ),
)
