"""Sheets as text files of separated values, in a folder or one zip, and what the files say of themselves.

CSV on the Web and a Frictionless data package are made from the row models, so a column is described to programs as
it is to people. A text that a spreadsheet would run as a formula has an apostrophe before it
(`data.returns.formulas`); the descriptions say so.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Final

from data.archive import zipped
from data.returns.formulas import guarded
from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.days import DayKind
from data.returns.sheets.kinds import FlagKind, LinkKind, NumberKind
from data.returns.sheets.vocabularies import WordsKind
from data.returns.templates.pages import Book, plain, referred_to


def files(book: Book) -> dict[str, bytes]:
    """One text file a sheet, UTF-8 without a mark, a header row and the rows; and what describes them to programs."""
    tables = {f"{name}.csv": _text(sheet, book).encode() for name, sheet in SHEETS.items()}
    return {
        **tables,
        "csv-metadata.json": _json(csvw(book)),
        "datapackage.json": _json(data_package(book, tables)),
    }


def written(book: Book) -> bytes:
    """The files in one zip."""
    return zipped(files(book))


def _json(described: Mapping[str, object]) -> bytes:
    return f"{json.dumps(described, indent=2, ensure_ascii=False)}\n".encode()


def _text(sheet: Sheet, book: Book) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.kept)
    writer.writerows([_cell(row[name]) for name in sheet.kept] for row in book.rows[sheet.name])
    return text.getvalue()


def _cell(value: object) -> str:
    """A cell that no spreadsheet runs as a formula, and that reads back as the value."""
    held = plain(value)
    if held is None:
        return ""
    if isinstance(held, float):
        return repr(held).removesuffix(".0")
    text = held.isoformat() if isinstance(held, date) else str(held)
    return guarded(text)


TITLE: Final = "Cultural Education Partnerships: the store as tables"
GUARD: Final = (
    "A text that begins like a formula has an apostrophe before it, so that no spreadsheet runs it."
)
LICENCE: Final = (
    "Areas, codes and population: Office for National Statistics, Open Government Licence v.3.0. Register and "
    "published counts: facts from public pages, each named in its row. Illustrative rows are made up, and free."
)
OGL: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

Described = dict[str, Any]
ON_THE_WEB: Final[Described] = {
    "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
    "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
}
"""What the metadata of CSV on the Web says of every text file of ours."""


def csvw(book: Book) -> Described:
    """Return the metadata of CSV on the Web for one CSV file a sheet."""
    return {
        **ON_THE_WEB,
        "dc:title": TITLE,
        "dc:description": " ".join((*book.about, GUARD)),
        "dc:rights": LICENCE,
        "tables": [_csvw_table(sheet) for sheet in SHEETS.values()],
    }


def data_package(book: Book, files: Mapping[str, bytes]) -> Described:
    """Return the descriptor of a tabular data package; `files` are the text files that it describes."""
    return {
        "profile": "tabular-data-package",
        "name": "cultural-education-partnerships",
        "title": TITLE,
        "description": " ".join((*book.about, GUARD, LICENCE)),
        "licenses": [{"name": "OGL-UK-3.0", "title": "Open Government Licence v.3.0", "path": OGL}],
        "resources": [_resource(sheet, files[f"{sheet.name}.csv"]) for sheet in SHEETS.values()],
    }


def _csvw_table(sheet: Sheet) -> Described:
    references = [
        {
            "columnReference": name,
            "reference": {"resource": f"{other.name}.csv", "columnReference": other.key[0]},
        }
        for name, other in _references(sheet)
        if not sheet.columns[
            name
        ].blank  # a foreign key of this standard is never null; the package says the others
    ]
    columns = [_csvw_column(column) for column in sheet.kept.values()]
    return {
        "url": f"{sheet.name}.csv",
        "dc:title": sheet.name,
        "dc:description": sheet.says,
        "tableSchema": {"columns": columns, **_keys(sheet, references)},
    }


def _csvw_column(column: Column) -> Described:
    kind = column.kind
    datatype: object = "string"
    if isinstance(kind, DayKind):
        datatype = "date"
    elif isinstance(kind, FlagKind):
        datatype = {"base": "boolean", "format": "yes|no"}
    elif isinstance(kind, NumberKind):
        datatype = "integer" if kind.whole else "number"
    elif isinstance(kind, LinkKind):
        datatype = "anyURI"
    described = {
        "name": column.name,
        "titles": column.name,
        "dc:description": f"{column.says} Takes {kind.words}.",
        "datatype": datatype,
        "required": not column.blank,
    }
    return described | ({"separator": ";"} if isinstance(kind, WordsKind) else {})


def _resource(sheet: Sheet, content: bytes) -> Described:
    references = [
        {
            "fields": name,
            "reference": {"resource": "" if other is sheet else _slug(other), "fields": other.key[0]},
        }
        for name, other in _references(sheet)
    ]
    fields = [_field(column) for column in sheet.kept.values()]
    return {
        "name": _slug(sheet),
        "path": f"{sheet.name}.csv",
        "profile": "tabular-data-resource",
        "title": sheet.name,
        "description": sheet.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""], **_keys(sheet, references)},
    }


def _field(column: Column) -> Described:
    kind = column.kind
    described: Described = {"name": column.name, "type": "string"}
    constraints: Described = {} if column.blank else {"required": True}
    if isinstance(kind, DayKind):
        described |= {"type": "date", "format": "default"}
    elif isinstance(kind, FlagKind):
        described |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    elif isinstance(kind, NumberKind):
        described["type"] = "integer" if kind.whole else "number"
    elif column.vocabulary and not isinstance(kind, WordsKind):
        constraints["enum"] = list(column.vocabulary)
    described["description"] = f"{column.says} Takes {kind.words}."
    return described | ({"constraints": constraints} if constraints else {})


def _keys(sheet: Sheet, references: Sequence[Described]) -> Described:
    """The keys of a schema, as far as there are any."""
    keys = {"primaryKey": _key(sheet), "foreignKeys": references}
    return {name: held for name, held in keys.items() if held}


def _key(sheet: Sheet) -> list[str]:
    """What makes a row the same row, where none of it may be blank: only then is it a key to other programs."""
    return list(sheet.key) if all(not sheet.columns[name].blank for name in sheet.key) else []


def _references(sheet: Sheet) -> list[tuple[str, Sheet]]:
    found = [(column.name, referred_to(sheet, column)) for column in sheet.columns.values()]
    return [(name, other) for name, other in found if other is not None and _key(other) == [other.key[0]]]


def _slug(sheet: Sheet) -> str:
    return sheet.name.replace("_", "-")
