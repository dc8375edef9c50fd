"""Two bridges that chose one key for two organisations keep both; two keys of one organisation become one."""

import pytest

from data.errors import ChangeRefusedError
from data.programme.programme import load as load_programme
from data.returns.imports import Plan, load, merge, prepare, undo
from data.returns.reader import Source
from data.returns.readings import Answers
from data.returns.sheets.records import SheetRows, sheet_rows
from tests.returns import content

HEAD = "organisation,name,sector,area_code\n"
SEAT = "partnership,organisation,role,from_date\n"
CAMDEN, BARNET = (
    "st-marys-primary,St Mary's Primary,school,E09000007\n",
    "st-marys-primary,St Mary's Primary,school,{}\n",
)


def sent(store, organisation: str, partnership: str, answers: Answers | None = None) -> Plan:
    files = [
        Source("organisations.csv", (HEAD + organisation).encode()),
        Source("memberships.csv", f"{SEAT}{partnership},st-marys-primary,member,2019-01-01\n".encode()),
    ]
    return prepare(store, files, answers=answers or {})


def rows(store, sheet: str) -> SheetRows:
    return sheet_rows(load_programme(store), sheet)


@pytest.mark.parametrize("code", ["E09000003", ""])
def test_two_bridges_two_schools_one_key_are_both_kept(filled, code):
    load(filled, sent(filled, CAMDEN, "camden"), who="one")
    before = content(filled)
    (question,) = sent(filled, BARNET.format(code), "barnet").unanswered
    assert "The store has “st-marys-primary” already" in question.asks
    assert content(filled) == before
    another, same = (choice.write for choice in question.choices)

    load(filled, sent(filled, BARNET.format(code), "barnet", {question.asked: another}), who="two")

    schools = {row["organisation"]: row["area_code"] for row in rows(filled, "organisations")}
    assert schools["st-marys-primary"] == "E09000007"
    assert schools[another] == (code or None)
    seats = {(row["partnership"], row["organisation"]) for row in rows(filled, "memberships")}
    assert {("camden", "st-marys-primary"), ("barnet", another)} <= seats
    assert ("barnet", "st-marys-primary") not in seats
    assert sent(filled, BARNET.format(code), "barnet", {question.asked: same}).errors == ()


def test_its_own_sender_may_change_an_organisation_unasked(filled):
    load(filled, sent(filled, CAMDEN, "camden"), who="one")
    plan = sent(filled, CAMDEN.replace("Primary,", "Primary School,"), "camden")
    assert (plan.unanswered, plan.errors) == ((), ())


def test_merged_organisations_are_one_at_every_table_and_undone_as_one(filled):
    load(filled, sent(filled, CAMDEN, "barnet"), who="one")
    before = content(filled)

    batch = merge(filled, "a-school", "st-marys-primary", who="an officer")

    assert "st-marys-primary" not in {row["organisation"] for row in rows(filled, "organisations")}
    seats = {(row["partnership"], row["organisation"]) for row in rows(filled, "memberships")}
    assert {("camden", "a-school"), ("barnet", "a-school")} <= seats
    undo(filled, batch.number, who="an officer")
    assert content(filled) == before


@pytest.mark.parametrize(
    ("kept", "gone"), [("a-school", "nobody"), ("nobody", "a-school"), ("a-school", "a-school")]
)
def test_what_is_not_there_or_one_already_is_not_merged(filled, kept, gone):
    with pytest.raises(ChangeRefusedError):
        merge(filled, kept, gone, who=None)
