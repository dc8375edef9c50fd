"""The page of who did what: rows, filters, pages and a file, for administrators of all of England alone."""

import csv
import io
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.people import PERSON, Person, Right
from dashboard.settings import Settings
from dashboard.web.writing import MAY_NOT, NOT_FROM_HERE
from data.store.audit import REFUSED, Act, acting, entries, record
from data.store.engine import open_store
from tests.accounts import KEY
from tests.dashboard.web.uploads.desks import OURS

ADMINISTRATOR = Person("ann@example.org", "Ann", frozenset({"administrator"}))
OTHERS = [
    Person("ben@example.org", "Ben", frozenset({role}))
    for role in ("viewer", "bridge_editor", "reviewer", "national")
] + [Person("cal@example.org", "Cal", frozenset({"administrator"}), frozenset({"curious-minds"}))]


@pytest.fixture
def engine(own_demo_store: str) -> Iterator[Engine]:
    engine = open_store(own_demo_store)
    yield engine
    engine.dispose()


@pytest.fixture
def client(own_demo_store: str) -> FlaskClient:
    settings = Settings(store=own_demo_store, accounts=True, secret_key=KEY)
    return create_app(settings).server.test_client()


def ask(client: FlaskClient, address: str, person: Person = ADMINISTRATOR) -> str:
    answer = client.get(address, environ_overrides={PERSON: person})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def test_rows_are_shown_as_text_a_page_at_a_time(engine: Engine, client: FlaskClient) -> None:
    for number in range(51):
        record(engine, Act.LOAD, about=f"Batch {number}: <b>x</b>", who="Ann")
    first, second = ask(client, "/audit"), ask(client, "/audit?page=2")
    assert "1 to 50 of 51 rows" in first
    assert "Batch 50: &lt;b&gt;x&lt;/b&gt;" in first
    assert "<b>" not in first
    assert first.index("Batch 50:") < first.index("Batch 1:")
    assert 'href="/audit?page=2"' in first
    assert "51 to 51 of 51 rows" in second
    assert "Batch 0:" in second
    assert second == ask(client, "/audit?page=99")
    assert ask(client, "/audit?page=x").startswith(first[:100])


def test_one_looks_for_a_day_somebody_an_act_or_an_outcome(engine: Engine, client: FlaskClient) -> None:
    record(engine, Act.SIGN_IN, who="ann@example.org")
    record(engine, Act.SIGN_IN, who="ben@example.org", outcome=REFUSED)
    record(engine, Act.UNDO, who="Ben Ő")
    for query, number in {
        "since=1999-12-31&until=2099-12-31": "3 rows",
        "until=1999-12-31": "Nothing of this kind",
        "who=ben": "2 rows",
        "what=sign-in": "2 rows",
        "outcome=refused": "1 row",
        "who=%25": "Nothing of this kind",
    }.items():
        assert number in ask(client, f"/audit?{query}"), query


def test_what_is_not_known_is_left_out_and_said(client: FlaskClient) -> None:
    said = ask(client, "/audit?since=2020-02-30&until=9999-01-01&what=%3Cb%3E&outcome=x&who=" + "a" * 5000)
    for wrong in ("2020-02-30", "9999-01-01", "&lt;b&gt;", "x"):
        assert f"“{wrong}” is" in said
    assert "a" * 101 not in said


def test_the_file_has_the_rows_that_are_asked_for_and_is_on_record(
    engine: Engine, client: FlaskClient
) -> None:
    with acting("=cmd()", "192.0.2.1"):
        record(engine, Act.UNDO, about="+1")
    record(engine, Act.LOAD)
    (head, row) = csv.reader(io.StringIO(ask(client, "/audit.csv?what=undo")))
    assert head == ["at", "who", "what", "about", "address", "outcome"]
    assert row[1:] == ["'=cmd()", "undo", "'+1", "192.0.2.1", "done"]
    assert [(one.who, one.about) for one in entries(engine) if one.what == "export"] == [
        ("ann@example.org", "Who did what")
    ]


@pytest.mark.parametrize(
    "person", OTHERS, ids=lambda person: "".join(person.roles) + str(bool(person.bridges))
)
def test_nobody_else_sees_it_and_who_tries_is_on_record(
    engine: Engine, client: FlaskClient, person: Person
) -> None:
    record(engine, Act.UNDO, about="secret")
    for address in ("/audit", "/audit.csv"):
        answer = client.get(address, environ_overrides={PERSON: person})
        assert answer.status_code == 403
        assert "secret" not in answer.text
    assert [(one.who, one.about, one.outcome) for one in entries(engine) if one.what == "access"] == [
        (person.email, "GET /audit.csv", "refused"),
        (person.email, "GET /audit", "refused"),
    ]


def test_who_writes_what_is_not_theirs_is_on_record(engine: Engine, client: FlaskClient) -> None:
    viewer = OTHERS[0]
    assert (
        client.post("/data/undo", json={}, headers=OURS, environ_overrides={PERSON: viewer}).status_code
        == 403
    )
    (one,) = entries(engine)
    assert (one.who, one.what, one.about, one.outcome) == (
        viewer.email,
        "access",
        "POST /data/undo",
        "refused",
    )


def test_who_takes_the_whole_store_away_is_on_record_and_who_takes_a_chart_is_not(
    engine: Engine, client: FlaskClient
) -> None:
    viewer = OTHERS[0]
    for address in ("/export/store.zip?region=E12000007", "/export/store.csv", "/export/trajectory.csv"):
        client.get(address, environ_overrides={PERSON: viewer}).close()
    assert [(one.who, one.what, one.about) for one in entries(engine)] == [
        (viewer.email, "export", "/export/store.zip?region=E12000007")
    ]


def test_without_accounts_there_is_no_such_page(demo_store: str) -> None:
    assert create_app(Settings(store=demo_store)).server.test_client().get("/audit").status_code == 404


def test_who_may_not_write_is_refused_on_a_team_s_server_and_that_is_on_record(
    engine: Engine, client: FlaskClient
) -> None:
    viewer = OTHERS[0]
    answer = client.post("/data/undo", json={"batch": 1}, headers=OURS, environ_overrides={PERSON: viewer})
    assert answer.get_json() == {"sentence": MAY_NOT[Right.NOTE]}
    stranger = {**OURS, "Origin": "https://evil.example"}
    answer = client.post("/data/undo", json={}, headers=stranger, environ_overrides={PERSON: ADMINISTRATOR})
    assert answer.get_json() == {"sentence": NOT_FROM_HERE}

    on_record = [(one.who, one.what, one.about, one.outcome) for one in entries(engine)]
    refused = (Act.ACCESS, "POST /data/undo", REFUSED)
    assert on_record == [(ADMINISTRATOR.email, *refused), (viewer.email, *refused)]


def test_a_document_says_what_its_reader_may_not_do(client: FlaskClient) -> None:
    for person, lacking in ((ADMINISTRATOR, ""), (OTHERS[0], "note hand_in accept load administer")):
        document = client.get("/method", environ_overrides={PERSON: person}).text
        assert f'<meta name="cep-may-not" content="{lacking}">' in document
