"""Whatever is asked, every form holds exactly the rows of the page's table twin, and says what was asked."""

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import words
from dashboard.charts.chart import Rendered
from dashboard.charts.render import CHARTS, counting_rule, render, rule_beside_name
from dashboard.exports.pictures.pictures import pictures
from dashboard.exports.tables.files import chart_file
from dashboard.exports.tables.workbook.contents import values_of
from dashboard.exports.tables.workbook.model import sheet_name, tidy_text, unlike
from dashboard.filters import Filters
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import LEVERS, SECTORS
from tests.dashboard.exports.pictures.test_pictures import DRAWN, said_in
from tests.reading_back import (
    csv_rows,
    json_rows,
    ods_cells,
    raw_rows,
    rows_of_files,
    seen,
    table_below,
    xlsx_cells,
)

pytestmark = pytest.mark.thorough

REGIONS = [f"E1200000{number}" for number in range(1, 10)]
ACE_AREAS = ("london", "midlands", "north", "south-east", "south-west")
BRIDGES = ("a-new-direction", "artswork", "curious-minds", "festival-bridge", "real-ideas")
DATES = [None, date(2014, 12, 31), date(2017, 6, 30), date(2019, 4, 1), date(2020, 12, 31), date(2023, 4, 1)]


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=2, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    as_at=st.sampled_from(DATES),
    since=st.sampled_from([None, date(2013, 1, 1), date(2019, 10, 1)]),
    region=some(REGIONS),
    ace_area=st.one_of(st.just(()), some(ACE_AREAS)),
    bridge=st.one_of(st.just(()), some(BRIDGES)),
    sector=st.one_of(st.just(()), some(list(SECTORS))),
    lever=st.one_of(st.just(()), some(list(LEVERS))),
    emerging=st.booleans(),
    illustrative=st.booleans(),
    method=st.sampled_from(["primary", "weighted"]),
)


def answered(programme: Programme, filters: Filters, key: str) -> Rendered:
    return render(CHARTS[key], Question.from_query(programme, filters.to_query(), partnership="camden-spark"))


def header_of(rendered: Rendered) -> list[str]:
    return list(unlike(tuple(column["label"] for column in values_of(rendered)[0])))


@settings(max_examples=50)
@given(filters=FILTERS, keys=st.lists(st.sampled_from(sorted(CHARTS)), min_size=3, max_size=3, unique=True))
def test_every_form_holds_exactly_the_rows_of_the_table_twin(
    demo_programme: Programme, filters: Filters, keys: list[str]
) -> None:
    for rendered in (answered(demo_programme, filters, key) for key in keys):
        shown = rows_of_files(rendered)
        as_json = chart_file(rendered, "json")
        assert json_rows(as_json) == shown
        assert csv_rows(chart_file(rendered, "csv")) == raw_rows(as_json)
        sheet = sheet_name(rendered.chart.key, taken={"cover", "contents", "notes"})
        for cells in (
            xlsx_cells(chart_file(rendered, "xlsx"), sheet),
            ods_cells(chart_file(rendered, "ods"), sheet),
        ):
            rows = table_below(cells, header_of(rendered))
            assert [tuple(map(seen, row)) for row in rows] == [tuple(map(tidy_text, row)) for row in shown]


@settings(max_examples=50)
@given(filters=FILTERS, key=st.sampled_from(sorted(CHARTS)))
def test_every_spreadsheet_says_filters_date_rule_source_and_mark(
    demo_programme: Programme, filters: Filters, key: str
) -> None:
    rendered = answered(demo_programme, filters, key)
    asked = rendered.question
    on = asked.on
    rule = rule_beside_name(counting_rule(rendered.chart, asked))
    said = (asked.filters.describe(asked.known), rule, rendered.headline)
    sheet = sheet_name(key, taken={"cover", "contents", "notes"})
    for form, cells in (("xlsx", xlsx_cells), ("ods", ods_cells)):
        content = chart_file(rendered, form)
        cover = {row[0]: row[1] for row in cells(content, "Cover") if len(row) > 1}
        assert (cover["Filters"], cover["Counting rule"], cover["Finding"]) == said
        assert f"{cover['As at']:%Y-%m-%d}" == f"{on:%Y-%m-%d}"
        assert (cover["Illustrative data"] == "None.") != rendered.illustrative
        notes = {row[0]: row[1] for row in cells(content, "Notes") if len(row) > 1}
        assert notes[f"{sheet}: measure, place and period"] == rendered.subtitle
        assert notes[f"{sheet}: source, date and counting"] == rendered.source


@pytest.mark.usefixtures("with_chrome")
def test_pictures_of_fifty_random_questions_say_what_was_asked(demo_programme: Programme) -> None:
    chance = random.Random(2015)  # noqa: S311
    rendereds = [answered(demo_programme, drawn_by(chance), chance.choice(DRAWN)) for _ in range(50)]
    for rendered, svg in zip(rendereds, pictures(rendereds, "svg"), strict=True):
        said = said_in(svg)
        asked, is_of_one = rendered.question, rendered.chart.subject == "needed"
        for part in (
            "Camden Spark"
            if is_of_one
            else asked.filters.describe(asked.known),  # no place changes what one did
            f"As at {words.day(asked.on)}",
            counting_rule(rendered.chart, asked),
        ):
            assert " ".join(part.replace("\xa0", " ").split()) in said


def drawn_by(chance: random.Random) -> Filters:
    return Filters(
        as_at=chance.choice(DATES),
        region=tuple(chance.sample(REGIONS, chance.randint(0, 2))),
        bridge=tuple(chance.sample(BRIDGES, chance.randint(0, 1))),
        sector=tuple(chance.sample(sorted(SECTORS), chance.randint(0, 1))),
        emerging=chance.random() < 0.5,
        illustrative=chance.random() < 0.7,
    )
