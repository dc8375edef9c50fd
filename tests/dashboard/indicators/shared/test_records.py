"""Rows in arrays side by side are chosen, counted and halved as frames would be."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame, Series, Timestamp, date_range

from dashboard.indicators.shared.intervals import Numbers, Positions
from dashboard.indicators.shared.periods import first_day_of_quarter, quarter_ends, quarter_of
from dashboard.indicators.shared.records import Columns, codes, medians, tally

GROUPS = 4
ROWS = st.lists(st.tuples(st.integers(0, GROUPS - 1), st.integers(-50, 50)), max_size=30)
DAYS = st.dates(Timestamp("2013-01-01").date(), Timestamp("2023-12-31").date()).map(Timestamp)


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Columns):
    place: Positions
    size: Numbers


def stamps(*days: Timestamp) -> np.ndarray:
    return np.array(days, dtype="datetime64[us]")


def test_rows_are_chosen_by_flags_or_by_places_in_their_order() -> None:
    rows = Rows(np.array([3, 1, 2]), np.array([0.5, 1.5, 2.5]))
    assert len(rows) == 3
    assert rows.of(rows.place > 1).size.tolist() == [0.5, 2.5]
    assert rows.of(np.array([2, 0])).place.tolist() == [2, 3]
    assert not rows.of(rows.place > 3)
    assert rows.of(rows.place > 0) is rows


def test_a_word_that_no_vocabulary_has_comes_after_all_of_them() -> None:
    column = Series(["b", None, "a", "other"], dtype="str")
    assert codes(column, ["a", "b"]).tolist() == [1, 2, 0, 2]


@given(ROWS)
def test_rows_are_counted_by_one_code_or_by_several_with_every_combination_there(
    rows: list[tuple[int, int]],
) -> None:
    group, sign = (np.array([row[place] for row in rows], dtype=np.intp) for place in (0, 1))
    is_positive = (sign > 0).astype(np.intp)
    counts = tally((group, GROUPS), (is_positive, 2))
    assert counts.tolist() == [
        [sum(row[0] == one and (row[1] > 0) == bool(side) for row in rows) for side in (0, 1)]
        for one in range(GROUPS)
    ]
    assert tally((group, GROUPS)).tolist() == counts.sum(axis=1).tolist()


@given(ROWS)
def test_the_median_of_each_group_is_that_of_a_frame(rows: list[tuple[int, int]]) -> None:
    frame = DataFrame(rows, columns=["group", "number"]).astype({"group": int, "number": float})
    found = medians(frame["group"].to_numpy(), GROUPS, frame["number"].to_numpy())
    wanted = frame.groupby("group")["number"].median().reindex(range(GROUPS))
    assert found.tolist() == pytest.approx(wanted.tolist(), nan_ok=True)


@given(DAYS, DAYS)
def test_quarters_end_from_that_of_the_first_day_to_the_day_asked_for(
    one: Timestamp, other: Timestamp
) -> None:
    first, on = sorted([one, other])
    quarter = int(quarter_of(stamps(first))[0])
    wanted = [*date_range(first, on, freq="QE", inclusive="left"), on]
    assert quarter_ends(on, quarter).tolist() == [day.to_pydatetime() for day in wanted]
    assert (
        first_day_of_quarter(quarter_of(stamps(first)))[0] == first.to_period("Q").start_time.to_datetime64()
    )


def test_without_a_first_day_there_are_no_quarters() -> None:
    assert not len(quarter_ends(Timestamp("2020-03-31"), None))
