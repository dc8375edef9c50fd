"""Drafts of board papers over HTTP: written by our own pages only, listed, opened, on record and taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from dashboard.web.writing import NOT_FROM_HERE
from data.returns.imports import history
from data.store.engine import open_store, transaction
from data.store.schema import paper_draft
from tests.dashboard.web.uploads.desks import OURS, opened

DRAFT = {"name": "Board, 31 March 2020", "query": "chart=by-region&title=Ours", "who": "Asha"}


@pytest.fixture
def client(own_demo_store: str) -> Iterator[FlaskClient]:
    with opened(own_demo_store) as client:
        yield client


def post(client: FlaskClient, what: str, **said: Any) -> TestResponse:
    return client.post(f"/notes/{what}", json=said, headers=OURS)


def saved(client: FlaskClient, **said: Any) -> str:
    answer = post(client, "paper_drafts", **DRAFT | said)
    assert answer.status_code == 200, answer.get_json()
    return str(answer.get_json()["key"][0])


def listed(client: FlaskClient) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in client.get("/drafts.json").get_json()["drafts"]}


def test_a_draft_is_listed_and_its_address_composes_the_paper(client: FlaskClient) -> None:
    key = saved(client)

    said = listed(client)["Board, 31 March 2020"]
    assert said["said"].startswith("As at 31 March 2020, 1 figure; saved on ")
    assert said["said"].endswith(" by Asha")
    assert said["address"] == f"/paper?draft={key}&as_at=2020-03-31&chart=by-region&title=Ours"
    assert "Ignored" not in client.get(said["address"]).get_data(as_text=True)


def test_a_draft_is_saved_again_renamed_and_each_step_is_undone(
    client: FlaskClient, own_demo_store: str
) -> None:
    key = saved(client)
    saved(client, draft=key, query="chart=changes")
    post(client, "paper_drafts", draft=key, name="Summer", who="Ben")

    assert "chart=changes" in listed(client)["Summer"]["address"]
    for name, chart in (("Board, 31 March 2020", "changes"), ("Board, 31 March 2020", "by-region")):
        assert post(client, "undo", kind="paper_drafts", key=[key], who="Ben").status_code == 200
        assert f"chart={chart}" in listed(client)[name]["address"]
    engine = open_store(own_demo_store)
    assert [one.entry.who for one in history(engine)] == ["Ben", "Ben", "Ben", "Asha", "Asha"]
    engine.dispose()


def test_a_draft_is_removed_and_comes_back(client: FlaskClient) -> None:
    key = saved(client)

    assert post(client, "drop", kind="paper_drafts", key=[key], who="Ben").status_code == 200
    assert listed(client) == {}
    assert client.get(f"/drafts/{key}.json").status_code == 404
    assert post(client, "undo", kind="paper_drafts", key=[key], who="Ben").status_code == 200
    assert [*listed(client)] == ["Board, 31 March 2020"]


def test_a_figure_that_changed_since_is_said_when_the_draft_is_opened(
    client: FlaskClient, own_demo_store: str
) -> None:
    key = saved(client)
    assert client.get(f"/drafts/{key}.json").get_json()["changed"] == {}
    engine = open_store(own_demo_store)
    with transaction(engine) as connection:
        then = '[["by-region","Nine in ten","0","31 March 2020"]]'
        connection.execute(update(paper_draft).values(figures=then))
    engine.dispose()

    assert client.get(f"/drafts/{key}.json").get_json()["changed"] == {
        "by-region": "When the draft was saved it said “Nine in ten”."
    }


def test_a_draft_is_written_anew_for_the_next_quarter_under_a_name_of_its_own(client: FlaskClient) -> None:
    key, other = saved(client), saved(client, name="Without a day")

    for one in (key, key, other):
        assert post(client, "next_quarter", draft=one, who="Ben").status_code == 200

    drafts = listed(client)
    assert [*drafts] == [
        "Board, 30 June 2020",
        "Board, 30 June 2020 (2)",
        "Board, 31 March 2020",
        "Without a day",
        "Without a day, 30 June 2020",
    ]
    assert "as_at=2020-06-30" in drafts["Without a day, 30 June 2020"]["address"]
    assert drafts["Board, 30 June 2020"]["said"].startswith("As at 30 June 2020, 1 figure")


def test_what_cannot_be_kept_is_refused_in_a_sentence(client: FlaskClient) -> None:
    key = saved(client)
    refused = {
        "There is a draft called “board, 31 March 2020” already": {"name": "board, 31 March 2020"},
        "Give the draft a name": {"name": " "},
        "who writes": {"who": ""},
        "There is no chart called “nonsense”": {"query": "chart=nonsense"},
        "The title has 151 characters; there is room for 150.": {"name": "B", "query": f"title={'x' * 151}"},
        "not there any more": {"draft": "gone"},
        "80 are allowed": {"name": "x" * 81},
    }
    for why, said in refused.items():
        answer = post(client, "paper_drafts", **DRAFT | {"name": "Another"} | said)
        assert answer.status_code == 409
        assert why in answer.get_json()["sentence"]
    assert (
        "not there any more" in post(client, "next_quarter", draft="gone", who="Ben").get_json()["sentence"]
    )
    assert [one["key"] for one in listed(client).values()] == [key]


@pytest.mark.parametrize("what", ["paper_drafts", "next_quarter"])
def test_a_request_of_another_site_writes_no_draft(demo_store: str, what: str) -> None:
    answer = opened(demo_store).post(f"/notes/{what}", json=DRAFT)

    assert (answer.status_code, answer.get_json()) == (403, {"sentence": NOT_FROM_HERE})
