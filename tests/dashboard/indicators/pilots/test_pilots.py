"""The pilots side by side and by age, on a small programme worked out by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from factories import make_programme, partnership, status
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboard.filters import Filters
from dashboard.indicators.pilots import pilots
from dashboard.indicators.pilots.measures import MINIMUM, quartiles
from dashboard.indicators.profile.partnerships import UnknownPartnership
from dashboard.question import Question

OTHERS = [f"other-{number}" for number in range(1, 7)]


def met(slug, first, **facts):
    return partnership(slug, first_meeting_on=first, **facts)


def activity(key, slug, start, lever="DEL", **facts):
    row = {
        "activity": key,
        "partnership": slug,
        "start_on": start,
        "primary_lever": lever,
        "state": "running",
    }
    return row | facts


def meeting(key, slug, day, state="held"):
    return {"meeting": key, "partnership": slug, "held_on": day, "state": state}


def action(key, slug, due, done=None, state="complete"):
    row = {"action": key, "partnership": slug, "due_on": due, "completed_on": done, "state": state}
    return row | {"agreed_on": "2019-01-01"}


PROGRAMME = make_programme(
    partnerships=[
        met(
            "yarmouth",
            "2018-03-31",
            name="Yarmouth",
            pilot=True,
            first_delivery_on="2019-03-31",
            bridge="ive",
        ),
        met("bristol", "2019-03-31", name="Bristol", pilot=True),
        *(met(slug, "2019-03-31", first_delivery_on="2019-09-30") for slug in OTHERS[:5]),
        partnership(OTHERS[5]),
    ],
    statuses=[
        status("yarmouth", "established", "2018-12-31", precision="year"),
        *(status(slug, "established", "2019-06-30") for slug in OTHERS[:4]),
        status(OTHERS[4], "emerging", "2019-06-30"),
        status(OTHERS[5], "established", "2019-06-30"),
    ],
    organisations=[("hall", "Hall", "cultural_organisation"), ("school", "School", "school")],
    memberships=[
        ("yarmouth", "hall", "member", "2018-03-31"),
        ("yarmouth", "hall", "chair", "2018-06-01"),
        ("yarmouth", "school", "member", "2018-09-01", "2019-12-01"),
        *((slug, "hall", "member", "2019-03-31") for slug in OTHERS[:5]),
        (OTHERS[0], "school", "member", "2019-08-01"),
    ],
    activities=[
        activity("a1", "yarmouth", "2018-06-01"),
        activity("a2", "yarmouth", "2019-06-01", "MOB", young_people=30.0, count_basis="estimate"),
        activity("a3", "yarmouth", "2019-07-01", young_people=20.0, count_basis="actual"),
        activity("a4", "yarmouth", "2019-08-01", young_people=5.0, count_basis="actual"),
        activity("a5", "yarmouth", "2019-08-01", state="cancelled"),
        *(
            activity(f"{slug}-{number}", slug, "2019-10-01")
            for place, slug in enumerate(OTHERS[:5])
            for number in range(place)
        ),
    ],
    meetings=[
        meeting("m2", "yarmouth", "2019-10-01"),
        meeting("m3", "yarmouth", "2020-02-01"),
        meeting("m4", "yarmouth", "2020-03-01", "cancelled"),
    ],
    attendance=[("m2", "hall", "present"), ("m2", "school", "substitute"), ("m3", "hall", "apologies")],
    actions=[
        *(action(f"x{number}", "yarmouth", "2019-12-01", "2019-12-01") for number in range(3)),
        action("late", "yarmouth", "2019-12-01", "2019-12-02"),
        action("open", "yarmouth", "2019-12-01", state="open"),
        action("dropped", "yarmouth", "2019-12-01", state="dropped"),
        action("not-due", "yarmouth", "2020-04-01", "2020-03-01"),
        *(action(f"o{number}", OTHERS[0], "2019-12-01", "2019-12-01") for number in range(4)),
    ],
    returns=[(slug, "2018-06-30", "2018-07-31", "2018-07-31") for slug in ("yarmouth", *OTHERS[:5])],
)
NOTHING = Filters(region=("E12000001",))


def comparison(filters=Filters(), fourth=None):  # noqa: B008 - frozen
    question = Question(PROGRAMME, filters, query_partnership=fourth)
    return pilots.comparison(question).set_index("key")


def curve(measure, filters=Filters(), fourth=None):  # noqa: B008 - frozen
    question = Question(PROGRAMME, filters, query_partnership=fourth)
    return pilots.curves(question, measure=measure).set_index("age_months")


def test_the_pilots_are_columns_in_order_of_name_whatever_place_is_asked_for():
    assert list(comparison().columns[2:4]) == ["bristol", "yarmouth"]
    assert pilots.compared(Question(PROGRAMME, NOTHING)) == {"bristol": "Bristol", "yarmouth": "Yarmouth"}
    assert comparison(NOTHING).loc["activities", "yarmouth"] == 3


def test_a_pilot_is_told_in_its_own_numbers():
    yarmouth = comparison()["yarmouth"]
    assert yarmouth[["status", "since", "last_meeting"]].tolist() == [
        "Established",
        "2018",
        "1 February 2020",
    ]
    assert yarmouth["months_to_delivery"] == pytest.approx(12, abs=0.01)
    assert yarmouth[["core_groups", "effective_sectors", "activities"]].tolist() == [1, 1.0, 3]
    assert yarmouth[["SYN", "MOB", "DEL"]].tolist() == [None] * 3, "three activities make no share"
    assert yarmouth[["young_people_actual", "young_people_estimate"]].tolist() == [25, 30]
    assert yarmouth[["meetings", "attendance", "days_since_meeting"]].tolist() == [2, None, 59]


def test_actions_count_as_done_by_their_due_date_and_need_five():
    frame = comparison(fourth=OTHERS[0])
    assert frame.loc["actions_by_due", "yarmouth"] == 60.0
    assert frame.loc["actions_by_due", OTHERS[0]] is None


def test_what_is_not_known_of_a_pilot_is_none_and_not_zero():
    bristol = comparison()["bristol"]
    assert all(value is None for value in bristol)


def test_the_others_are_the_counted_ones_and_fewer_than_five_have_no_spread():
    frame = comparison()
    assert frame.loc["activities", "n_others"] == 4
    assert np.isnan(frame.loc["activities", "others_median"])
    counted = comparison(Filters(emerging=True)).loc["activities"]
    assert counted[["others_median", "others_low", "others_high", "n_others"]].tolist() == [2, 1, 3, 5]


def test_the_fourth_is_a_column_of_its_own_and_no_longer_one_of_the_others():
    frame = comparison(Filters(emerging=True), fourth=OTHERS[3])
    assert frame.loc["activities", [OTHERS[3], "n_others"]].tolist() == [3, 4]
    assert list(comparison(fourth="bristol").columns) == list(comparison().columns)
    with pytest.raises(UnknownPartnership):
        comparison(fourth="atlantis")


def test_no_row_averages_the_pilots():
    columns = [*comparison().columns]
    assert columns == [
        *("label", "unit", "bristol", "yarmouth", "others_median", "others_low", "others_high", "n_others")
    ]


def test_members_by_age_count_an_organisation_once_and_end_at_the_as_at_date():
    frame = curve("members")
    assert frame.index.tolist() == list(range(0, 25, 3))
    assert frame["yarmouth"].tolist() == [1, 1, 2, 2, 2, 2, 2, 1, 1]
    assert frame["bristol"].isna().all()
    assert frame["n"].tolist() == [5, 5, 5, 5, 5, 0, 0, 0, 0]
    assert frame["median"].tolist()[:5] == [1, 1, 1, 1, 1]
    assert frame.loc[6, ["low", "high"]].tolist() == [1, 1]


def test_core_groups_by_age_are_those_at_the_table_then():
    assert curve("core_groups")["yarmouth"].tolist() == [1, 1, 2, 2, 2, 2, 2, 1, 1]


def test_activities_by_age_are_those_of_the_year_before_once_all_of_it_is_recorded():
    activities = curve("activities")["yarmouth"]
    assert activities.isna().tolist() == [True] * 4 + [False] * 5
    assert activities.tolist()[4:] == [1, 2, 3, 3, 3]
    others = curve("activities")
    assert others.loc[9, ["median", "low", "high", "n"]].tolist() == [2, 1, 3, 5]


def test_meetings_by_age_leave_the_unknown_out():
    meetings = curve("meetings")["yarmouth"]
    assert meetings.isna().tolist() == [True] * 4 + [False] * 5
    assert meetings.tolist()[4:] == [0, 0, 0, 1, 2]


def test_those_without_a_first_meeting_are_left_out_and_counted():
    assert set(curve("members")["left_out"]) == {1}
    assert set(curve("members", fourth=OTHERS[5])["left_out"]) == {0}


def test_the_others_follow_the_filters():
    assert curve("members", NOTHING)["n"].sum() == 0
    assert curve("members", NOTHING).loc[6, "yarmouth"] == 2


def test_a_partnership_that_ended_is_not_compared_any_more():
    ended = make_programme(
        partnerships=PROGRAMME.partnerships,
        memberships=PROGRAMME.memberships,
        organisations=PROGRAMME.organisations,
        statuses=[status(OTHERS[0], "closed", "2019-09-01")],
    )
    frame = pilots.curves(Question(ended, Filters()), measure="members").set_index("age_months")
    assert frame["n"].tolist()[:5] == [5, 5, 4, 4, 4]


def test_with_illustrative_rows_hidden_nothing_is_known_of_any_age():
    milestones = PROGRAMME.partnerships.assign(milestones_illustrative=True)
    programme = make_programme(partnerships=milestones)
    hidden = Filters(illustrative=False)
    assert pilots.curves(Question(programme, hidden), measure="members").empty
    frame = pilots.comparison(Question(programme, hidden))
    assert frame[["yarmouth", "bristol"]].isna().all(axis=None)


def test_an_earlier_day_sees_only_what_was_known_then():
    early = comparison(Filters(as_at=date(2019, 3, 30)))["yarmouth"]
    assert early["months_to_delivery"] is None
    assert early["core_groups"] == 2
    assert replace(Filters(), as_at=date(2017, 1, 1)).on(PROGRAMME) == pd.Timestamp("2017-01-01")
    assert pilots.curves(Question(PROGRAMME, Filters(as_at=date(2017, 1, 1))), measure="members").empty


@given(
    arrays(
        "float64",
        st.tuples(st.integers(0, 12), st.integers(1, 4)),
        elements=st.floats(0, 100) | st.just(np.nan),
    )
)
def test_the_middle_half_agrees_with_quantiles_of_the_known(values):
    found = quartiles(values)
    for column in range(values.shape[1]):
        known = values[:, column][~np.isnan(values[:, column])]
        assert found[3][column] == len(known)
        if len(known) < MINIMUM:
            assert all(np.isnan(part[column]) for part in found[:3])
        else:
            expected = np.quantile(known, [0.5, 0.25, 0.75])
            assert [part[column] for part in found[:3]] == pytest.approx(list(expected))
