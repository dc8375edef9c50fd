import shutil
from datetime import date
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from data.errors import BatchMissingError, UndoRefusedError
from data.returns.imports import changes, history, undo
from data.returns.imports.changes import Counts
from data.store import schema
from data.store.engine import open_store, store_version, transaction
from data.store.migrate import initialise
from tests.returns import content, fill, loaded, plan

pytestmark = pytest.mark.thorough

MEETING = {"meeting": "m3", "partnership": "camden", "held_on": "2019-03-01", "format": "roundtable"}
ACTIVITY = {"activity": "c1", "partnership": "camden", "title": "A big festival", "start_on": "2018-05-01",
            "primary_lever": "MOB", "approaches": (), "agendas": ("police",)}  # fmt: skip
STATUS = {"partnership": "camden", "status": "closed", "from_date": "2019-01-01"}
MUCH = {
    "partnerships": [
        {"partnership": "camden", "name": "Camden"},
        {"partnership": "ryedale", "name": "Ryedale Arts", "first_meeting_on": "2018-01-01"},
    ],
    "statuses": [
        {
            "partnership": "camden",
            "status": "established",
            "from_date": "2016-01-01",
            "to_date": "2019-01-01",
        },
        STATUS,
    ],
    "activities": [ACTIVITY, ACTIVITY | {"activity": "c3", "approaches": ("mapping",)}],
    "meetings": [MEETING],
    "attendance": [{"meeting": "m3", "organisation": "a-school", "state": "apologies"}],
    "activity_links": [{"from_activity": "c1", "to_activity": "c3"}],
}
ACTION = {
    "action": "x9",
    "partnership": "camden",
    "description": "Anew",
    "agreed_on": "2019-03-02",
    "meeting": "m3",
}
REPLACING = {"meetings": [MEETING], "activities": [ACTIVITY], "statuses": [STATUS], "actions": [ACTION]}


@pytest.mark.parametrize(("said", "replace"), [(MUCH, False), (REPLACING, True)])
def test_undoing_restores_exactly_the_state_before(filled, said, replace):
    before = content(filled)
    batch = loaded(filled, replace=replace, **said)
    assert content(filled) != before

    undo(filled, batch, who="another officer")

    assert content(filled) == before


ACTION = {"action": "x1", "partnership": "camden", "description": "Write it up", "agreed_on": "2018-06-01"}


def test_an_undoing_is_on_record_with_its_own_changes(filled):
    batch = loaded(filled, meetings=[MEETING])

    undone = undo(filled, batch, who="another officer")

    newest, first = history(filled)
    assert newest == undone
    assert (newest.entry.undoes, newest.entry.who) == (batch, "another officer")
    assert newest.entry.total == Counts(ended=1)
    assert first.undone_at is not None
    (change,) = changes(filled, undone.number)
    assert (change.kind, change.key) == ("ended", ("m3",))


def test_an_undoing_can_be_undone_and_then_the_batch_holds_again(filled):
    batch = loaded(filled, replace=True, **REPLACING)
    after = content(filled)
    undone = undo(filled, batch, who="an officer")

    undo(filled, undone.number, who="an officer")

    assert content(filled) == after
    assert [one.undone_at is None for one in history(filled)] == [True, False, True]
    undo(filled, batch, who="an officer")


def refused(engine, batch):
    before, version = content(engine), store_version(engine)
    with pytest.raises(UndoRefusedError) as refusal:
        undo(engine, batch, who="an officer")
    assert (content(engine), store_version(engine)) == (before, version)
    return str(refusal.value)


def test_a_batch_is_undone_once(filled):
    batch = loaded(filled, meetings=[MEETING])
    undo(filled, batch, who="an officer")

    assert "undone on" in refused(filled, batch)


def test_a_batch_that_a_later_one_changed_is_not_undone_and_the_row_is_named(filled):
    first = loaded(filled, meetings=[MEETING])
    second = loaded(filled, sha256="2" * 64, meetings=[MEETING | {"format": "workshop"}])

    assert f"meetings: m3 was touched by batch {second}" in refused(filled, first)

    undo(filled, second, who="an officer")
    undo(filled, first, who="an officer")


def test_a_batch_is_not_undone_even_where_a_later_one_changed_another_field_of_the_row(filled):
    said = {key: ACTIVITY[key] for key in ("activity", "partnership", "start_on", "primary_lever")}
    first = loaded(filled, activities=[said | {"title": "A big festival"}])
    second = loaded(filled, activities=[said | {"title": "A big festival", "schools": 3}])

    assert f"activities: c1 was touched by batch {second}" in refused(filled, first)


def test_a_batch_that_later_rows_stand_on_is_not_undone(filled):
    batch = loaded(filled, meetings=[MEETING])
    loaded(filled, attendance=[{"meeting": "m3", "organisation": "a-school", "state": "present"}])

    assert "attendance: m3, a-school names meeting “m3”" in refused(filled, batch)


def test_a_row_that_something_else_than_an_import_changed_is_named(filled):
    batch = loaded(filled, meetings=[MEETING])
    with transaction(filled) as connection:
        connection.execute(
            schema.meeting.update().where(schema.meeting.c.meeting == "m3").values(quorate=True)
        )

    assert "meetings: m3 has been changed since" in refused(filled, batch)


def test_a_row_that_is_gone_is_named(filled):
    batch = loaded(filled, meetings=[MEETING])
    with transaction(filled) as connection:
        connection.execute(schema.meeting.delete().where(schema.meeting.c.meeting == "m3"))

    assert "meetings: m3 is not there any more" in refused(filled, batch)


def test_a_changed_row_that_is_gone_is_named_too(filled):
    batch = loaded(filled, actions=[ACTION | {"owner": "the chair"}])
    with transaction(filled) as connection:
        connection.execute(schema.action.delete().where(schema.action.c.action == "x1"))

    assert "actions: x1 is not there any more" in refused(filled, batch)


def test_a_row_that_ended_and_was_made_again_is_named(filled):
    batch = loaded(filled, replace=True, **REPLACING)
    with transaction(filled) as connection:
        connection.execute(
            schema.meeting.insert().values(
                meeting="m2", partnership="camden", held_on=date(2018, 12, 1), format="workshop"
            )
        )

    assert "meetings: m2 has been made again since" in refused(filled, batch)


def test_a_place_that_is_gone_stands_against_restoring_what_names_it(filled):
    batch = loaded(filled, replace=True, partnership_areas=[
        {"partnership": "barnet", "area_code": "E09000002", "coverage": "whole"}])  # fmt: skip
    with transaction(filled) as connection:
        connection.execute(
            schema.area_grouping.delete().where(schema.area_grouping.c.area_code == "E09000003")
        )
        connection.execute(schema.area.delete().where(schema.area.c.area_code == "E09000003"))

    assert "The store refuses a row" in refused(filled, batch)


def test_a_long_list_of_reasons_says_how_many_more_there_are(filled):
    many = [MEETING | {"meeting": f"n{number}"} for number in range(60)]
    batch = loaded(filled, meetings=many)
    loaded(filled, meetings=[one | {"format": "workshop"} for one in many])

    assert "And 70 more." in refused(filled, batch)


def test_a_batch_that_does_not_exist_is_said(filled):
    with pytest.raises(BatchMissingError, match="no batch 7"):
        undo(filled, 7, who="an officer")
    with pytest.raises(BatchMissingError, match="cep import-log"):
        changes(filled, 7)


DAYS = st.dates(date(2016, 1, 1), date(2019, 12, 31))
TITLES = st.sampled_from(["A festival", "A project", "Größe – “quoted”", "=1+1"])
ACTIVITIES = st.lists(
    st.fixed_dictionaries(
        {
            "activity": st.sampled_from(["c1", "c2", "n1", "n2", "n3"]),
            "partnership": st.just("camden"),
            "title": TITLES,
            "start_on": st.dates(date(2018, 5, 1), date(2018, 5, 3)),
            "primary_lever": st.sampled_from(["SYN", "MOB", "DEL"]),
        },
        optional={
            "young_people": st.none() | st.integers(0, 500),
            "approaches": st.sets(st.sampled_from(["mapping", "embedding", "programming"])).map(tuple),
            "secondary_levers": st.sets(st.sampled_from(["SYN", "MOB", "DEL"])).map(tuple),
            "illustrative": st.booleans(),
        },
    ),
    unique_by=lambda row: row["activity"],
)
AREAS = st.lists(
    st.fixed_dictionaries(
        {
            "partnership": st.sampled_from(["barnet", "camden"]),
            "area_code": st.sampled_from(["E09000002", "E08000016", "E07000167", "E07000168"]),
            "coverage": st.sampled_from(["whole", "part"]),
        },
        optional={"from_date": DAYS, "locality": st.sampled_from(["North", "South"])},
    ),
    unique_by=lambda row: (row["partnership"], row["area_code"], row.get("from_date")),
)


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("filled") / "store.db"
    engine = open_store(f"sqlite:///{file}", create=True)
    initialise(engine, name="A test store")
    fill(engine)
    engine.dispose()
    return file


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink])
@given(rounds=st.lists(st.tuples(ACTIVITIES, AREAS, st.booleans()), min_size=1, max_size=3))
def test_loading_any_returns_and_undoing_them_in_turn_is_the_identity(filled_file, rounds):
    with TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{shutil.copy(filled_file, folder)}")
        states, batches = [content(engine)], []
        for activities, areas, replace in rounds:
            said = {"replace": replace, "activities": activities, "partnership_areas": areas}
            proposed = plan(engine, **said)
            if proposed.is_refused or proposed.difference.is_empty:
                continue
            batches.append(loaded(engine, **said))
            states.append(content(engine))
            assert plan(engine, **said).difference.is_empty
        for batch in reversed(batches):
            assert content(engine) == states.pop()
            undo(engine, batch, who="an officer")
        assert content(engine) == states.pop()
        engine.dispose()
