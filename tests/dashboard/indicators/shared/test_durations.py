import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from pandas import DataFrame

from dashboard.indicators.shared.durations import kaplan_meier, median, share_after

GEHAN = [
    *(
        (6, True),
        (6, True),
        (6, True),
        (6, False),
        (7, True),
        (9, False),
        (10, True),
        (10, False),
        (11, False),
    ),
    *((13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False)),
    *((32, False), (32, False), (34, False), (35, False)),
]
"""Weeks in remission with 6-MP, and whether it ended: Freireich and others (1963), as in every textbook."""
OBSERVED = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40)


def curve_of(observed):
    lengths, ended = zip(*observed, strict=True)
    return DataFrame(kaplan_meier(np.array(lengths, dtype=float), np.array(ended, dtype=bool)))


def test_the_estimate_is_that_of_the_textbook():
    curve = curve_of(GEHAN).set_index("length")
    expected = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert curve["share"].loc[[*expected]].round(3).to_dict() == expected
    assert curve["at_risk"].loc[[6, 7, 10, 13, 16, 22, 23]].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert (curve["ended"].sum(), curve["censored"].sum()) == (9, 12)
    assert median(curve_of(GEHAN))[0] == 23.0


@settings(max_examples=20)
@given(OBSERVED)
def test_estimate_and_interval_are_those_of_lifelines(observed):
    lengths, ended = zip(*observed, strict=True)
    fitted = KaplanMeierFitter().fit(lengths, ended)
    curve = curve_of(observed)
    assert curve["length"].to_list() == fitted.survival_function_.index.to_list()
    assert curve["share"].to_numpy() == pytest.approx(fitted.survival_function_.iloc[:, 0].to_numpy())
    between = ((curve["share"] > 0) & (curve["share"] < 1)).to_numpy()
    for line, column in (("low", 0), ("high", 1)):
        theirs = fitted.confidence_interval_.iloc[:, column].to_numpy()
        assert curve[line].to_numpy()[between] == pytest.approx(theirs[between])
    assert curve["at_risk"].to_list()[1:] == fitted.event_table["at_risk"].to_list()[1:]


@settings(max_examples=20)
@given(OBSERVED)
def test_the_median_and_its_interval_are_those_of_lifelines(observed):
    lengths, ended = zip(*observed, strict=True)
    fitted = KaplanMeierFitter().fit(lengths, ended)
    assume(
        (abs(curve_of(observed)[["share", "low", "high"]] - 0.5) > 1e-6).all(axis=None)
    )  # their last digits
    theirs = [fitted.median_survival_time_, *median_survival_times(fitted.confidence_interval_).iloc[0]]
    assert median(curve_of(observed)) == tuple(None if np.isinf(length) else length for length in theirs)


def test_before_anything_ended_the_share_is_whole_and_after_the_last_seen_it_is_not_followed():
    curve = curve_of([(10, False), (20, True), (30, False)])
    assert share_after(curve, 19)[["share", "low", "high", "at_risk"]].tolist() == [1.0, 1.0, 1.0, 2.0]
    assert share_after(curve, 20)[["share", "at_risk"]].tolist() == [0.5, 2.0]
    assert np.isnan(share_after(curve, 31)["at_risk"])
