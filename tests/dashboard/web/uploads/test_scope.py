"""Over HTTP: a bridge editor who sends rows of another bridge is told nothing of it, and hands in what is their own."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.people import Person, asked_by
from data.programme.programme import Programme, Scope
from data.returns.sheets import SHEETS
from data.returns.sheets.records import sheet_rows
from tests.dashboard.web.uploads.desks import OURS, post
from tests.workbooks import separated

EDITOR = Person("ann@example.org", "Ann", frozenset({"bridge_editor"}), frozenset({"ive"}))
REVIEWER = Person("ben@example.org", "Ben", frozenset({"reviewer"}), frozenset({"ive"}))
ELSEWHERE = Person("cyd@example.org", "Cyd", frozenset({"reviewer"}), frozenset({"artswork"}))
THEIRS = "camden-spark"
NAMED = {"partnerships": "name", "organisations": "name", "activities": "title", "actions": "description"}
"""Sheets whose rows have words of their own, and the column with these."""


@pytest.fixture
def own(demo_programme: Programme) -> Programme:
    return demo_programme.visible_to(Scope(bridges=EDITOR.bridges))


@pytest.fixture
def secrets(demo_programme: Programme, own: Programme) -> set[str]:
    """What is called something in the store, and by no word that a bridge sees."""
    every = {str(row[column]) for sheet, column in NAMED.items() for row in sheet_rows(demo_programme, sheet)}
    seen = " ".join(str(row[column]) for sheet, column in NAMED.items() for row in sheet_rows(own, sheet))
    return {word for word in every if len(word) > 7 and word not in seen}


def sent(client: FlaskClient, sheets: dict[str, list[dict[str, Any]]]) -> TestResponse:
    files = [
        (io.BytesIO(separated([list(rows[0]), *(list(row.values()) for row in rows)])), f"{sheet}.csv")
        for sheet, rows in sheets.items()
        if rows
    ]
    return client.post("/data/upload", data={"files": files}, headers=OURS)


def of_another_bridge(programme: Programme) -> dict[str, list[dict[str, Any]]]:
    """A few rows of each sheet with the keys that the store has for a partnership elsewhere, and other words."""
    meetings, activities = programme.meetings, programme.activities
    theirs = {
        *meetings.loc[meetings["partnership"] == THEIRS, "meeting"],
        *activities.loc[activities["partnership"] == THEIRS, "activity"],
        *programme.memberships.loc[programme.memberships["partnership"] == THEIRS, "organisation"],
        THEIRS,
    }
    found = {}
    for sheet, kind in SHEETS.items():
        rows = [row for row in sheet_rows(programme, sheet) if {row.get(one) for one in kind.key} & theirs]
        found[sheet] = [
            {name: said for name, said in row.items() if not isinstance(said, tuple)} | changed(sheet)
            for row in rows[:3]
        ]
    return found


def changed(sheet: str) -> dict[str, str]:
    return {NAMED[sheet]: "Other words"} if sheet in NAMED else {}


def test_nothing_of_another_bridge_is_in_any_answer_to_an_editor(
    client: FlaskClient, demo_programme: Programme, secrets: set[str]
) -> None:
    sheets = of_another_bridge(demo_programme)
    assert len([sheet for sheet, rows in sheets.items() if rows]) == 10
    with asked_by(EDITOR):
        answer = sent(client, sheets)
        found = answer.get_json()
        as_return = post(client, "check", key=found["key"], bridge="ive", quarter="2020-03-31")
        handed = post(client, "hand-in", key=found["key"], bridge="ive", quarter="2020-03-31")
        copy = client.get(found["marked_up"])
    with zipfile.ZipFile(io.BytesIO(copy.data)) as book:
        parts = [book.read(part).decode("utf-8", "replace") for part in book.namelist()]
    texts = [*(one.get_data(as_text=True) for one in (answer, as_return, handed)), *parts]
    assert (found["is_refused"], found["difference"], handed.status_code) == (True, None, 409)
    assert {word for word in secrets for text in texts if word in text} == set()


def test_the_same_is_said_to_who_sees_everything_in_full(
    client: FlaskClient, demo_programme: Programme, secrets: set[str]
) -> None:
    rows = {"activities": of_another_bridge(demo_programme)["activities"]}
    text = sent(client, rows).get_data(as_text=True)
    assert any(word in text for word in secrets)


def handed_in(client: FlaskClient, own: Programme) -> int:
    partnership = str(own.partnerships["partnership"].iloc[0])
    meeting = {
        "meeting": "new-one",
        "partnership": partnership,
        "held_on": "2020-02-03",
        "format": "workshop",
    }
    with asked_by(EDITOR):
        key = sent(client, {"meetings": [meeting]}).get_json()["key"]
        answer = post(client, "hand-in", key=key, bridge="ive", quarter="2020-03-31")
    assert answer.status_code == 200, answer.get_json()
    return int(answer.get_json()["number"])


def test_a_return_is_accepted_by_a_reviewer_of_the_bridge_and_is_not_there_for_another(
    client: FlaskClient, own: Programme
) -> None:
    number = handed_in(client, own)
    with asked_by(ELSEWHERE):
        told = [one.get_json() for one in asked(client, number)]
        never = [one.get_json() for one in asked(client, 404)]
    assert [str(one).replace(str(number), "404") for one in told] == [str(one) for one in never]
    with asked_by(REVIEWER):
        shown = client.get(f"/data/review/{number}").get_json()
        assert shown["may_accept"]
        accepted = post(client, "review/accept", number=number, seen=shown["seen"])
    assert (accepted.status_code, accepted.get_json()["batch"]) == (200, 1)


def asked(client: FlaskClient, number: int) -> Iterator[TestResponse]:
    yield client.get(f"/data/review/{number}")
    for step in ("take", "back", "accept"):
        yield post(client, f"review/{step}", number=number, comment="Mend it", seen="")
