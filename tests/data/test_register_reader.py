from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.programme.frames import COLUMNS
from data.register_evidence import last_day, read_csv
from data.register_reader import read_register, register_rows
from geo import lookups

RENAMED = {"status": "published_status", "bridge": "register_name"}
IN_OTHER_TABLES = {"slug", "areas", "pilot"}


def test_the_register_has_110_partnerships_each_with_a_key_and_a_source():
    rows = read_csv("public_register.csv")

    assert len({row["slug"] for row in rows}) == len(rows) == 110
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize("name", ["public_register", "published_counts", "targets", "bridges", "localities"])
def test_every_row_that_ships_names_its_source(name):
    assert all(row["source"] for row in read_csv(f"{name}.csv"))


def test_the_store_has_every_column_of_the_register_unaltered(demo_programme):
    names = {row["slug"]: row["register_name"] for row in read_csv("bridges.csv")}
    held = demo_programme.partnerships.assign(register_name=lambda frame: frame["bridge"].map(names))
    stored = held.set_index("partnership")

    for row in read_csv("public_register.csv"):
        for column in set(row) - IN_OTHER_TABLES:
            value = stored.loc[row["slug"], RENAMED.get(column, column)]
            assert ("" if pd.isna(value) else value) == row[column], (row["slug"], column)
        assert stored.loc[row["slug"], "pilot"] == (row["pilot"] == "yes")


def test_the_store_has_the_areas_of_the_register_and_dated_ones_where_an_authority_was_merged(demo_programme):
    areas = demo_programme.partnership_areas
    undated = areas[areas["from_date"].isna() & areas["to_date"].isna()]
    dated = {row["slug"] for row in read_csv("localities.csv")}
    listed = {
        (row["slug"], *listed.split(":"))
        for row in read_csv("public_register.csv")
        for listed in row["areas"].split(";")
        if listed and row["slug"] not in dated
    }

    assert set(undated[["partnership", "area_code", "coverage"]].itertuples(index=False, name=None)) == listed
    assert (
        set(areas["partnership"]) - set(undated["partnership"])
        == dated
        == {"scarborough", "lowestoft-rising"}
    )


def test_scarborough_was_a_whole_district_until_it_became_part_of_north_yorkshire():
    covered = next(each for each in read_register() if each.slug == "scarborough").areas

    assert [(area.code, area.coverage, area.from_date, area.to_date) for area in covered] == [
        ("E07000168", "whole", None, date(2023, 4, 1)),
        ("E06000065", "part", date(2023, 4, 1), None),
    ]


def test_barking_and_dagenham_is_a_pilot_established_by_the_end_of_2012(demo_programme):
    slug = "inspiring-futures-barking-and-dagenham"
    statuses = demo_programme.statuses.query("partnership == @slug and not is_illustrative")

    (row,) = statuses.to_dict("records")
    assert (row["status"], row["from_date"], row["precision"]) == (
        "established",
        pd.Timestamp(2012, 12, 31),
        "year",
    )
    assert bool(demo_programme.partnerships.set_index("partnership").loc[slug, "pilot"])


def test_there_are_three_pilots(demo_programme):
    assert demo_programme.partnerships["pilot"].sum() == 3


def test_no_published_status_differs_between_the_register_and_the_demo_store(demo_programme):
    real = demo_programme.statuses.query("not is_illustrative")
    held = {
        (row.partnership, row.status, None if pd.isna(row.from_date) else row.from_date.date(), row.precision)
        for row in real.itertuples()
    }
    proved = {
        (each.slug, status.status, status.from_date, status.precision)
        for each in read_register()
        for status in each.statuses
    }

    assert held == proved
    assert len(real) == len(proved)
    assert not real["is_illustrative"].any()


def test_no_piece_of_evidence_differs_between_the_register_and_the_demo_store(demo_programme):
    columns = [
        "partnership",
        "kind",
        "precision",
        "value",
        "wording",
        "address",
        "note",
        "status",
        "begins",
        "grade",
    ]
    real = demo_programme.evidence.query("not is_illustrative and kind != 'membership'")
    held = real[columns].astype(object).where(real[columns].notna(), "")
    shipped = [{**row, "grade": float(row["grade"])} for row in read_csv("evidence.csv")]

    assert sorted(map(str, held.to_dict("records"))) == sorted(
        str({name: row[name] for name in columns}) for row in shipped
    )


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2016", date(2016, 12, 31)),
        ("2018/2022", date(2022, 12, 31)),
        ("2022-05/2023-01", date(2023, 1, 31)),
        ("2019-Q4", date(2019, 12, 31)),
        ("2016-09", date(2016, 9, 30)),
        ("2016-02", date(2016, 2, 29)),
        ("2018-12", date(2018, 12, 31)),
        ("2016-06-13", date(2016, 6, 13)),
    ],
)
def test_what_was_published_is_certain_from_the_last_day_it_can_mean(published, day):
    assert last_day(published) == day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_the_less_precise_a_date_the_later_it_is_certain(day):
    precise = day.isoformat()

    assert day == last_day(precise) <= last_day(precise[:7]) <= last_day(precise[:4])


def test_the_target_is_50_by_the_end_of_2020_and_the_other_date_is_not_official():
    targets = [
        (row["value"], row["due_on"], row["set_on"], row["official"]) for row in register_rows()["target"]
    ]

    assert targets == [
        (50.0, date(2020, 12, 31), date(2015, 10, 14), True),
        (50.0, date(2018, 12, 31), date(2015, 10, 14), False),
    ]


def test_counts_that_conflict_are_kept_apart_by_kind(demo_programme):
    counts = demo_programme.published_counts
    national = counts[counts["place"].isna() & counts["as_at"].notna()].sort_values(["as_at", "partnerships"])

    assert list(zip(national["partnerships"], national["kind"], strict=True)) == [
        (3, "stock"), (50, "target"), (3, "stock"), (50, "stock"), (97, "floor"), (140, "floor"), (118, "stock"),
        (140, "cumulative"), (151, "cumulative"),
    ]  # fmt: skip
    assert len(counts) == 36


def test_each_count_of_a_bridge_names_one_of_the_ten(demo_programme):
    named = demo_programme.published_counts["bridge"].dropna()

    assert set(named) <= {row["slug"] for row in read_csv("bridges.csv")}
    assert set(named) == {row["slug"] for row in read_csv("bridges.csv")} - {"real-ideas"}


def test_the_bridges_are_those_whose_patches_are_known():
    groupings = lookups.read_groupings()
    patches = set(groupings.loc[groupings["grouping"] == "bridge", "group_code"])

    assert {row["slug"] for row in read_csv("bridges.csv")} == patches
    assert {each.bridge for each in read_register()} == patches


def test_no_partnership_row_claims_a_column_that_the_read_model_does_not_have():
    (row, *_) = register_rows()["partnership"]

    assert set(row) == set(COLUMNS["partnerships"])
