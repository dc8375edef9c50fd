"""The quarters that returns are for, and counting in months."""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_RETURNS = date(2014, 1, 1)
LAST_DAY = date(2020, 3, 31)
"""The end of the last quarter with returns: what is generated begins by then."""
DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months, both days included."""

    first: date
    last: date


def quarters(first: date, last: date) -> tuple[Quarter, ...]:
    """The quarters that hold any of the days from `first` to `last`."""
    found = []
    start = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    while start <= last:
        following = date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)
        found.append(Quarter(start, following - timedelta(days=1)))
        start = following
    return tuple(found)


def months_after(day: date, months: float) -> date:
    """The day so many months later; before it when `months` is negative."""
    return day + timedelta(days=round(months * DAYS_A_MONTH))


def workday_after(day: date, months: float) -> date:
    """As `months_after`, from Monday to Friday."""
    later = months_after(day, months)
    return later - timedelta(days=max(0, later.weekday() - 4))


def term(day: date) -> str:
    """The school term a day lies in: autumn 2018."""
    season = "spring" if day.month <= 4 else "summer" if day.month <= 8 else "autumn"  # noqa: PLR2004
    return f"{season} {day.year}"
