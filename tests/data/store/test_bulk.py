"""Many rows a statement do on both databases what one row a statement would do."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from data.store import bulk, schema
from data.store.engine import reading, transaction

DAY = date(2019, 3, 31)
NAMES = ("meeting", "partnership", "held_on", "format", "quorate")
MANY = bulk.ROWS_AT_ONCE + 2


@pytest.fixture
def meetings(store):
    """A store with one partnership and more meetings than go into a statement; what each insert told."""
    told = []
    with transaction(store) as connection:
        bulk.insert(
            connection, schema.partnership, ("partnership", "name"), [("camden", "Camden; \t\\N “1”")]
        )
        rows = ((f"m{number}", "camden", DAY, "workshop", None) for number in range(MANY))
        bulk.insert(connection, schema.meeting, NAMES, rows, told=told.append)
    assert told == [bulk.ROWS_AT_ONCE, 2]
    return store


def held(engine):
    columns = [schema.meeting.c[name] for name in NAMES]
    with reading(engine) as connection:
        return {row[0]: tuple(row)[1:] for row in connection.execute(select(*columns))}


def test_rows_go_in_as_they_are(meetings):
    assert len(held(meetings)) == MANY
    assert held(meetings)["m7"] == ("camden", DAY, "workshop", None)
    with reading(meetings) as connection:
        assert connection.execute(select(schema.partnership.c.name)).scalar_one() == "Camden; \t\\N “1”"


def test_rows_are_given_other_values_by_their_key(meetings):
    other = date(2020, 1, 1)
    with transaction(meetings) as connection:
        rows = ((True, other, f"m{number}") for number in range(1, MANY))
        bulk.update(connection, schema.meeting, ("meeting",), ("quorate", "held_on"), rows)
    assert held(meetings)["m0"] == ("camden", DAY, "workshop", None)
    assert set(list(held(meetings).values())[1:]) == {("camden", other, "workshop", True)}


def test_a_column_of_numbers_takes_whole_ones_and_none(meetings):
    columns = ("support", "bridge", "support_on", "support_type", "hours")
    with transaction(meetings) as connection:
        rows = [(f"s{number}", "a-new-direction", DAY, "one_to_one", None) for number in range(3)]
        bulk.insert(connection, schema.support, columns, rows)
        values = [(1, "s0"), (2.5, "s1"), (None, "s2")]
        bulk.update(connection, schema.support, ("support",), ("hours",), values)
    with reading(meetings) as connection:
        found = connection.execute(select(schema.support.c.hours).order_by(schema.support.c.support))
        assert found.scalars().all() == [1.0, 2.5, None]


def test_rows_are_deleted_by_their_key(meetings):
    told = []
    with transaction(meetings) as connection:
        rows = [(f"m{number}",) for number in range(1, MANY)]
        bulk.delete(connection, schema.meeting, ("meeting",), rows, told=told.append)
    assert list(held(meetings)) == ["m0"]
    assert told == [bulk.ROWS_AT_ONCE, 1]


@pytest.mark.parametrize(
    "row", [("m0", "camden", DAY, "workshop", None), ("n", "nobody", DAY, "workshop", None),
            ("n", "camden", DAY, "a party", None)], ids=["twice", "of nobody", "unknown word"],
)  # fmt: skip
def test_a_row_that_the_store_refuses_is_an_error_of_integrity_and_nothing_is_written(meetings, row):
    before = held(meetings)
    rows = [("n1", "camden", DAY, "workshop", None), row]
    with pytest.raises(IntegrityError), transaction(meetings) as connection:
        bulk.insert(connection, schema.meeting, NAMES, rows)
    assert held(meetings) == before
