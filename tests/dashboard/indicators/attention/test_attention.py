"""The list of partnerships to call: its order, its counts, and that they agree on any day."""

from datetime import date

import numpy as np
import pandas as pd
from factories import make_programme, partnership, status
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.indicators.attention import attention
from dashboard.indicators.attention.reasons import REASONS
from dashboard.indicators.meetings import meetings
from dashboard.question import Question
from data import norms

FOUR = {"meetings_expected_per_year": 4.0}


def supported(day, slug="camden"):
    return {"support": f"{slug}-{day}", "bridge": "a-new-direction", "partnership": slug, "support_on": day}


PROGRAMME = make_programme(
    partnerships=[
        partnership("barnet", **FOUR),
        partnership("camden", **FOUR),
        partnership("enfield", bridge="ive"),
        partnership("quiet"),
    ],
    statuses=[status(slug, "established", "2016-01-01") for slug in ("barnet", "camden", "enfield", "quiet")],
    meetings=[
        {"meeting": "m1", "partnership": "barnet", "held_on": "2019-01-01", "state": "held"},
        {"meeting": "m2", "partnership": "camden", "held_on": "2019-06-01", "state": "held"},
    ],
    support=[
        supported("2019-08-01"),
        supported("2020-03-01", "barnet"),
        supported("2020-02-01", "quiet"),
    ],
    returns=[
        ("enfield", "2019-12-31", "2020-01-30", None),
        ("enfield", "2019-09-30", "2019-10-30", "2019-10-20"),
    ],
)


def test_what_a_call_can_settle_comes_first_then_most_reasons_then_the_longest():
    frame = attention.listing(Question(PROGRAMME, Filters()))
    assert frame["partnership"].tolist() == ["camden", "enfield", "barnet"]
    assert frame["reasons"].tolist() == frame["open"].tolist() == [2, 1, 1]
    assert frame["weight"].tolist() == [3, 3, 2]
    assert (
        frame.loc[0, "why"]
        == "No meeting since 1 June 2019, 4 a year expected; No support since 1 August 2019"
    )
    assert frame.loc[0, ["since", "anchor"]].tolist() == [pd.Timestamp("2019-12-01"), "meetings"]
    assert frame["region"].tolist() == ["London", "Yorkshire and The Humber", "London"]


def test_the_last_contact_is_the_latest_of_meeting_support_and_return():
    frame = attention.listing(Question(PROGRAMME, Filters()))
    expected = ["2019-08-01", "2019-10-20", "2020-03-01"]
    assert frame["last_contact"].tolist() == [pd.Timestamp(day) for day in expected]


def test_the_list_the_count_and_the_reasons_follow_the_filters():
    yorkshire = Filters(bridge=("ive",))
    assert attention.listing(Question(PROGRAMME, yorkshire))["partnership"].tolist() == ["enfield"]
    assert attention.count(Question(PROGRAMME, yorkshire)) == (1, 1)
    assert attention.count(Question(PROGRAMME, Filters())) == (3, 4)
    frame = attention.by_reason(Question(PROGRAMME, Filters())).set_index("key")
    assert frame["partnerships"].to_dict() == dict.fromkeys(frame.index, 0) | {
        "dormant": 2,
        "no_support": 1,
        "return_late": 1,
    }
    assert frame["live"].tolist() == [4, 4, 4, 4, 4, 0, 4]
    assert frame.loc["emerging_long", "applies_to"] == "Emerging"


def test_nobody_asked_for_is_an_empty_list():
    assert attention.listing(Question(PROGRAMME, Filters(bridge=("artswork",)))).empty
    assert attention.count(Question(PROGRAMME, Filters(bridge=("artswork",)))) == (0, 0)
    assert attention.count(Question(make_programme(), Filters())) == (0, 0)


@settings(max_examples=15)
@given(st.dates(date(2014, 6, 1), date(2020, 3, 31)))
def test_on_any_day_the_list_the_count_and_the_reasons_agree(demo_programme, day):
    asked = Filters(as_at=day)
    frame, given_ = (
        attention.listing(Question(demo_programme, asked)),
        attention.by_reason(Question(demo_programme, asked)),
    )
    assert len(frame) == attention.count(Question(demo_programme, asked)).flagged
    assert frame["reasons"].sum() == given_["partnerships"].sum()
    assert (given_["partnerships"] <= given_["live"]).all()
    assert (frame["days"] >= 0).all()
    assert [len(keys.split("; ")) for keys in frame["keys"]] == frame["reasons"].tolist()
    assert [len(why.split("; ")) for why in frame["why"]] == frame["reasons"].tolist()
    assert frame["anchor"].isin([reason.anchor for reason in REASONS]).all()
    assert not (frame["last_contact"] > pd.Timestamp(day)).any()


def test_the_dormant_are_those_the_meetings_page_calls_dormant(demo_programme):
    recency = meetings.recency(Question(demo_programme, Filters()))
    judged = recency["status"].isin(norms.MEETING_STATUSES) & (recency["state"] == "dormant")
    frame = attention.listing(Question(demo_programme, Filters()))
    dormant = frame[[("dormant" in keys.split("; ")) for keys in frame["keys"]]]
    assert sorted(dormant["partnership"]) == sorted(recency.loc[judged, "partnership"])
    assert len(dormant)


def test_with_illustrative_rows_hidden_nobody_is_called(demo_programme):
    hidden = Filters(illustrative=False)
    assert attention.listing(Question(demo_programme, hidden)).empty
    assert attention.count(Question(demo_programme, hidden)).flagged == 0
    assert not np.any(attention.by_reason(Question(demo_programme, hidden))["partnerships"])
