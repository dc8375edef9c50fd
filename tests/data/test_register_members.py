"""Members that partnerships publish."""

from collections import Counter
from datetime import date

from data.register_evidence import read_csv
from data.register_members import membership_evidence, membership_rows, organisation_rows
from data.register_reader import read_register
from data.taxonomy import ROLES, SECTORS


def test_every_seat_is_of_a_partnership_and_an_organisation_that_are_held():
    organisations = {row["organisation"] for row in organisation_rows()}
    seats = membership_rows()

    assert {row["partnership"] for row in seats} <= {each.slug for each in read_register()}
    assert {row["organisation"] for row in seats} == organisations
    assert {row["role"] for row in seats} <= set(ROLES)
    assert {row["sector"] for row in organisation_rows()} <= set(SECTORS)
    assert len(seats) == 205
    assert len(organisations) == 192


def test_each_seat_rests_on_a_page_with_its_day():
    pages = {
        (each.partnership, each.value, each.as_at or each.known_by): each for each in membership_evidence()
    }

    assert len(pages) == len(membership_evidence()) == 204
    for row in membership_rows():
        page = pages[row["partnership"], row["organisation"], row["from_date"]]
        assert page.kind == "membership"
        assert str(page.address).startswith("http")
        assert row["begins"] == "by"


def test_an_organisation_that_sits_on_several_is_one_whatever_its_page_calls_it():
    seats = Counter(
        row["organisation"]
        for row in {(m["partnership"], m["organisation"]): m for m in membership_rows()}.values()
    )

    assert seats["university-of-bedfordshire"] == 2
    assert seats["ive"] == 3
    assert seats["curious-minds"] == 4
    assert sum(row["name"].startswith("Reading Borough Council") for row in organisation_rows()) == 1


def test_worcestershire_has_the_thirty_members_that_it_lists():
    members = [row for row in membership_rows() if row["partnership"] == "worcestershire-cep"]

    assert len(members) == 30
    assert {row["from_date"] for row in members} == {date(2023, 3, 31)}
    assert not any(row["is_illustrative"] for row in members)


def test_forerunners_of_partnerships_have_no_seats():
    seats = {row["partnership"] for row in read_csv("memberships.csv")}

    assert not seats & {"somerset-inspired", "worthing-arts-education-network"}
