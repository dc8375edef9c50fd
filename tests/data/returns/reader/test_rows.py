"""Rows are read for what they are, whatever the layout of their sheet; of many problems enough are listed."""

import io
from datetime import date

import openpyxl
import pytest
import xlwt

from data.returns.problems import MOST, Problem
from data.returns.reader import Returned, Source, read
from tests.workbooks import Table, ods, ods_table, separated, xlsx

HEAD = ["meeting", "partnership", "held_on", "format", "venue_type"]
ROWS: Table = [HEAD, *([f"m{number}", "b", "2019-03-31", "workshop", "school"] for number in (1, 2, 3))]
DOWN = (2, 5, 4, 5)
"""First row, first column, last row, last column, as openpyxl counts: venue_type of all three meetings."""


def merged_xlsx(rows: Table, *ranges: tuple[int, int, int, int]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"meetings": rows})))
    for top, left, bottom, right in ranges:
        book["meetings"].merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def merged_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("meetings")
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row[:4] if at else row):
            sheet.write(at, column, cell)
    sheet.write_merge(1, 3, 4, 4, "school")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def merged_ods() -> bytes:
    spanning = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="3" '
        'table:number-columns-spanned="1"><text:p>school</text:p></table:table-cell>'
    )
    covered = "<table:covered-table-cell/>"
    plain = [[str(cell) for cell in row[:4]] for row in ROWS]
    table = [
        [*row, last] for row, last in zip(plain, ("venue_type", spanning, covered, covered), strict=True)
    ]
    return ods(ods_table("meetings", table))


def problems(name: str, content: bytes) -> list[Problem]:
    return list(read([Source(name, content)]).problems)


@pytest.mark.parametrize(
    ("name", "content"),
    [("r.xlsx", merged_xlsx(ROWS, DOWN)), ("r.xls", merged_xls()), ("r.ods", merged_ods())],
)
def test_merged_cells_are_an_error_that_names_them(name: str, content: bytes) -> None:
    (problem,) = problems(name, content)
    assert problem.sentence == (
        f"{name}, sheet meetings, row 2, column E (venue_type): The cells E2:E4 are merged, and only the first of them "
        "has the value. Unmerge them, and write in each cell what belongs there."
    )
    assert problem.is_error


def test_of_merged_cells_nothing_else_is_said() -> None:
    (problem,) = problems("r.xlsx", merged_xlsx(ROWS, (2, 2, 4, 2)))
    assert (problem.row, problem.column, problem.value) == (2, "partnership", "b")


def test_cells_merged_across_are_one_problem() -> None:
    (problem,) = problems("r.xlsx", merged_xlsx(ROWS, (3, 4, 3, 5)))
    assert "D3:E3" in problem.wrong


@pytest.mark.parametrize(
    "ranges",
    [
        [(1, 1, 1, 5)],
        [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 3, 4), (2, 5, 3, 5)],
        [(7, 1, 9, 5)],
        [(4, 6, 6, 7)],
    ],
    ids=["title", "headings of two rows", "blank cells", "beside the table"],
)
def test_merged_cells_that_hide_nothing_do_no_harm(ranges: list[tuple[int, int, int, int]]) -> None:
    rows: Table = [["Return of 2019"], HEAD, [], *ROWS[1:]]
    assert problems("r.xlsx", merged_xlsx(rows, *ranges)) == []


def test_merged_cells_without_end_are_soon_read() -> None:
    many = [(row, 1, row + 1, 256) for row in range(2, 400, 2)]
    found = problems("r.xlsx", merged_xlsx(ROWS, *many))
    assert len(found) == 2
    assert all(problem.is_error for problem in found)


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Grand total", "Sub-total"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_row_of_totals_is_one_error(word: str, column: int) -> None:
    total: list[object] = [None] * len(HEAD)
    total[column], total[4] = word, 3
    (problem,) = problems("r.xlsx", xlsx({"meetings": [*ROWS, total]}))
    assert (problem.severity, problem.row, problem.value) == ("error", 5, word)
    assert problem.wrong == "The row holds a total; it is no row of the return."


def test_a_note_below_the_table_is_one_error() -> None:
    (problem,) = problems("r.xlsx", xlsx({"meetings": [*ROWS, [], ["Source: the minutes"]]}))
    assert (problem.severity, problem.row) == ("error", 6)
    assert problem.wrong == "The row holds a note; it is no row of the return."


def test_the_header_once_more_is_one_error() -> None:
    (problem,) = problems(
        "r.xlsx", xlsx({"meetings": [*ROWS[:2], [name.upper() for name in HEAD], *ROWS[2:]]})
    )
    assert (problem.row, problem.wrong) == (3, "The row names the columns once more.")


def test_a_row_with_a_key_alone_is_told_what_it_lacks() -> None:
    found = problems("r.xlsx", xlsx({"meetings": [*ROWS, ["m9"]]}))
    assert [one.column for one in found] == ["partnership", "held_on", "format"]


def test_a_whole_row_may_be_called_total() -> None:
    assert problems("r.xlsx", xlsx({"meetings": [HEAD, ["total", *ROWS[1][1:]]]})) == []


LINKS = ["from_activity", "to_activity", "basis"]


def read_rows(rows: Table) -> Returned:
    return read([Source("activity_links.csv", separated([LINKS, *rows]))], today=date(2020, 6, 30))


def test_at_most_a_thousand_problems_of_a_column_are_listed_and_the_others_counted() -> None:
    returned = read_rows([[f"a{at}", f"B {at}" if at % 2 else "B", "reported"] for at in range(2 * MOST)])
    *listed, last = returned.problems
    assert [problem.row for problem in listed] == list(range(2, MOST + 2))
    assert (last.row, last.letter, last.severity) == (None, "B", "error")
    assert last.wrong.startswith(
        "1,000 more cells of this column have a problem or were not tried; 1,000 are listed."
    )
    assert returned.is_refused


def test_every_problem_of_a_column_is_listed_up_to_that() -> None:
    returned = read_rows([[f"a{at}", f"B {at}", "reported"] for at in range(MOST)])
    assert [problem.row for problem in returned.problems] == list(range(2, MOST + 2))


def test_one_wrong_word_in_many_rows_does_not_hide_the_problems_of_another_column() -> None:
    rows = [[f"a{at}", f"b{at}", "guess"] for at in range(2 * MOST)]
    rows[-1][0] = "A 1"
    problems = read_rows(rows).problems
    assert [(one.letter, one.row) for one in problems if one.letter == "A"] == [("A", 2 * MOST + 1)]


def test_repeated_keys_are_counted_too() -> None:
    returned = read_rows([["a", "b", "reported"]] * (MOST + 7))
    assert len(returned.problems) == MOST + 1
    assert returned.problems[-1].wrong.startswith("6 more cells")
