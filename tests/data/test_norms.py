import pandas as pd
import pytest

from data.norms import ago


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
