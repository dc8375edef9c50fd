"""What is missing, late or old is found as the indicators count it, within the period that is asked about."""

from datetime import date
from time import perf_counter
from typing import Any

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from data import quality
from data.programme.programme import Programme, Scope

pytestmark = pytest.mark.thorough

ON = pd.Timestamp("2020-03-31")
SLUG = "camden-spark"


def found(rule: str, *, on: pd.Timestamp = ON, since: pd.Timestamp | None = None, **rows: Any) -> list[str]:
    held = {
        "partnerships": [partnership(SLUG)],
        "statuses": [status(SLUG, "established", "2016-06-13")],
    }
    frame = quality.findings(make_programme(as_at=date(2020, 3, 31), **(held | rows)), on, since=since)
    return list(frame.loc[frame["rule"] == rule, "what"])


def returned(end: str, due: str, received: str | None) -> tuple[str, str, str, str | None]:
    return (SLUG, end, due, received)


LATE = returned("2019-06-30", "2019-07-30", "2019-08-15")
GONE = returned("2019-09-30", "2019-10-30", None)
GONE_TOO = returned("2019-12-31", "2020-01-30", None)
FINE = returned("2019-12-31", "2020-01-30", "2020-01-30")


def test_an_empty_required_field_is_counted_in_rows_of_the_period() -> None:
    rows = [
        ("a1", SLUG, "ask", "2020-01-01"),
        ("a2", SLUG, "ask", "2020-01-01"),
        ("a3", SLUG, "ask", "2018-01-01"),
    ]
    actions = [
        dict(zip(("action", "partnership", "description", "agreed_on"), row, strict=True))
        | {"state": "open", "meeting": "m", "due_on": None if row[0] != "a2" else "2020-06-01"}
        for row in rows
    ]
    (what,) = found("fields-missing-actions", actions=actions)
    assert what == "Date an action is due is not given in 1 of 2 rows from 1 April 2019 to 31 March 2020."
    (what,) = found("fields-missing-actions", actions=actions, since=pd.Timestamp("2017-12-31"))
    assert "in 2 of 3 rows" in what


def test_facts_of_a_partnership_are_required_of_those_that_returns_are_asked_of() -> None:
    assert found("fields-missing-partnerships") == []
    assert len(found("fields-missing-partnerships", returns=[FINE])) == 2
    given = partnership(SLUG, first_meeting_on="2016-05-01", meetings_expected_per_year=4)
    assert found("fields-missing-partnerships", returns=[FINE], partnerships=[given]) == []


def test_only_a_steering_group_that_met_must_say_whether_it_was_quorate() -> None:
    meeting = {
        "meeting": "m1",
        "partnership": SLUG,
        "held_on": "2020-02-01",
        "format": "closed_meeting",
        "purpose": "decision",
        "state": "held",
    }
    assert found("fields-missing-meetings", meetings=[meeting | {"body": "full_partnership"}]) == []
    (what,) = found("fields-missing-meetings", meetings=[meeting | {"body": "steering_group"}])
    assert "quorate" in what


def test_late_and_missing_returns_are_counted_with_their_quarters() -> None:
    returns = [LATE, GONE, GONE_TOO]
    assert found("returns-late", returns=returns) == ["1 return late: quarter to June 2019."]
    assert found("returns-missing", returns=returns) == [
        "2 returns not received: quarters to September 2019, December 2019."
    ]


def test_a_return_due_today_is_not_missing_yet_and_one_due_before_the_period_is_not_counted() -> None:
    assert found("returns-missing", on=pd.Timestamp("2020-01-30"), returns=[GONE_TOO]) == []
    assert len(found("returns-missing", on=pd.Timestamp("2020-01-31"), returns=[GONE_TOO])) == 1
    assert found("returns-missing", since=pd.Timestamp("2020-01-30"), returns=[GONE_TOO]) == []


def test_two_quarters_without_a_return_are_silence_and_one_is_not() -> None:
    (what,) = found("silent-for-two-quarters", returns=[LATE, GONE, GONE_TOO])
    assert what == "Neither of the last two returns due has come; the last is of the quarter to June 2019."
    assert found("silent-for-two-quarters", returns=[LATE, GONE, FINE]) == []
    assert found("silent-for-two-quarters", returns=[GONE_TOO]) == []


def test_a_partnership_that_has_ended_is_not_called_silent() -> None:
    closed = [status(SLUG, "closed", "2019-06-30")]
    assert found("silent-for-two-quarters", returns=[GONE, GONE_TOO], statuses=closed) == []


def test_a_return_that_came_before_its_quarter_was_over_is_an_error() -> None:
    early = returned("2019-12-31", "2020-01-30", "2019-12-01")
    (what,) = found("early-returns", returns=[early])
    assert "before the quarter was over: quarter to December 2019" in what
    assert found("early-returns", returns=[FINE]) == []


@pytest.mark.parametrize(("held_on", "is_old"), [("2019-10-01", False), ("2019-09-29", True)])
def test_a_meeting_is_long_ago_beyond_twice_the_usual_interval(held_on: str, is_old: bool) -> None:
    yearly = [partnership(SLUG, meetings_expected_per_year=4)]
    meetings = [{"meeting": "m1", "partnership": SLUG, "held_on": held_on, "state": "held"}]
    assert bool(found("long-since-met", partnerships=yearly, meetings=meetings)) == is_old


def test_without_a_cadence_or_a_meeting_on_record_nothing_is_old() -> None:
    meetings = [{"meeting": "m1", "partnership": SLUG, "held_on": "2010-01-01", "state": "held"}]
    assert found("long-since-met", meetings=meetings) == []
    assert found("long-since-met", partnerships=[partnership(SLUG, meetings_expected_per_year=4)]) == []


def test_the_demo_store_contradicts_itself_nowhere(demo_programme: Programme) -> None:
    frame = quality.findings(demo_programme, pd.Timestamp(demo_programme.as_at))
    assert list(frame.loc[frame["severity"] == "error", "what"]) == []
    assert len(frame) > 50


def test_the_whole_demo_store_is_looked_through_in_under_a_second(demo_programme: Programme) -> None:
    def seconds() -> float:
        begun = perf_counter()
        quality.findings(demo_programme, pd.Timestamp(demo_programme.as_at))
        return perf_counter() - begun

    assert min(seconds() for _ in range(3)) < 1


def test_rules_that_are_not_dated_find_the_same_on_every_day(demo_programme: Programme) -> None:
    always = [rule for rule in quality.RULES if not rule.dated]
    days = [pd.Timestamp(day) for day in ("2012-01-01", "2018-06-30", "2030-01-01")]
    for programme in (demo_programme, demo_programme.visible_to(Scope(illustrative=False))):
        first, *others = (quality.findings(programme, day, rules=always) for day in days)
        for other in others:
            pd.testing.assert_frame_equal(first, other)
