"""Days: what a cell may hold for one, what other cells mean as one, and what is said of everything else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from data.returns.readings import Choice, Doubt, Meaning, Meant
from data.returns.sheets import suggestions
from data.returns.sheets.kinds import CellError, Kind, quoted
from data.returns.sheets.periods import Period, periods_of, without_begun
from data.returns.spelling import bare

EARLIEST, LATEST = date(1970, 1, 1), date(2050, 12, 31)
"""Days outside are slips: a spreadsheet's day 0 is in 1899, and targets end long before."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})", re.ASCII)
_WEEK = re.compile(r"(?:w/?c|week commencing|week beginning|week of)\.? *(?P<day>.+)", re.IGNORECASE)
_SPAN = re.compile(
    r"(?P<first>\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|&|and) ?(?P<rest>\d{1,2}\D.+)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:c\.?|ca\.?|circa|about|around|approx(?:\.|imately)?) ?(?P<day>.+)|(?P<asked>.+?) ?\(?\?+\)?",
    re.IGNORECASE,
)
MONTHS = 12

Order = Literal["", "day first", "month first"]
"""In which order a column has days and months, as far as a cell of it proves that."""


@dataclass(frozen=True, slots=True)
class DayKind(Kind):
    """A day; `precision` is the column of its sheet that says how precise it is, "" where none does."""

    precision: str = ""
    order: Order = ""

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "a day (2019-03-31, 31/03/2019 or a spreadsheet date)"

    def among(self, cells: Iterable[object], /) -> "DayKind":
        """The same kind with the order of days and months that some cells prove."""
        order: Order = ""
        for cell in cells:
            found = _NUMBERS.fullmatch(bare(cell)) if isinstance(cell, str) else None
            if found and int(found[2]) > MONTHS >= int(found[1]):
                return replace(self, order="month first")
            if found and int(found[1]) > MONTHS >= int(found[2]):
                order = "day first"
        return replace(self, order=order) if order else self

    def read(self, cell: object) -> date:
        """The day; text is read as yyyy-mm-dd or dd/mm/yyyy and nothing else."""
        if self.order == "month first" and _swapped(cell):
            raise CellError(
                f"{quoted(cell)} stands among days with the month first.", "Write it as 2019-03-31."
            )
        day = _day_of_cell(cell)
        if EARLIEST <= day <= LATEST:
            return day
        raise CellError(
            f"{day.isoformat()} cannot be right.",
            f"Days from {EARLIEST.year} to {LATEST.year} are taken; check the year.",
        )

    def meant(self, cell: object, /) -> Meaning | None:
        """A day in another spelling; a month, term or year as its last day, where its precision can be said."""
        if isinstance(cell, datetime):
            return _as_day(cell.date())
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _as_day(suggestions.day(cell)) or self._meant_by(f"{cell:.15g}")
        return self._meant_by(cell) if isinstance(cell, str) else None

    def _meant_by(self, cell: str) -> Meaning | None:
        """What a text means: one day, one of several, or a time of which no day is given."""
        text = without_begun(bare(cell))
        if (about := _ABOUT.fullmatch(text)) and self._meant_by(about["day"] or about["asked"]):
            certain = about["day"] or about["asked"]
            return Doubt(f"{quoted(cell)} is not certain.", (Choice(certain, "as if it were"),))
        if doubt := self._order_doubt(text) or _span_doubt(text):
            return doubt
        if day := suggestions.day(text) or _iso_or_british(text) or _month_first(text):
            return _as_day(day)
        periods = [one for one in periods_of(text) if one.first >= EARLIEST and one.last <= LATEST]
        if len(periods) == 1 and self.precision:
            return Meant(periods[0].last, periods[0].last.isoformat(), {self.precision: periods[0].precision})
        return self._which_day(cell, periods) if periods else None

    def _which_day(self, cell: str, periods: list[Period]) -> Doubt:
        """Ask which day a time means; where the precision can be said, only which time."""
        if self.precision:
            choices = [Choice(_written(one), _named(one)) for one in periods]
            return Doubt(f"{quoted(cell)} can mean several times.", tuple(choices))
        days = {period.first: "the first day" for period in periods}
        days |= {period.last: "the last day" for period in periods}
        choices = [Choice(day.isoformat(), said) for day, said in days.items()]
        return Doubt(f"{quoted(cell)} is not a day. Which day is meant?", tuple(choices))

    def _order_doubt(self, text: str) -> Doubt | None:
        """Ask which number is the month, where no other cell of the column shows it."""
        swapped = _swapped(text)
        if swapped is None or self.order == "day first":
            return None
        if not self.order and ("." in text or _BRITISH.fullmatch(text)):
            return None
        days = [(day, "day first") for day in swapped[:1]] + [(day, "month first") for day in swapped[1:]]
        choices = tuple(Choice(day.isoformat(), said) for day, said in days)
        return Doubt(f"{quoted(text)} can mean two days.", choices)


def _as_day(day: date | None) -> Meant | None:
    return Meant(day, day.isoformat()) if day and EARLIEST <= day <= LATEST else None


def _written(period: Period) -> str:
    """A time in a spelling that can mean nothing else."""
    if period.precision == "school_year":
        return f"{period.first.year}/{period.last.year}"
    return f"{period.last:%B %Y}" if period.precision == "month" else str(period.last.year)


def _named(period: Period) -> str:
    return f"{period.first:%-d %B %Y} to {period.last:%-d %B %Y}"


def _swapped(cell: object) -> tuple[date, date] | None:
    """Both days that numbers can mean, that with the day first before the other; None where it is one, or none."""
    found = _NUMBERS.fullmatch(bare(cell)) if isinstance(cell, str) else None
    if found is None or found[1] == found[2] or max(int(found[1]), int(found[2])) > MONTHS:
        return None
    one = suggestions.day(f"{found[1]}.{found[2]}.{found[3]}")
    other = suggestions.day(f"{found[2]}.{found[1]}.{found[3]}")
    return (one, other) if one and other else None


def _month_first(text: str) -> date | None:
    """The day of numbers of which only the second can be one: 01/15/2020."""
    found = _NUMBERS.fullmatch(text)
    if found is None or int(found[2]) <= MONTHS:
        return None
    return suggestions.day(f"{found[2]}.{found[1]}.{found[3]}")


def _iso_or_british(text: str) -> date | None:
    try:
        return _day_of_text(text)
    except CellError:
        return None


def _span_doubt(text: str) -> Doubt | None:
    """Ask which day of several is meant: of a week, or of 13-15 Jan 2020."""
    days: Iterator[tuple[date | None, str]] = iter(())
    if week := _WEEK.fullmatch(text):
        first = suggestions.day(week["day"]) or _iso_or_british(week["day"])
        days = iter(
            [(first, "the first day of the week"), (first and first + timedelta(days=6), "the last one")]
        )
    elif (span := _SPAN.fullmatch(text)) and (last := suggestions.day(span["rest"])):
        first = last.replace(day=int(span["first"])) if 0 < int(span["first"]) < last.day else None
        days = iter([(first, "the first of these days"), (last, "the last one")])
    choices = tuple(Choice(day.isoformat(), said) for day, said in days if day)
    return (
        Doubt(f"{quoted(text)} is more than one day. Which one is meant?", choices)
        if len(choices) > 1
        else None
    )


def _day_of_cell(cell: object) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise CellError(f"{quoted(cell)} has a time of day.", f"Write {cell.date().isoformat()}.")
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise CellError(
            f"{quoted(cell)} is not a date.",
            _suggested(cell, otherwise="Format the cell as a date, or write it as 2019-03-31."),
        )
    return _day_of_text(bare(cell))


def _day_of_text(text: str) -> date:
    for pattern, order in ((_ISO, (1, 2, 3)), (_BRITISH, (3, 2, 1))):
        if found := pattern.fullmatch(text):
            year, month, day = (int(found[part]) for part in order)
            return _day(text, year, month, day)
    if last := last_day(text):
        raise CellError(
            f"{quoted(text)} is not a day.",
            f"Write the day; or the last it can mean, {last.isoformat()}, and its precision if that is a column.",
        )
    raise CellError(
        f"{quoted(text)} is not a date.", _suggested(text, otherwise="Write it as 2019-03-31 or 31/03/2019.")
    )


def _suggested(cell: object, *, otherwise: str) -> str:
    day = suggestions.day(cell)
    return f"Did you mean {day.isoformat()}?" if day and EARLIEST <= day <= LATEST else otherwise


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        swapped = f"{year:04}-{day:02}-{month:02}"
        hint = f"Did you mean {swapped}?" if day <= MONTHS < month else "Check day and month."
        raise CellError(f"{quoted(text)} is not a day of the calendar.", hint) from None


def last_day(text: str) -> date | None:
    """The last day that a month or year can mean: 2016-09 and September 2016 are 30 September 2016."""
    found = [one.last for one in periods_of(text) if one.precision in {"month", "year"}]
    return found[0] if found and EARLIEST <= found[0] <= LATEST else None
