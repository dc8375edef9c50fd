"""`cep import`, `cep import-log` and `cep undo` as a member of staff meets them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data.store.engine import open_store
from tests.command_line import Answer, run_cep
from tests.returns import content

HEADER = "meeting,partnership,held_on,format,state\n"
RIGHT = (
    HEADER
    + "r-1,camden-spark,12/03/2020,closed meeting,held\nr-2,camden-spark,2020-04-01,roundtable,planned\n"
)
WRONG = (
    HEADER
    + "r-1,camden-sprak,12/03/2020,closed meeting,held\nr-2,camden-spark,2020-04-31,round table,planned\n"
)


@pytest.fixture
def meetings(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        (tmp_path / "meetings.csv").write_text(text)
        return "meetings.csv"

    return write


def rows_of(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.stdout)))


def everything(store: str) -> object:
    engine = open_store(store)
    held = content(engine)
    engine.dispose()
    return held


def test_a_right_return_is_loaded_in_one_step_and_can_be_taken_back(store, cep, meetings):
    before = everything(store)

    loaded = cep("import", meetings(RIGHT))

    assert loaded.returncode == 0, loaded.stderr
    assert "Loaded as batch 1: 2 new. `cep undo 1` takes it back." in loaded.stdout
    assert everything(store) != before
    undone = cep("undo", "1")
    assert (undone.returncode, undone.stderr) == (0, "")
    assert everything(store) == before


def test_a_wrong_return_is_refused_with_every_problem_and_its_cell_and_nothing_is_written(
    store, cep, meetings
):
    file = Path(store.removeprefix("sqlite:///"))
    before = file.read_bytes()

    refused = cep("import", meetings(WRONG))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert (
        "column B (partnership), row 2: “camden-sprak” is no key. Which partnership is meant?"
        in refused.stderr
    )
    assert "Answer with camden-spark (Camden Spark" in refused.stderr
    assert "row 3, column C (held_on): “2020-04-31” is not a day" in refused.stderr
    assert "column D (format), row 3: “round table” is no format. Which one is meant?" in refused.stderr
    assert "Mend the errors, and answer the questions: --questions FILE" in refused.stderr
    assert file.read_bytes() == before
    assert "Nothing was imported yet." in cep("import-log").stdout


def test_questions_are_written_to_a_file_and_its_answers_load_the_return(store, cep, meetings, tmp_path):
    said = RIGHT.replace("roundtable", "round table")
    refused = cep("import", meetings(said), "--questions", "asked.json")
    assert (refused.returncode, "Wrote asked.json; nothing is loaded." in refused.stdout) == (1, True)
    (asked,) = json.loads((tmp_path / "asked.json").read_text(encoding="utf-8"))["questions"]
    assert (asked["value"], asked["answer"]) == ("round table", "roundtable")

    loaded = cep("import", meetings(said), "--answers", "asked.json")

    assert loaded.returncode == 0, loaded.stderr
    assert "Loaded as batch 1: 2 new." in loaded.stdout


def test_a_file_of_answers_that_is_none_is_wrong_usage(cep, meetings, tmp_path):
    (tmp_path / "answers.json").write_text("[]", encoding="utf-8")
    refused = cep("import", meetings(RIGHT), "--answers", "answers.json")
    assert (refused.returncode, "not one that --questions writes" in refused.stderr) == (1, True)
    assert cep("import", meetings(RIGHT), "--answers", "nowhere.json").returncode == 2


def test_a_terminal_is_told_how_far_it_is_and_a_pipe_is_not(cep, meetings):
    piped = cep("import", meetings(RIGHT))
    shown = cep("import", meetings(RIGHT.replace("roundtable", "workshop")), FORCE_COLOR="1", COLUMNS="120")

    assert "Writing" not in piped.stderr
    assert "Writing the change log" in shown.stderr
    assert "1/1" in shown.stderr


def test_a_dry_run_prints_the_difference_and_writes_nothing(store, cep, meetings):
    before = everything(store)

    answer = cep("import", meetings(RIGHT), "--dry-run")

    assert answer.returncode == 0
    assert (
        "meetings: r-1 is new (meetings.csv, row 2): partnership camden-spark; held_on 2020-03-12"
        in answer.stdout
    )
    assert "Loaded" not in answer.stdout
    assert everything(store) == before


def test_a_changed_field_is_shown_before_and_after(cep, meetings):
    cep("import", meetings(RIGHT))

    answer = cep("import", meetings(RIGHT.replace("roundtable", "workshop")), "--dry-run")

    assert "meetings: r-2 changes (meetings.csv, row 3)\n    format: roundtable -> workshop" in answer.stdout


def test_the_same_file_again_is_said_and_changes_nothing(cep, meetings):
    cep("import", meetings(RIGHT))

    again = cep("import", meetings(RIGHT))

    assert again.returncode == 0
    assert "loaded on" in again.stderr
    assert "there is nothing to load" in again.stdout
    assert len(rows_of(cep("import-log", "--format", "csv"))) == 1


def test_the_log_lists_batches_and_what_each_changed_with_old_and_new_values(cep, meetings):
    cep("import", meetings(RIGHT))
    cep("import", meetings(RIGHT.replace("roundtable", "workshop")), "--who", "the bridge")
    cep("undo", "2")

    batches = rows_of(cep("import-log", "--format", "csv"))
    assert [(row["batch"], row["what"], row["who"], row["undoes"]) for row in batches] == [
        ("3", "Undoing of batch 2 (meetings.csv)", "an.officer", "2"),
        ("2", "meetings.csv", "the bridge", ""),
        ("1", "meetings.csv", "an.officer", ""),
    ]
    (change,) = json.loads(cep("import-log", "2", "--format", "json").stdout)
    assert change == {
        "kind": "changed", "sheet": "meetings", "key": "r-2", "field": "format", "old": "roundtable", "new": "workshop",
    }  # fmt: skip
    assert "format: roundtable -> workshop" in cep("import-log", "2").stdout
    assert "meetings.csv" in cep("import-log").stdout


def test_an_undoing_that_later_changes_stand_against_is_refused_and_they_are_named(cep, meetings):
    cep("import", meetings(RIGHT))
    cep("import", meetings(RIGHT.replace("roundtable", "workshop")))

    refused = cep("undo", "1")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "meetings: r-2 was touched by batch 2 (meetings.csv)." in refused.stderr


@pytest.mark.parametrize("arguments", [("undo", "9"), ("import-log", "9")])
def test_a_batch_that_there_is_not_is_said(cep, arguments):
    refused = cep(*arguments)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "no batch 9" in refused.stderr


@pytest.mark.parametrize("arguments", [("import",), ("undo", "first"), ("import-log", "--format", "xml")])
def test_wrong_usage_is_exit_2(cep, arguments):
    assert cep(*arguments).returncode == 2


def test_a_file_that_is_not_there_is_refused(cep):
    refused = cep("import", "nothing.xlsx")

    assert refused.returncode == 1
    assert "nothing.xlsx" in refused.stderr


@pytest.mark.parametrize("text", [RIGHT, WRONG])
def test_a_report_has_every_problem_and_every_change_in_each_form(cep, meetings, tmp_path, text):
    file = meetings(text)
    for form in ("csv", "json", "xlsx"):
        cep("import", file, "--dry-run", "--report", f"report.{form}")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8"))))
    document = json.loads((tmp_path / "report.json").read_text())
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    problems = [row for row in rows if row["kind"] in {"error", "warning", "question", "read"}]
    assert document["refused"] == (text == WRONG)
    assert len(document["problems"]) == len(problems) == book["problems"].max_row - 1
    assert len(document["changes"]) == len(rows) - len(problems) == book["changes"].max_row - 1
    assert [one["wrong"] for one in document["problems"]] == [row["wrong"] for row in problems]


def test_a_report_neutralises_what_a_spreadsheet_would_run(cep, tmp_path):
    header = "organisation,name,sector\n"
    (tmp_path / "organisations.csv").write_text(header + "a-new-one,A name,@SUM(1)\n")

    cep("import", "organisations.csv", "--report", "report.csv")
    cep("import", "organisations.csv", "--report", "report.xlsx")

    rows = csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8")))
    assert "'@SUM(1)" in [row["value"] for row in rows]
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("name", ["report.docx", "report", "no/such/folder/report.csv"])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_loaded(store, cep, meetings, name):
    before = everything(store)

    refused = cep("import", meetings(RIGHT), "--report", name)

    assert refused.returncode == 1
    assert name in refused.stderr
    assert everything(store) == before


def test_replacing_ends_what_the_file_does_not_list_of_the_partnerships_that_it_lists(cep, meetings):
    cep("import", meetings(RIGHT))

    answer = cep("import", meetings(RIGHT.partition("r-2")[0]), "--replace", "--dry-run")

    assert "meetings: r-2 ends" in answer.stdout
    assert "Hide them with the switch" not in answer.stderr


def test_a_new_store_takes_real_returns_at_once(tmp_path):
    def run(*arguments: str) -> Answer:
        return run_cep(tmp_path, *arguments, "--store", f"sqlite:///{tmp_path / 'new.db'}")

    (tmp_path / "partnerships.csv").write_text("partnership,name,bridge\nbarnet,Barnet CEP,a-new-direction\n")
    (tmp_path / "partnership_areas.csv").write_text(
        "partnership,area_code,coverage\nbarnet,E09000003,whole\n"
    )

    assert run("store", "init").returncode == 0
    loaded = run("import", "partnerships.csv", "partnership_areas.csv")

    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert "Loaded as batch 1: 2 new." in loaded.stdout


def test_figures_that_a_loading_changed_are_listed_since_a_batch_or_a_day(cep, tmp_path):
    (tmp_path / "statuses.csv").write_text("partnership,status,from_date\nnew-place,established,2019-01-01\n")
    (tmp_path / "partnerships.csv").write_text("partnership,name\nnew-place,New Place\n")
    assert cep("import", "partnerships.csv", "statuses.csv").returncode == 0
    for since in ("1", "2020-01-01"):
        rows = json.loads(cep("figures-changed", "--since", since, "--format", "json").stdout)
        (first,) = [row for row in rows if row["key"] == "established"]
        assert (first["batch"], first["new_value"]) == (1, first["old_value"] + 1)
        assert first["as_at"] == "2020-03-31"
    hidden = cep("figures-changed", "--since", "1", "--illustrative", "hide", "--as-at", "2018-12-31")
    assert hidden.stdout.splitlines()[-1] == "Batch 1 (partnerships.csv, statuses.csv) changed no figure."
    assert cep("figures-changed", "--since", "2099-01-01").stdout == "Nothing was loaded since 2099-01-01.\n"
    for since, code, said in (
        ("2", 1, "There is no batch 2."),
        ("99999999999999999999", 1, "There is no batch 99999999999999999999."),
        ("soon", 2, "“soon” is neither a batch nor a day"),
    ):
        refused = cep("figures-changed", "--since", since)
        assert (refused.returncode, refused.stdout) == (code, "")
        assert said in refused.stderr
    assert cep("figures-changed", "--since", "1", "--region", "Atlantis").returncode == 2


def test_two_organisations_become_one_and_two_again(store, cep):
    before = everything(store)
    refused = cep("organisations", "merge", "nobody", "nobody-else")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "There is no organisation “nobody” in the store." in refused.stderr
    kept, gone = (row[0] for row in content(open_store(store))["organisation"][:2])
    merged = cep("organisations", "merge", kept, gone)
    assert merged.returncode == 0, merged.stderr
    assert everything(store) != before
    cep("undo", "1")
    assert everything(store) == before
