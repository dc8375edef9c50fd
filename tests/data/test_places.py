"""Boundaries that were added to a store, on both databases."""

import gzip
from dataclasses import replace
from datetime import date

import pytest
from pandas import DataFrame
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from data import places
from data.places import place_rows
from data.programme.programme import load
from data.store.engine import store_version, transaction
from data.store.rows import write_rows
from geo.add import Prepared, WebFile

SHAPES = b'{"type":"FeatureCollection","features":[]}\n'


def file_of(detail: str, content: bytes = SHAPES) -> WebFile:
    return WebFile(
        detail=detail, sha256="ab" * 32, size=len(content), features=1, content=gzip.compress(content)
    )


def areas(*rows: tuple[str, str, str | None]) -> DataFrame:
    frame = DataFrame(rows, columns=["area_code", "name", "parent_code"], dtype="str")
    return frame.assign(lon=0.1, lat=51.5, west=0.0, south=51.4, east=0.2, north=51.6)


def wards(*rows: tuple[str, str, str | None]) -> Prepared:
    return Prepared(
        level="ward",
        vintage="2024",
        from_date=date(2024, 1, 1),
        file_name="wards.zip",
        sha256="cd" * 32,
        attribution="Source: somebody.",
        areas=areas(*(rows or [("E05000026", "Abbey", "E09000002"), ("E05000027", "Alibon", "E09000002")])),
        files=(file_of("E09000002"),),
        notes=(),
    )


def authorities() -> Prepared:
    return replace(
        wards(), level="lad", vintage="2023", files=tuple(map(file_of, ("england", "detail", "london")))
    )


@pytest.fixture
def with_places(store: Engine) -> Engine:
    with transaction(store) as connection:
        write_rows(connection, place_rows())
    return store


def test_an_added_set_is_read_with_its_files_and_areas(with_places: Engine) -> None:
    places.add(with_places, wards())
    programme = load(with_places)
    named = programme.boundary_files[["level", "vintage", "detail"]]
    assert named.to_numpy().tolist() == [["ward", "2024", "E09000002"]]
    assert gzip.decompress(programme.boundary_files["content"].iloc[0]) == SHAPES
    assert programme.boundary_areas["area_code"].tolist() == ["E05000026", "E05000027"]
    added = programme.areas[programme.areas["level"] == "ward"]
    assert added[["name", "parent_code"]].to_numpy().tolist() == [
        ["Abbey", "E09000002"],
        ["Alibon", "E09000002"],
    ]


def test_adding_is_one_write(with_places: Engine) -> None:
    before = store_version(with_places)
    places.add(with_places, wards())
    assert store_version(with_places) == before + 1


def test_adding_again_replaces_the_set_and_keeps_codes_that_are_known(with_places: Engine) -> None:
    places.add(with_places, wards())
    places.add(with_places, wards(("E05000026", "Abbey Road", "E09000002"), ("E05000028", "Becontree", None)))
    programme = load(with_places)
    assert programme.boundary_areas["area_code"].tolist() == ["E05000026", "E05000028"]
    names = programme.areas.set_index("area_code")["name"]
    assert names[["E05000026", "E05000027", "E05000028"]].tolist() == ["Abbey Road", "Alibon", "Becontree"]


def test_a_set_that_cannot_be_written_whole_leaves_the_store_as_it_was(with_places: Engine) -> None:
    places.add(with_places, wards())
    before = places.sets(with_places)
    twice = replace(wards(), files=(file_of("E09000002"), file_of("E09000002")), attribution="Another.")
    with pytest.raises(IntegrityError):
        places.add(with_places, twice)
    assert places.sets(with_places) == before
    assert len(load(with_places).boundary_areas) == 2


def test_authorities_take_the_place_of_those_that_ship_until_they_are_removed(with_places: Engine) -> None:
    shipped = places.sets(with_places)
    places.add(with_places, authorities())
    changed = next(row for row in places.sets(with_places) if row["vintage"] == "2023")
    assert (changed["file_name"], changed["attribution"]) == ("wards.zip", "Source: somebody.")
    assert places.remove(with_places, "lad", "2023")
    assert places.sets(with_places) == shipped
    assert load(with_places).boundary_files.empty


def test_what_was_not_added_cannot_be_removed(with_places: Engine) -> None:
    before = store_version(with_places)
    assert not places.remove(with_places, "lad", "2023")
    assert not places.remove(with_places, "ward", "2024")
    assert store_version(with_places) == before


def test_a_store_without_places_takes_boundaries_too(store: Engine) -> None:
    places.add(store, wards())
    assert places.remove(store, "ward", "2024")
    assert places.sets(store) == []
