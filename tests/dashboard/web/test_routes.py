"""The HTTP contract: exports, indicators, health, headers, and sentences for what is wrong."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header

from dashboard.app import create_app, warm
from dashboard.boundaries import boundary_url
from dashboard.charts.render import CHARTS
from dashboard.exports.forms import PAPER_FORMS, STORE_FORMS
from dashboard.exports.tables.files import FORMS
from dashboard.settings import Settings
from data.programme.programme import Programme
from data.store.engine import open_store, transaction


@pytest.fixture(scope="module")
def client(demo_store: str) -> Iterator[FlaskClient]:
    app = create_app(Settings(store=demo_store))
    warm(app)
    with app.server.test_client() as client:
        yield client


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True))))


def test_londons_coverage_has_33_rows_and_reconciles_with_the_indicator(client: FlaskClient) -> None:
    areas = rows(client, "/export/area-coverage.csv?region=E12000007")
    indicators = {row["key"]: row for row in client.get("/api/indicators?region=E12000007").get_json()}
    assert len(areas) == 33
    assert indicators["area_coverage"]["denominator"] == 33
    assert indicators["area_coverage"]["numerator"] == sum(row["state"] in {"whole", "part"} for row in areas)


def test_all_regions_add_up_to_england(client: FlaskClient) -> None:
    regions = [f"E1200000{number}" for number in range(1, 10)]
    everything = rows(client, "/export/area-coverage.csv")
    parts = [row for region in regions for row in rows(client, f"/export/area-coverage.csv?region={region}")]
    assert sorted(row["area_code"] for row in parts) == sorted(row["area_code"] for row in everything)


def test_the_indicators_say_what_the_contract_promises(client: FlaskClient) -> None:
    answered = client.get("/api/indicators").get_json()
    assert sorted(row["number"] for row in answered) == list(range(1, len(answered) + 1))
    assert {"key", "value", "unit", "numerator", "denominator", "n", "rating", "note"} <= set(answered[0])
    assert {row["rating"] for row in answered} <= {"green", "amber", "red", "unrated"}


def test_the_terms_that_pages_explain_stand_on_method_and_no_word_means_two(client: FlaskClient) -> None:
    terms = client.get("/glossary.json").get_json()
    method = client.get("/method").text
    assert [term["anchor"] for term in terms if f'id="{term["anchor"]}"' not in method] == []
    words = [word.lower() for term in terms for word in term["words"]]
    assert len(words) == len({*words})
    assert "need" not in words


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/export/nothing.csv", 404, "There is no chart called “nothing”"),
        ("/export/area-coverage.exe", 404, "ask for csv, xlsx, ods, json, png or svg"),
        ("/export/attention.png", 404, "is a table and has no picture"),
        ("/export/store.pdf", 404, "The store comes as xlsx, ods or zip"),
        ("/export/partnership-area.csv", 400, "add ?partnership="),
        ("/vendor/other.css", 404, "no such file"),
        ("/geo/other.geojson", 404, ""),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    answered = client.get(address)
    assert answered.status_code == status
    assert said in answered.get_data(as_text=True)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_picture_without_chrome_is_answered_with_a_sentence(
    client: FlaskClient, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    answered = client.get(f"/export/by-region.{form}")
    assert answered.status_code == 503
    assert "need Chrome or Chromium on this machine, and none was found" in answered.get_data(as_text=True)
    for other in ("csv", "xlsx", "ods", "json"):
        assert client.get(f"/export/by-region.{other}").status_code == 200


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/export/by-region.xlsx?region=E12000007&as_at=2019-12-31", "by-region_london_2019-12-31_v1.xlsx"),
        (
            "/export/partnership-area.ods?partnership=camden-spark",
            "partnership-area_camden-spark_2020-03-31_v1.ods",
        ),
        ("/export/store.zip", "cep-store_england_2020-03-31_v1.zip"),
        ("/export/store.xlsx?region=E12000007", "cep-store_london_2020-03-31_v1.xlsx"),
    ],
)
def test_a_file_is_named_after_what_it_holds_and_when(client: FlaskClient, address: str, file: str) -> None:
    answered = client.get(address)
    assert answered.status_code == 200
    assert answered.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert answered.data.startswith(b"PK")


def test_a_text_file_says_where_it_is_described(client: FlaskClient) -> None:
    answered = client.get("/export/by-region.csv?region=E12000007&as_at=2021-06-30")
    (link,) = parse_options_header(answered.headers["Link"])[:1]
    assert link == "</export/by-region.csv-metadata.json?region=E12000007&as_at=2021-06-30>"
    described = client.get(link.strip("<>"))
    assert described.content_type == "application/csvm+json"
    about = json.loads(described.data)
    assert f"/export/{about['url']}" == "/export/by-region.csv?region=E12000007&as_at=2021-06-30"
    names = [column["name"] for column in about["tableSchema"]["columns"]]
    assert names == next(csv.reader(io.StringIO(answered.text)))


def test_an_unknown_partnership_is_answered_with_a_sentence(client: FlaskClient) -> None:
    answered = client.get("/export/partnership-area.csv?partnership=camden")
    assert answered.status_code == 404
    assert "camden-spark" in answered.get_data(as_text=True)


ASKED = {
    "region": (
        "region=Atlantis",
        "“Atlantis” is not a known region; it can be E12000001 (North East), E12000002",
    ),
    "region by name": ("region=London", "E12000007 (London), "),
    "empty region": ("region=", "Nothing is said as region; it can be E12000001 (North East), "),
    "ACE area": ("ace_area=wales", "“wales” is not a known Arts Council area; it can be "),
    "bridge": ("bridge=forth", "“forth” is not a known bridge; it can be "),
    "sector": ("sector=opera", "“opera” is not a known sector; it can be "),
    "lever": ("lever=XXX", "“XXX” is not a known lever; it can be SYN (Synergising), MOB"),
    "need": ("need=luck", "“luck” is not a known measure of need; it can be "),
    "no day": ("as_at=2020-02-30", "“2020-02-30” is not a date; write the as-at date like 2020-03-31."),
    "too early": ("as_at=1899-12-31", "The as-at date must lie between 1900 and 2100, not in 1899."),
    "too late": ("since=2101-01-01", "The start of the period must lie between 1900 and 2100, not in 2101."),
    "backwards": ("since=2020-02-01&as_at=2020-01-01", "lies after the as-at date, 1 January 2020."),
    "misspelt": (
        "regoin=E12000007",
        "There is no filter called “regoin”. The filters are ace_area, agenda, ",
    ),
    "unknown": ("colour=red", "There is no filter called “colour”."),
    "twice": ("as_at=2020-01-01&as_at=2020-02-01", "The as-at date is given more than once"),
    "beside good": ("region=E12000007&region=Atlantis", "“Atlantis” is not a known region"),
    "two": ("region=Atlantis&colour=red", "There is no filter called “colour”."),
}


@pytest.mark.parametrize(("query", "said"), ASKED.values(), ids=ASKED.keys())
def test_what_is_not_known_is_refused_by_every_address_for_programs(
    client: FlaskClient, query: str, said: str
) -> None:
    refused = client.get(f"/api/indicators?{query}")
    assert refused.status_code == 400
    assert said in refused.get_json()["sentence"]
    exports = [f"/export/{key}.csv" for key in CHARTS] + [f"/export/by-region.{form}" for form in FORMS]
    exports += [f"/export/store.{form}" for form in STORE_FORMS] + [
        f"/board-pack.{form}" for form in PAPER_FORMS
    ]
    for address in exports:
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400, address
        assert said in answer.get_data(as_text=True), address


@pytest.mark.parametrize(("query", "said"), ASKED.values(), ids=ASKED.keys())
def test_pages_ignore_the_same_and_say_so(client: FlaskClient, query: str, said: str) -> None:
    layout = client.get("/_dash-layout", headers={"Referer": f"http://localhost/?{query}"}).get_json()
    assert f"Ignored: {said}" in str(layout) or said in str(layout)
    assert "On course" in str(layout) or "50" in str(layout)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/api/indicators?partnership=camden-spark",
            "This is not about one partnership; leave “partnership” out.",
        ),
        ("/export/store.zip?partnership=camden-spark", "This is not about one partnership"),
        ("/export/by-region.csv?partnership=camden-spark", "This is not about one partnership"),
        (
            "/export/partnership-area.csv?partnership=camden-spark&partnership=x",
            "Only one partnership can be named",
        ),
        ("/export/partnership-area.csv?partnership=", "The partnership is empty"),
        ("/data/intake?region=E12000007", "There is no “region” here; this address takes no filters."),
        (
            "/data/template.xlsx?partnerschip=x",
            "There is no “partnerschip” here; this address takes partnership and bridge.",
        ),
        ("/data/template.xlsx?partnership=a&partnership=b", "The partnership is given more than once."),
        ("/data/marked-up/x.xlsx?replace=maybe", "“maybe” is no value of “replace”; it can be yes or no."),
    ],
)
def test_what_an_address_does_not_take_is_refused(client: FlaskClient, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)


def test_a_partnership_that_may_be_named_must_exist(client: FlaskClient) -> None:
    assert client.get("/export/pilots-core-groups.csv?partnership=camden-spark").status_code == 200
    answer = client.get("/export/pilots-core-groups.csv?partnership=nobody")
    assert answer.status_code == 404
    assert "called “nobody”" in answer.get_data(as_text=True)


def test_a_page_that_does_not_exist_is_404(client: FlaskClient) -> None:
    assert client.get("/nowhere").status_code == 404
    assert client.get("/api/nowhere").status_code == 404
    assert client.get("/partnerships/nobody").status_code == 404
    assert client.get("/partnerships/camden-spark?as_at=2013-03-31").status_code == 200
    assert client.get("/coverage?region=E12000007").status_code == 200


def test_health(client: FlaskClient) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").get_json() == {"store": True, "schema": True, "boundaries": True}


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for address in ("/", "/export/by-region.csv", "/api/indicators", "/nowhere", "/health/live"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
        assert "unsafe-eval" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_boundaries_and_style_are_kept_for_a_year_and_compressed(
    client: FlaskClient, demo_programme: Programme
) -> None:
    address = boundary_url(demo_programme, "england", date(2020, 3, 31))
    answered = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answered.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answered.headers["Content-Encoding"] == "gzip"
    assert len(answered.data) < 150_000


def test_an_export_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/export/by-region.csv")
    assert (
        client.get("/export/by-region.csv", headers={"If-None-Match": first.headers["ETag"]}).status_code
        == 304
    )


def test_the_first_layout_already_holds_the_page_and_its_figures(client: FlaskClient) -> None:
    layout = client.get("/_dash-layout", headers={"Referer": "http://localhost/london"}).get_data(
        as_text=True
    )
    assert "What about London’s 33?" in layout
    assert '"choropleth"' in layout


def test_without_a_referrer_the_layout_comes_without_a_page(client: FlaskClient) -> None:
    assert "What about London" not in client.get("/_dash-layout").get_data(as_text=True)


def test_an_answer_follows_the_store(own_demo_store: str) -> None:
    client = create_app(Settings(store=own_demo_store)).server.test_client()
    before = client.get("/api/indicators").get_json()[0]["store_version"]
    engine = open_store(own_demo_store)
    with transaction(engine):
        pass
    engine.dispose()
    assert client.get("/api/indicators").get_json()[0]["store_version"] == before + 1


def test_a_card_that_comes_later_is_told_what_its_chart_says(client: FlaskClient) -> None:
    told = client.get("/cards/need-and-coverage.json?region=E12000007&since=soon").get_json()
    file = client.get("/export/need-and-coverage.json?region=E12000007").get_json()
    assert [told[part] for part in ("headline", "subtitle", "text", "source")] == [
        file[part] for part in ("headline", "subtitle", "text", "source")
    ]
    assert sum(len(trace["x"]) for trace in told["figure"]["data"] if "ids" in trace) == len(file["rows"])
    assert told["address"] == "/export/need-and-coverage.json?region=E12000007"


@pytest.mark.parametrize("key", ["trajectory", "nothing", "..%2f"])
def test_what_comes_with_its_page_is_no_card_of_its_own(client: FlaskClient, key: str) -> None:
    answer = client.get(f"/cards/{key}.json")
    assert answer.status_code == 404
