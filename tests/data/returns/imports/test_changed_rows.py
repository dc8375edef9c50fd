"""Changes as columns are the same changes one by one, in their order, whatever they are gathered from."""

from datetime import date

import pytest

from data.returns.imports.changed_rows import Change, Changes, gathered
from tests.returns import plan

DAY = date(2019, 1, 1)
CHANGES = [
    Change("meetings", ("m3",), None, {"meeting": "m3", "partnership": "barnet"}),
    Change("meetings", ("m1",), {"quorate": None}, {"quorate": True}),
    Change("meetings", ("m4",), None, {"meeting": "m4", "partnership": "camden"}),
    Change("activities", ("c1",), {"approaches": ()}, {"approaches": ("mapping", "embedding")}),
    Change("meetings", ("m2",), {"quorate": None, "held_on": DAY}, {"quorate": False, "held_on": date(2019, 1, 2)}),
    Change("statuses", ("camden", None), {"id": 7, "partnership": "camden", "from_date": None}, None, 7),
]  # fmt: skip


def test_what_is_gathered_is_told_again_one_by_one_in_the_same_order() -> None:
    assert list(gathered(CHANGES)) == CHANGES
    assert len(gathered(CHANGES)) == len(CHANGES)


@pytest.mark.parametrize("place", [0, 3, -1, slice(2), slice(1, 5, 2), slice(-2, None), slice(9, 12)])
def test_one_or_some_are_taken_as_of_a_list(place) -> None:
    found = gathered(CHANGES)[place]
    assert found == CHANGES[place]


def test_no_changes_are_none() -> None:
    assert not Changes()
    assert list(gathered([])) == []


@pytest.mark.parametrize("left_out", range(len(CHANGES)))
def test_other_changes_have_another_checksum(left_out) -> None:
    fewer = gathered([one for place, one in enumerate(CHANGES) if place != left_out])
    assert fewer != gathered(CHANGES)
    assert gathered(CHANGES) == gathered(list(CHANGES))


def test_a_changed_value_has_another_checksum() -> None:
    other = [*CHANGES[:1], Change("meetings", ("m1",), {"quorate": None}, {"quorate": False}), *CHANGES[2:]]
    assert gathered(other) != gathered(CHANGES)


def test_new_and_changed_rows_stand_in_the_order_of_the_file_and_each_says_its_own_fields(filled) -> None:
    rows = [
        {"meeting": "m9", "partnership": "camden", "held_on": "2019-03-01", "format": "workshop"},
        {"meeting": "m1", "partnership": "camden", "held_on": "2018-06-01", "format": "roundtable"},
        {"meeting": "m8", "partnership": "camden", "held_on": "2019-03-01", "format": "workshop"},
        {"meeting": "m2", "partnership": "camden", "held_on": "2018-12-02", "format": "closed_meeting"},
    ]
    changes = plan(filled, meetings=rows).difference.changes
    assert [(one.key, one.kind, one.origin and one.origin.row) for one in changes] == [
        (("m9",), "new", 2),
        (("m1",), "changed", 3),
        (("m8",), "new", 4),
        (("m2",), "changed", 5),
    ]
    assert changes[1].new == {"format": "roundtable"}
    assert changes[3].new == {"held_on": date(2018, 12, 2)}
