"""Every fact of a partnership, no sharper than its page dates it, with where it is to be read."""

from datetime import date

import pandas as pd
import pytest
from factories import make_programme, partnership, status

from dashboard.charts.render import CHARTS, render
from dashboard.exports.rows import tidy
from dashboard.filters import Filters
from dashboard.indicators.profile import evidence, profile
from dashboard.question import Question

PAGE = "https://example.org/page"


def fact(kind, as_at=None, precision="not_published", **more):
    return {"partnership": "a", "kind": kind, "as_at": as_at, "precision": precision, "grade": 3} | more


ROWS = [
    fact("status", "2018-06-30", "month", status="established", begins="on", address=PAGE, grade=2),
    fact("existence", "2020-12-31", "year", status="existing", begins="by", wording="one of ours"),
    fact("status", known_by="2016-12-31", status="emerging", begins="by"),
    fact("existence", status="existing", begins="by"),
    fact("membership", "2019-09-30", "quarter", value="hall"),
    fact("lead", "2021-05-04", "day", value="the council, from 2020-01-02"),
]


LATER = date(2021, 12, 31)


def asked(*rows, as_at=None, **more):
    programme = make_programme(
        partnerships=[partnership("a"), partnership("b")],
        organisations=[("hall", "The Hall", "cultural_organisation")],
        evidence=list(rows),
        **more,
    )
    return Question(programme, Filters(as_at=as_at), path_partnership="a")


def listed(*rows):
    return evidence.listing(asked(*rows, as_at=LATER))


def test_the_newest_come_first_and_those_without_a_date_last():
    assert listed(*ROWS)["when"].tolist() == [
        "4 May 2021",
        "2020",
        "July to September 2019",
        "June 2018",
        "date not published",
        "date not published",
    ]
    assert listed(*ROWS)["iso"].fillna("-").tolist() == ["2021-05-04", "2020", "2019-Q3", "2018-06", "-", "-"]


def test_what_pages_say_of_later_days_is_left_out_and_counted():
    earlier = asked(*ROWS)
    assert evidence.listing(earlier)["iso"].fillna("-").tolist() == ["2019-Q3", "2018-06", "-", "-"]
    card = render(CHARTS["partnership-evidence"], earlier)
    assert card.headline.startswith("4 published facts")
    assert "the newest first; 2 facts of later days left out." in card.subtitle


def test_what_a_fact_proves_is_no_sharper_than_its_date():
    assert listed(*ROWS)["proves"].tolist() == [
        "no status",
        "That it exists, by 2020; since when is not published",
        "no status",
        "Established, since June 2018",
        "That it exists, since when is not published",
        "Emerging, by 31 December 2016, on a page without a date; since when is not published",
    ]


def test_a_member_is_named_and_a_date_within_a_text_is_said():
    said = listed(*ROWS).set_index("what")["says"]
    assert said["Membership"] == "The Hall"
    assert said["Lead organisation"] == "the council, from 2 January 2020"


def test_authorities_are_named():
    (said,) = listed(fact("place", value="E09000007:whole;E09000003:part"))["says"]
    assert said == "Camden (whole); Barnet (part)"


def test_an_address_that_nobody_recorded_is_said_and_not_left_empty():
    rows = listed(*ROWS).set_index("when")
    assert rows.loc["June 2018", "address"] == PAGE
    assert rows.loc["2020", "address"] == "address not recorded"


def test_the_card_counts_the_facts_and_says_how_strong_they_are():
    found = render(CHARTS["partnership-evidence"], asked(*ROWS, as_at=LATER))
    assert found.headline == "6 published facts, at best of grade 2: states status and date"
    assert found.text.endswith("The address of 5 is not recorded.")


def test_the_file_has_the_day_for_programs_and_whether_a_row_is_made_up():
    frame = tidy(render(CHARTS["partnership-evidence"], asked(*ROWS, as_at=LATER)))
    assert frame.loc[3, ["iso", "is_illustrative"]].tolist() == ["2018-06", False]


def test_without_any_evidence_the_card_says_so():
    found = render(CHARTS["partnership-evidence"], asked(fact("existence") | {"partnership": "b"}))
    assert found.reason_empty.startswith("No published page on record speaks of it")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (
            [status("a", "established", "2018-06-30", precision="month", grade=2)],
            ["Established, since June 2018", "working", "2: states status and date"],
        ),
        (
            [status("a", "existing", "2018-06-30", begins="by", grade=3)],
            [
                "Existing, status not stated, by 30 June 2018; since when is not published",
                "working",
                "3: names it",
            ],
        ),
        (
            [status("a", "established", None)],
            ["Exists, date or status not published", "working", "2: states status and date"],
        ),
    ],
)
def test_the_status_we_count_stands_beside_the_word_of_the_page_and_its_grade(statuses, said):
    question = asked(
        fact("existence", grade=2),
        statuses=statuses,
    )
    programme = question.programme
    rows = programme.partnerships.assign(status_as_published="working")
    question = Question(
        make_programme(partnerships=rows, statuses=programme.statuses, evidence=programme.evidence),
        Filters(),
        path_partnership="a",
    )
    facts = profile.profile(question).facts.set_index("fact")["value"]
    assert facts[["Status counted", "Status as published", "Evidence of the status"]].tolist() == said


def test_a_members_beginning_is_no_sharper_than_its_page():
    question = asked(
        memberships=[
            {
                "partnership": "a",
                "organisation": "hall",
                "role": "member",
                "from_date": "2019-12-31",
                "precision": "year",
                "begins": "by",
            }
        ]
    )
    (member,) = profile.profile(question).members.to_dict("records")
    assert member["since"] == "by 2019"
    assert pd.isna(member["to_date"])


def test_a_member_that_a_later_page_names_is_listed_and_not_said_to_sit_there():
    seat = {"partnership": "a", "organisation": "hall", "role": "member", "begins": "by"}
    question = asked(memberships=[seat | {"from_date": "2023-03-31", "precision": "not_published"}])
    (member,) = profile.profile(question).members.to_dict("records")
    assert not member["is_current"]
    card = render(CHARTS["partnership-sectors"], question)
    assert card.headline == "Nobody knows yet who sits at this table"
    assert card.text.endswith("Pages that do not say since when name 1 member.")


def test_without_a_status_its_evidence_is_the_best_of_what_spoke_by_then():
    rows = [fact("existence", "2021-05-04", "day", grade=1), fact("existence", grade=3)]

    def said(day):
        found = profile.profile(asked(*rows, as_at=day))
        return found.facts.set_index("fact").loc["Evidence of the status", "value"]

    assert said(date(2020, 3, 31)) == "3: names it"
    assert said(LATER) == "1: official"
