"""Typed rows of the sheets as rows that are sent in: the store's names, lists in the store's order."""

from collections.abc import Iterable

from data.importing.records import Sent
from data.rows import Row
from data.sheets import Sheet
from data.sheets.records import TypedRow


def sent_rows(sheet: Sheet, rows: Iterable[TypedRow]) -> list[Sent]:
    """What the rows of one sheet say, as values of the store."""
    return [Sent(_values(sheet, row), row.origin) for row in rows]


def _values(sheet: Sheet, row: TypedRow) -> Row:
    """A row that does not say that it is made up says that it is not."""
    said = {
        sheet.columns[name].stored: tuple(sorted(cell)) if isinstance(cell, tuple) else cell
        for name, cell in row.cells.items()
    }
    return {"is_illustrative": False, **said}
