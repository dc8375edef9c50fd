"""How far a call is holds as long as its reason lasts, and what stands on the desk follows from it."""

from datetime import date, timedelta
from typing import Any

import pytest
from factories import make_programme, partnership, status

from dashboard.filters import Filters
from dashboard.indicators.attention import attention, desk
from dashboard.indicators.shared import selection
from dashboard.question import Question

TODAY = date.today()  # noqa: DTZ011 - as the page, which stands where its reader is
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
FOUR = {"meetings_expected_per_year": 4.0}


def meeting(slug: str, day: str) -> dict[str, Any]:
    return {"meeting": f"{slug}-{day}", "partnership": slug, "held_on": day, "state": "held"}


def said(state: str, slug: str = "barnet", reason: str = "dormant", **more: Any) -> dict[str, Any]:
    usual = {"partnership": slug, "reason": reason, "state": state, "held_on": "2020-03-27", "who": "Asha"}
    return usual | more


def programme(*states: dict[str, Any], **more: Any) -> Any:
    """Barnet and Camden have not met for long, Camden's return is late as well; Enfield gives no reason."""
    slugs = ("barnet", "camden", "enfield")
    return make_programme(
        partnerships=[partnership(slug, **FOUR) for slug in slugs],
        statuses=[status(slug, "established", "2016-01-01") for slug in slugs],
        meetings=more.get(
            "meetings",
            [
                meeting("barnet", "2019-01-01"),
                meeting("camden", "2019-05-01"),
                meeting("enfield", "2020-03-01"),
            ],
        ),
        returns=[("camden", "2019-12-31", "2020-01-30", None)],
        memberships=[
            {"partnership": "camden", "organisation": "a-council", "role": "chair", "from_date": "2020-03-01"}
        ],
        organisations=[{"organisation": "a-council", "name": "A Council", "sector": "local_authority"}],
        attention_states=list(states),
    )


def names(question: Question) -> list[str]:
    return [call.partnership for call in desk.first_calls(question, 10)]


def asked(held: Any, **filters: Any) -> Question:
    return Question(held, Filters(**filters))


def test_all_are_open_until_somebody_calls():
    counted = desk.counts(asked(programme()))

    assert counted.open == 2
    assert (counted.by_reason["dormant"], counted.by_reason["return_late"]) == (2, 1)
    assert set(counted.by_state.values()) == {0}


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (said("called"), False),
        (said("settled"), False),
        (said("waiting", until=TOMORROW), False),
        (said("waiting", until=TODAY.isoformat()), True),
        (said("open"), True),
        (said("called", reason="no_support"), True),
        (said("called", reason="a-reason-of-before"), True),
    ],
)
def test_a_state_takes_its_own_reason_from_the_list_and_waiting_ends_on_its_day(state, is_open):
    question = asked(programme(state))

    assert ("barnet" in names(question)) is is_open
    assert desk.counts(question).open == 1 + is_open
    assert attention.count(question).flagged == 2


def test_what_was_said_of_a_reason_does_not_hold_when_it_has_come_again():
    again = [meeting("barnet", "2018-01-01"), meeting("barnet", "2019-01-01")]
    before = programme(said("settled", held_on="2018-12-01"), meetings=again)
    after = programme(said("settled", held_on="2019-12-01"), meetings=again)

    assert "barnet" in names(asked(before))
    assert "barnet" not in names(asked(after))


def test_the_filter_by_state_chooses_partnerships_everywhere():
    held = programme(said("called"), said("waiting", "camden", "return_late", until=TOMORROW))

    for states, expected in [(("called",), ["barnet"]), (("waiting",), ["camden"]), (("open",), ["camden"])]:
        question = asked(held, call=states)
        assert selection.selected(question)["partnership"].tolist() == expected
        assert names(question) == expected
    assert names(asked(held, call=("open",), reason=("return_late",))) == []
    assert names(asked(held, call=("waiting",), reason=("return_late",))) == ["camden"]


def test_a_call_says_why_who_can_act_what_helps_and_how_far_it_is():
    held = programme(said("waiting", "camden", "dormant", until="2999-04-30", note="In April", who="Ben"))

    (first, *_) = desk.first_calls(asked(held), 10)

    assert first.partnership == "camden"
    assert [reason.key for reason in first.open] == ["return_late"]
    assert first.actors == ("A Council (chair)",)
    assert first.helps == ("Attending a meeting: evidence",)
    done = first.reasons[-1]
    assert (done.key, done.note) == ("dormant", "In April")
    assert done.said == "waiting until 30 April 2999, said on 27 March 2020 by Ben"


def test_what_is_new_since_a_day_got_worse():
    held = programme()
    (camden, barnet) = desk.first_calls(asked(held), 10)

    # Camden's return was due on 30 January; Barnet's rhythm was broken in July.
    assert [reason.is_new for reason in camden.reasons] == [True, False]
    assert [reason.is_new for reason in barnet.reasons] == [False]
    assert desk.counts(asked(held)).worse == 1
    assert desk.counts(asked(held, since=date(2019, 7, 1))).worse == 2


def test_the_list_says_how_far_each_reason_is():
    frame = attention.listing(asked(programme(said("called", note="They meet in May"))))

    barnet = frame.set_index("partnership").loc["barnet"]
    assert (barnet["reasons"], barnet["open"], barnet["weight"]) == (1, 0, 0)
    assert barnet["state"] == "No meeting for long: called on 27 March 2020 by Asha"
    assert frame["partnership"].tolist() == ["camden", "barnet"]
