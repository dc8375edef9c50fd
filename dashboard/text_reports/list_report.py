"""A list as it was understood, for the terminal: its columns, what was read how, what is left out and what is asked."""

from collections.abc import Iterator
from typing import Final

from rich.table import Table

from dashboard import words
from dashboard.text_reports.answers import table_text
from data.returns.lists import Understood
from data.returns.lists.columns import ROLES
from data.returns.lists.tables import counted
from data.returns.readings import Question, in_rows

WIDE: Final = 140
LEFT_OUT: Final = {
    "blank": "blank row",
    "total": "total",
    "heading": "heading",
    "note": "note",
    "header": "header once more",
}


def understood(found: Understood) -> Iterator[str]:
    """Return what a list was understood to say, column by column, then what was read how and what was left out."""
    where = f"{found.file.name}, sheet {found.sheet}, header in row {found.header}"
    yield f"{where}: {words.count_of(len(found.entries), 'partnership')}."
    table = Table()
    for heading in ("", "Column", "Is", "Understood", "Asked", "Ignored", "For example"):
        table.add_column(
            heading, justify="right" if heading in {"Understood", "Asked", "Ignored"} else "left"
        )
    for column in found.columns:
        numbers = map(str, found.cells[column.position])
        table.add_row(column.letter, column.heading, ROLES[column.role], *numbers, column.sample)
    yield table_text(table, width=WIDE)
    for role in dict.fromkeys(one.column for one in found.readings):
        some = [f"“{one.value}” as {one.meaning or 'blank'}" for one in found.readings if one.column == role]
        yield f"Read in {role}: {words.listing(some, most=4)}."
    left = [words.count_of(number, LEFT_OUT[what]) for what, number in counted(found.skipped).items()]
    if left:
        yield f"Left out: {words.listing(left)}."
    for title, why in found.others:
        yield f"Sheet {title}: {why}."


def question(one: Question) -> str:
    """Return a question with the cells that it is about and what can be answered."""
    where = f"{one.column}, {in_rows(one.rows)}: " if one.rows else f"{one.column}: "
    proposed = "" if one.proposed is None else f" Proposed: {one.proposed or 'leave out'}."
    return f"question: {where}{one.asks}{proposed}"
