"""Indicators 13 to 18 and their frames on one small programme, worked out by hand.

London at 31 March 2020: Camden has all five core groups, Barnet three; nothing is known of Newcomer; Emerging
has two; Gone has closed. Barnsley, in Yorkshire, has four, and was established only in 2019.
"""

from dataclasses import replace
from datetime import date
from math import exp, log

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.representation import gaps, representation, seats
from dashboard.indicators.shared import members, statuses
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question
from data.taxonomy import COUNTED_STATUSES

MEMBERS = {
    "camden": ["council", "hall", "museum", "school", "nursery", "hub", "youth", "clinic"],
    "barnet": ["council-2", "hall-2", "college"],
    "barnsley": ["council-3", "hall", "university", "hub-3"],
    "emerging": ["hall-2", "school-2"],
}
ORGANISATIONS = [
    *(("council", "Council", "local_authority"), ("council-2", "Second Council", "local_authority")),
    *(("council-3", "Third Council", "local_authority"), ("hall", "Hall", "cultural_organisation")),
    *(("hall-2", "Second Hall", "cultural_organisation"), ("museum", "Museum", "cultural_organisation")),
    *(("school", "School", "school"), ("school-2", "Second School", "school")),
    *(("nursery", "Nursery", "early_years"), ("college", "College", "further_education")),
    *(("university", "University", "higher_education"), ("hub", "Hub", "music_education_hub")),
    *(("hub-3", "Third Hub", "music_education_hub"), ("youth", "Youth", "youth_sector")),
    ("clinic", "Clinic", "health"),
]
PROGRAMME = make_programme(
    partnerships=[
        *(partnership(slug) for slug in ("camden", "barnet", "newcomer", "emerging", "gone")),
        partnership("barnsley", bridge="ive"),
    ],
    statuses=[
        status("camden", "established", "2016-01-01", "2019-06-01"),
        status("camden", "delivering", "2019-06-01"),
        *(status(slug, "established", "2016-01-01") for slug in ("barnet", "newcomer")),
        status("emerging", "emerging", "2016-01-01"),
        status("gone", "closed", "2018-01-01"),
        status("barnsley", "established", "2019-03-31"),
    ],
    organisations=ORGANISATIONS,
    memberships=[
        *((slug, one, "member", "2016-01-01") for slug, seated in MEMBERS.items() for one in seated),
        ("camden", "hall", "chair", "2017-01-01"),
        ("barnet", "youth", "member", "2016-01-01", "2018-01-01"),
        ("barnet", "hub", "member", "2020-04-01"),
        ("gone", "hall", "member", "2015-01-01"),
    ],
    meetings=[
        ("c1", "camden", "2019-01-01", None, None, None, None, None, "held"),
        ("c2", "camden", "2019-06-01", None, None, None, None, None, "held"),
        ("c3", "camden", "2019-12-01", None, None, None, None, None, "held"),
        ("c4", "camden", "2020-01-01", None, None, None, None, None, "cancelled"),
        ("c5", "camden", "2020-04-01", None, None, None, None, None, "held"),
        ("b1", "barnet", "2019-06-01", None, None, None, None, None, "held"),
        ("y1", "barnsley", "2019-06-01", None, None, None, None, None, "held"),
    ],
    attendance=[
        ("c1", "youth", "present"),
        ("c2", "council", "present"),
        ("c2", "nursery", "substitute"),
        ("c3", "hall", "present"),
        ("c3", "hub", "apologies"),
        ("c4", "hub", "present"),
        ("c5", "hub", "present"),
        ("y1", "hall", "present"),
        ("y1", "hub-3", "absent"),
    ],
)
LONDON = Filters(bridge=("a-new-direction",))
HIDDEN = Filters(illustrative=False)
VALUES = {one.key: one for one in representation.INDICATORS}


def value(key, filters=Filters()):  # noqa: B008 - frozen
    return VALUES[key].compute(Question(PROGRAMME, filters))


def by_partnership(frame):
    return frame.set_index("partnership")


def tables(filters=Filters(), of=seats.asked):  # noqa: B008 - frozen
    rows = of(Question(PROGRAMME, filters))
    frame = pd.DataFrame({column: getattr(rows, column) for column in rows.__slots__})
    slugs = PROGRAMME.partnerships["partnership"].to_numpy()[rows.position]
    return frame.assign(partnership=slugs, rating=seats.ratings(rows))


def matrix(filters=Filters()):  # noqa: B008 - frozen
    question = Question(PROGRAMME, filters)
    return seats.cells(question, seats.asked(question))


def active(question):
    return seats.active(question, seats.asked(question))


def test_the_indicators_are_13_to_18_and_their_values_carry_their_keys_and_units():
    assert {one.number for one in representation.INDICATORS} >= set(range(13, 19))
    for one in representation.INDICATORS:
        found = one.compute(Question(PROGRAMME, Filters()))
        assert (found.key, found.unit) == (one.key, one.unit)


def test_core_groups_are_the_median_of_the_counted_whose_membership_is_known():
    found = value("core_groups")
    assert (found.value, found.numerator, found.denominator, found.n) == (4.0, 3, 4, 3)
    assert found.rating == "unrated"
    assert found.note == (
        "Median of 3 partnerships with a known membership, of 4 counted. 1 has 5 core groups, "
        "1 has 4 and 1 has 3. Of 2 established for over twelve months: 1 green, 0 amber, 1 red."
    )
    assert value("core_groups", replace(LONDON, emerging=True)).value == 3.0


def test_a_partnership_is_rated_only_once_it_is_established_for_over_twelve_months():
    assert tables().set_index("partnership")["rating"].to_dict() == {
        "camden": "green",
        "barnet": "red",
        "barnsley": "unrated",
        "emerging": "unrated",
        "newcomer": "unrated",
        "gone": "unrated",
    }
    a_day_later = by_partnership(tables(Filters(as_at=date(2020, 4, 1))))
    assert a_day_later.loc["barnsley", "rating"] == "amber"


def test_established_months_run_on_from_established_to_delivering():
    since = statuses.status_since(PROGRAMME, Question(PROGRAMME, Filters()).on, COUNTED_STATUSES)
    begun = dict(zip(PROGRAMME.partnerships["partnership"], pd.Series(since), strict=True))
    assert begun["camden"] == pd.Timestamp("2016-01-01")
    assert pd.isna(begun["emerging"])


def test_what_is_missing_comes_fewest_core_groups_first_and_unknown_is_not_missing():
    frame = tables(Filters(emerging=True), seats.neediest_first)
    assert frame["partnership"].tolist() == ["emerging", "barnet", "barnsley", "camden", "newcomer"]
    assert frame["core_groups"].tolist()[:4] == [2, 3, 4, 5]
    assert pd.isna(frame["core_groups"].tolist()[4])
    assert pd.isna(by_partnership(tables()).loc["gone", "core_groups"])
    cells = matrix()
    absent = cells[cells["presence"].eq("absent")].groupby("partnership")["sector"].agg(set)
    assert {"music_education_hub", "youth_sector"} < absent["barnet"]
    assert {"local_authority", "cultural_organisation"}.isdisjoint(absent["barnet"])
    assert not {"gone", "newcomer"} & {*absent.index}


def test_fully_represented_leaves_the_unknown_out():
    found = value("fully_represented")
    assert (found.value, found.numerator, found.denominator) == (None, 1, 3)
    assert found.note == (
        "Too few to report: 3 counted partnerships with a known membership. "
        "The membership of 1 other is not known."
    )


def test_the_largest_gap_is_that_of_a_core_sector_and_the_core_groups_are_named_too():
    found = value("sector_gap", LONDON)
    assert (found.value, found.numerator, found.denominator) == (None, 2, 2)
    assert found.note == "Too few to report: 2 counted partnerships with a known membership."


def test_sectors_are_counted_lacking_and_only_core_ones_rated():
    frame = gaps.by_sector(Question(PROGRAMME, Filters())).set_index("sector")
    assert frame.loc["school", ["lacking", "present", "known", "share_lacking"]].tolist() == pytest.approx(
        [2, 1, 3, 200 / 3]
    )
    assert frame.loc["health", ["lacking", "present", "known", "share_lacking"]].tolist() == pytest.approx(
        [2, 1, 3, 200 / 3]
    )
    assert frame.index[frame["rated"]].tolist() == list(frame.index[:8])
    assert frame["core_group"].isna().sum() == 5
    groups = gaps.by_core_group(Question(PROGRAMME, Filters()))
    assert groups["lacking"].tolist() == [0, 0, 0, 1, 2]


def test_education_depth_counts_the_four_settings():
    assert (value("education_depth").value, value("education_depth").n) == (1.0, 3)
    frame = by_partnership(tables())
    assert frame.loc["camden", "settings"] == 2.0
    cells = matrix().set_index(["partnership", "sector"])["presence"]
    settings = ["school", "early_years", "higher_education"]
    assert cells["camden"][settings].tolist() == ["present", "present", "absent"]
    assert cells["newcomer", "school"] == "unknown"
    mix = gaps.depth_distribution(Question(PROGRAMME, Filters()))
    assert mix["partnerships"].tolist() == [0, 2, 1, 0, 0, 1]


def test_active_groups_came_to_one_of_the_last_two_meetings_that_were_held():
    found = rounded(value("active_core_groups"))
    assert (found.value, found.numerator, found.denominator, found.n) == (44.4, 4, 9, 2)
    assert "Of 1 other nobody noted who came." in found.note
    frame = by_partnership(active(Question(PROGRAMME, Filters())))
    assert frame.loc["camden", ["attending", "core_groups", "share"]].tolist() == [3, 5, 60.0]
    assert frame.loc["barnsley", ["attending", "share"]].tolist() == [1, 25.0]
    assert frame.loc[["barnet", "newcomer"], "share"].isna().all()


def test_a_later_day_looks_at_later_meetings():
    frame = by_partnership(active(Question(PROGRAMME, Filters(as_at=date(2020, 4, 1)))))
    assert frame.loc["camden", "attending"] == 2


def test_effective_sectors_count_an_organisation_once_whatever_its_roles():
    quarter, eighth = 2 / 8, 1 / 8
    camden = exp(-(quarter * log(quarter) + 6 * eighth * log(eighth)))
    frame = by_partnership(tables())
    seated = members.by_sector(PROGRAMME, Question(PROGRAMME, Filters()).on).sum(axis=1)
    assert seated[PROGRAMME.partnerships["partnership"].eq("camden")].tolist() == [8]
    assert round(frame.loc["camden", "effective"], 2) == round(camden, 2)
    assert round(frame.loc["barnet", "effective"], 2) == 3.0
    assert value("effective_sectors").value == 4.0


def test_core_groups_over_time_follow_who_was_counted_and_who_sat_there_then():
    frame = gaps.over_time(Question(PROGRAMME, LONDON)).set_index("quarter")
    before, after = frame.loc["2017-12-31"], frame.loc["2018-03-31"]
    assert before[["counted", "known", "youth_sector", "all_five"]].tolist() == [3, 2, 100.0, 50.0]
    assert after["youth_sector"] == 50.0
    assert frame.loc["2015-12-31", ["counted", "known"]].tolist() == [0, 0]
    assert pd.isna(frame.loc["2015-12-31", "all_five"])
    assert frame.index[[0, -1]].tolist() == [pd.Timestamp("2014-03-31"), pd.Timestamp("2020-03-31")]


def test_organisations_on_several_partnerships_are_named_with_them():
    frame = gaps.shared_organisations(Question(PROGRAMME, Filters()))
    assert frame.to_dict("records")[0] == {
        "organisation": "hall",
        "name": "Hall",
        "sector": "Cultural organisation",
        "partnerships": 2,
        "names": "Barnsley; Camden",
    }
    assert gaps.shared_organisations(Question(PROGRAMME, LONDON)).empty
    emerging = gaps.shared_organisations(Question(PROGRAMME, replace(LONDON, emerging=True)))
    assert emerging["name"].tolist() == ["Second Hall"]


def test_with_illustrative_members_hidden_nothing_is_published():
    frames = {"partnerships": PROGRAMME.partnerships, "statuses": PROGRAMME.statuses}
    members = PROGRAMME.memberships.assign(is_illustrative=True)
    programme = make_programme(**frames, organisations=PROGRAMME.organisations, memberships=members)
    for one in representation.INDICATORS:
        found = one.compute(Question(programme, HIDDEN))
        assert found.value is None
        assert found.note.startswith("Not published: ")


def test_without_a_counted_partnership_it_is_too_few_to_report():
    for one in representation.INDICATORS:
        found = one.compute(Question(PROGRAMME, Filters(as_at=date(2015, 6, 1))))
        assert (found.value, found.n) == (None, 0)
        assert found.note.startswith("Too few to report")
