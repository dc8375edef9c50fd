from dataclasses import fields
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from factories import make_programme, partnership, status
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from data.demo import build_register
from data.programme.frames import COLUMNS, TABLE_OF
from data.programme.programme import Programme, Scope, current, load
from data.store import schema
from data.store.engine import open_store, transaction

KINDS = {
    "str": "str", "date": "datetime64[us]", "float": "float64", "bool": "bool", "object": "object", "bytes": "object",
}  # fmt: skip
BRIDGE = "festival-bridge"


def intervals(*rows):
    frame = pd.DataFrame(rows, columns=["key", "from_date", "to_date"])
    return frame.assign(
        from_date=pd.to_datetime(frame["from_date"]), to_date=pd.to_datetime(frame["to_date"])
    )


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        ("2015-12-31", ["always"]),
        ("2016-01-01", ["first", "always"]),
        ("2016-12-31", ["first", "always"]),
        ("2017-01-01", ["second", "always"]),
        ("2099-01-01", ["second", "always"]),
    ],
)
def test_an_interval_holds_from_its_first_day_up_to_but_not_on_its_last(on, keys):
    frame = intervals(
        ("first", "2016-01-01", "2017-01-01"), ("second", "2017-01-01", None), ("always", None, None)
    )

    assert current(frame, pd.Timestamp(on))["key"].tolist() == keys


def test_a_status_that_nobody_dated_holds_on_no_day():
    statuses = make_programme(
        partnerships=[partnership("a")], statuses=[status("a", "established", None)]
    ).statuses

    assert current(statuses, date(2020, 3, 31)).empty


@given(
    st.lists(st.dates(date(2010, 1, 1), date(2030, 1, 1)), min_size=2, unique=True),
    st.dates(date(2010, 1, 1), date(2030, 1, 1)),
)
def test_intervals_that_follow_one_another_never_hold_together(days, on):
    chain = sorted(days)
    frame = intervals(*((start, start, end) for start, end in pairwise(chain)))

    assert len(current(frame, on)) == (chain[0] <= on < chain[-1])


def test_every_frame_has_the_columns_and_kinds_of_the_contract(demo_programme):
    for name, kinds in COLUMNS.items():
        frame = getattr(demo_programme, name)
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
            column: KINDS[kind] for column, kind in kinds.items()
        }, name


def test_every_frame_of_the_contract_is_a_table_of_the_store_and_a_field_of_the_programme():
    named = {field.name for field in fields(Programme)} - {
        "store_name",
        "store_version",
        "as_at",
        "seen_by",
        "waiting",
        "accepted",
        "written",
        "elsewhere",
    }

    assert named == set(COLUMNS) == set(TABLE_OF)
    assert set(TABLE_OF.values()) < set(schema.metadata.tables)


def test_an_empty_store_gives_empty_frames_of_the_right_kinds(store):
    programme = load(store, today=date(2026, 1, 2))

    assert (programme.store_version, programme.as_at) == (1, date(2026, 1, 2))
    assert {column: str(kind) for column, kind in programme.statuses.dtypes.items()} == {
        column: KINDS[kind] for column, kind in COLUMNS["statuses"].items()
    }


def test_both_databases_give_the_same_programme(demo_programme, postgresql):
    engine = open_store(postgresql.copy("demo"))
    other = load(engine)
    engine.dispose()

    assert (other.store_name, other.as_at) == (demo_programme.store_name, demo_programme.as_at)
    for name in COLUMNS:
        columns = list(COLUMNS[name])
        frames = [
            getattr(each, name).sort_values(columns, key=lambda held: held.astype("str"))
            for each in (other, demo_programme)
        ]
        assert_frame_equal(*(frame.reset_index(drop=True) for frame in frames))


def test_unknown_text_dates_and_answers_are_missing_and_never_words(demo_programme):
    for name, kinds in COLUMNS.items():
        frame = getattr(demo_programme, name)
        for column in [column for column, kind in kinds.items() if kind == "str"]:
            assert not frame[column].isin(["", "None", "nan", "NaN"]).any(), (name, column)
    assert {*demo_programme.activities["secondary_considered"]} == {True, False, None}


def test_the_store_is_complete_to_the_last_quarter_with_a_return(demo_programme):
    assert demo_programme.as_at == date(2020, 3, 31)


def test_without_returns_the_store_is_complete_to_its_last_status(tmp_path):
    address = f"sqlite:///{tmp_path / 'cep.db'}"
    build_register(address)
    engine = open_store(address)
    programme = load(engine)
    engine.dispose()

    assert programme.as_at == date(2025, 9, 18)
    assert not programme.partnerships["milestones_illustrative"].any()


def test_a_return_that_never_came_completes_nothing(store):
    with transaction(store) as connection:
        connection.execute(schema.partnership.insert().values(partnership="a", name="A"))
        connection.execute(
            schema.monitoring_return.insert(),
            [
                {
                    "partnership": "a",
                    "period_end": date(2019, 12, 31),
                    "due_on": date(2020, 1, 30),
                    "received_on": date(2020, 2, 1),
                },
                {
                    "partnership": "a",
                    "period_end": date(2020, 3, 31),
                    "due_on": date(2020, 4, 30),
                    "received_on": None,
                },
            ],
        )

    assert load(store).as_at == date(2019, 12, 31)


def test_who_may_see_everything_sees_the_same_programme(demo_programme):
    assert demo_programme.visible_to(Scope()) is demo_programme


def test_with_the_illustrative_hidden_only_what_was_published_is_left(demo_programme):
    seen = demo_programme.visible_to(Scope(illustrative=False))

    for name in COLUMNS:
        frame = getattr(seen, name)
        assert "is_illustrative" not in frame or not frame["is_illustrative"].any(), name
    assert [name for name in COLUMNS if not getattr(seen, name).empty] == [
        "partnerships", "statuses", "partnership_areas", "organisations", "memberships", "evidence", "targets",
        "published_counts", "area_statistics", "area_measures", "areas", "area_groupings", "area_succession",
        "boundary_sets",
    ]  # fmt: skip
    assert len(seen.partnerships) == 110


def test_with_the_illustrative_hidden_generated_milestones_are_blank(demo_programme):
    generated = [
        "first_meeting_on",
        "terms_agreed_on",
        "launched_on",
        "first_delivery_on",
        "meetings_expected_per_year",
        "governance_form",
    ]
    seen = demo_programme.visible_to(Scope(illustrative=False)).partnerships

    assert demo_programme.partnerships[generated].notna().any().all()
    real = ~demo_programme.partnerships["milestones_illustrative"]
    assert seen.loc[~real, generated].isna().all().all()
    assert seen.loc[real, generated].equals(demo_programme.partnerships.loc[real, generated])
    assert seen.dtypes.equals(demo_programme.partnerships.dtypes)


def test_a_real_milestone_stays_when_the_illustrative_are_hidden():
    met = pd.Timestamp(2016, 1, 4)
    programme = make_programme(
        partnerships=[
            partnership("real", first_meeting_on=met),
            partnership("generated", first_meeting_on=met, milestones_illustrative=True),
        ]
    )

    seen = programme.visible_to(Scope(illustrative=False)).partnerships.set_index("partnership")

    assert seen["first_meeting_on"].to_dict() == {"real": met, "generated": pd.NaT}


def test_a_scope_within_another_sees_what_both_do(demo_programme):
    both = demo_programme.visible_to(Scope(bridges=frozenset({BRIDGE, "ive"}))).visible_to(
        Scope(bridges=frozenset({BRIDGE}), illustrative=False)
    )
    assert both.seen_by == Scope(bridges=frozenset({BRIDGE}), illustrative=False)
    assert not both.seen_by.sees_every_partnership
    assert demo_programme.seen_by.sees_every_partnership


def test_a_bridge_sees_its_own_partnerships_and_what_hangs_on_them(demo_programme):
    seen = demo_programme.visible_to(Scope(bridges=frozenset({BRIDGE})))
    own = set(demo_programme.partnerships.query("bridge == @BRIDGE")["partnership"])

    assert set(seen.partnerships["partnership"]) == own
    for name in (
        "statuses",
        "partnership_areas",
        "memberships",
        "activities",
        "meetings",
        "actions",
        "returns",
    ):
        everything = getattr(demo_programme, name)
        assert len(getattr(seen, name)) == everything["partnership"].isin(own).sum(), name
    assert set(seen.support["bridge"]) == {BRIDGE}
    assert set(seen.activity_levers["activity"]) <= set(seen.activities["activity"])
    assert set(seen.attendance["meeting"]) <= set(seen.meetings["meeting"])
    assert set(seen.attendance["organisation"]) | set(seen.memberships["organisation"]) == set(
        seen.organisations["organisation"]
    )
    assert len(seen.areas) == len(demo_programme.areas)
