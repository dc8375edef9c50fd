"""What an xls workbook says of its cells that its reader does not: how far they reach, which have no value, which rows
are hidden, and which cells are struck through or have comments.

An xls file is a container of streams in chained sectors; the stream of the workbook is a run of records, each a
kind, a length and a body. Only the few records that carry cells are looked at.
"""

import struct
from collections.abc import Iterator

from data.returns.workbook.grids import (
    COMMENTED,
    DAMAGED,
    HIDDEN,
    NO_VALUE,
    PROTECTED,
    STRUCK,
    WHOLE_ROW,
    CellFault,
    FileError,
    Limits,
    Merged,
    too_many,
)

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_LISTED_IN_HEADER = 109
_EOF, _BOF, _PASSWORD, _SHEET = 0x0A, 0x0809, 0x2F, 0x85
_FORMULA, _BOOL_OR_ERROR, _MERGED = 0x06, 0x0205, 0xE5
_CELLS = {_FORMULA, _BOOL_OR_ERROR, 0x0203, 0x027E, 0xBD, 0xFD, 0x0204, 0xD6}
_ROW, _COMMENT, _FONT, _LOOK, _NUMBERS = 0x0208, 0x1C, 0x31, 0xE0, 0xBD
_IS_HIDDEN, _STRIKES = 0x20, 0x08
"""What marks a hidden row, and a font that strikes its letters through."""
_NO_FONT = 4
"""The number that no font has: those after it count on."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}
_NOT_AVAILABLE = "#N/A"
_OTHERS = {"worddocument": "a Word document", "powerpoint document": "a PowerPoint presentation"}


def looked_through(
    content: bytes, limits: Limits
) -> tuple[dict[str, list[CellFault]], dict[str, list[Merged]], dict[str, list[CellFault]]]:
    """Title of a sheet -> its cells without a value and hidden rows, its merged cells, and its cells that are struck
    through or have comments; raises `FileError` for no workbook.
    """
    try:
        workbook = _workbook(content)
        sheets = dict(_sheets(workbook))
        faults = {title: list(_faults(workbook, start, limits)) for title, start in sheets.items()}
        struck = _struck_looks(workbook)
        return (
            faults,
            {title: list(_merged(workbook, start)) for title, start in sheets.items()},
            {title: list(_marks(workbook, start, struck)) for title, start in sheets.items()},
        )
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise DAMAGED from error


def _workbook(content: bytes) -> bytes:
    """The stream of the workbook."""
    container = _Container(content)
    streams = {name.lower(): (start, size) for name, _, start, size in container.entries}
    if "encryptedpackage" in streams:
        raise PROTECTED
    for name, what in _OTHERS.items():
        if name in streams:
            raise FileError(f"The file is {what}, not a workbook.", "Send the workbook.")
    found = streams.get("workbook") or streams.get("book")
    if found is None:
        raise DAMAGED
    return container.stream(*found)


class _Container:
    """The streams of a file, by the chains of its sectors."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, small_shift = struct.unpack_from("<2H", content, 30)
        if shift not in {9, 12} or small_shift != 6:  # noqa: PLR2004 - the two sizes there are
            raise DAMAGED
        self.sector, self.small_sector = 1 << shift, 1 << small_shift
        self.table = self._table()
        (directory,) = struct.unpack_from("<I", content, 48)
        self.entries = list(_entries(self._chained(directory)))
        self.cutoff, small_table = struct.unpack_from("<2I", content, 56)
        self.small_table = _numbers(self._chained(small_table))
        self.small = b"".join(self._chained(start) for _, kind, start, _ in self.entries if kind == 5)  # noqa: PLR2004

    def stream(self, start: int, size: int) -> bytes:
        """The content of a stream."""
        if size >= self.cutoff:
            return self._chained(start)[:size]
        places = _chain(self.small_table, start)
        parts = (self.small[at * self.small_sector : (at + 1) * self.small_sector] for at in places)
        return b"".join(parts)[:size]

    def _table(self) -> tuple[int, ...]:
        listed = list(struct.unpack_from(f"<{_LISTED_IN_HEADER}I", self.content, 76))
        (more,) = struct.unpack_from("<I", self.content, 68)
        visited: set[int] = set()
        while more < _LAST_SECTOR and more not in visited:
            visited.add(more)
            *places, more = _numbers(self._at(more))
            listed += places
        return _numbers(b"".join(self._at(place) for place in listed if place < _LAST_SECTOR))

    def _at(self, place: int) -> bytes:
        return self.content[(place + 1) * self.sector : (place + 2) * self.sector]

    def _chained(self, start: int) -> bytes:
        return b"".join(self._at(place) for place in _chain(self.table, start))


def _chain(table: tuple[int, ...], start: int) -> Iterator[int]:
    """The places of a chain of sectors; one that bites its own tail is damaged."""
    for _ in range(len(table) + 1):
        if start >= _LAST_SECTOR:
            return
        yield start
        start = table[start]
    raise DAMAGED


def _numbers(part: bytes) -> tuple[int, ...]:
    count = len(part) // 4
    return struct.unpack(f"<{count}I", part[: count * 4])


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and size of every stream."""
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<2I", directory, at + 116)
        if kind:
            yield directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le"), kind, start, size


def _records(workbook: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of the records from `start` to the end of the part that begins there."""
    depth = 0
    while start + 4 <= len(workbook):
        kind, length = struct.unpack_from("<2H", workbook, start)
        yield kind, workbook[start + 4 : start + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        start += 4 + length


def _sheets(workbook: bytes) -> Iterator[tuple[str, int]]:
    """Title of every sheet and where its records begin."""
    for kind, body in _records(workbook, 0):
        if kind == _PASSWORD:
            raise PROTECTED
        if kind == _SHEET:
            start, _, _, length, wide = struct.unpack_from("<I4B", body)
            title = (
                body[8 : 8 + length * 2].decode("utf-16-le")
                if wide & 1
                else body[8 : 8 + length].decode("latin-1")
            )
            yield title, start


def _faults(workbook: bytes, start: int, limits: Limits) -> Iterator[CellFault]:
    for kind, body in _records(workbook, start):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _IS_HIDDEN:
            yield CellFault(struct.unpack_from("<H", body)[0] + 1, WHOLE_ROW, HIDDEN)
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<2H", body)
        if column >= limits.columns:
            raise too_many("columns", column + 1, limits.columns)
        if row >= limits.rows:
            raise too_many("rows", row + 1, limits.rows)
        if what := _fault(kind, body):
            yield CellFault(row + 1, column, what)


def _struck_looks(workbook: bytes) -> frozenset[int]:
    """The numbers of those looks of cells whose letters are struck through."""
    records = list(_records(workbook, 0))
    fonts = [bool(struct.unpack_from("<2H", body)[1] & _STRIKES) for kind, body in records if kind == _FONT]
    fonts.insert(_NO_FONT, False)
    used = (struct.unpack_from("<H", body)[0] for kind, body in records if kind == _LOOK)
    return frozenset(number for number, font in enumerate(used) if font < len(fonts) and fonts[font])


def _marks(workbook: bytes, start: int, struck: frozenset[int]) -> Iterator[CellFault]:
    for kind, body in _records(workbook, start):
        if kind == _COMMENT:
            row, column = struct.unpack_from("<2H", body)
            yield CellFault(row + 1, column, COMMENTED)
        if kind in _CELLS and struck:
            row, first = struct.unpack_from("<2H", body)
            # Several numbers side by side are one record: look and number of each, then the last column.
            looks = (
                [body[at : at + 2] for at in range(4, len(body) - 2, 6)] if kind == _NUMBERS else [body[4:6]]
            )
            yield from (
                CellFault(row + 1, first + place, STRUCK)
                for place, look in enumerate(looks)
                if int.from_bytes(look, "little") in struck
            )


def _merged(workbook: bytes, start: int) -> Iterator[Merged]:
    for kind, body in _records(workbook, start):
        if kind == _MERGED:
            (number,) = struct.unpack_from("<H", body)
            for place in range(number):
                top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * place)
                yield top + 1, left, bottom + 1, right


def _fault(kind: int, body: bytes) -> str:
    if kind == _BOOL_OR_ERROR:
        return _ERRORS.get(body[6], _NOT_AVAILABLE) if body[7] else ""
    if kind == _FORMULA and body[12:14] == b"\xff\xff":
        if body[6] == 2:  # noqa: PLR2004 - the result is an error
            return _ERRORS.get(body[8], _NOT_AVAILABLE)
        return NO_VALUE if body[6] == 3 else ""  # noqa: PLR2004 - the result is nothing
    return ""
