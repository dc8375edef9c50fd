"""Returns handed in over the web, and two people who send at the same time."""

from typing import Any

from flask.testing import FlaskClient

from tests.dashboard.web.uploads.desks import load, opened, post, upload

MEETING = b"meeting,partnership,held_on,format\nm9,camden-spark,2020-02-04,workshop\n"
OTHER = b"meeting,partnership,held_on,format\nb9,dudley,2020-02-05,workshop\n"
OF = {"bridge": "a-new-direction", "quarter": "2020-03-31"}


def sent(client: FlaskClient, content: bytes = MEETING, **form: str) -> dict[str, Any]:
    found: dict[str, Any] = upload(client, content, "meetings.csv", **form).get_json()
    return found


def hand_in(client: FlaskClient, found: dict[str, Any], **said: Any) -> Any:
    return post(client, "hand-in", key=found["key"], replace=False, **{"who": "Ann", **OF, **said})


def test_a_file_says_which_return_it_is_likely_to_be(client: FlaskClient) -> None:
    found = sent(client)
    assert found["likely"] == OF
    assert OF["quarter"] in [day for day, _ in found["quarters"]]
    again = post(client, "check", key=found["key"], replace=False, **OF).get_json()
    assert (again["bridge"], again["quarter"]) == (OF["bridge"], OF["quarter"])
    assert again["seen"] != found["seen"]


def test_a_return_is_handed_in_looked_at_and_accepted_by_somebody_else(client: FlaskClient) -> None:
    handed = hand_in(client, sent(client), note="Our spring").get_json()
    number = handed["number"]
    shown = client.get(f"/data/review/{number}").get_json()
    assert shown["title"] == f"Return {number}: A New Direction, quarter to 31 March 2020"
    assert shown["difference"]["rows"]
    assert "Received by Ann" in shown["steps"][0]
    refused = post(client, "review/accept", number=number, who="Ann", seen=shown["seen"])
    assert refused.status_code == 409
    assert "somebody else" in refused.get_json()["sentence"]
    assert post(client, "review/take", number=number, who="Ben").status_code == 200
    accepted = post(client, "review/accept", number=number, who="Ben", seen=shown["seen"]).get_json()
    assert accepted["batch"] == 1
    (batch, *_) = client.get("/data/intake").get_json()["history"]
    assert (batch["who"], "“Our spring”" in batch["title"]) == ("Ben; sent by Ann", True)
    assert client.get(f"/data/review/{number}").get_json()["is_open"] is False


def test_what_is_not_said_is_asked_for(client: FlaskClient) -> None:
    found = sent(client)
    assert "Say who writes this" in hand_in(client, found, who=" ").get_json()["sentence"]
    assert "say both" in hand_in(client, found, bridge="").get_json()["sentence"]
    assert (
        "not the last day of a quarter" in hand_in(client, found, quarter="2020-03-30").get_json()["sentence"]
    )
    assert "is no day" in hand_in(client, found, quarter="soon").get_json()["sentence"]
    assert "one of a-new-direction" in str(hand_in(client, found, bridge="artswork").get_json()["problems"])
    assert post(client, "review/take", number=7, who="Ben").get_json()["sentence"] == "There is no return 7."
    assert post(client, "review/take", number=True, who="Ben").status_code == 409


def test_the_same_file_is_noticed(client: FlaskClient) -> None:
    hand_in(client, sent(client))
    again = hand_in(client, sent(client), who="Cyd").get_json()
    assert "Ann handed in this very return" in again["sentence"]


def test_two_at_once_do_not_disturb_each_other(address: str) -> None:
    one, other = opened(address), opened(address)
    first, second = sent(one, page="a"), sent(other, OTHER, page="b")
    assert load(one, first).status_code == 200
    assert load(other, second).status_code == 200


def test_two_with_the_same_file_do_not_take_it_from_each_other(address: str) -> None:
    one, other = opened(address), opened(address)
    first, second = sent(one, page="a"), sent(other, page="b")
    assert first["key"] != second["key"]
    post(one, "discard", key=first["key"])
    assert load(other, second).status_code == 200


def test_a_request_names_what_is_missing(client: FlaskClient) -> None:
    answer = client.get("/data/request?to=Arts+Connect&as_at=2020-09-30").get_json()
    assert answer["text"].startswith("Dear colleagues at Arts Connect,")
    assert "- quarter to 30 June 2020 (due 30 July 2020): " in answer["text"]
    assert client.get("/data/request?to=Nobody").status_code == 404
