from datetime import date

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.meetings import meetings
from dashboard.question import Question

NO_BREAK = "\u00a0"


def held(key, slug, on, form="closed_meeting", **facts):
    row = {"meeting": key, "partnership": slug, "held_on": on, "format": form, "state": "held"}
    return row | facts


def meeting_every(slug, a_year, **facts):
    return partnership(slug, meetings_expected_per_year=a_year, **facts)


CADENCES = make_programme(
    partnerships=[
        meeting_every("often", 6.0, milestones_illustrative=True),
        meeting_every("seldom", 3.0),
        meeting_every("quiet", 4.0),
        meeting_every("silent", 4.0),
        partnership("casual"),
        meeting_every("young", 3.0),
        meeting_every("over", 3.0),
    ],
    statuses=[
        *(
            status(slug, "established", "2016-01-01")
            for slug in ("often", "seldom", "quiet", "silent", "casual")
        ),
        status("young", "emerging", "2016-01-01"),
        status("over", "closed", "2016-01-01"),
    ],
    meetings=[
        held("m1", "often", "2019-12-31"),
        held("m2", "seldom", "2019-10-01", is_illustrative=True),
        held("m3", "quiet", "2019-09-30"),
        held("m4", "quiet", "2020-03-30", state="cancelled"),
        held("m5", "quiet", "2020-04-30", state="planned"),
        held("m6", "casual", "2020-03-01"),
        held("m7", "young", "2018-01-01"),
        held("m8", "over", "2020-01-01"),
        held("m9", "often", "2020-04-01"),
    ],
)


def test_recency_is_days_by_the_partnerships_own_cadence():
    frame = meetings.recency(Question(CADENCES, Filters())).set_index("partnership")
    assert frame["days"].to_dict() == pytest.approx(
        {"young": 820, "quiet": 183, "often": 91, "seldom": 182, "casual": 30, "silent": float("nan")},
        nan_ok=True,
    )
    assert frame["ratio"].to_list()[:4] == pytest.approx(
        [820 * 3 / 365, 183 * 4 / 365, 182 * 3 / 365, 91 * 6 / 365]
    )
    assert frame["state"].to_list() == [
        "dormant",
        "dormant",
        "on_time",
        "on_time",
        "no_cadence",
        "none_recorded",
    ]
    assert frame["is_counted"].to_dict()["young"] is False
    assert frame["is_illustrative"].to_list() == [False, False, True, True, False, False]


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ("2019-12-13", "on_time"),
        ("2019-12-12", "late"),
        ("2019-11-06", "late"),
        ("2019-11-05", "dormant"),
    ],
)
def test_the_limits_are_one_and_a_half_and_two_intervals(last, state):
    programme = make_programme(
        partnerships=[meeting_every("ash", 5.0)],
        statuses=[status("ash", "established", "2016-01-01")],
        meetings=[held("m", "ash", last)],
    )
    assert meetings.recency(Question(programme, Filters()))["state"].to_list() == [state]


def test_the_median_is_of_counted_partnerships_with_a_meeting_and_a_cadence():
    value = meetings.meeting_recency(Question(CADENCES, Filters()))
    assert value.value == pytest.approx(182 * 3 / 365)
    assert (value.numerator, value.denominator, value.n, value.rating) == (3, 5, 3, "unrated")
    assert value.note == (
        "Median of 3 partnerships; 1 is just due by its own cadence. Of 5 counted partnerships: on time 2, "
        "dormant by its own cadence 1, expected meetings not known 1 and no meeting on record 1."
    )


def test_emerging_ones_are_in_the_median_once_they_are_counted():
    assert meetings.meeting_recency(Question(CADENCES, Filters(emerging=True))).n == 4


def test_without_meetings_on_record_the_median_is_too_few_or_not_published():
    value = meetings.meeting_recency(Question(CADENCES, Filters(as_at=date(2016, 1, 1))))
    assert (value.value, value.n) == (None, 0)
    assert value.note == "Too few to report: no counted partnership has a meeting and a cadence on record."
    nothing = make_programme(partnerships=[partnership("ash")])
    for indicator in meetings.INDICATORS:
        assert indicator.compute(Question(nothing, Filters())).note == (
            "Not published: no source gives the meetings of partnerships. "
            "Such data come with the partnerships’ returns: load these on the page Data to see this."
        )


DECIDING = make_programme(
    partnerships=[partnership("ash"), partnership("birch", bridge="ive")],
    meetings=[
        held("m1", "ash", "2019-05-01", purpose="decision"),
        held("m2", "ash", "2019-06-01", "workshop", purpose="decision", venue_type="school"),
        held(
            "m3", "ash", "2019-07-01", "roundtable", purpose="decision", quorate=True, body="steering_group"
        ),
        held(
            "m4", "ash", "2019-08-01", "roundtable", purpose="decision", quorate=False, body="steering_group"
        ),
        held("m5", "ash", "2019-09-01", "workshop", purpose="ideation", venue_type="school"),
        held("m6", "birch", "2019-09-01", "open_network", purpose="decision", quorate=True, body="network"),
        held("m7", "ash", "2019-03-31", "workshop", purpose="decision"),
        held("m8", "ash", "2019-10-01", "workshop", purpose="decision", state="cancelled"),
        held("m9", "birch", "2020-03-31", "workshop"),
    ],
    organisations=[("town", "Town", "local_authority"), ("club", "Club", "youth_sector")],
    attendance=[
        ("m1", "town", "present"),
        ("m2", "town", "substitute"),
        ("m3", "town", "apologies"),
        ("m1", "club", "absent"),
        ("m6", "club", "present"),
        ("m7", "club", "present"),
        ("m8", "club", "present"),
    ],
)


def test_a_decision_fits_a_closed_meeting_or_a_quorate_steering_group():
    value = meetings.decision_fit(Question(DECIDING, Filters()))
    assert (value.value, value.numerator, value.denominator, value.n) == (40.0, 2, 5, 5)
    assert value.note == (
        "2 of 5 decision meetings were closed or a quorate steering group, 1 April 2019 to 31 March 2020. "
        "Of the 3 others 2 were held as a workshop or roundtable. 95\u00a0% interval: 12 to 77\u00a0%."
    )
    assert meetings.decision_fit(Question(DECIDING, Filters(since=date(2019, 3, 30)))).denominator == 6


def test_a_steering_group_of_which_nobody_said_whether_it_was_quorate_is_not_one_that_was_not():
    rows = [held(f"m{n}", "ash", "2019-05-01", purpose="decision") for n in range(4)]
    unsure = held("m9", "ash", "2019-06-01", "workshop", purpose="decision", body="steering_group")
    programme = make_programme(partnerships=[partnership("ash")], meetings=[*rows, unsure])
    value = meetings.decision_fit(Question(programme, Filters()))
    assert (value.numerator, value.denominator) == (4, 5)
    assert "Of 1 other, by a steering group, nobody recorded whether it was quorate." in value.note
    assert "workshop" not in value.note


def test_without_decisions_there_are_too_few():
    value = meetings.decision_fit(Question(DECIDING, Filters(as_at=date(2018, 3, 31))))
    assert (value.value, value.n) == (None, 0)
    assert value.note == "Too few to report: no decision meetings, 1 April 2017 to 31 March 2018."


def test_formats_by_purpose_has_every_pair_and_marks_weak_decisions():
    frame = meetings.format_by_purpose(Question(DECIDING, Filters()))
    assert len(frame) == 20
    assert frame["meetings"].sum() == 7
    weak = frame[frame["is_weak"]].set_index("format")
    assert weak["meetings"].to_dict() == {"workshop": 1, "roundtable": 2}
    assert weak["quorate_steering"].to_dict() == {"workshop": 0, "roundtable": 1}
    unsaid = frame[frame["purpose"].isna() & (frame["meetings"] > 0)]
    assert unsaid[["format", "purpose_label", "meetings"]].to_numpy().tolist() == [
        ["workshop", "Not recorded", 1]
    ]


def test_venues_keep_what_was_not_recorded():
    frame = meetings.venues(Question(DECIDING, Filters())).set_index("label")
    assert frame["meetings"].to_dict() == {
        "School": 2,
        "Partner’s premises": 0,
        "Cultural venue": 0,
        "Council office": 0,
        "Online": 0,
        "Other": 0,
        "Not recorded": 5,
    }
    assert frame["share"].to_list()[:2] == [1.0, 0.0]
    assert frame["share"].isna()["Not recorded"]


def test_attendance_counts_a_substitute_as_there():
    frame = meetings.attendance_by_sector(Question(DECIDING, Filters())).set_index("sector")
    assert len(frame) == 13
    assert frame.loc["local_authority", ["invited", "attended"]].to_list() == [3, 2]
    assert frame.loc["youth_sector", ["invited", "attended", "share"]].to_list() == [2, 1, 0.5]
    assert frame["share"].isna().sum() == 11
    assert meetings.attendance_by_sector(Question(DECIDING, Filters(bridge=("ive",))))["invited"].sum() == 1


REGULAR = make_programme(
    partnerships=[meeting_every("ash", 4.0), meeting_every("birch", 6.0), partnership("cedar")],
    statuses=[
        status("ash", "established", "2016-01-01", "2020-01-01"),
        status("ash", "closed", "2020-01-01"),
        status("birch", "emerging", "2016-01-01"),
        status("cedar", "established", "2016-01-01"),
    ],
    meetings=[
        held("m1", "ash", "2019-08-01"),
        held("m2", "birch", "2019-12-31"),
        held("m3", "ash", "2019-10-01"),
        held("m4", "cedar", "2019-10-02"),
        held("m5", "ash", "2020-01-05"),
        held("m6", "birch", "2020-02-01"),
    ],
)


def test_meetings_held_stand_beside_those_expected_in_the_quarter():
    frame = meetings.over_time(Question(REGULAR, Filters(as_at=date(2020, 2, 15))))
    assert frame["quarter"].dt.date.to_list() == [date(2019, 9, 30), date(2019, 12, 31), date(2020, 2, 15)]
    assert frame["partnerships"].to_list() == [1, 2, 1]
    assert frame["expected"].to_list() == pytest.approx([4 * 92 / 365, 10 * 92 / 365, 6 * 46 / 365])
    assert frame["held"].to_list() == [1, 2, 1]
    assert frame["held_by_others"].to_list() == [0, 1, 1]


def test_a_start_of_the_period_begins_with_the_whole_quarter_of_the_first_meeting_after_it():
    frame = meetings.over_time(Question(REGULAR, Filters(since=date(2019, 10, 15))))
    assert frame["held"].to_list() == [2, 1]
    assert meetings.over_time(Question(REGULAR, Filters(as_at=date(2018, 1, 1)))).empty
