"""What is expected of the records: the fields a return must fill, how long a silence is too long, when that began.

Indicators and the rules of quality measure against the same expectations, so these stand here once.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

DAYS_A_YEAR = 365
ON_TIME, LATE = 1.5, 2.0
"""Up to so many of a partnership's own intervals since its last meeting it is on time, then late, then silent."""
MEETING_STATUSES = ("emerging", "established", "delivering")
"""Those that are expected to meet, and to hand in a return each quarter; a prospective place is not."""
DAYS_TO_RETURN = 30
"""After the end of a quarter, until its return is due."""
SCHOOL_YEAR_BEGINS = 9
TERMS_BEGIN = (1, 4, 9)
"""First months of spring, summer and autumn, which end in May, August and December."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months a date stands for, by its precision."""


@lru_cache(maxsize=1024)
def ago(on: pd.Timestamp, months: int) -> pd.Timestamp:
    """The date so many months earlier; the end of a month stays the end of a month."""
    year, month = divmod(12 * on.year + on.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return on.replace(year=year, month=month + 1, day=last if on.is_month_end else min(on.day, last))


def quarter_end(day: date) -> date:
    """The last day of the quarter that a day lies in."""
    following = day.month + (-day.month % 3) + 1
    return date(day.year + following // 13, following % 12 or 12, 1) - timedelta(days=1)


def first_day(day: date, precision: str) -> date:
    """The first day of the period that a date stands for: 2016-12-31 to the year is 1 January 2016."""
    if precision == "school_year":
        return date(day.year - (day.month < SCHOOL_YEAR_BEGINS), SCHOOL_YEAR_BEGINS, 1)
    if precision == "term":
        return date(day.year, max(begin for begin in TERMS_BEGIN if begin <= max(day.month - 3, 1)), 1)
    months = _MONTHS.get(precision)
    return date(day.year, (day.month - 1) // months * months + 1, 1) if months else day


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a row must fill; `dated` is the column that says when the row belongs.

    Without `dated` it is one of every partnership that returns are asked of, in every period.
    `body` restricts it to the meetings of one body. `indicator` is the number of the one that needs it.
    """

    table: str
    column: str
    label: str
    indicator: int
    dated: str = ""
    body: str = ""


FIELDS = (
    Field("partnerships", "first_meeting_on", "Date of the first meeting", 6),
    Field("partnerships", "meetings_expected_per_year", "Meetings expected a year", 24),
    Field("activities", "state", "State of an activity", 19, "start_on"),
    Field("activities", "secondary_considered", "Whether a secondary lever was considered", 22, "start_on"),
    Field("meetings", "state", "Whether a meeting was held", 24, "held_on"),
    Field("meetings", "purpose", "Purpose of a meeting", 25, "held_on"),
    Field("meetings", "quorate", "Whether a steering group was quorate", 25, "held_on", "steering_group"),
    Field("actions", "state", "State of an action", 26, "agreed_on"),
    Field("actions", "due_on", "Date an action is due", 26, "agreed_on"),
)
"""What a return may leave empty although an indicator cannot do without."""
