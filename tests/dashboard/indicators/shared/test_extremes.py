import pandas as pd
import pytest

from dashboard.indicators.shared.extremes import extreme


def frame(**counts):
    return pd.DataFrame({"label": list(counts), "number": list(counts.values())})


def test_all_that_tie_are_named_up_to_three_and_the_others_counted():
    assert extreme(frame(a=4, b=4, c=1), "number") == ("a and b", 2, 4.0)
    assert extreme(frame(a=4, b=4, c=4, d=1), "number") == ("a, b and c", 3, 4.0)
    assert extreme(frame(a=2, b=2, c=2, d=2, e=2, f=1), "number") == ("a, b, c and 2 more", 5, 2.0)


def test_where_all_are_equal_nobody_is_first():
    assert extreme(frame(a=4, b=4, c=4), "number") is None


@pytest.mark.parametrize(("counts", "is_named"), [({"a": 3, "b": 1}, False), ({"a": 3, "b": 2}, True)])
def test_numbers_of_fewer_than_five_in_all_make_no_first(counts, is_named):
    assert (extreme(frame(**counts), "number") is not None) == is_named


def test_a_share_of_fewer_than_five_cases_is_not_compared():
    rows = pd.DataFrame({"label": ["tiny", "small", "large"], "share": [1.0, 0.6, 0.5], "of": [4, 5, 50]})
    assert extreme(rows, "share", base="of") == ("small", 1, 0.6)
    assert extreme(rows, "share", base="of", least=True) == ("large", 1, 0.5)
    assert extreme(rows.head(1), "share", base="of") is None


def test_what_is_not_known_is_neither_most_nor_least():
    rows = pd.DataFrame({"label": ["a", "b", "c"], "number": [None, 6.0, 2.0]})
    assert extreme(rows, "number", least=True) == ("c", 1, 2.0)
