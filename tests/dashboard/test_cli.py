"""The command line as a member of staff meets it: exit codes, sentences instead of tracebacks, a clean stop."""

import csv
import io
import json
import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import CEP, SECONDS_TO_STOP, Site, free_port, start, stop, wait_until_ready
from tests.command_line import Answer, run_cep

pytestmark = pytest.mark.thorough

LONDON = "E12000007"


@pytest.fixture
def cep(tmp_path: Path) -> "Cep":
    return Cep(tmp_path)


class Cep:
    """Runs `cep` in a folder of its own, with no settings from outside: within this process, `serve` as a program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, **environment: str) -> Answer:
        if arguments[0] != "serve":
            return run_cep(self.folder, *arguments, **environment)
        return self.program(*arguments)

    def program(self, *arguments: str) -> Answer:
        answer = subprocess.run(
            [*CEP, *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={key: value for key, value in os.environ.items() if key != "CEP_STORE"},
            timeout=120,
            check=False,
        )
        assert "Traceback" not in answer.stderr + answer.stdout
        return answer


def refusal(answer: Answer, *, code: int = 1) -> str:
    """What was said when a command was refused: its exit code, nothing on stdout, sentences on stderr."""
    assert answer.returncode == code, answer
    assert answer.stdout == ""
    assert answer.stderr.rstrip().endswith((".", "?"))
    return answer.stderr


def foreign(folder: Path) -> str:
    with sqlite3.connect(folder / "other.db") as connection:
        connection.execute("CREATE TABLE invoice (number INTEGER)")
    connection.close()
    return f"sqlite:///{folder / 'other.db'}"


def newer(folder: Path, cep: Cep) -> str:
    """A store that a later version of the product has changed."""
    address = f"sqlite:///{folder / 'newer.db'}"
    assert cep("store", "init", "--store", address).returncode == 0
    with sqlite3.connect(folder / "newer.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    connection.close()
    return address


@pytest.mark.parametrize(
    "command", [("indicators",), ("serve",), ("store", "info"), ("chart", "trajectory", "-o", "x.csv")]
)
def test_a_store_that_does_not_exist_is_said_with_what_to_do(cep: Cep, command: tuple[str, ...]) -> None:
    said = refusal(cep(*command, "--store", "sqlite:///nothing.db"))
    assert "nothing.db" in said
    assert "cep store demo" in said
    assert not (cep.folder / "nothing.db").exists()


@pytest.mark.parametrize(
    "command", [("indicators",), ("serve",), ("store", "upgrade"), ("store", "demo", "--replace")]
)
def test_a_database_that_is_not_ours_is_refused_and_left_as_it_is(
    cep: Cep, tmp_path: Path, command: tuple[str, ...]
) -> None:
    address = foreign(tmp_path)
    before = (tmp_path / "other.db").read_bytes()
    assert "other.db" in refusal(cep(*command, "--store", address))
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_file_that_is_no_database_is_refused(cep: Cep, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, this is no database. " * 100)
    assert "letter.db" in refusal(cep("indicators", "--store", f"sqlite:///{tmp_path / 'letter.db'}"))


@pytest.mark.parametrize("command", [("indicators",), ("serve",), ("store", "upgrade")])
def test_a_store_of_a_newer_version_is_refused(cep: Cep, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "newer" in refusal(cep(*command, "--store", newer(tmp_path, cep)))


@pytest.mark.parametrize("address", ["not an address", "mysql://host/name", "sqlite://", ""])
def test_an_address_that_cannot_be_read_is_said(cep: Cep, address: str) -> None:
    refusal(cep("indicators", "--store", address))


def test_a_server_of_the_store_that_does_not_answer_is_said_without_its_password(cep: Cep) -> None:
    address = f"postgresql://reader:sesame@127.0.0.1:{free_port()}/cep"
    said = refusal(cep("indicators", "--store", address))
    assert "127.0.0.1" in said
    assert "sesame" not in said


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--region", "E99999999"),
        ("--as-at", "31/03/2020"),
        ("--bridge", "forth"),
        ("--ace-area", "wales"),
        ("--sector", "opera"),
        ("--lever", "XXX"),
        ("--as-at", "1899-12-31"),
        ("--since", "2101-01-01"),
        ("--include", "everything"),
        ("--need", "luck"),
        ("--region", ""),
        ("--as-at", ""),
    ],
)
def test_a_filter_value_that_is_not_understood_is_named(
    cep: Cep, demo_store: str, option: str, value: str
) -> None:
    named = value[:4] or ("Nothing is said" if option == "--region" else "is empty")
    for command in (("indicators",), ("chart", "by-region", "-o", "x.csv"), ("check",), ("export", "folder")):
        assert named in refusal(cep(*command, "--store", demo_store, option, value), code=2)
    assert list(cep.folder.iterdir()) == []


def test_a_period_that_starts_after_the_as_at_date_is_refused(cep: Cep, demo_store: str) -> None:
    said = refusal(cep("indicators", "--store", demo_store, "--since", "2030-01-01"), code=2)
    assert "1 January 2030" in said


def test_every_bad_filter_is_named_at_once(cep: Cep, demo_store: str) -> None:
    said = refusal(
        cep.program("indicators", "--store", demo_store, "--region", "E99", "--bridge", "forth"), code=2
    )
    assert "E99" in said
    assert "forth" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("indicators", "--colour", "blue"),
        ("indicators", "--format", "xml"),
        ("serve", "--port", "0"),
    ],
)
def test_wrong_usage_is_exit_2(cep: Cep, arguments: tuple[str, ...]) -> None:
    answer = cep(*arguments)
    assert answer.returncode == 2
    assert answer.stderr


def test_help_lists_the_commands(cep: Cep) -> None:
    answer = cep.program("--help")
    assert answer.returncode == 0
    assert all(command in answer.stdout for command in ("serve", "store", "indicators", "chart"))


def test_a_demo_store_is_built_once_described_and_renewed_only_when_told(cep: Cep) -> None:
    address = "sqlite:///var/new.db"
    built = cep("store", "demo", "--store", address)
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.strip()
    assert "110" in cep("store", "info", "--store", address).stdout
    assert "--replace" in refusal(cep("store", "demo", "--store", address))
    assert cep("store", "demo", "--store", address, "--if-missing").returncode == 0
    assert cep("store", "demo", "--store", address, "--replace").returncode == 0


def test_the_store_comes_from_the_environment_when_nobody_names_one(cep: Cep, demo_store: str) -> None:
    answer = cep("indicators", "--format", "json", CEP_STORE=demo_store)
    assert answer.returncode == 0
    assert len(json.loads(answer.stdout)) >= 12


def test_indicators_come_as_json_with_all_that_is_needed_to_quote_them(cep: Cep, demo_store: str) -> None:
    answer = cep("indicators", "--store", demo_store, "--format", "json", "--region", LONDON)
    rows = json.loads(answer.stdout)
    assert sorted(row["number"] for row in rows)[:12] == list(range(1, 13))
    wanted = {"key", "value", "unit", "numerator", "denominator", "rating", "note", "as_at", "counting_rule"}
    assert all(wanted <= row.keys() for row in rows)
    coverage = next(row for row in rows if row["key"] == "area_coverage")
    assert coverage["denominator"] == 33


def test_indicators_come_as_csv_and_as_a_table_too(cep: Cep, demo_store: str) -> None:
    rows = list(
        csv.DictReader(io.StringIO(cep("indicators", "--store", demo_store, "--format", "csv").stdout))
    )
    assert rows[0]["key"] == "established"
    table = cep("indicators", "--store", demo_store)
    assert (table.returncode, table.stderr) == (0, "")
    assert "As at 2020-03-31" in table.stdout


def test_hiding_illustrative_rows_counts_what_the_register_proves(cep: Cep, demo_store: str) -> None:
    answer = cep("indicators", "--store", demo_store, "--illustrative", "hide", "--format", "json")
    established = json.loads(answer.stdout)[0]
    assert established["illustrative"] is False
    told = [established[name] for name in ("value", "low", "high", "verdict")]
    assert told == [14, 14, 109, "not_proved"]
    assert established["note"].startswith("Not proved: 14 proved, up to 109 possible")


def test_a_chart_is_written_as_the_same_csv_that_the_site_gives(cep: Cep, demo_store: str) -> None:
    answer = cep("chart", "area-coverage", "-o", "areas.csv", "--store", demo_store, "--region", LONDON)
    assert answer.returncode == 0
    assert "areas.csv" in answer.stdout
    rows = list(csv.DictReader(io.StringIO((cep.folder / "areas.csv").read_text())))
    assert len(rows) == 33


def test_a_file_without_a_name_is_called_after_what_it_holds(cep: Cep, demo_store: str) -> None:
    asked = ("--store", demo_store, "--region", LONDON, "--illustrative", "hide")
    charts = [cep("chart", "cold-spots", *asked, *more) for more in ((), ("--format", "json"), ("-o", "."))]
    kept = [cep("export", *more, *asked) for more in ((), ("--format", "zip"), ("--flat",))]
    assert [answer.stdout.strip() for answer in (*charts, *kept)] == [
        "Wrote cold-spots_london_2020-03-31_real-only_v1.csv",
        "Wrote cold-spots_london_2020-03-31_real-only_v1.json",
        "Wrote cold-spots_london_2020-03-31_real-only_v1.csv",
        "Wrote cep-store_london_2020-03-31_real-only_v1.xlsx",
        "Wrote cep-store_london_2020-03-31_real-only_v1.zip",
        "Wrote cep-list_london_2020-03-31_real-only_v1.csv",
    ]
    assert "is none of its forms: csv, " in refusal(cep("chart", "cold-spots", "--format", "doc", *asked))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("no-such-chart", "-o", "x.csv"), "no-such-chart"),
        (("trajectory", "-o", "x.docx"), ".csv"),
        (("trajectory", "-o", "no/such/folder/x.csv"), "no/such/folder"),
        (("partnership-status", "-o", "x.csv"), "--partnership"),
        (("partnership-status", "-o", "x.csv", "--partnership", "nobody"), "nobody"),
    ],
)
def test_a_chart_that_cannot_be_written_is_said(
    cep: Cep, demo_store: str, arguments: tuple[str, ...], word: str
) -> None:
    assert word in refusal(cep("chart", *arguments, "--store", demo_store))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "example.org"])  # noqa: S104
def test_any_address_but_this_machine_is_refused_where_nobody_signs_in(
    cep: Cep, demo_store: str, host: str
) -> None:
    said = refusal(cep("serve", "--store", demo_store, "--host", host))
    assert host in said
    assert "let people sign in with --accounts" in said


def test_a_port_in_use_is_said_with_another_to_try(cep: Cep, demo_store: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(cep("serve", "--store", demo_store, "--port", str(port)))
        missing = refusal(cep("serve", "--store", "sqlite:///nothing.db", "--port", str(port)))
    assert str(port) in said
    assert "nothing.db" in missing


@pytest.fixture
def running(demo_store: str, tmp_path: Path) -> Iterator[Site]:
    site = start(demo_store, tmp_path, workers=2)
    wait_until_ready(site)
    yield site
    if site.process.poll() is None:
        stop(site)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_cleanly_when_asked(running: Site, sign: signal.Signals) -> None:
    running.process.send_signal(sign)
    assert running.process.wait(SECONDS_TO_STOP) == 0
    assert "Traceback" not in running.errors.read_text()


def test_every_request_is_one_line_of_the_log_with_its_time(running: Site) -> None:
    paths = ["/", "/coverage?region=E12000007", "/health/live", "/nothing"]
    for path in paths:
        running.get(path)
    stop(running)
    lines = [json.loads(line) for line in running.log()[1:]]
    asked = [line for line in lines if line["address"] != "/health/ready"]
    assert {line["address"] for line in asked} == set(paths)  # two workers write as they come
    assert len(asked) == len(paths)
    assert all((line["method"], line["ms"] >= 0) == ("GET", True) for line in asked)


def test_a_store_that_is_renewed_is_seen_at_the_next_request(cep: Cep, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'cep.db'}"
    cep("store", "demo", "--store", address)
    site = start(address, tmp_path)
    try:
        wait_until_ready(site)
        before = json.loads(site.get("/api/indicators").body)
        assert cep("store", "demo", "--store", address, "--seed", "7", "--replace").returncode == 0
        after = json.loads(site.get("/api/indicators").body)
    finally:
        stop(site)
    assert after[0]["store_version"] != before[0]["store_version"]
    assert [row["value"] for row in after] != [row["value"] for row in before]
