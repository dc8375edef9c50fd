"""Names: sorted as people sort them, and those of one wording told apart."""

import pandas as pd
import pytest

from dashboard.vocabulary import vocabulary
from data.names import by_name, in_order
from tests.factories import AREAS, area, make_programme, partnership

TWINS = [
    partnership("first", name="Arts Together", bridge=None),
    partnership("second", name="Arts Together", bridge=None),
    partnership("other", name="Arts Apart"),
]


@pytest.mark.parametrize(
    "names",
    [
        ["Eastern", "École", "Édouard", "Egham"],
        ["Ward 2", "ward 10", "Ward 11"],
        ["apple", "Banana", "cherry", "Damson"],
        ["A 2 b 3", "A 2 b 12", "A 10 b 1"],
    ],
    ids=["accents", "numbers", "capitals", "several numbers"],
)
def test_names_come_as_people_sort_them(names: list[str]) -> None:
    assert sorted(sorted(names, reverse=True), key=in_order) == names
    assert pd.DataFrame({"name": names[::-1]}).sort_values("name", key=by_name)["name"].tolist() == names


def test_what_is_no_name_is_sorted_as_ever_and_what_is_missing_comes_last() -> None:
    rows = pd.DataFrame({"size": [10, 2, 2], "name": ["b", None, "A"]})
    assert rows.sort_values(["size", "name"], key=by_name).index.tolist() == [2, 1, 0]


def test_names_that_differ_in_an_accent_alone_have_one_order() -> None:
    assert sorted(["É", "E"], key=in_order) == sorted(["E", "É"], key=in_order)


def test_partnerships_of_one_name_are_told_apart_by_where_they_lie() -> None:
    programme = make_programme(
        partnerships=TWINS, partnership_areas=[area("first", "E09000003"), area("second", "E09000007")]
    )
    assert programme.partnerships["name"].tolist() == [
        "Arts Together (Barnet)",
        "Arts Together (Camden)",
        "Arts Apart",
    ]


def test_where_nothing_else_differs_the_key_tells_apart() -> None:
    programme = make_programme(
        partnerships=TWINS, partnership_areas=[area("first", "E09000003"), area("second", "E09000003")]
    )
    assert programme.partnerships["name"].tolist()[:2] == ["Arts Together (first)", "Arts Together (second)"]


def test_a_name_that_was_told_apart_is_no_third_ones_name() -> None:
    rows = [*TWINS, partnership("third", name="Arts Together (Barnet)")]
    programme = make_programme(
        partnerships=rows, partnership_areas=[area("first", "E09000003"), area("second", "E09000007")]
    )
    assert programme.partnerships["name"].is_unique


def test_organisations_of_one_name_are_told_apart() -> None:
    programme = make_programme(
        organisations=[
            ("one", "Town Hall", "school", "E09000003"),
            ("two", "Town Hall", "school", "E09000007"),
        ]
    )
    assert programme.organisations["name"].tolist() == ["Town Hall (Barnet)", "Town Hall (Camden)"]


def test_places_of_one_day_are_told_apart_and_those_that_follow_each_other_keep_their_name() -> None:
    wards = [("E05000001", "Central", "ward", None, None), ("E05000002", "Central", "ward", None, None)]
    programme = make_programme(
        areas=[*((*row, None) for row in AREAS), (*wards[0], "E09000003"), (*wards[1], "E09000007")]
    )
    names = programme.areas.set_index("area_code")["name"]
    assert names[["E05000001", "E05000002"]].tolist() == ["Central (Barnet)", "Central (Camden)"]
    assert names[["E08000016", "E08000038"]].tolist() == ["Barnsley", "Barnsley"]
    assert names["E09000003"] == "Barnet"


def test_bridges_and_counties_of_one_day_and_name_are_told_apart_and_those_that_follow_each_other_are_not() -> (
    None
):
    groups = [
        ("E09000003", "bridge", "one", "Arts Bridge", None, None),
        ("E08000016", "bridge", "two", "Arts Bridge", None, None),
        ("E09000003", "county", "E10000001", "Westshire", None, None),
        ("E09000007", "county", "E10000002", "Westshire", None, None),
        ("E08000016", "county", "E10000003", "Eastshire", None, "2015-04-01"),
        ("E08000016", "county", "E10000004", "Eastshire", "2015-04-01", None),
        ("E09000003", "region", "E12000007", "London", None, None),
        ("E08000016", "region", "E12000003", "Yorkshire and The Humber", None, None),
    ]
    columns = ("area_code", "grouping", "group_code", "group_name", "from_date", "to_date")
    programme = make_programme(area_groupings=[dict(zip(columns, row, strict=True)) for row in groups])
    labels = vocabulary(programme)
    assert labels["bridge"] == {
        "one": "Arts Bridge (London)",
        "two": "Arts Bridge (Yorkshire and The Humber)",
    }
    assert labels["county"] == {
        "E10000003": "Eastshire", "E10000004": "Eastshire",
        "E10000001": "Westshire (E10000001)", "E10000002": "Westshire (E10000002)",
    }  # fmt: skip
