"""A value in a paper reads as it does on the page."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import chart_table, first_rows, is_seen, payload, worded
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


def long_list(rows: int, demo_programme: Programme) -> Rendered:
    """The list of partnerships as if there were so many rows, the first of which names very many bridges."""
    rendered = render(CHARTS["partnerships"], Question.from_query(demo_programme, ""))
    frame = pd.concat([rendered.frame] * 5, ignore_index=True).head(rows)
    frame.loc[0, "bridge"] = "; ".join(f"Bridge {number}" for number in range(1, 18))
    return replace(rendered, frame=frame)


@pytest.mark.parametrize(("total", "at_once"), [(300, 300), (301, 100)])
def test_a_page_comes_with_the_first_rows_of_a_long_list(
    total: int, at_once: int, demo_programme: Programme
) -> None:
    rendered = long_list(total, demo_programme)
    shown, every = first_rows(rendered), payload(rendered)

    assert (shown["total"], len(every["rows"])) == (total, total)
    assert len(shown["rows"]) == at_once
    assert shown["rows"][1:] == every["rows"][1:at_once]
    assert {**shown, "rows": every["rows"]} == {**every, "total": total}


def test_the_first_rows_of_a_long_list_name_few_where_a_file_names_all(demo_programme: Programme) -> None:
    rendered = long_list(301, demo_programme)

    assert first_rows(rendered)["rows"][0]["bridge"].endswith("; Bridge 15; and 2 more")
    assert payload(rendered)["rows"][0]["bridge"].endswith("; Bridge 17")


def test_a_row_of_a_list_is_marked_alike_whether_or_not_the_others_are_there(
    demo_programme: Programme,
) -> None:
    rendered = long_list(301, demo_programme)
    shown = [row["is_illustrative"] for row in first_rows(rendered)["rows"]]

    assert shown == [row["is_illustrative"] for row in payload(rendered)["rows"]][:100]
    assert {True, False} == set(shown)
