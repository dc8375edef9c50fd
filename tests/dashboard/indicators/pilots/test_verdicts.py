"""Who is ahead of, within and behind the middle half of the others, at an age at which there are enough of them."""

from datetime import date

import pytest
from factories import make_programme, partnership, status

from dashboard.charts.pilots import standing
from dashboard.charts.render import CHARTS, render
from dashboard.components.markup import markup
from dashboard.filters import Filters
from dashboard.indicators.pilots import verdicts
from dashboard.pages import pilots
from dashboard.question import Question

OTHERS = [f"o{number}" for number in range(1, 7)]
ALL = ["bristol", *OTHERS]
NAN = float("nan")


def programme(own: int, others=(1, 2, 2, 3, 3, 4), *, met="2017-01-01"):
    """A pilot with so many members and six others, whose first meetings were at one day, the pilot's on another."""
    sizes = dict(zip(ALL, [own, *others], strict=True))
    organisations = [(f"m{number}", f"M{number}", "school") for number in range(12)]
    facts = {"bristol": {"pilot": True, "first_meeting_on": met}}
    return make_programme(
        partnerships=[
            partnership(slug, **facts.get(slug, {"first_meeting_on": "2017-01-01"})) for slug in ALL
        ],
        statuses=[status(slug, "established", "2014-01-01") for slug in ALL],
        organisations=organisations,
        memberships=[
            (slug, f"m{number}", "member", "2014-01-01", None)
            for slug in ALL
            for number in range(sizes[slug])
        ],
    )


def asked(own, **more):
    return Question(programme(own, **more), Filters(as_at=date(2020, 3, 31)))


@pytest.mark.parametrize(("own", "place"), [(9, "ahead of"), (3, "within"), (2, "within"), (1, "behind")])
def test_a_pilot_is_placed_against_the_middle_half_of_the_others(own, place):
    (found,) = verdicts.at_equal_age(asked(own), "members")
    assert (found.place, found.low, found.high, found.others) == (place, 2, 3, 6)


def test_one_that_is_older_is_placed_at_the_last_age_that_enough_others_reached():
    (young,) = verdicts.at_equal_age(asked(9), "members")
    (old,) = verdicts.at_equal_age(asked(9, met="2014-01-01"), "members")
    assert (old.place, old.age) == ("ahead of", young.age)
    assert old.others == 6


def test_too_few_others_are_no_middle_half():
    question = asked(9)
    few = Question(
        make_programme(
            partnerships=question.programme.partnerships.head(4),
            statuses=question.programme.statuses,
            organisations=question.programme.organisations,
            memberships=question.programme.memberships,
        ),
        question.filters,
    )
    (found,) = verdicts.at_equal_age(few, "members")
    assert (found.place, found.value, found.others) == (verdicts.TOO_FEW, 9, 3)
    card = render(CHARTS["pilots-members"], few)
    assert card.headline.endswith("Organisations: too few others as old as Bristol (9)")
    assert pilots.verdict(few, {"bristol": "Bristol"}) == ""


def test_what_is_not_known_is_placed_nowhere():
    (found,) = verdicts.at_equal_age(asked(9), "activities")
    assert found.place == verdicts.NOT_KNOWN


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("meetings", 5.0, "ahead of"),
        ("meetings", 1.0, "behind"),
        ("days_since_meeting", 5.0, "behind"),
        ("months_to_delivery", 1.0, "ahead of"),
        ("SYN", 5.0, "above"),
        ("DEL", 1.0, "below"),
        ("DEL", 3.0, "within"),
        ("meetings", None, "not known"),
        ("meetings", NAN, "not known"),
        ("status", "Established", ""),
    ],
)
def test_which_way_is_ahead_depends_on_the_measure(key, value, said):
    assert verdicts.placed(key, value, 2.0, 4.0) == said


def test_without_a_middle_half_there_is_none_to_be_ahead_of():
    assert verdicts.placed("meetings", 3.0, NAN, NAN) == "too few others"


def test_the_headline_says_where_each_stands():
    names = {"a": "A", "b": "B", "c": "C"}

    def said(*places):
        return standing(
            [
                verdicts.Verdict(slug, "members", place, value=4)
                for slug, place in zip(names, places, strict=True)
            ],
            names,
        )

    assert (
        said("within", "within", "within") == "A (4), B (4) and C (4) within the middle half of others as old"
    )
    assert (
        said("ahead of", "behind", "within")
        == "A (4) ahead of the middle half of others as old; C (4) within it; B (4) behind it"
    )
    assert said("ahead of", "too few others", "not known") == (
        "A (4) ahead of the middle half of others as old; too few others as old as B (4)"
    )


def test_the_table_says_who_stands_out_and_the_answer_sums_it_up():
    question = asked(9)
    frame = render(CHARTS["pilots-comparison"], question).frame.set_index("label")
    assert frame.loc["Status", "stands"] != frame.loc["Status", "stands"]
    assert frame.loc["Core groups at the table, of five", "stands"] == "all within"
    assert pilots.answer(question).endswith(
        "Of 4 measures, against the middle half of the others at equal age: Bristol ahead on 1, within on 1."
    )


def test_the_page_says_what_three_points_can_not_show():
    said = markup(pilots.beneath(asked(9)))
    assert "does not say that piloting made it so" in said
    assert "the fewer others are as old: 6 where they are fewest" in said
