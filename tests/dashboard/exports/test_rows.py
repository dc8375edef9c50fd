"""A value in a paper reads as it does on the page."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard import words
from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import chart_table, first_rows, is_seen, orders_of, payload, states_of, worded
from dashboard.question import Question
from data.names import in_order
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


def named(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that comes with its page, as its file has them."""
    keys = [column["key"] for column in table["columns"]]
    return [dict(zip(keys, row, strict=True)) for row in table["rows"]]


@pytest.mark.parametrize(("total", "at_once"), [(150, 150), (151, 100)])
def test_a_page_comes_with_the_first_rows_of_a_long_list(
    total: int, at_once: int, demo_programme: Programme
) -> None:
    rendered = long_list(total, demo_programme)
    rendered = replace(rendered, frame=rendered.frame.assign(area_names="Bath; Bristol"))
    shown, every = first_rows(rendered), payload(rendered)

    assert (shown["total"], len(every["rows"])) == (total, total)
    assert len(shown["rows"]) == at_once
    assert named(shown)[1:] == every["rows"][1:at_once]
    assert all(shown[part] == every[part] for part in ("question", "subtitle", "columns"))


def test_the_first_rows_of_a_long_list_name_few_where_a_file_names_all(demo_programme: Programme) -> None:
    rendered = long_list(301, demo_programme)

    assert named(first_rows(rendered))[0]["bridge"].endswith("; Bridge 5; and 12 more")
    assert payload(rendered)["rows"][0]["bridge"].endswith("; Bridge 17")


def test_a_row_of_a_list_is_marked_alike_whether_or_not_the_others_are_there(
    demo_programme: Programme,
) -> None:
    rendered = long_list(301, demo_programme)
    shown = [row["is_illustrative"] for row in named(first_rows(rendered))]

    assert shown == [row["is_illustrative"] for row in payload(rendered)["rows"]][:100]
    assert {True, False} == set(shown)


def test_each_order_of_a_matrix_has_every_drawn_row_once(demo_programme: Programme) -> None:
    rendered = render(CHARTS["sector-matrix"], Question.from_query(demo_programme, ""))
    orders = orders_of(rendered)
    assert orders
    assert rendered.figure

    assert orders["names"] == rendered.figure["layout"]["yaxis"]["categoryarray"]
    assert all(sorted(places) == list(range(len(orders["names"]))) for places in orders["by"].values())
    by_name = [orders["names"][place] for place in orders["by"]["name"]]
    assert by_name == sorted(by_name, key=in_order)


def test_the_list_beside_a_map_has_each_area_once_by_what_the_map_says_of_it(
    demo_programme: Programme,
) -> None:
    rendered = render(CHARTS["area-coverage"], Question.from_query(demo_programme, ""))
    assert rendered.figure
    said = states_of(rendered)
    traces = [trace for trace in rendered.figure["data"] if trace.get("meta") == "state"]
    listed = [(area, code, said[trace["name"]]) for trace in traces for area, _, code in trace["customdata"]]

    states = rendered.frame["state"].map(dict(words.STATES))
    assert sorted(listed) == sorted(
        zip(rendered.frame["area"], rendered.frame["area_code"], states, strict=True)
    )
