"""Files hold the rows of the table, and no cell that runs."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from csvw import CSVW
from hypothesis import given
from hypothesis import strategies as st

from dashboard import release
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import tidy
from dashboard.exports.tables.files import FORMS, RELEASE, as_csv, as_json, as_metadata
from dashboard.question import Question
from data.programme.programme import Programme
from data.returns.formulas import RISKY, harmless
from tests.reading_back import csv_rows


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_csv_and_json_hold_the_same_rows(key: str, demo_programme: Programme) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, "", partnership="camden-spark"))
    rows = read(as_csv(rendered))
    answered = json.loads(as_json(rendered))
    assert len(rows) == len(answered["rows"]) == len(rendered.frame)
    assert [column["key"] for column in answered["columns"]] == list(rendered.columns)
    for flat, full in zip(rows, answered["rows"], strict=True):
        assert list(flat) == [*full, RELEASE]
        for column, value in full.items():
            if isinstance(value, str):
                assert flat[column].removeprefix("'") == value.removeprefix("'")
            elif value is None:
                assert flat[column] == ""


def test_csv_is_plain_utf_8_with_one_header_row(demo_programme: Programme) -> None:
    text = as_csv(render(CHARTS["by-region"], Question.from_query(demo_programme, "")))
    assert text.startswith(b"region,delivering,")
    assert text.count(b"region,delivering") == 1


@given(st.text())
def test_no_text_cell_begins_as_a_formula(text: str) -> None:
    safe = harmless(text)
    assert isinstance(safe, str)
    assert not safe.startswith(RISKY)
    assert safe.endswith(text)


def test_numbers_stay_numbers() -> None:
    assert harmless(-8.2) == -8.2


def test_dates_are_iso_and_unknown_is_empty(demo_programme: Programme) -> None:
    frame = tidy(render(CHARTS["partnerships"], Question.from_query(demo_programme, "illustrative=hide")))
    since = frame["since"].dropna()
    assert since.str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert frame["since"].isna().any()


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_whole_numbers_are_whole_in_text_files(key: str, demo_programme: Programme) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, "", partnership="camden-spark"))
    cells = [cell for row in csv_rows(as_csv(rendered)) for cell in row]
    assert not [cell for cell in cells if re.fullmatch(r"-?\d+\.0+", cell)]
    values = [value for row in json.loads(as_json(rendered))["rows"] for value in row.values()]
    assert not [value for value in values if isinstance(value, float) and value.is_integer()]


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_a_text_file_is_what_its_description_says(
    key: str, demo_programme: Programme, tmp_path: Path
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, "", partnership="camden-spark"))
    file = tmp_path / "chart.csv"
    file.write_bytes(as_csv(rendered))
    described = file.with_name("chart.csv-metadata.json")
    described.write_bytes(as_metadata(rendered, url=file.name))
    checked = CSVW(str(described), validate=True)
    assert checked.is_valid, checked.warnings
    columns = {
        column["name"]: column for column in json.loads(described.read_bytes())["tableSchema"]["columns"]
    }
    for name, label in rendered.columns.items():
        assert ("schema:unitText" in columns[name]) == label.endswith(("(%)", "(£ a year)"))


def test_a_text_file_says_what_these_figures_are_and_who_to_ask(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = render(CHARTS["by-region"], Question.from_query(demo_programme, ""))
    assert {row["release"] for row in read(as_csv(rendered))} == {release.NOT_OFFICIAL}
    monkeypatch.setenv("CEP_CONTACT", "The data officer, data@example.org")
    said = f"{release.NOT_OFFICIAL}. Who to ask: The data officer, data@example.org"
    assert {row["release"] for row in read(as_csv(rendered))} == {said}


def test_every_form_says_its_media_type() -> None:
    assert {form: media_type.split(";")[0] for form, media_type in FORMS.items()} == {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "json": "application/json",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
