"""The records that files were read into as rows that are sent in: an activity with its lists as fields."""

from collections.abc import Mapping

from data.returns.imports.records import Sending, Sent
from data.returns.sheets import SHEETS, Sheet
from data.returns.sheets.records import Record, Records
from data.store.rows import Row


def sending_of(records: Records) -> Sending:
    """What the files say, sheet by sheet, in the order of the files."""
    return {name: _sent(sheet, records) for name, sheet in SHEETS.items() if records.tables.get(sheet.table)}


def _sent(sheet: Sheet, records: Records) -> list[Sent]:
    """The rows that have every column they must have; of the others the reading has said so."""
    lists = {field: _listed(sheet, field, records) for field in sheet.lists}
    required = {column.stored for column in sheet.columns.values() if column.required}
    return [
        Sent(_values(sheet, record, lists), record.origin)
        for record in records.tables[sheet.table]
        if required <= record.keys()
    ]


def _listed(sheet: Sheet, field: str, records: Records) -> Mapping[object, tuple[str, ...]]:
    """The values of a list for every row that gives it, sorted as the store has them."""
    listed = sheet.lists[field]
    parts: dict[object, list[str]] = {owner: [] for owner in records.whole.get(listed.table, ())}
    for record in records.tables.get(listed.table, ()):
        parts[record[sheet.key[0]]].append(str(record[listed.column]))
    return {owner: tuple(sorted(values)) for owner, values in parts.items()}


def _values(sheet: Sheet, record: Record, lists: Mapping[str, Mapping[object, tuple[str, ...]]]) -> Row:
    """A row that does not say that it is made up says that it is not."""
    key = record[sheet.key[0]]
    given = {field: values[key] for field, values in lists.items() if key in values}
    return {"is_illustrative": False, **record, **given}
