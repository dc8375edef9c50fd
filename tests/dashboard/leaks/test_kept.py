"""What is kept for one is not given to another: whoever asks first, whatever a browser has already."""

import pytest

from dashboard.app import ENCODINGS
from tests.dashboard.leaks.conftest import Store
from tests.dashboard.leaks.desk import EDITOR, NATIONAL, REVIEWER, VIEWER, Answer, Desk
from tests.dashboard.leaks.routes import ROUTES, Says

pytestmark = pytest.mark.thorough

PATHS = ("/", "/coverage", "/pilots", "/partnerships", "/data")
FILES = (
    "/api/indicators", "/export/partnerships.json", "/export/trajectory.csv",
    "/cards/need-and-coverage.json", "/choices.json?of=bridge&of=reason", "/search.json?q={word}", "/board-pack.html",
    "/drafts.json", "/data/intake", "/data/organisations", "/data/packs",
)  # fmt: skip


def asked(desk: Desk, marked: Store, *, backwards: bool) -> dict[tuple[str, str], Answer]:
    """What each of three is answered in turn, the last first where that is said, as browsers ask."""
    people = (NATIONAL, EDITOR, REVIEWER)
    found = {}
    for path in (*PATHS, *map(marked.own.within, FILES)):
        for person in reversed(people) if backwards else people:
            found[person.name, path] = desk.ask(person, path)
            if path.startswith(FILES_BEGIN):
                continue
            headers = {"Accept-Encoding": ENCODINGS}
            found[person.name, f"{path} again"] = desk.ask(person, path, headers=headers)
            found[person.name, f"{path} opens"] = desk.layout(person, path)
            found[person.name, f"{path} changes"] = desk.change(person, path, "illustrative=hide", shown=path)
    return found


SLOW = (".pdf", ".docx", ".pptx", ".xlsx", ".ods", ".zip")
FILES_BEGIN = tuple(path.partition("?")[0] for path in FILES)


def test_it_does_not_matter_who_asked_before(marked: Store) -> None:
    one, other = (asked(Desk(marked.address), marked, backwards=first) for first in (False, True))
    assert [key for key in one if one[key] != other[key]] == []
    changes = [path for name, path in one if name == EDITOR.name and path.endswith("changes")]
    assert len(changes) == len(PATHS)
    assert not any(one[NATIONAL.name, path].content == one[EDITOR.name, path].content for path in changes)


def test_what_a_browser_has_of_somebody_else_is_not_confirmed(desk: Desk, marked: Store) -> None:
    for path in map(marked.own.within, FILES):
        before, own = desk.ask(NATIONAL, path), desk.ask(EDITOR, path)
        if tag := before.headers.get("ETag"):
            assert desk.ask(EDITOR, path, headers={"If-None-Match": tag}) == own, path
            assert own.content != before.content
            assert desk.ask(NATIONAL, path, headers={"If-None-Match": tag}).status == 304


def test_no_proxy_gives_what_somebody_may_see_to_anybody_else(desk: Desk, marked: Store) -> None:
    for seen in ROUTES.values():
        for address in map(marked.own.within, seen.asked if seen.says is Says.OWN else ()):
            if not address.endswith(SLOW):
                headers = desk.ask(EDITOR, address).headers
                kept = headers.get("Cache-Control", "")
                assert "private" in kept or "no-store" in kept, address
                assert "public" not in kept, address
                assert "Cookie" in headers["Vary"], address


def test_a_session_is_told_what_its_account_may_see_whichever_comes_first(marked: Store) -> None:
    desk = Desk(marked.address)
    for path in ("/", "/partnerships", *map(marked.own.within, FILES)):
        for things, others in ((marked.own, marked.others), (marked.others, marked.own)):
            answer = desk.signed_in(f"{things.word}-session", path)
            assert answer.status == 200, path
            assert others.word not in things.without(answer.said, path), path
    own = desk.signed_in(f"{marked.own.word}-session", "/export/store.zip")
    assert own == desk.ask(VIEWER, "/export/store.zip")
    for session in ("", f"{marked.never.word}-session"):
        assert desk.signed_in(session, "/export/store.zip").status == 401
