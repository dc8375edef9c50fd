"""What a cell of a published table says: a number, that there is none, or words instead."""

import math
import re
from dataclasses import dataclass

from data.returns.workbook.grids import Cell

_SHORTHAND = re.compile(
    r"|\[[a-z0-9 ]{1,12}\]|\.{1,3}|[-–—:*~#!]|n/?a|x|z|c|none|null|nan|suppressed|not available|not applicable",
    re.IGNORECASE,
)
"""How tables say that there is no value: [x], .., -, n/a and blank."""
_NUMBER = re.compile(
    r"[-+−]?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)(e[-+]?\d{1,3})?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell: its `number`, or why there is none: the shorthand that says so, or the words instead."""

    number: float | None = None
    missing: str = ""
    words: str = ""
    is_per_cent: bool = False


def read_cell(cell: Cell) -> CellValue:
    """What a cell says; "1,234", "£1,234" and "36.2%" are numbers."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return CellValue(number=float(cell)) if math.isfinite(cell) else CellValue(missing="blank")
    text = "" if cell is None else " ".join(str(cell).split())
    if _SHORTHAND.fullmatch(text):
        return CellValue(missing=text or "blank")
    plain = text.removeprefix("£").removesuffix("%").strip()
    number = float(plain.replace(",", "").replace("−", "-")) if _NUMBER.fullmatch(plain) else math.inf
    return (
        CellValue(number=number, is_per_cent=text.endswith("%"))
        if math.isfinite(number)
        else CellValue(words=text)
    )
