"""How wide the columns of a workbook are."""

from collections.abc import Sequence
from math import ceil

from data.returns.sheets import Column
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import FlagKind, NumberKind

_DAY, _SHORT, _WORDS = 13, 12, 30
GUIDE_WIDTHS = (22, 26, 10, 60, 70)
"""The columns of the guide."""
LIST_WIDTHS = (26, 36)
"""Code and meaning on the sheet of lists."""


def width(column: Column) -> int:
    """How many characters wide a column is."""
    wide = _WORDS
    if isinstance(column.kind, DayKind):
        wide = _DAY
    elif isinstance(column.kind, FlagKind | NumberKind):
        wide = _SHORT
    return max(wide, len(column.name) + 2)


def lines_of(cells: Sequence[str]) -> int:
    """How many lines a row of the guide takes."""
    return max(ceil(len(words) / wide) for words, wide in zip(cells, GUIDE_WIDTHS, strict=True))
