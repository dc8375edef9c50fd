"""Fetching page by page from a service that fails in every usual way."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from geo.add import fetch
from geo.add.fetch import Service, service_of
from geo.errors import FetchError
from tests.geo.add import standin

ROWS = 7


def rows(number: int) -> list[dict[str, object]]:
    ring = [[0.1, 51.5], [0.1, 51.6], [0.2, 51.6], [0.1, 51.5]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return [
        {
            "type": "Feature",
            "id": place,
            "properties": {"FID": place, "LAD24CD": f"E0900000{place}"},
            "geometry": shape,
        }
        for place in range(1, number + 1)
    ]


@pytest.fixture
def service() -> Iterator[standin.Service]:
    with standin.running(standin.Service(rows(ROWS))) as running:
        yield running


class Waits(list[float]):
    """Remembers how long it was to wait, and does not."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fetched(service: standin.Service, folder: Path, *, waits: Waits | None = None, page: int = 3) -> Path:
    asked = Service("lad", 2024, service.address)
    return fetch.fetch(asked, into=folder, wait=Waits() if waits is None else waits, page=page)


def codes(file: Path) -> list[str]:
    return [row["properties"]["LAD24CD"] for row in json.loads(file.read_text())["features"]]


def every_code() -> list[str]:
    return [f"E0900000{place}" for place in range(1, ROWS + 1)]


def test_all_pages_become_one_file(service: standin.Service, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    asked = Service("lad", 2024, service.address)
    file = fetch.fetch(asked, into=tmp_path, page=3, watch=lambda doing, done: told.append((doing, done)))
    assert codes(file) == every_code()
    assert service.offsets == [0, 3, 6]
    assert [done for _, done in told] == [0, 3, 6, 7]
    assert {query["orderByFields"] for query in service.asked if "resultOffset" in query} == {"FID"}


def test_a_service_that_gives_fewer_rows_than_asked_is_followed_at_its_own_pace(
    service: standin.Service, tmp_path: Path
) -> None:
    service.most = 2
    assert codes(fetched(service, tmp_path, page=100)) == every_code()
    assert service.offsets == [0, 2, 4, 6]


@pytest.mark.parametrize(
    "fault",
    [
        standin.failing(500),
        standin.failing(503),
        standin.failing(429),
        standin.reporting(500),
        standin.reporting(429),
        standin.cut,
        standin.truncated,
        standin.hung_up,
        standin.repeating,
    ],
    ids=[
        "500",
        "503",
        "429",
        "200 with 500",
        "200 with 429",
        "cut",
        "truncated",
        "hung up",
        "first page again",
    ],
)
def test_what_passes_is_waited_for_and_nothing_is_lost_or_doubled(
    service: standin.Service, tmp_path: Path, fault: standin.Fault
) -> None:
    service.faults = [standin.fine, fault]
    waits = Waits()
    assert codes(fetched(service, tmp_path, waits=waits)) == every_code()
    assert waits == [1.0]


def test_waits_grow_until_the_service_answers(service: standin.Service, tmp_path: Path) -> None:
    service.faults = [standin.failing(500)] * 4
    waits = Waits()
    assert codes(fetched(service, tmp_path, waits=waits)) == every_code()
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_a_service_is_left_alone_as_long_as_it_asks(service: standin.Service, tmp_path: Path) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    service.faults = [standin.failing(429, Retry_After="7"), standin.failing(503, Retry_After=later)]
    service.faults += [standin.failing(503, Retry_After="soon"), standin.failing(503, Retry_After="99999")]
    waits = Waits()
    fetched(service, tmp_path, waits=waits)
    assert waits[0] == 7.0
    assert 15 < waits[1] <= 20
    assert waits[2:] == [4.0, 60.0]


def test_a_service_that_stays_broken_is_said_and_what_came_is_kept(
    service: standin.Service, tmp_path: Path
) -> None:
    service.faults = [standin.fine, *[standin.failing(500)] * 6]
    with pytest.raises(FetchError, match=r"6 times: status 500\. What came is kept; run the command again"):
        fetched(service, tmp_path)
    assert [page.name for page in (tmp_path / "lad-2024").glob("page-*")] == ["page-0000000.json"]
    service.asked.clear()
    assert codes(fetched(service, tmp_path)) == every_code()
    assert service.offsets == [3, 6]


def test_a_kept_page_that_was_damaged_is_fetched_again(service: standin.Service, tmp_path: Path) -> None:
    fetched(service, tmp_path)
    (tmp_path / "lad-2024" / "page-0000003.json").write_text("[{")
    service.asked.clear()
    assert codes(fetched(service, tmp_path)) == every_code()
    assert service.offsets == [3]


def test_pages_of_another_state_of_the_service_are_not_mixed_in(
    service: standin.Service, tmp_path: Path
) -> None:
    fetched(service, tmp_path)
    service.rows = service.rows[:5]
    service.asked.clear()
    assert len(codes(fetched(service, tmp_path))) == 5
    assert service.offsets == [0, 3]


def test_a_service_that_keeps_repeating_a_page_is_refused(service: standin.Service, tmp_path: Path) -> None:
    service.faults = [standin.fine, *[standin.repeating] * 3]
    with pytest.raises(FetchError, match=r"the same rows again instead of the next ones \(from row 4\)"):
        fetched(service, tmp_path)


@pytest.mark.parametrize("says", [ROWS + 1, ROWS - 1])
def test_a_count_that_the_rows_belie_is_refused_and_nothing_is_kept(
    service: standin.Service, tmp_path: Path, says: int
) -> None:
    service.says = says
    with pytest.raises(FetchError, match=f"says that it has {says} rows and gave {ROWS}"):
        fetched(service, tmp_path, page=100)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "match"),
    [
        (standin.failing(404), "status 404.*--service"),
        (standin.failing(302, Location="http://127.0.0.1:1/"), "status 302"),
        (standin.reporting(400), "error 400: busy"),
        (standin.reporting(499), "error 499: busy"),
    ],
    ids=["404", "redirect", "error 400 in a 200", "token needed"],
)
def test_what_does_not_pass_is_said_at_once(
    service: standin.Service, tmp_path: Path, fault: standin.Fault, match: str
) -> None:
    service.faults = [fault]
    waits = Waits()
    with pytest.raises(FetchError, match=match):
        fetched(service, tmp_path, waits=waits)
    assert waits == []


def test_an_empty_layer_is_said(service: standin.Service, tmp_path: Path) -> None:
    service.rows = []
    with pytest.raises(FetchError, match="has no rows"):
        fetched(service, tmp_path)


def test_a_machine_without_network_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = Service("lad", 2024, f"http://127.0.0.1:{taken.getsockname()[1]}/FeatureServer/0")
        with pytest.raises(
            FetchError, match=r"This machine does not reach 127\.0\.0\.1 .*cep boundaries add"
        ):
            fetch.fetch(nobody, into=tmp_path, wait=(waits := Waits()))
    assert waits == [1.0, 2.0]


def test_what_was_kept_is_removed_when_it_has_been_added(service: standin.Service, tmp_path: Path) -> None:
    fetch.forget(fetched(service, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_services_are_known_by_level_and_year() -> None:
    found = service_of("lad", 2024)
    assert found.url.endswith("Local_Authority_Districts_May_2024_Boundaries_UK_BGC/FeatureServer/0")
    with pytest.raises(
        FetchError, match=r"No service is known for ward 1999; there are .*lad 2024.*--service"
    ):
        service_of("ward", 1999)


def test_a_file_of_services_goes_before_the_known_ones(tmp_path: Path) -> None:
    file = tmp_path / "more.toml"
    file.write_text('[[service]]\nlevel = "lad"\nyear = 2024\nurl = "https://example.org/FeatureServer/1"\n')
    assert service_of("lad", 2024, more=file).host == "example.org"
    assert service_of("lad", 2023, more=file) == service_of("lad", 2023)
    assert service_of("lad", 2024, url="https://example.org/x/query").url == "https://example.org/x"


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("[[service", "is not TOML"),
        ('[[service]]\nlevel = "lad"\nyear = "2024"', "needs level, year"),
        ("service = 1", "needs level"),
    ],
)
def test_a_file_of_services_that_is_wrong_is_said(tmp_path: Path, text: str, match: str) -> None:
    (tmp_path / "more.toml").write_text(text)
    with pytest.raises(FetchError, match=match):
        service_of("lad", 2024, more=tmp_path / "more.toml")
    with pytest.raises(FetchError, match="cannot be read"):
        service_of("lad", 2024, more=tmp_path / "nowhere.toml")
    with pytest.raises(FetchError, match="no address of a service"):
        service_of("lad", 2024, url="ftp://example.org")


def test_every_shipped_service_is_a_layer() -> None:
    shipped = fetch._read(fetch.KNOWN)
    assert len({(one.level, one.year) for one in shipped}) == len(shipped)
    assert all(one.url.startswith("https://") and one.url.endswith("/FeatureServer/0") for one in shipped)
