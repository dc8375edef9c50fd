"""Tables give shares in per cent: as parts of one they would all be rounded to a tenth."""

import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.question import Question
from data.programme.programme import Programme

SHARES = {
    "completeness-by-field": ["share"],
    "lever-balance": ["share_SYN", "share_MOB", "share_DEL"],
    "support-by-type": ["share"],
    "venues": ["share"],
}


@pytest.mark.parametrize("key", SHARES)
def test_shares_are_given_in_per_cent(demo_programme: Programme, key: str) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, ""))
    for column in SHARES[key]:
        assert "(%)" in rendered.columns[column]
        assert 1 < rendered.frame[column].max() <= 100


def test_the_three_shares_of_a_partnership_are_the_whole(demo_programme: Programme) -> None:
    frame = render(CHARTS["lever-balance"], Question.from_query(demo_programme, "")).frame
    assert frame[SHARES["lever-balance"]].sum(axis=1).between(99.8, 100.2).all()
