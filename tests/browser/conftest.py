"""One server and one browser for all journeys; a new tab for each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import chromium
from tests.browser.serving import Site, served
from tests.browser.visiting import KINDS, Seen, arriving, browsing, opened, visiting


@pytest.fixture(scope="session")
def site(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The dashboard over the demo store, served as a user serves it; it draws papers with the browser of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", chromium.find())
        with served(demo_store, tmp_path_factory.mktemp("site")) as running:
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
def visitors(browser: Browser, site: Site) -> Iterator[Callable[[str], BrowserContext]]:
    """One visitor of each kind for the whole run: plotly.js is loaded once, and each test opens a tab of its own."""
    with ExitStack() as stack:

        @cache
        def visitor(kind: str) -> BrowserContext:
            return stack.enter_context(arriving(browser, site.address, **KINDS[kind]))

        yield visitor


@pytest.fixture
def visitor(visitors: Callable[[str], BrowserContext], site: Site, kind: str) -> Iterator[tuple[Page, Seen]]:
    """A tab on a desktop, then one on a phone; nothing may have gone wrong in it."""
    with opened(visitors(kind)) as visit:
        yield from careful(visit, site)


@pytest.fixture
def page(visitor: tuple[Page, Seen]) -> Page:
    """The page of the visitor, on a desktop and on a phone."""
    return visitor[0]


@pytest.fixture
def seen(visitor: tuple[Page, Seen]) -> Seen:
    """What the visitor's page did."""
    return visitor[1]


@pytest.fixture(scope="session")
def walkers(
    visitors: Callable[[str], BrowserContext], site: Site
) -> Iterator[Callable[[str], tuple[Page, Seen]]]:
    """Tabs that stay open for the whole run and walk from page to page, one of each kind."""
    with ExitStack() as stack:

        @cache
        def walker(kind: str) -> tuple[Page, Seen]:
            visit = stack.enter_context(opened(visitors(kind)))
            return stack.enter_context(contextmanager(careful)(visit, site))

        yield walker


@pytest.fixture
def walker(walkers: Callable[[str], tuple[Page, Seen]], kind: str) -> Page:
    """The page of the visitor who stays, on a desktop and on a phone."""
    return walkers(kind)[0]


@pytest.fixture
def desk_walker(walkers: Callable[[str], tuple[Page, Seen]]) -> Page:
    """The page of the visitor who stays, on a desktop."""
    return walkers("desktop")[0]


@pytest.fixture
def at_desk(browser: Browser, site: Site) -> Iterator[tuple[Page, Seen]]:
    """A new visitor with a desktop, for what is the same on every width."""
    with visiting(browser, site.address, **KINDS["desktop"]) as visit:
        yield from careful(visit, site)


def careful(visit: tuple[Page, Seen], site: Site) -> Iterator[tuple[Page, Seen]]:
    """A visit after which is checked: no error in the console, no refused content, no request to another host."""
    page, seen = visit
    yield page, seen
    refused = page.evaluate("window.cepWatch ? window.cepWatch.refused : []")
    assert refused == []
    assert seen.unexpected() == []
    assert seen.hosts <= {urlsplit(site.address).netloc}
