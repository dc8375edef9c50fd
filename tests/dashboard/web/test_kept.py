"""A question that was asked before is answered from memory, as it was, until the store changes."""

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Request, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.app import ENCODINGS, create_app, warm
from dashboard.charts.render import CHARTS
from dashboard.pages import PAGES
from dashboard.settings import Settings
from dashboard.web.finished import Finished, Finishing
from dashboard.web.incoming import Asked as Question
from dashboard.web.kept import KeptAnswers
from dashboard.web.turns import Turns
from data.store import schema
from data.store.engine import open_store, transaction
from tests.bench.on_server import request_of

UPDATE = "/_dash-update-component"
LONDON, NORTH_EAST = "E12000007", "E12000001"


@dataclass(frozen=True)
class Asked:
    """An application of its own, and the paths of those requests that were not answered from memory."""

    client: FlaskClient
    store: Path
    reached: list[str]
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)

    def body(self, page: str) -> dict[str, Any]:
        """What a browser sends from a page."""
        if page not in self.bodies:
            self.bodies[page] = request_of(self.client, page=page)
        return self.bodies[page]

    def change(
        self, search: str, *, page: str = "/levers", encoding: str = "br", **other: Any
    ) -> TestResponse:
        body = self.body(page) | other
        body["inputs"] = [body["inputs"][0], {**body["inputs"][1], "value": search}]
        self.reached.clear()
        return self.client.post(UPDATE, json=body, headers={"Accept-Encoding": encoding})

    def layout(self, address: str) -> TestResponse:
        self.reached.clear()
        return self.client.get("/_dash-layout", headers={"Referer": f"http://localhost{address}"})

    def document(self, address: str) -> TestResponse:
        self.reached.clear()
        return self.client.get(address)

    def is_kept(self, ask: Callable[[], TestResponse]) -> bool:
        """Whether the second of two equal questions is answered from memory, with the same bytes and headers."""
        first, second = ask(), ask()
        assert (first.status, first.data, first.headers) == (second.status, second.data, second.headers)
        return not self.reached

    def add_an_organisation(self) -> None:
        engine = open_store(f"sqlite:///{self.store}")
        with transaction(engine) as connection:
            connection.execute(
                schema.organisation.insert().values(organisation="new", name="New", sector="school")
            )
        engine.dispose()


@pytest.fixture
def asked(demo_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    store = tmp_path / "own.db"
    shutil.copy(demo_store.removeprefix("sqlite:///"), store)
    app = create_app(Settings(store=f"sqlite:///{store}"))
    reached: list[str] = []
    app.server.before_request(lambda: reached.append(request.path))
    answer = Finishing.answer

    def heard(finishing: Finishing, question: Question, sent: Request) -> Finished:
        reached.append(sent.path)
        return answer(finishing, question, sent)

    monkeypatch.setattr(Finishing, "answer", heard)
    return Asked(app.server.test_client(), store, reached)


def test_a_repeated_change_and_a_repeated_first_page_come_from_memory(asked: Asked) -> None:
    assert asked.is_kept(lambda: asked.change(f"?region={LONDON}"))
    assert asked.is_kept(lambda: asked.layout(f"/levers?region={LONDON}"))
    assert asked.is_kept(lambda: asked.document(f"/levers?region={LONDON}"))
    assert asked.is_kept(lambda: asked.document("/partnerships/bath-cep"))
    assert asked.layout("/levers").data != asked.document("/levers").data


@pytest.mark.parametrize("address", ["/nowhere", "/partnerships/nobody", "/data/intake"])
def test_what_is_no_page_is_asked_for_each_time(asked: Asked, address: str) -> None:
    for _ in range(2):
        asked.document(address)
        assert asked.reached == [address]


def test_other_words_for_the_same_question_are_answered_from_memory(asked: Asked) -> None:
    first = asked.change(f"?region={LONDON}&region={NORTH_EAST}&sector=health")
    again = asked.change(f"?sector=health&region={NORTH_EAST}&region={LONDON}&region={LONDON}")
    assert asked.reached == []
    assert again.data == first.data


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"?region={LONDON}", f"?region={NORTH_EAST}"),
        ("", "?illustrative=hide"),
        ("", "?as_at=2019-03-31"),
        ("?region=Atlantis", "?region=Mu"),
        ("", "?colour=red"),
    ],
)
def test_another_question_has_another_answer(asked: Asked, one: str, other: str) -> None:
    first = asked.change(one).get_data()
    second = asked.change(other)
    assert asked.reached == [UPDATE]
    assert second.data != first


def test_what_is_ignored_is_said_again_from_memory(asked: Asked) -> None:
    assert asked.is_kept(lambda: asked.change("?region=Atlantis", encoding=""))
    assert "“Atlantis” is not a known region" in asked.change("?region=Atlantis", encoding="").get_data(
        as_text=True
    )


def test_each_encoding_has_its_own_answer_of_the_same_words(asked: Asked) -> None:
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    for encoding in read:
        assert asked.is_kept(lambda encoding=encoding: asked.change("?sector=health", encoding=encoding))
    answers = {encoding: asked.change("?sector=health", encoding=encoding) for encoding in read}
    assert [answer.headers.get("Content-Encoding") for answer in answers.values()] == ["br", "gzip", None]
    assert len({read[encoding](answer.data) for encoding, answer in answers.items()}) == 1


def test_other_parts_of_a_page_are_another_answer(asked: Asked) -> None:
    whole = asked.change("", page="/data", encoding="")
    outputs = asked.body("/data")["outputs"]
    fewer = [one[:-1] if isinstance(one, list) else one for one in outputs]
    assert fewer != outputs
    part = asked.change("", page="/data", outputs=fewer, encoding="")
    assert asked.reached == [UPDATE]
    assert len(part.data) < len(whole.data)
    before = [{"id": "shown", "property": "data", "value": "/"}]
    arriving = asked.change("", page="/data", state=before, encoding="")
    assert asked.reached == [UPDATE]
    assert "main" in arriving.get_json()["response"]
    assert "main" not in whole.get_json()["response"]


@pytest.mark.parametrize("page", [*(one.path for one in PAGES), "/partnerships/bath-cep", "/nowhere"])
@pytest.mark.parametrize(
    "search", ["", f"?region={LONDON}&as_at=2018-06-30", "?illustrative=hide&colour=red"]
)
def test_an_answer_is_to_the_letter_what_dash_would_say(
    asked: Asked, page: str, search: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the page that is shown, and of one that is arrived at."""
    for shown in (page, "/elsewhere"):
        before = [{"id": "shown", "property": "data", "value": shown}]
        ours = asked.change(search, page=page, encoding="", state=before)
        assert asked.reached == [UPDATE]
        with monkeypatch.context() as without:
            without.setattr(KeptAnswers, "__call__", lambda kept, *wsgi: kept._application(*wsgi))
            dash = asked.change(search, page=page, encoding="", state=before)
        assert ours.get_json() == dash.get_json()
        headers = [{**dict(one.headers), "Content-Length": ""} for one in (ours, dash)]
        assert headers[0] == headers[1]


def test_what_cannot_be_answered_is_left_to_dash(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    usual = asked.change("", encoding="").get_json()
    asked.add_an_organisation()
    with monkeypatch.context() as broken:
        broken.setattr("dashboard.web.finished.written", fails)
        made_by_dash = asked.change("", encoding="").get_json()
    before, after = (one["response"]["answer"]["data"].pop("version") for one in (usual, made_by_dash))
    assert after > before
    # A file that is taken away is named after the version that it holds, too.
    named = [
        json.dumps(one).replace(f'_v{version}"', '"')
        for one, version in ((usual, before), (made_by_dash, after))
    ]
    assert named[0] == named[1]
    assert asked.reached == [UPDATE, UPDATE]


def test_a_refused_question_is_never_answered_from_memory(asked: Asked) -> None:
    asked.change("")
    for wrong in ({"outputs": []}, {"state": []}, {"changedPropIds": [{}]}):
        assert asked.change("", **wrong).status_code == 400
    body = asked.body("/levers")
    assert asked.client.post(UPDATE, data=json.dumps(body), content_type="text/plain").status_code == 400


def test_a_changed_store_is_asked_again(asked: Asked) -> None:
    assert asked.is_kept(lambda: asked.change(""))
    asked.add_an_organisation()
    asked.change("")
    assert asked.reached == [UPDATE]
    assert asked.is_kept(lambda: asked.change(""))


def test_a_store_that_cannot_be_read_is_said_and_not_kept(asked: Asked) -> None:
    asked.change("")
    away = asked.store.rename(asked.store.with_suffix(".away"))
    asks = (
        lambda: asked.change("", encoding=""),
        lambda: asked.layout("/levers"),
        lambda: asked.document("/levers"),
    )
    for ask in asks:
        answer = ask()
        assert "The store cannot be read" in answer.get_data(as_text=True)
        assert asked.reached == [answer.request.path]
    away.rename(asked.store)
    assert "The store cannot be read" not in asked.layout("/levers").get_data(as_text=True)
    assert "The store cannot be read" not in asked.change("", encoding="").get_data(as_text=True)


def test_a_page_with_a_chart_that_failed_is_not_kept(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Any:
        raise RuntimeError

    whole = CHARTS["lever-mix"]
    monkeypatch.setitem(CHARTS, "lever-mix", replace(whole, key="failing", frame=fail))
    broken = asked.layout("/levers").data
    monkeypatch.setitem(CHARTS, "lever-mix", whole)
    assert asked.layout("/levers").data != broken
    assert asked.reached == ["/_dash-layout"]


def test_every_page_is_there_for_its_first_reader(demo_store: str) -> None:
    app = create_app(Settings(store=demo_store))
    reached: list[str] = []
    app.server.before_request(lambda: reached.append(request.path))
    warm(app)
    assert reached
    reached.clear()
    client = app.server.test_client()
    for page in PAGES:
        headers = {"Referer": f"http://localhost{page.path}", "Accept-Encoding": ENCODINGS}
        assert client.get("/_dash-layout", headers=headers).status_code == 200
        assert client.get(page.path, headers=headers).status_code == 200
    assert reached == []


def test_what_there_is_no_turn_for_is_refused_with_a_sentence_and_the_rest_is_answered(asked: Asked) -> None:
    kept = asked.client.application.wsgi_app
    assert isinstance(kept, KeptAnswers)
    kept._turns = kept._files = Turns(in_line=0)
    known = asked.change("", encoding="")
    with kept._turns.take():
        too_many = asked.client.get("/export/by-region.csv")
        refused = asked.change("?sector=health")
        assert asked.client.get("/health/live").status_code == 200
        assert asked.change("", encoding="").data == known.data
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert "asked more at this moment than it can answer" in refused.get_data(as_text=True)
    assert (too_many.status_code, too_many.headers["Retry-After"]) == (429, "5")
    assert "Ask again in a few seconds." in too_many.get_data(as_text=True)
    for answer in (refused, too_many):
        assert answer.headers["Content-Security-Policy"] == known.headers["Content-Security-Policy"]
    assert asked.client.get("/export/by-region.csv").status_code == 200
    assert asked.change("?sector=health").status_code == 200
