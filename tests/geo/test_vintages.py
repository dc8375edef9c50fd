from datetime import date

import pandas as pd
import pytest
from pandas import DataFrame, Timestamp

from geo.vintages import VINTAGES, Vintage, carry_table, members, vintage_at

BY_KEY = {vintage.key: vintage for vintage in VINTAGES}


def areas(**intervals: tuple[str | None, str | None]) -> DataFrame:
    begins = [begin for begin, _ in intervals.values()]
    ends = [end for _, end in intervals.values()]
    return DataFrame(
        {
            "area_code": list(intervals),
            "from_date": pd.to_datetime(begins).astype("datetime64[us]"),
            "to_date": pd.to_datetime(ends).astype("datetime64[us]"),
        }
    )


def succession(*rows: tuple[str, str, str]) -> DataFrame:
    frame = DataFrame(rows, columns=["from_code", "to_code", "on_date"])
    return frame.assign(on_date=pd.to_datetime(frame["on_date"]).astype("datetime64[us]"))


SUFFOLK = areas(
    E07000205=(None, "2019-04-01"),
    E07000206=(None, "2019-04-01"),
    E07000244=("2019-04-01", None),
    E07000202=(None, None),
)
SUFFOLK_MERGES = succession(
    ("E07000205", "E07000244", "2019-04-01"),
    ("E07000206", "E07000244", "2019-04-01"),
)

NORTHAMPTONSHIRE = areas(
    E07000150=("2009-04-01", "2021-04-01"),
    E07000152=("2009-04-01", "2021-04-01"),
    E07000153=("2009-04-01", "2021-04-01"),
    E07000156=("2009-04-01", "2021-04-01"),
    E06000061=("2021-04-01", None),
)
NORTHAMPTONSHIRE_MERGES = succession(
    ("E07000150", "E06000061", "2021-04-01"),
    ("E07000152", "E06000061", "2021-04-01"),
    ("E07000153", "E06000061", "2021-04-01"),
    ("E07000156", "E06000061", "2021-04-01"),
)

SOMERSET = areas(
    E07000187=("2009-04-01", "2023-04-01"),
    E07000190=("2009-04-01", "2019-04-01"),
    E07000191=("2009-04-01", "2019-04-01"),
    E07000246=("2019-04-01", "2023-04-01"),
    E06000066=("2023-04-01", None),
)
SOMERSET_MERGES = succession(
    ("E07000190", "E07000246", "2019-04-01"),
    ("E07000191", "E07000246", "2019-04-01"),
    ("E07000187", "E06000066", "2023-04-01"),
    ("E07000246", "E06000066", "2023-04-01"),
)

BARNSLEY = areas(E08000016=("2009-04-01", "2025-04-01"), E08000038=("2025-04-01", None))
BARNSLEY_RECODE = succession(("E08000016", "E08000038", "2025-04-01"))


def rows(frame: DataFrame) -> list[tuple[str, str, str]]:
    return list(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2009, 4, 1), "2015"),
        (date(2015, 1, 1), "2015"),
        (date(2019, 3, 31), "2015"),
        (date(2019, 4, 1), "2019"),
        (date(2020, 3, 31), "2019"),
        (date(2020, 4, 1), "2020"),
        (date(2021, 4, 1), "2021"),
        (date(2023, 3, 31), "2021"),
        (date(2023, 4, 1), "2023"),
        (date(2030, 1, 1), "2023"),
    ],
)
def test_a_day_has_the_vintage_that_began_last(on: date, key: str) -> None:
    assert vintage_at(on).key == key


def test_vintages_have_the_published_numbers_of_authorities() -> None:
    assert [vintage.authorities for vintage in VINTAGES] == [326, 317, 314, 309, 296]


def test_members_are_those_of_the_first_day_of_a_vintage_ends_being_half_open() -> None:
    assert members(SUFFOLK, BY_KEY["2015"]) == {"E07000202", "E07000205", "E07000206"}
    assert members(SUFFOLK, BY_KEY["2019"]) == {"E07000202", "E07000244"}


def test_waveney_is_carried_forward_to_east_suffolk() -> None:
    assert rows(carry_table(SUFFOLK_MERGES, SUFFOLK, BY_KEY["2023"])) == [
        ("E07000202", "E07000202", "same"),
        ("E07000205", "E07000244", "forward"),
        ("E07000206", "E07000244", "forward"),
        ("E07000244", "E07000244", "same"),
    ]


def test_north_northamptonshire_is_carried_backward_to_its_four_districts() -> None:
    table = carry_table(NORTHAMPTONSHIRE_MERGES, NORTHAMPTONSHIRE, BY_KEY["2019"])
    assert rows(table[table["kind"] == "backward"]) == [
        ("E06000061", "E07000150", "backward"),
        ("E06000061", "E07000152", "backward"),
        ("E06000061", "E07000153", "backward"),
        ("E06000061", "E07000156", "backward"),
    ]
    assert set(table.loc[table["kind"] == "same", "from_code"]) == {
        "E07000150",
        "E07000152",
        "E07000153",
        "E07000156",
    }


def test_a_recode_of_2025_is_carried_backward_to_the_one_code_before() -> None:
    assert rows(carry_table(BARNSLEY_RECODE, BARNSLEY, BY_KEY["2023"])) == [
        ("E08000016", "E08000016", "same"),
        ("E08000038", "E08000016", "backward"),
    ]


def test_two_mergers_in_a_row_are_followed_both_ways() -> None:
    at_2015 = carry_table(SOMERSET_MERGES, SOMERSET, BY_KEY["2015"])
    assert rows(at_2015[at_2015["from_code"] == "E06000066"]) == [
        ("E06000066", "E07000187", "backward"),
        ("E06000066", "E07000190", "backward"),
        ("E06000066", "E07000191", "backward"),
    ]
    at_2023 = carry_table(SOMERSET_MERGES, SOMERSET, BY_KEY["2023"])
    assert rows(at_2023[at_2023["from_code"] == "E07000191"]) == [("E07000191", "E06000066", "forward")]


def test_a_code_between_two_mergers_is_carried_back_before_and_forward_after() -> None:
    at_2015 = carry_table(SOMERSET_MERGES, SOMERSET, BY_KEY["2015"])
    assert rows(at_2015[at_2015["from_code"] == "E07000246"]) == [
        ("E07000246", "E07000190", "backward"),
        ("E07000246", "E07000191", "backward"),
    ]
    at_2023 = carry_table(SOMERSET_MERGES, SOMERSET, BY_KEY["2023"])
    assert rows(at_2023[at_2023["from_code"] == "E07000246"]) == [("E07000246", "E06000066", "forward")]


def test_a_code_that_cannot_be_placed_has_no_row() -> None:
    lost = areas(E06000001=(None, "2018-01-01"), E06000002=(None, None))
    table = carry_table(succession(("E06000001", "E06009999", "2018-01-01")), lost, BY_KEY["2019"])
    assert rows(table) == [("E06000002", "E06000002", "same")]


def test_nothing_known_gives_an_empty_table_with_its_columns() -> None:
    table = carry_table(succession(), areas(), Vintage("1999", date(1999, 1, 1), 0))
    assert list(table.columns) == ["from_code", "to_code", "kind"]
    assert table.empty
    assert all(dtype == "str" for dtype in table.dtypes)


def test_the_day_of_a_merger_counts_as_after_it() -> None:
    table = carry_table(SUFFOLK_MERGES, SUFFOLK, BY_KEY["2019"])
    assert ("E07000206", "E07000244", "forward") in rows(table)
    assert SUFFOLK_MERGES["on_date"].iloc[0] == Timestamp(BY_KEY["2019"].from_date)
