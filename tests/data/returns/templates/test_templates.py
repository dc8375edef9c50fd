"""A workbook that we send out reads back as it was written, and helps whoever fills it in."""

import csv
import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from data.programme.programme import Programme, Scope
from data.returns.reader import Returned, Source, read
from data.returns.sheets import SHEETS
from data.returns.sheets.records import SentRows, sheet_rows
from data.returns.templates import BUNDLES, FORMS, UnknownPartnershipError, template, workbook_of
from data.returns.templates.pages import lists
from tests.factories import make_programme, partnership
from tests.returns import sent_rows
from tests.workbooks import separated

pytestmark = pytest.mark.thorough

TODAY = date(2020, 6, 30)
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""An example takes a process; making a failing one smaller would take minutes."""
SLUG = "barnet-and-culture-for-youth"


def read_back(content: bytes, form: str) -> Returned:
    return read([Source(f"returns.{form}", content)], today=TODAY)


def rows_of(programme: Programme) -> SentRows:
    return {name: sent_rows(name, sheet_rows(programme, name), file="") for name in SHEETS}


@pytest.mark.parametrize("form", BUNDLES)
def test_the_whole_store_as_a_workbook_reads_back_as_the_same_records(
    form: str, demo_programme: Programme
) -> None:
    returned = read_back(workbook_of(demo_programme, form=form), form)
    assert returned.problems == ()
    assert returned.rows == rows_of(demo_programme)


words = (
    st.text(min_size=1, max_size=30)
    .map(lambda text: f"x{text}x")
    .filter(lambda text: read_text(text) == text)
)


def read_text(text: str) -> object:
    """What a cell of a text file with these words is read as; None where it is refused."""
    rows = [["action", "partnership", "description", "agreed_on"], ["a", "b", text, "2019-01-01"]]
    try:
        held = read([Source("actions.csv", separated(rows))], today=TODAY).rows
    except UnicodeEncodeError:
        return None
    return held["actions"][0]["description"] if held.get("actions") else None


@pytest.mark.parametrize("form", BUNDLES)
@settings(max_examples=12, phases=WITHOUT_SHRINKING)
@given(text=words, share=st.floats(0, 1), value=st.floats(allow_nan=False, allow_infinity=False))
def test_any_words_and_numbers_that_can_be_imported_read_back_as_they_were(
    form: str, text: str, share: float, value: float
) -> None:
    programme = make_programme(
        partnerships=[partnership("one", name=text, source="=1+1", former_name="'+44 '1'", bridge="ive")],
        partnership_areas=[
            {"partnership": "one", "area_code": "E09000003", "coverage": "part", "share": share}
        ],
        area_statistics=[("E09000003", "imd", "2019-09-26", value)],
    )
    returned = read_back(workbook_of(programme, form=form), form)
    assert returned.problems == ()
    assert returned.rows == rows_of(programme)


@pytest.mark.parametrize("form", FORMS)
def test_one_partnership_s_workbook_holds_what_concerns_it_and_nothing_else(
    form: str, demo_programme: Programme
) -> None:
    tables = read_back(workbook_of(demo_programme, partnership=SLUG, form=form), form).rows
    assert {row["partnership"] for row in tables["partnerships"]} == {SLUG}
    assert {row["partnership"] for row in tables["meetings"]} == {SLUG}
    meetings = set(demo_programme.meetings.query("partnership == @SLUG")["meeting"])
    assert {row["meeting"] for row in tables["attendance"]} <= meetings
    members = set(demo_programme.memberships.query("partnership == @SLUG")["organisation"])
    assert members <= {row["organisation"] for row in tables["organisations"]}
    assert tables.get("targets", []) == []


def test_a_partnership_that_nobody_knows_is_named_with_the_nearest() -> None:
    programme = make_programme(partnerships=[partnership("barnet-youth")])
    with pytest.raises(UnknownPartnershipError, match=r"“barnet”\. Did you mean barnet-youth\?"):
        workbook_of(programme, partnership="barnet")


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_template_is_a_return_without_rows(form: str) -> None:
    returned = read_back(template(form), form)
    assert returned.problems == ()
    assert [part.sheet.name for part in returned.books[0].sheets] == list(SHEETS)
    assert not any(returned.rows.values())


def test_each_sheet_of_the_template_has_its_columns_notes_lists_and_a_frozen_header() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("xlsx")))
    assert book.sheetnames == ["guide", *SHEETS, "lists"]
    for name, sheet in SHEETS.items():
        page = book[name]
        assert [cell.value for cell in page[1]] == list(sheet.columns)
        assert all(
            cell.comment and column.says in cell.comment.text
            for cell, column in zip(page[1], sheet.columns.values(), strict=True)
        )
        assert page.freeze_panes == "B2"


def test_a_column_with_a_vocabulary_offers_all_its_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("xlsx")))
    (rule,) = [one for one in book["organisations"].data_validations.dataValidation if "C2" in one.sqref]
    at, last = re.findall(r"\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", str(rule.formula1))[0]
    offered = [book["lists"][f"{at}{row}"].value for row in range(2, int(last) + 1)]
    assert offered == list(SHEETS["organisations"].columns["sector"].vocabulary)


def test_the_guide_says_every_column_and_the_lists_every_word() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("xlsx")))
    guide = {(row[0].value, row[1].value) for row in book["guide"].iter_rows()}
    assert {(name, column) for name, sheet in SHEETS.items() for column in sheet.columns} <= guide
    said = {cell.value for row in book["lists"].iter_rows() for cell in row}
    assert {word for pairs in lists().values() for pair in pairs.items() for word in pair} <= said


def test_words_that_look_like_formulas_are_written_as_words() -> None:
    programme = make_programme(partnerships=[partnership("one", name="=HYPERLINK(1)", source="@SUM(1)")])
    page = openpyxl.load_workbook(io.BytesIO(workbook_of(programme)))["partnerships"]
    assert page["B2"].data_type == "s"
    assert page["B2"].value == "=HYPERLINK(1)"
    assert page["B2"].number_format == "@"


def test_what_is_hidden_from_a_programme_is_not_in_its_workbook(demo_programme: Programme) -> None:
    shown = demo_programme.visible_to(Scope(illustrative=False))
    tables = read_back(workbook_of(shown), "xlsx").rows
    assert tables["partnerships"]
    assert tables.get("activities", []) == []


def test_text_files_hold_nothing_that_a_spreadsheet_would_run() -> None:
    programme = make_programme(partnerships=[partnership("one", name="=cmd|' /C calc'!A0", source="@SUM(1)")])
    with zipfile.ZipFile(io.BytesIO(workbook_of(programme, form="zip"))) as package:
        rows = list(csv.DictReader(io.StringIO(package.read("partnerships.csv").decode())))
    assert (rows[0]["name"], rows[0]["source"]) == ("'=cmd|' /C calc'!A0", "'@SUM(1)")


def test_an_open_document_keeps_headers_in_view_under_the_name_that_spreadsheets_look_for() -> None:
    with zipfile.ZipFile(io.BytesIO(template("ods"))) as package:
        settings_part = etree.fromstring(package.read("settings.xml"))
    (views,) = settings_part.xpath("//*[local-name()='config-item-set']/@*")
    assert views.split(":")[0] in settings_part.nsmap
    rows = "//*[@*='{}']/*[@*='VerticalSplitPosition']/text()"
    assert all(settings_part.xpath(rows.format(name)) == ["1"] for name in SHEETS)


@pytest.mark.parametrize(("form", "part"), [("xlsx", "docProps/core.xml"), ("ods", "meta.xml")])
def test_a_template_says_its_language(form: str, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(template(form))) as package:
        assert "<dc:language>en-GB</dc:language>" in package.read(part).decode()


def test_a_blank_template_offers_the_authorities_of_now_by_name() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("xlsx")))
    columns = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in book["lists"].iter_cols()
    }
    areas = dict(zip(columns["area"], columns["area: meaning"], strict=True))
    assert len(areas) == 296
    assert areas["E06000065"] == "North Yorkshire"
    (rule,) = [one for one in book["partnership_areas"].data_validations.dataValidation if "B2" in one.sqref]
    at, last = re.findall(r"\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", str(rule.formula1))[0]
    assert [book["lists"][f"{at}{row}"].value for row in range(2, int(last) + 1)] == [*areas.values()]
    with zipfile.ZipFile(io.BytesIO(template("ods"))) as package:
        content = etree.fromstring(package.read("content.xml"))
    (offered,) = content.xpath("//*[local-name()='content-validation'][@*[local-name()='name']='area']")
    condition = next(value for name, value in offered.items() if name.endswith("}condition"))
    assert condition == f"of:cell-content-is-in-list([$lists.${at}$2:.${at}${last}])"
    used = (
        "//*[local-name()='table'][@*[local-name()='name']='{}']//@*[local-name()='content-validation-name']"
    )
    for name in ("partnership_areas", "organisations", "support"):
        assert "area" in content.xpath(used.format(name))


@pytest.mark.parametrize("form", FORMS)
def test_a_filled_workbook_lists_the_places_partnerships_and_organisations(
    form: str, demo_programme: Programme
) -> None:
    content = workbook_of(demo_programme, partnership=SLUG, form=form)
    if form == "ods":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            text = package.read("content.xml").decode()
        assert all(f">{words}<" in text for words in ("area", "E09000003", "Barnet", "organisation: meaning"))
        assert ">E07000206<" not in text.split('table:name="lists"')[1]
        return
    book = openpyxl.load_workbook(io.BytesIO(content))
    columns = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in book["lists"].iter_cols()
    }
    areas = dict(zip(columns["area"], columns["area: meaning"], strict=True))
    assert areas["E09000003"] == "Barnet"
    assert "E07000206" not in areas
    assert len(columns["partnership"]) == len(demo_programme.partnerships)
    assert len(columns["organisation"]) == len(demo_programme.organisations)
    (rule,) = [one for one in book["partnership_areas"].data_validations.dataValidation if "B2" in one.sqref]
    at, last = re.findall(r"\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", str(rule.formula1))[0]
    offered = [book["lists"][f"{at}{row}"].value for row in range(2, int(last) + 1)]
    assert offered == columns["area: meaning"]
    assert not rule.showErrorMessage
