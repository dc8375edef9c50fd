"""A value in a paper reads as it does on the page."""

import pytest

from dashboard.charts.chart import Chart
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import chart_table, is_seen, payload, worded
from dashboard.question import Question
from data.programme.programme import Programme


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (None, "number", "–"),
        ("", "text", "–"),
        (0, "number", "0"),
        (1234.0, "number", "1,234"),
        (12.34, "number", "12.3"),
        (11.96, "number", "12"),
        (-3, "number", "−3"),
        (True, "yes_no", "yes"),
        (False, "yes_no", "no"),
        ("2020-03-31", "date", "31 Mar 2020"),
        ("2019-09-01", "date", "1 Sept 2019"),
        ("=1+1", "text", "=1+1"),
    ],
)
def test_a_value_reads_as_on_the_page(value: object, kind: str, said: str) -> None:
    assert worded(value, kind=kind) == said


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_a_twin_has_every_row_and_every_column_that_readers_see(
    chart: Chart, demo_programme: Programme
) -> None:
    rendered = render(chart, Question.from_query(demo_programme, "", partnership="camden-spark"))
    answer, table = payload(rendered), chart_table(rendered)
    shown = [one for one in answer["columns"] if is_seen(one, answer["rows"])]
    assert list(table.labels) == [one["label"] for one in shown]
    assert len(table.rows) == len(answer["rows"])
    assert all(len(row) == len(shown) for row in table.rows)
    assert not {"nan", "None", "NaT"} & {text for row in table.rows for text in row}
