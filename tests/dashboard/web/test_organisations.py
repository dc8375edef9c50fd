"""Two organisations of the store become one: found by their names, looked at, merged as one batch and taken back."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from dashboard.web.organisations import alike
from dashboard.web.writing import NOT_FROM_HERE
from data.programme.programme import Programme
from data.store.engine import open_store, transaction
from data.store.schema import organisation
from tests.dashboard.web.uploads.desks import OURS, opened, post


@pytest.fixture(scope="module")
def shared_client(demo_store: str) -> FlaskClient:
    """For what writes nothing."""
    return opened(demo_store)


def two_of(programme: Programme) -> tuple[str, str]:
    """Two organisations that sit at tables."""
    seated = programme.memberships["organisation"].drop_duplicates()
    return str(seated.iloc[0]), str(seated.iloc[1])


def two(programme: Programme) -> dict[str, Any]:
    kept, gone = two_of(programme)
    return {"kept": kept, "gone": gone}


def test_an_organisation_is_found_by_part_of_its_name_or_key(
    shared_client: FlaskClient, demo_programme: Programme
) -> None:
    key, _ = two_of(demo_programme)
    held = demo_programme.organisations.set_index("organisation")
    for asked in (str(held["name"][key]).upper(), key):
        found = dict(shared_client.get("/data/organisations", query_string={"q": asked}).get_json()["found"])
        assert str(held["name"][key]) in found[key]
    assert shared_client.get("/data/organisations?q=no+such+name").get_json()["found"] == []


def test_names_that_differ_in_case_accents_and_punctuation_alone_are_alike(
    own_demo_store: str, demo_programme: Programme
) -> None:
    kept, gone = two_of(demo_programme)
    before = {(one[0], other[0]) for one, other in alike(demo_programme)}
    engine = open_store(own_demo_store)
    with transaction(engine) as connection:
        for key, name in ((kept, "St. Jude's Théâtre"), (gone, "The St Judes theatre")):
            connection.execute(
                update(organisation).where(organisation.c.organisation == key).values(name=name)
            )
    engine.dispose()

    pairs = opened(own_demo_store).get("/data/organisations").get_json()["alike"]
    assert {tuple(sorted((one[0], other[0]))) for one, other in pairs} - {
        tuple(sorted(one)) for one in before
    } == {tuple(sorted((kept, gone)))}


def test_two_are_looked_at_merged_and_taken_back(own_demo_store: str, demo_programme: Programme) -> None:
    client, asked = opened(own_demo_store), two(demo_programme)
    seats = int((demo_programme.memberships["organisation"] == asked["gone"]).sum())

    looked = post(client, "organisations/look", **asked).get_json()
    assert looked["sentence"].endswith("Nothing has been written yet.")
    changes = looked["difference"]["rows"]
    assert {"sheet": "organisations", "key": asked["gone"]}.items() <= changes[-1].items()
    assert sum(row["sheet"] == "memberships" for row in changes) >= seats

    merged = post(client, "organisations/merge", **asked, who="Asha").get_json()
    assert client.get("/data/organisations", query_string={"q": asked["gone"]}).get_json()["found"] == []
    assert post(client, "undo", batch=merged["batch"]).status_code == 200
    found = dict(client.get("/data/organisations", query_string={"q": asked["gone"]}).get_json()["found"])
    assert asked["gone"] in found


@pytest.mark.parametrize("what", ["look", "merge"])
def test_what_cannot_become_one_is_refused_in_a_sentence(
    shared_client: FlaskClient, demo_programme: Programme, what: str
) -> None:
    kept, _ = two_of(demo_programme)
    for asked, why in (
        ({"kept": kept, "gone": kept}, "is one organisation already"),
        ({"kept": kept, "gone": "nobody"}, "There is no organisation “nobody”"),
        ({"kept": kept}, "Say which two organisations are one."),
    ):
        answer = post(shared_client, f"organisations/{what}", **asked)
        assert (answer.status_code, why in answer.get_json()["sentence"]) == (409, True)


@pytest.mark.parametrize("what", ["look", "merge"])
def test_only_pages_of_this_machine_merge(demo_store: str, demo_programme: Programme, what: str) -> None:
    asked = two(demo_programme)
    answer = opened(demo_store).post(f"/data/organisations/{what}", json=asked)
    assert (answer.status_code, answer.get_json()) == (403, {"sentence": NOT_FROM_HERE})
    public = opened(demo_store, host="0.0.0.0")  # noqa: S104
    answer = public.post(f"/data/organisations/{what}", json=asked, headers=OURS)
    assert (answer.status_code, answer.get_json()) == (403, {"sentence": NOT_FROM_HERE})
