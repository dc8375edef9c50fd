"""Whatever is in the store, the parts add up to the whole."""

from dataclasses import replace
from datetime import date

import pytest
from factories import AREAS, area, make_programme, partnership, status
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.coverage import coverage, reach, thirds
from dashboard.indicators.progress import changes, forecast, growth
from dashboard.indicators.shared import selection
from dashboard.indicators.shared.periods import steps_back
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import LIVE_STATUSES, STATUSES
from geo.vintages import VINTAGES

pytestmark = pytest.mark.thorough

CODES = [code for code, *_ in AREAS] + ["X99999999"]
DAYS = st.dates(date(2013, 1, 1), date(2026, 1, 1))
REGIONS = ("E12000003", "E12000007")
WHOLE_AND_PARTS = list(coverage.STATES)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Up to six partnerships with any statuses, dated or not, overlapping or not, anywhere or nowhere."""
    slugs = [f"p{number}" for number in range(draw(st.integers(0, 6)))]
    bridges = st.sampled_from(["a-new-direction", "ive", "no-patch"])
    statuses, areas = [], []
    for slug in slugs:
        for _ in range(draw(st.integers(0, 3))):
            begin, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
            if begin and end and end <= begin:
                begin, end = end, None
            name, generated = draw(st.sampled_from(list(STATUSES))), draw(st.booleans())
            statuses.append(status(slug, name, begin, end, is_illustrative=generated))
        for code in draw(st.lists(st.sampled_from(CODES), max_size=4, unique=True)):
            share = draw(st.none() | st.floats(0.05, 1))
            areas.append(area(slug, code, draw(st.sampled_from(["whole", "part"])), share=share))
    return make_programme(
        partnerships=[partnership(slug, bridge=draw(bridges)) for slug in slugs],
        statuses=statuses,
        partnership_areas=areas,
    )


filters = st.builds(
    Filters, as_at=DAYS, emerging=st.booleans(), existing=st.booleans(), illustrative=st.booleans()
)
reconciles = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@reconciles
@given(programmes(), filters)
def test_mapped_and_unmapped_are_all_partnerships(programme, asked):
    mapped = int(selection.selected(Question(programme, asked))["is_placed"].sum())
    assert mapped + len(coverage.unmapped(Question(programme, asked))) == len(programme.partnerships)


@reconciles
@given(programmes(), filters, st.sampled_from(["region", "ace_area", "bridge"]))
def test_groups_and_the_rest_add_up_to_england(programme, asked, grouping):
    frame = growth.by_region(Question(programme, asked), grouping=grouping)
    if grouping != "ace_area":
        assert frame["total"].sum() == len(programme.partnerships)
        assert frame["counted"].sum() == forecast.established(Question(programme, asked)).value
    statuses = [*LIVE_STATUSES, "dormant_or_ended", "no_status"]
    assert (frame[statuses].sum(axis=1) == frame["total"]).all()


@reconciles
@given(programmes(), filters)
def test_a_partnership_that_spans_arts_council_areas_counts_in_each_and_once_in_all(programme, asked):
    frame = growth.by_region(Question(programme, asked), grouping="ace_area")
    shown = frame.dropna(subset="ace_area_code").set_index("ace_area_code")["counted"]
    nowhere = frame.loc[frame["ace_area_code"].isna(), "counted"].sum()
    each = {
        area: forecast.established(Question(programme, replace(asked, ace_area=(area,)))).value
        for area in ("london", "north")
    }
    assert all(shown[area] == value for area, value in each.items())
    both = forecast.established(Question(programme, replace(asked, ace_area=("london", "north")))).value
    assert both + nowhere == forecast.established(Question(programme, asked)).value
    assert both <= sum(each.values())


@reconciles
@given(programmes(), filters)
def test_regions_asked_for_one_by_one_add_up_to_the_regions_of_england(programme, asked):
    england = growth.by_region(Question(programme, asked)).dropna(subset="region_code")
    alone = [
        forecast.established(Question(programme, replace(asked, region=(region,)))).value
        for region in REGIONS
    ]
    assert sum(alone) == england["counted"].sum()


@reconciles
@given(programmes(), filters, st.sampled_from(VINTAGES))
def test_states_of_areas_add_up_to_the_authorities_of_every_vintage(programme, asked, vintage):
    asked = replace(asked, as_at=vintage.from_date)
    regions = coverage.by_region(Question(programme, asked))
    assert regions[WHOLE_AND_PARTS].to_numpy().sum() == (5 if vintage.key == "2023" else 6)
    assert regions["authorities"].sum() == len(coverage.by_area(Question(programme, asked)))


@reconciles
@given(programmes(), filters)
def test_coverage_of_the_regions_adds_up_to_that_of_england(programme, asked):
    england = reach.area_coverage(Question(programme, asked))
    parts = [reach.area_coverage(Question(programme, replace(asked, region=(region,)))) for region in REGIONS]
    assert sum(part.numerator for part in parts) == england.numerator
    assert sum(part.denominator for part in parts) == england.denominator


@reconciles
@given(programmes(), filters)
def test_the_map_agrees_with_the_indicators(programme, asked):
    areas = coverage.by_area(Question(programme, asked))
    assert (
        reach.area_coverage(Question(programme, asked)).numerator
        == areas["state"].isin(["whole", "part"]).sum()
    )
    cold = areas[areas["state"] == "none"]
    assert reach.cold_spots(Question(programme, asked)).value == len(cold)
    assert (cold["live"] + cold["whole"] + cold["part"] == 0).all()
    assert cold["names"].isna().all()
    assert reach.overlap(Question(programme, asked)).value == (areas["whole"] + areas["part"] > 1).sum()
    children = reach.cyp_coverage(Question(programme, asked))
    assert 0 <= children.low <= children.high <= 100


@reconciles
@given(programmes(), filters)
def test_the_trajectory_ends_at_the_headline(programme, asked):
    last = growth.trajectory(Question(programme, asked)).iloc[-1]
    assert last["counted"] == forecast.established(Question(programme, asked)).value


@reconciles
@given(programmes(), filters)
def test_what_changed_leads_from_the_count_before_to_the_count_now(programme, asked):
    frame = changes.status_changes(Question(programme, asked))
    counted = list(selection.counted_statuses(asked))
    gained = frame["to_status"].isin(counted) & ~frame["from_status"].isin(counted)
    lost = frame["from_status"].isin(counted) & ~frame["to_status"].isin(counted)
    trajectory = growth.trajectory(Question(programme, asked))
    three_months = [
        trajectory["counted"].iloc[-1],
        forecast.established(Question(programme, _before(asked))).value,
    ]
    assert gained.sum() - lost.sum() == three_months[0] - three_months[1]


def _before(asked: Filters) -> Filters:
    start = steps_back(asked.on(make_programme()), months=3, steps=1)[0]
    return replace(asked, as_at=start.date())


@pytest.mark.parametrize("vintage", VINTAGES, ids=lambda vintage: vintage.key)
@pytest.mark.parametrize("illustrative", [True, False])
def test_the_demo_store_adds_up_at_every_vintage(demo_programme, vintage, illustrative):
    asked = Filters(as_at=vintage.from_date, illustrative=illustrative)
    regions = coverage.by_region(Question(demo_programme, asked))
    assert regions["authorities"].sum() == vintage.authorities
    assert regions[WHOLE_AND_PARTS].to_numpy().sum() == vintage.authorities
    london = replace(asked, region=("E12000007",))
    assert len(coverage.by_area(Question(demo_programme, london))) == 33
    one_by_one = [
        reach.area_coverage(Question(demo_programme, replace(asked, region=(region,)))).numerator
        for region in regions["region_code"]
    ]
    assert sum(one_by_one) == reach.area_coverage(Question(demo_programme, asked)).numerator
    unmapped = len(coverage.unmapped(Question(demo_programme, asked)))
    assert unmapped + selection.selected(Question(demo_programme, asked))["is_placed"].sum() == 110


def test_what_the_register_proves_is_counted_and_the_undated_are_named(demo_programme):
    value = forecast.established(Question(demo_programme, Filters(illustrative=False)))
    assert value.value == 14
    assert (value.low, value.verdict) == (value.value, "not_proved")
    assert value.high > 50


@pytest.mark.parametrize("illustrative", [True, False], ids=["shown", "hidden"])
@pytest.mark.parametrize("year", range(2016, 2022))
def test_the_sign_of_the_need_gap_is_that_of_its_words(
    demo_programme: Programme, year: int, *, illustrative: bool
):
    value = thirds.need_gap(
        Question(demo_programme, Filters(as_at=date(year, 3, 31), illustrative=illustrative))
    )
    ahead = {True: "The neediest third is ahead", False: "The least needy third is ahead"}
    said = (
        ahead[value.value > 0] if value.value else "The neediest third and the least needy third are covered"
    )
    assert value.note.startswith(said)
    assert f"The neediest third: {value.numerator} of {value.denominator} authorities covered" in value.note
    assert value.n == 290


def test_the_usual_cold_spots_are_ranked_by_income_the_lowest_first(demo_programme: Programme):
    frame = coverage.cold_spots(Question(demo_programme, Filters()))
    known = frame[frame["need"].notna()]
    assert known["need"].is_monotonic_increasing
    assert known["need"].between(25_900, 208_000).all()
    assert frame["need"].isna().to_numpy()[len(known) :].all()
    ties = known[known["need"].duplicated(keep=False)].groupby("need")["children"]
    assert ties.apply(lambda children: children.is_monotonic_decreasing).all()
