"""Nobody is told anything of what is not theirs: by no route, page, chart, form, filter, header or error."""

from collections.abc import Iterable, Iterator, Sequence

import pytest

from dashboard import cache
from dashboard.indicators import elsewhere
from dashboard.pages import PAGES
from dashboard.people import Person
from data.programme.programme import load
from data.store.engine import open_store
from tests.dashboard.leaks.conftest import Store
from tests.dashboard.leaks.desk import EDITOR, NATIONAL, REVIEWER, VIEWER, Answer, Desk
from tests.dashboard.leaks.marked import OWN
from tests.dashboard.leaks.routes import FILTERS, ROUTES, Says, of_charts

pytestmark = pytest.mark.thorough


def test_every_route_is_in_the_table(desk: Desk) -> None:
    assert {rule.rule for rule in desk.app.server.url_map.iter_rules()} == {*ROUTES}


def test_what_is_the_same_to_everybody_is(desk: Desk, marked: Store) -> None:
    for seen in ROUTES.values():
        for address in map(marked.own.within, seen.asked if seen.says is Says.THE_SAME else ()):
            assert desk.ask(VIEWER, address) == desk.ask(NATIONAL, address), address


def read(desk: Desk, person: Person, store: Store, filters: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """Everything that can be read, with what was asked: each route, each page as it opens and as its filters change,
    each chart.
    """
    for seen in ROUTES.values():
        for address in map(store.own.within, seen.asked):
            yield address, desk.ask(person, address)
    for path in (*(page.path for page in PAGES), f"/partnerships/{store.own.slug}"):
        yield f"layout {path}", desk.layout(person, path)
        for query in filters:
            yield f"change {path}?{query}", desk.change(person, path, query, shown=path)
    for query in filters:
        for address in map(store.own.within, of_charts("json", query)):
            yield address, desk.ask(person, address)


def words_in(asked: str, answer: Answer, withheld: Iterable[str]) -> list[str]:
    """Which words of others an answer says; and that it is no failure."""
    said = answer.said
    return [f"{asked}: {word}" for word in withheld if word in said or answer.status >= 500]


@pytest.fixture
def one_england(marked: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Aggregates are those of one store, whichever is asked: all that a bridge is told of others, by a rule."""
    engine = open_store(marked.address)
    whole, told = load(engine), elsewhere._told
    engine.dispose()
    monkeypatch.setattr(elsewhere, "_told", lambda _, *asked: told(whole, *asked))
    cache.forget()
    yield
    cache.forget()


@pytest.mark.usefixtures("one_england")
def test_a_bridge_is_told_nothing_that_hangs_on_others(desk: Desk, other_desk: Desk, marked: Store) -> None:
    withheld = marked.marks.withheld_from({OWN})
    assert len(withheld) > 5
    both = zip(read(desk, EDITOR, marked, FILTERS), read(other_desk, EDITOR, marked, FILTERS), strict=True)
    found = []
    for (asked, one), (_, other) in both:
        found += words_in(asked, one, withheld) or [f"{asked} differs"] * (one != other)
    assert found == []


@pytest.mark.parametrize("person", [VIEWER, REVIEWER], ids=lambda one: one.name)
def test_nobody_reads_a_word_of_others(desk: Desk, marked: Store, person: Person) -> None:
    withheld = marked.marks.withheld_from(person.bridges or ())
    answers = read(desk, person, marked, ("",))
    assert [one for asked, answer in answers for one in words_in(asked, answer, withheld)] == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_no_file_of_a_chart_holds_a_word_of_others(desk: Desk, marked: Store, form: str) -> None:
    withheld = marked.marks.withheld_from({OWN})
    asked = [*map(marked.own.within, of_charts(form))]
    answers = ((address, desk.ask(EDITOR, address)) for address in asked)
    assert [one for address, answer in answers for one in words_in(address, answer, withheld)] == []


@pytest.mark.parametrize("key", ["london-map", "lever-mix", "trajectory"])
def test_no_picture_of_a_chart_holds_a_word_of_others(
    desk: Desk, marked: Store, key: str, with_chrome: None
) -> None:
    answer = desk.ask(EDITOR, f"/export/{key}.svg")
    assert answer.content.startswith(b"<svg")
    assert words_in(key, answer, marked.marks.withheld_from({OWN})) == []


def test_whoever_sees_all_of_england_reads_the_words_of_all(desk: Desk, marked: Store) -> None:
    said = "".join(
        desk.ask(NATIONAL, path).said for path in ("/export/store.zip", "/data/intake", "/data/lists")
    )
    assert [word for owners, word in marked.marks.of.items() if owners and word not in said] == []
    for person in (VIEWER, EDITOR, REVIEWER):
        shown = desk.ask(person, "/export/partnerships.json").said
        assert all(marked.marks.of[frozenset({bridge})] in shown for bridge in person.bridges or ())
