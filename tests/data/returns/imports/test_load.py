from datetime import date

import pytest
from sqlalchemy import select

from data.errors import LoadRefusedError, NothingToLoadError, StoreMovedOnError
from data.programme.programme import load as load_programme
from data.returns.imports import changes, history, load
from data.returns.imports.changes import Counts
from data.store import schema
from data.store.engine import reading, store_version, transaction
from tests.returns import FILE, content, loaded, plan

MEETING = {"meeting": "m3", "partnership": "camden", "held_on": "2019-03-01", "format": "roundtable"}
FESTIVAL = {"activity": "c1", "partnership": "camden", "title": "A festival", "start_on": "2018-05-01",
            "primary_lever": "DEL"}  # fmt: skip


def counts(engine, **said):
    return {sheet: vars_of(one) for sheet, one in plan(engine, **said).difference.counts.items()}


def vars_of(one):
    return one.new, one.changed, one.unchanged, one.ended


def test_a_row_with_a_new_key_is_new_and_one_that_says_the_same_is_unchanged(filled):
    held = {"meeting": "m1", "partnership": "camden", "held_on": "2018-06-01", "format": "workshop"}

    assert counts(filled, meetings=[MEETING, held]) == {"meetings": (1, 0, 1, 0)}


def test_a_changed_row_shows_the_old_and_the_new_value_of_each_changed_field(filled):
    said = plan(filled, activities=[FESTIVAL | {"title": "A big festival", "young_people": 130}])

    (change,) = said.difference.changes
    assert change.kind == "changed"
    assert change.old == {"title": "A festival", "young_people": 120.0}
    assert change.new == {"title": "A big festival", "young_people": 130}
    assert change.origin == (FILE, "activities", 2)


def test_columns_that_the_file_does_not_have_stay_as_they_are(filled):
    loaded(filled, activities=[FESTIVAL | {"title": "A big festival"}])

    activities = load_programme(filled).activities.set_index("activity")
    assert activities.loc["c1", ["title", "young_people"]].tolist() == ["A big festival", 120.0]


def test_a_blank_cell_takes_the_value_away(filled):
    loaded(filled, activities=[FESTIVAL | {"young_people": None}])

    assert load_programme(filled).activities.set_index("activity")["young_people"].isna()["c1"]


def test_a_list_is_a_field_and_is_given_whole(filled):
    said = {"approaches": ("event_or_festival", "accredited_delivery")}
    assert counts(
        filled, activities=[FESTIVAL | {"approaches": ("event_or_festival", "direct_delivery")}]
    ) == {"activities": (0, 0, 1, 0)}

    batch = loaded(filled, activities=[FESTIVAL | said])

    approaches = load_programme(filled).activity_approaches
    assert sorted(approaches["approach"]) == ["accredited_delivery", "event_or_festival"]
    (change,) = changes(filled, batch)
    assert change.old == {"approaches": ("direct_delivery", "event_or_festival")}


def test_a_list_that_the_file_does_not_have_stays(filled):
    assert counts(filled, activities=[FESTIVAL]) == {"activities": (0, 0, 1, 0)}


def test_loading_writes_rows_batch_and_log_in_one_version(filled):
    before = store_version(filled)
    said = plan(filled, meetings=[MEETING], actions=[ACTION])

    batch = load(filled, said, who="an officer")

    assert (store_version(filled), batch.store_version) == (before + 1, before + 1)
    assert history(filled) == (batch,)
    assert (batch.entry.title, batch.entry.who) == (FILE, "an officer")
    assert batch.entry.files == said.files
    assert batch.entry.total == Counts(new=2)
    assert [(one.sheet, one.kind) for one in changes(filled, batch.number)] == [
        ("meetings", "new"),
        ("actions", "new"),
    ]


ACTION = {"action": "x2", "partnership": "camden", "meeting": "m3", "description": "Ask the schools",
          "agreed_on": "2019-03-01"}  # fmt: skip


def test_the_log_has_days_and_lists_as_they_were(filled):
    batch = loaded(filled, activities=[FESTIVAL | {"activity": "c9", "agendas": ("police", "crime")}])

    (change,) = changes(filled, batch)
    assert change.new["start_on"] == date(2018, 5, 1)
    assert change.new["agendas"] == ("crime", "police")


def test_a_plan_with_errors_is_refused_and_nothing_is_written(filled):
    before, version = content(filled), store_version(filled)

    with pytest.raises(LoadRefusedError, match="no partnership “nowhere”"):
        load(filled, plan(filled, meetings=[MEETING | {"partnership": "nowhere"}]), who="an officer")

    assert (content(filled), store_version(filled), history(filled)) == (before, version, ())


def test_loading_what_the_store_says_already_is_nothing_to_load(filled):
    with pytest.raises(NothingToLoadError):
        load(filled, plan(filled, activities=[FESTIVAL]), who="an officer")


def test_the_same_file_again_is_said_and_is_unchanged(filled):
    number = loaded(filled, meetings=[MEETING])

    again = plan(filled, meetings=[MEETING])

    assert f"as batch {number}" in again.problems[0].sentence
    assert not again.is_refused
    assert again.difference.total == Counts(unchanged=1)


def test_a_store_that_moved_on_beside_the_rows_is_loaded_all_the_same(filled):
    said = plan(filled, meetings=[MEETING])
    loaded(filled, organisations=[{"organisation": "b", "name": "B", "sector": "health"}], sha256="2" * 64)

    batch = load(filled, said, who="an officer")

    assert batch.entry.total == Counts(new=1)


def test_a_store_in_which_the_difference_is_another_now_is_not_written_to(filled):
    said = plan(filled, meetings=[MEETING])
    loaded(filled, meetings=[MEETING | {"format": "workshop"}], sha256="2" * 64)
    before = content(filled)

    with pytest.raises(StoreMovedOnError, match="look at the new difference"):
        load(filled, said, who="an officer")

    assert content(filled) == before


def test_a_plan_that_would_be_refused_by_now_is_not_written(filled):
    said = plan(filled, meetings=[MEETING])
    with transaction(filled) as connection:
        connection.execute(
            schema.meeting.insert().values(
                meeting="m3", partnership="barnet", held_on=date(2019, 1, 1), format="workshop"
            )
        )

    with pytest.raises(StoreMovedOnError):
        load(filled, said, who="an officer")


def test_progress_is_told_up_to_the_last_row(filled):
    heard = []

    load(filled, plan(filled, meetings=[MEETING]), who="an officer", watch=lambda *said: heard.append(said))

    assert heard == [("Writing", 1), ("Writing the change log", 1)]


def test_warnings_are_kept_with_the_batch(filled):
    guest = {"meeting": "m1", "organisation": "a-theatre", "state": "present"}
    early = {"meeting": "m3", "partnership": "camden", "held_on": "2016-06-01", "format": "workshop"}
    said = plan(filled, meetings=[early], attendance=[guest | {"meeting": "m3"}])

    batch = load(filled, said, who="an officer")

    assert [one.severity for one in said.problems] == ["warning"]
    assert "is not a member of camden" in batch.entry.warnings[0]
    with reading(filled) as connection:
        assert connection.execute(select(schema.import_batch.c.summary)).scalar_one()["warnings"]
