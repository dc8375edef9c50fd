"""No address, header or body is answered with 500: every route of the application is asked what nobody should ask."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final

import pytest
from dash import Dash
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.pages import PAGES, QuestionReader
from dashboard.settings import Settings
from dashboard.web.callbacks import OUTPUTS
from dashboard.web.responses import Compressed
from dashboard.web.routes import returns_service
from dashboard.web.uploads import routes
from data.programme.programme import CurrentProgramme
from data.store.engine import open_store
from tests.dashboard.web.uploads.desks import OURS, opened
from tests.stores import Stores

pytestmark = pytest.mark.thorough

NUMBERS: Final = ("99999999999999999999", "9223372036854775808", "2147483648", "0", "-1", "9" * 5000, "1e9")
NAMES: Final = (
    "%00", "%ff%fe", "%25", "%2500", "..%2f..%2fetc%2fpasswd", "%0d%0a", "%ED%A0%80", "[::1", "nan", "x" * 3000,
)  # fmt: skip
HOSTILE: Final = (*NUMBERS, *NAMES)
NAMED: Final = (
    "trajectory.csv",
    "partnership-area.json",
    "pilots-core-groups.csv",
    "store.zip",
    "html",
    "json",
    "xlsx",
)
"""What some routes know, so that they are asked beyond their name."""
QUERIES: Final = (
    "as_at=1900-01-01", "as_at=2100-12-31", "as_at=0001-01-01", "as_at=9999-12-31", "as_at=1677-09-20",
    "as_at=2262-04-12", "as_at=1900-01-01&since=1900-01-01", "since=1900-01-01", "as_at=-1", "as_at=%F0%9D%9F%B2",
    "partnership=%00", "partnership=%25&partnership=x", "partnership=camden-spark&as_at=1900-01-01",
    "partnership=barking-and-dagenham", "region=%ff", "%ff=%00", "need=%00", "include=emerging&include=emerging",
    "region=" + "x" * 8000, "a=1&" * 1500, "&" * 8000, "chart=%00&title=%00&summary=%ED%A0%80", "m=1", "replace=x",
)  # fmt: skip
HEADERS: Final = (
    ("Origin", "http://[::1"), ("Origin", "http://\u2100"), ("Origin", "http://a:b:c"), ("Origin", "null"),
    ("Host", "[::1"), ("Host", "127.0.0.1:99999999999"), ("Host", "a b"), ("Host", ""), ("Host", "\u2100.example"),
    ("Referer", "http://[::1"), ("Referer", "http://localhost/%00?as_at=%ff"), ("Referer", "\u2100"),
    ("Referer", "http://localhost/partnerships/%2500"), ("Referer", "http://localhost/data?as_at=1900-01-01"),
    ("If-None-Match", '"'), ("If-None-Match", "W/" * 1000), ("If-Match", "*"), ("If-Range", "x"),
    ("If-Modified-Since", "x"), ("If-Unmodified-Since", "9" * 50),
    ("Range", "bytes=-99999999999999999999"), ("Range", "bytes=5-2"), ("Range", "bytes=" + "0-1," * 500),
    ("Content-Length", "-1"), ("Content-Length", "x"), ("Content-Length", "9" * 40), ("Transfer-Encoding", "chunked"),
    ("Accept-Encoding", "gzip;q=nan"), ("Accept-Encoding", ";;;,,"), ("Accept-Encoding", "br;q=1e999, gzip;q=x"),
    ("Cookie", 'a=\x01;=;;"\\'), ("Cookie", "=" * 5000), ("Content-Type", "multipart/form-data"),
    ("Content-Type", "application/json; charset=none"), ("Sec-Fetch-Site", "\xe9"), ("X-Forwarded-For", "x"),
)  # fmt: skip
BODIES: Final = (
    b"", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"batch": 99999999999999999999}', b'{"batch": 1e400}',
    b'{"batch": true}', b'{"batch": ' + b"9" * 5000 + b"}", b'{"batch": NaN}', b'{"key": {"a": 1}, "seen": []}',
    b'{"key": "\\u0000"}', b'{"key": "\\ud800"}', b'{"key": "' + b"a" * 5000 + b'"}', b'{"output": "x.y"}',
)  # fmt: skip
CONTENTS: Final = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "",
)
PARTS: Final = (
    b'name="files"; filename="\x00.csv"\r\n\r\nabc',
    b'name="files"; filename="..\\..\\"\r\n\r\n\x00\xff',
    b'name="files"; filename="a\xff.csv"\r\nContent-Type: \xff\r\n\r\npartnership\r\n\x00',
    b'name="files"; filename="' + b"x" * 5000 + b'.csv"\r\n\r\npartnership\r\n',
    b'name="replace"\r\n\r\n' + b"y" * 600_000,
    b"\r\n",
)


@pytest.fixture(scope="module")
def app(demo_store: str) -> Dash:
    return create_app(Settings(store=demo_store))


@pytest.fixture(scope="module")
def client(app: Dash) -> Iterator[FlaskClient]:
    with app.server.test_client() as client:
        yield client


def every_path(app: Dash, values: tuple[str, ...] = NAMED) -> list[str]:
    """The addresses of every route and page, once for each value in the place of what a route takes."""
    routes = [
        re.sub(r"<[^>]+>", lambda _, value=value: value, rule.rule)
        for rule in app.server.url_map.iter_rules()
        for value in (values if rule.arguments else values[:1])
    ]
    return list(dict.fromkeys([*(page.path for page in PAGES), "//evil.example", *routes]))


def failures(client: FlaskClient, asked: Iterator[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """What of this is answered with 500 or more; the method, the address, and what was sent."""
    found = []
    for method, path, sent in asked:
        with client.open(path, method=method, **sent) as answer:
            if answer.status_code >= 500:
                found.append(f"{answer.status_code} {method} {path[:80]} {str(sent)[:200]}")
    return found


def test_no_address_fails(app: Dash, client: FlaskClient) -> None:
    methods = ("GET", "HEAD", "POST", "PUT", "OPTIONS")
    asked = ((method, path, {}) for path, method in product(every_path(app, HOSTILE), methods))
    assert failures(client, asked) == []


def test_no_query_fails(app: Dash, client: FlaskClient) -> None:
    some = every_path(app)
    assert "/export/store.zip" in some
    asked = (("GET", f"{path}?{query}", {}) for path, query in product(some, QUERIES))
    assert failures(client, asked) == []


def test_no_page_fails_whatever_it_is_asked(client: FlaskClient) -> None:
    paths = [*(page.path for page in PAGES), "/partnerships/camden-spark", "/partnerships/%00", "/%ff"]
    addresses = [f"http://localhost{path}?{query}" for path, query in product(paths, QUERIES)]
    asked = (("GET", "/_dash-layout", {"headers": {"Referer": address}}) for address in addresses)
    assert failures(client, asked) == []


def test_no_header_fails(app: Dash, client: FlaskClient) -> None:
    some = every_path(app, ("json", "trajectory.csv", HOSTILE[0]))
    gets = (("GET", path, {"headers": {name: value}}) for path, (name, value) in product(some, HEADERS))
    assert failures(client, gets) == []
    posts = [path for path in some if path.startswith(("/data/", "/notes/")) or "update" in path]
    assert {"/data/upload", "/data/load", "/data/discard", "/data/undo", "/_dash-update-component"} <= set(
        posts
    )
    asked = (
        ("POST", path, {"data": b"{}", "headers": {"Content-Type": "application/json", **OURS, name: value}})
        for path, (name, value) in product(posts, HEADERS)
    )
    assert failures(client, asked) == []


def bodies(paths: Iterable[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every hostile body of every kind, and every hostile part of a form, for each path."""
    for path, body, kind in product(paths, BODIES, CONTENTS):
        yield "POST", path, {"data": body, "headers": OURS, "content_type": kind}
    for path, part in product(paths, PARTS):
        whole = b"--x\r\nContent-Disposition: form-data; " + part + b"\r\n--x--\r\n"
        yield (
            "POST",
            path,
            {"data": whole, "headers": OURS, "content_type": "multipart/form-data; boundary=x"},
        )


def test_no_body_fails(own_demo_store: str) -> None:
    client = opened(own_demo_store)
    takes_posts = [
        rule.rule for rule in client.application.url_map.iter_rules() if "POST" in (rule.methods or ())
    ]
    assert {"/data/upload", "/data/undo", "/notes/comments", "/_dash-update-component"} <= set(takes_posts)
    assert failures(client, bodies(takes_posts)) == []


def test_what_one_database_cannot_hold_is_for_both_a_batch_that_is_not_there(stores: Stores) -> None:
    engine = open_store(stores.copy("tables"))
    server = Flask("desk")
    routes.register(server, QuestionReader(CurrentProgramme(engine)), returns_service(engine))
    client = server.test_client()
    paths = [f"/data/{what}/{number}" for what, number in product(("changes", "figures"), NUMBERS)]
    assert failures(client, (("GET", path, {}) for path in paths)) == []
    for number in NUMBERS[:4]:
        answers = [client.get(f"/data/{what}/{number}") for what in ("changes", "figures")]
        answers.append(client.post("/data/undo", json={"batch": int(number)}, headers=OURS))
        assert [answer.status_code for answer in answers] == [404, 404, 404]
        assert all(f"There is no batch {number}" in answer.get_json()["sentence"] for answer in answers)
    assert failures(client, bodies(["/data/load", "/data/discard", "/data/undo"])) == []
    engine.dispose()


def update(**changed: Any) -> dict[str, Any]:
    """What a browser sends when the address changes."""
    outputs = [
        [{"id": {**one.component_id, "key": "answer"}, "property": one.component_property}]
        if isinstance(one.component_id, dict)
        else {"id": one.component_id, "property": one.component_property}
        for one in OUTPUTS.values()
    ]
    sent = {
        "output": "..." + "...".join(map(str, OUTPUTS.values())) + "...",
        "outputs": outputs,
        "inputs": [
            {"id": "url", "property": "pathname", "value": "/"},
            {"id": "url", "property": "query", "value": ""},
        ],
        "state": [{"id": "shown", "property": "data", "value": "/"}],
        "changedPropIds": ["url.pathname"],
    }
    return sent | changed


def test_an_update_is_answered_only_as_our_pages_ask_for_it(app: Dash, client: FlaskClient) -> None:
    (output,) = (key for key, held in app.callback_map.items() if "callback" in held)
    (browser_only, *_) = (key for key, held in app.callback_map.items() if "callback" not in held)

    def asked(**changed: Any) -> int:
        return client.post("/_dash-update-component", json=update(output=output) | changed).status_code

    usual = update()
    assert asked() == 200
    assert asked(inputs=[{**usual["inputs"][0], "value": "/%00"}, usual["inputs"][1]]) == 200
    wrong: list[Mapping[str, Any]] = [
        {"output": "x.y"},
        {"output": browser_only},
        {"output": 1},
        {"outputs": []},
        {"outputs": {"id": "main", "property": "children"}},
        {"outputs": usual["outputs"][::-1]},
        {
            "outputs": [
                *usual["outputs"][:-1],
                [{"id": {"part": "other", "key": "answer"}, "property": "children"}],
            ]
        },
        {"inputs": []},
        {"inputs": [{**usual["inputs"][0], "value": 1}, usual["inputs"][1]]},
        {"inputs": [{**usual["inputs"][0], "value": None}, usual["inputs"][1]]},
        {"inputs": [usual["inputs"][0], {**usual["inputs"][1], "value": [[]]}]},
        {"state": [{"id": "shown", "property": "data", "value": {}}]},
        {"state": []},
        {"changedPropIds": [{}]},
        {"inputs": [usual["inputs"][0], {**usual["inputs"][1], "value": "?region=\ud800"}]},
        {"inputs": [{**usual["inputs"][0], "value": "/partnerships/\ud800"}, usual["inputs"][1]]},
    ]
    assert [asked(**one) for one in wrong] == [400] * len(wrong)
    unknown = [
        *usual["outputs"][:-1],
        [{"id": {"part": "block", "key": json.dumps(None)}, "property": "children"}],
    ]
    assert asked(outputs=unknown) == 200


MANY: Final = (
    "&".join(f"k{at}=" for at in range(9_000)),
    "&".join(f"region=r{at}" for at in range(5_000)),
    "&".join(f"area={code}" for code in range(5_000)),
    "&".join(f"compare=2019-{month:02}-01" for month in range(3_000)),
    "&".join(f"quarter={year}-03-31" for year in range(1000, 5000)),
    "of=area&" * 8_000,
    "q=" + "x" * 60_000,
    "need=" + "\N{SNOWMAN}" * 6_000,
)
LARGEST_ANSWER: Final = 500_000


def test_the_length_of_a_question_does_not_make_an_answer_long(app: Dash, client: FlaskClient) -> None:
    (output,) = (key for key, held in app.callback_map.items() if "callback" in held)
    some = (
        "/levers",
        "/coverage",
        "/lists/returns",
        "/export/by-region.json",
        "/api/indicators",
        "/search.json",
    )
    beside = ("/choices.json", "/export/store.zip", "/data/template.xlsx", "/cards/need-and-coverage.json")
    for path, query in product((*some, *beside), MANY):
        with client.get(f"{path}?{query}") as answer:
            assert len(answer.data) < LARGEST_ANSWER, (path, query[:20])
    for query in MANY:
        asked = update(
            output=output,
            inputs=[*update()["inputs"][:1], {"id": "url", "property": "query", "value": f"?{query}"}],
        )
        with client.post("/_dash-update-component", json=asked) as answer:
            assert answer.status_code in {200, 413}
            assert len(answer.data) < LARGEST_ANSWER


def test_all_authorities_chosen_one_by_one_are_one_question(app: Dash, client: FlaskClient) -> None:
    codes = [code for code, *_ in client.get("/choices.json?of=area").get_json()["area"]]
    assert len(codes) > 300
    query = "&".join(f"area={code}" for code in codes)
    assert client.get(f"/export/by-region.json?{query}").status_code == 200
    page = client.get(f"/coverage?{query}").get_data(as_text=True)
    assert f"and {len(codes) - 40} more" in page


def test_what_is_forged_into_an_update_costs_nothing(app: Dash, client: FlaskClient) -> None:
    (output,) = (key for key, held in app.callback_map.items() if "callback" in held)
    usual = update(output=output)

    def asked(blocks: list[dict[str, Any]]) -> int:
        return client.post(
            "/_dash-update-component", json=usual | {"outputs": [*usual["outputs"][:-1], blocks]}
        ).status_code

    (one,) = usual["outputs"][-1]
    others = [{**one, "id": {**one["id"], "key": f"k{at}"}} for at in range(51)]
    assert [asked([]), asked([one]), asked(others[:50])] == [200] * 3
    assert [asked([one] * 2), asked(others), asked([{**one, "id": {**one["id"], "key": "x" * 200}}])] == [
        400
    ] * 3
    assert asked([one] * 5_000) == 413


def test_a_body_without_files_has_no_more_than_anybody_writes(client: FlaskClient) -> None:
    sent = {"path": "/", "search": "x" * 300_000, "chart": "trajectory", "wording": "x", "who": "A"}
    assert client.post("/notes/comments", json=sent, headers=OURS).status_code == 413
    answers = {"key": "0" * 64, "answers": [["meetings", "held_on", "x" * 2_000, "y"]] * 1_000}
    half = {**sent, "search": "?region=\ud800", "who": ""}
    assert client.post("/notes/comments", json=half, headers=OURS).status_code == 409
    assert client.post("/data/check", json=answers, headers=OURS).status_code == 404  # it was read


def test_what_is_compressed_under_many_addresses_is_not_kept_without_end() -> None:
    kept = Compressed()
    for at in range(1_000):
        kept.set(f"/assets/a.js?{at};br", b"x")
    assert kept.get("/assets/a.js?0;br") == b"x"
    assert kept.get("/assets/a.js?999;br") is None
