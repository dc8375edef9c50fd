"""A table on paper holds the rows of the page's table, in its words, and counts those that it leaves out."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import words
from dashboard.charts.render import CHARTS, render
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Plot, Size
from dashboard.exports.native.tables import left_out_said, table_behind, table_of
from dashboard.exports.rows import chart_table
from dashboard.question import Question
from data.programme.programme import Programme

QUERIES = st.lists(
    st.sampled_from(
        [
            "as_at=2016-12-31",
            "as_at=2018-06-30",
            "as_at=2022-03-31",
            "region=E12000007",
            "region=E12000001",
            "ace_area=midlands",
            "bridge=arts-connect",
            "sector=health",
            "lever=SYN",
            "include=emerging",
            "illustrative=hide",
        ]
    ),
    max_size=3,
    unique=True,
).map("&".join)


def plain(text: str) -> str:
    return text.replace(words.NO_BREAK, " ")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, key=st.sampled_from(sorted(CHARTS)), most=st.integers(1, 40))
def test_the_rows_on_paper_are_those_of_the_page(
    query: str, key: str, most: int, demo_programme: Programme
) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, query, partnership="camden-spark"))
    if rendered.reason_empty:
        return
    table, page = table_of(rendered, most=most), chart_table(rendered)
    assert len(table.rows) + table.left_out == len(page.rows)
    shown = page.rows[-most:] if table.latest else page.rows[:most]
    places = [page.labels.index(column.label) for column in table.columns]
    for row, whole in zip(table.rows, shown, strict=True):
        for cell, place in zip(row, places, strict=True):
            assert plain(cell.text) == plain(whole[place])


def test_what_is_left_out_is_said_in_a_sentence(demo_programme: Programme) -> None:
    rendered = render(CHARTS["cold-spots"], Question.from_query(demo_programme, ""))
    table, size = table_of(rendered, most=10), len(rendered.frame)
    assert left_out_said(table) == f"The first 10 of {size} rows; all of them are in the spreadsheet form."
    assert left_out_said(table_of(rendered, most=size)) == ""


def test_of_a_table_along_time_the_latest_rows_are_kept(demo_programme: Programme) -> None:
    rendered = render(CHARTS["lever-mix"], Question.from_query(demo_programme, ""))
    table = table_of(rendered, most=4)
    assert table.latest
    assert table.rows[-1][0].text.replace(words.NO_BREAK, " ") == "31 Mar 2020"
    assert left_out_said(table).startswith("The latest 4 of ")


def test_lines_are_told_side_by_side_and_never_as_zero_where_nothing_is_known(
    demo_programme: Programme,
) -> None:
    rendered = render(CHARTS["trajectory"], Question.from_query(demo_programme, ""))
    plot = native(rendered, size=Size(16 * CM, 8 * CM))
    assert isinstance(plot, Plot)
    table = table_behind(rendered, plot, most=100)
    proved = [column.label for column in table.columns].index("Proved")
    forecast = [column.label for column in table.columns].index("Illustrative forecast")
    said = {row[0].text.replace(words.NO_BREAK, " "): row for row in table.rows}
    now = rendered.frame.loc[rendered.frame["series"] == "proved", "value"].iloc[-1]
    assert said["31 March 2020"][proved].text == f"{now:.0f}"
    assert said["31 December 2020"][proved].text == "–"
    assert said["31 December 2018"][forecast].text == "–"
