"""`cep statistics add` and `fetch` as a member of staff meets them, and what Coverage makes of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.settings import Settings
from data.programme.programme import load
from data.store.engine import open_store
from tests.command_line import Cep
from tests.data.statistics import standin

ADD = ("--measure", "fsm_rate", "--date", "2019-09-26", "--value-column", "rate")


@pytest.fixture
def table(store: str, tmp_path: Path) -> str:
    areas = load(open_store(store)).areas
    codes = areas.loc[areas["to_date"].isna() & (areas["from_date"] < "2019-01-01"), "area_code"]
    rows = [f"{code},{0.5 + number / 1000}" for number, code in enumerate(codes)]
    (tmp_path / "rates.csv").write_text(
        "\n".join(["Free school meals,", "LAD19CD,Rate", *rows, "W06000001,[x]"])
    )
    return "rates.csv"


def test_a_measure_is_added_said_and_used_on_coverage(store: str, cep: Cep, table: str) -> None:
    client = create_app(Settings(store=store)).server.test_client()
    added = cep(
        "statistics", "add", table, *ADD, "--source", "Department for Education", "--lower-is-needier"
    )
    assert added.returncode == 0, added.stderr
    assert added.stdout.startswith("Left out, as they are no authorities of England: Wales (1).\nAdded: ")
    assert "of FSM rate (batch 1; `cep undo 1` takes it back)." in added.stdout
    assert "On the authorities of 2019: known for " in added.stdout

    chart = client.get("/export/cold-spots.json?need=fsm_rate").get_json()
    assert "FSM rate" in chart["subtitle"]
    assert "Department for Education" in chart["source"]
    assert "0.5" in chart["text"]
    again = cep(
        "statistics", "add", table, *ADD, "--source", "Department for Education", "--lower-is-needier"
    )
    assert "The store has these values of FSM rate already." in again.stdout


def test_a_dry_run_writes_nothing(store: str, cep: Cep, table: str) -> None:
    said = cep("statistics", "add", table, *ADD, "--dry-run")
    assert said.returncode == 0
    assert "Would be added: " in said.stdout
    assert "fsm_rate" not in set(load(open_store(store)).area_statistics["measure"])


def test_what_cannot_be_added_is_refused_in_a_sentence(cep: Cep, table: str) -> None:
    refused = cep("statistics", "add", table, *ADD[:-1], "share")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "rates.csv has no column share; it has LAD19CD, Rate." in refused.stderr
    assert cep("statistics", "add", "nowhere.csv", *ADD).returncode == 1
    assert cep("statistics", "add", table, *ADD[:2], "--date", "26/09/2019").returncode == 2


@pytest.fixture
def services(tmp_path: Path) -> Iterator[str]:
    with standin.running() as service:
        (tmp_path / "services.toml").write_text(standin.services(service.address))
        yield "services.toml"


def test_a_measure_of_fingertips_is_fetched_said_and_used(store: str, cep: Cep, services: str) -> None:
    done = cep("statistics", "fetch", "poor_children", "--services", services)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("There are 2 periods, from 2019/20 to 2020/21; the latest is taken.")
    assert "Left out, as they are no authorities of England: England (1), regions (1)." in done.stdout
    assert "1 authority has no value (1 blank): not known, never zero." in done.stdout
    assert (
        "Added: 2 new values of Children in low income (batch 1; `cep undo 1` takes it back)." in done.stdout
    )

    client = create_app(Settings(store=store)).server.test_client()
    chart = client.get("/export/cold-spots.json?need=poor_children&region=E12000007").get_json()
    assert "Fingertips, Children in low income, 2020/21" in chart["source"]
    areas = client.get("/export/area-coverage.json?need=poor_children&region=E12000007").get_json()["rows"]
    found = {row["area_code"]: row["need"] for row in areas if row["need"] is not None}
    assert found == {"E09000002": 24.5, "E09000003": 12.25}
    again = cep("statistics", "fetch", "poor_children", "--services", services)
    assert "The store has these values of Children in low income already." in again.stdout


def test_a_measure_of_nomis_that_no_file_has_is_fetched_by_its_query(
    store: str, cep: Cep, services: str
) -> None:
    asked = ("--service", "nomis", "--query", "/NM_1_1.data.csv?date=latest", "--services", services)
    tried = cep("statistics", "fetch", "unemployed", *asked, "--label", "Claimants", "--dry-run")
    assert "Would be added: 2 new values of Claimants." in tried.stdout
    assert cep("statistics", "fetch", "unemployed", *asked, "--kind", "rate").returncode == 0
    rows = load(open_store(store)).area_statistics.query("measure == 'unemployed'")
    assert rows["value"].tolist() == [4.5, 2.1]
    assert rows["reference_date"].dt.date.unique().tolist() == [date(2020, 3, 31)]
    assert rows["source"].unique().tolist() == ["Nomis, March 2020"]


def test_what_cannot_be_fetched_is_refused_in_a_sentence(cep: Cep, services: str) -> None:
    for asked, said in (
        (("luck",), "No measure is known as “luck”"),
        (
            ("luck", "--service", "nomis", "--query", "/nowhere.data.csv"),
            "status 404 for /nomis/nowhere.data.csv.",
        ),
        (
            ("poor_children", "--period", "1066"),
            "No row has “1066” in Time period; it holds 2019/20, 2020/21.",
        ),
        (("poor_children", "--where", "Colour=red"), "The table has no column Colour; it has Indicator ID,"),
    ):
        refused = cep("statistics", "fetch", *asked, "--services", services)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
    assert (
        cep("statistics", "fetch", "poor_children", "--where", "Sex", "--services", services).returncode == 2
    )
