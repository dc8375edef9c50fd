"""Who did what: a row beside each act, which nobody can change, and which a restore keeps."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from data.errors import ChangeRefusedError
from data.returns import imports
from data.returns.imports.review import send_back, take
from data.store.audit import (
    LONGEST,
    NO_ADDRESS,
    REFUSED,
    Act,
    Wanted,
    acting,
    at_this_machine,
    count,
    entries,
    record,
    record_on,
)
from data.store.backup import back_up, restore
from data.store.engine import open_store, store_version, transaction
from tests.returns import accepted, fill, handed_in, loaded
from tests.stores import Stores

EVENT = {"event": "e-1", "held_on": "2020-01-31", "precision": "day", "what": "A launch"}


@pytest.fixture
def engine(store: Engine) -> Engine:
    """A store with two partnerships, of which nothing is on record."""
    fill(store)
    return store


def told(engine: Engine, wanted: Wanted = Wanted()) -> list[tuple[str, str, str]]:  # noqa: B008 - frozen
    return [(one.who, one.what, one.outcome) for one in reversed(entries(engine, wanted))]


def test_what_is_done_is_on_record_with_who_did_it(engine: Engine) -> None:
    batch = imports.put(engine, "events", [EVENT], title="A launch", who="Ann")
    imports.undo(engine, batch.number, who="Ben")
    with acting("ann@example.org", "192.0.2.7"):
        number = handed_in(engine)
    take(engine, number, who="Cal")
    accepted(engine, number)
    assert told(engine) == [
        ("Ann", "write", "done"),
        ("Ben", "undo", "done"),
        ("ann@example.org", "hand-in", "done"),
        ("Cal", "take", "done"),
        ("Ben", "accept", "done"),
    ]
    last, *_, first = entries(engine)
    assert (first.about, first.address) == (f"Batch {batch.number}: A launch", "")
    assert last.about.startswith(
        f"Return {number} (a-new-direction, quarter to 30 June 2020): meetings.csv; batch "
    )
    assert entries(engine)[2].address == "192.0.2.7"


def test_what_fails_is_not_on_record_as_done(engine: Engine) -> None:
    number = handed_in(engine, sender="Ann")
    with pytest.raises(ChangeRefusedError):
        accepted(engine, number, who="Ann")
    with pytest.raises(ChangeRefusedError):
        send_back(engine, number, who="Ben", comment=" ")
    assert told(engine) == [("Ann", "hand-in", "done")]


def test_whoever_types_a_name_is_not_who_signed_in(engine: Engine) -> None:
    with acting("ann@example.org", "192.0.2.7"):
        imports.put(engine, "events", [EVENT], title="x", who="Somebody else")
    with acting("", "192.0.2.7"):
        record(engine, Act.ACCESS, about="/audit", outcome=REFUSED)
    record(engine, Act.EXPORT)
    assert [who for who, *_ in told(engine)] == ["ann@example.org", "", at_this_machine() or ""]


def test_what_is_no_change_of_the_store_leaves_its_version(engine: Engine) -> None:
    before = store_version(engine)
    record(engine, Act.SIGN_IN, who="ann@example.org")
    assert store_version(engine) == before


def test_a_password_typed_in_the_wrong_field_is_not_kept(engine: Engine) -> None:
    record(engine, Act.SIGN_IN, who="correct horse battery", outcome=REFUSED)
    assert told(engine) == [(NO_ADDRESS, "sign-in", "refused")]


def test_a_row_is_one_line_without_what_nobody_sees(engine: Engine) -> None:
    record(engine, Act.EXPORT, who="An\x00n\r\n2020-01-01 forged\x1b[2J\ud800", about="x" * 5000)
    (one,) = entries(engine)
    assert one.who == "An n 2020-01-01 forged [2J"
    assert len(one.about) == LONGEST


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_no_row_is_changed_or_removed(engine: Engine, statement: str) -> None:
    record(engine, Act.EXPORT, who="Ann")
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(text(statement))
    assert told(engine) == [("Ann", "export", "done")]


@pytest.mark.postgresql
def test_the_table_is_not_emptied_either(postgresql: Stores) -> None:
    engine = open_store(postgresql.copy("tables"))
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(text("TRUNCATE audit"))
    engine.dispose()


def test_a_row_goes_with_its_transaction(engine: Engine) -> None:
    def fail() -> None:
        with transaction(engine) as connection:
            record_on(connection, Act.LOAD, who="Ann")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert told(engine) == []


def test_one_looks_for_somebody_an_act_a_day_or_a_refusal(engine: Engine) -> None:
    loaded(
        engine,
        meetings=[{"meeting": "m9", "partnership": "camden", "held_on": "2020-05-04", "format": "workshop"}],
    )
    for who in ("ann@example.org", "50%_@example.org"):
        record(engine, Act.SIGN_IN, who=who)
    record(engine, Act.SIGN_IN, who="ann@example.org", outcome=REFUSED)
    today = datetime.now(UTC).date()
    assert count(engine) == 4
    assert told(engine, Wanted(who="ANN@")) == [
        ("ann@example.org", "sign-in", one) for one in ("done", "refused")
    ]
    assert count(engine, Wanted(who="0%_@")) == 1
    assert count(engine, Wanted(who="%")) == 1
    assert count(engine, Wanted(what=("load", "undo"))) == 1
    assert count(engine, Wanted(outcome=REFUSED)) == 1
    assert count(engine, Wanted(since=today, until=today)) == 4
    assert count(engine, Wanted(until=today - timedelta(days=1))) == 0
    assert count(engine, Wanted(since=today + timedelta(days=1), until=date.max)) == 0
    assert [one.number for one in entries(engine, most=2, after=1)] == [3, 2]


def test_a_restore_keeps_what_was_on_record_in_both(stores: Stores, tmp_path: Path) -> None:
    full, other = open_store(stores.copy("tables")), stores.copy("tables")
    record(full, Act.SIGN_IN, who="ann@example.org")
    back_up(full, tmp_path / "store.zip")
    full.dispose()
    served = open_store(other)
    record(served, Act.SIGN_IN, who="ben@example.org")
    for _ in range(2):  # what is there already does not come twice
        restore(tmp_path / "store.zip", other, replace=True)
    assert sorted(what for _, what, _ in told(served)) == [
        "replace", "replace", "restore", "restore", "sign-in", "sign-in",
    ]  # fmt: skip
    assert {one.about for one in entries(served, Wanted(what=("restore",)))} == {"store.zip, version 1"}
    assert {who for who, what, _ in told(served) if what == "sign-in"} == {
        "ann@example.org",
        "ben@example.org",
    }
    served.dispose()
