"""Sheets and columns are found in spite of how people write them; what is not found is said."""

from datetime import date

import pytest

from data.returns.reader import Returned, Source, read
from tests.workbooks import Table, ods, ods_table, package, separated, xlsx

TODAY = date(2020, 6, 30)
HEAD = ["from_activity", "to_activity", "basis"]
ROW = ["a1", "a2", "reported"]
RECORDS = {"activity_links": [{"from_activity": "a1", "to_activity": "a2", "basis": "reported"}]}


def read_sheets(hidden: tuple[str, ...] = (), **sheets: Table) -> Returned:
    titled = {title.replace("_and_", " "): rows for title, rows in sheets.items()}
    return read([Source("returns.xlsx", xlsx(titled, hidden=hidden))], today=TODAY)


def sentences(returned: Returned) -> list[str]:
    return [f"{problem.severity}: {problem.sentence}" for problem in returned.problems]


HEADERS: dict[str, Table] = {
    "another case": [["From_Activity", "TO_ACTIVITY", "Basis"], ROW],
    "spaces": [["  from activity ", "to  activity", "basis\u00a0"], ROW],
    "hyphens and quotes": [["from-activity", "“to_activity”", "'basis'"], ROW],
    "stars on what is required": [["from_activity*", "to_activity *", "basis"], ROW],
    "titles above": [["Return of 2019"], [None, "Please fill in"], [], HEAD, ROW],
    "columns to the left": [[None, None, *HEAD], [None, None, *ROW]],
    "another order": [list(reversed(HEAD)), list(reversed(ROW))],
    "blank rows between and after": [HEAD, [None, " ", "\u00a0"], ROW, [], [" "]],
    "blank columns after": [[*HEAD, None, " "], [*ROW, " ", None]],
}


@pytest.mark.parametrize("rows", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_columns_are_found(rows: Table, form: str) -> None:
    content = xlsx({"activity_links": rows}) if form == "xlsx" else separated(rows)
    returned = read([Source(f"activity_links.{form}", content)], today=TODAY)
    assert returned.problems == ()
    assert returned.rows == RECORDS


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    rows = [["Title"], [], HEAD, [], ["a1", None, "reported"]]
    assert sentences(read_sheets(activity_links=rows)) == [
        "error: returns.xlsx, sheet activity_links, row 5, column B (to_activity): to_activity is missing. "
        "Write a key (small letters, digits and hyphens)."
    ]


@pytest.mark.parametrize("title", ["Activity_Links", " activity links", "Activity-links"])
def test_a_sheet_is_found_by_its_name_in_spite_of_case_and_spaces(title: str) -> None:
    returned = read([Source("returns.xlsx", xlsx({title: [HEAD, ROW]}))], today=TODAY)
    assert returned.rows == RECORDS


def test_an_unknown_column_is_reported_with_the_one_that_was_probably_meant() -> None:
    returned = read_sheets(activity_links=[[*HEAD[:2], "bassis", "remarks"], [*ROW, "none"]])
    assert sentences(returned) == [
        "warning: returns.xlsx, sheet activity_links, row 1, column C: “bassis” is not a column of activity_links. "
        "Did you mean basis?",
        "warning: returns.xlsx, sheet activity_links, row 1, column D: “remarks” is not a column of activity_links. "
        "It was not read.",
    ]
    assert returned.rows == {"activity_links": [{"from_activity": "a1", "to_activity": "a2"}]}


def test_a_missing_required_column_is_an_error_and_no_row_is_kept_without_it() -> None:
    returned = read_sheets(
        activity_links=[["from_activity", "basis"], ["a1", "reported"], ["a2", "reported"]]
    )
    assert not any(returned.rows.values())
    assert sentences(returned) == [
        "error: returns.xlsx, sheet activity_links, row 1: The column to_activity is missing. "
        "Add it. The key of the activity that it led to."
    ]


def test_a_column_that_is_there_twice_is_an_error() -> None:
    assert (
        "The column Basis is there twice. Delete one of them."
        in sentences(read_sheets(activity_links=[[*HEAD, "Basis"], [*ROW, "inferred"]]))[0]
    )


def test_a_sheet_without_a_header_is_an_error() -> None:
    (said,) = sentences(read_sheets(activity_links=[ROW]))
    assert said.startswith(
        "error: returns.xlsx, sheet activity_links: No row names the columns of the sheet."
    )
    assert "from_activity, to_activity, basis" in said


def test_unknown_sheets_are_reported_and_the_others_read() -> None:
    returned = read_sheets(
        activity_links=[HEAD, ROW], activity_and_lynks=[["x"]], guide=[["Guide"]], blank=[]
    )
    assert sentences(returned) == [
        "warning: returns.xlsx, sheet activity lynks: “activity lynks” is not a sheet of a return, and was not read. "
        "Did you mean activity_links?"
    ]
    assert returned.rows == RECORDS


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_hidden_sheets_are_reported_and_not_read(form: str) -> None:
    content = xlsx({"activity_links": [HEAD, ROW], "actions": [["action"]]}, hidden=["actions"])
    if form == "ods":
        shown, hidden = (
            ods_table("activity_links", [HEAD, ROW]),
            ods_table("actions", [["action"]], style="hidden"),
        )
        content = ods(shown + hidden)
    returned = read([Source(f"returns.{form}", content)], today=TODAY)
    assert sentences(returned) == [
        f"warning: returns.{form}, sheet actions: The sheet is hidden and was not read. "
        "Show it if it belongs to the return."
    ]
    assert returned.rows == RECORDS


def test_a_workbook_without_any_sheet_of_a_return_is_refused() -> None:
    (said,) = sentences(read_sheets(budget=[["x"]]))
    assert said.startswith("error: returns.xlsx, sheet budget: “budget” is not a sheet of a return")


def test_a_blank_workbook_is_refused() -> None:
    (said,) = sentences(read_sheets(Sheet1=[]))
    assert said.startswith(
        "error: returns.xlsx: The file has no sheet of a return. A return has the sheets partnerships, statuses"
    )


def test_a_text_file_of_another_name_is_told_which_sheet_it_looks_like() -> None:
    (said,) = sentences(read([Source("links 2019.csv", separated([HEAD, ROW]))], today=TODAY))
    assert "Its columns are those of activity_links; call it that, or take the sheet out." in said


def test_a_text_file_of_values_of_areas_is_told_where_it_belongs() -> None:
    rows = [["LAD19CD", "LAD19NM", "Score"], ["E09000003", "Barnet", "16.1"]]
    (said,) = sentences(read([Source("imd.csv", separated(rows))], today=TODAY))
    assert said.endswith("Values of areas are added with `cep statistics add`.")


def test_rows_of_a_return_on_a_sheet_of_another_name_refuse_the_file() -> None:
    returned = read_sheets(activity_links=[HEAD], Sheet1=[["Links of 2019"], HEAD, ROW])
    assert sentences(returned) == [
        "error: returns.xlsx, sheet Sheet1: “Sheet1” is not a sheet of a return, and was not read. "
        "Its columns are those of activity_links; call it that, or take the sheet out."
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_blank_sheet_says_that_nothing_stands_on_it(form: str) -> None:
    content = xlsx({"activity_links": []}) if form == "xlsx" else b" \n,,\n"
    (said,) = sentences(read([Source(f"activity_links.{form}", content)], today=TODAY))
    assert said.startswith(
        f"error: activity_links.{form}, sheet activity_links: Nothing stands on the sheet."
    )


def test_a_column_of_another_sheet_is_told_where_it_belongs() -> None:
    (said,) = sentences(read_sheets(activity_links=[[*HEAD, "primary_lever"], [*ROW, "SYN"]]))
    assert said.endswith("It is one of activities, and was not read here.")


def test_values_under_no_heading_are_reported_once_with_their_first_row() -> None:
    rows: Table = [
        [*HEAD, None, None],
        ROW,
        ["a3", "a4", "reported", " ", "lost"],
        ["a5", "a6", None, None, "too"],
    ]
    assert sentences(read_sheets(activity_links=rows)) == [
        "warning: returns.xlsx, sheet activity_links, row 3, column E: The column has values, but the header gives "
        "it no name, and it was not read. Name it, or delete what stands in it."
    ]


def test_texts_in_a_zip_say_which_of_them_is_wrong() -> None:
    content = package({"activity_links.csv": separated([HEAD, ROW]), "notes.csv": separated([["x"]])})
    returned = read([Source("returns.zip", content)], today=TODAY)
    assert [problem.sheet for problem in returned.problems] == ["notes"]
    assert returned.rows == RECORDS
