"""Small workbooks for tests, made as a spreadsheet or a person would make them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import openpyxl
import xlwt

Table = Sequence[Sequence[object]]

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
)
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "style", "table", "text")
)


def xlsx(sheets: Mapping[str, Table], *, hidden: Iterable[str] = ()) -> bytes:
    """A workbook as openpyxl writes it: formulas without a stored value, dates as dates."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook of openpyxl."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(sheets: Mapping[str, Table]) -> bytes:
    """A workbook of the older kind."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell, day) if isinstance(cell, date) else sheet.write(
                    at, column, cell
                )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(body: str, *, parts: Mapping[str, str] | None = None, styles: str = "") -> bytes:
    """A workbook of the open kind with these tables, written in its own XML, and more styles."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="struck" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        f"{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    made = {"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": _MANIFEST}
    return package({**made, **(parts or {})})


def ods_table(title: str, rows: Sequence[Sequence[str]], *, style: str = "") -> str:
    """A table of text cells; a cell that begins with `<` is taken as it is."""
    cells = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{title}"{named}>{cells}</table:table>'


def _ods_cell(cell: str) -> str:
    if cell.startswith("<"):
        return cell
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


def separated(rows: Table, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A text file of separated values."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def package(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip package with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return file.getvalue()


def rewritten(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A package with some of its parts put in the place of the old ones, or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return package({**parts, **changed})
