"""What people write on the pages: written by our own pages only, on record, and taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.charts.render import CHARTS, render
from dashboard.exports.comments import comments_of
from dashboard.exports.native import native
from dashboard.exports.native.model import CM, Size
from dashboard.people import LAPTOP
from dashboard.question import Question
from dashboard.web.writing import NOT_FROM_HERE
from data.programme.programme import Programme, load
from data.returns.imports import history
from data.store import schema
from data.store.engine import open_store, transaction
from tests.dashboard.leaks.desk import Desk
from tests.dashboard.web.uploads.desks import OURS, opened

CALL = {
    "partnership": "camden-spark",
    "reasons": ["dormant", "no_support"],
    "state": "waiting",
    "held_on": "2020-03-27",
    "until": "2020-04-30",
    "note": "Terms go to the April meeting",
    "who": "Asha",
}
VIEW = {"name": "North: no hub", "address": "/partnerships?region=E12000001", "who": "Asha"}
COMMENT = {
    "chart": "by-region",
    "path": "/",
    "search": "?sector=school&as_at=2019-12-31",
    "wording": "Two boroughs are about to begin.",
    "who": "Asha",
}
EVENT = {"what": "The challenge is launched", "held_on": "2015-10-14", "source": "A page", "who": "Asha"}
ALL = {"attention_states": CALL, "saved_views": VIEW, "comments": COMMENT, "events": EVENT}


@pytest.fixture
def client(own_demo_store: str) -> Iterator[FlaskClient]:
    with opened(own_demo_store) as client:
        yield client


@pytest.fixture(scope="module")
def shared_client(demo_store: str) -> FlaskClient:
    """For what is refused, so that nothing is written."""
    return opened(demo_store)


def post(
    client: FlaskClient, what: str, said: dict[str, Any], headers: dict[str, str] = OURS
) -> TestResponse:
    return client.post(f"/notes/{what}", json=said, headers=headers)


def held(address: str) -> Programme:
    engine = open_store(address)
    programme = load(engine)
    engine.dispose()
    return programme


def test_a_call_is_written_for_each_of_its_reasons_and_undone_as_one(
    client: FlaskClient, own_demo_store: str
) -> None:
    answer = post(client, "attention_states", CALL)

    assert answer.status_code == 200, answer.get_json()
    states = held(own_demo_store).attention_states
    assert states["reason"].tolist() == ["dormant", "no_support"]
    assert set(states["state"]) == {"waiting"}
    assert set(states["who"]) == {"Asha"}
    undoing = {name: answer.get_json()[name] for name in ("kind", "key")}
    assert post(client, "undo", {**undoing, "who": "Ben"}).status_code == 200
    assert held(own_demo_store).attention_states.empty
    engine = open_store(own_demo_store)
    assert [(one.entry.who, one.entry.undoes) for one in history(engine)] == [("Ben", 1), ("Asha", None)]
    engine.dispose()


@pytest.mark.parametrize("what", list(ALL))
def test_everything_that_is_written_is_removed_and_comes_back(
    client: FlaskClient, own_demo_store: str, what: str
) -> None:
    written = post(client, what, ALL[what])
    assert written.status_code == 200, written.get_json()
    which = {"kind": what, "key": written.get_json()["key"], "who": "Ben"}
    before = getattr(held(own_demo_store), what).to_dict("records")

    assert post(client, "drop", which).status_code == 200
    assert len(getattr(held(own_demo_store), what)) == len(before) - 1
    assert post(client, "undo", which).status_code == 200

    assert getattr(held(own_demo_store), what).to_dict("records") == before


def test_a_comment_keeps_the_filters_and_the_headline_that_it_speaks_of(
    client: FlaskClient, own_demo_store: str
) -> None:
    post(client, "comments", COMMENT)

    comment = held(own_demo_store).comments.iloc[0]
    assert comment["filters"] == "?as_at=2019-12-31&sector=school"
    shown = client.get("/export/by-region.json?as_at=2019-12-31&sector=school").get_json()
    assert comment["figure"] == shown["headline"]


def test_a_comment_stands_on_its_card_and_in_the_paper_until_its_figure_changes(
    client: FlaskClient, own_demo_store: str
) -> None:
    post(client, "comments", COMMENT)

    asked = Question.from_query(held(own_demo_store), COMMENT["search"])
    (comment,) = comments_of(render(CHARTS["by-region"], asked))
    assert (comment.wording, comment.changed) == (COMMENT["wording"], "")
    assert comments_of(render(CHARTS["by-region"], asked.with_filters(sector=()))) == ()
    choice = "purpose=x&chart=by-region"
    shown = client.get(f"/board-pack.html{COMMENT['search']}&{choice}").get_data(as_text=True)
    assert COMMENT["wording"] in shown

    engine = open_store(own_demo_store)
    with transaction(engine) as connection:
        connection.execute(schema.comment.update().values(figure="Nine in ten"))
    (comment,) = comments_of(
        render(CHARTS["by-region"], Question.from_query(load(engine), COMMENT["search"]))
    )
    assert comment.changed == "Out of date: it was written when the chart said “Nine in ten”."
    engine.dispose()


def test_an_event_is_drawn_on_every_calendar_of_its_days_and_listed_with_its_source(
    client: FlaskClient, own_demo_store: str
) -> None:
    post(client, "events", EVENT | {"held_on": "2018-05-01", "precision": "month", "place": "London"})
    held_now = held(own_demo_store)
    listed = "1 The challenge is launched, May 2018, London (A page)"

    for chart in (one for one in CHARTS.values() if one.calendar):
        about = "bristol-cultural-education-partnership" if chart.subject == "needed" else None
        drawn = render(chart, Question.from_query(held_now, "", partnership=about))
        assert drawn.figure is not None
        axis = drawn.figure["layout"]["xaxis"]
        (x,) = [one["x0"] for one in drawn.figure["layout"]["shapes"] if one.get("name") == "event"]
        if axis["type"] == "category":
            columns = list(dict.fromkeys(name for trace in drawn.figure["data"] for name in trace["x"]))
            assert x == pytest.approx(columns.index("Jun 2018") - 0.5 + 30 / 90, abs=0.001)
        else:
            assert x == "2018-05-01"
        assert listed in drawn.text
        assert listed in drawn.source
        assert listed in drawn.figure["layout"]["meta"]["source"]
        assert native(drawn, size=Size(16 * CM, 9 * CM))
        before = render(chart, Question.from_query(held_now, "as_at=2018-04-01", partnership=about))
        assert listed not in before.text
    assert "The challenge is launched" in client.get("/data").get_data(as_text=True)


def test_every_chart_with_a_calendar_has_its_events() -> None:
    of_quarters = {
        key for key, one in CHARTS.items() if not callable(one.columns) and "quarter" in one.columns
    }
    lists = {key for key in of_quarters if CHARTS[key].draw is None}
    assert {key for key in of_quarters - lists if not CHARTS[key].calendar} == set()
    assert {"trajectory", "coverage-over-time", "pilots-status", "partnership-status"} <= {
        key for key, one in CHARTS.items() if one.calendar
    }


def test_the_same_name_is_the_same_view(client: FlaskClient, own_demo_store: str) -> None:
    post(client, "saved_views", VIEW)
    post(client, "saved_views", VIEW | {"address": "/levers"})

    assert held(own_demo_store).saved_views["address"].tolist() == ["/levers"]


@pytest.mark.parametrize(
    ("what", "changed", "why"),
    [
        ("attention_states", {"who": ""}, "who writes"),
        ("attention_states", {"who": 1}, "who writes"),
        ("attention_states", {"reasons": []}, "for which reason"),
        ("attention_states", {"reasons": ["tired"]}, "tired"),
        ("attention_states", {"state": "rung"}, "rung"),
        ("attention_states", {"partnership": "nobody"}, "not in the store"),
        ("saved_views", {"address": "//evil.example/"}, "no page"),
        ("saved_views", {"address": "/nowhere"}, "no page"),
        ("saved_views", {"name": " "}, "name is missing"),
        ("comments", {"chart": "nothing"}, "no chart"),
        ("comments", {"wording": ""}, "wording is missing"),
        ("events", {"held_on": "soon"}, "soon"),
        ("undo", {"kind": "partnerships", "key": ["camden-spark"]}, "which note"),
        ("undo", {"kind": "events", "key": ["nothing"]}, "nothing to undo"),
        ("drop", {"kind": "events", "key": ["nothing"]}, "not there"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    shared_client: FlaskClient, what: str, changed: dict[str, Any], why: str
) -> None:
    answer = post(shared_client, what, ALL.get(what, {"who": "Asha"}) | changed)

    assert answer.status_code == 409
    assert why in answer.get_json()["sentence"]


@pytest.mark.parametrize("what", [*ALL, "undo", "drop"])
@pytest.mark.parametrize("headers", [{}, OURS | {"Origin": "http://evil.example"}], ids=["form", "origin"])
def test_a_request_of_another_site_writes_nothing(
    shared_client: FlaskClient, what: str, headers: dict[str, str]
) -> None:
    answer = post(shared_client, what, ALL.get(what, {}), headers)

    assert (answer.status_code, answer.get_json()) == (403, {"sentence": NOT_FROM_HERE})


def test_where_others_can_reach_the_server_nothing_is_written(demo_store: str) -> None:
    answer = post(opened(demo_store, host="0.0.0.0"), "events", EVENT)  # noqa: S104

    assert (answer.status_code, answer.get_json()) == (403, {"sentence": NOT_FROM_HERE})


def test_a_page_with_a_comment_is_answered_as_any_other(
    client: FlaskClient, own_demo_store: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert post(client, "comments", COMMENT).status_code == 200
    answer = Desk(own_demo_store).change(LAPTOP, "/", COMMENT["search"].removeprefix("?"), shown="/")
    assert COMMENT["wording"] in answer.content.decode()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
