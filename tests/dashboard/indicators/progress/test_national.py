"""What a bridge is told of England: nothing that rests on fewer than five others, of fewer than two other bridges."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.charts import trajectory
from dashboard.filters import Filters
from dashboard.indicators import elsewhere
from dashboard.indicators.progress import national
from dashboard.pages import find
from dashboard.question import Question
from data.programme.programme import Programme, Scope
from data.programme.visibility import may_be_told
from tests.factories import make_programme, partnership, status

OWN = "a-new-direction"


def of(numbers: dict[str, int], since: str = "2018-05-01", **facts: Any) -> Programme:
    """A programme with so many partnerships of each bridge, all established since one day."""
    names = [(f"{bridge}-{one}", bridge) for bridge, number in numbers.items() for one in range(number)]
    return make_programme(
        partnerships=[partnership(name, bridge=bridge or None) for name, bridge in names],
        statuses=[status(name, "established", since) for name, _ in names],
        **facts,
    )


def told_of(seen: Programme) -> DataFrame:
    """England's counts as a programme carries them."""
    assert seen.elsewhere is not None
    return seen.elsewhere("counts", None, None, True)


def told(programme: Programme, bridge: str = OWN, **filters: Any) -> national.England | None:
    seen = elsewhere.seen_by(programme, Scope(bridges=frozenset({bridge})))
    return national.at(Question(seen, Filters(**filters)))


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ({OWN: 2, "ive": 3, "artswork": 2}, True),
        ({OWN: 2, "ive": 3, "artswork": 1}, False),
        ({OWN: 9, "ive": 5}, False),
        ({OWN: 9, "ive": 4, "": 4}, False),
        ({OWN: 0, "ive": 3, "artswork": 1, "": 1}, True),
    ],
)
def test_england_is_told_where_the_others_are_five_of_two_bridges(
    numbers: dict[str, int], is_told: bool
) -> None:
    found = told(of(numbers))
    total = sum(numbers.values())
    if is_told:
        assert found == (pd.Timestamp("2020-03-31"), total, total, total)
    else:
        assert found is None


def test_each_quarter_is_told_by_itself_and_no_other_day() -> None:
    programme = of({OWN: 2, "ive": 3, "artswork": 2}, since="2018-05-01")
    seen = elsewhere.seen_by(programme, Scope(bridges=frozenset({OWN})))
    counts = told_of(seen)
    assert all(day.is_quarter_end for day in counts["date"])
    first = counts[counts["low"].notna()].iloc[0]
    assert (first["date"], first["low"]) == (pd.Timestamp("2018-06-30"), 7)
    assert told(programme, as_at=date(2019, 5, 17)) == (pd.Timestamp("2019-03-31"), 7, 7, 7)
    assert told(programme, as_at=date(2018, 6, 29)) is None


def test_a_second_counting_rule_or_a_part_tells_nothing_more() -> None:
    programme = of({OWN: 2, "ive": 3, "artswork": 2})
    assert told(programme, emerging=True) == told(programme)
    assert told(programme, region=("E12000007",)) is None


def test_each_number_is_withheld_by_itself() -> None:
    """Two bridges across, three days: too few in all, of one bridge alone, enough."""
    others = np.array([[2, 5, 3], [2, 0, 2]])
    assert may_be_told(others, others.sum(axis=0)).tolist() == [False, False, True]


def test_what_is_carried_is_four_columns_and_no_row_of_anybody() -> None:
    seen = elsewhere.seen_by(of({OWN: 1, "ive": 9, "artswork": 9}), Scope(bridges=frozenset({OWN})))
    assert [*told_of(seen)] == ["date", "low", "high", "counted"]
    assert len(seen.partnerships) == 1
    assert seen.visible_to(Scope(illustrative=False)).elsewhere is seen.elsewhere


def test_the_target_stands_beside_england_and_never_beside_the_own_count() -> None:
    programme = of({OWN: 2, "ive": 3, "artswork": 2})
    question = Question(elsewhere.seen_by(programme, Scope(bridges=frozenset({OWN}))), Filters())
    answer = find("/")[0].answer(question)
    assert answer.startswith(
        "Of the 2 partnerships in your bridge A New Direction, 2 are proved to be counted"
    )
    assert "in England 7 are proved and up to 7 are possible on 31 March 2020, of at least 50 by" in answer
    series = trajectory.frame(question)["series"]
    assert {"england", "target"} <= set(series)
    alone = Question(programme.visible_to(Scope(bridges=frozenset({OWN}))), Filters())
    assert not {"england", "target"} & set(trajectory.frame(alone)["series"])


def test_who_sees_all_of_england_is_told_nothing_twice() -> None:
    programme = of({OWN: 2, "ive": 3, "artswork": 2})
    assert elsewhere.seen_by(programme, Scope()) is programme
    assert national.said(Question(programme, Filters())) == ""
