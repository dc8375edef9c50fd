"""`cep statistics add` as a member of staff meets it, and what Coverage makes of it."""

from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.settings import Settings
from data.programme.programme import load
from data.store.engine import open_store
from tests.command_line import Cep

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
