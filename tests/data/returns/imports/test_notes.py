from datetime import date

import pytest

from data.errors import ChangeRefusedError, NothingToLoadError, UndoRefusedError
from data.programme.programme import load as programme_of
from data.returns.imports import changes, drop, history, last_batch, put, undo
from data.store.engine import store_version
from tests.returns import content, loaded

CALLED = {
    "partnership": "camden",
    "reason": "return_late",
    "state": "called",
    "held_on": "2019-03-01",
    "note": "Comes in April",
    "who": "Asha",
}
WAITING = CALLED | {"state": "waiting", "until": "2019-04-30"}
KEY = ("camden", "return_late")
VIEW = {
    "saved_view": "my-region",
    "name": "My region",
    "address": "/attention?region=E12000007",
    "saved_on": "2019-03-01",
    "who": "Asha",
}


def written(engine, said=CALLED, sheet="attention_states"):
    return put(engine, sheet, [said], title="A call", who=said["who"]).number


def states(engine):
    frame = programme_of(engine).attention_states
    return frame[["partnership", "reason", "state", "note", "who"]].to_numpy().tolist()


def test_what_somebody_writes_is_in_the_store_and_on_record(filled):
    version = store_version(filled)

    batch = written(filled)

    assert states(filled) == [["camden", "return_late", "called", "Comes in April", "Asha"]]
    assert store_version(filled) == version + 1
    (said,) = changes(filled, batch)
    assert said.key == KEY
    assert said.old is None
    assert said.new is not None
    assert (said.new["held_on"], said.new["until"]) == (date(2019, 3, 1), None)
    assert (history(filled)[0].entry.title, history(filled)[0].entry.who) == ("A call", "Asha")


def test_a_change_has_the_old_value_and_the_new_one(filled):
    written(filled)

    batch = written(filled, WAITING | {"who": "Ben"})

    (said,) = changes(filled, batch)
    assert said.old == {"state": "called", "until": None, "who": "Asha"}
    assert said.new == {"state": "waiting", "until": date(2019, 4, 30), "who": "Ben"}


def test_what_is_written_together_is_one_step(filled):
    before = content(filled)
    both = [CALLED, CALLED | {"reason": "no_support"}]

    put(filled, "attention_states", both, title="A call", who="Asha")

    assert [row[1] for row in states(filled)] == ["no_support", "return_late"]
    undo(filled, last_batch(filled, "attention_states", KEY), who="Ben")
    assert content(filled) == before


def test_undoing_goes_back_one_step_at_a_time(filled):
    before = content(filled)
    written(filled)
    called = content(filled)
    written(filled, WAITING)

    undo(filled, last_batch(filled, "attention_states", KEY), who="Ben")
    assert content(filled) == called

    undo(filled, last_batch(filled, "attention_states", KEY), who="Ben")
    assert content(filled) == before
    with pytest.raises(ChangeRefusedError, match="nothing to undo"):
        last_batch(filled, "attention_states", KEY)


def test_what_is_dropped_comes_back(filled):
    written(filled, VIEW, "saved_views")
    before = content(filled)

    batch = drop(filled, "saved_views", ("my-region",), title="Forgotten", who="Ben")

    assert programme_of(filled).saved_views.empty
    undo(filled, batch.number, who="Ben")
    assert content(filled) == before


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (CALLED | {"state": "rung"}, "rung"),
        (CALLED | {"held_on": "soon"}, "soon"),
        (CALLED | {"who": " "}, "who is missing"),
        (CALLED | {"state": "waiting"}, "until"),
        (CALLED | {"until": "2019-04-30"}, "only waiting"),
        (WAITING | {"until": "2019-02-01"}, "before"),
        (CALLED | {"partnership": "nobody"}, "not in the store"),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence(filled, said, why):
    before = content(filled)

    with pytest.raises(ChangeRefusedError, match=why):
        written(filled, said)

    assert content(filled) == before


def test_what_is_so_already_writes_nothing(filled):
    written(filled)
    version = store_version(filled)

    with pytest.raises(NothingToLoadError):
        written(filled)

    assert store_version(filled) == version


def test_a_load_that_a_note_stands_on_is_not_undone(filled):
    batch = loaded(filled, partnerships=[{"partnership": "ryedale", "name": "Ryedale Arts"}])
    written(filled, CALLED | {"partnership": "ryedale"})

    with pytest.raises(UndoRefusedError) as refused:
        undo(filled, batch, who="Ben")

    assert "attention_states" in "".join(refused.value.reasons)


def test_an_event_is_written_as_a_row_of_its_sheet(filled):
    said = {"event": "launch", "held_on": "2015-10-14", "what": "Launch of the programme", "source": "A page"}

    put(filled, "events", [said], title="An event", who="Asha")

    event = programme_of(filled).events.iloc[0]
    assert (event["what"], event["precision"], event["is_illustrative"]) == (
        "Launch of the programme",
        "day",
        False,
    )
