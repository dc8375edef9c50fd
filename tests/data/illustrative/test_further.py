from collections import Counter

import pytest

from data.demo import build_demo, demo_rows
from data.illustrative.further import further_partnerships
from data.register_reader import read_register
from geo import lookups

pytestmark = pytest.mark.thorough

WANTED = 400


@pytest.fixture(scope="module")
def rows():
    return demo_rows(partnerships=WANTED)


def test_a_demo_store_has_as_many_partnerships_as_are_wanted_and_the_real_ones_as_they_are(rows):
    usual = demo_rows()
    real = len(read_register())

    assert len(rows["partnership"]) == WANTED
    assert rows["partnership"][:real] == usual["partnership"]
    for table, held in usual.items():
        if table not in ("organisation", "support"):
            assert rows[table][: len(held)] == held, table


def test_without_a_number_nobody_is_made_up():
    assert demo_rows(partnerships=92) == demo_rows() == demo_rows(partnerships=len(read_register()))


def test_the_same_seed_makes_up_the_same_ones_however_many_there_are():
    assert list(further_partnerships(40, seed=5))[:7] == list(further_partnerships(7, seed=5))
    assert list(further_partnerships(7, seed=5)) != list(further_partnerships(7, seed=6))


def test_whatever_is_made_up_is_marked_and_lies_in_a_real_authority(rows):
    real = {each.slug for each in read_register()}
    further = [row for row in rows["partnership"] if row["partnership"] not in real]
    known = set(lookups.read_areas()["area_code"])
    bridges = {each.bridge for each in read_register()}

    assert all(row["is_illustrative"] and row["milestones_illustrative"] for row in further)
    assert all(row["published_status"] is None and row["bridge"] in bridges for row in further)
    for table in (
        "partnership_status",
        "partnership_area",
        "membership",
        "meeting",
        "activity",
        "monitoring_return",
    ):
        held = [row for row in rows[table] if row["partnership"] not in real]
        assert held, table
        assert all(row["is_illustrative"] for row in held), table
    assert {row["area_code"] for row in rows["partnership_area"]} <= known


def test_nobody_takes_a_made_up_name_for_a_real_one(rows):
    real = {each.slug for each in read_register()}
    names = Counter(str(row["name"]) for row in rows["partnership"])
    further = [str(row["name"]) for row in rows["partnership"] if row["partnership"] not in real]

    assert max(names.values()) == 1
    assert all(name.rsplit(" ", 2)[1] == "Example" for name in further)
    assert not any("Example" in each.name for each in read_register())


def test_they_are_of_every_kind(rows):
    real = {each.slug for each in read_register()}
    scales = Counter(row["scale"] for row in rows["partnership"] if row["partnership"] not in real)
    statuses = {row["status"] for row in rows["partnership_status"] if row["partnership"] not in real}

    assert (
        scales["part_of_local_authority"]
        > scales["local_authority"]
        > 0
        < scales["several_local_authorities"]
    )
    assert statuses == {"prospective", "emerging", "established", "delivering"}


def test_the_store_takes_them(tmp_path):
    said = build_demo(f"sqlite:///{tmp_path / 'cep.db'}", partnerships=130)

    assert "110 partnerships of the public register, 20 made-up partnerships beside them" in said
