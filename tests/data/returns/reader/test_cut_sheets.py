"""Files into which a long sheet was cut are read as one sheet, and what is wrong is said of the file it is in."""

from datetime import date

import pytest

from data.returns.reader import Limits, Returned, Source, read
from data.returns.reader.cut_sheets import named
from tests.workbooks import Table, package, separated, xlsx

HEAD = ["meeting", "organisation", "state"]
FIRST: Table = [HEAD, ["m1", "a-school", "present"], ["m1", "a-theatre", "absent"]]
SECOND: Table = [HEAD, ["m2", "a-school", "present"]]


def read_parts(**parts: Table) -> Returned:
    sources = [
        Source(f"attendance{name}.csv".replace("_", "-"), separated(rows)) for name, rows in parts.items()
    ]
    return read(sources, today=date(2020, 6, 30))


def sentences(returned: Returned) -> list[str]:
    return [f"{problem.severity}: {problem.sentence}" for problem in returned.problems]


@pytest.mark.parametrize(
    "name",
    [
        "attendance-2.csv", "attendance_2.csv", "attendance 2.csv", "attendance2.csv", "attendance (2).csv",
        "Attendance(2).csv", "attendance_part2.csv", "attendance-part-2.csv", "Attendance Part 2 of 3.csv",
        "attendance (part 2).csv", "attendance-002.csv", "attendance-2 (1).csv", "return/attendance-2.csv",
    ],
)  # fmt: skip
def test_a_number_behind_the_name_of_a_sheet_is_that_of_a_part(name: str) -> None:
    title, part = named(name)
    assert (title.lower(), part) == ("attendance", 2)


@pytest.mark.parametrize(
    ("name", "sheet", "part"),
    [
        ("Return Q4 - activities.csv", "activities", 0),
        ("Return Q4-activities.csv", "activities", 0),
        ("Camden – Q4 – partnership areas.csv", "partnership areas", 0),
        ("Return Q4 - attendance-2.csv", "attendance", 2),
        ("Return Q4 - Activity-Links (1).csv", "Activity-Links", 1),
    ],
)
def test_a_text_that_was_saved_from_a_workbook_is_the_sheet_behind_its_name(
    name: str, sheet: str, part: int
) -> None:
    assert named(name) == (sheet, part)


@pytest.mark.parametrize(
    "name", ["attendance.csv", "attendance-final.csv", "seats-2.csv", "attendance-2-b.csv"]
)
def test_another_name_is_no_part(name: str) -> None:
    assert named(name) == (name.removesuffix(".csv"), 0)


def test_the_parts_of_a_sheet_are_one_sheet_and_each_row_knows_its_file() -> None:
    returned = read_parts(_1=FIRST, _2=SECOND)
    assert returned.problems == ()
    assert [(row["meeting"], row.origin) for row in returned.rows["attendance"]] == [
        ("m1", ("attendance-1.csv", "attendance", 2)),
        ("m1", ("attendance-1.csv", "attendance", 3)),
        ("m2", ("attendance-2.csv", "attendance", 2)),
    ]


def test_a_key_in_two_parts_is_named_with_both_places() -> None:
    again: Table = [HEAD, ["m3", "a-school", "present"], ["m1", "a-theatre", "present"]]
    assert sentences(read_parts(_1=FIRST, _2=again)) == [
        "error: attendance-2.csv, sheet attendance, row 3, column A (meeting): The row for meeting m1, organisation "
        "a-theatre is there twice; row 3 of attendance-1.csv is the first. Keep one of them."
    ]


def test_a_wrong_cell_is_named_in_its_part() -> None:
    wrong: Table = [HEAD, ["m3", "A School!", "present"]]
    (problem,) = read_parts(_1=FIRST, _2=wrong).problems
    assert problem.where == "attendance-2.csv, sheet attendance, row 2, column B (organisation)"


def test_a_part_without_a_header_is_refused() -> None:
    returned = read_parts(_1=FIRST, _2=SECOND[1:])
    assert returned.is_refused
    assert sentences(returned)[0].startswith(
        "error: attendance-2.csv, sheet attendance: No row names the columns of the sheet."
    )


def test_a_column_that_another_part_has_is_said_to_be_missing() -> None:
    more: Table = [[*HEAD, "illustrative"], ["m2", "a-school", "present", "no"]]
    assert sentences(read_parts(_1=FIRST, _2=more)) == [
        "warning: attendance-1.csv, sheet attendance, row 1: The column illustrative is missing, which "
        "attendance-2.csv has. The rows of this part keep what the store has there; add the column if they say it."
    ]


def test_a_part_between_two_that_is_not_there_is_said() -> None:
    said = sentences(read_parts(_1=FIRST, _3=SECOND))
    assert said == [
        "warning: attendance-3.csv, sheet attendance: Between attendance-1.csv and this file, part 2 is missing. "
        "Send the whole sheet: rows that are not sent stay as they are, and end with --replace."
    ]


def test_a_second_download_alone_is_no_part_of_anything() -> None:
    assert read_parts(**{" (2)": FIRST}).problems == ()


def test_parts_in_a_zip_are_told_apart_by_their_names_in_it() -> None:
    wrong: Table = [HEAD, ["m1", "a-theatre", "present"]]
    parts = {"attendance-1.csv": separated(FIRST), "attendance-2.csv": separated(wrong)}
    (problem,) = read([Source("returns.zip", package(parts))], today=date(2020, 6, 30)).problems
    assert problem.file == "returns.zip/attendance-2.csv"
    assert "row 3 of returns.zip/attendance-1.csv is the first" in problem.wrong


def test_workbooks_with_one_sheet_each_are_one_sheet_too() -> None:
    sources = [
        Source(f"{name}.xlsx", xlsx({"attendance": rows})) for name, rows in (("a", FIRST), ("b", SECOND))
    ]
    assert len(read(sources, today=date(2020, 6, 30)).rows["attendance"]) == 3


def test_who_sends_too_many_rows_hears_how_to_send_them() -> None:
    returned = read([Source("attendance.csv", separated(FIRST))], limits=Limits(rows=2))
    assert returned.problems[0].right == (
        "Delete the rows that are not needed, or send the sheet in parts (attendance-1.csv, attendance-2.csv)."
    )
