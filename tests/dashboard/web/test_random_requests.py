"""Ten thousand requests that nobody should send: none is answered with 500, none leaves a trace or memory behind."""

import gc
import json
import logging
import random
from collections.abc import Iterator
from typing import Any, Final

import psutil
import pytest
from flask.testing import FlaskClient

from dashboard import cache
from dashboard.app import create_app, give_back
from dashboard.filters import KEYS
from dashboard.pages import PAGES
from dashboard.settings import Settings
from tests.dashboard.web.test_hostile import BODIES, CONTENTS, HEADERS, HOSTILE, QUERIES, every_path, update
from tests.dashboard.web.uploads.desks import OURS

pytestmark = pytest.mark.thorough

REQUESTS: Final = 10_000
SLOW: Final = ("/export", "/board-pack", "/data/template", "/data/review", "/data/request", "/cards")
"""Those that make files, or read whole sheets: asked for once in a while."""
WRITTEN: Final = (
    "kind", "key", "partnership", "reasons", "state", "who", "batch", "number", "seen", "answers", "mapping", "chart",
    "path", "search", "address", "name", "held_on", "precision", "what", "wording", "quarter", "bridge", "replace",
    "note", "comment", "set", "measure", "title", "figures", "draft",
)  # fmt: skip
"""Names in the bodies that our pages send."""
VALUES: Final = (
    "E12000007", "camden-spark", "hide", "show", "yes", "2019-03-31", "0001-01-01", "2020-02-30", "health", "comments",
    "events", "saved_views", "attention_states", "trajectory", "", " ", "\x00", "\ud800", "x" * 500, "../..", "%",
)  # fmt: skip
ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    2**63,
    1e308,
    [],
    {},
    [[]],
    [None],
    {"a": {"b": []}},
    [1, "x"],
)


class Asking:
    """Requests by a seed: the same every time."""

    def __init__(self, client: FlaskClient, paths: list[str], output: str, *, seed: int) -> None:
        self._client, self._output, self._chance = client, output, random.Random(seed)  # noqa: S311 - to be repeated
        self.slow = [path for path in paths if path.startswith(SLOW)]
        self._paths = [path for path in paths if path not in {*self.slow, *(page.path for page in PAGES)}]

    def requests(self, number: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Method, address and what is sent."""
        kinds = (self._get, self._get, self._post, self._post, self._update, self._layout)
        for _ in range(number):
            yield self._chance.choice(kinds)()

    def _get(self) -> tuple[str, str, dict[str, Any]]:
        path = self._one(self.slow if self._chance.random() < 0.02 else self._paths)
        name, value = self._one(HEADERS)
        method = self._one(("GET", "GET", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"))
        headers = {name: value} if self._chance.random() < 0.3 else {}
        return method, f"{path}?{self._query()}", {"headers": headers}

    def _post(self) -> tuple[str, str, dict[str, Any]]:
        body = self._one(BODIES) if self._chance.random() < 0.2 else self._body()
        return (
            "POST",
            self._one(self._paths),
            {"data": body, "headers": OURS, "content_type": self._one(CONTENTS)},
        )

    def _update(self) -> tuple[str, str, dict[str, Any]]:
        usual = update(output=self._output)
        sent = usual["inputs"]
        sent[0]["value"], sent[1]["value"] = self._path(), self._some(f"?{self._query()}")
        usual["state"][0]["value"] = self._some(sent[0]["value"])
        if self._chance.random() < 0.5:
            usual[self._one(list(usual))] = self._odd()
        body = json.dumps(usual).encode()
        if self._chance.random() < 0.2:
            place = self._chance.randrange(len(body))
            body = body[:place] + self._chance.randbytes(3) + body[place + 3 :]
        return "POST", "/_dash-update-component", {"data": body, "content_type": "application/json"}

    def _layout(self) -> tuple[str, str, dict[str, Any]]:
        return (
            "GET",
            "/_dash-layout",
            {"headers": {"Referer": f"http://localhost{self._path()}?{self._query()}"}},
        )

    def _path(self) -> str:
        return self._one(
            ("/", "/paper", "/method", "/nowhere", "/partnerships/%00", f"/{self._one(HOSTILE)}")
        )

    def _query(self) -> str:
        if self._chance.random() < 0.2:
            return self._one(QUERIES)
        keys = (*KEYS, "partnership", "compare", "chart", "q", "of", self._one(HOSTILE))
        pairs = [
            f"{self._one(keys)}={self._one((*HOSTILE, *VALUES))}" for _ in range(self._chance.randrange(4))
        ]
        return "&".join(pairs).encode("utf-8", "replace").decode()

    def _body(self) -> bytes:
        chosen = self._chance.sample(WRITTEN, self._chance.randrange(6))
        return json.dumps({key: self._odd() for key in chosen}).encode()

    def _odd(self) -> Any:
        return self._one((*ODD, *VALUES, [self._one(VALUES)], {self._one(WRITTEN): self._one(VALUES)}))

    def _some(self, usual: str) -> Any:
        return usual if self._chance.random() < 0.9 else self._odd()

    def _one(self, of: Any) -> Any:
        return self._chance.choice(of)


def memory() -> int:
    """The bytes that this process holds when it has forgotten what it may forget."""
    cache.forget()
    gc.collect()
    give_back()
    return int(psutil.Process().memory_info().rss)


def test_ten_thousand_requests_fail_nowhere_and_leave_nothing_behind(
    own_demo_store: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(store=own_demo_store))
    (output,) = (key for key, held in app.callback_map.items() if "callback" in held)
    client = app.server.test_client()
    asking = Asking(client, every_path(app), output, seed=2020)
    for path in asking.slow:  # what they bring stays, however often they are asked
        client.get(path).close()
    caplog.set_level(logging.ERROR)
    failed, before = [], 0
    for place, (method, address, sent) in enumerate(asking.requests(REQUESTS)):
        if place == REQUESTS // 4:
            before = memory()
        with client.open(address, method=method, **sent) as answer:
            answer.get_data()
            if answer.status_code >= 500:
                failed.append(f"{answer.status_code} {method} {address[:80]} {str(sent)[:300]}")
    assert failed == []
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    assert memory() < 1.1 * before
