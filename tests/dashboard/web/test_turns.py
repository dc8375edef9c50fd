"""One has the turn, some stand in line, the rest are told at once; what takes too long is broken off, and only that."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Event, Thread, get_ident

import pytest
from flask import Response

from dashboard.app import begin, create_app
from dashboard.settings import Settings
from dashboard.web import kept
from dashboard.web.turns import OutOfTimeError, Turns, look, within

ROOT = Path(__file__).parents[3]


def test_whoever_finds_the_line_full_is_told_so_without_waiting() -> None:
    turns = Turns(in_line=0, patience=3600)
    with turns.take() as first, turns.take() as second:
        assert (first, second) == (True, False)
    with turns.take() as again:
        assert again


def test_as_many_as_may_have_a_turn_at_once() -> None:
    turns = Turns(at_once=2, in_line=0)
    with turns.take() as first:
        with turns.take() as second, turns.take() as third:
            assert (first, second, third) == (True, True, False)
        with turns.take() as fourth:
            assert fourth


def test_a_line_that_does_not_get_on_is_left() -> None:
    turns = Turns(in_line=5, patience=0.01)
    with turns.take() as first, turns.take() as second:
        assert (first, second) == (True, False)
    with turns.take() as again:
        assert again


def test_turns_are_given_in_the_order_of_coming_and_not_to_who_asks_again() -> None:
    turns, order, asked = Turns(patience=60), [], Event()

    def second() -> None:
        asked.set()
        with turns.take():
            order.append("second")

    thread = Thread(target=second)
    with turns.take():
        thread.start()
        asked.wait()
        while not turns._line:
            Event().wait(0.01)  # it is on its way to the line
    with turns.take():
        order.append("first again")
    thread.join()
    assert order == ["second", "first again"]


def test_never_two_have_the_turn() -> None:
    turns, begin = Turns(in_line=8, patience=60), Barrier(4)
    inside, most = [], []

    def ask() -> None:
        begin.wait()
        for _ in range(50):
            with turns.take() as has_turn:
                assert has_turn
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (200, 1)


@pytest.fixture
def looking() -> Iterator[None]:
    """Somebody looks all the time, as the process that serves does every second."""
    over = Event()

    def go() -> None:
        while not over.wait(0.001):
            look()

    thread = Thread(target=go)
    thread.start()
    yield
    over.set()
    thread.join()


def forever() -> str:
    while True:
        pass


def test_what_takes_too_long_is_broken_off(looking: None) -> None:
    with pytest.raises(OutOfTimeError):
        within(0.0, forever)


def test_what_is_in_time_is_answered(looking: None) -> None:
    assert within(3600, lambda: "an answer") == "an answer"


def test_an_error_of_the_answer_stays_its_own() -> None:
    with pytest.raises(ZeroDivisionError):
        within(3600, lambda: str(1 / 0))


def test_who_catches_faults_does_not_go_on(looking: None) -> None:
    def careless() -> str:
        try:
            return forever()
        except Exception:
            return "went on"

    with pytest.raises(OutOfTimeError):
        within(0.0, careless)


def test_what_is_told_too_late_is_told_to_nobody() -> None:
    """The thread was told within its last step, and goes on with something else."""
    for _ in range(200):
        try:
            within(-1.0, look)
        except OutOfTimeError:
            continue
    assert sum(range(10_000)) == 49_995_000


TOLD_TOO_LATE = """
import sys
from dashboard.web.turns import OutOfTimeError, look, within
for _ in range(200):
    try:
        within(-1.0, look)
    except OutOfTimeError:
        pass
def step(): pass
sys.setprofile(lambda *_: None)
step()
"""


def test_a_thread_that_was_told_too_late_is_not_asked_to_stop_ever_after() -> None:
    """An error that waits for a thread and never comes would make each of its steps slow, and watched ones endless."""
    command = [sys.executable, "-c", TOLD_TOO_LATE]
    assert subprocess.run(command, timeout=60, cwd=ROOT, check=False).returncode == 0


def test_only_the_thread_that_took_too_long_is_told(looking: None) -> None:
    threads: list[int] = []

    def other() -> None:
        threads.append(within(3600, lambda: sum(range(500_000)) and get_ident()))

    thread = Thread(target=other)
    thread.start()
    with pytest.raises(OutOfTimeError):
        within(0.0, forever)
    thread.join()
    assert threads == [thread.ident]


def test_a_turn_is_given_back(looking: None) -> None:
    turns = Turns(in_line=0)
    with pytest.raises(OutOfTimeError), turns.take():
        within(0.0, forever)
    with turns.take() as again:
        assert again


@pytest.fixture
def client(demo_store: str, monkeypatch: pytest.MonkeyPatch, looking: None):  # type: ignore[no-untyped-def]
    """An application whose answers take for ever, of which each has no time."""
    is_slow = Event()
    app = create_app(Settings(store=demo_store))
    app.server.before_request(lambda: Response(forever()) if is_slow.is_set() else None)
    begin(app)
    monkeypatch.setattr(kept, "PAGE_SECONDS", 0.02)
    monkeypatch.setattr(kept, "FILE_SECONDS", 0.03)
    is_slow.set()
    return app.server.test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/levers",
        "/cards/trajectory.json",
        "/choices.json?of=region",
        "/search.json?q=a",
        "/glossary.json",
        "/data/template.xlsx",
    ],
)
def test_a_page_and_what_belongs_to_it_are_told_so_again_and_again(client, address: str) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 504
        assert answer.text.startswith("This took longer than ")
        assert "Retry-After" not in answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_so_are_files_and_as_many_as_there_are_turns(client) -> None:  # type: ignore[no-untyped-def]
    for _ in range(kept.FILES_AT_ONCE + 1):
        assert client.get("/export/trajectory.csv").status_code == 504
