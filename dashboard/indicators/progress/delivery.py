"""Do partnerships come to deliver, and do they last? Indicators 6 and 7, and the frame behind the first."""

import numpy as np
import numpy.typing as npt
from pandas import DataFrame

from dashboard import words
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.periods import DAYS_A_MONTH, steps_back
from dashboard.indicators.shared.values import Indicator, Value, percentage
from dashboard.question import Question

DAY = "datetime64[D]"
MINIMUM = 5
SURVIVAL_MONTHS = 24
BENCHMARK = "Published benchmark: just under 36 months"


def waiting(question: Question) -> DataFrame:
    """How long each partnership asked for took from its first meeting to its first delivery, or has waited
    so far.

    Columns: partnership, name, months, delivered, first_meeting_on, first_delivery_on (NaT while it waits),
    is_illustrative (the dates are). Longest first. Those whose first meeting is not known, or dated after
    the delivery or the as-at date, have no row.
    """
    visible = question.visible
    frame = visible.partnerships[selection.is_selected(question)]
    months, delivered = _months(question)
    tidy = DataFrame(
        {
            "partnership": frame["partnership"],
            "name": frame["name"],
            "months": months,
            "delivered": delivered,
            "first_meeting_on": frame["first_meeting_on"],
            "first_delivery_on": frame["first_delivery_on"].where(delivered),
            "is_illustrative": frame["milestones_illustrative"] | frame["is_illustrative"],
        }
    )
    order = ["months", "name"]
    known: DataFrame = tidy[months >= 0].sort_values(order, ascending=[False, True], ignore_index=True)
    return known


def time_to_delivery(question: Question) -> Value:
    """Indicator 6: median months from first meeting to first delivery of those that delivered.

    `n` is how many delivered; those that still wait are named in the note, not dropped. A month is 365.25 /
    12 days.
    """
    months, delivered = _months(question)
    known = months >= 0
    done, unknown = months[known & delivered], int((~known).sum())
    left = int((known & ~delivered).sum())
    if not known.any():
        note = words.sentences(words.TOO_FEW, "No first meeting is known", BENCHMARK)
        return Value(key="time_to_delivery", value=None, unit="months", n=0, note=note)
    return Value(
        key="time_to_delivery",
        value=round(float(np.median(done)), 1) if len(done) else None,
        unit="months",
        numerator=len(done),
        denominator=len(done) + left,
        n=len(done),
        note=words.sentences(
            f"Median of {words.count_of(len(done), 'partnership')} that delivered"
            if len(done)
            else words.TOO_FEW,
            f"{words.count_of(left, 'other')} still {words.agree(left, 'waits')}"
            if left
            else "None still waits",
            f"No first meeting is known of {words.count_of(unknown, 'other')}" if unknown else "",
            BENCHMARK,
        ),
    )


def survival(question: Question) -> Value:
    """Indicator 7: of those counted 24 months before the as-at date, the share still counted; at least
    five.
    """
    dates = steps_back(question.on, months=SURVIVAL_MONTHS, steps=1)
    before, now = selection.was_counted(question, dates).T
    size, still = int(before.sum()), int((before & now).sum())
    start = words.day(dates[0])
    return percentage(
        "survival",
        still,
        size,
        noun="partnership",
        which=f" counted on {start}",
        note=words.sentences(
            f"{words.of(still, size)} counted on {start} {words.agree(still, 'is')} counted still"
        ),
    )


def _months(question: Question) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Months from first meeting to first delivery or the as-at date (NaN if not known), and whether it
    delivered.
    """
    partnerships = question.visible.partnerships
    chosen = selection.is_selected(question)
    met, first = (
        partnerships[column].to_numpy(dtype=DAY)[chosen]
        for column in ("first_meeting_on", "first_delivery_on")
    )
    today = np.datetime64(question.on, "D")
    delivered = first <= today
    days = (np.where(delivered, first, today) - met) / np.timedelta64(1, "D")
    return np.round(np.where(days < 0, np.nan, days) / DAYS_A_MONTH, 1), delivered


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        6,
        "time_to_delivery",
        "Time to first delivery",
        "Median months from first meeting to first delivery of those that delivered; those still waiting "
        "are named",
        "months",
        "",
        time_to_delivery,
        ("returns",),
    ),
    Indicator(
        7,
        "survival",
        "Still counted after two years",
        "Of the partnerships counted 24 months before the as-at date, the share still counted; at least five",
        "%",
        "",
        survival,
        ("returns",),
    ),
)
