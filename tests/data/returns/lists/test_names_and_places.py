"""What names in a list mean: the partnership of the place or a question, never a near miss; areas split and asked."""

from collections.abc import Iterator
from datetime import date

import pytest

from data.returns.imports.stored_rows import StoredRows
from data.returns.matches import Partnerships
from data.returns.places import Covered, Gazetteer, Unknown, Wider
from data.store.engine import open_store, reading

Known = tuple[Gazetteer, Partnerships]


@pytest.fixture(scope="module")
def known(demo_store: str) -> Iterator[Known]:
    with reading(open_store(demo_store)) as connection:
        held = StoredRows(connection)
        names = Partnerships.of(held.all("partnerships").rows(), held.all("partnership_areas").rows())
        yield Gazetteer(connection, on=date(2020, 2, 14)), names


@pytest.mark.parametrize(
    ("name", "codes", "meant"),
    [
        ("Bristol LCEP", {"E06000023"}, "bristol-cultural-education-partnership"),
        ("ENJOY GREAT YARMOUTH", set(), "enjoy-great-yarmouth"),
        ("Isle of Wight Cultural Education Partnership", {"E06000046"}, "isle-of-wight-cep"),
        (
            "Barking & Dagenham CEP",
            {"E09000002"},
            None,
        ),  # asked: a partnership of the place has its name otherwise
        ("Creative Croydon", {"E09000008"}, None),
        ("Southend CEP", {"E06000033"}, None),
        ("Torridge Young Arts", {"E07000150"}, "new"),
        ("Bristol LCEP", {"E09000007"}, None),
    ],
)
def test_a_partnership_is_certain_asked_or_new_and_never_a_near_miss(
    known: Known, name: str, codes: set[str], meant: str | None
) -> None:
    assert known[1].find(name, codes).key == meant


def test_of_one_place_the_one_that_has_every_word_is_proposed(known: Known) -> None:
    assert known[1].find("Southend CEP", {"E06000033"}).proposed == "southend-99-by-19"
    assert known[1].find("Creative Croydon", {"E09000008"}).proposed is None


def test_who_is_elsewhere_is_proposed_as_new(known: Known) -> None:
    assert known[1].find("Bristol LCEP", {"E09000007"}).proposed == "new"


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Norwich", [Covered("E07000148")]),
        ("Wiltshire & Swindon", [Covered("E06000054"), Covered("E06000030")]),
        ("Bristol, City of, South Gloucestershire (part)", [Covered("E06000023"), Covered("E06000025", "part")]),
        ("Basingstoke and Deane / Hart", [Covered("E07000084"), Covered("E07000089")]),
        ("East Suffolk (Lowestoft)", [Covered("E07000244", "part", "Lowestoft")]),
        ("London Borough of Camden; E09000003", [Covered("E09000007"), Covered("E09000003")]),
        ("tbc", []),
        ("Camden and somewhere", [Covered("E09000007"), Unknown("somewhere")]),
    ],
)  # fmt: skip
def test_a_cell_of_areas_is_split_into_authorities(known: Known, cell: str, named: list[object]) -> None:
    assert known[0].named(cell) == named


def test_counties_and_regions_are_those_of_the_day(known: Known) -> None:
    (norfolk,) = known[0].named("Norfolk (part)")
    assert isinstance(norfolk, Wider)
    assert (norfolk.kind, norfolk.is_part, len(norfolk.codes)) == ("county", True, 7)
    (region,) = known[0].named("South West")
    assert isinstance(region, Wider)
    assert known[0].named("Cornwall") == [Covered("E06000052")]


def test_a_bridge_goes_by_its_former_name_too(known: Known) -> None:
    assert known[0].bridge("CapeUK") == known[0].bridge("IVE") == "ive"
    assert known[0].bridge("Royal Opera House") == "royal-opera-house-bridge"
