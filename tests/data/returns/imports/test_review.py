"""A return is handed in, checked, sent back or accepted; only then are its rows in the store."""

from dataclasses import replace
from datetime import date

import pytest

from data.errors import ChangeRefusedError, LoadRefusedError, StoreMovedOnError
from data.programme.programme import Scope
from data.programme.programme import load as load_programme
from data.returns.imports import (
    accept,
    hand_in,
    history,
    load,
    plan_of,
    prepare,
    reviews,
    send_back,
    take,
    undo,
)
from data.returns.imports.rebuild import with_waiting
from data.returns.imports.review import fingerprint
from data.returns.reader import Source
from data.store.engine import reading
from data.store.schema import monitoring_return
from tests.returns import JUNE, MEETINGS, accepted, content, handed_in, loaded

OTHER = Source("meetings.csv", b"meeting,partnership,held_on,format\nm9,camden,2020-05-05,workshop\n")


def received(engine):
    with reading(engine) as connection:
        rows = connection.execute(monitoring_return.select()).mappings()
        return {(row["partnership"], row["period_end"]): row["received_on"] for row in rows}


def rows_but_reviews(engine):
    return {name: rows for name, rows in content(engine).items() if not name.startswith("return_")}


def test_what_is_handed_in_changes_no_row_until_it_is_accepted(filled):
    before = rows_but_reviews(filled)
    number = handed_in(filled)
    assert rows_but_reviews(filled) == before
    take(filled, number, who="Ben")
    assert rows_but_reviews(filled) == before

    batch = accepted(filled, number)

    assert [(one.state, one.who, one.comment) for one in reviews(filled)[0].steps] == [
        ("received", "Ann", "Our spring"),
        ("in_check", "Ben", None),
        ("accepted", "Ben", None),
    ]
    entry = history(filled)[0].entry
    assert (entry.who, entry.sender, entry.bridge, entry.period_end, entry.note) == (
        "Ben", "Ann", "a-new-direction", date(2020, 6, 30), "Our spring",
    )  # fmt: skip
    assert batch.number == reviews(filled)[0].batch
    assert received(filled)["camden", date(2020, 6, 30)] == date(2020, 7, 20)


def test_a_return_that_changes_nothing_else_is_received_all_the_same(filled):
    named = Source("partnerships.csv", b"partnership,name\nbarnet,Barnet CEP\n")
    accepted(filled, handed_in(filled, named))

    assert received(filled)["barnet", date(2020, 6, 30)] == date(2020, 7, 20)


def test_the_first_day_on_which_a_return_came_stays(filled):
    accepted(filled, handed_in(filled))
    accepted(filled, handed_in(filled, OTHER, of=replace(JUNE, received_on=date(2020, 8, 3))))

    assert received(filled)["camden", date(2020, 6, 30)] == date(2020, 7, 20)


def test_a_row_of_the_file_without_its_day_gets_it(filled):
    listed = Source(
        "returns.csv", b"partnership,period_end,due_on,received_on\ncamden,2020-06-30,2020-07-31,\n"
    )
    accepted(filled, handed_in(filled, MEETINGS, listed))

    assert received(filled)["camden", date(2020, 6, 30)] == date(2020, 7, 20)


def test_loading_a_return_sets_the_day_on_which_it_came_and_undoing_takes_it_back(filled):
    before = received(filled)
    batch = load(filled, prepare(filled, (MEETINGS,), of=JUNE), who="Ben", note="by e-mail")
    assert received(filled)["camden", date(2020, 6, 30)] == date(2020, 7, 20)
    assert batch.entry.note == "by e-mail"

    undo(filled, batch.number, who=None)

    assert received(filled) == before


def test_a_return_goes_back_with_a_comment_only_and_the_next_one_can_be_accepted(filled):
    number = handed_in(filled)
    with pytest.raises(ChangeRefusedError, match="Say what is to be mended"):
        send_back(filled, number, who="Ben", comment=" ")

    send_back(filled, number, who="Ben", comment="The meeting was on the 5th")

    assert (reviews(filled)[0].state, reviews(filled)[0].comment) == (
        "returned",
        "The meeting was on the 5th",
    )
    with pytest.raises(ChangeRefusedError, match="returned with comment by Ben"):
        accepted(filled, number)
    accepted(filled, handed_in(filled, OTHER))
    assert [one.state for one in reviews(filled)] == ["accepted", "returned"]


def test_who_handed_it_in_cannot_accept_it(filled):
    number = handed_in(filled)

    with pytest.raises(ChangeRefusedError, match="somebody else has to accept it"):
        accepted(filled, number, who=" ANN ")

    assert reviews(filled)[0].state == "received"


def test_the_same_files_are_handed_in_once(filled):
    number = handed_in(filled)

    with pytest.raises(ChangeRefusedError, match=f"it is return {number}, received"):
        handed_in(filled, sender="Cyd")


def test_of_two_that_wait_the_second_is_looked_at_again(filled):
    first, second = handed_in(filled), handed_in(filled, OTHER, sender="Cyd")
    seen = fingerprint(plan_of(filled, second))
    accepted(filled, first)

    with pytest.raises(StoreMovedOnError):
        accept(filled, second, who="Ben", seen=seen)

    accepted(filled, second)
    assert [one.state for one in reviews(filled)] == ["accepted", "accepted"]


def test_a_bridge_changes_no_partnership_of_another(filled):
    of = replace(JUNE, bridge="artswork")

    with pytest.raises(
        LoadRefusedError, match="camden is one of a-new-direction, and this is the return of artswork"
    ):
        handed_in(filled, of=of)


def test_a_return_whose_batch_was_undone_is_in_check_again(filled):
    number = handed_in(filled)
    batch = accepted(filled, number)

    undone = undo(filled, batch.number, who="Dee")
    assert (reviews(filled)[0].state, reviews(filled)[0].who) == ("in_check", "Dee")
    undo(filled, undone.number, who="Dee")

    assert reviews(filled)[0].state == "accepted"


@pytest.mark.parametrize(
    ("of", "wrong"),
    [
        (replace(JUNE, period_end=date(2020, 6, 29)), "not the last day of a quarter"),
        (replace(JUNE, received_on=date(2020, 6, 30)), "has not ended yet"),
        (JUNE, ""),
    ],
)
def test_a_return_is_of_a_quarter_that_has_ended(of, wrong):
    assert (wrong in of.wrong()) if wrong else of.wrong() == ""


def test_nothing_is_handed_in_without_a_row_and_loading_the_same_again_changes_nothing(filled):
    nothing = Source("meetings.csv", b"meeting,partnership,held_on,format\n")
    with pytest.raises(ChangeRefusedError, match="no row"):
        handed_in(filled, nothing)

    loaded(filled, partnerships=[{"partnership": "barnet", "name": "Barnet Arts"}])

    assert len(history(filled)) == 1


def test_what_waits_can_be_shown_as_if_it_were_accepted(filled):
    first = handed_in(filled)
    other = Source(
        "activities.csv",
        b"activity,partnership,title,start_on,primary_lever\nc9,camden,A play,2020-05-09,DEL\n",
    )
    second = handed_in(filled, other, sender="Cyd")
    programme = load_programme(filled, waiting=with_waiting)
    assert "m9" not in programme.meetings["meeting"].tolist()

    shown = programme.with_waiting

    assert shown.accepted is programme
    assert "m9" in shown.meetings["meeting"].tolist()
    assert "c9" in shown.activities["activity"].tolist()
    assert shown.as_at == programme.as_at
    send_back(filled, first, who="Ben", comment="No")
    accepted(filled, second)
    last = load_programme(filled, waiting=with_waiting)
    assert last.with_waiting is last
    assert "m9" not in last.meetings["meeting"].tolist()


def test_whoever_sees_one_bridge_is_shown_what_waits_of_that_one_alone(filled):
    loaded(
        filled, partnerships=[{"partnership": "leeds", "name": "Leeds CEP", "bridge": "ive", "pilot": False}]
    )
    handed_in(filled)
    there = Source("meetings.csv", b"meeting,partnership,held_on,format\nm8,leeds,2020-05-04,workshop\n")
    handed_in(filled, there, of=replace(JUNE, bridge="ive"), sender="Cyd")
    programme = load_programme(filled, waiting=with_waiting)
    assert {"m8", "m9"} <= set(programme.with_waiting.meetings["meeting"])
    for bridge, own, others in (("a-new-direction", "m9", "m8"), ("ive", "m8", "m9")):
        seen = programme.visible_to(Scope(bridges=frozenset({bridge})))

        shown = seen.with_waiting

        assert shown.accepted is seen
        assert shown.seen_by == seen.seen_by
        assert own in shown.meetings["meeting"].tolist()
        assert others not in shown.meetings["meeting"].tolist()
        assert set(shown.partnerships["bridge"]) == {bridge}


def test_what_was_answered_is_kept_with_the_return(filled):
    doubtful = Source(
        "activities.csv",
        b"activity,partnership,title,start_on,primary_lever,young_people\nc9,camden,A play,2020-05-09,DEL,12+\n",
    )
    of = replace(JUNE, received_on=date(2020, 7, 21))
    asked = prepare(filled, (doubtful,), of=of).unanswered
    with pytest.raises(LoadRefusedError, match=r"12\+"):
        handed_in(filled, doubtful)
    answers = {one.asked: "12" for one in asked}

    number = hand_in(filled, prepare(filled, (doubtful,), of=of, answers=answers), (doubtful,), sender="Ann")

    assert reviews(filled)[0].answers == answers
    accepted(filled, number)
    assert load_programme(filled).activities.set_index("activity").loc["c9", "young_people"] == 12
