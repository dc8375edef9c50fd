"""Every row of every export says whether it rests on an illustrative row of the store."""

import csv
import io
import json

import pytest
from factories import area, make_programme, partnership, status

from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import payload
from dashboard.exports.tables.files import chart_file
from dashboard.exports.tables.workbook.contents import values_of
from dashboard.filters import Filters
from dashboard.question import Question
from data.programme.programme import Programme
from tests.reading_back import ods_cells, xlsx_cells

MARK, LABEL = "is_illustrative", "Illustrative"


def answered(programme: Programme, key: str, query: str = "") -> Rendered:
    about = "camden-spark" if CHARTS[key].subject != "none" else None
    return render(CHARTS[key], Question.from_query(programme, query, partnership=about))


def json_rows_of(rendered: Rendered) -> list[dict[str, object]]:
    answer = json.loads(chart_file(rendered, "json"))
    assert MARK in [column["key"] for column in answer["columns"]]
    return answer["rows"]


def csv_rows_of(rendered: Rendered) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(chart_file(rendered, "csv").decode()))
    assert MARK in (rows.fieldnames or ())
    return list(rows)


@pytest.mark.parametrize("key", CHARTS)
def test_every_row_is_marked_and_without_illustrative_rows_none_is(demo_programme: Programme, key: str):
    shown, hidden = answered(demo_programme, key), answered(demo_programme, key, "illustrative=hide")
    marks = [row[MARK] for row in json_rows_of(shown)]
    assert all(isinstance(mark, bool) for mark in marks)
    assert not any(row[MARK] for row in json_rows_of(hidden))
    assert [row[MARK] for row in csv_rows_of(shown)] == [str(mark) for mark in marks]
    assert {row[MARK] for row in csv_rows_of(hidden)} <= {"False"}
    if any(marks):
        assert shown.illustrative, "a picture and a page could not say so"
        assert "Illustrative: " in shown.source
    assert not hidden.illustrative


@pytest.mark.parametrize("key", CHARTS)
def test_a_workbook_has_the_mark_too(demo_programme: Programme, key: str):
    shown = answered(demo_programme, key)
    columns, rows = values_of(shown)
    place = [column["key"] for column in columns].index(MARK)
    assert [row[place] for row in rows] == [row[MARK] for row in payload(shown)["rows"]]
    assert not any(row[place] for row in values_of(answered(demo_programme, key, "illustrative=hide"))[1])


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_mark_of_a_workbook_is_a_column_for_people(demo_programme: Programme, form: str):
    read = {"xlsx": xlsx_cells, "ods": ods_cells}[form]
    cells = read(chart_file(answered(demo_programme, "by-region"), form), "by-region")
    header = next(row for row in cells if "Region" in row)
    assert LABEL in header


def test_a_row_rests_on_illustrative_ones_if_it_would_not_be_the_same_without():
    programme = make_programme(
        partnerships=[partnership("camden"), partnership("barnet"), partnership("barnsley", bridge="ive")],
        statuses=[
            status("camden", "established", "2016-01-01"),
            status("barnet", "established", "2016-01-01", is_illustrative=True),
            status("barnsley", "established", "2016-01-01"),
        ],
        partnership_areas=[
            area("camden", "E09000007"),
            area("barnet", "E09000003"),
            area("barnsley", "E08000016"),
        ],
    )
    rows = payload(render(CHARTS["by-region"], Question(programme, Filters())))["rows"]
    assert {row["region"]: row[MARK] for row in rows} == {"London": True, "Yorkshire and The Humber": False}
    areas = payload(render(CHARTS["area-coverage"], Question(programme, Filters())))["rows"]
    assert [row["area"] for row in areas if row[MARK]] == ["Barnet"]


def test_the_trajectory_marks_what_illustrative_rows_would_say_and_nothing_that_is_published(
    demo_programme: Programme,
):
    rows = payload(answered(demo_programme, "trajectory"))["rows"]
    marks = {
        series: {row[MARK] for row in rows if row["series"] == series} for series in ("proved", "published")
    }
    assert marks == {"proved": {False}, "published": {False}}
    assert {row[MARK] for row in rows if row["series"] == "illustrative"} == {True}


def test_a_headline_of_which_more_than_a_tenth_is_illustrative_says_so_and_the_main_answer_does_not():
    def headline(made_up: int, key: str = "by-region") -> str:
        slugs = [f"p{number}" for number in range(10)]
        programme = make_programme(
            partnerships=[partnership(slug) for slug in slugs],
            statuses=[
                status(slug, "established", "2016-01-01", is_illustrative=place < made_up)
                for place, slug in enumerate(slugs)
            ],
            partnership_areas=[area(slug, "E09000007") for slug in slugs],
        )
        return render(CHARTS[key], Question(programme, Filters())).headline

    assert not headline(1).startswith("Illustrative")
    assert headline(2).startswith("Illustrative: London has the most counted partnerships")
    assert headline(2, "trajectory").startswith("Not proved: 8 proved")


def test_what_a_chart_depends_on_stands_behind_the_mark(demo_programme: Programme):
    assert answered(demo_programme, "lever-mix", "region=E12000007").headline.startswith(
        "Illustrative, in London: "
    )
