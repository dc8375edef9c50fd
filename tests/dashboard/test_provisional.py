"""What waits for a decision is counted with a switch only, and marked to the cell."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.components.tile import tile_said
from dashboard.exports.rows import payload, tidy
from dashboard.exports.tables.answers import indicator_rows
from dashboard.exports.tables.files import chart_file
from dashboard.filters import Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.pages import meetings
from dashboard.pages.page import said
from dashboard.question import QueryError, Question
from dashboard.text_reports import answers
from data.programme.programme import Programme, load
from data.returns.imports import Quarter, hand_in, prepare
from data.returns.imports.rebuild import with_waiting
from data.returns.reader import Source
from data.store.engine import open_store

FILE = Source(
    "meetings.csv",
    b"meeting,partnership,held_on,format,purpose,state\nm9,camden-spark,2020-02-04,closed_meeting,decision,held\n",
)


@pytest.fixture
def programme(own_demo_store: str) -> Programme:
    """The demo store with one return that waits: a decision meeting of Camden Spark."""
    engine = open_store(own_demo_store)
    of = Quarter("a-new-direction", date(2020, 3, 31), date(2020, 4, 20))
    hand_in(engine, prepare(engine, (FILE,), of=of), (FILE,), sender="Ann")
    return load(engine, waiting=with_waiting)


def asked(programme: Programme, query: str = "provisional=show") -> Question:
    return Question.exactly(programme, query)


def test_only_accepted_rows_count(programme: Programme) -> None:
    question, shown = asked(programme, ""), asked(programme)
    assert question.accepted is question
    assert shown.accepted.programme is programme
    values = {row["key"]: row for row in indicator_rows(question)}
    with_what_waits = {row["key"]: row for row in indicator_rows(shown)}
    assert "provisional" not in values["decision_fit"]
    assert with_what_waits["decision_fit"]["denominator"] == values["decision_fit"]["denominator"] + 1
    changed = {key for key, row in with_what_waits.items() if row["provisional"]}
    assert "decision_fit" in changed
    assert changed.isdisjoint({"established", "lever_mix", "core_groups"})
    assert all(values[key]["value"] == with_what_waits[key]["value"] for key in values if key not in changed)


def test_a_number_and_a_sentence_say_that_they_are_provisional(programme: Programme) -> None:
    question = asked(programme)
    indicator = next(one for one in INDICATORS if one.key == "decision_fit")
    tile = tile_said(indicator, value_of(indicator, question))
    assert tile["number"].endswith(" [p]")
    assert "[p] without returns that wait for a decision: " in tile["more"]
    assert "Provisional [p]" not in said(meetings.PAGE, asked(programme, ""))
    rendered = render(CHARTS["format-purpose"], question)
    assert "Provisional [p]".lower() in rendered.headline.lower()


def test_a_table_names_the_cells_that_are_provisional(programme: Programme) -> None:
    rendered = render(CHARTS["format-purpose"], asked(programme))
    marked = tidy(rendered)
    told = marked[marked["provisional"].notna()]
    assert len(told) == 1
    assert told["provisional"].tolist() == [rendered.columns["meetings"]]
    assert "provisional" in [column["key"] for column in payload(rendered)["columns"]]


def test_a_cell_of_a_workbook_is_marked_and_stays_a_number(programme: Programme) -> None:
    rendered = render(CHARTS["format-purpose"], asked(programme))
    page = openpyxl.load_workbook(io.BytesIO(chart_file(rendered, "xlsx")))["format-purpose"]
    marked = [cell for row in page.iter_rows() for cell in row if "[p]" in cell.number_format]
    assert [page.cell(1, cell.column).value for cell in marked] == [rendered.columns["meetings"]]
    assert all(isinstance(cell.value, int) for cell in marked)
    with zipfile.ZipFile(io.BytesIO(chart_file(rendered, "ods"))) as package:
        content = package.read("content.xml").decode()
    (held,) = re.findall(r'<table:table-cell[^>]*table:style-name="whole-provisional"[^>]*>', content)
    assert f'office:value="{marked[0].value}"' in held
    before = render(CHARTS["format-purpose"], asked(programme, ""))
    pages = openpyxl.load_workbook(io.BytesIO(chart_file(before, "xlsx")))["format-purpose"]
    assert not [cell for row in pages.iter_rows() for cell in row if "[p]" in cell.number_format]


def test_the_table_of_a_terminal_marks_the_numbers_that_are_provisional(programme: Programme) -> None:
    shown = answers.indicators(asked(programme), "table")
    changed = [row for row in indicator_rows(asked(programme)) if row["provisional"]]
    lines = [[cell.strip() for cell in line.split("│")] for line in shown.splitlines() if "│" in line]
    assert [int(cells[1]) for cells in lines if cells[3].endswith(" [p]")] == [
        row["number"] for row in changed
    ]
    assert "[p] without" in " ".join(cells[-2] for cells in lines)
    assert "[p]" not in answers.indicators(asked(programme, ""), "table")


def test_a_chart_that_nothing_waiting_changes_has_no_such_column(programme: Programme) -> None:
    assert "provisional" not in render(CHARTS["lever-mix"], asked(programme)).columns


def test_the_list_of_what_is_missing_stays_the_one_of_what_is_accepted(programme: Programme) -> None:
    now, shown = (
        render(CHARTS["returns-by-bridge"], asked(programme, query)).frame
        for query in ("", "provisional=show")
    )
    assert now.equals(shown)
    mine = now[(now["bridge"] == "A New Direction") & (now["period_end"] == "2020-03-31")].iloc[0]
    assert mine["received"] == 1


def test_the_switch_is_a_filter_like_others(programme: Programme) -> None:
    assert asked(programme).filters == Filters(provisional=True)
    assert Filters(provisional=True).to_query() == "provisional=show"
    assert asked(programme, "provisional=hide").filters == Filters()
    with pytest.raises(QueryError, match="“yes” is not a known value of “provisional”"):
        asked(programme, "provisional=yes")
