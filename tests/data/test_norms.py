from datetime import date

import pandas as pd
import pytest

from data.norms import ago, quarter_end


@pytest.mark.parametrize(
    ("on", "months", "before"),
    [
        ("2020-06-30", 3, "2020-03-31"),
        ("2020-05-31", 3, "2020-02-29"),
        ("2020-05-30", 3, "2020-02-29"),
        ("2021-02-28", 12, "2020-02-29"),
        ("2020-03-15", 6, "2019-09-15"),
    ],
)
def test_months_before_the_end_of_a_month_are_ends_of_months(on: str, months: int, before: str) -> None:
    assert ago(pd.Timestamp(on), months) == pd.Timestamp(before)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_ends_on_the_last_day_of_its_third_month(month):
    end = quarter_end(date(2019, month, 17))
    assert end.month == month + -month % 3
    assert (end.month, end.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
    assert end.year == 2019
