"""What an xlsx workbook says of its cells that its reader does not: how far they reach, and which have no value."""

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from data.opendocument import NOTES_BY, OUR_NOTE
from data.returns.workbook.grids import (
    COMMENTED,
    DAMAGED,
    HIDDEN,
    NO_VALUE,
    PARTLY,
    STRUCK,
    WHOLE_ROW,
    CellFault,
    Limits,
    Merged,
    too_many,
)

_RELATION = "{*}Relationship"
_DIGITS = "0123456789"
_MAIN = "xl/workbook.xml"
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)

Found = TypeVar("Found")


@dataclass(slots=True)
class OpenXml:
    """Looks at the parts of a workbook as they pass by, then knows the faults of every sheet by its title."""

    limits: Limits
    _faults: dict[str, list[CellFault]] = field(default_factory=dict)
    _merged: dict[str, list[Merged]] = field(default_factory=dict)
    _struck: frozenset[str] = frozenset()
    _struck_texts: dict[str, str] = field(default_factory=dict)
    _struck_cells: dict[str, list[CellFault]] = field(default_factory=dict)
    _comments: dict[str, list[CellFault]] = field(default_factory=dict)
    _comments_of: dict[str, list[str]] = field(default_factory=dict)
    _relations: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def look(self, name: str, part: bytes) -> None:
        """See one part."""
        try:
            if name == _MAIN:
                self._titles = dict(_titles(part))
            elif name == "xl/_rels/workbook.xml.rels":
                self._relations = dict(_relations(part))
            elif name in (_STYLES, _STRINGS):
                self._look_at_letters(name, part)
            elif name.endswith(".rels") and "worksheets/_rels" in name:
                sheet = name.replace("_rels/", "").removesuffix(".rels")
                self._comments_of[sheet] = [
                    target for _, target in _relations(part, posixpath.dirname(sheet))
                ]
            elif name.endswith(".xml") and "worksheet" in name:
                self._faults[name] = list(_faults(part, self.limits))
                self._merged[name] = list(_merged(part))
                self._struck_cells[name] = list(_struck(part, self._struck, self._struck_texts))
            elif name.endswith(".xml") and "comments" in name.lower() and "threaded" not in name.lower():
                self._comments[name] = list(_comments(part))
        except etree.XMLSyntaxError as error:
            raise DAMAGED from error

    def _look_at_letters(self, name: str, part: bytes) -> None:
        if name == _STYLES:
            self._struck = _struck_styles(part)
        else:
            self._struck_texts = dict(_struck_texts(part))

    def faults(self) -> dict[str, list[CellFault]]:
        """Title of a sheet -> its cells without a value."""
        return self._by_title(self._faults)

    def merged(self) -> dict[str, list[Merged]]:
        """Title of a sheet -> its merged cells."""
        return self._by_title(self._merged)

    def marks(self) -> dict[str, list[CellFault]]:
        """Title of a sheet -> its cells that are struck through or have comments."""
        comments = {
            sheet: [cell for part in parts for cell in self._comments.get(part, [])]
            for sheet, parts in self._comments_of.items()
        }
        sheets = {*self._struck_cells, *comments}
        return self._by_title(
            {sheet: [*self._struck_cells.get(sheet, []), *comments.get(sheet, [])] for sheet in sheets}
        )

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


def _relations(part: bytes, of: str = "xl") -> Iterator[tuple[str, str]]:
    """Key and target of what a part in the folder `of` refers to."""
    for relation in parsed(part, tag=_RELATION):
        target = str(relation.get("Target", ""))
        yield str(relation.get("Id", "")), posixpath.normpath(posixpath.join("/", of, target)).lstrip("/")


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


def _struck_styles(part: bytes) -> frozenset[str]:
    """The styles of cells, as cells name them, whose letters are struck through."""
    if b"strike" not in part:
        return frozenset()
    fonts = [_strikes(font) for fonts in parsed(part, tag="{*}fonts") for font in fonts]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    formats = (style for styles in parsed(part, tag="{*}cellXfs") for style in styles)
    return frozenset(str(number) for number, style in enumerate(formats) if style.get("fontId") in struck)


def _strikes(font: etree._Element | None) -> bool:
    marks = () if font is None else font.iterfind("{*}strike")
    return any(mark.get("val", "1") not in {"0", "false"} for mark in marks)


def _struck_texts(part: bytes) -> Iterator[tuple[str, str]]:
    """The texts, as cells name them, whose letters are struck through, all or some of them."""
    for number, text in enumerate(parsed(part, tag="{*}si") if b"strike" in part else ()):
        if what := _struck_letters(text):
            yield str(number), what


def _struck_letters(text: etree._Element) -> str:
    """Whether all letters of a text are struck through, or some."""
    runs = [
        _strikes(run.find("{*}rPr")) for run in text.iterfind("{*}r") if (run.findtext("{*}t") or "").strip()
    ]
    return "" if not any(runs) else STRUCK if all(runs) else PARTLY


def _struck(part: bytes, styles: frozenset[str], texts: Mapping[str, str]) -> Iterator[CellFault]:
    """The cells that have one of the styles, or one of the texts, and are not blank."""
    for cell in parsed(part, tag="{*}c") if styles or texts or b"strike" in part else ():
        what = STRUCK if cell.get("s") in styles and len(cell) else ""
        if not what and cell.get("t") == "s":
            what = texts.get(cell.findtext("{*}v") or "", "")
        elif not what and (text := cell.find("{*}is")) is not None:
            what = _struck_letters(text)
        if what and (found := _PLACE.fullmatch(str(cell.get("r", "")))):
            yield CellFault(int(found[2]), _place(found[1]), what)


def _comments(part: bytes) -> Iterator[CellFault]:
    """The cells with comments that are not our own."""
    authors = [str(one.text or "") for listed in parsed(part, tag="{*}authors") for one in listed]
    ours = {str(number) for number, name in enumerate(authors) if name == NOTES_BY}
    for comment in parsed(part, tag="{*}comment"):
        found = _PLACE.fullmatch(str(comment.get("ref", "")))
        said = "".join(str(text) for text in comment.itertext()).strip()
        if found and comment.get("authorId") not in ours and not OUR_NOTE.fullmatch(said):
            yield CellFault(int(found[2]), _place(found[1]), COMMENTED)


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
