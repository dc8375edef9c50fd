"""Statuses and days in the own words of a list: what is certain is read, what is not is asked with a proposal."""

import re
from dataclasses import dataclass
from datetime import date

from data.returns.readings import Doubt, Meant
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import CellError
from data.returns.spelling import folded
from data.returns.workbook.grids import Cell
from data.taxonomy import PRECISIONS, STATUSES

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
DAY = DayKind(precision="precision")
"""Dates of a list: a month, term or year is a date too, with its precision."""


@dataclass(frozen=True, slots=True)
class When:
    """A day as sharply as it is known: the last day of its period, and its precision."""

    day: date
    precision: str = "day"

    @property
    def words(self) -> str:
        """`2016-09-30 to the month`."""
        return self.day.isoformat() + ("" if self.precision == "day" else f" {PRECISIONS[self.precision]}")


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


def when_of(cell: Cell, kind: DayKind = DAY) -> When | Doubt | None:
    """The day of a cell, no sharper than it is known, or that it can mean several; None for one that is no day."""
    try:
        return When(kind.read(cell))
    except CellError:
        found = kind.meant(cell)
    if isinstance(found, Meant):
        return (
            When(found.value, found.beside.get("precision", "day")) if isinstance(found.value, date) else None
        )
    return found


def day_of(text: str) -> When | None:
    """The day of a text that can mean one only: of an answer, or of what a title says."""
    found = when_of(text) if text else None
    return found if isinstance(found, When) else None
