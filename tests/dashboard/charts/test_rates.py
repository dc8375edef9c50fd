"""Every share in a table is a rate of five cases or more with its interval beside it, or is no rate, for a reason."""

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.render import CHARTS, columns_of, render
from dashboard.filters import Filters
from dashboard.indicators.shared.rates import wilson
from dashboard.question import Question

NO_RATES = {
    "lever-balance": "weights of levers, not cases",
    "time-to-delivery": "an estimate with an interval of its own",
    "survival": "an estimate with an interval of its own",
    "held-of-published": "what is held of a published number",
    "quality-by-partnership": "cells of one partnership, all of them",
}
RANGES = {key: {"children_low", "children_high"} for key in ("coverage-by-need", "need-and-coverage")}
"""The least and the most that may be covered of something that is not in cases: parts of authorities count."""
ASKED = [Filters(), Filters(region=("E12000001",)), Filters(region=("E12000007",))]


def question(programme, filters, key):
    slug = programme.partnerships["partnership"].iloc[0] if CHARTS[key].subject == "needed" else None
    return Question(programme, filters, path_partnership=slug)


@pytest.mark.parametrize("key", CHARTS)
def test_a_share_is_a_rate_or_has_a_reason(demo_programme, key):
    columns = columns_of(CHARTS[key], question(demo_programme, Filters(), key))
    shares = [column for column, label in columns.items() if "(%)" in label and "interval" not in label]
    assert key in NO_RATES or set(shares) - RANGES.get(key, set()) == set(CHARTS[key].rates)


@pytest.mark.parametrize("key", [key for key, chart in CHARTS.items() if chart.rates])
@pytest.mark.parametrize("filters", ASKED, ids=lambda filters: filters.to_query() or "default")
def test_a_rate_has_five_cases_and_its_interval_beside_it(demo_programme, key, filters):
    rendered = render(CHARTS[key], question(demo_programme, filters, key))
    order = list(rendered.columns)
    for share, (part, whole) in CHARTS[key].rates.items():
        place = order.index(share)
        assert order[place : place + 3] == [share, f"{share}_low", f"{share}_high"]
        frame = rendered.frame
        if not len(frame):
            continue
        few = ~(frame[whole].astype(float) >= 5) | frame[part].isna()
        assert frame[[share, f"{share}_low", f"{share}_high"]].isna().all(axis=1).equals(few)
        known = frame[~few]
        low, high = wilson(known[part].to_numpy(dtype=float), known[whole].to_numpy(dtype=float))
        assert known[share].to_numpy() == pytest.approx(
            (100 * known[part] / known[whole]).to_numpy(dtype=float)
        )
        assert np.allclose(known[f"{share}_low"].to_numpy(dtype=float), 100 * low)
        assert np.allclose(known[f"{share}_high"].to_numpy(dtype=float), 100 * high)
        assert pd.Series(known[share] + 1e-9).ge(known[f"{share}_low"]).all()
