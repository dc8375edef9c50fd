"""Files from strangers as grids of cells, whatever their form; a file that is none of ours is refused."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from data.returns.reader.headings import fits, sheet_called
from data.returns.reader.text import FALLBACK, decoded, delimiter_of, grid_of
from data.returns.sheets import SHEETS
from data.returns.workbook.grids import Grid
from data.returns.workbook.inspect import names_in, parts_of
from data.returns.workbook.legacy import SIGNATURE
from data.returns.workbook.limits import DAMAGED, MB, FileError, Limits
from data.returns.workbook.process import open_workbook

ZIP = b"PK\x03\x04"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
DESCRIPTIONS = ("csv-metadata.json", "datapackage.json")
"""What may lie beside text files in a zip: it describes them to programs, and is not read."""
_OTHERS = (
    (rb"%PDF", "a PDF"),
    (rb"\s*\{\\rtf", "a text document"),
    (rb"\s*<(!doctype )?html", "a web page"),
    (rb"\s*<", "XML"),
)
_SHAPES = re.compile(rb'\s*\{.{0,2000}?"(FeatureCollection|Topology)"', re.DOTALL)
_BOUNDARIES = FileError(
    "The file holds boundaries, not a return.", "Boundaries are added with `cep boundaries add`."
)
_EVERY_COLUMN = {name: column for sheet in SHEETS.values() for name, column in sheet.columns.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The checksum of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def source_at(path: Path, *, limits: Limits) -> Source:
    """The file at a path; raises `FileError` where there is none or it is too large."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise too_large(size, limits)
        return Source(path.name, path.read_bytes())
    except OSError as error:
        raise FileError(
            f"The file cannot be read ({error.strerror or error}).", "Check its name and folder."
        ) from error


def too_large(size: int, limits: Limits) -> FileError:
    """Say that a file is too large."""
    return FileError(
        f"The file has {size / MB:,.0f} MB; at most {limits.file_bytes / MB:,.0f} MB are taken.",
        "Send its sheets as several files.",
    )


def grids_of(source: Source, *, limits: Limits, progress: Callable[[int], object]) -> list[Grid]:
    """The sheets of a file; raises `FileError` with the reason why it has none that can be read."""
    content = source.content
    if not content.strip():
        raise FileError("The file is empty.", "Send the file that was filled in.")
    if len(content) > limits.file_bytes:
        raise too_large(len(content), limits)
    if content.startswith(ZIP):
        names = names_in(content, limits)
        if any(name.lower().endswith(".shp") for name in names):
            raise _BOUNDARIES
        if all(name.lower().endswith((".csv", "/", *DESCRIPTIONS)) for name in names):
            return _texts_in(content, limits, progress)
    if content.startswith((ZIP, SIGNATURE)):
        return open_workbook(content, limits, wanted=frozenset(SHEETS), progress=progress)
    _refuse_others(source)
    return [_text(source.name, content, limits, progress)]


def _texts_in(content: bytes, limits: Limits, progress: Callable[[int], object]) -> list[Grid]:
    parts = parts_of(content, replace(limits, unpacked_bytes=limits.file_bytes), wanted=(".csv",))
    return [_text(name, part, limits, progress) for name, part in parts]


def _text(name: str, content: bytes, limits: Limits, progress: Callable[[int], object]) -> Grid:
    text, encoding = decoded(content)
    title = title_of(name)
    sheet = sheet_called(title)
    columns = sheet.columns if sheet else _EVERY_COLUMN
    delimiter = delimiter_of(text, lambda cells: fits(cells, columns))
    grid = grid_of(text, title=title, delimiter=delimiter, limits=limits, progress=progress)
    grid.guessed = "Windows-1252" if encoding == FALLBACK else ""
    return grid


def title_of(name: str) -> str:
    """The sheet that a text file is by its name; the number that a browser puts behind a copy is left out."""
    return re.sub(r" ?\(\d+\)$", "", PurePath(name.replace("\\", "/")).stem)


def _refuse_others(source: Source) -> None:
    """Refuse what is neither a workbook nor separated values, and say what it is."""
    head = source.content[:4000]
    if _SHAPES.match(head):
        raise _BOUNDARIES
    for pattern, what in _OTHERS:
        if re.match(pattern, head.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
            raise FileError(f"The file is {what}, not a workbook.", "Save it as .xlsx, .ods or .csv.")
    if head.lstrip()[:1] in {b"{", b"["}:
        raise FileError("The file is JSON, not a workbook.", "Send it as .xlsx, .ods or .csv.")
    if source.name.lower().endswith(WORKBOOKS):
        raise DAMAGED
