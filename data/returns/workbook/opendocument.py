"""What an ods workbook says of its cells that its reader does not: how far they reach, and which have no value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from lxml import etree

from data.opendocument import NOTES_BY
from data.returns.workbook.grids import (
    COMMENTED,
    DAMAGED,
    HIDDEN,
    NO_VALUE,
    PARTLY,
    PROTECTED,
    STRUCK,
    TOO_MUCH,
    WHOLE_ROW,
    CellFault,
    Limits,
    Merged,
    too_many,
)
from data.returns.workbook.openxml import parsed

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NOTE = f"{_OFFICE}annotation"
_CELL_STYLE, _ROW_STYLE = f"{_TABLE}style-name", f"{_TABLE}default-cell-style-name"


@dataclass(slots=True)
class OpenDocument:
    """Looks at the parts of a workbook as they pass by, then knows the faults of every sheet by its title."""

    limits: Limits
    _faults: dict[str, list[CellFault]] = field(default_factory=dict)
    _marks: dict[str, list[CellFault]] = field(default_factory=dict)
    _merged: dict[str, list[Merged]] = field(default_factory=dict)
    _struck: frozenset[str] = frozenset()

    def look(self, name: str, part: bytes) -> None:
        """See one part."""
        if name == "META-INF/manifest.xml" and b"encryption-data" in part:
            raise PROTECTED
        try:
            if name in {"content.xml", "styles.xml"}:
                self._struck = _struck_styles(part, self._struck)
            if name == "content.xml":
                self._look_at_cells(part)
        except etree.XMLSyntaxError as error:
            raise DAMAGED from error

    def _look_at_cells(self, part: bytes) -> None:
        for title, fault in _faults(part, self.limits):
            self._faults.setdefault(title, []).append(fault)
        for title, mark in _marks(part, self._struck):
            self._marks.setdefault(title, []).append(mark)
            if len(self._marks[title]) > self.limits.faults:
                raise TOO_MUCH
        for title, cells in _merged(part):
            self._merged.setdefault(title, []).append(cells)

    def faults(self) -> dict[str, list[CellFault]]:
        """Title of a sheet -> its cells without a value."""
        return self._faults

    def marks(self) -> dict[str, list[CellFault]]:
        """Title of a sheet -> its cells that are struck through or have comments."""
        return self._marks

    def merged(self) -> dict[str, list[Merged]]:
        """Title of a sheet -> its merged cells."""
        return self._merged


def _rows(part: bytes) -> Iterator[tuple[str, int, int, etree._Element]]:
    """Title of the sheet, how many rows come before, how often it is repeated, and the row."""
    title, number = None, 0
    for row in parsed(part, tag=f"{_TABLE}table-row"):
        table = next(row.iterancestors(f"{_TABLE}table"), None)
        here = None if table is None else table.get(f"{_TABLE}name")
        if here != title:
            title, number = here, 0
        times = _times(row, "number-rows-repeated")
        yield str(title), number, times, row
        number += times


def _faults(part: bytes, limits: Limits) -> Iterator[tuple[str, CellFault]]:
    for title, number, times, row in _rows(part):
        cells = list(_cells(row, limits))
        if cells and number + times > limits.rows:
            raise too_many("rows", number + times, limits.rows)
        if cells and row.get(f"{_TABLE}visibility", "visible") != "visible":
            yield from ((title, CellFault(number + one, WHOLE_ROW, HIDDEN)) for one in range(1, times + 1))
        for column, what in cells:
            if what:
                yield title, CellFault(number + 1, column, what)


def _marks(part: bytes, struck: frozenset[str]) -> Iterator[tuple[str, CellFault]]:
    if b"annotation" not in part and not struck:
        return
    for title, number, times, row in _rows(part):
        column = 0
        for cell in row:
            note = cell.find(_NOTE)
            if note is not None and note.findtext("{*}creator") != NOTES_BY:
                yield title, CellFault(number + 1, column, COMMENTED)
            across = _times(cell, "number-columns-repeated")
            style = cell.get(_CELL_STYLE) or row.get(_ROW_STYLE)
            if style in struck and cell.get(f"{_OFFICE}value-type"):
                places = product(range(times), range(across))
                yield from (
                    (title, CellFault(number + 1 + down, column + right, STRUCK)) for down, right in places
                )
            elif any(part.get(f"{_TEXT}style-name") in struck for part in cell.iter(f"{_TEXT}span")):
                yield title, CellFault(number + 1, column, PARTLY)
            column += across


def _struck_styles(part: bytes, known: frozenset[str]) -> frozenset[str]:
    """The styles of cells whose letters are struck through, by themselves or as the style that they are based on."""
    if not known and b"line-through" not in part:
        return known
    struck = set(known)
    for style in parsed(part, tag=f"{_STYLE}style"):
        said = [
            one.get(f"{_STYLE}text-line-through-style") for one in style.iterfind(f"{_STYLE}text-properties")
        ]
        own = next((one for one in said if one), None)
        if own != "none" if own else style.get(f"{_STYLE}parent-style-name") in struck:
            struck.add(str(style.get(f"{_STYLE}name")))
    return frozenset(struck)


def _merged(part: bytes) -> Iterator[tuple[str, Merged]]:
    if b"-spanned" not in part:
        return
    for title, number, _, row in _rows(part):
        column = 0
        for cell in row:
            down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
            if (down, across) != (1, 1):
                yield title, (number + 1, column, number + down, column + across - 1)
            column += _times(cell, "number-columns-repeated")


def _cells(row: etree._Element, limits: Limits) -> Iterator[tuple[int, str]]:
    """The column of every cell that is not blank, and what is wrong with it."""
    column = 0
    for cell in row:
        times = _times(cell, "number-columns-repeated")
        formula = cell.get(f"{_TABLE}formula") is not None
        kind = cell.get(f"{_OFFICE}value-type")
        if kind or formula or any(child.tag != _NOTE for child in cell):
            if column + times > limits.columns:
                raise too_many("columns", column + times, limits.columns)
            yield column, _fault(cell, formula=formula, kind=kind)
        column += times


def _fault(cell: etree._Element, *, formula: bool, kind: str | None) -> str:
    if cell.get(_ERROR) == "error":
        return "".join(str(part) for part in cell.itertext()).strip() or "#ERROR!"
    return NO_VALUE if formula and not kind else ""


def _times(element: etree._Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}") or "1"
    return max(1, int(said)) if said.isascii() and said.isdigit() else 1
