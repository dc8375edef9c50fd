"""What a workbook shows, before it has a form: its rows, its guide, its lists, and what each column refers to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.register_reader import read_csv
from data.returns.sheets import SHEETS, Column, Sheet
from data.returns.sheets.records import SheetRows
from data.returns.sheets.vocabularies import WordKind, WordsKind
from data.store.schema import metadata

GUIDE, LISTS = "guide", "lists"
SPARE_ROWS = 1_000
"""Blank rows below the last one that are ready to be filled in: with drop-down lists, and as text or dates."""
HEAD = ("sheet", "column", "required", "what it holds", "what a cell takes")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: the rows of each sheet, and lines about where they come from."""

    rows: Mapping[str, SheetRows]
    about: tuple[str, ...]


def blank() -> Book:
    """A workbook without rows."""
    return Book({name: [] for name in SHEETS}, ("This template is blank.",))


def guide_lines(book: Book) -> list[str]:
    """What stands above the table of the guide."""
    return [
        "Return of a Cultural Education Partnership",
        *book.about,
        "Fill in one row for each thing, on the sheet that is called so. Leave a cell blank where you do not know.",
        "Leave the first row of each sheet as it is. Columns in bold are required; the others may stay blank.",
        "Keys tie rows together: small letters, digits and hyphens, never changed once sent.",
        "A row with a key that was sent before corrects that row; rows that you leave out stay as they are.",
        "Organisations and roles only: never write the name of a person.",
        "Columns that take a list take semicolons between its words. All words are on the sheet “lists”.",
    ]


def guide_rows() -> list[tuple[str, ...]]:
    """One row a column of every sheet, below `HEAD`."""
    return [
        (sheet.name, column.name, "yes" if column.required else "no", column.says, column.kind.words)
        for sheet in SHEETS.values()
        for column in sheet.columns.values()
    ]


def note(column: Column) -> str:
    """What the note on a column's name says."""
    takes = f"Takes {column.kind.words}."
    return f"{'Required. ' if column.required else ''}{column.says} {takes}"


def lists() -> dict[str, Mapping[str, str]]:
    """Noun -> code -> label of every vocabulary, and of the bridges, in the order in which they are first used."""
    found: dict[str, Mapping[str, str]] = {"bridge": bridges()}
    for sheet in SHEETS.values():
        for column in sheet.columns.values():
            if column.vocabulary:
                found.setdefault(noun(column), column.vocabulary)
    return found


def bridges() -> dict[str, str]:
    """Key -> name of the bridge organisations."""
    return {row["slug"]: row["bridge"] for row in read_csv("bridges.csv")}


def noun(column: Column) -> str:
    """What one word of the column's vocabulary is called; "" where it has none."""
    kind = column.kind.one if isinstance(column.kind, WordsKind) else column.kind
    if isinstance(kind, WordKind):
        return kind.noun
    return "bridge" if column.name == "bridge" else ""


def referred_to(sheet: Sheet, column: Column) -> Sheet | None:
    """The sheet whose rows the column names by their key, where there is one."""
    table = metadata.tables[sheet.table]
    if column.stored not in table.c:
        return None
    targets = {key.column.table.name for key in table.c[column.stored].foreign_keys}
    return next((other for other in SHEETS.values() if other.table in targets), None)


def plain(value: object) -> object:
    """A value as a cell holds it: yes and no in words, lists with semicolons."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ";".join(value) or None
    return value


def exact(number: float) -> bool:
    """Whether a spreadsheet's sixteen digits hold the number as it is."""
    return float(f"{number:.16G}") == number
