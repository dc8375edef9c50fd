"""Statuses and days in the own words of a list: what is certain is read, what is not is asked with a proposal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from data.returns.sheets.days import DayKind
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
    try:
        return When(_DAY.read(cell))
    except CellError:
        meant = _DAY.meant(cell)
    value = getattr(meant, "value", None)
    if not isinstance(value, date):
        return None
    beside: Mapping[str, str] = getattr(meant, "beside", MappingProxyType({}))
    return When(value, beside.get("precision", "day"))
