"""Files hold the rows of the table, and no cell that runs."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import tidy
from dashboard.exports.tables.files import FORMS, as_csv, as_json
from dashboard.question import Question
from data.programme.programme import Programme
from data.returns.formulas import RISKY, harmless


@pytest.mark.parametrize("key", sorted(CHARTS))
def test_csv_and_json_hold_the_same_rows(key: str, demo_programme: Programme) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, "", partnership="camden-spark"))
    rows = list(csv.DictReader(io.StringIO(as_csv(rendered).decode("utf-8"))))
    answered = json.loads(as_json(rendered))
    assert len(rows) == len(answered["rows"]) == len(rendered.frame)
    assert [column["key"] for column in answered["columns"]] == list(rendered.columns)
    for flat, full in zip(rows, answered["rows"], strict=True):
        assert list(flat) == list(full)
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


def test_every_form_says_its_media_type() -> None:
    assert {form: media_type.split(";")[0] for form, media_type in FORMS.items()} == {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "json": "application/json",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
