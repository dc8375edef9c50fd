"""Somebody tries whatever there is, at random but the same every time: links, keys that are guessed, bodies."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from pandas.testing import assert_frame_equal

from dashboard.people import Person
from data.programme.programme import COLUMNS, Programme, Scope, load
from data.store.engine import open_store
from tests.asking import random_questions
from tests.dashboard.leaks.conftest import Store
from tests.dashboard.leaks.desk import SCOPED, Answer, Desk
from tests.dashboard.leaks.marked import OTHERS, OWN
from tests.dashboard.leaks.routes import ROUTES

pytestmark = pytest.mark.thorough

STEPS: Final = 150
LINK: Final = re.compile(r'"(/[^"\\\s<>]*)"')
SLOW: Final = (".pdf", ".docx", ".pptx", ".xlsx", ".ods", ".zip", ".png", ".svg")
"""Files whose contents are read elsewhere: asked for once in a while."""


class Walk:
    """Requests by a seed; every link that an answer has is one that may be followed."""

    def __init__(self, desk: Desk, store: Store, person: Person, *, seed: int) -> None:
        self._desk, self._store, self._person = desk, store, person
        self._chance = random.Random(seed)  # noqa: S311 - to be repeated
        groups = {
            "region": [f"E1200000{number}" for number in range(1, 10)],
            "ace_area": ["london", "midlands", "north"],
            "bridge": [OWN, *OTHERS],
        }
        self._queries = [one.to_query() for one in random_questions(groups, seed=seed)]
        self._links: list[str] = []
        self._asked = [
            one for seen in ROUTES.values() for one in seen.asked if not any(end in one for end in SLOW)
        ]
        self._bodies = [(rule, body) for rule, seen in ROUTES.items() for body in seen.bodies]

    def steps(self, number: int) -> Iterator[tuple[str, Answer]]:
        """What was asked, and what was answered: without the names that were asked for."""
        for _ in range(number):
            things = self._chance.choice((self._store.own, self._store.others, self._store.never))
            asked, answer = self._step(self._chance.choice(("route", "link", "change", "body")), things)
            self._links += LINK.findall(answer.content.decode("utf-8", "replace"))[:200]
            yield asked, answer._replace(content=things.without(answer.said, "").encode())

    def _step(self, kind: str, things: Any) -> tuple[str, Answer]:
        one, query = self._chance.choice, self._chance.choice(self._queries)
        if kind == "body":
            rule, body = one(self._bodies)
            return f"{rule} {body}", self._desk.ask(self._person, rule, json=things.body(body))
        if kind == "link" and self._links:
            address = one(self._links)
            if not any(end in address for end in SLOW):
                return address, self._desk.ask(self._person, address)
        if kind == "change":
            path = one(
                [one for one in ("/partnerships/{slug}", *ROUTES["/<path:path>"].asked) if "?" not in one]
            )
            path = things.within(path)
            shown = path if self._chance.random() < 0.5 else "/"
            return f"{path}?{query}", self._desk.change(self._person, path, query, shown=shown)
        address = things.within(one(self._asked))
        return address, self._desk.ask(self._person, f"{address}{'&' if '?' in address else '?'}{query}")


def held(address: str) -> Programme:
    """What the store holds of others."""
    engine = open_store(address)
    programme = load(engine).visible_to(Scope(bridges=frozenset(OTHERS)))
    engine.dispose()
    return programme


@pytest.mark.parametrize("person", SCOPED, ids=lambda one: one.name)
def test_a_walk_finds_nothing_of_others_and_changes_nothing_of_theirs(
    marked: Store, person: Person, tmp_path: Path
) -> None:
    file = shutil.copyfile(marked.address.removeprefix("sqlite:///"), tmp_path / "cep.db")
    address = f"sqlite:///{file}"
    before = held(address)
    withheld = marked.marks.withheld_from(person.bridges or ())
    found = [
        asked
        for asked, answer in Walk(Desk(address), marked, person, seed=2020).steps(STEPS)
        for said in [answer.content.decode()]
        if answer.status >= 500 or any(word in said for word in withheld)
    ]
    assert found == []
    after = held(address)
    for name in COLUMNS:
        assert_frame_equal(getattr(before, name), getattr(after, name))
