"""Boundaries and statistics that were added, as a reader meets them: a map of wards, another measure of need."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from geopandas import GeoDataFrame
from playwright.sync_api import Page, expect
from shapely import box
from sqlalchemy import insert

from data import places
from data.statistics import Request, add
from data.statistics import prepare as prepare_statistics
from data.store.engine import open_store, transaction
from data.store.schema import partnership_area
from geo.add import Request as Shapes
from geo.add import prepare
from tests.browser.acting import card, open_filters, point_at
from tests.browser.conftest import Tabs, careful
from tests.browser.serving import Site, served
from tests.browser.visiting import settled, visit
from tests.stores import SQLiteFiles

SLUG = "bristol-cultural-education-partnership"
BRISTOL, WARDS = "E06000023", {"E05000901": "Ashley", "E05000902": "Easton"}


@pytest.fixture(scope="module")
def added(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo store with two square wards in Bristol, its partnership recorded for one of them, and a measure."""
    folder = tmp_path_factory.mktemp("added")
    address = SQLiteFiles(shared, folder).copy("demo")
    shapes = [box(359_000, 173_000, 360_000, 174_000), box(360_000, 173_000, 361_000, 174_000)]
    rows = {"WD24CD": list(WARDS), "WD24NM": list(WARDS.values())}
    GeoDataFrame(rows, geometry=shapes, crs=27700).to_file(
        folder / "wards.geojson", driver="GeoJSON", engine="pyogrio"
    )
    (folder / "fsm.csv").write_text("code,rate\nE07000122,41.5\nE07000117,44.5\nE07000145,20\n")
    engine = open_store(address)
    places.add(engine, prepare.prepare(folder / "wards.geojson", Shapes(level="ward", year=2024)))
    request = Request(
        measure="fsm_rate", on=date(2019, 1, 17), value_column="rate", label="Free school meals"
    )
    add(engine, prepare_statistics(engine, folder / "fsm.csv", request), who=None)
    recorded = {"partnership": SLUG, "area_code": "E05000901", "coverage": "whole"}
    with transaction(engine) as connection:
        connection.execute(partnership_area.delete().where(partnership_area.c.partnership == SLUG))
        connection.execute(insert(partnership_area), recorded)
    engine.dispose()
    with served(address, folder) as site:
        yield site


@pytest.fixture
def reader(tab: Tabs, added: Site, kind: str) -> Iterator[Page]:
    """A visitor of that store, on a desktop and on a phone."""
    for page, _ in careful(tab(added, kind), added):
        yield page


def problems(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['help']}" for one in found]


def test_a_partnership_of_a_ward_is_drawn_as_that_ward(reader: Page, kind: str) -> None:
    visit(reader, f"/partnerships/{SLUG}")
    expect(reader.locator("p.answer")).to_contain_text("the ward Ashley in Bristol, City of")
    shown = card(reader, "partnership-area")
    expect(shown).to_contain_text("Covers the ward Ashley in Bristol, City of")
    expect(shown.locator(".choroplethlayer path").first).to_be_attached()
    drawn = reader.evaluate(
        "[...document.querySelectorAll('.choroplethlayer path')].map(path => path.__data__.loc)"
    )
    assert set(WARDS) <= set(drawn)
    assert BRISTOL not in drawn
    if kind == "desktop":
        reader.mouse.move(*point_at(reader, "partnership-area", "E05000901"))
        expect(shown.locator(".hoverlayer")).to_contain_text("Ashley")
    assert problems(reader) == []


def test_cold_spots_can_be_ranked_by_the_measure_that_was_added(reader: Page) -> None:
    visit(reader, "/coverage")
    open_filters(reader)
    reader.locator(".filter-menu > summary", has_text="Counting").click()
    reader.get_by_label("Measure of need or size").select_option(label="Free school meals")
    expect(card(reader, "cold-spots")).to_contain_text("first by need: Burnley")
    expect(card(reader, "cold-spots")).to_contain_text("fsm.csv, rate")
    settled(reader)
    assert "need=fsm_rate" in reader.url
    assert problems(reader) == []
