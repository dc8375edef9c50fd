"""Names stand beside the ends of their lines, apart from each other."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from dashboard.figures import lines
from dashboard.figures.ends import End, apart, beside, margin

THINGS = st.lists(st.tuples(st.floats(0, 300), st.floats(1, 40)), max_size=8)


def test_what_does_not_overlap_stays_where_it_is() -> None:
    assert apart([10, 100, 50], [20, 20, 20], low=0, high=200) == [10, 100, 50]


def test_what_overlaps_shares_the_shift() -> None:
    assert apart([50, 54], [20, 20], low=0, high=200) == pytest.approx([42, 62])


def test_what_overlaps_only_after_others_were_moved_moves_too() -> None:
    assert apart([50, 50, 65], [20, 20, 20], low=0, high=200) == pytest.approx([35, 55, 75])


def test_nothing_is_moved_out_of_the_room() -> None:
    assert apart([2, 3], [20, 20], low=0, high=200) == pytest.approx([10, 30])
    assert apart([198, 199], [20, 20], low=0, high=200) == pytest.approx([170, 190])


@given(THINGS)
def test_no_two_overlap_and_their_order_is_kept(things: list[tuple[float, float]]) -> None:
    wanted, sizes = [want for want, _ in things], [size for _, size in things]
    found = apart(wanted, sizes, low=0, high=400)
    for one, other in pairwise(sorted(range(len(things)), key=lambda place: wanted[place])):
        assert found[other] - found[one] >= (sizes[one] + sizes[other]) / 2 - 1e-6
    assert all(place - size / 2 >= -1e-6 for place, size in zip(found, sizes, strict=True))
    assert all(place + size / 2 <= 400 + 1e-6 for place, size in zip(found, sizes, strict=True))


def test_a_name_is_joined_to_its_line_by_a_stroke_in_its_colour_and_keeps_its_value_with_its_last_word() -> (
    None
):
    [note] = beside(
        [End("Cultural organisation", "2020-03-31", 98.2, "#A285D1")], top=100, height=300
    )  # fmt: skip
    assert note["text"] == "Cultural\norganisation: 98"
    assert (note["x"], note["y"], note["arrowcolor"]) == ("2020-03-31", 98.2, "#A285D1")


def test_there_is_room_beside_the_plane_for_the_longest_line_of_a_name() -> None:
    short, long = (
        End("All", "2020-03-31", 1, "#000000"),
        End("Music Education Hub", "2020-03-31", 2, "#000000"),
    )
    assert margin([]) < margin([short]) < margin([short, long])


def test_lines_that_end_close_together_have_names_that_do_not_touch() -> None:
    """Their names are two lines of 16 pixels high."""
    ends = {
        "Cultural organisation": 98.2,
        "Education setting": 96.5,
        "Local authority, of them": 88.0,
        "Few": 20.0,
    }
    frame = DataFrame(
        [(pd.Timestamp(day), name, value) for name, value in ends.items() for day in ("2019-12-31", "2020-03-31")],
        columns=["date", "series", "value"],
    )  # fmt: skip
    figure = lines.named(frame, y_title="%")
    notes = {note["name"]: note for note in figure["layout"]["annotations"]}
    plane = figure["layout"]["height"] - figure["layout"]["margin"]["t"] - 8 - 30
    top = figure["layout"]["yaxis"]["range"][1]
    middles = sorted(plane * (1 - note["y"] / top) + note["ay"] for note in notes.values())
    assert all(below - above >= 32 for above, below in pairwise(middles[:3]))
    assert notes["Few"]["ay"] == pytest.approx(0)


def test_an_end_without_a_value_is_named_where_the_line_was_last_known() -> None:
    frame = DataFrame(
        [("2019-12-31", 40.0), ("2020-03-31", None)], columns=["date", "value"]
    ).assign(date=lambda rows: pd.to_datetime(rows["date"]), series="All five")  # fmt: skip
    [note] = lines.named(frame, y_title="%")["layout"]["annotations"]
    assert (note["x"], note["text"]) == ("2019-12-31", "All five: 40")
