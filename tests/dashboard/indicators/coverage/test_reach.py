from dataclasses import replace
from datetime import date

import pytest
from factories import STATISTICS, area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.coverage import need, reach, thirds
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question

LONDON, YORKSHIRE = Filters(region=("E12000007",)), Filters(region=("E12000003",))


def with_areas(*areas, **overrides):
    slugs = dict.fromkeys(row["partnership"] for row in areas)
    return make_programme(
        partnerships=[partnership(slug) for slug in slugs],
        statuses=[status(slug, "established", "2016-01-01") for slug in slugs],
        partnership_areas=list(areas),
        **overrides,
    )


def test_area_coverage_says_whole_or_part_and_whole_only():
    programme = with_areas(area("a", "E09000007"), area("b", "E09000003", "part"))
    value = rounded(reach.area_coverage(Question(programme, Filters())))
    assert (value.value, value.numerator, value.denominator) == (33.3, 2, 6)
    assert (value.low, value.high) == (16.7, 33.3)
    assert value.note == (
        "As a whole 17\u00a0%. 95\u00a0% interval: 10 to 70\u00a0%. "
        "2 of 6 authorities covered as a whole or in part, 1 as a whole."
    )
    few = reach.area_coverage(Question(programme, LONDON))
    assert (few.value, few.numerator, few.denominator, few.low) == (None, 2, 3, None)
    assert few.note == (
        "Too few to report: 3 authorities. 2 of 3 authorities covered as a whole or in part, 1 as a whole."
    )


def test_an_authority_with_several_partnerships_is_covered_once():
    programme = with_areas(area("a", "E09000007"), area("b", "E09000007", "part"), area("c", "E09000007"))
    assert reach.area_coverage(Question(programme, Filters())).numerator == 1


def test_counted_partnerships_on_no_map_are_said_beside_the_coverage():
    programme = with_areas(area("a", "E09000007"), area("b", "X99999999"))
    assert reach.area_coverage(Question(programme, Filters())).note.endswith(
        "1 counted partnership is not placed: no authority of 2019 is known to hold it."
    )


def test_areas_carried_from_another_year_are_said():
    note = reach.area_coverage(Question(with_areas(area("a", "E06000065")), Filters())).note
    assert note.endswith("2 areas with a code of another year were carried to the authorities of 2019.")


def test_where_no_authority_matches_there_is_no_rate():
    value = reach.area_coverage(
        Question(with_areas(area("a", "E09000007")), Filters(region=("E12000007",), bridge=("ive",)))
    )
    assert (value.value, value.note) == (
        None,
        "Too few to report: no authorities. No authority matches the filters.",
    )


def test_cold_spots_count_the_authorities_without_any_live_partnership():
    programme = with_areas(area("a", "E09000007"), area("b", "E08000016"))
    value = reach.cold_spots(Question(programme, Filters(need="population_0_24")))
    assert (value.value, value.denominator) == (4, 6)
    assert value.note == (
        "Ranked by Children and young people aged 0 to 24, 30 June 2023, the highest first. "
        "Not known for 2 authorities of 2019, listed last."
    )
    assert reach.cold_spots(Question(programme, Filters())).note == "Not ranked."


def test_children_covered_are_weighed_by_the_share_of_their_authority():
    # Of 1,000: Camden whole 50, Barnet .4 of 150 = 60, half of Barking unknown 0 to 300.
    programme = with_areas(
        area("a", "E09000007"), area("b", "E09000003", "part", share=0.4), area("c", "E09000002", "part")
    )
    value = reach.cyp_coverage(Question(programme, Filters()))
    assert (value.numerator, value.denominator, value.value) == (110, 1000, 11.0)
    assert (value.low, value.high) == (11.0, 41.0)
    assert value.note == (
        "People aged 0 to 24 on 30 June 2023, on 5 authorities of 2023. "
        "A part whose share is not known counts as nothing; as all of it, 41\u00a0%."
    )


def test_children_are_counted_on_the_authorities_of_their_own_date():
    whole = with_areas(area("a", "E07000167"), area("a", "E07000168"))
    assert reach.cyp_coverage(Question(whole, YORKSHIRE)).value == 80.0
    half = with_areas(area("a", "E07000168"))
    value = reach.cyp_coverage(Question(half, YORKSHIRE))
    assert (value.value, value.high) == (0.0, 80.0)


def test_shares_of_several_partnerships_add_up_to_one_at_most():
    programme = with_areas(*(area(slug, "E09000002", "part", share=0.4) for slug in "ab"))
    assert reach.cyp_coverage(Question(programme, LONDON)).numerator == 240
    programme = with_areas(*(area(slug, "E09000002", "part", share=0.6) for slug in "ab"))
    assert reach.cyp_coverage(Question(programme, LONDON)).numerator == 300


def test_without_a_population_there_is_no_coverage_of_children():
    value = reach.cyp_coverage(Question(with_areas(area("a", "E09000007"), area_statistics=[]), Filters()))
    assert (value.value, value.note) == (None, "No number of children and young people is recorded.")


CODES = [f"E0900010{number:02}" for number in range(1, 16)]


def many(*, covered, incomes=range(1, 16), children=(10,) * 15, shares=None, marked=()):
    """Fifteen authorities with incomes and children; those numbered in `covered` have a partnership in a part of them,
    of those numbered in `marked` an illustrative one."""
    codes = CODES[: len(list(incomes))]
    slugs = {number: f"p{number}" for number in covered}
    statuses = [
        status(slug, "established", "2016-01-01", is_illustrative=number in marked)
        for number, slug in slugs.items()
    ]
    return make_programme(
        partnerships=[partnership(slug) for slug in slugs.values()],
        statuses=statuses,
        partnership_areas=[
            area(slug, codes[number - 1], "part", share=(shares or {}).get(number))
            for number, slug in slugs.items()
        ],
        areas=[(code, code, "lad") for code in codes],
        area_groupings=[(code, "region", "E12000007", "London") for code in codes],
        area_statistics=[
            (code, measure, day, float(value))
            for measure, day, values in (
                ("mean_income", "2022-04-05", incomes),
                ("population_0_24", "2023-06-30", children),
            )
            for code, value in zip(codes, values, strict=False)
        ],
    )


def gap(programme, **filters):
    return thirds.need_gap(Question(programme, Filters(**filters)))


def test_the_gap_is_the_neediest_thirds_share_less_that_of_the_least_needy_third():
    value = gap(many(covered=[1, 2, 3, 7, 15]))
    assert (value.value, value.numerator, value.denominator, value.n) == (40.0, 3, 5, 15)
    assert value.note.startswith(
        "The neediest third is ahead by 40 percentage points (95\u00a0% interval: −16 to 73). "
        "The neediest third: 3 of 5 authorities covered, "
    )
    assert value.note.endswith(
        "Measure: Mean income of taxpayers (£ a year), 5 April 2022, the lowest first, on 15 authorities of 2021."
    )


@pytest.mark.parametrize(
    ("covered", "number", "said"),
    [
        ([1, 2], 40.0, "The neediest third is ahead by 40 percentage points ("),
        ([14, 15], -40.0, "The least needy third is ahead by 40 percentage points ("),
        ([1, 15], 0.0, "The neediest third and the least needy third are covered alike ("),
    ],
)
def test_the_sign_of_the_gap_and_its_words_say_the_same(covered, number, said):
    value = gap(many(covered=covered))
    assert value.value == number
    assert value.note.startswith(said)


def test_the_sign_is_that_of_its_words_with_illustrative_rows_shown_and_hidden():
    programme = many(covered=[1, 2, 15], marked=[1, 2])
    shown, hidden = gap(programme), gap(programme, illustrative=False)
    assert (shown.value, hidden.value) == (20.0, -20.0)
    assert shown.note.startswith("The neediest third is ahead by 20 percentage points (")
    assert hidden.note.startswith("The least needy third is ahead by 20 percentage points (")


def test_the_children_covered_stand_beside_each_third():
    # Of the 100 in the neediest third .5 of 60, and 0 to all of 10; of the 50 in the least needy .2 of 10.
    children = [60, 10, 10, 10, 10, *([1] * 5), *([10] * 5)]
    value = gap(many(covered=[1, 2, 15], children=children, shares={1: 0.5, 15: 0.2}))
    assert (
        "The neediest third: 2 of 5 authorities covered, 30 to 40\u00a0% of 100 children and young people. "
        "The least needy third: 1 of 5 authorities covered, 4\u00a0% of 50 children and young people."
        in value.note
    )


def test_children_that_are_not_known_are_said():
    value = gap(many(covered=[1, 2], children=[10] * 14))
    assert "0\u00a0% of 40 children and young people (known for 4 of 5 authorities)." in value.note
    assert (
        "1 of 5 authorities covered, its children and young people not known."
        in gap(many(covered=[1], children=[])).note
    )


def test_of_equal_incomes_at_the_edge_of_a_third_more_children_come_first():
    incomes = [1, 2, 3, 4, 5, 5, *range(6, 15)]
    assert gap(many(covered=[6], incomes=incomes)).numerator == 0
    assert gap(many(covered=[6], incomes=incomes, children=[*[10] * 5, 20, *[10] * 9])).numerator == 1


def test_size_is_never_called_need():
    value = gap(many(covered=[15, 14], children=range(1, 16)), need="population_0_24")
    assert value.value == 40.0
    assert value.note.startswith("The largest third is ahead by 40 percentage points (")
    assert "need" not in value.note


def test_authorities_of_which_no_income_is_published_are_in_no_third_and_are_said():
    programme = many(covered=[1, 2])
    rows = programme.area_statistics
    unknown = (rows["measure"] == "mean_income") & (rows["area_code"] == CODES[7])
    one_more = with_areas(
        area("p1", CODES[0], "part"),
        areas=[(code, code, "lad") for code in [*CODES, "E09000199"]],
        area_groupings=[(code, "region", "E12000007", "London") for code in [*CODES, "E09000199"]],
        area_statistics=rows,
    )
    assert gap(one_more).note.endswith("on 15 of 16 authorities of 2021.")
    assert gap(replace(programme, area_statistics=rows[~unknown])).value is None


def test_thirds_of_fewer_than_five_are_too_few_to_report():
    value = gap(many(covered=[1], incomes=range(1, 15)))
    assert (value.value, value.n) == (None, 14)
    assert value.note.startswith("Too few to report.")


def test_overlap_names_the_authorities():
    programme = with_areas(area("a", "E09000007"), area("b", "E09000007", "part"), area("c", "E09000003"))
    value = reach.overlap(Question(programme, Filters()))
    assert (value.value, value.denominator, value.note) == (1, 6, "Camden.")
    assert reach.overlap(Question(programme, YORKSHIRE)).note == "No authority has more than one."


def test_of_a_partnership_that_no_area_holds_nobody_knows_whether_it_overlaps():
    programme = with_areas(area("a", "E09000007"), area("b", "X99999999"), area("c", "X99999999"))
    value = reach.overlap(Question(programme, Filters()))
    assert (value.value, value.note) == (
        0,
        "No authority has more than one. "
        "2 counted partnerships are not placed: no authority of 2019 is known to hold them.",
    )


@pytest.mark.parametrize(
    ("day", "value"), [(date(2015, 1, 1), 1.0), (date(2020, 1, 1), 2.0), (date(2024, 1, 1), 3.0)]
)
def test_a_statistic_is_the_latest_one_known_on_the_day_else_the_first(day, value):
    rows = [
        ("E09000007", "idaci", on, number)
        for on, number in (("2016-01-01", 1.0), ("2019-01-01", 2.0), ("2023-01-01", 3.0))
    ]
    programme = make_programme(area_statistics=[*STATISTICS, *rows])
    filters = Filters(as_at=day)
    assert need.needs(programme, "idaci", filters.on(programme)).to_dict() == {"E09000007": value}


def test_a_statistic_follows_a_code_that_only_changed():
    programme = make_programme(area_statistics=[("E08000038", "idaci", "2025-06-30", 0.2)])
    assert need.needs(programme, "idaci", Filters().on(programme)).to_dict() == {"E08000016": 0.2}


def test_a_statistic_nobody_recorded_is_empty():
    programme = make_programme()
    assert need.needs(programme, "luck", Filters().on(programme)).empty
    assert thirds.need_gap(Question(programme, Filters(need="luck"))).note == "No value of Luck is recorded."
    assert reach.cold_spots(Question(programme, Filters(need="luck"))).note.startswith("Not ranked.")
