from datetime import date

import pytest
from factories import area, make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.bridges import support
from dashboard.indicators.coverage import candidate_places
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question

LONDON = Filters(region=("E12000007",))


def gave(key, slug, on, kind="one_to_one", **facts):
    row = {"support": key, "bridge": "a-new-direction", "partnership": slug, "support_on": on}
    return row | {"support_type": kind} | facts


PROGRAMME = make_programme(
    partnerships=[
        partnership("ash"),
        partnership("birch"),
        partnership("cedar", bridge="ive"),
        partnership("young", bridge=None),
        partnership("alone", bridge=None),
    ],
    statuses=[
        status("ash", "established", "2016-01-01"),
        status("birch", "delivering", "2016-01-01"),
        status("cedar", "established", "2016-01-01"),
        status("young", "emerging", "2016-01-01"),
        status("alone", "established", "2016-01-01"),
    ],
    partnership_areas=[area("ash", "E09000007")],
    support=[
        gave("s1", "ash", "2020-03-31", hours=2.0, is_illustrative=True),
        gave("s2", "ash", "2019-10-01", hours=1.5),
        gave("s3", "ash", "2019-10-01", "artsmark_advice"),
        gave("s4", "birch", "2019-09-30"),
        gave("s5", "birch", "2016-05-01", "connected_lab", hours=12.0),
        gave("s6", "cedar", "2020-04-01"),
        gave("s7", "young", "2020-01-01", "connected_lab"),
        gave("p1", None, "2020-02-01", "connected_network", area_code="E07000167", hours=3.0),
        gave("p2", None, "2019-06-01", "one_to_one", area_code="E07000168", is_illustrative=True),
        gave("p3", None, "2019-03-01", "one_to_one", area_code="E09000003"),
        gave("p4", None, "2019-08-01", "connected_network", area_code="E09000007"),
        gave("p5", None, "2019-08-02", "connected_network", area_code="X99999999"),
    ],
)


def test_support_reaches_counted_partnerships_that_had_any_in_six_months():
    value = support.support_reach(Question(PROGRAMME, Filters()))
    assert (value.value, value.numerator, value.denominator, value.n) == (None, 1, 4, 4)
    assert value.note == "Too few to report: 4 counted partnerships."
    value = rounded(support.support_reach(Question(PROGRAMME, Filters(emerging=True))))
    assert (value.value, value.numerator, value.denominator, value.n) == (40.0, 2, 5, 5)
    assert (value.low, value.high) == (11.8, 76.9)
    assert value.rating == "unrated"
    assert value.note == (
        "2 of 5 counted partnerships had support in the last 6 months. One-to-one 1, Artsmark advice 1 and "
        "Connected Lab 1. Connected Lab so far: 2 of 5 (40\u00a0%). 95\u00a0% interval: 12 to 77\u00a0%."
    )


def test_before_any_support_is_on_record_its_reach_is_not_known():
    value = support.support_reach(Question(PROGRAMME, Filters(as_at=date(2016, 4, 30))))
    assert (value.value, value.numerator, value.denominator, value.n) == (None, None, None, 0)
    assert value.note == "Not known: no support is on record by 30 April 2016."


def test_the_switch_counts_emerging_ones_too():
    value = support.support_reach(Question(PROGRAMME, Filters(emerging=True)))
    assert (value.numerator, value.denominator) == (2, 5)


def test_without_counted_partnerships_or_support_there_is_no_share():
    value = support.support_reach(Question(PROGRAMME, Filters(bridge=("nobody",))))
    assert value.note == "Too few to report: no counted partnerships."
    nothing = support.support_reach(Question(make_programme(), Filters()))
    assert nothing.note.startswith("Not published: no source gives the support of partnerships.")


def test_each_type_has_its_partnerships_times_and_hours():
    frame = support.by_type(Question(PROGRAMME, Filters())).set_index("support_type")
    assert len(frame) == 7
    columns = ["partnerships", "share", "times", "hours"]
    assert frame.loc["one_to_one", columns].to_list() == [1, 0.25, 2, 3.5]
    assert frame.loc["artsmark_advice", ["partnerships", "times"]].to_list() == [1, 1]
    assert frame["hours"].isna().sum() == 6


def test_places_with_support_of_their_own_stand_on_the_authorities_of_the_date():
    frame = candidate_places.supported(Question(PROGRAMME, Filters()))
    assert frame["area_code"].to_list() == ["E07000167", "X99999999", "E09000007", "E07000168"]
    assert frame["has_partnership"].to_list() == [False, False, True, False]
    assert frame["area"].isna().to_list() == [False, True, False, False]
    merged = candidate_places.supported(
        Question(PROGRAMME, Filters(as_at=date(2023, 5, 1), since=date(2019, 4, 1)))
    )
    rows = merged.set_index("area_code")
    columns = ["area", "times", "hours", "label", "is_illustrative"]
    assert rows.loc["E06000065", columns].to_list() == [
        "North Yorkshire",
        2,
        3.0,
        "Connected Network",
        True,
    ]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [(LONDON, ["E09000007"]), (Filters(since=date(2019, 9, 1)), ["E07000167"])],
)
def test_places_are_restricted_by_where_they_lie_and_when(asked, codes):
    assert candidate_places.supported(Question(PROGRAMME, asked))["area_code"].to_list() == codes
