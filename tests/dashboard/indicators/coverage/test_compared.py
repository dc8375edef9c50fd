"""Two days or two places side by side, and what changed between two days."""

import pytest

from dashboard.charts.compared import NARROWS
from dashboard.charts.render import CHARTS, render
from dashboard.compose_paper import read
from dashboard.exports.rows import export_address
from dashboard.indicators.coverage import compared, coverage
from dashboard.indicators.shared import selection
from dashboard.pages import QuestionReader, find
from dashboard.pages import compared as compared_page
from dashboard.pages.page import said
from dashboard.question import Question
from data.programme.programme import Programme


def asked(programme: Programme, query: str) -> Question:
    return Question.from_query(programme, query, keys=NARROWS)


def counted(question: Question) -> set[str]:
    frame = selection.selected(question)
    return set(frame.loc[frame["is_counted"], "partnership"])


def covered(question: Question) -> set[str]:
    frame = coverage.by_area(question)
    return set(frame.loc[frame["state"].isin(["whole", "part"]), "area_code"])


@pytest.mark.parametrize("days", [("2019-06-30", "2020-03-31"), ("2016-12-31", "2018-09-30")])
@pytest.mark.parametrize("filters", ["", "&illustrative=hide", "&region=E12000007", "&include=emerging"])
def test_the_changes_are_the_differences_of_what_is_counted_and_covered_on_both_days(
    demo_programme: Programme, days: tuple[str, str], filters: str
) -> None:
    first, last = days
    before, after = (Question.from_query(demo_programme, f"as_at={day}{filters}") for day in days)
    frame = compared.changes(asked(demo_programme, f"as_at={last}&compare={first}{filters}"))

    def of(kind: str, column: str) -> set[str]:
        return set(frame.loc[frame["what"] == kind, column])

    assert of("Partnership counted since", "partnership") == counted(after) - counted(before)
    assert of("Partnership no longer counted", "partnership") == counted(before) - counted(after)
    assert of("Authority gained", "area_code") == covered(after) - covered(before)
    assert of("Authority lost", "area_code") == covered(before) - covered(after)
    assert (frame["partnership"].isna() != frame["area_code"].isna()).all()
    assert (frame["before"] != frame["after"]).all()


def test_the_later_day_comes_last_whichever_is_compared_with(demo_programme: Programme) -> None:
    one = compared.changes(asked(demo_programme, "as_at=2020-03-31&compare=2018-03-31"))
    other = compared.changes(asked(demo_programme, "as_at=2018-03-31&compare=2020-03-31"))
    assert len(one) > 5
    assert one.equals(other)


def test_the_numbers_of_a_side_are_those_of_its_own_page(demo_programme: Programme) -> None:
    question = asked(demo_programme, "region=E12000007&compare=E12000002")
    numbers = compared.numbers(question).set_index("measure")
    for side, region in (("first", "E12000002"), ("second", "E12000007")):
        alone = Question.from_query(demo_programme, f"region={region}")
        assert numbers.loc["Partnerships counted", side] == len(counted(alone))
        assert numbers.loc["Authorities", side] == len(coverage.by_area(alone))
        assert numbers.loc["Authorities covered, as a whole or in part", side] == len(covered(alone))
    assert compared.changes(question).empty
    said = render(CHARTS["compared-changes"], question).reason_empty
    assert said.startswith("No partnership and no authority changed; between two places nothing can.")


def test_the_maps_are_those_of_both_sides_and_their_files_say_so(demo_programme: Programme) -> None:
    question = asked(demo_programme, "region=E12000007&compare=2018-03-31")
    first, second = (render(CHARTS[f"compared-{side}"], question) for side in ("first", "second"))
    past = render(
        CHARTS["area-coverage"], Question.from_query(demo_programme, "region=E12000007&as_at=2018-03-31")
    )
    assert first.frame.equals(past.frame)
    assert first.headline.startswith("Illustrative: London, 31 March 2018: ")
    assert second.headline.startswith("Illustrative: London, 31 March 2020: ")
    again = asked(demo_programme, export_address(first, "csv").partition("?")[2])
    assert render(CHARTS["compared-first"], again).frame.equals(first.frame)


@pytest.mark.parametrize("query", ["as_at=2000-01-01&compare=2019-12-31", "area=E09000007&compare=E12000001"])
def test_numbers_of_which_one_side_is_illustrative_are_said_to_be(
    demo_programme: Programme, query: str
) -> None:
    question = asked(demo_programme, query)
    second = render(CHARTS["compared-second"], question)
    assert not second.headline.startswith("Illustrative")
    assert render(CHARTS["compared-numbers"], question).headline.startswith("Illustrative: ")
    assert said(compared_page.PAGE, question).startswith("Illustrative: ")


def test_a_place_is_called_as_within_a_sentence(demo_programme: Programme) -> None:
    question = asked(demo_programme, "bridge=ive&compare=E12000001&illustrative=hide")
    headline = render(CHARTS["compared-numbers"], question).headline
    assert "; the patch of IVE: " in headline
    assert render(CHARTS["compared-second"], question).headline.startswith("The patch of IVE: ")


@pytest.mark.parametrize(
    ("query", "value", "ignored"),
    [
        ("compare=2019-03-30", "2019-03-30", 0),
        ("compare=E12000001", "E12000001", 0),
        ("compare=2019-03-31&compare=2018-03-31", "2019-03-31", 1),
        ("compare=soon", "2019-12-31", 1),
        ("compare=", "2019-12-31", 1),
        ("compare=0001-01-01", "2019-12-31", 1),
    ],
)
def test_what_is_compared_with_is_one_day_or_region_else_three_months_before(
    demo_programme: Programme, query: str, value: str, ignored: int
) -> None:
    question = asked(demo_programme, query)
    assert compared.asked(question) == value
    assert len(question.ignored) == ignored


def test_the_address_of_coverage_compares_where_it_is_asked_to(demo_programme: Programme) -> None:
    class Current:
        def get(self) -> Programme:
            return demo_programme

    reader = QuestionReader(Current())  # type: ignore[arg-type]
    page, question = reader.question_for("/coverage", "?compare=2019-06-30")
    assert page is not find("/coverage")[0]
    assert [one.label for one in question.narrowed] == ["compared with 30 June 2019"]
    assert question.query == "", "other pages do not compare"
    plain, elsewhere = reader.question_for("/levers", "?compare=2019-06-30")
    assert plain is find("/levers")[0]
    assert len(elsewhere.ignored) == 1


def test_a_paper_compares_as_its_address_says_and_names_the_command_that_does(
    demo_programme: Programme,
) -> None:
    query = "chart=compared-changes&chart=area-coverage&compare=2019-06-30"
    paper, ignored = read(demo_programme, query, exactly=True)
    assert ignored == ()
    changes, alone = paper.figures
    assert "Between 30 June 2019 and 31 March 2020" in changes.headline
    assert "compared with" not in alone.subtitle
    assert "--compare 2019-06-30" in paper.command
