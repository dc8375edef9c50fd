"""Quality as the pages show it agrees with the indicators, and follows the filters."""

import pytest

from dashboard.filters import Filters
from dashboard.indicators.attention import attention
from dashboard.indicators.returns import completeness, quality, returns
from dashboard.indicators.shared import selection
from dashboard.pages import profile
from dashboard.question import Question
from data.programme.programme import COLUMNS, Programme
from data.quality import RULES

QUESTIONS = ["", "region=E12000007", "as_at=2018-06-30&since=2016-01-01", "illustrative=hide"]


@pytest.fixture(params=QUESTIONS)
def filters(request: pytest.FixtureRequest, demo_programme: Programme) -> Filters:
    return Question.from_query(demo_programme, request.param).filters


def test_returns_missing_and_late_are_those_of_the_indicator(
    demo_programme: Programme, filters: Filters
) -> None:
    found = quality.findings(Question(demo_programme, filters))
    frame = returns.by_partnership(Question(demo_programme, filters)).set_index("partnership")
    for rule, column in (("returns-missing", "missing"), ("returns-late", "late")):
        mine = found[found["rule"] == rule].set_index("partnership")["what"]
        assert {slug: int(what.split()[0]) for slug, what in mine.items()} == {
            slug: count for slug, count in frame[column].items() if count
        }


def test_empty_fields_add_up_to_what_completeness_misses(demo_programme: Programme, filters: Filters) -> None:
    found = quality.findings(Question(demo_programme, filters))
    rows = found[found["rule"].str.startswith("fields-missing")]["what"]
    empty = rows.str.extract(r"in ([\d,]+) of")[0].str.replace(",", "").astype("float").fillna(1).sum()
    filled, required = completeness.total(Question(demo_programme, filters))
    assert empty == required - filled


def test_who_last_met_too_long_ago_is_who_attention_calls_dormant(
    demo_programme: Programme, filters: Filters
) -> None:
    found = quality.findings(Question(demo_programme, filters))
    listed = attention.listing(Question(demo_programme, filters))
    called = listed[listed["keys"].str.contains("dormant")]["partnership"] if len(listed) else []
    assert set(found.loc[found["rule"] == "long-since-met", "partnership"]) == set(called)


def test_findings_are_of_the_partnerships_asked_for(demo_programme: Programme, filters: Filters) -> None:
    asked = set(selection.selected(Question(demo_programme, filters))["partnership"])
    assert set(quality.findings(Question(demo_programme, filters))["partnership"]) <= asked
    assert set(quality.by_partnership(Question(demo_programme, filters))["partnership"]) == asked


def test_the_rules_and_the_partnerships_count_the_same_findings(
    demo_programme: Programme, filters: Filters
) -> None:
    errors, warnings = quality.count(Question(demo_programme, filters))
    rules, whose = (
        frame(Question(demo_programme, filters)) for frame in (quality.by_rule, quality.by_partnership)
    )
    assert (rules["error"].sum(), rules["warning"].sum()) == (errors, warnings)
    assert (whose["errors"].sum(), whose["warnings"].sum()) == (errors, warnings)


def test_what_the_store_holds_is_every_row_real_or_illustrative(demo_programme: Programme) -> None:
    held = quality.holdings(Question(demo_programme, Filters())).set_index("table")
    for name in COLUMNS:
        assert held["rows"].get(name, 0) == len(getattr(demo_programme, name))
    assert held.loc["memberships", "real"] == 205
    assert held.loc["partnerships", "illustrative"] == 0
    assert held.loc["activity_approaches", "illustrative"] == held.loc["activity_approaches", "rows"]
    hidden = quality.holdings(Question(demo_programme, Filters(illustrative=False)))
    assert hidden["illustrative"].sum() == 0


def test_every_rule_leads_to_a_place_that_the_profile_has() -> None:
    cards = {f"card-{key}" for key, _ in profile.PAGE.charts}
    assert {rule.anchor for rule in RULES} <= {"facts", *cards, *(one.frame for one in profile.LISTINGS)}
