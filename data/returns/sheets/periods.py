"""Months, quarters, terms and years as people write them, each with its first and last day and how precise that is."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from data.returns.sheets.suggestions import LONGEST, month_of

_TERMS = {"spring": (1, 5), "summer": (4, 8), "autumn": (9, 12), "fall": (9, 12)}
"""First and last month of a term or a season of that name: spring term begins in January, spring ends in May."""
_BEGUN = re.compile(
    r"(?:est(?:ab(?:lished)?)?\b\.?|since|from|formed|launched|started|set up)(?: in| on)?:? *", re.IGNORECASE
)
_YEAR = r"(?:19|20)\d\d"
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), precision)
    for pattern, precision in (
        (rf"(?P<year>{_YEAR})", "year"),
        (rf"(?P<year>{_YEAR})-(?P<month>\d{{1,2}})", "month"),
        (rf"(?P<month>\d{{1,2}})[/.](?P<year>{_YEAR})", "month"),
        (rf"(?P<name>[a-z]{{3,9}})\.?[- ,]+(?P<year>{_YEAR})", "month"),
        (r"(?P<name>[a-z]{3,9})\.?[- ]'?(?P<short>\d\d)", "month"),
        (rf"q(?P<quarter>[1-4])[- /,]*(?P<year>{_YEAR})", "quarter"),
        (rf"(?P<year>{_YEAR})[- /]*q(?P<quarter>[1-4])", "quarter"),
        (rf"(?P<term>spring|summer|autumn|fall)(?: term)?[ ,]+(?P<year>{_YEAR})", "term"),
        (rf"(?P<year>{_YEAR}) ?[/–-] ?(?P<next>\d\d|{_YEAR})", "school_year"),
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """A time of which somebody gave no day: `[first, last]`, both days of it."""

    first: date
    last: date
    precision: str


def without_begun(text: str) -> str:
    """A text without the words that say that something began then: `Est. Sept 2016` is Sept 2016."""
    return _BEGUN.sub("", text.strip(), count=1) if _BEGUN.match(text.strip()) else text.strip()


def periods_of(text: str) -> list[Period]:
    """What a text can mean as a time without a day: nothing, one, or several as `2011-12`, a month or a school year.

    A quarter is one of the calendar; 2015/16 is a school year, from September to August.
    """
    said = without_begun(text)
    if len(said) > LONGEST:
        return []
    found = (_period(match, precision) for pattern, precision in _FORMS if (match := pattern.fullmatch(said)))
    return [one for one in found if one is not None]


def _period(found: re.Match[str], precision: str) -> Period | None:
    said = found.groupdict()
    year = int(said.get("year") or 2000 + int(said.get("short") or 0))
    if precision == "school_year":
        follows = int(said["next"]) in {year + 1, (year + 1) % 100}
        return _from_to((year, 9), (year + 1, 8), precision) if follows else None
    if precision == "term":
        first, last = _TERMS[said["term"].lower()]
        return _from_to((year, first), (year, last), precision)
    if precision == "quarter":
        quarter = int(said["quarter"])
        return _from_to((year, 3 * quarter - 2), (year, 3 * quarter), precision)
    if precision == "year":
        return _from_to((year, 1), (year, 12), precision)
    month = int(said["month"]) if said.get("month") else month_of(said["name"])
    return _from_to((year, month), (year, month), precision) if month and 1 <= month <= 12 else None  # noqa: PLR2004 - months of a year


def _from_to(first: tuple[int, int], last: tuple[int, int], precision: str) -> Period:
    return Period(date(*first, 1), date(*last, monthrange(*last)[1]), precision)
