"""`cep check` as a member of staff or a nightly job meets it."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from dashboard.cli import app
from data.store.engine import open_store, transaction
from data.store.schema import action
from tests.stores import SQLiteFiles

LONDON = "E12000007"
run = CliRunner()


@pytest.fixture(scope="module")
def wrong_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A demo store with one action that is open and done at once, described like a formula."""
    address = SQLiteFiles(shared, tmp_path_factory.mktemp("wrong")).copy("demo")
    row = {
        "action": "wrong",
        "partnership": "camden-spark",
        "description": "=1+1 [bold]",
        "agreed_on": date(2020, 1, 10),
        "completed_on": date(2020, 2, 1),
        "state": "open",
        "is_illustrative": False,
    }
    engine = open_store(address)
    with transaction(engine) as connection:
        connection.execute(insert(action), row)
    engine.dispose()
    return address


def test_a_store_with_warnings_only_is_exit_0(demo_store: str) -> None:
    answer = run.invoke(app, ["check", "--store", demo_store])
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert answer.stdout.startswith("No errors and ")
    assert "as at 31 March 2020. All of England." in answer.stdout


def test_a_store_with_an_error_is_exit_1_with_the_table_on_stdout_and_a_sentence_on_stderr(
    wrong_store: str,
) -> None:
    answer = run.invoke(app, ["check", "--store", wrong_store])
    assert answer.exit_code == 1
    assert "“=1+1 [bold]” is open" in answer.stdout
    assert answer.stderr == "1 error found. The column “mend” says what to do about each.\n"


def test_json_leads_to_the_place_in_the_profile(wrong_store: str) -> None:
    answer = run.invoke(app, ["check", "--store", wrong_store, "--format", "json"])
    first = json.loads(answer.stdout)[0]
    assert first["severity"] == "error"
    assert first["address"] == "/partnerships/camden-spark#actions"
    assert first["sheet"] == "actions"
    assert first["is_illustrative"] is False


def test_csv_has_a_header_even_when_nothing_is_found_and_follows_the_filters(wrong_store: str) -> None:
    asked = ["check", "--store", wrong_store, "--format", "csv"]
    london = list(csv.DictReader(io.StringIO(run.invoke(app, [*asked, "--region", LONDON]).stdout)))
    everywhere = list(csv.DictReader(io.StringIO(run.invoke(app, asked).stdout)))
    assert 0 < len(london) < len(everywhere)
    nothing = run.invoke(app, [*asked, "--region", "E12000002", "--bridge", "artswork"])
    assert nothing.exit_code == 0
    assert nothing.stdout.strip() == ",".join(everywhere[0])


def test_a_filter_that_is_not_understood_is_refused(demo_store: str) -> None:
    answer = run.invoke(app, ["check", "--store", demo_store, "--region", "E99"])
    assert answer.exit_code == 2
    assert "E99" in answer.stderr
    assert answer.stdout == ""


def test_the_help_says_what_the_exit_codes_mean() -> None:
    said = " ".join(run.invoke(app, ["check", "--help"]).stdout.split())
    assert "Exit 0 when no errors are found" in said
    assert "1 when errors are found" in said
