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

CODES = ("E09000002", "E09000003", "E92000001")
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


def test_files_as_publishers_write_them_are_added_with_few_words(
    store: str, cep: Cep, tmp_path: Path
) -> None:
    rows = [f"{code},{year},{value}" for year, value in (("2020/21", 20), ("2021/22", 21)) for code in CODES]
    (tmp_path / "rates.csv").write_text("\n".join(["Area Code,Time period,Value", *rows]))
    add = ("statistics", "add", "rates.csv", "--measure", "low-income")
    refused = cep(*add)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Time period has several periods: 2020/21, 2021/22. Choose with --period" in refused.stderr
    done = cep(*add, "--period", "each", "--kind", "rate")
    assert "2020/21: Of the period 2020/21 the last day, 31 March 2021, is taken" in done.stdout
    held = load(open_store(store)).area_statistics.query("measure == 'low-income'")
    assert held.groupby(held["reference_date"].dt.date)["value"].first().to_dict() == {
        date(2021, 3, 31): 20.0,
        date(2022, 3, 31): 21.0,
    }


def test_a_list_of_grants_is_summed_or_counted(cep: Cep, tmp_path: Path) -> None:
    rows = ("Theatre,Barnet,100", "Museum,Barnet,50", "Archive,Hackney & City of London,10")
    (tmp_path / "grants.csv").write_text("\n".join(["Organisation,Where,Grant in pounds", *rows]))
    add = ("statistics", "add", "grants.csv", "--measure", "grants", "--date", "2023-04-01", "--dry-run")
    refused = cep(*add, "--value-column", "Grant in pounds")
    assert "add them up with --sum “Grant in pounds”" in refused.stderr
    summed = cep(*add, "--sum", "Grant in pounds")
    assert "1 row is of several authorities together, and given to none of them alone" in summed.stdout
    assert "The values of 2 rows were added up, for 1 authority." in summed.stdout
    assert "Rows were counted: 2 in 1 authority." in cep(*add, "--count-rows").stdout
