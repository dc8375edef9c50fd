"""What the store held before and after each batch is rebuilt exactly, on both databases."""

import pytest
from pandas.testing import assert_frame_equal

from data.errors import BatchMissingError
from data.programme.programme import COLUMNS, load
from data.returns.imports import steps, undo
from tests.data.returns.imports.test_undo import MUCH, REPLACING
from tests.returns import content, loaded

ESTABLISHED = {"partnership": "barnet", "status": "established", "from_date": "2018-01-01"}
EMERGED = {"partnership": "barnet", "status": "emerging", "from_date": "2017-01-01", "to_date": "2018-01-01"}
DELIVERING = ESTABLISHED | {"status": "delivering"}
COUNT = {"as_at": "2018-12-19", "partnerships": 50.0, "wording": "fifty", "place": "England"}
LEVERS = {"activity": "c1", "partnership": "camden", "title": "A festival", "start_on": "2018-05-01",
          "primary_lever": "DEL", "secondary_levers": ("MOB", "SYN"), "agendas": ()}  # fmt: skip
HISTORY = (
    lambda engine: loaded(engine, **MUCH),
    lambda engine: loaded(engine, statuses=[EMERGED, ESTABLISHED]),
    lambda engine: loaded(engine, statuses=[DELIVERING], published_counts=[COUNT]),
    lambda engine: loaded(engine, activities=[LEVERS]),
    lambda engine: undo(engine, 4, who="an officer"),
    lambda engine: loaded(engine, replace=True, **REPLACING),
    lambda engine: undo(engine, 6, who="an officer"),
)
"""Rows that are new, changed, changed again, ended, and taken back; fields, lists, and rows that the store numbers."""


def same(one, other):
    assert one.as_at == other.as_at
    assert one.store_version == other.store_version
    for name in COLUMNS:
        assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


def test_every_state_of_the_store_is_rebuilt_from_the_newest_one(filled):
    states = [load(filled)]
    for write in HISTORY:
        write(filled)
        states.append(load(filled))
    now = content(filled)
    found = steps(filled, since=1)
    assert [step.batch.number for step in found] == [1, 2, 3, 4, 5, 6, 7]
    for step, before, after in zip(found, states[:-1], states[1:], strict=True):
        same(step.before, before)
        same(step.after, after)
    assert content(filled) == now


def test_only_the_batches_that_are_asked_for_come(filled):
    for write in HISTORY[:4]:
        write(filled)
    assert [step.batch.number for step in steps(filled, since=3)] == [3, 4]
    (second,) = steps(filled, since=2, until=2)
    held = second.after.statuses
    assert list(held.loc[held["partnership"] == "barnet", "status"]) == ["emerging", "established"]


@pytest.mark.parametrize("number", [0, 9, 2**70])
def test_a_batch_that_is_not_there_is_said(filled, number):
    loaded(filled, statuses=[EMERGED, ESTABLISHED])
    with pytest.raises(BatchMissingError, match=f"There is no batch {number}"):
        steps(filled, since=number)
