"""Fetching a measure from a service on this machine that answers as Fingertips and Nomis do, and fails as they do."""

import csv
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from data.errors import LoadRefusedError
from data.statistics import fetch
from data.statistics.fetch import Fetched
from data.statistics.periods import last_day_of
from data.statistics.services import KNOWN, Measure, Service, find
from geo.errors import FetchError
from tests.data.statistics import standin
from tests.geo.add import standin as faults

Fetch = Callable[..., Fetched]


@pytest.fixture
def service() -> Iterator[faults.Service]:
    with standin.running() as running:
        yield running


def known(key: str, address: str, folder: Path) -> tuple[Measure, Service]:
    file = folder / "services.toml"
    file.write_text(standin.services(address))
    return find(key, more=file)


@pytest.fixture
def fetched(service: faults.Service, tmp_path: Path) -> Fetch:
    def fetching(
        key: str = "poor_children", *, waits: list[float] | None = None, **chosen: object
    ) -> Fetched:
        wait = ([] if waits is None else waits).append
        return fetch.fetch(*known(key, service.address, tmp_path), into=tmp_path, wait=wait, **chosen)  # type: ignore[arg-type]

    return fetching


def values(table: Fetched, code: str, value: str) -> dict[str, str]:
    with table.path.open(encoding="utf-8", newline="") as file:
        return {row[code]: row[value] for row in csv.DictReader(file)}


def test_the_latest_period_of_fingertips_is_taken_without_its_groups(
    service: faults.Service, fetched: Fetch
) -> None:
    table = fetched()
    assert values(table, "Area Code", "Value") == {
        "E92000001": "19.9",
        "E12000007": "16.0",
        "E09000002": "24.5",
        "E09000003": "12.25",
        "E09000007": "",
    }
    assert (table.on, table.name) == (date(2021, 3, 31), standin.INDICATOR)
    assert table.source == "Fingertips, Children in low income, 2020/21"
    assert table.notes == (
        "There are 2 periods, from 2019/20 to 2020/21; the latest is taken. --period says another.",
        "Of the period 2020/21 the last day, 31 March 2021, is taken; --date says another.",
    )
    assert service.asked == [{"path": standin.FINGERTIPS, "indicator_ids": "1", "child_area_type_id": "501"}]


def test_another_period_and_day_can_be_said(fetched: Fetch) -> None:
    table = fetched(period="2019/20", on=date(2019, 9, 1))
    assert values(table, "Area Code", "Value") == {"E09000002": "20.0", "E09000003": "10.0"}
    assert (table.on, table.notes) == (date(2019, 9, 1), ())
    with pytest.raises(
        LoadRefusedError, match=r"No row has “2031” in Time period; it holds 2019/20, 2020/21"
    ):
        fetched(period="2031")


def test_nomis_is_asked_by_dataset_and_its_rows_are_taken(service: faults.Service, fetched: Fetch) -> None:
    table = fetched("claimants")
    assert values(table, "GEOGRAPHY_CODE", "OBS_VALUE") == {
        "E09000002": "4.5",
        "E09000003": "2.1",
        "W06000015": "3.0",
    }
    assert (table.on, table.source) == (date(2020, 3, 31), "Nomis, March 2020")
    assert service.asked == [
        {"path": f"{standin.NOMIS}/NM_1_1.data.csv", "geography": "TYPE424", "measures": "20100"}
    ]


def test_rows_that_differ_for_one_authority_are_asked_about_never_guessed(
    service: faults.Service, fetched: Fetch
) -> None:
    rows = [
        standin.fingertips_row("E09000002", "1", sex="Male"),
        standin.fingertips_row("E09000002", "2", sex="Female"),
    ]
    table = "\r\n".join([standin.FINGERTIPS_TABLE.splitlines()[0], *rows, ""])
    service.faults = [standin.saying(table)]
    with pytest.raises(
        LoadRefusedError, match=r"which differ in Sex: Female, Male\. Choose with --where “Sex=Male”"
    ):
        fetched()
    service.faults = [standin.saying(table)]
    assert values(fetched(keep={"sex": "male"}), "Area Code", "Value") == {"E09000002": "1"}
    service.faults = [standin.saying(table)]
    with pytest.raises(LoadRefusedError, match="The table has no column Gender; it has Indicator ID"):
        fetched(keep={"Gender": "Male"})


@pytest.mark.parametrize(
    "fault",
    [
        faults.failing(500),
        faults.failing(429),
        faults.hung_up,
        standin.saying(standin.FINGERTIPS_TABLE, kept=0.5),
        standin.saying(standin.FINGERTIPS_TABLE[:-40]),
    ],
    ids=["500", "429", "hung up", "cut", "cut short but whole as sent"],
)
def test_what_passes_is_waited_for(service: faults.Service, fetched: Fetch, fault: faults.Fault) -> None:
    service.faults = [fault]
    waits: list[float] = []
    assert len(values(fetched(waits=waits), "Area Code", "Value")) == 5
    assert waits == [1.0]


def test_a_service_that_stays_broken_is_said(service: faults.Service, fetched: Fetch) -> None:
    service.faults = [faults.failing(503, Retry_After="7")] * 6
    waits: list[float] = []
    with pytest.raises(
        FetchError,
        match=r"127\.0\.0\.1 did not answer as it should, 6 times: status 503\. Run the command again later, or add a "
        r"downloaded file with `cep statistics add`\.",
    ):
        fetched(waits=waits)
    assert waits == [7.0] * 5


@pytest.mark.parametrize(
    ("fault", "match"),
    [
        (
            faults.failing(404),
            r"status 404 for /fingertips/by_indicator_id\. The table may have another address",
        ),
        (faults.failing(401), "status 401"),
        (
            standin.saying("<html><p>Moved</p></html>"),
            "answers with <html><p>Moved</p></html>, which is no table",
        ),
        (
            standin.saying('{"error": "Unknown dataset"}'),
            r'answers with {"error": "Unknown dataset"}, which is no',
        ),
        (standin.saying(""), "has no column Area Code and no column Value.*its answer is empty"),
        (standin.saying("Area Code,Count\nE09000002,1\n"), "has no column Value.*it has Area Code, Count"),
        (
            standin.saying("Area Code,Value,Time period,Time period Sortable\n"),
            "The table has no column Category Type; it has",
        ),
    ],
    ids=["404", "401", "a page", "an error", "nothing", "another table", "no rows"],
)
def test_what_does_not_pass_is_said_at_once(
    service: faults.Service, fetched: Fetch, fault: faults.Fault, match: str
) -> None:
    service.faults = [fault]
    waits: list[float] = []
    with pytest.raises((FetchError, LoadRefusedError), match=match):
        fetched(waits=waits)
    assert waits == []


def test_a_table_that_nomis_sends_only_the_beginning_of_is_refused(
    service: faults.Service, fetched: Fetch
) -> None:
    service.faults = [standin.saying(standin.NOMIS_TABLE.replace(",3\n", ",30000\n"))]
    with pytest.raises(FetchError, match="has 30,000 rows for this and sends 3 at once"):
        fetched("claimants")


def test_a_machine_without_network_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = known("claimants", f"http://127.0.0.1:{taken.getsockname()[1]}", tmp_path)
        waits: list[float] = []
        with pytest.raises(FetchError, match=r"does not reach 127\.0\.0\.1 .*`cep statistics add`"):
            fetch.fetch(*nobody, into=tmp_path, wait=waits.append)
    assert waits == [1.0, 2.0]


def test_measures_are_known_by_key_and_a_file_goes_before_what_ships(tmp_path: Path) -> None:
    measure, service = find("imd_2019")
    assert (measure.kind, service.host) == ("score", "fingertips.phe.org.uk")
    assert find("claimant_rate")[1].host == "www.nomisweb.co.uk"
    file = tmp_path / "more.toml"
    file.write_text(standin.services("http://127.0.0.1:1"))
    assert find("imd_2019", more=file)[1].host == "127.0.0.1:1"
    said = find("homes", service="nomis", query="/NM_9_1.data.csv?date=latest")
    assert (said[0].query, said[1].key) == ("/NM_9_1.data.csv?date=latest", "nomis")
    with pytest.raises(
        FetchError, match="No measure is known as “homes”; there are claimant_rate, imd_2019, low_inc"
    ):
        find("homes")
    with pytest.raises(FetchError, match="No service is known as “ons”; there are fingertips, nomis"):
        find("homes", service="ons", query="?x=1")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("[[service", "is not TOML"),
        ('[[service]]\nkey = "a"', r"more\.toml: service 0 url: Field required"),
        (
            '[[measure]]\nkey = "a"\nservice = "b"\nquery = 3',
            "measure 0 query: Input should be a valid string",
        ),
        (
            standin.services("ftp://example.org"),
            "service 0 url: Value error, ftp://example.org/fingertips/by_indicator_id is no address",
        ),
    ],
)
def test_a_file_of_services_that_is_wrong_is_said(tmp_path: Path, text: str, match: str) -> None:
    (tmp_path / "more.toml").write_text(text)
    with pytest.raises(FetchError, match=match):
        find("imd_2019", more=tmp_path / "more.toml")
    with pytest.raises(FetchError, match="cannot be read"):
        find("imd_2019", more=tmp_path / "nowhere.toml")


def test_what_ships_is_asked_over_a_safe_connection() -> None:
    assert KNOWN.read_text(encoding="utf-8").count('url = "https://') == 2


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2019", date(2019, 12, 31)),
        ("2020/21", date(2021, 3, 31)),
        ("1999/00", date(2000, 3, 31)),
        ("2018/19 - 20/21", date(2021, 3, 31)),
        ("2019 - 21", date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 29)),
        ("September 2020", date(2020, 9, 30)),
        ("Jan 2023-Dec 2023", date(2023, 12, 31)),
    ],
)
def test_a_period_is_of_its_last_day(period: str, day: date) -> None:
    assert last_day_of(period) == day


@pytest.mark.parametrize("period", ["2020/22", "2020/21 Q1", "2020-2021", "latest", ""])
def test_a_period_that_could_mean_several_days_is_asked_about(period: str) -> None:
    with pytest.raises(LoadRefusedError, match="with --date"):
        last_day_of(period)
