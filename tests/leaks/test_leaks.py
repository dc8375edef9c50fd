"""Nobody is told anything of what is not theirs: by no route, page, chart, form, filter, header or error."""

from collections.abc import Iterator

import pytest

from dashboard.pages import PAGES
from dashboard.people import Person
from tests.leaks.conftest import Store
from tests.leaks.desk import EDITOR, NATIONAL, SCOPED, VIEWER, Answer, Desk
from tests.leaks.routes import FILTERS, ROUTES, Says, of_charts

pytestmark = pytest.mark.thorough


def test_every_route_is_in_the_table(desk: Desk) -> None:
    assert {rule.rule for rule in desk.app.server.url_map.iter_rules()} == {*ROUTES}


def test_what_is_the_same_to_everybody_is(desk: Desk, marked: Store) -> None:
    for seen in ROUTES.values():
        for address in map(marked.own.within, seen.asked if seen.says is Says.THE_SAME else ()):
            assert desk.ask(VIEWER, address) == desk.ask(NATIONAL, address), address


def read(desk: Desk, person: Person, store: Store) -> Iterator[tuple[str, Answer]]:
    """Everything that can be read, with what was asked: each route, each page as it opens and as its filters change."""
    for seen in ROUTES.values():
        for address in map(store.own.within, seen.asked):
            yield address, desk.ask(person, address)
    for path in (*(page.path for page in PAGES), f"/partnerships/{store.own.slug}"):
        yield f"layout {path}", desk.layout(person, path)
        for query in FILTERS:
            yield f"change {path}?{query}", desk.change(person, path, query, shown=path)
    for query in FILTERS[1:]:
        for address in map(store.own.within, of_charts("json", query)):
            yield address, desk.ask(person, address)


@pytest.mark.parametrize("person", SCOPED, ids=lambda one: one.name)
def test_no_word_of_others_is_in_any_answer(desk: Desk, marked: Store, person: Person) -> None:
    withheld = marked.marks.withheld_from(person.bridges or ())
    assert len(withheld) > 5
    found = [
        f"{asked}: {word}"
        for asked, answer in read(desk, person, marked)
        for said in [answer.said]
        for word in withheld
        if word in said
    ]
    assert found == []


def test_whoever_sees_all_of_england_reads_the_words_of_all(desk: Desk, marked: Store) -> None:
    said = "".join(answer.said for _, answer in read(desk, NATIONAL, marked))
    assert [word for owners, word in marked.marks.of.items() if owners and word not in said] == []


def test_what_others_hold_changes_no_answer(desk: Desk, other_desk: Desk, marked: Store) -> None:
    both = zip(read(desk, EDITOR, marked), read(other_desk, EDITOR, marked), strict=True)
    assert [asked for (asked, one), (_, other) in both if one != other] == []
