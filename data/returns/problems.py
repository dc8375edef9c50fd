"""What is wrong with a file, where, and what would be right: one sentence a problem."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning"]
"""An error refuses the whole file; a warning is listed and kept."""
MOST = 1_000
"""Problems of one severity that are listed for one column of a sheet; the others are counted."""


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


def listed(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of their cells, at most `MOST` of each column and severity, then how many more."""
    counts: Counter[tuple[str | None, ...]] = Counter()
    kept: list[Problem] = []
    last: dict[tuple[str | None, ...], Problem] = {}
    for problem in problems:
        of = problem.file, problem.sheet, problem.column, problem.letter, problem.severity
        counts[of] += 1
        if counts[of] <= MOST:
            kept.append(problem)
        else:
            last[of] = problem
    kept.sort(key=lambda one: (one.row or 0, len(one.letter), one.letter))
    return [*kept, *(_more(problem, counts[of] - MOST) for of, problem in last.items())]


def _more(problem: Problem, number: int) -> Problem:
    cells = f"{number:,} more cells of this column have a problem"
    wrong, right = (
        (
            f"{cells} or were not tried; {MOST:,} are listed.",
            "Mend those that are listed and send the file again.",
        )
        if problem.is_error
        else (f"{cells}; {MOST:,} are listed.", "Look at those that are listed.")
    )
    return replace(problem, row=None, value="", wrong=wrong, right=right)
