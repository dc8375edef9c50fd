"""The workbook that goes back: every cell as it was read, what is wrong in comments, nothing that runs."""

import io
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook

from data.returns.annotated_copy import COLUMNS, Understanding, marked_up
from data.returns.problems import Problem
from data.returns.reader import Known, Source, read
from data.returns.readings import Answers


def at(*day: int) -> datetime:
    """A day as spreadsheets keep it."""
    return datetime.combine(date(*day), time())


DAY = at(2016, 6, 13)
HEAD = ["partnership", "status", "from_date", "to_date"]


def workbook(rows: list[list[Any]], title: str = "statuses") -> Source:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return Source("returns.xlsx", out.getvalue())


def back(*files: Source, more: tuple[Problem, ...] = (), answers: Answers | None = None) -> Any:
    found = read(files, known=Known(answers or {}))
    understanding = Understanding(found.readings, found.questions, found.answers)
    return load_workbook(io.BytesIO(marked_up(found.books, [*found.problems, *more], understanding)))


def test_cells_come_back_in_their_places_as_they_were_read() -> None:
    rows = [
        ["Our statuses", None, None, None],
        HEAD,
        ["camden-spark", "established", DAY, "13/06/2019"],
        ["bath-cep", "emergin", DAY, None],
    ]
    sheet = back(workbook(rows))["statuses"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == rows


def test_what_is_wrong_with_a_cell_is_its_comment_and_its_colour() -> None:
    sheet = back(workbook([HEAD, ["bath-cep", "emergin", DAY, None]]))["statuses"]
    assert "emerging" in sheet["B2"].comment.text
    assert sheet["B2"].fill.fgColor.rgb.endswith("F8D7DA")
    assert sheet["A2"].comment is None


def test_what_was_understood_and_answered_stands_in_the_cells_and_is_read_as_it_is() -> None:
    head = [*HEAD, "precision"]
    file = workbook([head, ["bath-cep", "Emergin", "Sept 2015", "15.01.2020", None]])
    book = back(file, answers={("statuses", "status", "Emergin"): "emerging"})
    sheet = book["statuses"]
    assert [cell.value for cell in sheet[2]] == [
        "bath-cep", "emerging", at(2015, 9, 30), at(2020, 1, 15), "month",
    ]  # fmt: skip
    assert sheet["B2"].comment.text == "“Emergin” was read so."
    assert sheet["E2"].comment.text == "From “Sept 2015”."
    out = io.BytesIO()
    book.save(out)
    again = read([Source("returns.xlsx", out.getvalue())])
    assert (again.problems, again.readings, again.questions) == ((), (), ())


def test_a_blank_cell_and_a_whole_row_can_carry_a_comment() -> None:
    of_the_row = Problem("warning", "returns.xlsx", "statuses", 3, None, "", "Odd row.", "Look again.")
    sheet = back(
        workbook([HEAD, ["bath-cep", None, DAY, None], ["a", "closed", DAY]]),
        more=(of_the_row,),
    )["statuses"]
    assert sheet["B2"].comment is not None
    assert "Odd row. Look again." in sheet["A3"].comment.text


def test_the_first_sheet_lists_every_problem_and_leads_to_its_cell() -> None:
    book = back(workbook([HEAD, ["bath-cep", "emergin", DAY, None]]))
    listed = book.worksheets[0]
    assert listed.title == "problems"
    head, first = list(listed.iter_rows(values_only=True))[:2]
    assert list(head) == list(COLUMNS)
    assert dict(zip(head, first, strict=True))["value"] == "emergin"
    assert listed["D2"].hyperlink.location == "'statuses'!B2"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    file = Source("statuses.csv", b'partnership,status,from_date\n=1+1,"=HYPERLINK(""x"")",2016-06-13\n')
    book = back(file)
    sheet = book["statuses"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B2"].value, sheet["B2"].data_type) == ('=HYPERLINK("x")', "s")
    kinds = {cell.data_type for one in book.worksheets for row in one.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_same_sheet_of_two_files_comes_back_as_two_sheets() -> None:
    text = b"partnership,status,from_date\nbath-cep,emergin,2016-06-13\n"
    files = Source("statuses.csv", text), Source("statuses (1).csv", text + b"b,closed,2016-01-01\n")
    book = back(*files)
    assert book.sheetnames == ["problems", "statuses", "statuses (2)"]
    assert book["statuses (2)"]["A3"].value == "b"


def test_a_file_that_could_not_be_read_at_all_is_listed() -> None:
    book = back(Source("letter.pdf", b"%PDF-1.7 ..."))
    assert book.sheetnames == ["problems"]
    assert book["problems"]["B2"].value == "letter.pdf"


def test_a_workbook_that_was_mended_where_it_is_marked_can_be_read_again() -> None:
    book = back(workbook([HEAD, ["bath-cep", "emergin", DAY, None]]))
    book["statuses"]["B2"] = "emerging"
    out = io.BytesIO()
    book.save(out)
    again = read([Source("returns.xlsx", out.getvalue())])
    assert [problem for problem in again.problems if problem.is_error] == []
    assert again.problems == ()
