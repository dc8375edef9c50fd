"""What a profile says first: what the partnership is, whether it needs a call, and who is missing at its table."""

from datetime import date

import pytest
from factories import area, make_programme, partnership, status

from dashboard.components.markup import markup
from dashboard.filters import Filters
from dashboard.indicators.attention import attention
from dashboard.indicators.profile.opening import Seat
from dashboard.pages import profile, profile_opening
from dashboard.pages.page import body
from dashboard.question import Question
from data.taxonomy import SECTORS

DAY = date(2020, 3, 31)


def asked(day=DAY, **rows):
    facts = {
        "partnerships": [partnership("a", meetings_expected_per_year=4)],
        "statuses": [status("a", "established", "2016-06-30", precision="month", grade=2)],
        "partnership_areas": [area("a", "E09000007")],
    }
    return Question(make_programme(**(facts | rows)), Filters(as_at=day), path_partnership="a")


def called(question):
    return markup(profile_opening.call(question))


def meeting(day):
    return {"meeting": day, "partnership": "a", "held_on": day, "state": "held"}


def test_the_answer_says_status_evidence_place_and_bridge():
    assert profile.answer(asked()) == (
        "A is established on 31 March 2020 (since June 2016; evidence of grade 2: states status and date). "
        "It works in Camden; its bridge is A New Direction."
    )


def test_the_answer_says_what_is_not_known():
    assert profile.answer(asked(statuses=[], partnership_areas=[])) == (
        "A exists (its date or status is not published) on 31 March 2020. "
        "No source itemises the authorities it works in; its bridge is A New Direction."
    )


def test_a_reason_to_call_leads_to_the_rows_that_make_it():
    said = called(asked(meetings=[meeting("2019-06-01")]))
    assert said.startswith('<p class="why-call"><strong>Needs a call: </strong>')
    assert '<a href="#meetings">no meeting since 1 June 2019, 4 a year expected</a>.' in said


def test_a_reason_that_rests_on_made_up_rows_says_so():
    made_up = [meeting("2019-06-01") | {"is_illustrative": True}]
    assert "Illustrative data" in called(asked(meetings=made_up))
    assert "Illustrative data" not in called(asked(meetings=[meeting("2019-06-01")]))


def test_a_reason_that_somebody_called_about_is_said_after_those_that_are_open():
    written = {
        "partnership": "a",
        "reason": "dormant",
        "state": "called",
        "held_on": "2020-03-30",
        "who": "Asha",
    }
    rows = {"meetings": [meeting("2019-06-01")], "attention_states": [written]}
    assert called(asked(**rows)) == (
        '<p class="why-call"><strong>No call left to make: </strong>'
        '<a href="#meetings">no meeting since 1 June 2019, 4 a year expected</a>'
        " (called on 30 March 2020 by Asha).</p>"
    )
    late = [("a", "2019-12-31", "2020-01-31", None)]
    said = called(asked(**rows, returns=late))
    assert (
        said.index("Needs a call")
        < said.index("#returns")
        < said.index("Called about")
        < said.index("#meetings")
    )


def test_none_needed_not_known_and_ended_are_three_things():
    assert "Needs no call on 31 March 2020" in called(asked(meetings=[meeting("2020-03-01")]))
    assert "Whether it needs a call is not known" in called(asked())
    ended = [status("a", "closed", "2019-01-01")]
    assert "No call to make: it is closed." in called(asked(statuses=ended, meetings=[meeting("2018-06-01")]))


def test_the_opening_gives_the_reasons_that_the_attention_page_gives(demo_programme):
    question = Question(demo_programme, Filters(as_at=DAY))
    listed = attention.listing(question)
    assert len(listed) > 20
    for slug, why, keys in listed[["partnership", "why", "keys"]].itertuples(index=False, name=None):
        own = attention.of_one(Question(demo_programme, Filters(as_at=DAY), path_partnership=slug))
        assert ("; ".join(own["why"]), "; ".join(own["key"])) == (why, keys)


def seats(**states):
    return [
        Seat(
            sector.code,
            sector.label,
            sector.core_group or sector.group,
            states.get(sector.code, states["rest"]),
            (),
        )
        for sector in SECTORS.values()
    ]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (seats(rest="unknown"), "Who sits at the table is not known"),
        (seats(rest="ended"), "It has ended; nobody is expected at its table"),
        (seats(rest="there"), "5 of 5 core groups at the table"),
        (
            seats(rest="there", youth_sector="missing"),
            "4 of 5 core groups at the table; nobody from Youth sector",
        ),
        (
            seats(rest="unknown", school="there"),
            "Pages name somebody from education setting; the rest is not known",
        ),
    ],
)
def test_the_headline_of_the_seats(found, said):
    assert profile_opening.headline(found) == said


def test_a_seat_names_who_sits_there_or_says_why_nobody_does():
    rows = [("a", "hall", "member", "2018-01-01", None)]
    question = asked(organisations=[("hall", "Hall", "cultural_organisation")], memberships=rows)
    said = markup(body(profile.PAGE, question))
    assert (
        '<li class="seat is-there"><span>Cultural organisation</span><strong>1</strong>'
        '<span class="seat-names" title="Hall">Hall</span></li>'
    ) in said
    assert '<li class="seat is-missing"><span>Youth sector</span><strong>nobody</strong></li>' in said


def test_after_the_records_end_nobody_is_said_to_be_missing_who_sat_there_last():
    rows = {
        "organisations": [("hall", "Hall", "cultural_organisation")],
        "memberships": [("a", "hall", "member", "2018-01-01", "2021-01-01")],
        "record_ends": [("memberships", False, "2020-03-31", "the last return")],
    }
    said = markup(body(profile.PAGE, asked(date(2022, 1, 1), **rows)))
    assert "1 organisation known at the table on 31 March 2020" in said
    assert '<span class="seat-names" title="Hall">Hall</span>' in said


def test_before_anything_is_recorded_nobody_can_tell_whether_it_needs_a_call():
    assert "is not known" in called(asked(date(2019, 1, 1), meetings=[meeting("2020-03-01")]))


def test_every_way_on_the_page_leads_to_something_on_it(demo_programme):
    for slug in demo_programme.partnerships["partnership"][::11]:
        question = Question(demo_programme, Filters(as_at=DAY), path_partnership=slug)
        said = markup(body(profile.PAGE, question))
        ways = {part.split('"')[0] for part in said.split('href="#')[1:]}
        assert len(ways) >= 6
        assert [way for way in ways if f'id="{way}"' not in said] == []


def test_one_that_is_not_there_leads_to_those_whose_names_come_near():
    question = Question(
        make_programme(partnerships=[partnership("camden")]), Filters(), path_partnership="camdn"
    )
    said = markup(body(profile.PAGE, question))
    assert 'href="/partnerships/camden"' in said
    assert "part-heading" not in said
