"""Workbooks keep to the public sector's guidance, whatever names they hold."""

import io
import shlex
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pandas.testing import assert_frame_equal
from typer.testing import CliRunner

from dashboard import release
from dashboard.cache import forget
from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS, file_stem, render
from dashboard.cli import app
from dashboard.exports.rows import chart_table
from dashboard.exports.tables.files import chart_file
from dashboard.exports.tables.workbook import book_of
from dashboard.exports.tables.workbook.contents import values_of
from dashboard.exports.tables.workbook.model import (
    SHORTHAND,
    Book,
    Column,
    Sheet,
    sheet_name,
    tidy_text,
    unlike,
)
from dashboard.exports.tables.workbook.ods import as_ods
from dashboard.exports.tables.workbook.xlsx import as_xlsx
from dashboard.question import Question
from data.programme.programme import Programme
from data.returns.formulas import RISKY, guarded, unguarded
from tests.factories import area, make_programme, partnership, status
from tests.reading_back import csv_rows, json_rows, ods_cells, seen, table_below, xlsx_cells

pytestmark = pytest.mark.thorough

ANY_TEXT = st.text(max_size=60)
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def answered(programme: Programme, key: str, query: str = "") -> Rendered:
    return render(CHARTS[key], Question.from_query(programme, query, partnership="camden-spark"))


def opened_book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def opened(content: bytes) -> list[Worksheet]:
    return opened_book(content).worksheets


def listed(name: str) -> Rendered:
    """The list of partnerships of a programme with one partnership of this name."""
    programme = make_programme(
        partnerships=[partnership("one", name=name)],
        statuses=[status("one", "established", "2019-01-01")],
        partnership_areas=[area("one", "E09000007")],
    )
    return render(CHARTS["partnerships"], Question.from_query(programme, ""))


@pytest.fixture(scope="module")
def one_row() -> Rendered:
    """That list, rendered once: what a name does to a file does not depend on how it came into the list."""
    return listed("A partnership")


def named(one_row: Rendered, *names: str) -> Rendered:
    """The list with a row for each of these names."""
    frame = one_row.frame.iloc[[0] * len(names)].reset_index(drop=True)
    return replace(one_row, frame=frame.assign(name=list(names)))


@pytest.mark.parametrize("name", ["=1+1", "a\x00b\ud800c", "  two  spaces  "])
def test_a_name_comes_into_a_list_as_the_store_has_it(one_row: Rendered, name: str) -> None:
    assert_frame_equal(listed(name).frame, named(one_row, name).frame)


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_every_sheet_holds_one_named_table_with_one_header_row_and_no_hole(
    demo_programme: Programme, key: str
) -> None:
    rendered = answered(demo_programme, key)
    pages = opened(chart_file(rendered, "xlsx"))
    assert [page.title for page in pages] == ["Cover", pages[1].title, "Contents", "Notes"]
    names = [name for page in pages for name in page.tables]
    assert len(set(names)) == len(names) == 4 - (not len(rendered.frame))
    for page in pages:
        assert list(page.merged_cells.ranges) == []
        assert not any(
            one.hidden for one in (*page.row_dimensions.values(), *page.column_dimensions.values())
        )
        rows = list(page.iter_rows(values_only=True))
        assert all(any(cell not in {None, ""} for cell in row) for row in rows)
        for table in page.tables.values():
            header, *body = page[table.ref]
            labels = [cell.value for cell in header]
            assert len({str(label).casefold() for label in labels}) == len(labels)
            assert len(body) + header[0].row == page.max_row


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("key", sorted(CHARTS))
def test_another_program_reads_a_table_by_the_name_of_its_chart_as_it_stands(
    demo_programme: Programme, key: str, form: str
) -> None:
    rendered = answered(demo_programme, key)
    columns, rows = values_of(rendered)
    sheet = io.BytesIO(chart_file(rendered, form))
    read = pd.read_excel(sheet, sheet_name=key[:31], engine="calamine", na_values=list(SHORTHAND))
    assert list(read.columns) == list(unlike(tuple(column["label"] for column in columns)))
    assert len(read) == len(rows)
    for place, column in enumerate(columns):
        held = [row[place] for row in rows]
        if column["kind"] == "number" and any(cell is not None for cell in held):
            assert pd.api.types.is_numeric_dtype(read.iloc[:, place])
            assert read.iloc[:, place].tolist() == pytest.approx(held_numbers(held), nan_ok=True)
        if column["kind"] == "date" and any(cell is not None for cell in held):
            assert read.iloc[:, place].dropna().map(type).eq(pd.Timestamp).all()


def held_numbers(cells: Sequence[object]) -> list[float]:
    return [float("nan") if cell is None else float(str(cell)) for cell in cells]


def test_a_workbook_says_its_language_and_its_status(demo_programme: Programme) -> None:
    excel = opened_book(chart_file(answered(demo_programme, "by-region"), "xlsx"))
    assert excel.properties.language == "en-GB"
    assert excel.properties.contentStatus == release.NOT_OFFICIAL
    assert excel["by-region"].oddHeader.left.text.startswith("Illustrative: London has the most")


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_no_cell_of_a_table_is_left_empty_without_shorthand(demo_programme: Programme, key: str) -> None:
    rendered = answered(demo_programme, key)
    cells = xlsx_cells(chart_file(rendered, "xlsx"), key)
    assert all(cell not in {None, ""} for row in cells[-len(rendered.frame) or len(cells) :] for cell in row)


def test_a_cell_without_a_value_says_why(demo_programme: Programme) -> None:
    cells = xlsx_cells(chart_file(answered(demo_programme, "trajectory"), "xlsx"), "trajectory")
    proved = next(row for row in cells if row[1] == "proved")
    assert "[z]" in proved
    cells = xlsx_cells(chart_file(answered(demo_programme, "cold-spots"), "xlsx"), "cold-spots")
    assert "[x]" in cells[-1]
    cells = xlsx_cells(chart_file(answered(demo_programme, "pilots-members"), "xlsx"), "pilots-members")
    assert "[low]" in cells[-1]


def test_all_shorthand_is_explained_in_the_notes(demo_programme: Programme) -> None:
    content = chart_file(answered(demo_programme, "by-region"), "ods")
    notes = {row[0]: row[1] for row in ods_cells(content, "Notes") if len(row) > 1}
    assert notes.items() >= SHORTHAND.items()


def test_numbers_are_numbers_and_dates_are_dates(demo_programme: Programme) -> None:
    rendered = answered(demo_programme, "coverage-over-time")
    on, _, value, *_ = xlsx_cells(chart_file(rendered, "xlsx"), "coverage-over-time")[-1]
    assert isinstance(on, datetime)
    assert isinstance(value, int)
    on, _, value, *_ = ods_cells(chart_file(rendered, "ods"), "coverage-over-time")[-1]
    assert isinstance(on, date)
    assert isinstance(value, float)


def test_the_contents_lead_to_every_sheet(demo_programme: Programme) -> None:
    _, table, contents, _ = opened(chart_file(answered(demo_programme, "by-region"), "xlsx"))
    links = [cell.hyperlink.location for cell in contents["A"] if cell.hyperlink]
    assert links == ["'Notes'!A1", f"'{table.title}'!A1"]
    shown = [cell.value for cell in contents["A"]]
    assert shown[-2:] == ["Notes", "by-region"]


def test_one_workbook_holds_many_charts_each_on_its_sheet(demo_programme: Programme) -> None:
    keys = ["trajectory", "by-region", "attention", "by-region"]
    book = book_of(
        [answered(demo_programme, key) for key in keys],
        title="A paper",
        remade="cep board-pack",
        about=[("Purpose", "To note.")],
    )
    pages = opened(as_xlsx(book))
    assert [page.title for page in pages[1:-2]] == ["trajectory", "by-region", "attention", "by-region 2"]
    cover = {row[0]: row[1] for row in pages[0].iter_rows(values_only=True)}
    assert cover["Purpose"] == "To note."
    assert cover["Command that makes it again"] == "cep board-pack"


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv", "json"])
def test_the_same_question_gives_the_same_bytes(demo_programme: Programme, form: str) -> None:
    first = chart_file(answered(demo_programme, "by-region"), form)
    forget()
    assert chart_file(answered(demo_programme, "by-region"), form) == first


def test_the_command_on_the_cover_makes_the_same_file_again(demo_programme: Programme) -> None:
    rendered = answered(demo_programme, "by-region", "region=E12000007&include=emerging")
    cover = dict(row[:2] for row in xlsx_cells(chart_file(rendered, "xlsx"), "Cover"))
    assert cover["Command that makes it again"] == (
        "cep chart by-region --format xlsx --as-at 2020-03-31 --include emerging --region E12000007"
    )


def test_that_command_gives_the_same_bytes_under_the_name_of_the_export(
    demo_programme: Programme, demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = answered(demo_programme, "cold-spots", "region=E12000007&illustrative=hide&as_at=2019-12-31")
    content = chart_file(rendered, "xlsx")
    cover = dict(row[:2] for row in xlsx_cells(content, "Cover"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CEP_STORE", demo_store)
    said = CliRunner().invoke(app, shlex.split(cover["Command that makes it again"])[1:])
    assert said.exit_code == 0, said.output
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{file_stem(rendered)}.xlsx": content
    }


@settings(max_examples=10)
@given(st.lists(ANY_TEXT, min_size=10, max_size=10))
@example(
    [
        '=HYPERLINK("http://x","y")',
        "+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "a\x00b\ud800c\ufffe",
        "x" * 40_000,
        "https://example.org",
        "  two  spaces  ",
        "'=already guarded",
    ]
)
def test_no_name_breaks_a_file_or_becomes_a_formula(one_row: Rendered, names: list[str]) -> None:
    rendered = named(one_row, *names)
    place = [key for key in rendered.columns if key != "partnership"].index("name")
    labels = list(chart_table(rendered).labels)
    page = opened(chart_file(rendered, "xlsx"))[1]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}
    ods = chart_file(rendered, "ods")
    content = etree.fromstring(zipfile.ZipFile(io.BytesIO(ods)).read("content.xml"))
    assert not content.xpath("//@*[local-name()='formula']")
    in_xlsx = table_below(list(page.iter_rows(values_only=True)), labels)
    in_ods = table_below(ods_cells(ods, "partnerships"), labels)
    for name, row, ods_row in zip(names, in_xlsx, in_ods, strict=True):
        shown = tidy_text(name)
        assert (row[place] or "") in {shown, "[x]"}
        assert seen(ods_row[place]).replace("\t", "") == seen(
            shown.replace("\t", "")
        )  # this reader knows no tabs


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("=1+1")
@example("'=1")
@example("''=1")
@example("'")
@example("'a")
def test_a_text_of_a_csv_file_runs_nowhere_and_is_read_back_as_it_was(text: str) -> None:
    assert not guarded(text).startswith(RISKY)
    assert unguarded(guarded(text)) == text


@settings(max_examples=10)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), min_size=3, max_size=10))
def test_csv_and_json_hold_any_name(one_row: Rendered, names: list[str]) -> None:
    rendered = named(one_row, *names)
    assert [held for _, held, *_ in csv_rows(chart_file(rendered, "csv"))] == names
    assert [held for held, *_ in json_rows(chart_file(rendered, "json"))] == [name or "–" for name in names]


@given(st.lists(st.text(), min_size=1, max_size=5))
@example(["History", "a/b", "a b", "A B", "'", "x" * 40, "x" * 41])
def test_sheets_and_columns_have_names_that_every_program_takes(wanted: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(one, taken=taken) for one in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    labels = unlike(tuple(wanted))
    assert len({label.casefold() for label in labels}) == len(labels)
    columns = tuple(Column(label) for label in labels)
    sheets = tuple(Sheet(name, columns, (("x",) * len(labels),)) for name in names)
    book = Book("t", "s", date(2020, 3, 31), sheets)
    assert [page.title for page in opened(as_xlsx(book))] == names
    assert ods_cells(as_ods(book), names[-1])[0] == labels


def test_an_open_document_names_its_tables_language_and_title(demo_programme: Programme) -> None:
    archive = zipfile.ZipFile(io.BytesIO(chart_file(answered(demo_programme, "by-region"), "ods")))
    assert archive.infolist()[0].filename == "mimetype"
    assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    content = etree.fromstring(archive.read("content.xml"))
    ranges = {
        one.get(f"{TABLE}name"): one.get(f"{TABLE}target-range-address")
        for one in content.iter(f"{TABLE}database-range")
    }
    assert ranges["cep_by_region"] == "'by-region'.A1:'by-region'.K10"
    meta = archive.read("meta.xml").decode()
    assert "<dc:language>en-GB</dc:language>" in meta
    assert f"<dc:title>{CHARTS['by-region'].question}</dc:title>" in meta
