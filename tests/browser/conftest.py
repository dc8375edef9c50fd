"""One server and one browser for all journeys of a process, and tabs that each test finds as new."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.acting import Reader
from tests.browser.serving import Site, served
from tests.browser.visiting import KINDS, Seen, browsing, cleared, visit, visiting
from tests.stores import SQLiteFiles

Visit = tuple[Page, Seen]
Tabs = Callable[[Site, str], Visit]

LAYOUT = (Path(__file__).parent / "layout.js").read_text()


@pytest.fixture(scope="session")
def site(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard over the demo store, served as a user serves it; it draws papers with the browser of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", chromium.find())
        with served(demo_store, tmp_path_factory.mktemp("site")) as running:
            yield running


@pytest.fixture(scope="session")
def office(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard over a store that is written to; each test takes back what it writes."""
    folder = tmp_path_factory.mktemp("office")
    with served(SQLiteFiles(shared, folder).copy("demo"), folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of every test."""
    with browsing() as running:
        yield running


@pytest.fixture(params=list(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    """Desktop, then phone."""
    return str(request.param)


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Tabs]:
    """The tab of one kind on a site, as a test finds it: it stays open for the whole run, and is cleared each time.

    A new tab is a new process, which spends two seconds on compiling plotly.js.
    """
    with ExitStack() as stack:

        @cache
        def opened(address: str, kind: str) -> Visit:
            return stack.enter_context(visiting(browser, address, script=LAYOUT, **KINDS[kind]))

        yield lambda site, kind: cleared(opened(site.address, kind), KINDS[kind]["viewport"])


@pytest.fixture
def visitor(tab: Tabs, site: Site, kind: str) -> Iterator[Visit]:
    """A tab on a desktop, then one on a phone; nothing may have gone wrong in it."""
    yield from careful(tab(site, kind), site)


@pytest.fixture
def page(visitor: Visit) -> Page:
    """The page of the visitor, on a desktop and on a phone."""
    return visitor[0]


@pytest.fixture
def seen(visitor: Visit) -> Seen:
    """What the visitor's page did."""
    return visitor[1]


@pytest.fixture
def at_desk(tab: Tabs, site: Site) -> Iterator[Visit]:
    """A tab on a desktop, for what is the same on every width."""
    yield from careful(tab(site, "desktop"), site)


@pytest.fixture
def desk_page(at_desk: Visit) -> Page:
    """The page of that tab."""
    return at_desk[0]


@pytest.fixture
def newcomer(browser: Browser, site: Site) -> Iterator[Visit]:
    """A new visitor with a desktop, who has nothing in their cache."""
    with visiting(browser, site.address, **KINDS["desktop"]) as visit:
        yield from careful(visit, site)


@pytest.fixture(params=["mouse", "keyboard"])
def reader(request: pytest.FixtureRequest, tab: Tabs, office: Site, kind: str) -> Iterator[Reader]:
    """Who is on the first page, has never been here, and uses one way alone; nothing may go wrong."""
    for page, _ in careful(tab(office, kind), office):
        visit(page, "/")
        page.evaluate("localStorage.clear()")
        yield Reader(page, str(request.param))


def careful(visit: Visit, site: Site) -> Iterator[Visit]:
    """A visit after which is checked: no error in the console, no refused content, no request to another host."""
    page, seen = visit
    yield page, seen
    refused = page.evaluate("window.cepWatch ? window.cepWatch.refused : []")
    assert refused == []
    assert seen.unexpected() == []
    assert seen.hosts <= {urlsplit(site.address).netloc}
