"""The store as a list that people keep, and that list read again."""

import csv
import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.exports.tables.flat_list import COLUMNS, as_written, flat_list
from dashboard.question import Question
from data.programme.programme import load as programme_of
from data.returns.lists import Mapping, prepare, understand
from data.returns.reader.files import Source
from data.store.engine import open_store


def test_the_list_of_a_store_loads_into_it_without_a_question_and_changes_no_row(own_demo_store: str) -> None:
    engine = open_store(own_demo_store)
    question = Question.from_query(programme_of(engine), "as_at=2020-03-31&illustrative=hide")
    content = flat_list(question, "csv")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == len(question.programme.partnerships)
    found = understand(engine, Source("flat.csv", content), Mapping(as_at=date(2020, 3, 31)))
    assert found.open == ()
    plan = prepare(engine, found)
    assert plan.errors == ()
    assert {sheet for sheet, rows in plan.difference.counts.items() if rows.new or rows.changed} == {
        "evidence"
    }


def test_a_workbook_has_the_same_rows_and_filters_choose_them(demo_store: str) -> None:
    programme = programme_of(open_store(demo_store))
    question = Question.from_query(programme, "bridge=festival-bridge")
    page = load_workbook(io.BytesIO(flat_list(question, "xlsx")))["Partnerships"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert {row[2] for row in rows[1:]} == {"Festival Bridge"}
    everywhere = replace(question, filters=Question.from_query(programme, "").filters)
    assert len(flat_list(everywhere, "csv").splitlines()) > len(rows)


@pytest.mark.parametrize(
    ("day", "precision", "said"),
    [
        ("2016-09-30", "day", "2016-09-30"), ("2016-09-30", "month", "2016-09"), ("2016-09-30", "quarter", "Q3 2016"),
        ("2015-12-31", "term", "Autumn 2015"), ("2016-12-31", "year", "2016"), ("2017-08-31", "school_year", "2016/17"),
        ("2016-05-01", "year", "2016-05-01"),
    ],
)  # fmt: skip
def test_a_date_is_written_so_that_it_is_read_as_the_same(day: str, precision: str, said: str) -> None:
    assert as_written(pd.Timestamp(day), precision) == said
