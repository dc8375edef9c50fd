from datetime import date

import pandas as pd
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.progress import held_of_published
from dashboard.question import Question

PROGRAMME = make_programme(
    partnerships=[
        partnership("dated"),
        partnership("later"),
        partnership("named"),
        partnership("ended", bridge="ive"),
        partnership("place", bridge="ive"),
        partnership("made-up", bridge="ive", is_illustrative=True),
    ],
    statuses=[
        status("dated", "established", "2017-12-31", precision="year"),
        status("later", "established", "2021-06-01"),
        status("named", "existing", None),
        status("ended", "established", "2016-01-01", "2018-01-01"),
        status("ended", "closed", "2018-01-01"),
        status("place", "prospective", "2016-01-01"),
        status("made-up", "established", "2016-01-01", is_illustrative=True),
    ],
    published_counts=[
        ("2018-12-19", "day", 50.0, "currently 50", "stock", "a council's page"),
        ("2022-12-31", "year", 10.0, "established across the country", "stock", "a page"),
        ("2023-03-31", "day", 12.0, "were established", "cumulative", "a report"),
        ("2015-10-14", "day", 50.0, "at least 50", "target", "a page"),
        (None, "not_published", 9.0, "over 9", "floor", "a page"),
        {
            "as_at": None,
            "precision": "not_published",
            "partnerships": 4.0,
            "wording": "currently 4",
            "kind": "stock",
            "place": "London",
            "bridge": "a-new-direction",
        },
        {
            "as_at": None,
            "precision": "not_published",
            "partnerships": 2.0,
            "wording": "two",
            "kind": "stock",
            "place": "Bedfordshire",
        },
    ],
)


def counts(filters=None):
    return held_of_published.counts(Question(PROGRAMME, filters or Filters()))


def test_each_published_number_stands_beside_what_may_have_existed_by_then():
    frame = counts()
    england = frame[frame["place"] == "England"].set_index("wording")
    assert england["held"].to_dict() == {
        "currently 50": 2,  # dated and named; the one that ended and the one of 2021 are not there
        "established across the country": 3,
        "were established": 4,  # the one that ended was established too
        "over 9": 4,
    }
    assert england.loc["established across the country", "share"] == 0.3
    assert "at least 50" not in england.index


def test_a_bridge_is_compared_with_its_own_number_and_a_county_with_none():
    frame = counts()
    bridge = frame[frame["bridge"] == "a-new-direction"].iloc[0]
    assert (bridge["place"], bridge["published"], bridge["held"], bridge["share"]) == (
        "A New Direction",
        4,
        3,
        0.75,
    )
    assert pd.isna(bridge["as_at"])
    assert "Bedfordshire" not in frame["place"].tolist()


def test_generated_partnerships_are_never_held():
    assert counts()["held"].tolist() == counts(Filters(illustrative=False))["held"].tolist()


def test_more_held_than_published_is_all_of_it():
    programme = make_programme(
        partnerships=[partnership("one"), partnership("two")],
        statuses=[status("one", "existing", None), status("two", "existing", None)],
        published_counts=[("2014-12-31", "year", 1.0, "a pilot", "stock", "a page")],
    )
    question = Question(programme, Filters())
    assert held_of_published.counts(question)[["held", "share"]].iloc[0].tolist() == [2, 1.0]
    assert held_of_published.sentence(question) == "2 held; 1 was published for 2014"


def test_a_date_is_judged_by_the_first_number_published_for_it_or_later():
    def said(on, **more):
        return held_of_published.sentence(Question(PROGRAMME, Filters(as_at=on, **more)))

    assert said(date(2018, 6, 30)) == "2 held; 50 were published for 19 December 2018"
    assert said(date(2020, 12, 31)) == "3 held; 10 were published for 2022"
    assert said(date(2024, 1, 1)) == "3 held; 10 were published for 2022"
    assert (
        said(date(2020, 12, 31), region=("E12000007",)) == "3 held; 4 were published on a page without a date"
    )
    assert said(date(2020, 12, 31), bridge=("ive",)) == ""
    assert said(date(2020, 12, 31), sector=("school",)) == ""


def test_the_share_is_that_of_the_same_number():
    assert held_of_published.share(Question(PROGRAMME, Filters(as_at=date(2020, 12, 31)))) == 0.3
    assert held_of_published.share(Question(PROGRAMME, Filters(bridge=("ive",)))) is None
