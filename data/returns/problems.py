"""What is wrong with a file, where, and what would be right: one sentence a problem."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
"""An error refuses the whole file; a warning is listed and kept."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `row` counts as the spreadsheet does, `letter` is the column's letter there.

    `wrong` and `right` are sentences that read one after the other; either may name the value. What is not
    known (a problem of the whole file has no row) is None or "".
    """

    severity: Severity
    file: str
    sheet: str
    row: int | None
    column: str | None
    value: str
    wrong: str
    right: str
    letter: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the file is refused for it."""
        return self.severity == "error"

    @property
    def where(self) -> str:
        """The place in words: `returns.xlsx, sheet activities, row 12, column H (primary_lever)`."""
        parts = [self.file, f"sheet {self.sheet}" if self.sheet else ""]
        parts += [f"row {self.row}" if self.row else "", self._column]
        return ", ".join(part for part in parts if part)

    @property
    def sentence(self) -> str:
        """Everything in words, for the command line and the page."""
        return " ".join(part for part in (f"{self.where}: {self.wrong}", self.right) if part)

    @property
    def _column(self) -> str:
        if self.column and self.letter:
            return f"column {self.letter} ({self.column})"
        if self.column or self.letter:
            return f"column {self.column or self.letter}"
        return ""
