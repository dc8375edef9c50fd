"""Days: what a cell may hold for one, and what is said of everything else."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from data.returns.sheets import suggestions
from data.returns.sheets.kinds import CellError, Kind, quoted
from data.returns.spelling import bare

EARLIEST, LATEST = date(1970, 1, 1), date(2050, 12, 31)
"""Days outside are slips: a spreadsheet's day 0 is in 1899, and targets end long before."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class DayKind(Kind):
    """A day."""

    @property
    def words(self) -> str:
        """What a cell holds."""
        return "a day (2019-03-31, 31/03/2019 or a spreadsheet date)"

    def read(self, cell: object) -> date:
        """The day; text is read as yyyy-mm-dd or dd/mm/yyyy and nothing else."""
        day = _day_of_cell(cell)
        if EARLIEST <= day <= LATEST:
            return day
        raise CellError(
            f"{day.isoformat()} cannot be right.",
            f"Days from {EARLIEST.year} to {LATEST.year} are taken; check the year.",
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
            _meant(cell, otherwise="Format the cell as a date, or write it as 2019-03-31."),
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
        f"{quoted(text)} is not a date.", _meant(text, otherwise="Write it as 2019-03-31 or 31/03/2019.")
    )


def _meant(cell: object, *, otherwise: str) -> str:
    day = suggestions.day(cell)
    return f"Did you mean {day.isoformat()}?" if day and EARLIEST <= day <= LATEST else otherwise


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        swapped = f"{year:04}-{day:02}-{month:02}"
        twelve = 12
        hint = f"Did you mean {swapped}?" if day <= twelve < month else "Check day and month."
        raise CellError(f"{quoted(text)} is not a day of the calendar.", hint) from None


def last_day(text: str) -> date | None:
    """The last day that a month or year can mean: 2016-09 and September 2016 are 30 September 2016."""
    found = re.fullmatch(
        r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?|(?P<m>\d{1,2})/(?P<y>\d{4})", text, re.ASCII
    )
    if found:
        year, month = int(found["year"] or found["y"]), int(found["month"] or found["m"] or 12)
    elif named := suggestions.month(text):
        year, month = named
    else:
        return None
    if not (EARLIEST.year <= year <= LATEST.year and 1 <= month <= 12):  # noqa: PLR2004 - months of a year
        return None
    return date(year, month, monthrange(year, month)[1])
