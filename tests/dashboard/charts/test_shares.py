"""Tables give shares in per cent: as parts of one they would all be rounded to a tenth."""

import re

import pytest

from dashboard.charts.render import CHARTS, render
from dashboard.question import Question
from data.programme.programme import Programme


@pytest.mark.parametrize("key", CHARTS)
def test_shares_are_given_in_per_cent(demo_programme: Programme, key: str) -> None:
    rendered = render(CHARTS[key], Question.from_query(demo_programme, "", partnership="camden-spark"))
    shares = {column for column in rendered.columns if re.search(r"(^|_)share(_|$)", column)}
    in_per_cent = {column for column, label in rendered.columns.items() if "(%)" in label}
    assert shares <= in_per_cent
    for column in in_per_cent:
        known = rendered.frame[column].dropna()
        assert known.between(0, 100).all()
        assert known.empty or known.max() > 1


def test_the_three_shares_of_a_partnership_are_the_whole(demo_programme: Programme) -> None:
    frame = render(CHARTS["lever-balance"], Question.from_query(demo_programme, "")).frame
    assert frame[["share_SYN", "share_MOB", "share_DEL"]].sum(axis=1).between(99.8, 100.2).all()
