"""Statuses and days in the own words of a list: what is certain is read, what is not is asked with a proposal."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from data.norms import quarter_end
from data.returns.sheets import suggestions
from data.returns.sheets.days import DayKind, last_day
from data.returns.sheets.kinds import CellError
from data.returns.spelling import folded, says_nothing
from data.returns.workbook.grids import Cell
from data.taxonomy import STATUSES

NOT_STATED = "not_stated"
"""The answer that a word says nothing of how far a partnership is."""
_LIKELY: tuple[tuple[str, str], ...] = (
    ("closed", r"closed|ended|folded|disbanded|ceased|finished|wound_up|no_longer"),
    ("merged", r"merged"),
    (
        "dormant",
        r"paused?|on_hold|dormant|inactive|stalled|suspended|sleeping|in_abeyance|not_active|not_meeting",
    ),
    ("delivering", r"deliver(?:y|ing|s)?"),
    (
        "emerging",
        r"emerging|develop(?:ing|ment)?|forming|new|early|embryonic|building|in_progress|starting|setting_up",
    ),
    (
        "prospective",
        r"prospective|planned|proposed|potential|possible|scoping|exploring|interested|future|pipeline",
    ),
    (
        "established",
        r"established|live|active|running|up_and_running|operational|functioning|formed|mature|current|green",
    ),
)
"""Status -> words that probably mean it; only ever proposed."""
_CODES = {
    folded(word): code for code, label in STATUSES.items() for word in (code, label, label.split(",")[0])
}
_BEFORE = re.compile(
    r"(?:est(?:ablished|d)?\b\.?|since\b|from\b|formed\b|founded\b|launched\b|started\b|began\b|in\b|set up\b|"
    r"c(?:irca|a)?\b\.?|approx(?:imately|\.)?|about\b|around\b|~)[\s:]*",
    re.IGNORECASE,
)
_DAY = DayKind()
_SEASONS = MappingProxyType({"spring": 5, "summer": 8, "autumn": 11})
"""Season -> its last month; winter is in two years."""


@dataclass(frozen=True, slots=True)
class When:
    """A day as sharply as it is known: the last day of its period, and its precision."""

    day: date
    precision: str = "day"

    @property
    def words(self) -> str:
        """`2016-09-30 to the month`."""
        return self.day.isoformat() + ("" if self.precision == "day" else f" to the {self.precision}")


def status_of(text: str) -> str | None:
    """The status that a text is certainly: one of our words, in spite of case and spaces."""
    return _CODES.get(folded(text))


def likely_status(text: str) -> str | None:
    """The status that a text in other words probably means; only ever proposed."""
    words = folded(text).strip("?._")
    parts = {words, *filter(None, re.split(r"[_\W]+", words))}
    return next(
        (code for code, said in _LIKELY if any(re.fullmatch(said, part) for part in parts)),
        next((code for code, said in _LIKELY if re.search(said, words)), None),
    )


def when_of(cell: Cell) -> When | None:
    """The day of a cell, no sharper than it is known; None for one that is no day. `Est. Sept 2016` is a month."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, str):
        return _when_of_text(_BEFORE.sub("", cell.strip()) if cell else "")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and 1970 <= cell <= 2050:  # noqa: PLR2004 - years
        return _when_of_text(str(cell))
    return _read(cell)


def _when_of_text(text: str) -> When | None:
    text = text.strip(" .?")
    return None if not text or says_nothing(text) else _read(text)


def _read(cell: object) -> When | None:
    """A day as it is written, else the period that a text names, from its last day on."""
    try:
        return When(_DAY.read(cell))
    except CellError:
        found = suggestions.day(cell) or (_period(cell) if isinstance(cell, str) else None)
    return When(found) if isinstance(found, date) else found


def _period(text: str) -> When | None:
    """What a month, quarter, season, year or school year is from its last day on, no sharper than it is known."""
    if last := last_day(text):
        return When(last, "year" if re.fullmatch(r"\d{4}", text) else "month")
    if found := re.fullmatch(r"Q([1-4]) ?(\d{4})|(\d{4}) ?Q([1-4])", text, re.IGNORECASE):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return When(quarter_end(date(year, 3 * quarter, 1)), "quarter")
    if found := re.fullmatch(r"(\d{4}) ?[/-] ?(\d{2}|\d{4})", text):
        year = int(found[1]) + 1
        return When(date(year, 8, 31), "year") if year % 100 == int(found[2]) % 100 else None
    if found := re.fullmatch(r"(\w+),? (\d{4})", text):
        # A season lies in two quarters: of which one nobody knows.
        month = _SEASONS.get(found[1].lower())
        return (
            When(date(int(found[2]), month, monthrange(int(found[2]), month)[1]), "year") if month else None
        )
    return None
