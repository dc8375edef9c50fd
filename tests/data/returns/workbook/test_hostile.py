"""Files made to harm: each is refused with a sentence, in little memory and time, and nothing of it is followed."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from data.returns.reader import Limits, Source, read
from data.returns.workbook.grids import MB
from tests.workbooks import ods, ods_table, package, rewritten, separated, xls, xlsx

pytestmark = pytest.mark.thorough

ROWS = [
    ["activity", "partnership", "title", "start_on", "primary_lever"],
    ["a1", "b", "t", "2019-01-01", "SYN"],
]
GOOD = xlsx({"activities": ROWS})
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def worksheet(rows: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_sheet(part: bytes) -> bytes:
    return rewritten(GOOD, {SHEET: part})


def refusal(name: str, content: bytes, limits: Limits | None = None) -> str:
    """What is said of a file that is refused whole; nothing of it becomes a record."""
    returned = read([Source(name, content)], limits=limits)
    assert returned.is_refused
    assert not any(returned.rows.values())
    (problem,) = returned.problems
    assert (problem.row, problem.column) == (None, None)
    return problem.sentence


def bomb() -> bytes:
    """A package of a megabyte that unpacks to a gigabyte."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        with target.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(1000):
                part.write(bytes(MB))
    return file.getvalue()


def claiming(content: bytes, size: int) -> bytes:
    """The package with the claim that its first part is `size` bytes long."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def test_a_zip_bomb_is_refused_by_what_it_would_unpack_to() -> None:
    said = refusal("returns.xlsx", bomb())
    assert "The file would unpack to 1,000 MB; at most 600 MB are taken." in said


def test_a_claim_of_two_gigabytes_is_refused_without_making_room_for_them() -> None:
    assert "The file would unpack to 2,148 MB" in refusal("returns.xlsx", claiming(GOOD, 2**31 - 1))


def test_a_bomb_that_claims_to_be_small_is_read_no_further_than_it_claims() -> None:
    liar = package({"xl/workbook.xml": b"<workbook>" + bytes(50 * MB)})
    said = refusal("returns.xlsx", claiming(liar, 100))
    assert "The file is damaged or is not a workbook." in said


@pytest.mark.parametrize("claimed", [2**31 - 1, 2**32 - 2])
def test_a_claim_of_many_cells_in_the_dimension_of_a_sheet_is_not_believed(claimed: int) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>action</t></is></c></row>'
    part = worksheet(rows).replace(b"<sheetData>", f'<dimension ref="A1:XFD{claimed}"/><sheetData>'.encode())
    assert "No row names the columns of the sheet." in refusal("returns.xlsx", with_sheet(part))


@pytest.mark.parametrize("reference", ["XFD1", "ALL1", "BDWGN1", "ZZZZZZZZZZZZ1"])
def test_cells_far_to_the_right_are_refused_with_how_many_columns_are_taken(reference: str) -> None:
    cell = f'<row r="1"><c r="{reference}"><v>1</v></c></row>'
    assert "at most 256 are taken" in refusal("returns.xlsx", with_sheet(worksheet(cell)))


def test_a_million_columns_in_a_text_file_are_refused() -> None:
    content = separated([["x"] * 1_000_000])
    assert "A sheet has cells in 1,000,000 columns; at most 256 are taken." in refusal("actions.csv", content)


def test_a_million_columns_in_an_open_document_are_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000" office:value-type="float" office:value="1"/>'
    said = refusal("returns.ods", ods(ods_table("actions", [[cell]])))
    assert "A sheet has cells in 1,000,000 columns; at most 256 are taken." in said


def test_a_row_repeated_a_million_times_is_refused() -> None:
    table = ods_table("actions", [["action"]]).replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">'
    )
    assert "A sheet has cells in 1,000,000 rows; at most 250,000 are taken." in refusal(
        "returns.ods", ods(table)
    )


def test_blank_rows_and_columns_that_are_only_formatted_do_not_count() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = [[*row, blank] for row in ROWS]
    table = ods_table("activities", rows).replace(
        "</table:table>",
        f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row></table:table>',
    )
    returned = read([Source("returns.ods", ods(table))])
    assert returned.problems == ()
    assert len(returned.rows["activities"]) == 1


@pytest.mark.parametrize("name", ["actions.csv", "returns.xlsx"])
def test_more_rows_than_are_taken_are_refused(name: str) -> None:
    rows = [["action"], *([f"a{at}"] for at in range(20))]
    content = separated(rows) if name.endswith("csv") else xlsx({"actions": rows})
    said = refusal(name, content, replace(Limits(), rows=15))
    assert "at most 15 are taken" in said


def test_a_file_larger_than_is_taken_is_refused() -> None:
    said = refusal("returns.xlsx", GOOD, replace(Limits(), file_bytes=1000))
    assert "at most 0 MB are taken" in said


ENTITY = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
BILLION = '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("before", [ENTITY, BILLION], ids=["a file of this machine", "a billion laughs"])
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_with_entities_is_refused(before: str, form: str) -> None:
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    content = with_sheet(worksheet(cell, before))
    if form == "ods":
        content = rewritten(ods(""), {"content.xml": worksheet(cell, before)})
    said = refusal(f"returns.{form}", content)
    assert "defines or fetches text from elsewhere" in said
    assert "No spreadsheet writes that" in said


def test_entities_in_another_encoding_are_found_too() -> None:
    part = worksheet("", ENTITY).decode().encode("utf-16")
    assert "defines or fetches text from elsewhere" in refusal("returns.xlsx", with_sheet(part))


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "xl\\..\\..\\evil.xml"])
def test_a_part_that_would_lie_outside_the_package_is_refused(name: str) -> None:
    said = refusal("returns.xlsx", rewritten(GOOD, {name: b"<x/>"}))
    assert "would lie outside it" in said


def test_a_text_file_in_a_zip_that_would_lie_outside_is_refused() -> None:
    assert "would lie outside it" in refusal("returns.zip", package({"../actions.csv": separated(ROWS)}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as target:
        target.writestr(SHEET, worksheet(""))
    assert "two parts of the same name" in refusal("returns.xlsx", file.getvalue())


def test_more_parts_than_a_workbook_has_are_refused() -> None:
    content = rewritten(GOOD, {f"xl/part{at}.xml": b"<x/>" for at in range(2_000)})
    assert "a workbook has at most 2,000" in refusal("returns.xlsx", content)


def encrypted_zip() -> bytes:
    """A package whose parts are marked as encrypted."""
    content = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(mark, start + 1)
    return bytes(content)


def encrypted_xls() -> bytes:
    """A workbook of the older kind that says it is encrypted."""
    content = xls({"activities": ROWS})
    start = content.index(struct.pack("<2H", 0x42, 2))
    return content[:start] + struct.pack("<2H", 0x2F, 2) + content[start + 4 :]


def encrypted_ods() -> bytes:
    return ods(
        "",
        parts={"META-INF/manifest.xml": "<manifest><file-entry><encryption-data/></file-entry></manifest>"},
    )


def encrypted_xlsx() -> bytes:
    """A container of the older kind around an encrypted workbook, as spreadsheets write one with a password."""
    name, other = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    content = xls({"activities": ROWS})
    at = content.index(name)
    entry = content[at : at + 128]
    secret = other.ljust(64, b"\0") + struct.pack("<H", len(other) + 2) + entry[66:]
    return content[:at] + secret + content[at + 128 :]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("returns.xlsx", encrypted_zip),
        ("returns.xlsx", encrypted_xlsx),
        ("returns.xls", encrypted_xls),
        ("returns.ods", encrypted_ods),
    ],
)
def test_a_password_is_said_to_be_in_the_way(name: str, make: Callable[[], bytes]) -> None:
    assert "The file is protected by a password. Save it without one" in refusal(name, make())


NOT_WORKBOOKS = {
    "nothing": (b"", "The file is empty."),
    "blanks": (b" \n ", "The file is empty."),
    "words": (b"Dear colleague,", "The file is damaged or is not a workbook."),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "The file is damaged or is not a workbook."),
    "half a package": (GOOD[: len(GOOD) // 2], "The file is damaged or is not a workbook."),
    "a package of something else": (
        package({"word/document.xml": "<x/>"}),
        "a zip package, but not a workbook",
    ),
    "a binary workbook": (package({"xl/workbook.bin": b"x"}), "a binary workbook (.xlsb)"),
    "a broken container": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "The file is damaged"),
    "broken XML": (with_sheet(b"<worksheet><sheetData>"), "The file is damaged or is not a workbook."),
    "a page": (b"<html><table></table></html>", "The file is a web page, not a workbook."),
    "a document": (b"%PDF-1.7", "The file is a PDF, not a workbook."),
    "shapes": (b'{"type": "FeatureCollection"}', "The file holds boundaries, not a return."),
    "zipped shapes": (
        package({"lad.shp": b"x", "lad.dbf": b"x"}),
        "The file holds boundaries, not a return.",
    ),
    "JSON": (b'{"rows": []}', "The file is JSON, not a workbook."),
}


@pytest.mark.parametrize(("content", "said"), NOT_WORKBOOKS.values(), ids=NOT_WORKBOOKS)
def test_what_is_no_workbook_is_said_to_be_none(content: bytes, said: str) -> None:
    assert said in refusal("returns.xlsx", content)


def test_macros_and_links_to_other_files_are_not_followed() -> None:
    beside = {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    returned = read([Source("returns.xlsm", rewritten(GOOD, beside))])
    assert returned.problems == ()
    assert len(returned.rows["activities"]) == 1


@pytest.mark.parametrize("limits", [replace(Limits(), cells=9), replace(Limits(), characters=20)])
@pytest.mark.parametrize("name", ["returns.xlsx", "actions.csv"])
def test_a_file_that_hands_out_more_than_a_return_holds_is_refused(name: str, limits: Limits) -> None:
    rows = [["action", "partnership"], *[["same words", "same words"]] * 5]
    limits = limits if name.endswith("xlsx") else replace(limits, cells=9)
    content = xlsx({"actions": rows}) if name.endswith("xlsx") else separated(rows)
    assert "The file holds more than a return may." in refusal(name, content, limits)


def test_more_formulas_without_a_value_than_anyone_mends_are_refused() -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}"><f>1</f></c></row>' for at in range(1, 30))
    said = refusal("returns.xlsx", with_sheet(worksheet(rows)), replace(Limits(), faults=20))
    assert "The file holds more than a return may." in said


def test_a_file_that_needs_more_memory_than_it_may_take_is_refused() -> None:
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="IV{at}"><v>1</v></c></row>' for at in (1, 240_000)
    )
    said = refusal("returns.xlsx", with_sheet(worksheet(rows)), replace(Limits(), memory_bytes=400 * MB))
    assert "The file takes more memory or time to open than a return may." in said
