"""What the search finds in a store, and where each leads: every address is one that the pages understand."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.charts.render import CHARTS
from dashboard.glossary import TERMS
from dashboard.pages import PAGES, find
from dashboard.settings import Settings
from data.programme.programme import Programme


@pytest.fixture(scope="module")
def client(demo_store: str) -> Iterator[FlaskClient]:
    with create_app(Settings(store=demo_store)).server.test_client() as client:
        yield client


def found(client: FlaskClient, asked: str, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/search.json?q={quote(asked)}&{query}")
    assert answer.status_code == 200
    rows: list[dict[str, str]] = answer.get_json()
    return rows


@pytest.mark.parametrize(
    ("asked", "kind", "name", "href"),
    [
        ("LeedsCEP", "Partnership", "Leeds33", "/partnerships/leeds-cep"),
        (
            "Sunderland Cultral Education",
            "Partnership",
            "InspirED Sunderland",
            "/partnerships/sunderland-cep",
        ),
        ("Brsitol", "Partnership", "Bristol Cultural Education Partnership", ""),
        ("tower hamlets", "Authority", "Tower Hamlets", "/partnerships?area=E09000030"),
        ("London", "Region", "London", "/partnerships?region=E12000007"),
        ("MEH", "Term", "Music Education Hub", "/method#term-music-education-hub"),
        ("attention reasons", "Chart", "What are the reasons?", "/attention#card-attention-reasons"),
        ("time to delivery", "Indicator", "Time to first delivery", "/method#indicator-time_to_delivery"),
        ("levers", "Page", "Levers", "/levers"),
    ],
)
def test_whatever_has_a_name_is_found_first(
    client: FlaskClient, asked: str, kind: str, name: str, href: str
) -> None:
    first = found(client, asked)[0]
    assert (first["kind"], first["name"]) == (kind, name)
    assert first["href"].startswith(href)


def test_an_organisation_is_found_at_each_table_where_it_sits(client: FlaskClient) -> None:
    rows = [row for row in found(client, "Derbyshire Music Education Hub") if row["kind"] == "Organisation"]
    assert len({row["href"] for row in rows if row["name"] == "Derbyshire Music Education Hub"}) >= 1
    assert all("at the table of" in row["note"] for row in rows)


def test_generated_organisations_say_so_and_are_not_found_where_they_are_hidden(
    client: FlaskClient, demo_programme: Programme
) -> None:
    seats = demo_programme.memberships.merge(demo_programme.organisations, on="organisation")
    made_up = seats[seats["is_illustrative_x"] & seats["is_illustrative_y"]]
    name = str(made_up["name"].iloc[0])
    assert [row["note"][-12:] for row in found(client, name) if row["name"] == name] == ["illustrative"]
    assert name not in [row["name"] for row in found(client, name, "illustrative=hide")]


def test_authorities_are_those_of_the_day(client: FlaskClient) -> None:
    names = [
        [row["name"] for row in found(client, "Waveney", f"as_at={day}") if row["kind"] == "Authority"]
        for day in ("2018-12-31", "2020-03-31")
    ]
    assert names == [["Waveney"], []]


def test_a_place_drops_the_filters_that_it_replaces_and_keeps_how_things_are_counted(
    client: FlaskClient,
) -> None:
    query = "region=E12000007&as_at=2019-12-31&illustrative=hide"
    first = found(client, "tower hamlets", query)[0]
    assert first["href"] == "/partnerships?as_at=2019-12-31&illustrative=hide&area=E09000030"


@pytest.mark.parametrize("asked", ["", " ", "%00", "<script>", "a" * 5_000, "' or 1=1", "..", "\N{SNOWMAN}"])
def test_nothing_that_is_typed_is_too_much(client: FlaskClient, asked: str) -> None:
    assert len(found(client, asked)) <= 10


def test_every_chart_and_term_that_is_found_is_there(client: FlaskClient) -> None:
    cards = {f"card-{key}": page.path for page in PAGES for key, _ in page.charts}
    for key, chart in CHARTS.items():
        for row in found(client, chart.question):
            parts = urlsplit(row["href"])
            assert find(parts.path)[0].path is not None
            if row["kind"] == "Chart":
                assert parts.fragment in cards, key
    document = client.get("/method").get_data(as_text=True)
    assert all(f'id="{term.anchor}"' in document for term in TERMS)
