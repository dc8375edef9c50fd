"""A return is read whatever the form of its file, with the same records from each."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.returns.reader import Limits, Returned, Source, read
from tests.workbooks import Table, ods, ods_table, package, separated, xls, xlsx

TODAY = date(2020, 6, 30)
ACTION = {
    "action": "a1",
    "partnership": "barnet",
    "description": "Write to the heads’ network",
    "agreed_on": date(2019, 3, 31),
    "state": "open",
}
ROWS: Table = [list(ACTION), list(ACTION.values())]
WRITTEN = [list(ACTION), ["a1", "barnet", "Write to the heads’ network", "31/03/2019", "open"]]


def read_one(name: str, content: bytes, **options: Limits) -> Returned:
    return read([Source(name, content)], today=TODAY, **options)


FILES = {
    "xlsx": ("returns.xlsx", xlsx({"actions": ROWS})),
    "xls": ("returns.xls", xls({"actions": ROWS})),
    "ods": ("returns.ods", ods(ods_table("actions", WRITTEN))),
    "csv": ("actions.csv", separated(ROWS)),
    "csv with a mark": ("actions.csv", separated(WRITTEN, encoding="utf-8-sig")),
    "semicolons": ("actions.csv", separated(WRITTEN, delimiter=";")),
    "tabs": ("actions.tsv", separated(WRITTEN, delimiter="\t")),
    "UTF-16": ("actions.csv", separated(WRITTEN, delimiter="\t", encoding="utf-16")),
    "UTF-16 without a mark": ("actions.csv", separated(WRITTEN, encoding="utf-16-le")),
    "UTF-16 the other way round": ("actions.csv", separated(WRITTEN, encoding="utf-16-be")),
    "a second download": ("actions (1).csv", separated(WRITTEN)),
    "a zip of texts": ("returns.zip", package({"return/actions.csv": separated(ROWS)})),
    "another ending": ("actions.csv", xlsx({"actions": ROWS})),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_a_file_of_any_form_gives_the_same_records(name: str, content: bytes) -> None:
    returned = read_one(name, content)
    assert returned.problems == ()
    assert returned.rows == {"actions": [ACTION]}
    assert returned.rows["actions"][0].origin == (name, "actions", 2)


def test_a_text_that_is_no_utf_8_is_read_as_windows_1252_and_that_is_said() -> None:
    returned = read_one("actions.csv", separated(WRITTEN, encoding="cp1252"))
    assert returned.rows == {"actions": [ACTION]}
    assert [problem.sentence for problem in returned.problems] == [
        "actions.csv, sheet actions: The text does not say in which encoding it is, and was read as Windows-1252. "
        "Check letters with accents and quotation marks, or save it as “CSV UTF-8”."
    ]
    assert not returned.is_refused


def test_many_files_are_read_as_one_return(tmp_path: Path) -> None:
    (tmp_path / "actions.csv").write_bytes(separated(ROWS))
    (tmp_path / "activity_links.csv").write_bytes(separated([["from_activity", "to_activity"], ["p1", "p2"]]))
    returned = read(sorted(tmp_path.iterdir()), today=TODAY)
    assert returned.problems == ()
    assert set(returned.rows) == {"actions", "activity_links"}
    assert [book.file_name for book in returned.books] == ["actions.csv", "activity_links.csv"]
    assert len({book.sha256 for book in returned.books}) == 2


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read([tmp_path / "nowhere.xlsx"]).problems
    assert problem.is_error
    assert "nowhere.xlsx: The file cannot be read" in problem.sentence


def test_the_same_key_twice_is_a_problem_whichever_files_the_rows_are_in() -> None:
    other = [ROWS[0], [*ROWS[1][:2], "something else", *ROWS[1][3:]]]
    files = [Source("actions.csv", separated(ROWS)), Source("returns.xlsx", xlsx({"actions": other}))]
    returned = read(files, today=TODAY)
    assert [problem.sentence for problem in returned.problems] == [
        "returns.xlsx, sheet actions, row 2, column A (action): The row for action a1 is there twice; "
        "row 2 of actions.csv is the first. Keep one of them."
    ]
    assert returned.is_refused


def test_a_row_that_says_all_and_only_what_an_earlier_one_says_counts_once_with_a_warning() -> None:
    files = [Source("actions.csv", separated(ROWS)), Source("returns.xlsx", xlsx({"actions": ROWS}))]
    returned = read(files, today=TODAY)
    (problem,) = returned.problems
    assert not problem.is_error
    assert problem.sentence == (
        "returns.xlsx, sheet actions, row 2, column A (action): The row for action a1 is there twice; "
        "row 2 of actions.csv is the first. All in it is the same; it is counted once."
    )
    assert len(returned.rows["actions"]) == len(ROWS) - 1
    assert not returned.is_refused


def test_rows_are_the_same_by_what_their_cells_mean_and_not_by_how_they_are_written() -> None:
    again = [str(cell).replace("2019-03-31", "31 March 2019") for cell in ROWS[1]]
    assert again != ROWS[1]
    returned = read_one("actions.csv", separated([*ROWS, again, again]))
    assert [(one.severity, one.row) for one in returned.problems] == [("warning", 3), ("warning", 4)]
    assert len(returned.rows["actions"]) == 1


def test_a_row_that_says_less_than_the_earlier_one_is_not_the_same() -> None:
    head, row, fuller = [*ROWS[0], "owner"], [*ROWS[1], None], [*ROWS[1], "the bridge"]
    returned = read_one("actions.csv", separated([head, fuller, row]))
    assert [(one.severity, one.row, one.right) for one in returned.problems] == [
        ("error", 3, "Keep one of them.")
    ]


def test_all_problems_are_found_at_once_and_said_in_the_order_of_rows_and_columns() -> None:
    rows = [
        ["action", "partnership", "description", "agreed_on", "due_on", "state"],
        ["A 1", "barnet", "x", "2019-03-31", "2019-03-01", "shut"],
        ["a2", None, "x", "soon", "2019-03-01", "open"],
        ["a3", "barnet", "x", "2019-03-31", None, "open"],
    ]
    returned = read_one("returns.xlsx", xlsx({"actions": rows}))
    assert [(one.row, one.letter, one.column, one.value) for one in returned.problems] == [
        (2, "A", "action", "A 1"),
        (2, "E", "due_on", "2019-03-01"),
        (3, "B", "partnership", ""),
        (3, "D", "agreed_on", "soon"),
    ]
    assert [(one.rows, one.letter, one.value) for one in returned.questions] == [((2,), "F", "shut")]
    assert [record["action"] for record in returned.rows["actions"]] == ["a3"]


def test_only_the_columns_that_a_file_has_are_in_its_records() -> None:
    returned = read_one(
        "returns.xlsx",
        xlsx({"statuses": [["partnership", "status", "from_date"], ["b", "emerging", date(2019, 1, 1)]]}),
    )
    assert returned.rows == {
        "statuses": [{"partnership": "b", "status": "emerging", "from_date": date(2019, 1, 1)}]
    }


def test_a_blank_cell_says_nothing_or_what_its_column_says_of_blanks() -> None:
    rows = [["partnership", "name", "pilot", "website"], ["b", "B", None, None]]
    returned = read_one("partnerships.csv", separated(rows))
    assert returned.rows == {
        "partnerships": [{"partnership": "b", "name": "B", "pilot": False, "website": None}]
    }


def test_reading_tells_how_far_it_is() -> None:
    heard: list[tuple[str, int]] = []
    read(
        [Source("returns.xlsx", xlsx({"actions": ROWS}))], today=TODAY, watch=lambda *said: heard.append(said)
    )
    assert heard == [("Opening returns.xlsx", 2), ("Checking actions", 1)]


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine where the day begins fourteen hours before it does in Greenwich."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_east")
def test_what_was_done_today_is_not_still_to_come_wherever_the_reader_is() -> None:
    today = datetime.now(tz=UTC).astimezone().date()
    later = today + timedelta(days=2)
    head = ["support", "bridge", "partnership", "support_on", "support_type"]
    rows = [[f"s-{day}", "ive", "barnet", day.isoformat(), "one_to_one"] for day in (today, later)]
    found = read([Source("support.csv", separated([head, *rows]))])
    to_come = [problem.value for problem in found.problems if "still to come" in problem.wrong]
    assert to_come == [later.isoformat()]
