"""The store taken out and put back: nothing is lost, nothing runs, and what the filters hide stays behind."""

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from csvw import CSVW
from typer.testing import CliRunner

from dashboard.app import create_app
from dashboard.cli import app
from dashboard.exports.forms import STORE_FORMS
from dashboard.exports.tables.whole_store import filtered_programme, store_file, text_files
from dashboard.question import Question
from dashboard.settings import Settings
from data.programme.programme import COLUMNS, Programme
from data.returns.imports import prepare
from data.returns.reader import Source
from data.returns.sheets import SHEETS
from data.store.engine import open_store
from tests.factories import area, make_programme, partnership, status

pytestmark = pytest.mark.thorough

LONDON = "region=E12000007"


def asked(programme: Programme, query: str = "") -> Question:
    return Question.from_query(programme, query)


@pytest.fixture(scope="module")
def files(demo_programme: Programme) -> dict[str, bytes]:
    """The whole demo store as text files with what describes them."""
    return text_files(asked(demo_programme))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize(
    "query", ["", "illustrative=hide", LONDON, f"{LONDON}&as_at=2018-12-31", "bridge=artswork&lever=SYN"]
)
def test_a_workbook_of_what_the_filters_show_changes_nothing_when_it_is_imported_again(
    demo_store: str, demo_programme: Programme, query: str, form: str
) -> None:
    engine = open_store(demo_store)
    content = store_file(asked(demo_programme, query), form)
    plan = prepare(engine, [Source(f"store.{form}", content)])
    assert [problem.sentence for problem in plan.errors] == []
    assert list(plan.difference.changes) == []
    engine.dispose()


def test_the_text_files_change_nothing_when_they_are_imported_again(
    demo_store: str, files: dict[str, bytes]
) -> None:
    engine = open_store(demo_store)
    plan = prepare(engine, [Source(name, files[name]) for name in files if name.endswith(".csv")])
    assert list(plan.difference.changes) == []
    engine.dispose()


def test_what_the_filters_show_is_theirs_and_nobody_else_s(demo_programme: Programme) -> None:
    here = filtered_programme(asked(demo_programme, LONDON))
    slugs = set(here.partnerships["partnership"])
    assert 0 < len(slugs) < len(demo_programme.partnerships)
    for name in (
        "statuses",
        "partnership_areas",
        "memberships",
        "activities",
        "meetings",
        "actions",
        "returns",
    ):
        assert set(getattr(here, name)["partnership"]) <= slugs
    assert set(here.organisations["organisation"]) == {
        *here.memberships["organisation"],
        *here.attendance["organisation"],
    }


def test_without_filters_it_is_the_whole_store(demo_programme: Programme) -> None:
    assert filtered_programme(asked(demo_programme)) is demo_programme


def test_how_things_are_counted_leaves_no_row_out(demo_programme: Programme) -> None:
    counted = filtered_programme(asked(demo_programme, "include=emerging&method=weighted"))
    assert counted is demo_programme


def test_hidden_rows_stay_behind(demo_programme: Programme) -> None:
    hidden = filtered_programme(asked(demo_programme, "illustrative=hide"))
    assert not any(
        getattr(hidden, name)["is_illustrative"].any()
        for name in COLUMNS
        if "is_illustrative" in getattr(hidden, name)
    )


def test_members_that_pages_name_choose_rows_with_the_illustrative_hidden(demo_programme: Programme) -> None:
    hidden = filtered_programme(asked(demo_programme, "illustrative=hide&sector=school"))
    schools = hidden.organisations.query("sector == 'school'")["organisation"]
    named = hidden.memberships[hidden.memberships["organisation"].isin(schools)]
    assert set(named["partnership"]) == set(hidden.partnerships["partnership"])
    assert 0 < len(hidden.partnerships) < 20


@pytest.mark.parametrize("query", ["illustrative=hide&lever=SYN"])
def test_what_is_not_known_chooses_no_rows(demo_store: str, query: str, tmp_path: Path) -> None:
    server = create_app(Settings(store=demo_store)).server.test_client()
    answer = server.get(f"/export/store.xlsx?{query}")
    assert answer.status_code == 400
    assert answer.text.startswith("Not published: no source gives")
    page = server.get("/_dash-layout", headers={"Referer": f"http://localhost/data?{query}"}).text
    assert page.count("store.zip") == 1
    options = [f"--{part.replace('=', ' ')}".split() for part in query.split("&")]
    target = tmp_path / "some.xlsx"
    said = CliRunner().invoke(
        app, ["export", str(target), "--store", demo_store, *(word for option in options for word in option)]
    )
    assert said.exit_code == 1
    assert "Not published: no source gives" in said.stderr
    assert not target.exists()


def test_what_began_after_the_as_at_date_is_left_out(demo_programme: Programme) -> None:
    before = filtered_programme(asked(demo_programme, "as_at=2017-12-31"))
    assert before.meetings["held_on"].max().date() <= date(2017, 12, 31)
    assert before.statuses["from_date"].max().date() <= date(2017, 12, 31)
    assert before.statuses["from_date"].isna().sum() == demo_programme.statuses["from_date"].isna().sum()


def test_csv_on_the_web_describes_every_column_of_every_file(files: dict[str, bytes]) -> None:
    described = json.loads(files["csv-metadata.json"])
    assert [table["url"] for table in described["tables"]] == [f"{name}.csv" for name in SHEETS]
    for table in described["tables"]:
        header = next(csv.reader(io.StringIO(files[table["url"]].decode())))
        columns = table["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == header
        assert all(column["dc:description"] for column in columns)
    assert "As at" not in described["dc:title"]
    assert "Filters: All of England." in described["dc:description"]


@pytest.mark.parametrize("query", ["", LONDON, "bridge=artswork&illustrative=hide"])
def test_the_text_files_are_what_their_description_says(
    query: str, demo_programme: Programme, tmp_path: Path
) -> None:
    for name, content in text_files(asked(demo_programme, query)).items():
        (tmp_path / name).write_bytes(content)
    checked = CSVW(str(tmp_path / "csv-metadata.json"), validate=True, strict=True)
    assert checked.is_valid, checked.warnings
    assert any(table.tableSchema.foreignKeys for table in checked.tables)


def test_a_validator_notices_a_key_that_is_nowhere(demo_programme: Programme, tmp_path: Path) -> None:
    for name, content in text_files(asked(demo_programme)).items():
        (tmp_path / name).write_bytes(
            content.replace(b"camden-spark", b"camden-sparc") if name == "statuses.csv" else content
        )
    with pytest.raises(ValueError, match="camden-sparc"):
        _ = CSVW(str(tmp_path / "csv-metadata.json"), validate=True).is_valid


def test_statistics_are_those_of_the_places_asked_for_by_whatever_code(demo_programme: Programme) -> None:
    def codes(query: str) -> set[str]:
        return set(filtered_programme(asked(demo_programme, query)).area_statistics["area_code"])

    yorkshire, london = codes("region=E12000003"), codes(LONDON)
    assert "E06000065" in yorkshire, "the successor of the districts of North Yorkshire"
    assert len(london) == 33
    assert all(code.startswith("E09") for code in london)
    assert codes("area=E07000167") == {"E06000065"}
    assert codes("illustrative=hide") == set(demo_programme.area_statistics["area_code"])


def test_a_data_package_names_every_file_with_its_size_hash_and_fields(files: dict[str, bytes]) -> None:
    described = json.loads(files["datapackage.json"])
    assert len(described["resources"]) == len(SHEETS)
    for resource in described["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == next(csv.reader(io.StringIO(content.decode())))


def test_keys_and_references_that_are_described_hold(files: dict[str, bytes]) -> None:
    described = json.loads(files["datapackage.json"])
    rows = {
        one["name"]: list(csv.DictReader(io.StringIO(files[one["path"]].decode())))
        for one in described["resources"]
    }
    referring = 0
    for one in described["resources"]:
        schema = one["schema"]
        for reference in schema.get("foreignKeys", []):
            named = {row[reference["fields"]] for row in rows[one["name"]]} - {""}
            target = reference["reference"]
            held = {row[target["fields"]] for row in rows[target["resource"] or one["name"]]}
            assert named <= held
            referring += 1
        if "primaryKey" in schema:
            keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows[one["name"]]]
            assert len(set(keys)) == len(keys)
        required = [
            field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")
        ]
        assert all(row[name] for row in rows[one["name"]] for name in required)
    assert referring > 8


@pytest.mark.parametrize("form", STORE_FORMS)
def test_the_same_store_gives_the_same_bytes(demo_programme: Programme, form: str) -> None:
    assert store_file(asked(demo_programme, LONDON), form) == store_file(asked(demo_programme, LONDON), form)


def test_no_name_runs_in_a_spreadsheet() -> None:
    programme = make_programme(
        partnerships=[partnership("one", name="=1+1", source="'=1")],
        statuses=[status("one", "established", "2019-01-01")],
        partnership_areas=[area("one", "E09000007")],
    )
    (row,) = csv.DictReader(io.StringIO(text_files(asked(programme))["partnerships.csv"].decode()))
    assert (row["name"], row["source"]) == ("'=1+1", "''=1")


def test_the_command_writes_a_folder_and_overwrites_nothing_unasked(demo_store: str, tmp_path: Path) -> None:
    runner, target = CliRunner(), tmp_path / "out"
    arguments = ["export", str(target), "--store", demo_store, "--region", "E12000007"]
    assert runner.invoke(app, arguments).exit_code == 0
    names = {path.name for path in target.iterdir()}
    assert names == {*(f"{name}.csv" for name in SHEETS), "csv-metadata.json", "datapackage.json"}
    (target / "partnerships.csv").write_text("mine")
    again = runner.invoke(app, arguments)
    assert again.exit_code == 1
    assert f"and {len(SHEETS) + 2 - 3} more. Nothing was written. Say --force to overwrite." in again.stderr
    assert (target / "partnerships.csv").read_text() == "mine"
    assert runner.invoke(app, [*arguments, "--force"]).exit_code == 0
    assert (target / "partnerships.csv").read_text() != "mine"


@pytest.mark.parametrize("form", STORE_FORMS)
def test_the_command_writes_one_file_by_its_ending(demo_store: str, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"store.{form}"
    answer = CliRunner().invoke(app, ["export", str(target), "--store", demo_store])
    assert (answer.exit_code, answer.stdout.strip()) == (0, f"Wrote {target}")
    assert target.read_bytes().startswith(b"PK")


def test_an_ending_that_nobody_writes_is_refused(demo_store: str, tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["export", str(tmp_path / "store.pdf"), "--store", demo_store])
    assert answer.exit_code == 1
    assert "should end in one of .xlsx, .ods, .zip, or name a folder" in answer.stderr
