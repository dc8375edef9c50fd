"""What an xlsx workbook says of its cells that its reader does not: how far they reach, and which have no value."""

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from data.returns.workbook.grids import (
    DAMAGED,
    HIDDEN,
    NO_VALUE,
    WHOLE_ROW,
    CellFault,
    Limits,
    Merged,
    too_many,
)

_RELATION = "{*}Relationship"
_DIGITS = "0123456789"
_MAIN = "xl/workbook.xml"
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)

Found = TypeVar("Found")


@dataclass(slots=True)
class OpenXml:
    """Looks at the parts of a workbook as they pass by, then knows the faults of every sheet by its title."""

    limits: Limits
    _faults: dict[str, list[CellFault]] = field(default_factory=dict)
    _merged: dict[str, list[Merged]] = field(default_factory=dict)
    _relations: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def look(self, name: str, part: bytes) -> None:
        """See one part."""
        try:
            if name == _MAIN:
                self._titles = dict(_titles(part))
            elif name == "xl/_rels/workbook.xml.rels":
                self._relations = dict(_relations(part))
            elif name.endswith(".xml") and "worksheet" in name:
                self._faults[name] = list(_faults(part, self.limits))
                self._merged[name] = list(_merged(part))
        except etree.XMLSyntaxError as error:
            raise DAMAGED from error

    def faults(self) -> dict[str, list[CellFault]]:
        """Title of a sheet -> its cells without a value."""
        return self._by_title(self._faults)

    def merged(self) -> dict[str, list[Merged]]:
        """Title of a sheet -> its merged cells."""
        return self._by_title(self._merged)

    def _by_title(self, found: dict[str, list[Found]]) -> dict[str, list[Found]]:
        return {
            title: found.get(self._relations.get(relation, ""), [])
            for relation, title in self._titles.items()
        }


def parsed(part: bytes, *, tag: str | tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of a kind, one after the other; nothing outside the part is ever read."""
    found = etree.iterparse(
        io.BytesIO(part), events=("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in found:
        yield element
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _titles(part: bytes) -> Iterator[tuple[str, str]]:
    for sheet in parsed(part, tag="{*}sheet"):
        relation = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
        yield relation, str(sheet.get("name", ""))


def _relations(part: bytes) -> Iterator[tuple[str, str]]:
    for relation in parsed(part, tag=_RELATION):
        target = str(relation.get("Target", ""))
        yield str(relation.get("Id", "")), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _faults(part: bytes, limits: Limits) -> Iterator[CellFault]:
    """The cells whose value cannot be had; raises `FileError` when cells lie beyond the limits."""
    number = 0
    columns: dict[str, int] = {}
    for row in parsed(part, tag="{*}row"):
        number = int(row.get("r") or number + 1)
        filled = [(place, cell) for place, cell in enumerate(row) if len(cell)]
        if filled and number > limits.rows:
            raise too_many("rows", number, limits.rows)
        if filled and row.get("hidden") in {"1", "true"}:
            yield CellFault(number, WHOLE_ROW, HIDDEN)
        for place, cell in filled:
            letters = str(cell.get("r") or "").rstrip(_DIGITS)
            if letters not in columns:
                columns[letters] = _column(letters, limits)
            if what := _fault(cell):
                yield CellFault(number, columns[letters] if letters else place, what)


def _merged(part: bytes) -> Iterator[Merged]:
    if b"mergeCell" not in part:
        return
    for cells in parsed(part, tag="{*}mergeCell"):
        found = _RANGE.fullmatch(str(cells.get("ref", "")))
        if found:
            left, top, right, bottom = found.groups()
            yield int(top), _place(left), int(bottom), _place(right)


def _column(letters: str, limits: Limits) -> int:
    column = _place(letters) + 1
    if column > limits.columns:
        raise too_many("columns", column, limits.columns)
    return column - 1


def _place(letters: str) -> int:
    """A column's letters as its number from 0."""
    column = 0
    for one in letters.upper()[:5]:
        column = column * 26 + ord(one) - 64
    return column - 1


def _fault(cell: etree._Element) -> str:
    kind = cell.get("t")
    if kind == "e":
        return str(cell.findtext("{*}v") or "#ERROR!")
    if cell[0].tag[-2:] != "}f":
        return ""
    stored = cell.find("{*}v")
    missing = stored is None or (not stored.text and kind != "str")
    return NO_VALUE if missing else ""
