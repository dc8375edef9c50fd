"""Zip packages (xlsx, ods) from strangers: looked through part by part, then packed anew with what is needed.

The reader gets only the new package, so what the old one claims about its sizes, hides twice under one name or
carries beside the cells (macros, pictures, links to other files) never reaches it.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from data.returns.workbook.grids import DAMAGED, MB, PROTECTED, FileError, Limits

_ENTRY = b"PK\x01\x02"
"""What every entry of a package's list of parts begins with."""
NEEDED = (".xml", ".rels", "mimetype")
_FOREIGN = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    OverflowError,
)  # fmt: skip
"""What Python raises for a zip file that is none; its own `struct.error` is a ValueError of zipfile by then."""


def names_in(content: bytes, limits: Limits) -> frozenset[str]:
    """The names of the parts of a package; raises `FileError` for what is none, or has too many."""
    with _opened(content, limits) as package:
        return frozenset(package.namelist())


def repacked(content: bytes, limits: Limits, *, look: Callable[[str, bytes], None]) -> bytes:
    """The package with only the parts that a reader of cells needs; `look` sees each of them first."""
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as target:
        for name, part in parts_of(content, limits, wanted=NEEDED):
            _refuse_entities(name, part)
            look(name, part)
            target.writestr(name, part)
    return new.getvalue()


def parts_of(content: bytes, limits: Limits, *, wanted: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Name and content of every part whose name ends as `wanted`; raises `FileError` for a hostile package."""
    with _opened(content, limits) as package:
        members = package.infolist()
        _refuse_strange(members, limits)
        for member in members:
            if member.filename.lower().endswith(wanted):
                yield member.filename, _read(package, member)


def _opened(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The package, its parts counted before the library makes an object of each."""
    if (parts := content.count(_ENTRY)) > limits.parts:
        raise FileError(
            f"The file holds {parts:,} parts; a workbook has at most {limits.parts:,}.",
            "Copy the sheets into a new workbook.",
        )
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise DAMAGED from error


def _read(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A part, and no more of it than the package says it is long."""
    try:
        return package.read(member)
    except _BROKEN as error:
        raise DAMAGED from error


def _refuse_strange(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise PROTECTED
    size = sum(member.file_size for member in members)
    if size > limits.unpacked_bytes:
        raise FileError(
            f"The file would unpack to {size / MB:,.0f} MB; at most {limits.unpacked_bytes / MB:,.0f} MB are taken.",
            "Copy the rows that matter into a new workbook, or send several.",
        )
    _refuse_names([member.filename for member in members])


def _refuse_names(names: list[str]) -> None:
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise FileError(
                f"The file holds a part called “{name[:60]}”, which would lie outside it.",
                "It was not made by a spreadsheet; do not use it.",
            )
    if len(set(names)) < len(names):
        raise FileError(
            "The file holds two parts of the same name.", "Open it in a spreadsheet and save it again."
        )


def _refuse_entities(name: str, part: bytes) -> None:
    if any(mark in part for mark in _FOREIGN):
        raise FileError(
            f"The part {name} of the file defines or fetches text from elsewhere (a document type).",
            "No spreadsheet writes that; open the file in one and save it again.",
        )
