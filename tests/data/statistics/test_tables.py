"""Where a table lies in a file: under titles, in one of several sheets, in any usual form."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.errors import LoadRefusedError
from data.statistics import tables
from data.statistics.tables import Request

ON = date(2019, 9, 26)
IMD = Request(measure="imd", on=ON, code_column="Code", value_column="Average score")


def text(folder: Path, *lines: str, name: str = "imd.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def workbook(folder: Path, sheets: dict[str, list[list[object]]], *, hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    path = folder / "imd.xlsx"
    path.write_bytes(out.getvalue())
    return path


def cells(table: tables.Table) -> list[tuple[object, object]]:
    return [(line.area, line.value) for line in table.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_is_read_whatever_its_encoding_and_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    path = text(
        tmp_path, mark.join(["Code", "Average score"]), mark.join(["E09000002", "32.8"]), encoding=encoding
    )
    assert cells(tables.read(path, IMD)) == [("E09000002", "32.8")]


def test_titles_above_the_header_and_blank_rows_are_no_hindrance(tmp_path: Path) -> None:
    titles = ("Indices of Deprivation,,", ",,", "Source: MHCLG", "Code,Name,AVERAGE  score")
    path = text(tmp_path, *titles, "E09000002,B,1", ",,", "E09000003,C,2")
    table = tables.read(path, IMD)
    assert cells(table) == [("E09000002", "1"), ("E09000003", "2")]
    assert [line.number for line in table.lines] == [5, 7]
    assert (table.area_column, table.value_column) == ("Code", "AVERAGE score")


@pytest.mark.parametrize("heading", ["LAD19CD", "ltla19_code", "la_code", "area code", "Name", "lad24nm"])
def test_the_column_of_authorities_is_found_if_nobody_says_it(tmp_path: Path, heading: str) -> None:
    request = Request(measure="imd", on=ON, value_column="score")
    table = tables.read(text(tmp_path, f"rank,{heading},score", "1,E09000002,3"), request)
    assert cells(table) == [("E09000002", "3")]


def test_a_column_of_authorities_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match=r"it has where, score.*--code-column"):
        tables.read(text(tmp_path, "where,score", "1,2"), Request(measure="imd", on=ON, value_column="score"))


def test_a_missing_column_is_said_with_those_there_are_and_the_likely_one(tmp_path: Path) -> None:
    said = r"no column Average score; it has Code, Avrage score\. Did you mean Avrage score"
    with pytest.raises(LoadRefusedError, match=said):
        tables.read(text(tmp_path, "Code,Avrage score", "E09000002,1"), IMD)


def test_the_sheet_that_has_the_columns_is_taken(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Title"], ["Code", "Average score"], ["E09000002", 32.5]]
    path = workbook(tmp_path, {"Cover": [["About"]], "Table 1": rows})
    table = tables.read(path, IMD)
    assert (table.sheet, cells(table)) == ("Table 1", [("E09000002", 32.5)])


def test_one_of_several_sheets_has_to_be_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Code", "Average score"], ["E09000002", 1]]
    path = workbook(tmp_path, {"2015": rows, "2019": [*rows, ["E09000003", 2]]})
    with pytest.raises(LoadRefusedError, match=r"2015, 2019\. Say which with --sheet"):
        tables.read(path, IMD)
    named = Request(measure="imd", on=ON, code_column="Code", value_column="Average score", sheet="2019")
    assert len(tables.read(path, named).lines) == 2
    with pytest.raises(LoadRefusedError, match="no sheet called 2020"):
        tables.read(path, Request(measure="imd", on=ON, code_column="Code", value_column="v", sheet="2020"))


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Code", "Average score"], ["E09000002", 1]]
    path = workbook(tmp_path, {"Seen": [["Nothing"]], "Old": rows}, hidden="Old")
    with pytest.raises(LoadRefusedError, match="no column Code"):
        tables.read(path, IMD)


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b'{"type":"FeatureCollection"}', "not a table"),
        ("a.html", b"<html></html>", "not a table"),
        ("a.xlsx", b"not a workbook", "not a table"),
        ("a.xlsx", b"PK\x03\x04 damaged", "a.xlsx: "),
        ("a.csv", bytes(range(256)) * 4, "nor text"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, match: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LoadRefusedError, match=match):
        tables.read(tmp_path / name, IMD)


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match="cannot be read"):
        tables.read(tmp_path / "nowhere.csv", IMD)


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"measure": "IMD 2019", "value_column": "v"}, "cannot be the key"),
        ({"measure": "imd"}, "--value-column"),
        ({"measure": "imd", "count_rows": True}, "--code-column"),
        ({"measure": "imd", "value_column": "v", "weights": "imd"}, "weighted by itself"),
        ({"measure": "imd", "value_column": "v", "kind": "index"}, "no kind of measure"),
    ],
)
def test_what_the_caller_cannot_mean_is_refused(said: dict[str, object], match: str) -> None:
    with pytest.raises(LoadRefusedError, match=match):
        Request(on=ON, **said)  # type: ignore[arg-type]


def test_a_heading_of_several_lines_is_one_line_wherever_it_is_printed(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"T": [["Code", "Average\nscore "], ["E09000002", 1]]})
    assert tables.read(path, IMD).value_column == "Average score"


def test_a_formula_that_nobody_calculated_is_refused_and_not_taken_for_unknown(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"T": [["Code", "Average score"], ["E09000002", 1], ["E09000003", "=1+1"]]})
    with pytest.raises(
        LoadRefusedError, match=r"Cell B3 of imd\.xlsx holds a formula that has no stored value"
    ):
        tables.read(path, IMD)


def test_a_formula_in_another_column_does_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"T": [["Code", "Average score", "Rank"], ["E09000002", 1, "=1+1"]]})
    assert cells(tables.read(path, IMD)) == [("E09000002", 1.0)]
