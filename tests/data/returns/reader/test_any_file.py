"""Whatever a file holds, it is read or refused with its place; nothing it holds becomes a fault of ours."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from data.returns.problems import Problem
from data.returns.reader import Returned, Source, read
from data.returns.sheets import SHEETS
from tests.workbooks import ods, ods_table, package, separated, xls, xlsx

pytestmark = pytest.mark.thorough

TODAY = date(2020, 6, 30)
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""An example takes a process; making a failing one smaller would take minutes."""
HEAD = [
    "activity",
    "partnership",
    "title",
    "start_on",
    "primary_lever",
    "secondary_levers",
    "young_people",
    "illustrative",
]
ROWS = [
    HEAD,
    ["a1", "barnet", "Festival", "2019-03-31", "DEL", "SYN;MOB", "30", "no"],
    ["a2", "barnet", "Mapping", "2019-04-30", "SYN", "", "", "yes"],
    ["a3", "bath", "Training", "2019-05-31", "MOB", "SYN", "12", "no"],
]
VALID = {
    "returns.xlsx": xlsx({"activities": ROWS}),
    "returns.xls": xls({"activities": ROWS}),
    "returns.ods": ods(
        ods_table("activities", [[cell or "<table:table-cell/>" for cell in row] for row in ROWS])
    ),
    "activities.csv": separated(ROWS),
    "returns.zip": package({"activities.csv": separated(ROWS)}),
}
NAMES = st.sampled_from(
    ["returns.xlsx", "returns.xls", "returns.ods", "activities.csv", "actions.tsv", "x", "..", ""]
)
BEGINNINGS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf", b"<"]
)


def read_one(name: str, content: bytes) -> Returned:
    return read([Source(name, content)], today=TODAY)


def judge(returned: Returned, name: str) -> None:
    """Either every row is a record or something is said, with the file it is in, in whole sentences."""
    for problem in returned.problems:
        assert problem.file == name
        assert problem.wrong.endswith(".")
        assert problem.sentence.endswith((".", "?"))
    assert returned.is_refused or any(book.sheets for book in returned.books)


@pytest.mark.parametrize("name", VALID)
def test_the_files_that_are_changed_below_are_valid(name: str) -> None:
    assert [row["activity"] for row in read_one(name, VALID[name]).rows["activities"]] == [
        "a1",
        "a2",
        "a3",
    ]


@settings(max_examples=60, phases=WITHOUT_SHRINKING)
@given(name=NAMES, beginning=BEGINNINGS, rest=st.binary(max_size=2_000))
def test_any_bytes_give_a_book_or_problems(name: str, beginning: bytes, rest: bytes) -> None:
    judge(read_one(name, beginning + rest), name)


@settings(max_examples=60, phases=WITHOUT_SHRINKING)
@given(
    name=st.sampled_from(list(VALID)),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_valid_file_with_some_bytes_changed_is_read_or_refused(
    name: str, changes: list[tuple[float, int]]
) -> None:
    content = bytearray(VALID[name])
    for place, byte in changes:
        content[int(place * len(content))] = byte
    judge(read_one(name, bytes(content)), name)


@settings(max_examples=30, phases=WITHOUT_SHRINKING)
@given(name=st.sampled_from(list(VALID)), length=st.floats(0, 0.999))
def test_a_file_cut_short_is_read_or_refused(name: str, length: float) -> None:
    judge(read_one(name, VALID[name][: int(length * len(VALID[name]))]), name)


@settings(max_examples=60, phases=WITHOUT_SHRINKING)
@given(
    name=st.sampled_from(["returns.xlsx", "returns.ods"]),
    part=st.integers(0, 20),
    place=st.floats(0, 0.999),
    length=st.integers(0, 60),
    instead=st.one_of(
        st.binary(max_size=20),
        st.sampled_from([b"999999999999", b"-1", b"", b"&#0;", b"<c>", b"</row>", b"NaN"]),
    ),
)
def test_a_workbook_with_a_piece_of_its_xml_changed_is_read_or_refused(
    name: str, part: int, place: float, length: int, instead: bytes
) -> None:
    with zipfile.ZipFile(io.BytesIO(VALID[name])) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    chosen = list(parts)[part % len(parts)]
    at = int(place * len(parts[chosen]))
    parts[chosen] = parts[chosen][:at] + instead + parts[chosen][at + length :]
    judge(read_one(name, package(parts)), name)


CELLS = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["music hub", "=1+1", "SYN;DEL", "31/02/2019", "2019", "DEL", "a1", "-1", "0.5", "TRUE"]),
)


@settings(max_examples=80, phases=WITHOUT_SHRINKING)
@given(row=st.integers(0, 3), column=st.integers(0, len(HEAD) - 1), cell=CELLS)
def test_a_change_of_one_cell_is_taken_or_located(row: int, column: int, cell: object) -> None:
    rows: list[list[object]] = [list(one) for one in ROWS]
    rows[row][column] = cell
    returned = read_one("returns.xlsx", xlsx({"activities": rows}))
    records = returned.rows.get("activities", [])
    if row == 0:
        judge(returned, "returns.xlsx")
        assert records or returned.is_refused
        return
    errors = [problem for problem in returned.problems if problem.is_error]
    assert bool(errors) == (len(records) < 3) or is_about_keys(errors)
    assert all(problem.row in {2, 3, 4} and problem.column and problem.letter for problem in errors)
    assert all(problem.column in SHEETS["activities"].columns for problem in errors)


def is_about_keys(errors: list[Problem]) -> bool:
    """Rows of the same key, or that contradict themselves, are read, and refused all the same."""
    return all(
        "there twice" in problem.wrong or "is the primary lever" in problem.wrong for problem in errors
    )
