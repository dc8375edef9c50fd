"""An import is there whole or not at all, whatever happens while it runs."""

import json
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from data.errors import StoreMovedOnError
from data.programme.programme import load as load_programme
from data.returns.imports import history, load
from data.store import schema
from data.store.engine import open_store, reading, store_version
from tests.killing import MOMENTS_OF, OF_EVERY_STEP
from tests.returns import content, loaded, plan

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[4]
MEETING = {"meeting": "m3", "partnership": "camden", "held_on": "2019-03-01", "format": "roundtable"}
MANY = [
    {"activity": f"n{number}", "partnership": "camden", "title": "A project", "start_on": "2019-01-01",
     "primary_lever": "DEL", "approaches": ("mapping",)}
    for number in range(300)
]  # fmt: skip


def test_a_kill_at_any_moment_leaves_the_store_as_before_or_as_after(filled, store_address):
    command = [sys.executable, "-m", "tests.killing", store_address]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)

    assert answer.returncode == 0, answer.stderr
    left = json.loads(answer.stdout)
    found = Counter((moment.split()[0], state) for moment, state in left.items())
    assert {state for _, state in found} == {"before", "after"}
    # Whatever was interrupted left the store as before; the last try of each kind was not interrupted.
    moments = MOMENTS_OF[filled.dialect.name]
    assert {moment: found[moment, "after"] for moment in moments} == dict.fromkeys(moments, 1)
    assert found["before", "before"] >= 10
    assert found["after", "before"] >= 10
    assert found["commit", "before"] == 1
    assert found[moments[-1], "before"] >= 10


@pytest.mark.parametrize("step", ["hand_in", "take", "send_back", "accept"])
def test_a_kill_at_any_moment_of_a_review_loses_nothing(filled, store_address, step):
    command = [sys.executable, "-m", "tests.killing", store_address, step]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)

    assert answer.returncode == 0, answer.stderr
    left = json.loads(answer.stdout)
    found = Counter((moment.split()[0], state) for moment, state in left.items())
    assert {state for _, state in found} == {"before", "after"}
    assert {moment: found[moment, "after"] for moment in OF_EVERY_STEP} == dict.fromkeys(OF_EVERY_STEP, 1)
    assert found["before", "before"] >= 4
    assert found["commit", "before"] == 1


def test_readers_see_the_old_version_whole_while_an_import_runs(filled, store_address):
    before, version = content(filled), store_version(filled)
    reader = open_store(store_address)
    seen = []

    def look(doing, done):
        programme = load_programme(reader)
        seen.append(
            (content(reader), store_version(reader), programme.store_version, len(programme.activities))
        )

    load(filled, plan(filled, activities=MANY), who="an officer", watch=look)

    assert len(seen) == 2
    assert all(one == (before, version, version, 2) for one in seen)
    assert store_version(reader) == version + 1
    assert len(load_programme(reader).activities) == 302
    reader.dispose()


def test_two_imports_at_once_do_not_interleave(filled, store_address):
    """The second waits until the first, stopped in the middle of its writing, goes on and is done."""
    other = open_store(store_address)
    first, second = plan(filled, activities=MANY), plan(other, sha256="2" * 64, meetings=[MEETING])
    in_the_middle, go_on = threading.Event(), threading.Event()
    order = []

    def pause(doing, done):
        in_the_middle.set()
        go_on.wait(30)

    def run(name, engine, proposed, **said):
        load(engine, proposed, who=name, **said)
        order.append(name)

    threads = [
        threading.Thread(target=run, args=("first", filled, first), kwargs={"watch": pause}),
        threading.Thread(target=run, args=("second", other, second)),
    ]
    threads[0].start()
    assert in_the_middle.wait(30)
    threads[1].start()
    threads[1].join(0.5)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(30)

    assert order == ["first", "second"]
    assert [batch.entry.who for batch in history(filled)] == ["second", "first"]
    with reading(filled) as connection:
        batches = (
            connection.execute(select(schema.change.c.batch).order_by(schema.change.c.id)).scalars().all()
        )
    assert batches == [1] * 300 + [2]
    other.dispose()


def test_two_imports_of_the_same_file_at_once_load_it_once(filled, store_address):
    """The second finds that nothing is left to do as it was said, and is told to look again."""
    other = open_store(store_address)
    proposed = plan(other, meetings=[MEETING])
    loaded(filled, meetings=[MEETING])
    before = content(filled)

    with pytest.raises(StoreMovedOnError):
        load(other, proposed, who="second")

    assert content(filled) == before
    assert len(history(filled)) == 1
    other.dispose()
