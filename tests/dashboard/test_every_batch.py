"""Whatever was added to a store, the page Data shows it, and every chart of it is drawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from geopandas import GeoDataFrame
from pandas import DataFrame
from shapely import box

from dashboard.app import create_app
from dashboard.charts import returns
from dashboard.charts.render import CHARTS, FAILED, render
from dashboard.indicators.returns import quality
from dashboard.pages import PAGES, store
from dashboard.question import Question
from dashboard.settings import Settings
from data.programme.programme import COLUMNS, Programme, load
from data.store.engine import open_store
from tests.command_line import run_cep

FILES = {
    "partnerships.csv": "partnership,name\ncamden-spark,Camden Sparks\nnew-place,New Place\n",
    "statuses.csv": "partnership,status,from_date\nnew-place,established,2019-01-01\n",
    "rates.csv": "LAD19CD,Rate\nE09000002,12.5\nE09000007,8.25\n",
}
STATISTICS = (
    "statistics", "add", "rates.csv", "--measure", "fsm_rate", "--date", "2019-09-26", "--value-column", "Rate",
)  # fmt: skip
KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "import": (("import", "partnerships.csv", "statuses.csv"),),
    "import that replaces": (("import", "partnerships.csv", "statuses.csv", "--replace"),),
    "undoing": (("import", "partnerships.csv"), ("undo", "1")),
    "undoing of an undoing": (("import", "partnerships.csv"), ("undo", "1"), ("undo", "2")),
    "statistics": (STATISTICS,),
    "statistics taken back": (STATISTICS, ("undo", "1")),
    "boundaries of authorities": (("boundaries", "add", "borough.gpkg", "--level", "lad", "--vintage", "2024"),),
    "boundaries of wards": (("boundaries", "add", "wards.gpkg", "--level", "ward", "--vintage", "2024"),),
    "boundaries taken back": (
        ("boundaries", "add", "wards.gpkg", "--level", "ward", "--vintage", "2024"),
        ("boundaries", "remove", "--level", "ward", "--vintage", "2024"),
    ),
}  # fmt: skip


@pytest.fixture
def cep(own_demo_store: str, tmp_path: Path) -> Callable[..., None]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    place = box(544_000, 180_000, 551_000, 191_000)
    GeoDataFrame({"name": ["Barking and Dagenham"]}, geometry=[place], crs=27700).to_file(
        tmp_path / "borough.gpkg"
    )
    wards = {"WD24CD": ["E05014053"], "WD24NM": ["Abbey"]}
    GeoDataFrame(wards, geometry=[place], crs=27700).to_file(tmp_path / "wards.gpkg")

    def run(*arguments: str) -> None:
        done = run_cep(tmp_path, *arguments, "--store", own_demo_store)
        assert done.returncode == 0, done.stderr

    return run


@pytest.mark.thorough
@pytest.mark.parametrize("commands", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_batch_is_shown(
    own_demo_store: str, cep: Callable[..., None], commands: tuple[tuple[str, ...], ...]
) -> None:
    client: FlaskClient = create_app(Settings(store=own_demo_store)).server.test_client()
    for command in commands:
        cep(*command)
        engine = open_store(own_demo_store)
        asked = Question.from_query(load(engine), "")
        engine.dispose()
        for key, _ in store.PAGE.charts:
            assert render(CHARTS[key], asked).headline
            assert client.get(f"/export/{key}.csv").status_code == 200
        for page in PAGES:
            shown = client.get("/_dash-layout", headers={"Referer": f"http://localhost{page.path}"})
            assert shown.status_code == 200
            assert FAILED not in shown.get_data(as_text=True), page.path
        for batch in client.get("/data/intake").get_json()["history"]:
            assert batch["title"]
            assert batch["counts"] != "no rows"
            assert client.get(f"/data/changes/{batch['number']}").get_json()["rows"]
            assert client.get(f"/data/changes/{batch['number']}.csv").status_code == 200


def test_every_kind_of_row_has_words_of_its_own() -> None:
    assert list(returns.HELD) == list(COLUMNS)


def test_a_kind_of_row_that_nobody_has_described_shows_its_name(
    demo_programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"table": "parish_councils", "rows": 3, "illustrative": 0, "real": 3}
    monkeypatch.setattr(quality, "holdings", lambda _: DataFrame([row]))
    (shown,) = returns.held(Question.from_query(demo_programme, "")).to_dict("records")
    assert (shown["label"], shown["origin"]) == ("Parish councils", returns.NOT_DESCRIBED)
