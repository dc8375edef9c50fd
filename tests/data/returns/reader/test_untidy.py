"""Cells as people write them: each is read as the one thing that it can mean, or asked with what it can mean."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data.opendocument import NOTES_BY
from data.returns.annotated_copy import marked_up
from data.returns.reader import Known, Returned, Source, read
from data.returns.readings import Answers
from data.returns.workbook.grids import Limits, letter
from data.returns.workbook.legacy import looked_through
from tests.workbooks import Table, ods, ods_table, saved, xlsx

GOOD: Final[dict[str, dict[str, object]]] = {
    "activities": {
        "activity": "a1", "partnership": "barnet", "title": "Dance", "start_on": date(2020, 1, 6),
        "primary_lever": "SYN",
    },
    "statuses": {"partnership": "barnet", "status": "emerging", "from_date": date(2020, 1, 6), "precision": None},
    "organisations": {"organisation": "a", "name": "A", "sector": "school"},
    "partnership_areas": {"partnership": "b", "area_code": "E09000003", "coverage": "part"},
    "partnerships": {"partnership": "b", "name": "B"},
    "attendance": {"meeting": "m", "organisation": "a", "state": "present"},
    "support": {
        "support": "s", "bridge": "b", "partnership": "p", "support_on": date(2020, 1, 6),
        "support_type": "connected_lab",
    },
}  # fmt: skip
"""A row of each sheet with nothing wrong in it."""
LEAVE = "[leave out]"
HEAD = list(GOOD["activities"])
ROWS = [list(GOOD["activities"].values()), ["a2", *list(GOOD["activities"].values())[1:]]]


def read_cell(sheet: str, column: str, cell: object, answers: Answers | None = None) -> Returned:
    row = {**GOOD[sheet], column: cell}
    source = Source("returns.xlsx", xlsx({sheet: [list(row), list(row.values())]}))
    return read([source], known=Known(answers or {}), today=date(2021, 1, 1))


READ: Final[list[tuple[str, str, object, str]]] = [
    ("activities", "start_on", "15.01.2020", "2020-01-15"),
    ("activities", "start_on", "15-01-20", "2020-01-15"),
    ("activities", "start_on", "15/1/20", "2020-01-15"),
    ("activities", "start_on", "15 January 2020", "2020-01-15"),
    ("activities", "start_on", "15 Jan 2020", "2020-01-15"),
    ("activities", "start_on", "15th January 2020", "2020-01-15"),
    ("activities", "start_on", "Wednesday 15 January 2020", "2020-01-15"),
    ("activities", "start_on", "January 15, 2020", "2020-01-15"),
    ("activities", "start_on", "01/15/2020", "2020-01-15"),
    ("activities", "start_on", "20200115", "2020-01-15"),
    ("activities", "start_on", "43845", "2020-01-15"),
    ("activities", "start_on", 43845, "2020-01-15"),
    ("activities", "start_on", "15/01/2020 10:30", "2020-01-15"),
    ("activities", "start_on", "03.04.2020", "2020-04-03"),
    ("activities", "end_on", "tbc", ""),
    ("statuses", "from_date", "2015", "2015-12-31 precision year"),
    ("statuses", "from_date", 2015, "2015-12-31 precision year"),
    ("statuses", "from_date", "Sept 2015", "2015-09-30 precision month"),
    ("statuses", "from_date", "Sep-15", "2015-09-30 precision month"),
    ("statuses", "from_date", "09/2015", "2015-09-30 precision month"),
    ("statuses", "from_date", "Est. Sept 2016", "2016-09-30 precision month"),
    ("statuses", "from_date", "2015/16", "2016-08-31 precision school_year"),
    ("statuses", "from_date", "Q3 2019", "2019-09-30 precision quarter"),
    ("statuses", "from_date", "Spring 2020", "2020-05-31 precision term"),
    ("statuses", "from_date", "Autumn term 2015", "2015-12-31 precision term"),
    ("activities", "young_people", "c. 40", "40 count_basis estimate"),
    ("activities", "young_people", "approx 30", "30 count_basis estimate"),
    ("activities", "young_people", "~25", "25 count_basis estimate"),
    ("activities", "schools", "about 1,200", "1200 count_basis estimate"),
    ("activities", "young_people", "40 pupils", "40"),
    ("activities", "young_people", "forty", "40"),
    ("activities", "young_people", "twenty-five", "25"),
    ("activities", "young_people", "N/A", ""),
    ("activities", "young_people", "-", ""),
    ("activities", "young_people", "unknown", ""),
    ("partnership_areas", "share", "25 %", "0.25"),
    ("partnership_areas", "share", 60, "0.6"),
    ("support", "hours", "2.5 hours", "2.5"),
    ("activities", "secondary_considered", "✓", "yes"),
    ("activities", "secondary_considered", "✔", "yes"),
    ("activities", "secondary_considered", "x", "yes"),
    ("activities", "secondary_considered", "n/a", ""),
    ("activities", "secondary_levers", "MOB, DEL", "MOB;DEL"),
    ("activities", "secondary_levers", "Mobilising and influencing, Delivering", "MOB;DEL"),
    ("partnerships", "website", "www.example.org/cep", "https://www.example.org/cep"),
    ("partnerships", "former_name", "n/a", ""),
    ("attendance", "state", "attended", "present"),
    ("attendance", "state", "sent apologies", "apologies"),
    ("support", "support_type", "1:1", "one_to_one"),
    ("organisations", "sector", "museum", "cultural_organisation"),
    ("organisations", "sector", "academy", "school"),
]  # fmt: skip

ASKED: Final[list[tuple[str, str, object, list[str]]]] = [
    ("activities", "start_on", "Jan 2020", ["2020-01-01", "2020-01-31", LEAVE]),
    ("activities", "start_on", "2020", ["2020-01-01", "2020-12-31", LEAVE]),
    ("activities", "start_on", "Q3 2019", ["2019-07-01", "2019-09-30", LEAVE]),
    ("activities", "start_on", "2019/20", ["2019-09-01", "2020-08-31", LEAVE]),
    ("activities", "start_on", "03/04/20", ["2020-04-03", "2020-03-04", LEAVE]),
    ("activities", "start_on", "w/c 13 Jan 2020", ["2020-01-13", "2020-01-19", LEAVE]),
    ("activities", "start_on", "13-15 Jan 2020", ["2020-01-13", "2020-01-15", LEAVE]),
    ("activities", "start_on", "tbc", [LEAVE]),
    ("activities", "end_on", "Spring 2020", ["2020-01-01", "2020-05-31", ""]),
    ("statuses", "from_date", "2011-12", ["December 2011", "2011/2012", ""]),
    ("statuses", "from_date", "c. 2014", ["2014", ""]),
    ("statuses", "from_date", "Sept 2016?", ["Sept 2016", ""]),
    ("statuses", "status", "Developing", ["emerging"]),
    ("statuses", "status", "On hold", ["dormant"]),
    ("activities", "young_people", "12+", ["12", "c. 12", ""]),
    ("activities", "young_people", "30-40", ["30", "c. 30", "35", "c. 35", "40", "c. 40", ""]),
    ("activities", "young_people", 40.5, ["40", "41", ""]),
    ("activities", "young_people", -3, ["3", ""]),
    ("activities", "secondary_considered", "maybe", ["yes", "no", ""]),
    ("activities", "primary_lever", "MOB, DEL", ["MOB", "DEL", LEAVE]),
    ("organisations", "sector", "hub", ["music_education_hub"]),
]


@pytest.mark.parametrize(("sheet", "column", "cell", "meaning"), READ)
def test_a_cell_that_can_mean_one_thing_only_is_read_as_that(
    sheet: str, column: str, cell: object, meaning: str
) -> None:
    returned = read_cell(sheet, column, cell)
    assert returned.problems == ()
    assert returned.questions == ()
    (reading,) = returned.readings
    assert " ".join([reading.meaning, *(part for pair in reading.beside.items() for part in pair)]) == meaning
    # What it was read as is what its column takes as it stands.
    again = read_cell(sheet, column, reading.meaning or None)
    assert again.readings == ()
    assert again.rows[sheet][0][column] == returned.rows[sheet][0][column]
    assert {name: returned.rows[sheet][0][name] for name in reading.beside} == reading.beside


@pytest.mark.parametrize(("sheet", "column", "cell", "choices"), ASKED)
def test_a_cell_that_can_mean_several_is_asked_and_each_answer_is_taken(
    sheet: str, column: str, cell: object, choices: list[str]
) -> None:
    returned = read_cell(sheet, column, cell)
    assert returned.problems == ()
    assert returned.is_refused
    assert len(returned.rows[sheet]) == 0
    (question,) = returned.questions
    assert [choice.write for choice in question.choices][: len(choices)] == choices
    for choice in choices:
        answered = read_cell(sheet, column, cell, {question.asked: choice})
        assert len(answered.rows[sheet]) == (0 if choice == LEAVE else 1) or "is missing" in str(
            answered.problems
        )


def test_an_estimate_can_be_an_answer() -> None:
    returned = read_cell(
        "activities", "young_people", "12+", {("activities", "young_people", "12+"): "c. 12"}
    )
    (row,) = returned.rows["activities"]
    assert (row["young_people"], row["count_basis"]) == (12.0, "estimate")


def test_an_answer_that_is_none_is_a_problem_of_the_cell() -> None:
    returned = read_cell(
        "activities", "start_on", "Jan 2020", {("activities", "start_on", "Jan 2020"): "soon"}
    )
    (problem,) = returned.problems
    assert problem.wrong == "“Jan 2020” was answered with “soon”. “soon” is not a date."


def test_a_cell_of_which_nothing_is_known_can_be_answered_too() -> None:
    assert [one.value for one in read_cell("activities", "start_on", "soon").problems] == ["soon"]
    returned = read_cell("activities", "start_on", "soon", {("activities", "start_on", "soon"): "2020-02-01"})
    assert returned.problems == ()
    assert [one.meaning for one in returned.readings] == ["2020-02-01"]


def test_what_a_cell_says_beside_does_not_overrule_the_row() -> None:
    row = {**GOOD["statuses"], "from_date": "Sept 2015", "precision": "day"}
    returned = read([Source("r.xlsx", xlsx({"statuses": [list(row), list(row.values())]}))])
    (problem,) = returned.problems
    assert problem.wrong == "“Sept 2015” says that precision is month, but the row says otherwise."


def days(*cells: str) -> Returned:
    rows = [[f"a{at}", "b", "Dance", cell, "SYN"] for at, cell in enumerate(cells)]
    head = ["activity", "partnership", "title", "start_on", "primary_lever"]
    return read([Source("r.xlsx", xlsx({"activities": [head, *rows]}))])


def test_neighbours_show_which_number_is_the_month() -> None:
    returned = days("03/04/20", "15/04/20")
    assert [row["start_on"] for row in returned.rows["activities"]] == [date(2020, 4, 3), date(2020, 4, 15)]


def test_a_month_first_among_its_neighbours_makes_a_day_doubtful() -> None:
    returned = days("03/04/2020", "01/15/2020")
    (question,) = returned.questions
    assert [choice.write for choice in question.choices] == ["2020-04-03", "2020-03-04", LEAVE]
    assert days("03/04/2020", "16/04/2020").questions == ()


def test_hidden_rows_are_counted_and_count_or_not_by_one_answer() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"activities": [HEAD, *ROWS]})))
    book["activities"].row_dimensions[3].hidden = True
    file = io.BytesIO()
    book.save(file)
    source = Source("r.xlsx", file.getvalue())
    returned = read([source])
    (question,) = returned.questions
    assert (question.rows, question.asks) == (
        (3,), "1 row is hidden or filtered away. Does it belong to the return?",
    )  # fmt: skip
    assert returned.is_refused
    loaded = read([source], known=Known({question.asked: "load"}))
    assert (len(loaded.rows["activities"]), loaded.is_refused) == (2, False)
    left = read([source], known=Known({question.asked: LEAVE}))
    assert [row["activity"] for row in left.rows["activities"]] == ["a1"]
    assert [problem.wrong for problem in left.problems] == ["1 hidden row was left out."]


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_of_an_open_document_are_asked_about_too(how: str) -> None:
    table = ods_table("activities", [[str(cell) for cell in row] for row in (HEAD, *ROWS)])
    first, row, last = table.rpartition("<table:table-row>")
    hidden = first + row.replace(">", f' table:visibility="{how}">') + last
    (question,) = read([Source("r.ods", ods(hidden))]).questions
    assert (question.value, question.rows) == ("hidden rows", (3,))
    assert read([Source("r.ods", ods(table))]).questions == ()


def changed(change: Callable[[Worksheet], None], rows: Table = (HEAD, *ROWS)) -> Source:
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"activities": rows})))
    change(book["activities"])
    return Source("r.xlsx", saved(book))


def struck(*cells: str) -> Callable[[Worksheet], None]:
    def strike(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return strike


def test_rows_that_are_struck_through_are_counted_and_count_or_not_by_one_answer() -> None:
    source = changed(struck("A3", "B3", "C3", "D3", "E3"))
    returned = read([source])
    (question,) = returned.questions
    assert (question.rows, question.asks) == ((3,), "1 row is struck through. Does it belong to the return?")
    assert returned.is_refused
    left = read([source], known=Known({question.asked: LEAVE}))
    assert [row["activity"] for row in left.rows["activities"]] == ["a1"]
    assert [problem.wrong for problem in left.problems] == ["1 struck-through row was left out."]
    loaded = read([source], known=Known({question.asked: "load"}))
    assert (len(loaded.rows["activities"]), loaded.problems) == (2, ())


def test_single_cells_that_are_struck_through_are_read_and_said() -> None:
    returned = read([changed(struck("C2", "C3", "C9"))])
    assert [problem.sentence for problem in returned.problems] == [
        "r.xlsx, sheet activities: 2 cells are struck through and read: C2 and C3. Clear what does not hold."
    ]
    assert (len(returned.rows["activities"]), returned.questions) == (2, ())


def test_text_that_is_struck_through_in_part_is_read_whole_and_said() -> None:
    def strike(sheet: Worksheet) -> None:
        gone = InlineFont(strike=True)
        sheet["C2"] = CellRichText("Song ", TextBlock(gone, "and dance"))
        sheet["C3"] = CellRichText(TextBlock(gone, "Dance"), TextBlock(gone, " days"))

    returned = read([changed(strike)])
    assert [problem.wrong for problem in returned.problems] == [
        "1 cell is struck through and read: C3.",
        "1 cell is struck through in part and was read whole: C2.",
    ]
    assert [row["title"] for row in returned.rows["activities"]] == ["Song and dance", "Dance days"]


def test_comments_are_counted_and_said_to_be_not_stored() -> None:
    def comment(sheet: Worksheet) -> None:
        for cell in ("E2", "B3", "H9"):
            sheet[cell].comment = Comment("Ask the school again", "A. Officer")
        sheet["C2"].comment = Comment("What the column is", NOTES_BY)
        sheet["A1"].comment = Comment("Required. The activity's key. Takes a key (small letters).", "None")

    (problem,) = read([changed(comment)]).problems
    assert problem.severity == "warning"
    assert problem.sentence == (
        "r.xlsx, sheet activities: 3 cells have comments, which are not stored: E2, B3 and H9. "
        "Write what matters in a cell."
    )


def test_comments_and_struck_cells_of_an_open_document_are_said_too() -> None:
    cell = '<table:table-cell office:value-type="string"'
    texts = [[str(cell) for cell in row] for row in (HEAD, *ROWS)]
    texts[1][2] = f"{cell}><office:annotation/><text:p>Dance</text:p></table:table-cell>"
    texts[2][2] = f'{cell} table:style-name="struck"><text:p>Dance</text:p></table:table-cell>'
    texts[2][0] = (
        f'{cell}><text:p>a2<text:span text:style-name="struck">x</text:span></text:p></table:table-cell>'
    )
    problems = read([Source("r.ods", ods(ods_table("activities", texts)))]).problems
    assert [problem.wrong for problem in problems] == [
        "1 cell has a comment, which is not stored: C2.",
        "1 cell is struck through and read: C3.",
        "1 cell is struck through in part and was read whole: A3.",
    ]


def kept_since_2003(*, hidden: Sequence[int] = (), struck: Sequence[str] = ()) -> Source:
    """The sheet as an xls file, with rows (from 1) hidden and cells struck through."""
    book = xlwt.Workbook()
    sheet, strike = book.add_sheet("activities"), xlwt.easyxf("font: struck_out on")
    for row, cells in enumerate((HEAD, *ROWS), start=1):
        for place, cell in enumerate(cells):
            looks = [strike] if f"{letter(place)}{row}" in struck else []
            sheet.write(row - 1, place, str(cell), *looks)
    for row in hidden:
        sheet.row(row - 1).hidden = True
    file = io.BytesIO()
    book.save(file)
    return Source("r.xls", file.getvalue())


def test_hidden_and_struck_rows_of_an_old_workbook_are_asked_about_too() -> None:
    assert read([kept_since_2003()]).questions == ()
    (question,) = read([kept_since_2003(hidden=[3])]).questions
    assert (question.value, question.rows) == ("hidden rows", (3,))
    source = kept_since_2003(struck=("A2", "B2", "C2", "D2", "E2"))
    (question,) = read([source]).questions
    assert (question.value, question.rows) == ("struck-through rows", (2,))
    left = read([source], known=Known({question.asked: LEAVE}))
    assert [row["activity"] for row in left.rows["activities"]] == ["a2"]
    (problem,) = read([kept_since_2003(struck=["C3"])]).problems
    assert problem.wrong == "1 cell is struck through and read: C3."


def test_numbers_side_by_side_in_an_old_workbook_are_each_known_to_be_struck() -> None:
    book = xlwt.Workbook()
    sheet, strike = book.add_sheet("activities"), xlwt.easyxf("font: struck_out on")
    for place, looks in enumerate(([], [strike], [strike], [])):
        sheet.write(1, place, place + 1, *looks)
    file = io.BytesIO()
    book.save(file)
    _, _, marks = looked_through(file.getvalue(), Limits())
    assert [(mark.row, mark.column, mark.what) for mark in marks["activities"]] == [
        (2, 1, "struck through"), (2, 2, "struck through"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("style", "row"),
    [
        ('<style:style style:name="mine" style:parent-style-name="struck"/>', ' table:default-cell-style-name="mine"'),
        ('<style:style style:name="mine" style:parent-style-name="struck"><style:text-properties '
         'style:text-line-through-style="none"/></style:style>', ""),
    ],
    ids=["by the row and its parent", "struck no more"],
)  # fmt: skip
def test_a_row_of_an_open_document_is_struck_by_whatever_style_it_has(style: str, row: str) -> None:
    table = ods_table("activities", [[str(cell) for cell in cells] for cells in (HEAD, *ROWS)])
    first, last = table.rsplit("<table:table-row>", 1)
    content = ods(f"{first}<table:table-row{row}>{last}", styles=style)
    rows = [question.rows for question in read([Source("r.ods", content)]).questions]
    assert rows == ([(3,)] if row else [])


def test_a_template_and_a_copy_with_marks_have_no_comments_of_others() -> None:
    def wrong(sheet: Worksheet) -> None:
        sheet["E3"] = "SIN"

    returned = read([changed(wrong)])
    copy = marked_up(returned.books, returned.problems)
    again = read([Source("r.xlsx", copy)])
    assert [one.wrong for one in again.problems if "comment" in one.wrong] == []


@pytest.mark.parametrize(
    ("sheet", "heading", "column"),
    [
        ("activities", "No. of young people", "young_people"), ("activities", "Number of schools", "schools"),
        ("activities", "CYP", "young_people"), ("activities", "Start date", "start_on"),
        ("activities", "LCEP", "partnership"), ("activities", "Partnership name", "partnership"),
        ("partnerships", "Partnership name", "name"), ("organisations", "Name of organisation", "name"),
        ("partnership_areas", "Local Authority", "area_code"), ("partnership_areas", "Area name", "area_code"),
    ],
)  # fmt: skip
def test_a_column_is_known_by_what_people_call_it_and_that_is_told(
    sheet: str, heading: str, column: str
) -> None:
    row = {"young_people": 12, "schools": 3, **GOOD[sheet]} if sheet == "activities" else GOOD[sheet]
    head = [heading if name == column else name for name in row]
    returned = read([Source("r.xlsx", xlsx({sheet: [head, list(row.values())]}))], today=date(2021, 1, 1))
    (reading,) = returned.readings
    assert (reading.column, reading.value, reading.rows, reading.meaning) == (column, heading, (1,), column)
    assert returned.problems == ()
    assert len(returned.rows[sheet]) == 1


@pytest.mark.parametrize("heading", ["Contact name", "Owner name", "Name of chair", "Notes", "No. of visits"])
def test_a_column_that_is_called_nearly_so_is_none(heading: str) -> None:
    row = {**GOOD["organisations"], heading: "x"}
    (problem,) = read([Source("r.xlsx", xlsx({"organisations": [list(row), list(row.values())]}))]).problems
    assert problem.wrong == f"“{heading}” is not a column of organisations."


def test_a_column_by_its_own_name_goes_before_one_that_is_called_otherwise() -> None:
    row = {**GOOD["activities"], "Number of young people": 7, "young_people": 9}
    returned = read(
        [Source("r.xlsx", xlsx({"activities": [list(row), list(row.values())]}))], today=date(2021, 1, 1)
    )
    assert returned.rows["activities"][0]["young_people"] == 9
    assert [one.wrong for one in returned.problems] == [
        "“Number of young people” is not a column of activities."
    ]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("title", "Dance; ask jo.smith@school.example.org"), ("title", "Dance (020 7946 0123)"),
        ("title", "Dance, ring +44 1632 960 123"),
    ],
)  # fmt: skip
def test_contacts_in_any_text_are_warned_of_by_cell_and_not_said_once_more(column: str, text: str) -> None:
    (problem,) = read_cell("activities", column, text).problems
    assert (problem.severity, problem.row, problem.column, problem.value) == ("warning", 2, column, "")
    assert problem.wrong == "The cell holds an e-mail address or a telephone number."
