"""The main answer and its tiles say what is published first; what illustrative rows would say stands apart."""

from factories import area, make_programme, partnership, status

from dashboard.charts.render import CHARTS, render
from dashboard.components.tile import tile, tile_number, tile_said
from dashboard.compose_paper import usual_summary
from dashboard.exports.paper.paper import Figure
from dashboard.exports.paper.texts import notes
from dashboard.filters import Filters
from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.pages import find, overview
from dashboard.pages.page import published_first, said
from dashboard.question import Question
from data.programme.programme import Programme

LISTED = {indicator.key: indicator for indicator in INDICATORS}


def of_ten(made_up: int) -> Programme:
    """Ten established partnerships in Camden, so many of them by illustrative rows, with a target of 50."""
    slugs = [f"p{number}" for number in range(10)]
    return make_programme(
        partnerships=[partnership(slug) for slug in slugs],
        statuses=[
            status(slug, "established", "2016-01-01", is_illustrative=place < made_up)
            for place, slug in enumerate(slugs)
        ],
        partnership_areas=[area(slug, "E09000007") for slug in slugs],
        published_counts=[("2019-03-31", "day", 12.0, "now 12", "stock", "a page")],
    )


def test_the_main_answer_is_what_is_proved_and_the_illustrative_one_comes_last():
    answer = overview.answer(Question(of_ten(4), Filters()))
    assert answer == (
        "Not proved: 6 partnerships are proved to be counted on 31 March 2020, and up to 10 may be, of at least 50 by "
        "31 December 2020; with illustrative rows counted too it would be 10, and 10 by 31 December 2020."
    )


def test_what_was_published_stands_under_the_main_answer():
    (line,) = overview.published_beside(Question(of_ten(4), Filters()))
    assert line["props"]["children"] == (
        "12 were published for 31 March 2019 (“now 12”). 10 held; 12 were published for 31 March 2019."
    )
    assert overview.published_beside(Question(make_programme(), Filters())) == []


def test_without_illustrative_rows_nothing_is_said_of_them():
    assert "llustrative" not in overview.answer(Question(of_ten(4), Filters(illustrative=False)))


def test_a_tile_of_the_main_page_has_the_published_number_and_says_the_other_apart():
    value = published_first(LISTED["forecast"], Question(of_ten(4), Filters()))
    assert (value.value, value.illustrative_share) == (6, 0)
    assert value.note.endswith("Illustrative: 10 with generated rows counted too.")
    established = published_first(LISTED["established"], Question(of_ten(4), Filters()))
    assert tile_number(LISTED["established"], established) == (
        "6",
        "proved of 50 aimed for, up to 10 possible",
    )


def test_a_tile_of_which_more_than_a_tenth_is_illustrative_is_marked():
    def marked(made_up: int) -> bool:
        overlap = LISTED["overlap"]
        return "mark-illustrative" in str(
            tile(tile_said(overlap, value_of(overlap, Question(of_ten(made_up), Filters()))))
        )

    assert [marked(made_up) for made_up in (0, 1, 2)] == [False, False, True]


def test_an_answer_and_a_line_of_a_paper_say_that_they_are_illustrative():
    page = find("/coverage")[0]
    question = Question(of_ten(4), Filters())
    assert said(page, question).startswith("Illustrative: ")
    assert not said(page, Question(of_ten(1), Filters())).startswith("Illustrative")
    lines = usual_summary(question, (render(CHARTS["area-coverage"], question),))
    assert [line for line in lines if line.startswith("Illustrative: ")] == [said(page, question)]


def test_the_notes_of_a_slide_say_it_too():
    rendered = render(CHARTS["by-region"], Question(of_ten(4), Filters()))
    assert "In words: Illustrative: " in notes(Figure.of(rendered, number=1))
