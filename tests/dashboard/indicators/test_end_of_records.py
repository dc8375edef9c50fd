"""After the last day to which records are complete nothing is known, and what is not known is never said to be bad."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.charts.render import CHARTS, render
from dashboard.filters import Filters
from dashboard.indicators import INDICATORS, all_values
from dashboard.indicators.attention import attention
from dashboard.indicators.meetings import actions, meetings
from dashboard.indicators.profile.profile import profile
from dashboard.indicators.returns import quality, returns
from dashboard.indicators.shared.complete import as_complete
from dashboard.indicators.shared.values import value_of
from dashboard.question import Question

LAST = date(2020, 3, 31)
MONTH_ENDS = [day.date() for day in pd.date_range("2019-04-30", periods=24, freq="ME")]
LATER = [day for day in MONTH_ENDS if day > LAST]
BAD = {"late", "dormant"}


def asked(programme, day) -> Question:
    return Question(programme, Filters(as_at=day))


def called_bad(question: Question) -> Iterator[tuple[str, str]]:
    """Everything that any page says of a partnership to its disadvantage: what, and of whom."""
    recency = meetings.recency(as_complete(question, ["meetings"]))
    for state in BAD:
        yield from (
            (f"meets {state}", slug) for slug in recency.loc[recency["state"] == state, "partnership"]
        )
    late = attention.listing(question)
    for slug, keys in zip(late["partnership"], late["keys"], strict=True):
        yield from ((key, slug) for key in keys.split("; "))
    open_actions = actions.status_on(question.visible, as_complete(question, ["actions"]).on)
    yield from (("overdue", key) for key in open_actions.loc[open_actions["status"] == "overdue", "action"])
    back = returns.of_selected(as_complete(question, ["returns"]))
    missing = back[back["status"].isin(["late", "missing"])]
    yield from (
        (f"return {end:%Y-%m}", str(who)) for who, end in missing[["position", "period_end"]].to_numpy()
    )
    found = quality.findings(question)
    dated = found[found["rule"].isin(["returns-missing", "long-since-met", "silent-for-two-quarters"])]
    yield from ((rule, slug) for rule, slug in dated[["rule", "partnership"]].to_numpy())


@pytest.mark.thorough
def test_nobody_becomes_dormant_late_or_overdue_after_the_last_complete_day(demo_programme):
    known = {day: set(called_bad(asked(demo_programme, day))) for day in MONTH_ENDS}
    assert len(known[LAST]) > 50, "there is something to be wrong about"
    assert {day: known[day] - known[LAST] for day in LATER} == {day: set() for day in LATER}
    assert known[MONTH_ENDS[0]] != known[LAST], "before that day it does change"


@pytest.mark.thorough
@pytest.mark.parametrize("day", LATER, ids=str)
def test_every_indicator_that_rests_on_records_is_answered_as_at_the_last_complete_day(demo_programme, day):
    then = {value.key: value for value in all_values(asked(demo_programme, LAST))}
    for indicator, value in zip(INDICATORS, all_values(asked(demo_programme, day)), strict=True):
        if indicator.records:
            assert value.as_at == LAST, indicator.key
            same = ("value", "numerator", "denominator", "n", "rating", "low", "high")
            assert all(getattr(value, name) == getattr(then[value.key], name) for name in same), indicator.key
            assert f"Asked as at {day.day} {day:%B %Y}; not known: " in value.note
            assert "after 31 March 2020" in value.note
        else:
            assert value.as_at is None


@pytest.mark.thorough
def test_no_partnership_is_called_late_or_overdue_on_its_profile_either(demo_programme):
    for slug in demo_programme.partnerships["partnership"]:
        before, after = (
            profile(Question(demo_programme, Filters(as_at=day), path_partnership=slug))
            for day in (LAST, LATER[-1])
        )
        assert set(after.actions.query("is_overdue")["action"]) == set(
            before.actions.query("is_overdue")["action"]
        )
        late = [
            set(one.returns.loc[one.returns["is_on_time"].eq(False), "period_end"]) for one in (before, after)
        ]
        assert late[1] <= late[0] | set(demo_programme.returns.query("received_on > due_on")["period_end"])


@pytest.mark.thorough
@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_of_records_is_drawn_as_at_the_last_complete_day_and_says_so(demo_programme, key):
    chart = CHARTS[key]
    if chart.subject == "needed" or not set(chart.draws_on) & {
        "meetings",
        "activities",
        "actions",
        "returns",
    }:
        return
    late = render(chart, asked(demo_programme, date(2020, 12, 31)))
    assert "31 March 2020" in late.subtitle
    assert "31 December 2020" not in late.subtitle
    assert "Asked as at 31 December 2020; not known: " in late.source
    assert late.frame.equals(render(chart, asked(demo_programme, LAST)).frame)


ENDING = make_programme(
    partnerships=[partnership("ash", meetings_expected_per_year=4.0)],
    statuses=[status("ash", "established", "2016-01-01")],
    meetings=[("m1", "ash", "2020-03-01", "network", "open_network", None, None, None, "held")],
    activities=[("a1", "ash", "Fair", "2020-02-01", None, "complete", "DEL", True)],
    record_ends=[
        {"kind": "meetings", "is_illustrative": False, "complete_to": "2020-03-31"},
        {"kind": "meetings", "is_illustrative": True, "complete_to": "2019-12-31"},
        {"kind": "activities", "is_illustrative": False, "complete_to": "2020-06-30"},
    ],
)


def test_each_kind_of_record_has_an_end_of_its_own():
    question = asked(ENDING, date(2020, 12, 31))
    assert as_complete(question, ["activities", "activity_links"]).on == pd.Timestamp("2020-06-30")
    assert as_complete(question, ["activities", "attendance"]).on == pd.Timestamp("2019-12-31")
    assert as_complete(question, ["statuses"]) is question
    real = Question(ENDING, Filters(as_at=date(2020, 12, 31), illustrative=False))
    assert as_complete(real, ["meetings"]).on == pd.Timestamp("2020-03-31")


def test_a_period_that_begins_after_the_end_is_not_known():
    question = Question(ENDING, Filters(as_at=date(2020, 12, 31), since=date(2020, 7, 1)))
    value = next(value_of(one, question) for one in INDICATORS if one.key == "lever_mix")
    assert (value.value, value.as_at) == (None, date(2020, 6, 30))
    assert value.note == "Asked as at 31 December 2020; not known: activities after 30 June 2020."
    shown = render(CHARTS["lever-agendas"], question)
    assert shown.reason_empty == value.note
