"""A sheet that is too long for one text file comes in parts: `attendance-1.csv`, `attendance-2.csv` are one sheet."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePath

from data.returns.problems import Problem
from data.returns.reader.parts import SheetPart, sheet_called

_COPY = re.compile(r"(.+?) ?\((\d{1,4})\)")
"""A name with the number that a browser puts behind a copy."""
_PART = re.compile(
    r"(.+?)[\s._-]*(?:\(?(?:part|pt)?[\s._-]*(\d{1,4})(?:[\s._-]*of[\s._-]*\d{1,4})?\)?)", re.IGNORECASE
)
_DASH = re.compile(r"\s*[-–—]\s*")
"""What spreadsheets put between the name of a workbook and that of a sheet: `Return Q4 - activities.csv`."""


def named(name: str) -> tuple[str, int]:
    """The sheet that a text file is by its name, and the number of its part; 0 where it has none.

    A number behind the name of a sheet can mean nothing else: no sheet is called so. What stands before a dash and the
    name of a sheet is the name of the workbook that it was saved from.
    """
    stem = PurePath(name.replace("\\", "/")).stem
    behind = (stem[dash.end() :] for dash in _DASH.finditer(stem))
    found = (_titled(title) for title in (stem, *behind))
    return next((one for one in found if sheet_called(one[0])), _titled(stem))


def _titled(stem: str) -> tuple[str, int]:
    copy = _COPY.fullmatch(stem)
    title, number = (copy[1], int(copy[2])) if copy else (stem, 0)
    if sheet_called(title) is None:
        for said in (title, stem):
            part = _PART.fullmatch(said)
            if part and sheet_called(part[1]):
                return part[1], int(part[2])
    return title, number


def disagreeing(parts: Iterable[SheetPart]) -> Iterator[Problem]:
    """What is said of parts of one sheet: columns that another part has, and a part between two that is not there."""
    of_sheets: dict[str, list[SheetPart]] = {}
    for part in parts:
        if part.grid.file:
            of_sheets.setdefault(part.sheet.name, []).append(part)
    for together in of_sheets.values():
        if not any(part.grid.part for part in together):
            continue
        ordered = sorted(together, key=lambda part: part.grid.part)
        for part in ordered:
            yield from _lacking(part, ordered)
        for before, part in pairwise(ordered):
            yield from _left_out(before, part)


def _lacking(part: SheetPart, others: Iterable[SheetPart]) -> Iterator[Problem]:
    first = {name: other for other in reversed(list(others)) for name in other.header.names}
    for name in part.sheet.columns:
        if name in first and name not in part.header.names and not part.sheet.columns[name].required:
            yield part.problem(
                part.header.row, None, None,
                (
                    f"The column {name} is missing, which {first[name].file} has.",
                    "The rows of this part keep what the store has there; add the column if they say it.",
                ),
                "warning",
            )  # fmt: skip


def _left_out(before: SheetPart, part: SheetPart) -> Iterator[Problem]:
    missing = range(before.grid.part + 1, part.grid.part)
    if missing and before.grid.part:
        which = f"part {missing[0]} is" if len(missing) == 1 else f"parts {missing[0]} to {missing[-1]} are"
        yield part.problem(
            None, None, None,
            (
                f"Between {before.file} and this file, {which} missing.",
                "Send the whole sheet: rows that are not sent stay as they are, and end with --replace.",
            ),
            "warning",
        )  # fmt: skip
