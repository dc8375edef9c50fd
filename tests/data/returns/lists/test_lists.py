"""Six lists as people keep them: understood to the cell, asked about, loaded, loaded again, and taken back."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from dashboard.indicators.shared import statuses
from data.programme.programme import load as programme_of
from data.returns.imports import Batch, undo
from data.returns.lists import (
    Mapping,
    Understood,
    from_json,
    kept_as,
    load,
    prepare,
    proposal,
    understand,
)
from data.returns.lists.tables import counted
from data.returns.reader.files import Source
from data.store.engine import open_store
from data.taxonomy import COUNTED_STATUSES
from tests.lists import PERSONAL, KeptList, every_list
from tests.returns import content

LISTS = pytest.mark.parametrize("kept", every_list(), ids=lambda one: one.name)


@pytest.fixture
def engine(own_demo_store: str) -> Engine:
    return open_store(own_demo_store)


def source(kept: KeptList) -> Source:
    return Source(kept.name, kept.content)


def loaded(engine: Engine, found: Understood) -> Batch:
    plan = prepare(engine, found)
    assert plan.errors == ()
    batch = load(engine, found, plan, who="an officer")
    assert batch is not None
    return batch


@LISTS
def test_columns_are_proposed_by_their_headings_and_by_what_stands_in_them(
    kept: KeptList, engine: Engine
) -> None:
    found = understand(engine, source(kept))
    assert tuple(column.role for column in found.columns) == kept.roles
    assert found.open
    assert not found.is_ready


@LISTS
def test_every_cell_is_understood_asked_about_or_ignored(kept: KeptList, engine: Engine) -> None:
    found = understand(engine, source(kept), kept.mapping)
    assert not found.open
    assert len(found.entries) == kept.partnerships
    assert counted(found.skipped) == dict(kept.left_out)
    for column in found.columns:
        understood, asked, ignored = found.cells[column.position]
        assert understood + asked + ignored == len(column.cells)
        assert asked == 0
        assert ignored == (len(column.cells) if column.role in {"personal", "ignore"} else 0)
    assert {(one.column, one.value) for one in found.questions} == set(kept.answers)


@LISTS
def test_a_list_loads_as_one_batch_once_and_is_taken_back(kept: KeptList, engine: Engine) -> None:
    before = content(engine)
    batch = loaded(engine, understand(engine, source(kept), kept.mapping))
    said = repr(content(engine))
    assert not [one for one in PERSONAL if one in said]
    again = prepare(engine, understand(engine, source(kept), kept.mapping))
    assert again.difference.is_empty
    undo(engine, batch.number, who="an officer")
    assert content(engine) == before


@LISTS
def test_who_a_list_calls_established_is_counted_from_its_day_on(kept: KeptList, engine: Engine) -> None:
    found = understand(engine, source(kept), kept.mapping)
    new = {one.key for one in found.entries if one.is_new}
    loaded(engine, found)
    programme = programme_of(engine)
    day = pd.Timestamp(kept.as_at)
    counted_then = statuses.held(programme, COUNTED_STATUSES, (day,))[:, 0]
    there = programme.partnerships["partnership"][counted_then]
    assert int(there.isin(new).sum()) == kept.established


def test_an_undated_status_holds_from_the_day_of_the_list_and_covers_its_areas(engine: Engine) -> None:
    kept = every_list()[0]
    loaded(engine, understand(engine, source(kept), kept.mapping))
    programme = programme_of(engine)
    rows = programme.statuses.set_index("partnership").loc[["waveney-sounds"]]
    assert rows[["status", "from_date", "begins"]].to_numpy().tolist() == [
        ["established", pd.Timestamp("2020-02-14"), "by"]
    ]
    before, then = (
        statuses.held(programme, COUNTED_STATUSES, (pd.Timestamp(day),))[:, 0]
        for day in ("2020-02-13", "2020-02-14")
    )
    place = programme.partnerships["partnership"].tolist().index("waveney-sounds")
    assert (bool(before[place]), bool(then[place])) == (False, True)


def test_a_mapping_is_a_file_and_is_kept_by_name_without_its_day(engine: Engine) -> None:
    kept = every_list()[0]
    found = understand(engine, source(kept), kept.mapping)
    written = proposal(found)
    assert from_json(written).answers == found.mapping.answers
    found = replace(found, mapping=replace(found.mapping, name="east"))
    loaded(engine, found)
    held = kept_as(engine, "east")
    assert held.as_at is None
    assert held.columns == found.mapping.columns
    later = understand(engine, source(kept), held.on(date(2020, 6, 30)))
    assert later.is_ready
    assert "statuses" not in prepare(engine, later).difference.counts


def test_answers_that_are_none_stay_open(engine: Engine) -> None:
    kept = every_list()[0]
    wrong = Mapping(as_at=date(2020, 2, 14), answers={("status", "live"): "flourishing"})
    assert "LIVE" in {one.value for one in understand(engine, source(kept), wrong).open}


def test_what_is_proposed_can_be_taken_as_a_whole(engine: Engine) -> None:
    kept = every_list()[0]
    found = understand(engine, source(kept), Mapping(proposed=True))
    assert found.mapping.as_at == date(2020, 2, 14)
    assert {one.value for one in found.open} == {"Norwich Young Makers"}
