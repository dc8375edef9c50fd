"""The print view holds what the paper says: figures with their words, tables row by row, nothing that would run."""

import json
from collections.abc import Mapping

import pytest
from asking import random_questions
from lxml import html
from lxml.html import HtmlElement

from dashboard import compose_paper
from dashboard.charts.render import CHARTS
from dashboard.exports.paper.paper import Paper
from dashboard.exports.pdf.print_view import Links, is_drawn, page
from dashboard.exports.rows import ChartTable, chart_table
from dashboard.vocabulary import vocabulary
from data.programme.programme import Programme
from tests.factories import area, make_programme, partnership, status

pytestmark = pytest.mark.thorough

NASTY = "=cmd|'!A0' & <b>\"Ŵoé\"</b> </script><script>alert(1)</script> {x} %0d%0a"
LINKS = Links(style="/style.css", scripts=("/script.js",))


def paper(programme: Programme, query: str = "") -> Paper:
    return compose_paper.read(programme, query)[0]


def shown(made: Paper, ignored: tuple[str, ...] = ()) -> HtmlElement:
    return html.document_fromstring(page(made, links=LINKS, ignored=ignored))


def tables(tree: HtmlElement) -> list[list[list[str]]]:
    """The cells of every table, row by row, its head first."""
    return [
        [[cell.text_content() for cell in row.iterchildren()] for row in table.iter("tr")]
        for table in tree.iter("table")
    ]


def expected(table: ChartTable) -> list[list[str]]:
    return [list(table.labels), *(list(row) for row in table.rows)]


def groups_of(programme: Programme) -> Mapping[str, list[str]]:
    known = vocabulary(programme)
    return {key: list(known[key]) for key in ("region", "ace_area", "bridge")}


def test_the_rows_of_fifty_random_papers_are_the_rows_of_their_tables(demo_programme: Programme) -> None:
    """Below each chart or in the annex; and what was asked is printed."""
    for filters in random_questions(dict(groups_of(demo_programme))):
        made = paper(demo_programme, filters.to_query())
        tree = shown(made)
        wanted = [expected(chart_table(figure)) for figure in made.figures if len(figure.frame)]
        assert sorted(tables(tree)) == sorted(wanted), filters
        said = tree.text_content()
        for words in (made.as_at, made.selection, made.store, *(one.source for one in made.figures)):
            assert words in said, filters


@pytest.fixture(scope="module")
def usual(demo_programme: Programme) -> tuple[Paper, HtmlElement]:
    made = paper(demo_programme)
    return made, shown(made)


def test_headings_lead_from_the_title_through_every_figure_to_the_annex(
    usual: tuple[Paper, HtmlElement],
) -> None:
    made, tree = usual
    headings = [(node.tag, node.text_content()) for node in tree.iter("h1", "h2", "h3")]
    assert headings[0] == ("h1", made.title)
    assert [text for tag, text in headings if tag == "h2"] == [
        "Purpose", "In short", "Findings", "Figures", "Method and evidence", "Annex: tables",
    ]  # fmt: skip
    for number, figure in enumerate(made.figures, start=1):
        assert ("h3", f"{number}. {figure.headline}") in headings


def test_every_chart_has_its_words_as_alternative_text(usual: tuple[Paper, HtmlElement]) -> None:
    made, tree = usual
    images = {image.get("id"): image.get("alt") for image in tree.iter("img")}
    assert images == {
        f"chart-{figure.chart.key}": f"{figure.headline}. {figure.text}"
        for figure in made.figures
        if is_drawn(figure)
    }


def test_tables_say_what_their_heads_are_for(usual: tuple[Paper, HtmlElement]) -> None:
    for table in usual[1].iter("table"):
        assert table.find("caption") is not None
        assert {head.get("scope") for head in table.find("thead").iter("th")} == {"col"}
        assert {head.get("scope") for head in table.find("tbody").iter("th")} == {"row"}


def test_method_sources_and_the_command_are_printed(usual: tuple[Paper, HtmlElement]) -> None:
    made, tree = usual
    said = tree.text_content()
    for words in (
        *(one.definition for one in made.definitions),
        *(sentence for _, sentence in made.rules),
        *(source.licence for source in made.sources),
        made.command,
        made.mark,
        *made.asked,
    ):
        assert words in said


def test_long_tables_stand_in_the_annex_and_are_pointed_to(usual: tuple[Paper, HtmlElement]) -> None:
    tree = usual[1]
    links = [link.get("href", "").removeprefix("#") for link in tree.iter("a")]
    assert links
    assert links == [
        section.get("id") for section in tree.find_class("annex")[0].iter("section") if section.get("id")
    ]


def test_a_chart_too_tall_for_a_page_gives_way_to_its_table(demo_programme: Programme) -> None:
    made = paper(demo_programme, "chart=sector-matrix&include=emerging")
    tree = shown(made)
    assert list(tree.iter("img")) == []
    assert "more rows than a page can show" in tree.text_content()
    assert len(tables(tree)[0]) == 1 + len(made.figures[0].frame)


def test_a_chart_with_nothing_to_show_says_why(demo_programme: Programme) -> None:
    made = paper(demo_programme, "chart=sector-gap&illustrative=hide")
    tree = shown(made)
    assert [node.text_content() for node in tree.find_class("message")] == [made.figures[0].reason_empty]
    assert tables(tree) == []


def test_what_was_ignored_is_said_on_the_screen_alone(demo_programme: Programme) -> None:
    tree = shown(paper(demo_programme), ("There is no chart called “x”.",))
    assert [node.text_content() for node in tree.find_class("ignored")] == [
        "Ignored: There is no chart called “x”."
    ]


def test_no_name_and_no_word_breaks_the_page() -> None:
    programme = make_programme(
        partnerships=[partnership("nasty", name=NASTY)],
        statuses=[status("nasty", "established", "2019-01-01")],
        partnership_areas=[area("nasty", "E09000007")],
    )
    made = compose_paper.read(programme, "chart=area-coverage&chart=partnerships")[0]
    made = compose_paper.paper(
        made.question, type(made.choice)(("area-coverage", "partnerships"), NASTY, NASTY, (NASTY,))
    )
    tree = shown(made)
    assert tree.find(".//h1").text_content() == NASTY
    assert tree.find(".//title").text_content() == NASTY
    assert NASTY in {cell for row in tables(tree)[-1] for cell in row}
    assert list(tree.iter("b")) == []
    assert [script.get("src") or script.get("type") for script in tree.iter("script")] == [
        "application/json", "application/json", "/script.js",
    ]  # fmt: skip


def test_the_page_carries_its_figures_as_data(usual: tuple[Paper, HtmlElement]) -> None:
    made, tree = usual
    figures = json.loads(tree.get_element_by_id("figures").text)
    assert [figure["id"] for figure in figures] == [
        f"chart-{figure.chart.key}" for figure in made.figures if is_drawn(figure)
    ]


@pytest.mark.parametrize("key", CHARTS)
def test_every_chart_can_stand_in_a_paper(demo_programme: Programme, key: str) -> None:
    made = paper(demo_programme, f"chart={key}&partnership=camden-spark")
    assert tables(shown(made)) == [
        expected(chart_table(figure)) for figure in made.figures if len(figure.frame)
    ]
