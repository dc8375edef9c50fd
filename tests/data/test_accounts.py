"""Accounts in a store, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from data.accounts import AccountStore
from data.errors import AccountError
from data.store import audit
from data.store.engine import open_store, store_version
from tests.stores import Stores


@pytest.fixture
def engine(stores: Stores) -> Iterator[Engine]:
    opened = open_store(stores.copy("tables"))
    yield opened
    opened.dispose()


def test_an_account_is_made_placed_and_signed_out(engine: Engine) -> None:
    store, version = AccountStore(engine), store_version(engine)
    made = store.add(" Ada@Example.org ", "Ada  Lovelace", roles={"viewer"}, bridges={"b", "a"})
    assert (made.email, made.name, made.roles, made.bridges) == (
        "ada@example.org",
        "Ada Lovelace",
        {"viewer"},
        {"a", "b"},
    )
    assert made.is_active
    with pytest.raises(AccountError, match=r"There is an account of ada@example.org already"):
        store.add("ADA@example.org", "", roles=(), bridges=())
    placed = store.place("ada@example.org", roles={"reviewer", "national"}, bridges=())
    assert (placed.roles, placed.bridges) == ({"reviewer", "national"}, frozenset())
    out = store.sign_out("ada@example.org", active=False)
    assert not out.is_active
    assert len({made.session, placed.session, out.session}) == 3
    assert store.accounts() == (out,)
    with pytest.raises(AccountError, match=r"There is no account of nobody@example.org"):
        store.account("nobody@example.org")
    assert store_version(engine) == version, "no figure depends on an account"


def test_a_code_is_taken_once_by_whoever_comes_first(engine: Engine) -> None:
    store = AccountStore(engine)
    number = store.add("a@example.org", "", roles=(), bridges=()).number
    assert [store.take_code(number, counted) for counted in (7, 7, 6, 8)] == [True, False, False, True]
    assert store.account("a@example.org").last_code == 8


def test_a_session_is_ended_alone_and_remembered_as_long_as_it_could_last(engine: Engine) -> None:
    store = AccountStore(engine)
    number = store.add("a@example.org", "", roles=(), bridges=()).number
    for mark, at in (("one", 0.0), ("two", 50.0), ("three", 120.0)):
        store.end_session(number, mark, at=at, lasts=100.0)
    assert store.account("a@example.org").ended == {"two", "three"}


def test_refusals_are_counted_by_account_and_by_machine_since_a_time(engine: Engine) -> None:
    store, now = AccountStore(engine), datetime.now(UTC)
    for who, address in (("a@example.org", "m1"), ("a@example.org", "m2"), ("b@example.org", "m1")):
        with audit.acting("", address):
            audit.record(engine, audit.Act.SIGN_IN, who=who, outcome=audit.REFUSED)
            audit.record(engine, audit.Act.SIGN_IN, who=who)
            audit.record(engine, audit.Act.ACCESS, who=who, outcome=audit.REFUSED)

    def counted(since: datetime) -> tuple[int, int]:
        return store.how_often(
            audit.Act.SIGN_IN, audit.REFUSED, since=since, who="a@example.org", address="m1"
        )

    assert counted(now - timedelta(seconds=5)) == (2, 2)
    assert counted(now + timedelta(minutes=1)) == (0, 0)
