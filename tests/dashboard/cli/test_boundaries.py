"""`cep boundaries` as a member of staff meets it, and what the pages make of what was added."""

import gzip
import json
import re
from functools import partial
from pathlib import Path

import pytest
from geopandas import GeoDataFrame
from shapely import Point, box

from dashboard.app import create_app
from dashboard.settings import Settings
from tests.command_line import Cep
from tests.geo.add import standin

pytestmark = pytest.mark.thorough

BARKING = "E09000002"
MAP = "/export/area-coverage.json?as_at=2024-03-31"


@pytest.fixture
def cep(cep: Cep) -> Cep:
    return partial(cep, "boundaries")


@pytest.fixture
def borough(tmp_path: Path) -> str:
    shapes = [box(544_000, 180_000, 551_000, 191_000)]
    frame = GeoDataFrame({"name": ["Barking & Dagenham"]}, geometry=shapes, crs=27700)
    frame.to_file(tmp_path / "borough.gpkg", driver="GPKG", engine="pyogrio")
    return "borough.gpkg"


def test_adding_says_what_was_decided_and_the_maps_follow(store: str, cep: Cep, borough: str) -> None:
    client = create_app(Settings(store=store)).server.test_client()
    added = cep("add", borough, "--level", "lad", "--vintage", "2024", "--attribution", "Drawn by hand.")
    assert added.returncode == 0, added.stderr
    assert added.stdout.startswith(
        "The file has no codes: 1 of 1 authorities were found by their names.\n295 of 296"
    )
    assert "Added: 296 authorities, for dates from 1 April 2023 on; 3 map files" in added.stdout
    page = client.get("/_dash-layout", headers={"Referer": "http://localhost/coverage?as_at=2024-03-31"})
    (address,) = set(re.findall(r"/geo/lad-2023-england\.\w+\.geojson", json.dumps(page.get_json())))
    answered = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answered.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    drawn = {one["id"] for one in json.loads(gzip.decompress(answered.data))["features"]}
    assert len(drawn) == 296
    assert client.get(address).get_json() == json.loads(gzip.decompress(answered.data))
    assert "Drawn by hand" in client.get(MAP).get_data(as_text=True)
    assert client.get(address.replace("england.", "england.0")).status_code == 404

    assert cep("remove", "--level", "lad", "--vintage", "2024").returncode == 0
    assert client.get(address).status_code == 404
    assert "Drawn by hand" not in client.get(MAP).get_data(as_text=True)


def test_fetched_boundaries_are_added_and_what_was_kept_is_removed(cep: Cep, tmp_path: Path) -> None:
    ring = [[0.07, 51.5], [0.07, 51.6], [0.17, 51.6], [0.17, 51.5], [0.07, 51.5]]
    rows = [
        {
            "type": "Feature",
            "properties": {"FID": 1, "LAD24CD": BARKING, "LAD24NM": "Barking and Dagenham"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
    ]
    with standin.running(standin.Service(rows)) as service:
        fetched = cep("fetch", "--level", "lad", "--vintage", "2024", "--service", service.address)
    assert fetched.returncode == 0, fetched.stderr
    assert "Added: 296 authorities" in fetched.stdout
    assert "lad-2024.geojson" in cep("list").stdout
    assert list((tmp_path / "var" / "boundaries").iterdir()) == []

    unknown = cep("fetch", "--level", "ward", "--vintage", "2010")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "No service is known for ward 2010" in unknown.stderr


def test_a_dry_run_says_the_same_and_writes_nothing(cep: Cep, borough: str) -> None:
    before = cep("list").stdout
    said = cep("add", borough, "--level", "lad", "--vintage", "2024", "--dry-run")
    assert said.returncode == 0
    assert "Would be added: 296 authorities" in said.stdout
    assert cep("list").stdout == before
    assert "2023    296 areas  from 2023-04-01  comes with the product" in before


def test_what_cannot_be_added_is_refused_in_a_sentence(cep: Cep, tmp_path: Path) -> None:
    points = GeoDataFrame({"LAD24CD": [BARKING]}, geometry=[Point(544_000, 180_000)], crs=27700)
    points.to_file(tmp_path / "points.geojson", driver="GeoJSON", engine="pyogrio")
    refused = cep("add", "points.geojson", "--level", "lad", "--vintage", "2024")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "holds Point shapes" in refused.stderr
    assert cep("add", "nowhere.shp", "--level", "lad", "--vintage", "2024").returncode == 1
    assert cep("add", "points.geojson", "--level", "parish", "--vintage", "2024").returncode == 2
    absent = cep("remove", "--level", "ward", "--vintage", "2024")
    assert (absent.returncode, absent.stdout) == (1, "")


def test_a_partnership_s_own_area_is_drawn_on_its_profile_and_outlined_on_the_map(
    store: str, cep: Cep, tmp_path: Path
) -> None:
    client = create_app(Settings(store=store)).server.test_client()
    rows = {"partnership": ["creative-bexley", "camden-sparks"], "Name": ["Slade Green", "Kentish Town"]}
    shapes = [box(552_000, 176_000, 553_000, 177_000), box(528_000, 184_000, 529_000, 185_000)]
    frame = GeoDataFrame(rows, geometry=shapes, crs=27700)
    frame.to_file(tmp_path / "own.gpkg", driver="GPKG", engine="pyogrio")
    asked = ("add", "own.gpkg", "--level", "locality", "--vintage", "2019", "--attribution", "Drawn by hand.")
    refused = cep(*asked, "--dry-run")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "called camden-sparks. Did you mean camden-spark?" in refused.stderr
    frame.iloc[:1].to_file(tmp_path / "own.gpkg", driver="GPKG", engine="pyogrio")
    assert "Added: 1 locality, for dates from 1 January 2019 on; 2 map files" in cep(*asked).stdout

    chart = client.get("/export/partnership-area.json?partnership=creative-bexley").get_json()
    assert chart["text"] == "Covers Bexley, and calls Slade Green its own."
    assert "Drawn by hand" in chart["source"]
    (own,) = [row for row in chart["rows"] if row["area"] == "Slade Green"]
    assert (own["area_code"], own["state"]) == ("creative-bexley:slade-green", "own")
    other = client.get("/export/partnership-area.json?partnership=camden-spark").get_json()
    assert "Slade Green" not in json.dumps(other)

    def outlined(query: str) -> list[str]:
        page = client.get("/_dash-layout", headers={"Referer": f"http://localhost/coverage{query}"})
        return re.findall(r"/geo/locality-2019-england\.\w+\.geojson", json.dumps(page.get_json()))

    whole = client.get("/export/area-coverage.json").get_json()
    assert whole["source"].count("Drawn by hand") == 1
    (address,) = set(outlined(""))
    answered = client.get(address, headers={"Accept-Encoding": "gzip"})
    drawn = json.loads(gzip.decompress(answered.data))["features"]
    assert [one["id"] for one in drawn] == ["creative-bexley:slade-green"]
    assert outlined("?region=E12000001") == []
    assert cep("remove", "--level", "locality", "--vintage", "2019").returncode == 0
    assert outlined("") == []
