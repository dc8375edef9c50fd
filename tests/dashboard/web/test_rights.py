"""Every route, and who of the five roles is answered there: a new route has to be added to the table."""

from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.people import Person, asked_by
from dashboard.web.writing import MAY_NOT
from tests.dashboard.web.uploads.desks import OURS, opened

ROLES = ("viewer", "bridge_editor", "reviewer", "national", "administrator")
READERS = {*ROLES}
WRITERS = {"bridge_editor", "reviewer", "national", "administrator"}
SENDERS = {"bridge_editor", "national", "administrator"}
DECIDING = {"reviewer", "administrator"}
LOADING = {"national", "administrator"}
ADMINISTERING = {"administrator"}
OF_ALL = (LOADING, ADMINISTERING)
"""Who may do what reaches beyond any bridge; nobody who sees one alone."""


class Route(NamedTuple):
    """Who is answered at a rule; what is asked there, and the status of that for all of them."""

    who: set[str]
    path: str
    status: int
    body: dict[str, Any] | None = None


def reads(path: str, status: int = 200, who: set[str] = READERS) -> Route:
    return Route(who, path, status)


def writes(who: set[str], path: str, status: int = 409) -> Route:
    """What is sent says nothing, so that nothing is written whoever sends it."""
    return Route(who, path, status, {})


TABLE = {
    "/": reads("/"),
    "/<path:path>": reads("/no-such-page", 404),
    "/_dash-dependencies": reads("/_dash-dependencies"),
    "/_dash-layout": reads("/_dash-layout"),
    "/_dash-update-component": writes(READERS, "/_dash-update-component", 400),
    "/_reload-hash": reads("/_reload-hash"),
    "/static/<path:filename>": reads("/static/none", 404),
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": reads(
        "/_dash-component-suites/dash/none.js", 404
    ),
    "/_favicon.ico": reads("/_favicon.ico"),
    "/assets/<path:filename>": reads("/assets/none.js", 404),
    "/vendor/<name>": reads("/vendor/none", 404),
    "/health/live": reads("/health/live"),
    "/health/ready": reads("/health/ready"),
    "/health/version": reads("/health/version"),
    "/api/indicators": reads("/api/indicators?region=none", 400),
    "/board-pack.<form>": reads("/board-pack.none", 404),
    "/cards/<key>.json": reads("/cards/none.json", 404),
    "/choices.json": reads("/choices.json"),
    "/glossary.json": reads("/glossary.json"),
    "/geo/<name>": reads("/geo/none", 404),
    "/search.json": reads("/search.json?q=a"),
    "/export/<name>": reads("/export/none.csv", 404),
    "/drafts.json": reads("/drafts.json"),
    "/drafts/<key>.json": reads("/drafts/none.json", 404),
    "/data/intake": reads("/data/intake"),
    "/data/template.<form>": reads("/data/template.xlsx?partnership=none", 404),
    "/data/request": reads("/data/request?to=none", 404),
    "/data/review/<int:number>": reads("/data/review/77", 409),
    "/data/changes/<int:batch>": reads("/data/changes/77", 404),
    "/data/changes/<int:batch>.csv": reads("/data/changes/77.csv", 404),
    "/data/figures/<int:batch>": reads("/data/figures/77", 404),
    "/data/added": reads("/data/added"),
    "/data/lists": reads("/data/lists"),
    "/data/organisations": reads("/data/organisations?q=art"),
    "/data/packs": reads("/data/packs"),
    "/data/marked-up/<key>.xlsx": reads("/data/marked-up/none.xlsx", 404, SENDERS),
    "/data/upload": writes(SENDERS, "/data/upload", 400),
    "/data/check": writes(SENDERS, "/data/check", 404),
    "/data/discard": writes(SENDERS, "/data/discard", 404),
    "/data/hand-in": writes(SENDERS, "/data/hand-in", 404),
    "/data/load": writes(LOADING, "/data/load", 404),
    "/data/undo": writes(WRITERS, "/data/undo", 400),
    "/data/review/take": writes(DECIDING, "/data/review/take"),
    "/data/review/back": writes(DECIDING, "/data/review/back"),
    "/data/review/accept": writes(DECIDING, "/data/review/accept"),
    "/data/lists/read": writes(LOADING, "/data/lists/read", 400),
    "/data/lists/look": writes(LOADING, "/data/lists/look", 404),
    "/data/lists/load": writes(LOADING, "/data/lists/load", 404),
    "/data/organisations/look": writes(LOADING, "/data/organisations/look"),
    "/data/organisations/merge": writes(LOADING, "/data/organisations/merge"),
    "/data/packs/add": writes(LOADING, "/data/packs/add"),
    "/data/packs/make": writes(LOADING, "/data/packs/make"),
    "/data/added/keep": writes(ADMINISTERING, "/data/added/keep", 400),
    "/data/added/look": writes(ADMINISTERING, "/data/added/look", 404),
    "/data/added/load": writes(ADMINISTERING, "/data/added/load", 404),
    "/data/added/remove": writes(ADMINISTERING, "/data/added/remove", 404),
    "/notes/attention_states": writes(WRITERS, "/notes/attention_states"),
    "/notes/comments": writes(WRITERS, "/notes/comments"),
    "/notes/saved_views": writes(WRITERS, "/notes/saved_views"),
    "/notes/paper_drafts": writes(WRITERS, "/notes/paper_drafts"),
    "/notes/next_quarter": writes(WRITERS, "/notes/next_quarter"),
    "/notes/events": writes(LOADING, "/notes/events"),
    "/notes/undo": writes(WRITERS, "/notes/undo"),
    "/notes/drop": writes(WRITERS, "/notes/drop"),
}
SECTIONS = {
    "intake": SENDERS,
    "lists": LOADING,
    "organisations": LOADING,
    "packs": LOADING,
    "added": ADMINISTERING,
}
"""The parts of the page Data, and who may write in them."""


@pytest.fixture(scope="module")
def client(demo_store: str) -> FlaskClient:
    return opened(demo_store)


def person(role: str, *bridges: str) -> Person:
    return Person(f"{role}@arts.example", role, frozenset({role}), frozenset(bridges) or None)


def asked(client: FlaskClient, route: Route) -> TestResponse:
    if route.body is None:
        return client.get(route.path)
    if route.path == "/data/lists/read":
        return client.post(route.path, headers=OURS)
    return client.post(route.path, json=route.body, headers=OURS)


def test_the_table_has_every_route(client: FlaskClient) -> None:
    assert {rule.rule for rule in client.application.url_map.iter_rules()} == TABLE.keys()


@pytest.mark.parametrize("bridges", [(), ("artswork",)], ids=["all of England", "one bridge"])
@pytest.mark.parametrize("role", ROLES)
def test_a_route_answers_who_may_and_nobody_else(
    client: FlaskClient, role: str, bridges: tuple[str, ...]
) -> None:
    wrong = {}
    with asked_by(person(role, *bridges)):
        for rule, route in TABLE.items():
            answer = asked(client, route)
            may = role in route.who and not (bridges and route.who in OF_ALL)
            said = answer.get_json(silent=True) if not may else None
            if answer.status_code != (route.status if may else 403) or (
                not may and said["sentence"] not in MAY_NOT.values()
            ):
                wrong[rule] = (answer.status_code, said)
    assert wrong == {}


@pytest.mark.parametrize("bridges", [(), ("artswork",)], ids=["all of England", "one bridge"])
@pytest.mark.parametrize("role", ROLES)
def test_a_part_of_the_page_data_says_whether_one_may_write_there(
    client: FlaskClient, role: str, bridges: tuple[str, ...]
) -> None:
    with asked_by(person(role, *bridges)):
        page = client.get("/data").get_data(as_text=True)
        for section, who in SECTIONS.items():
            may = role in who and not (bridges and who in OF_ALL)
            found = client.get(f"/data/{section}").get_json()
            assert (section, found["may_write"]) == (section, may)
            assert bool(found["sentence"]) is not may
            assert (section == "intake" or may) == (f'id="{section}"' in page), section


@pytest.mark.parametrize("role", ROLES)
def test_pages_offer_what_one_may_do_and_are_kept_apart(client: FlaskClient, role: str) -> None:
    with asked_by(person(role)):
        attention, data = (client.get(path).get_data(as_text=True) for path in ("/attention", "/data"))
    assert ('data-does="comment"' in attention) == (role in WRITERS)
    assert ('data-does="write"' in attention) == (role in WRITERS)
    assert ('data-does="event"' in data) == (role in LOADING)
    assert ("Hand in returns" in data) == (role == "bridge_editor")
    assert ("Load returns" in data) == (role in LOADING)
    assert "cep-may-not" not in data  # said only where there are accounts
