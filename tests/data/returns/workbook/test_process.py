"""The process that opens a workbook: what comes out of it, and what may not."""

import io
import pickle
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from data.returns.workbook.grids import CellFault, FileError, Limits, letter
from data.returns.workbook.process import answers_in, open_workbook
from tests.workbooks import xlsx

BOOK = xlsx(
    {"actions": [["action", "x"], *([f"a{at}", date(2019, 3, 31)] for at in range(12_000))], "other": [["y"]]}
)


def test_all_rows_come_of_sheets_that_are_wanted_the_first_of_others_and_their_number_is_told() -> None:
    told: list[int] = []
    actions, other = open_workbook(BOOK, Limits(), wanted=frozenset({"actions"}), progress=told.append)
    assert (actions.title, len(actions.rows), actions.rows[-1]) == (
        "actions",
        12_001,
        (12_001, ["a11999", date(2019, 3, 31)]),
    )
    assert (other.title, list(other.rows), other.blank) == ("other", [(1, ["y"])], False)
    assert told == [5_000, 10_000, 12_001, 12_002]


def test_a_workbook_that_takes_longer_than_it_may_is_refused() -> None:
    with pytest.raises(FileError, match="takes more memory or time"):
        open_workbook(BOOK, replace(Limits(), seconds=0), wanted=frozenset(), progress=print)


def test_an_answer_may_hold_dates_and_faults() -> None:
    said = [("rows", [(1, [date(2019, 3, 31), 1.5, True, None])]), ("faults", [CellFault(1, 2, "x")])]
    answers = io.BytesIO(b"".join(pickle.dumps(one) for one in said))
    assert list(answers_in(answers)) == said


def test_an_answer_with_anything_else_ends_the_reading() -> None:
    answers = io.BytesIO(pickle.dumps(("rows", subprocess.Popen)))
    assert list(answers_in(answers)) == []


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(column: int, name: str) -> None:
    assert letter(column) == name
