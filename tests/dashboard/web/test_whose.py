"""What people of different bridges, and those who see all of England, see and may do with what others wrote."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.people import Person, asked_by
from dashboard.web.uploads.batches import MOVED, NOT_OWN, STANDS
from dashboard.web.writing import MAY_NOT, Right
from data.programme.programme import load as programme_of
from data.returns.imports import history
from data.store.engine import open_store
from tests.dashboard.web.uploads.desks import OURS, opened, post, upload

HERE, THERE = "a-new-direction", "arts-connect"
MINE, OTHERS = "camden-spark", "coventry-cep"


def person(role: str, *bridges: str, name: str = "") -> Person:
    called = name or role.replace("_", " ")
    email = f"{called.replace(' ', '.')}{'.'.join(['', *bridges])}@arts.example"
    return Person(email, called.title(), frozenset({role}), frozenset(bridges) or None)


EDITOR, COLLEAGUE = person("bridge_editor", HERE), person("bridge_editor", HERE, name="colleague")
FAR = person("bridge_editor", THERE)
REVIEWER, NATIONAL = person("reviewer", HERE), person("national")
ADMINISTRATOR = person("administrator")
QUARTER = "2020-03-31"
DRAFT = {"query": "as_at=2020-03-31&chart=by-region", "name": "Spring"}
COMMENT = {"chart": "by-region", "path": "/", "search": "", "wording": "It begins."}


@pytest.fixture
def client(own_demo_store: str) -> Iterator[FlaskClient]:
    with opened(own_demo_store) as client:
        yield client


def say(client: FlaskClient, who: Person, path: str, /, **said: Any) -> TestResponse:
    with asked_by(who):
        return client.post(path, json=said, headers=OURS)


def ask(client: FlaskClient, who: Person, path: str) -> TestResponse:
    with asked_by(who):
        return client.get(path)


def call(client: FlaskClient, who: Person, partnership: str = MINE, state: str = "called") -> TestResponse:
    said = {"partnership": partnership, "reasons": ["dormant"], "state": state, "held_on": "2020-03-27"}
    return say(client, who, "/notes/attention_states", **said)


def loaded(client: FlaskClient, who: Person, content: bytes, name: str = "meetings.csv") -> int:
    with asked_by(who):
        found = upload(client, content, name).get_json()
        answer = post(client, "load", key=found["key"], seen=found["seen"], replace=False).get_json()
    return int(answer["batch"])


def meeting(partnership: str, key: str = "m9") -> bytes:
    return f"meeting,partnership,held_on,format\n{key},{partnership},2020-02-04,workshop\n".encode()


def handed_in(
    client: FlaskClient, who: Person, bridge: str = HERE, partnership: str = MINE, key: str = "m9"
) -> int:
    with asked_by(who):
        found = upload(client, meeting(partnership, key), "meetings.csv").get_json()
        of = {"bridge": bridge, "quarter": QUARTER}
        answer = post(client, "hand-in", key=found["key"], replace=False, **of).get_json()
    return int(answer["number"])


def accepted(client: FlaskClient, who: Person, number: int) -> TestResponse:
    seen = ask(client, who, f"/data/review/{number}").get_json()["seen"]
    return say(client, who, "/data/review/accept", number=number, seen=seen)


def numbers(client: FlaskClient, who: Person) -> list[int]:
    return [one["number"] for one in ask(client, who, "/data/intake").get_json()["history"]]


def same(one: TestResponse, other: TestResponse, *named: tuple[str, str]) -> bool:
    """Whether two answers are one, but for what was asked."""
    text = one.get_data(as_text=True)
    for asked, instead in named:
        text = text.replace(asked, instead)
    return (one.status_code, text) == (other.status_code, other.get_data(as_text=True))


@contextmanager
def moved(address: str, partnership: str, bridge: str) -> Iterator[None]:
    """The partnership belongs to another bridge meanwhile."""
    engine = open_store(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE partnership SET bridge = ? WHERE partnership = ?", (bridge, partnership)
        )
        connection.exec_driver_sql("UPDATE store_meta SET version = version + 1")
    engine.dispose()
    yield


def test_who_wrote_is_the_account_whatever_was_typed(client: FlaskClient, own_demo_store: str) -> None:
    said = {"partnership": MINE, "reasons": ["dormant"], "state": "called", "held_on": "2020-03-27"}
    say(client, EDITOR, "/notes/attention_states", **said, who="Somebody Else")
    say(client, EDITOR, "/notes/comments", **COMMENT, who="Somebody Else")

    engine = open_store(own_demo_store)
    programme = programme_of(engine)
    on_record = {one.entry.who for one in history(engine)}
    engine.dispose()
    assert on_record == {f"{EDITOR.name} ({EDITOR.email})"}
    assert set(programme.attention_states["who"]) == {EDITOR.name}
    assert programme.comments[["who", "bridges"]].to_numpy().tolist() == [[EDITOR.name, HERE]]


def test_of_another_bridge_a_return_is_as_one_that_never_was(client: FlaskClient) -> None:
    number = handed_in(client, EDITOR)
    assert ask(client, COLLEAGUE, f"/data/review/{number}").status_code == 200

    shown = ask(client, FAR, f"/data/review/{number}")
    assert shown.status_code == 409
    assert same(shown, ask(client, FAR, "/data/review/77"), (f"return {number}", "return 77"))
    far = person("reviewer", THERE)
    for step in ("take", "back", "accept"):
        said = {"comment": "No", "seen": "0"}
        refused = say(client, far, f"/data/review/{step}", number=number, **said)
        never = say(client, far, f"/data/review/{step}", number=77, **said)
        assert same(refused, never, (f"return {number}", "return 77"))
    assert ask(client, EDITOR, f"/data/review/{number}").get_json()["state"] == "received"


def test_a_reviewer_decides_and_who_handed_in_does_not(client: FlaskClient) -> None:
    both = Person("both@arts.example", "Both", frozenset({"bridge_editor", "reviewer"}), frozenset({HERE}))
    renamed = Person("both@arts.example", "Another Name", both.roles, both.bridges)
    number = handed_in(client, both)

    for who, may in ((EDITOR, (False, False)), (renamed, (True, False)), (REVIEWER, (True, True))):
        shown = ask(client, who, f"/data/review/{number}").get_json()
        assert (shown["may_decide"], shown["may_accept"]) == may
        assert shown["difference"]["rows"]
    assert accepted(client, EDITOR, number).status_code == 403
    refused = accepted(client, renamed, number)
    assert (refused.status_code, "somebody else" in refused.get_json()["sentence"]) == (409, True)
    assert accepted(client, REVIEWER, number).get_json()["batch"] == 1


def test_a_return_is_handed_in_for_ones_own_bridge_alone(client: FlaskClient) -> None:
    with asked_by(EDITOR):
        found = upload(client, meeting(MINE), "meetings.csv").get_json()
        of = {"bridge": THERE, "quarter": QUARTER}
        answer = post(client, "hand-in", key=found["key"], replace=False, **of)
    assert answer.status_code == 409
    assert found["bridges"] == [[HERE, "A New Direction"]]
    assert not found["may_load"]


def test_batches_are_those_of_own_returns_and_what_one_wrote(client: FlaskClient) -> None:
    mixed = loaded(client, NATIONAL, meeting(MINE, "m7") + meeting(OTHERS, "m8").split(b"\n", 1)[1])
    accepted(client, ADMINISTRATOR, handed_in(client, FAR, THERE, OTHERS, "m6"))
    call(client, EDITOR)
    own, theirs, note = mixed + 3, mixed + 1, mixed + 2
    accepted(client, REVIEWER, handed_in(client, EDITOR))

    assert numbers(client, NATIONAL) == [own, note, theirs, mixed]
    assert numbers(client, EDITOR) == [own, note]
    assert numbers(client, COLLEAGUE) == [own]
    assert numbers(client, FAR) == [theirs]
    for what in ("changes/{}", "changes/{}.csv", "figures/{}"):
        for unseen in (mixed, theirs):
            answer = ask(client, EDITOR, f"/data/{what.format(unseen)}")
            assert answer.status_code == 404
            assert same(
                answer, ask(client, EDITOR, f"/data/{what.format(77)}"), (f"batch {unseen}", "batch 77")
            )
        assert ask(client, EDITOR, f"/data/{what.format(own)}").status_code == 200
    for unseen in (mixed, theirs):
        answer = say(client, EDITOR, "/data/undo", batch=unseen)
        assert same(answer, say(client, EDITOR, "/data/undo", batch=77), (f"batch {unseen}", "batch 77"))


def test_of_what_one_loaded_before_only_own_rows_are_shown(client: FlaskClient) -> None:
    mixed = loaded(client, NATIONAL, meeting(MINE, "m7") + meeting(OTHERS, "m8").split(b"\n", 1)[1])
    narrowed = Person(NATIONAL.email, NATIONAL.name, frozenset({"bridge_editor"}), frozenset({HERE}))

    rows = ask(client, narrowed, f"/data/changes/{mixed}").get_json()["rows"]
    assert [row["key"] for row in rows] == [row["key"] for row in rows if "m7" in str(row)]
    assert rows
    text = ask(client, narrowed, f"/data/changes/{mixed}.csv").get_data(as_text=True)
    assert ("m7" in text, "m8" in text, OTHERS in text) == (True, False, False)
    assert say(client, narrowed, "/data/undo", batch=mixed).get_json() == {"sentence": MAY_NOT[Right.LOAD]}


def test_one_takes_back_ones_own_and_an_administrator_everybodys(client: FlaskClient) -> None:
    batch = loaded(client, NATIONAL, meeting(MINE))
    other = person("national", name="second national")

    refused = say(client, other, "/data/undo", batch=batch)
    assert (refused.status_code, refused.get_json()) == (403, {"sentence": NOT_OWN})
    by_batch = {
        one["number"]: one["may_undo"] for one in ask(client, other, "/data/intake").get_json()["history"]
    }
    assert by_batch == {batch: False}
    assert say(client, NATIONAL, "/data/undo", batch=batch).status_code == 200
    again = loaded(client, NATIONAL, meeting(MINE))
    assert say(client, ADMINISTRATOR, "/data/undo", batch=again).status_code == 200


def test_a_reviewer_takes_an_accepting_back_while_its_rows_are_theirs(
    client: FlaskClient, own_demo_store: str
) -> None:
    number = handed_in(client, EDITOR)
    batch = accepted(client, REVIEWER, number).get_json()["batch"]
    assert say(client, EDITOR, "/data/undo", batch=batch).get_json() == {"sentence": MAY_NOT[Right.ACCEPT]}
    with moved(own_demo_store, MINE, THERE):
        answer = say(client, REVIEWER, "/data/undo", batch=batch)
        assert (answer.status_code, answer.get_json()["sentence"]) == (409, MOVED.format(batch))
    with moved(own_demo_store, MINE, HERE):
        assert say(client, REVIEWER, "/data/undo", batch=batch).status_code == 200
    assert ask(client, REVIEWER, f"/data/review/{number}").get_json()["state"] == "in_check"


def test_who_sees_one_bridge_is_not_told_what_stands_on_a_batch(client: FlaskClient) -> None:
    batch = accepted(client, REVIEWER, handed_in(client, EDITOR)).get_json()["batch"]
    action = f"action,partnership,meeting,description,agreed_on\nsecret,{MINE},m9,Write,2020-02-04\n"
    loaded(client, NATIONAL, action.encode(), "actions.csv")

    answer = say(client, REVIEWER, "/data/undo", batch=batch).get_json()
    assert answer == {"sentence": STANDS.format(batch), "reasons": []}
    assert "secret" in str(say(client, ADMINISTRATOR, "/data/undo", batch=batch).get_json())


def test_a_call_is_of_those_who_see_the_partnership(client: FlaskClient) -> None:
    assert call(client, EDITOR).status_code == 200
    elsewhere, never = call(client, FAR), call(client, FAR, "never-was")
    assert elsewhere.status_code == 409
    assert same(elsewhere, never)
    which = {"kind": "attention_states", "key": [MINE, "dormant"]}
    nothing = {"kind": "attention_states", "key": ["never-was", "dormant"]}
    for step in ("undo", "drop"):
        refused = say(client, FAR, f"/notes/{step}", **which)
        assert refused.status_code == 409
        assert same(refused, say(client, FAR, f"/notes/{step}", **nothing))
    assert say(client, COLLEAGUE, "/notes/undo", **which).status_code == 200


@pytest.mark.parametrize("what", ["comments", "saved_views", "paper_drafts"])
def test_what_a_bridge_writes_is_nothing_to_another(client: FlaskClient, what: str) -> None:
    said = {
        "comments": COMMENT,
        "saved_views": {"name": "Ours", "address": "/partnerships?status=live"},
        "paper_drafts": DRAFT,
    }[what]
    written = say(client, EDITOR, f"/notes/{what}", **said).get_json()
    which = {name: written[name] for name in ("kind", "key")}
    for step in ("undo", "drop"):
        refused = say(client, FAR, f"/notes/{step}", **which)
        assert refused.status_code == 409
        assert same(refused, say(client, FAR, f"/notes/{step}", kind=which["kind"], key=["never-was"]))
    if what == "saved_views":  # no letter of theirs is in a key
        for name in ("一", "二"):
            other = say(client, EDITOR, "/notes/saved_views", **{**said, "name": name})
            assert other.get_json()["key"] != which["key"]
    again = say(client, FAR, f"/notes/{what}", **said)
    assert again.status_code == 200, again.get_json()
    assert again.get_json()["key"] != which["key"]
    assert say(client, COLLEAGUE, "/notes/drop", **which).status_code == 200
    assert (
        say(client, NATIONAL, "/notes/drop", **{**which, "key": again.get_json()["key"]}).status_code == 200
    )


def test_the_figures_of_a_draft_stay_those_of_its_people(client: FlaskClient) -> None:
    (key,) = say(client, EDITOR, "/notes/paper_drafts", **DRAFT).get_json()["key"]
    gone = ask(client, FAR, f"/drafts/{key}.json")
    assert gone.status_code == 404
    assert same(gone, ask(client, FAR, "/drafts/never.json"))
    assert ask(client, FAR, "/drafts.json").get_json() == {"drafts": []}
    saved = say(client, NATIONAL, "/notes/paper_drafts", draft=key, query=DRAFT["query"])
    assert (saved.status_code, "as another draft" in saved.get_json()["sentence"]) == (409, True)
    assert say(client, NATIONAL, "/notes/paper_drafts", draft=key, name="Renamed").status_code == 200
    (after,) = say(client, NATIONAL, "/notes/next_quarter", draft=key).get_json()["key"]
    for one in (key, after):
        assert ask(client, EDITOR, f"/drafts/{one}.json").status_code == 200


def test_what_is_kept_for_one_is_not_given_to_another(client: FlaskClient) -> None:
    first = {who.email: ask(client, who, "/data").get_data() for who in (EDITOR, NATIONAL, REVIEWER, FAR)}
    again = {who.email: ask(client, who, "/data").get_data() for who in (FAR, REVIEWER, NATIONAL, EDITOR)}
    assert first == again
    assert len(set(first.values())) == len(first)


def test_a_file_that_waits_is_compared_with_what_whoever_asks_may_see(client: FlaskClient) -> None:
    with asked_by(NATIONAL):
        key = upload(client, meeting(OTHERS), "meetings.csv").get_json()["key"]
    with asked_by(EDITOR):
        sent = client.post(
            "/data/upload", data={"files": (io.BytesIO(meeting(OTHERS)), "meetings.csv")}, headers=OURS
        ).get_json()
        assert post(client, "check", key=key, replace=False).get_json()["is_refused"]
    assert sent["is_refused"]
    never = meeting("never-was")
    with asked_by(EDITOR):
        unknown = upload(client, never, "meetings.csv").get_json()
    said = [
        str(one["problems"]["rows"]).replace(name, "X")
        for one, name in ((sent, OTHERS), (unknown, "never-was"))
    ]
    assert said[0] == said[1]
