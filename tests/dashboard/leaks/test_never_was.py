"""What is withheld is answered as what never was: with the same words, and by the same way."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from dashboard.people import Person
from tests.dashboard.leaks.conftest import Store
from tests.dashboard.leaks.desk import SCOPED, Desk
from tests.dashboard.leaks.routes import ROUTES, Things

THING: Final = re.compile(r"\{\w+\}")

pytestmark = pytest.mark.thorough


def named() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every address and body that names something, as the table has it."""
    for rule, seen in ROUTES.items():
        yield from ((address, {}) for address in seen.asked if "{" in address)
        yield from ((rule, body) for body in seen.bodies if THING.search(str(body)))


def answered(
    desk: Desk, person: Person, things: Things, address: str, body: Mapping[str, Any]
) -> tuple[Any, ...]:
    """What is said of these things, without their names, and what the store is asked meanwhile."""
    sent = {"json": things.body(body)} if body else {}
    answer, statements = desk.asked_of_the_store(person, things.within(address), **sent)
    headers = {name: value for name, value in answer.headers.items() if name != "ETag"}
    text = answer.content.decode("utf-8", "replace")
    return answer.status, headers, things.without(text, f"{address} {body}"), statements


@pytest.mark.parametrize("person", SCOPED, ids=lambda one: one.name)
def test_what_is_withheld_is_as_what_never_was(desk: Desk, marked: Store, person: Person) -> None:
    desk.ask(person, "/")
    found = []
    for asked in named():
        withheld, never = (answered(desk, person, things, *asked) for things in (marked.others, marked.never))
        if withheld != never:
            found.append(f"{asked}: {withheld[:3]} {never[:3]}"[:600])
    assert found == []
