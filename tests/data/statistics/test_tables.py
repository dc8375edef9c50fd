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


def one(path: Path, request: Request) -> tables.Table:
    (table,) = tables.read(path, request)
    return table


def cells(table: tables.Table) -> list[tuple[object, object]]:
    return [(line.area, line.value) for line in table.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_is_read_whatever_its_encoding_and_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    path = text(
        tmp_path, mark.join(["Code", "Average score"]), mark.join(["E09000002", "32.8"]), encoding=encoding
    )
    assert cells(one(path, IMD)) == [("E09000002", "32.8")]


def test_titles_above_the_header_and_blank_rows_are_no_hindrance(tmp_path: Path) -> None:
    titles = ("Indices of Deprivation,,", ",,", "Source: MHCLG", "Code,Name,AVERAGE  score")
    path = text(tmp_path, *titles, "E09000002,B,1", ",,", "E09000003,C,2")
    table = one(path, IMD)
    assert cells(table) == [("E09000002", "1"), ("E09000003", "2")]
    assert [line.number for line in table.lines] == [5, 7]
    assert (table.area_column, table.value_column) == ("Code", "AVERAGE score")


@pytest.mark.parametrize("heading", ["LAD19CD", "ltla19_code", "la_code", "area code", "Name", "lad24nm"])
def test_the_column_of_authorities_is_found_if_nobody_says_it(tmp_path: Path, heading: str) -> None:
    request = Request(measure="imd", on=ON, value_column="score")
    table = one(text(tmp_path, f"rank,{heading},score", "1,E09000002,3"), request)
    assert cells(table) == [("E09000002", "3")]


def test_a_column_of_authorities_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match=r"it has where, score.*--code-column"):
        one(text(tmp_path, "where,score", "1,2"), Request(measure="imd", on=ON, value_column="score"))


def test_a_missing_column_is_said_with_those_there_are_and_the_likely_one(tmp_path: Path) -> None:
    said = r"no column Average score; it has Code, Avrage score\. Did you mean Avrage score"
    with pytest.raises(LoadRefusedError, match=said):
        one(text(tmp_path, "Code,Avrage score", "E09000002,1"), IMD)


def test_the_sheet_that_has_the_columns_is_taken(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Title"], ["Code", "Average score"], ["E09000002", 32.5]]
    path = workbook(tmp_path, {"Cover": [["About"]], "Table 1": rows})
    table = one(path, IMD)
    assert (table.sheet, cells(table)) == ("Table 1", [("E09000002", 32.5)])


def test_one_of_several_sheets_has_to_be_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Code", "Average score"], ["E09000002", 1]]
    path = workbook(tmp_path, {"2015": rows, "2019": [*rows, ["E09000003", 2]]})
    with pytest.raises(LoadRefusedError, match=r"2015, 2019\. Say which with --sheet"):
        one(path, IMD)
    named = Request(measure="imd", on=ON, code_column="Code", value_column="Average score", sheet="2019")
    assert len(one(path, named).lines) == 2
    with pytest.raises(LoadRefusedError, match="no sheet called 2020"):
        one(path, Request(measure="imd", on=ON, code_column="Code", value_column="v", sheet="2020"))


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Code", "Average score"], ["E09000002", 1]]
    path = workbook(tmp_path, {"Seen": [["Nothing"]], "Old": rows}, hidden="Old")
    with pytest.raises(LoadRefusedError, match="no column Code"):
        one(path, IMD)


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
        one(tmp_path / name, IMD)


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match="cannot be read"):
        one(tmp_path / "nowhere.csv", IMD)


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"measure": "IMD 2019", "value_column": "v"}, "cannot be the key"),
        ({"measure": "imd", "count_rows": True, "add_up": True}, "not both"),
        ({"measure": "imd", "period": "each"}, "its own date"),
        ({"measure": "imd", "value_column": "v", "weights": "imd"}, "weighted by itself"),
        ({"measure": "imd", "value_column": "v", "kind": "index"}, "no kind of measure"),
    ],
)
def test_what_the_caller_cannot_mean_is_refused(said: dict[str, object], match: str) -> None:
    with pytest.raises(LoadRefusedError, match=match):
        Request(on=ON, **said)  # type: ignore[arg-type]


def test_a_heading_of_several_lines_is_one_line_wherever_it_is_printed(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"T": [["Code", "Average\nscore "], ["E09000002", 1]]})
    assert one(path, IMD).value_column == "Average score"


def test_a_formula_that_nobody_calculated_is_refused_and_not_taken_for_unknown(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"T": [["Code", "Average score"], ["E09000002", 1], ["E09000003", "=1+1"]]})
    with pytest.raises(
        LoadRefusedError, match=r"Cell B3 of imd\.xlsx holds a formula that has no stored value"
    ):
        one(path, IMD)


def test_a_formula_in_another_column_does_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"T": [["Code", "Average score", "Rank"], ["E09000002", 1, "=1+1"]]})
    assert cells(one(path, IMD)) == [("E09000002", 1.0)]


NOMIS = (
    "Population estimates,",
    "ONS Crown Copyright Reserved [from Nomis on 14 February 2024],",
    ",",
    "date,2022",
    "",
    "local authority: district / unitary (as of April 2023),mnemonic,Aged 0 to 15,Aged 16 to 24",
    "Barking and Dagenham,E09000002,154,100",
    "Barnet,E09000003,191,276",
    "",
    "In order to protect against disclosure figures have been rounded.",
    "These figures are missing.,-",
)
TWO_ROWS = (
    "Annual population survey",
    "",
    "local authority,mnemonic,Jan 2023-Dec 2023,,Jan 2022-Dec 2022,",
    ",,numerator,percent,numerator,percent",
    "Barking and Dagenham,E09000002,7188,3.2,1,3.3",
    "Barnet,E09000003,8482,!,1,3.4",
)
LONG = (
    "v4_0,calendar-years,Time,administrative-geography,Geography,sex,Sex,single-year-of-age,Age",
    *(
        f"{number * age},2022,2022,{code},{name},{sex},{sex.title()},{age},{age}"
        for number, (code, name) in enumerate(
            (("E09000002", "Barking and Dagenham"), ("E09000003", "Barnet")), 1
        )
        for sex in ("all", "male")
        for age in (5, 6)
    ),
)
PERIODS = (
    "Indicator Name,Parent Code,Area Code,Area Name,Area Type,Time period,Value",
    *(
        f"Low income,E12000007,{code},A,Districts,{period},{value}"
        for period, value in (("2020/21", 20), ("2021/22", 21))
        for code in ("E92000001", "E09000002", "E09000003")
    ),
)


def measured(**said: object) -> Request:
    return Request(measure="kids", **said)  # type: ignore[arg-type]


def test_nomis_is_read_under_its_titles_which_say_the_period(tmp_path: Path) -> None:
    table = one(text(tmp_path, *NOMIS), measured(value_column="aged 0 to 15"))
    assert cells(table) == [("E09000002", "154"), ("E09000003", "191")]
    assert (table.area_column, table.on, table.period) == ("mnemonic", date(2022, 12, 31), "2022")
    assert table.lines[0].label == "Barking and Dagenham"


def test_which_column_has_the_values_is_asked_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match=r"with --value-column: Aged 0 to 15, Aged 16 to 24\."):
        one(text(tmp_path, *NOMIS), measured())


def test_the_only_column_of_numbers_needs_no_telling(tmp_path: Path) -> None:
    table = one(text(tmp_path, "code,name,share", "E09000002,Barking and Dagenham,4"), measured(on=ON))
    assert (table.value_column, cells(table)) == ("share", [("E09000002", "4")])
    assert table.notes == ("The values are those of share, the only column of numbers.",)


def test_of_several_columns_of_numbers_the_one_called_value_is_taken_and_said(tmp_path: Path) -> None:
    rows = ("Area Code,Indicator ID,Value,Lower CI 95.0 limit,Count", "E09000002,93701,19.9,18.1,1200")
    table = one(text(tmp_path, *rows), measured(on=ON))
    assert cells(table) == [("E09000002", "19.9")]
    assert table.notes == ("The values are those of Value; --value-column says another.",)


def test_a_header_of_two_rows_names_each_column_by_both(tmp_path: Path) -> None:
    path = text(tmp_path, *TWO_ROWS)
    table = one(path, measured(value_column="Jan 2023-Dec 2023 percent"))
    assert (cells(table)[1], table.on) == (("E09000003", "!"), date(2023, 12, 31))
    with pytest.raises(
        LoadRefusedError, match=r"several periods: Jan 2023-Dec 2023, Jan 2022-Dec 2022\. Choose"
    ):
        one(path, measured(value_column="percent"))
    chosen = one(path, measured(value_column="percent", period="jan 2022-dec 2022"))
    assert (cells(chosen)[1], chosen.on) == (("E09000003", "3.4"), date(2022, 12, 31))
    each = tables.read(path, measured(value_column="percent", period="each"))
    assert [(table.on.year, len(table.lines)) for table in each] == [(2023, 2), (2022, 2)]


def test_a_long_table_is_asked_about_and_never_guessed(tmp_path: Path) -> None:
    path = text(tmp_path, *LONG)
    asked = r"differ in sex: all, male; Sex: All, Male; single-year-of-age: 5, 6.*--sum “v4_0”"
    with pytest.raises(LoadRefusedError, match=asked):
        one(path, measured(value_column="v4_0"))
    where = (("sex", "all"), ("single-year-of-age", "6"))
    table = one(path, measured(value_column="v4_0", where=where))
    assert cells(table) == [("E09000002", "6"), ("E09000003", "12")]
    assert table.area_column == "administrative-geography"
    with pytest.raises(LoadRefusedError, match="No row has “7” in single-year-of-age; it holds 5, 6"):
        one(path, measured(value_column="v4_0", where=(("single-year-of-age", "7"),)))
    summed = one(path, measured(value_column="v4_0", where=where[:1], add_up=True))
    assert len(summed.lines) == 4


def test_of_several_periods_one_is_chosen_or_each_is_dated(tmp_path: Path) -> None:
    path = text(tmp_path, *PERIODS)
    with pytest.raises(LoadRefusedError, match=r"Time period has several periods: 2020/21, 2021/22"):
        one(path, measured(value_column="Value"))
    table = one(path, measured(value_column="Value", period="2020/21"))
    assert (table.on, {line.value for line in table.lines}) == (date(2021, 3, 31), {"20"})
    each = tables.read(path, measured(value_column="Value", period="each"))
    assert [(table.period, table.on) for table in each] == [
        ("2020/21", date(2021, 3, 31)),
        ("2021/22", date(2022, 3, 31)),
    ]
    with pytest.raises(LoadRefusedError, match="No row has “2031” in Time period"):
        one(path, measured(value_column="Value", period="2031"))


def test_the_column_of_places_of_a_list_is_found_by_what_it_holds(tmp_path: Path) -> None:
    rows = (
        "Unnamed: 0,Unnamed: 1",
        "A list,",
        "Name,Based in",
        "Theatre one,Barnet",
        "Museum two,Camden",
        "Hall,Kent",
    )
    table = one(text(tmp_path, *rows), measured(on=ON, count_rows=True))
    assert [line.area for line in table.lines] == ["Barnet", "Camden", "Kent"]


def test_a_day_that_nothing_says_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError, match="Say the day that the values are of with --date"):
        one(text(tmp_path, "code,share", "E09000002,4"), measured())


@pytest.mark.parametrize(
    ("key", "is_right"), [("kids-5-7", True), ("imd_2019", True), ("kids-", False), ("a", False)]
)
def test_the_key_of_a_measure_may_have_hyphens(key: str, is_right: bool) -> None:
    if is_right:
        assert Request(measure=key, on=ON).measure == key
    else:
        with pytest.raises(LoadRefusedError, match="cannot be the key"):
            Request(measure=key, on=ON)
