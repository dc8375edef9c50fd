"""Each rule finds what it is about in a literal programme, and nothing once the record is mended."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from factories import area, make_programme, partnership, status
from pandas import DataFrame

from data import quality
from data.programme.programme import Programme
from tests.data.quality.cases import CASES, SLUG, action, meeting

pytestmark = pytest.mark.thorough

ON = pd.Timestamp("2020-03-31")
ORGANISATIONS = [("camden-college", "Camden College", "further_education", "E09000007")]


def programme(**rows: Any) -> Programme:
    held: dict[str, Any] = {
        "partnerships": [partnership(SLUG)],
        "statuses": [status(SLUG, "established", "2016-06-13")],
        "partnership_areas": [area(SLUG, "E09000007")],
        "organisations": ORGANISATIONS,
    }
    return make_programme(as_at=date(2020, 3, 31), **(held | rows))


def found(rule: str, **rows: Any) -> list[str]:
    frame = quality.findings(programme(**rows), ON)
    return list(frame.loc[frame["rule"] == rule, "what"])


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_breaks_it_once(rule: str) -> None:
    broken, _, words = CASES[rule]
    (what,) = found(rule, **broken)
    assert words in what


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_nothing_in_records_that_keep_it(rule: str) -> None:
    _, kept, _ = CASES[rule]
    assert found(rule, **kept) == []


def test_shares_of_an_authority_by_several_partnerships_are_added_up() -> None:
    both = [partnership(SLUG), partnership("other")]
    statuses = [status(SLUG, "established", "2016-06-13"), status("other", "established", "2016-06-13")]
    parts = [area(SLUG, "E09000007", "part", share=0.7), area("other", "E09000007", "part", share=0.6)]
    assert len(found("shares-above-one", partnerships=both, statuses=statuses, partnership_areas=parts)) == 2
    ended = [status(SLUG, "established", "2016-06-13"), status("other", "closed", "2016-06-13")]
    assert found("shares-above-one", partnerships=both, statuses=ended, partnership_areas=parts) == []


def test_two_localities_of_an_authority_are_two_parts_unless_they_are_more_than_all() -> None:
    def parts(first: float, second: float, where: str = "South") -> list[dict[str, Any]]:
        return [
            area(SLUG, "E09000007", "part", locality="North", share=first),
            area(SLUG, "E09000007", "part", locality=where, share=second),
        ]

    assert found("area-twice", partnership_areas=parts(0.4, 0.6)) == []
    assert len(found("area-twice", partnership_areas=parts(0.5, 0.6))) == 1
    assert len(found("area-twice", partnership_areas=parts(0.4, 0.6, "North"))) == 1


def test_a_generated_status_may_go_on_beside_a_published_one() -> None:
    statuses = [
        status(SLUG, "established", "2016-06-13"),
        status(SLUG, "delivering", "2017-01-01", is_illustrative=True),
    ]
    assert found("two-open-statuses", statuses=statuses) == []
    assert found("overlapping-statuses", statuses=statuses) == []


def test_that_a_partnership_is_there_goes_with_any_other_status() -> None:
    statuses = [
        status(SLUG, "existing", "2015-06-13", "2017-01-01"),
        status(SLUG, "existing", "2018-06-13"),
        status(SLUG, "established", "2016-06-13"),
    ]
    assert found("two-open-statuses", statuses=statuses) == []
    assert found("overlapping-statuses", statuses=statuses) == []


def test_where_no_member_is_known_nobody_is_a_guest() -> None:
    rows = {"meetings": [meeting("m1")], "attendance": [("m1", "camden-college", "present")]}
    assert found("guests-at-meetings", **rows) == []


def test_of_a_partnership_that_files_no_returns_nothing_is_known_and_nothing_is_wrong() -> None:
    delivering = [status(SLUG, "delivering", "2016-06-13")]
    assert found("delivering-nothing", statuses=delivering) == []
    assert found("no-members", statuses=delivering) == []


def test_an_empty_programme_gives_an_empty_frame_with_every_column() -> None:
    frame = quality.findings(make_programme(partnerships=[]), ON)
    assert frame.empty
    assert tuple(frame.columns) == quality.COLUMNS


def test_errors_come_before_warnings_and_each_says_where_to_look_and_how_to_mend() -> None:
    frame: DataFrame = quality.findings(
        programme(
            partnership_areas=[], actions=[action("a", completed_on="2020-02-01", is_illustrative=True)]
        ),
        ON,
    )
    assert list(frame["severity"]) == ["error", "warning"]
    assert list(frame["sheet"]) == ["actions", "partnership_areas"]
    assert list(frame["anchor"]) == ["actions", "card-partnership-area"]
    assert list(frame["is_illustrative"]) == [True, False]
    assert frame["mend"].str.contains("sheet").all()


def test_every_rule_is_tried_here_or_beside() -> None:
    beside = {
        "shares-above-one",
        "early-returns",
        "returns-missing",
        "returns-late",
        "silent-for-two-quarters",
        "long-since-met",
    }
    rules = {rule.key for rule in quality.RULES}
    assert rules - set(CASES) == beside | {rule for rule in rules if rule.startswith("fields-missing-")}
