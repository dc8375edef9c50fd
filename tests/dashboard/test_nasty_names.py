"""Text from the store is text everywhere, as it is written: names that look like code, on every page, in every form."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from dashboard.app import create_app
from dashboard.charts.render import CHARTS, render
from dashboard.exports.pictures.pictures import pictures
from dashboard.pages import PAGES
from dashboard.question import Question
from dashboard.settings import Settings
from data.programme.programme import load
from data.returns.formulas import RISKY, unguarded
from data.store import schema
from data.store.engine import open_store, transaction
from tests.stores import SQLiteFiles

NASTY = (
    "<b>Bold</b> &amp; <i>Sons</i>", "=1+1", "+44 20", "-2+3", "@SUM(A1)", "</script><script>alert(1)</script>",
    "{{7*7}} %{x} {x} ${y}", "a<br>b", "%0d%0aSet-Cookie: x=1", "<extra>X</extra>", "]]> <!-- x", "#let x = 1",
    '<a href="javascript:alert(1)">x</a>', "AT&T &lt;3", "*bold* _x_ $x$ `y` \\z", "<img src=x onerror=alert(1)>",
    "“’\"'", "__proto__", "constructor", "NaN", "1e9", "2020-03-31",
)  # fmt: skip
"""What names begin with; what follows tells them apart."""
NAMED: Mapping[str, tuple[str, ...]] = {
    "partnership": ("name",),
    "organisation": ("name",),
    "activity": ("title",),
    "action": ("description", "owner"),
    "area": ("name",),
}
"""Table -> its columns of text that anybody may have written."""


@pytest.fixture(scope="module")
def nasty_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A demo store whose names were written by somebody who means harm."""
    address = SQLiteFiles(shared, tmp_path_factory.mktemp("nasty")).copy("demo")
    engine = open_store(address)
    with transaction(engine) as connection:
        for name, columns in NAMED.items():
            table = schema.metadata.tables[name]
            keys = list(table.primary_key.columns)
            rows = connection.execute(select(table)).mappings().all()
            for row, written in zip(rows, cycle(NASTY), strict=False):
                here = [key == row[key.name] for key in keys]
                values = {column: f"{written} {row[column]}" for column in columns if row[column]}
                connection.execute(table.update().where(*here).values(values))
    engine.dispose()
    return address


@pytest.fixture(scope="module")
def called(nasty_store: str) -> dict[str, str]:
    """The names of its partnerships, by their keys."""
    engine = open_store(nasty_store)
    with engine.connect() as connection:
        found = dict(
            connection.execute(select(schema.partnership.c.partnership, schema.partnership.c.name)).all()
        )
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def client(nasty_store: str) -> Iterator[FlaskClient]:
    with create_app(Settings(store=nasty_store)).server.test_client() as client:
        yield client


def test_no_name_is_an_element_of_any_page(client: FlaskClient, called: dict[str, str]) -> None:
    profiles = {f"/partnerships/{key}": name for key, name in list(called.items())[: len(NASTY)]}
    for path in (*(page.path for page in PAGES), *profiles):
        page = client.get(path).text
        found = list(elements(page))
        assert not {"b", "i", "img", "extra"} & {element.tag for element in found}, path
        assert not any("alert(1)" in (element.text or "") for element in found if element.tag == "script")
        assert not any(str(element.get("href")).startswith("javascript:") for element in found)
        assert profiles.get(path, "") in html.fromstring(page).text_content()


def elements(page: str) -> Iterator[etree._Element]:
    return html.fromstring(page).iter(etree.Element)


def test_no_cell_of_a_csv_file_would_run_and_each_reads_back_as_it_was_written(client: FlaskClient) -> None:
    for key, chart in CHARTS.items():
        about = "partnership=camden-spark" if chart.subject == "needed" else ""
        answer = client.get(f"/export/{key}.csv?{about}")
        rows = client.get(f"/export/{key}.json?{about}").get_json()["rows"]
        cells = list(csv.reader(io.StringIO(answer.get_data(as_text=True), newline="")))
        texts = [value for row in rows for value in row.values() if isinstance(value, str)]
        assert not any(cell.startswith(RISKY) and not is_number(cell) for row in cells for cell in row), key
        assert set(texts) <= {unguarded(cell) for row in cells for cell in row}, key
    with zipfile.ZipFile(io.BytesIO(client.get("/export/store.zip").data)) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                lines = csv.reader(io.StringIO(archive.read(name).decode("utf-8"), newline=""))
                assert not any(
                    cell.startswith(RISKY) and not is_number(cell) for row in lines for cell in row
                )


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_workbook_has_the_names_as_text(client: FlaskClient, called: dict[str, str]) -> None:
    names = set(called.values())
    book = load_workbook(io.BytesIO(client.get("/export/partnerships.xlsx").data))
    cells = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert [cell.value for cell in cells if cell.data_type == "f" and cell.value[1:4] == "1+1"] == []
    assert {cell.value for cell in cells} >= names
    with zipfile.ZipFile(io.BytesIO(client.get("/export/partnerships.ods").data)) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    paragraphs = {"".join(one.itertext()) for one in content.iter("{*}p")}
    assert sum(name in paragraphs for name in names) == len(names)


ASKED: Final = "area=E09000007&area=E09000002&area=E09000003&area=E09000005"
IN_A_PAPER: Final = "&".join(
    f"chart={key}" for key in ("cold-spots", "core-groups", "london-tiles", "lever-mix")
)


@pytest.mark.parametrize("form", ["docx", "pptx", "pdf"])
def test_a_paper_has_the_names_as_they_are_written(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/board-pack.{form}?{IN_A_PAPER}&{ASKED}")
    assert answer.status_code == 200
    said = in_one(READ[form](answer.data))
    rows = client.get(f"/export/london-tiles.json?{ASKED}").get_json()["rows"]
    assert len(rows) > 30
    assert [row["area"] for row in rows if in_one(row["area"]) not in said] == []


def in_one(text: str) -> str:
    """The text without the places where lines break; tiles say “&”."""
    return "".join(text.split()).replace("&", "and")


def test_no_name_is_an_element_of_the_preview_of_a_paper(client: FlaskClient) -> None:
    page = html.fromstring(client.get(f"/board-pack.html?{IN_A_PAPER}&{ASKED}").data)
    assert not list(page.iter("b", "i", "extra"))
    assert not [one for one in page.iter("a") if one.get("href", "").startswith("javascript:")]
    assert "onerror" not in {name for one in page.iter(etree.Element) for name in one.attrib}


def office_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    return "".join(one.text or "" for part in parts for one in part.iter("{*}t"))


def pdf_text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


READ: Final = {"docx": office_text, "pptx": office_text, "pdf": pdf_text}


@pytest.mark.thorough
def test_a_picture_has_the_names_as_they_are_written(nasty_store: str, with_chrome: None) -> None:
    engine = open_store(nasty_store)
    programme = load(engine)
    engine.dispose()
    drawn = render(CHARTS["london-tiles"], Question.from_query(programme, ""))
    (svg,) = pictures([drawn], "svg")
    picture = etree.fromstring(svg)
    said = " ".join(line.text or "" for line in picture.iter("{*}tspan")).replace("\u2060", "").split()
    written = " ".join(row["area"] for row in drawn.frame.to_dict("records")).split()
    assert {"<b>Bold</b>", "&lt;3", "<extra>X</extra>", "onerror=alert(1)>"} <= {*written}
    assert {word for word in written if set("<&") & set(word)} <= {*said}
    assert not list(picture.iter("{*}a"))
    assert "font-weight: bold" not in svg.decode()
