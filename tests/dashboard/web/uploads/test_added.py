"""Statistics and boundaries over HTTP, with the steps of a return: kept, looked at, added, taken back."""

import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from data.programme.programme import load as programme_of
from data.store.engine import open_store
from tests.dashboard.web.uploads.desks import OURS, kept, opened, post, version

RATES = b"Fingertips,,\nArea Code,Area Name,Time period,Value\n" + b"".join(
    f"{code},{name},{period},{value}\n".encode()
    for period, value in (("2020/21", 20), ("2021/22", 21))
    for code, name in (
        ("E09000002", "Barking and Dagenham"),
        ("E09000003", "Barnet"),
        ("E92000001", "England"),
    )
)
SQUARE = [[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.6], [-0.2, 51.5]]
WARDS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"WD24CD": "E05009288", "WD24NM": "Aldersgate", "LAD24CD": "E09000007"},
                "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            }
        ],
    }
).encode()


def keep(client: FlaskClient, content: bytes, name: str) -> dict[str, Any]:
    answer = client.post("/data/added/keep", data={"files": (io.BytesIO(content), name)}, headers=OURS)
    return dict(answer.get_json(), status=answer.status_code)


def held(address: str, measure: str) -> dict[tuple[str, str], float]:
    rows = programme_of(open_store(address)).area_statistics.query("measure == @measure")
    keys = zip(rows["area_code"], rows["reference_date"].dt.date.map(str), strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def test_a_table_is_kept_with_what_it_has_to_choose_from(client: FlaskClient) -> None:
    found = keep(client, RATES, "rates.csv")
    assert (found["what"], found["area"], found["numbers"]) == ("statistics", "Area Code", ["Value"])
    assert found["periods"] == ["2020/21", "2021/22"]
    assert (
        found["sentence"] == "rates.csv is read: places are in Area Code. Say what its values are, then look."
    )


def test_statistics_are_looked_at_added_as_seen_and_undone(client: FlaskClient, address: str) -> None:
    key = keep(client, RATES, "rates.csv")["key"]
    before = version(client)
    asked = {"key": key, "label": "Children in low income", "values": "Value", "kind": "rate"}
    refused = post(client, "added/look", **asked).get_json()
    assert refused["is_refused"]
    assert (
        "several periods: 2020/21, 2021/22. Choose with “Period” (2021/22), or take each"
        in refused["sentence"]
    )
    seen = post(client, "added/look", **asked, period="each").get_json()
    assert seen["sentence"] == "Adding Children in low income would make 4 new. Nothing has been written yet."
    assert any(
        "Left out, as they are no authorities of England: England (1)." in note for note in seen["notes"]
    )
    assert version(client) == before
    unseen = post(client, "added/load", **asked, period="2020/21", seen=seen["seen"])
    assert (unseen.status_code, version(client)) == (409, before)
    done = post(client, "added/load", **asked, period="each", seen=seen["seen"], who="Ann").get_json()
    assert done["sentence"].startswith("Added Children in low income as batch 1: 4 new.")
    assert client.get("/data/intake").get_json()["history"][0]["who"] == "Ann"
    assert held(address, "children_in_low_income")["E09000003", "2022-03-31"] == 21.0
    assert kept(address) == []
    assert post(client, "undo", batch=1).status_code == 200
    assert held(address, "children_in_low_income") == {}


def test_a_name_that_is_known_takes_newer_values(client: FlaskClient, address: str) -> None:
    for year, period in (("2020", "2020/21"), ("2021", "2021/22")):
        key = keep(client, RATES, f"{year}.csv")["key"]
        asked = {
            "key": key,
            "label": "LOW income",
            "values": "Value",
            "period": period,
            "lower": year == "2020",
        }
        seen = post(client, "added/look", **asked).get_json()
        assert post(client, "added/load", **asked, seen=seen["seen"]).status_code == 200
    assert len(held(address, "low_income")) == 4
    measures = client.get("/data/added").get_json()["measures"]
    assert measures.count("LOW income") == 1


def test_rows_are_counted_or_added_up_where_they_hold_what_is_asked(client: FlaskClient) -> None:
    rows = b"Organisation,Where,Kind,Grant\nA,Barnet,Music,5\nB,Barnet,Music,6\nC,Barnet,Dance,7\n"
    key = keep(client, rows, "grants.csv")["key"]
    asked = {"key": key, "label": "Grants", "on": "2023-04-01"}
    counted = post(client, "added/look", **asked, values="rows", where="Kind=Music").get_json()
    assert "Rows were counted: 2 in 1 authority." in counted["notes"][-1]
    summed = post(client, "added/look", **asked, values="Grant", sum=True).get_json()
    assert summed["difference"]["rows"][0]["key"].startswith("E09000003")
    several = post(client, "added/look", **asked, values="Grant").get_json()
    assert "add them up with “Add up” (Grant)" in several["sentence"]
    for wrong in ({"where": "Music"}, {"on": "1 April"}, {"label": " "}):
        assert post(client, "added/look", **(asked | {"values": "Grant"} | wrong)).get_json()["is_refused"]


def test_boundaries_are_looked_at_added_listed_and_removed(client: FlaskClient) -> None:
    found = keep(client, WARDS, "wards.geojson")
    assert found["what"] == "boundaries"
    asked = {"key": found["key"], "level": "ward", "vintage": "2024"}
    lacking = post(client, "added/look", key=found["key"], level="ward").get_json()
    assert (lacking["is_refused"], lacking["may_load"]) == (True, False)
    before = version(client)
    seen = post(client, "added/look", **asked).get_json()
    assert seen["sentence"].startswith("Would be added: 1 ward, for dates from 1 January 2024 on")
    assert version(client) == before
    done = post(client, "added/load", **asked)
    assert (done.status_code, done.get_json()["sentence"][:14]) == (200, "Added: 1 ward,")
    (listed,) = [row for row in client.get("/data/added").get_json()["sets"] if row["may_remove"]]
    assert listed["words"] == "Wards of 2024: 1, wards.geojson"
    assert post(client, "added/remove", level="ward", vintage="2024").status_code == 200
    assert post(client, "added/remove", level="ward", vintage="2024").status_code == 404


def test_boundaries_that_cannot_be_prepared_are_said_in_words_of_the_page(client: FlaskClient) -> None:
    key = keep(client, WARDS, "wards.geojson")["key"]
    refused = post(client, "added/look", key=key, level="region", vintage="2024").get_json()
    assert refused["is_refused"]
    assert "--" not in refused["sentence"]
    assert "Traceback" not in refused["sentence"]


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"no, places\n1,2"])
def test_what_is_no_table_is_said_and_not_kept(client: FlaskClient, address: str, content: bytes) -> None:
    found = keep(client, content, "page.csv")
    if found["status"] == 200:
        assert found["area"] == ""
    else:
        assert found["sentence"]
        assert kept(address) == []


def test_only_our_own_pages_may_add_and_only_where_writing_is_allowed(
    client: FlaskClient, address: str
) -> None:
    sent = {"files": (io.BytesIO(RATES), "rates.csv")}
    assert client.post("/data/added/keep", data=sent).status_code == 403
    with opened(address, host="0.0.0.0") as elsewhere:  # noqa: S104 - a server that others reach
        assert elsewhere.post("/data/added/remove", json={}, headers=OURS).status_code == 403
