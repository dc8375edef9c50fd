"""The sheets fit the store: every column has its place there, with the words that the store takes."""

import pytest
from sqlalchemy import CheckConstraint, Table

from data.programme.frames import TABLE_OF
from data.returns.sheets import SHEETS, Column, Sheet

ALL = [pytest.param(sheet, id=name) for name, sheet in SHEETS.items()]


def stored_in(sheet: Sheet, column: Column) -> tuple[Table, str]:
    """The table and the column of the store that hold a sheet's column."""
    listed = sheet.lists.get(column.name)
    return (sheet.table, column.stored) if listed is None else (listed.table, listed.name)


def words_checked(table: Table, column: str) -> str:
    checks = [one for one in table.constraints if isinstance(one, CheckConstraint)]
    return " ".join(str(one.sqltext) for one in checks if f"{column} IN (" in str(one.sqltext))


@pytest.mark.parametrize("sheet", ALL)
def test_every_column_of_a_sheet_has_its_column_in_the_store(sheet: Sheet) -> None:
    missing = []
    for column in sheet.kept.values():
        table, name = stored_in(sheet, column)
        if name not in table.c:
            missing.append(column.name)
    assert missing == []
    assert sheet.table.name == TABLE_OF[sheet.name]


FILLED = {("memberships", "from_date")}
"""What may be blank in a return and never is in the store: `test_undated_seats.py` has what it is filled with."""


@pytest.mark.parametrize("sheet", ALL)
def test_a_column_that_the_store_must_have_is_required_or_has_a_default(sheet: Sheet) -> None:
    table = sheet.table
    given = {column.stored: column for column in sheet.columns.values()}
    for column in table.columns:
        if column.nullable or column.server_default is not None or column.name == "id":
            continue
        assert given[column.name].required, column.name
        assert not given[column.name].blank or (sheet.name, column.name) in FILLED, column.name


@pytest.mark.parametrize("sheet", ALL)
def test_a_row_of_which_no_more_is_known_than_it_must_say_is_one_that_the_store_takes(sheet: Sheet) -> None:
    must = {column.stored for column in sheet.columns.values() if column.required}
    refused = [
        column.name
        for column in sheet.table.columns
        if column.name not in {"id", *must} and not column.nullable and sheet.blank[column.name] is None
    ]
    assert refused == []


@pytest.mark.parametrize("sheet", ALL)
def test_a_vocabulary_is_the_one_that_the_store_checks(sheet: Sheet) -> None:
    for column in sheet.kept.values():
        table, name = stored_in(sheet, column)
        assert all(f"'{code}'" in words_checked(table, name) for code in column.vocabulary), column.name


@pytest.mark.parametrize("sheet", ALL)
def test_a_row_s_key_is_one_that_the_store_keeps_apart(sheet: Sheet) -> None:
    table = sheet.table
    unique = [set(one.columns.keys()) for one in table.constraints if hasattr(one, "columns")]
    assert set(sheet.key) in unique


@pytest.mark.parametrize("sheet", ALL)
def test_every_column_says_in_a_sentence_what_it_holds(sheet: Sheet) -> None:
    for column in sheet.columns.values():
        assert column.says.endswith("."), column.name
        assert column.kind.words


def test_sheets_come_after_those_that_they_refer_to() -> None:
    order = [sheet.table for sheet in SHEETS.values()]
    for sheet in SHEETS.values():
        targets = {key.column.table for key in sheet.table.foreign_keys}
        for target in targets & set(order) - {sheet.table}:
            assert order.index(target) < order.index(sheet.table)
