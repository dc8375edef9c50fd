"""Cells are read as they stand: stored values of formulas, lists in lists of values, nothing calculated."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
import xlsxwriter
import xlwt

from data.returns.reader import Known, Returned, Source, read
from tests.workbooks import Table, ods, ods_table, rewritten, separated, xls, xlsx

TODAY = date(2020, 6, 30)
HEAD = ["action", "partnership", "description", "agreed_on"]
NOTHING_STORED = "The cell holds a formula without a value: the workbook was saved before it was calculated."


def read_one(name: str, content: bytes) -> Returned:
    return read([Source(name, content)], today=TODAY)


def calculated(value: object, formula: str = "=1+1") -> bytes:
    """A workbook as a spreadsheet saves it, with a formula and its value in C2."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("actions")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["a1", "b"])
        sheet.write_formula(1, 2, formula, None, value)
        sheet.write_string(1, 3, "2019-03-31")
    return file.getvalue()


def test_the_stored_value_of_a_formula_is_read() -> None:
    returned = read_one("returns.xlsx", calculated("Write to all"))
    assert returned.problems == ()
    assert returned.rows["actions"][0]["description"] == "Write to all"


def test_a_link_to_another_file_gives_its_stored_value() -> None:
    returned = read_one("returns.xlsx", calculated("kept", "='file:///etc/[passwd]Sheet1'!A1"))
    assert returned.rows["actions"][0]["description"] == "kept"


def in_xlsx(formula: str) -> bytes:
    return xlsx({"actions": [HEAD, ["a1", "b", formula, "2019-03-31"]]})


def in_xls(formula: str) -> bytes:
    return xls({"actions": [HEAD, ["a1", "b", xlwt.Formula(formula.removeprefix("=")), "2019-03-31"]]})


def in_ods(formula: str) -> bytes:
    cell = f'<table:table-cell table:formula="of:{formula}"/>'
    return ods(ods_table("actions", [HEAD, ["a1", "b", cell, "2019-03-31"]]))


def in_csv(formula: str) -> bytes:
    return separated([HEAD, ["a1", "b", formula, "2019-03-31"]])


FORMS = {"returns.xlsx": in_xlsx, "returns.xls": in_xls, "returns.ods": in_ods, "actions.csv": in_csv}


@pytest.mark.parametrize("name", FORMS)
def test_a_formula_without_a_stored_value_is_an_error_in_its_cell(name: str) -> None:
    returned = read_one(name, FORMS[name]("=1+1"))
    (problem,) = returned.problems
    assert (problem.severity, problem.sheet, problem.row, problem.letter) == ("error", "actions", 2, "C")
    assert problem.wrong == NOTHING_STORED
    assert returned.is_refused


def error_in_ods() -> bytes:
    names = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    cell = (
        f'<table:table-cell {names} table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    return ods(ods_table("actions", [HEAD, ["a1", "b", cell, "2019-03-31"]]))


def error_in_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("actions")
    for column, words in enumerate(HEAD):
        sheet.write(0, column, words)
    for column, words in ((0, "a1"), (1, "b"), (3, "2019-03-31")):
        sheet.write(1, column, words)
    sheet.row(1).set_cell_error(2, 0x2A)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("returns.xlsx", calculated("#N/A")), ("returns.ods", error_in_ods()), ("returns.xls", error_in_xls())],
)
def test_the_error_of_a_formula_is_an_error_in_its_cell(name: str, content: bytes) -> None:
    (problem,) = read_one(name, content).problems
    assert (problem.row, problem.column) == (2, "description")
    assert problem.wrong == "The cell holds a formula whose result is the error #N/A."


def test_a_formula_in_a_column_that_is_not_read_does_no_harm() -> None:
    rows: Table = [[*HEAD, "total"], ["a1", "b", "x", "2019-03-31", "=SUM(A1:A2)"]]
    returned = read_one("returns.xlsx", xlsx({"actions": rows}))
    assert [problem.severity for problem in returned.problems] == ["warning"]
    assert len(returned.rows["actions"]) == 1


@pytest.mark.parametrize("words", ["'=1+1", "'+44 20", "'-", "'@home", "''quoted'"])
def test_the_apostrophe_of_our_own_text_files_is_taken_off(words: str) -> None:
    returned = read_one("actions.csv", in_csv(words))
    assert returned.rows["actions"][0]["description"] == words[1:]


@pytest.mark.parametrize("words", ["+44 20", "-", "@home", "'tis"])
def test_words_that_only_look_like_formulas_are_words(words: str) -> None:
    returned = read_one("actions.csv", in_csv(words))
    assert returned.rows["actions"][0]["description"] == words


def test_words_of_a_workbook_that_begin_as_a_formula_are_words() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("actions")
        for row, cells in enumerate([HEAD, ["a1", "b", "=1+1", "2019-03-31"]]):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    returned = read_one("returns.xlsx", file.getvalue())
    assert returned.rows["actions"][0]["description"] == "=1+1"


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\t", "\u200b", "\ufeff"])
def test_odd_and_stray_spaces_are_taken_for_spaces_or_nothing(space: str) -> None:
    rows = [HEAD, [f"a1{space}", f" {space}b", f"{space}Write to{space} all", f"31/03/2019{space} "]]
    returned = read_one("returns.xlsx", xlsx({"actions": rows}))
    assert returned.problems == ()
    (record,) = returned.rows["actions"]
    assert (record["action"], record["partnership"], record["agreed_on"]) == ("a1", "b", date(2019, 3, 31))
    assert str(record["description"]).replace("  ", " ") == "Write to all"


def test_an_unclosed_quotation_mark_is_said_with_its_row() -> None:
    (problem,) = read_one("actions.csv", b'action,partnership\na1,"b\na2,c\n').problems
    assert "The file cannot be split into cells in row 2" in problem.sentence


def test_lines_within_a_cell_are_kept_and_rows_still_count_as_the_spreadsheet_counts() -> None:
    rows = [HEAD, ["a1", "b", "one\ntwo", "2019-03-31"], ["a2", "b", "x", "soon"]]
    returned = read_one("actions.csv", separated(rows))
    assert returned.rows["actions"][0]["description"] == "one\ntwo"
    assert [problem.row for problem in returned.problems] == [3]


def test_a_text_file_s_first_row_may_name_its_delimiter() -> None:
    content = b"sep=;\r\n" + separated([HEAD, ["a1", "b", "x; y", "2019-03-31"]], delimiter=";")
    returned = read_one("actions.csv", content)
    assert returned.problems == ()
    assert returned.rows["actions"][0]["description"] == "x; y"


def test_dates_of_the_other_calendar_of_spreadsheets_are_read_as_shown() -> None:
    content = xlsx({"actions": [HEAD, ["a1", "b", "x", date(2019, 3, 31)]]})
    part = b'<workbookPr date1904="1"/>'
    with ZipFile(io.BytesIO(content)) as package:
        main = package.read("xl/workbook.xml").replace(b"<workbookPr/>", part)
    assert part in main
    returned = read_one("returns.xlsx", rewritten(content, {"xl/workbook.xml": main}))
    assert returned.rows["actions"][0]["agreed_on"] == date(2023, 4, 1)


ACTION = ["action", "partnership", "description", "agreed_on", "meeting", "due_on", "state"]


@pytest.mark.parametrize(
    ("column", "said"), [("meeting", "none"), ("due_on", "tbc"), ("state", "unknown"), ("due_on", "-")]
)
def test_a_word_for_nothing_is_a_blank_cell_where_that_may_be_and_is_said(column: str, said: str) -> None:
    given = {"action": "a1", "partnership": "b", "description": "x", "agreed_on": "2019-03-31"} | {
        column: said
    }
    rows = [ACTION, [given.get(name) for name in ACTION]]
    returned = read_one("returns.xlsx", xlsx({"actions": rows}))
    (reading,) = returned.readings
    assert (reading.rows, reading.column, reading.value, reading.meaning) == ((2,), column, said, "")
    assert returned.problems == ()
    assert returned.rows["actions"][0][column] is None


def test_a_word_for_nothing_is_asked_where_no_row_goes_without() -> None:
    rows = [ACTION, ["a1", "b", "x", "tbc"]]
    returned = read_one("returns.xlsx", xlsx({"actions": rows}))
    (question,) = returned.questions
    assert question.asks == "“tbc” says that it is not known; no row goes without it."
    assert returned.is_refused
    left = read(
        [Source("returns.xlsx", xlsx({"actions": rows}))], known=Known({question.asked: "[leave out]"})
    )
    assert [problem.sentence for problem in left.problems] == [
        "returns.xlsx, sheet actions, row 2, column D (agreed_on): “tbc” was answered with “[leave out]”. "
        "The row was left out."
    ]
    assert not left.is_refused
    assert len(left.rows["actions"]) == 0


def test_a_word_for_nothing_stays_a_word_where_words_stand() -> None:
    returned = read_one("returns.xlsx", xlsx({"actions": [HEAD, ["a1", "b", "TBC", "2019-03-31"]]}))
    assert returned.problems == ()
    assert returned.rows["actions"][0]["description"] == "TBC"


@pytest.mark.parametrize("name", ["returns.xlsx", "actions.csv"])
def test_a_row_with_a_formula_that_has_no_value_is_not_kept_as_if_the_cell_were_blank(name: str) -> None:
    rows = [ACTION, ["a1", "b", "x", "2019-03-31", "=1+1", None, None], ["a2", "b", "x", "2019-03-31"]]
    content = xlsx({"actions": rows}) if name.endswith("xlsx") else separated(rows)
    returned = read_one(name, content)
    assert returned.is_refused
    assert [row["action"] for row in returned.rows["actions"]] == ["a2"]
