"""A browser on the dashboard: pages that keep what went wrong, and one way to wait until a page is drawn."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser import chromium

HERE = Path(__file__).parent
WATCH = (HERE / "watch.js").read_text()
UPDATE = "/_dash-update-component"
SECONDS_TO_DRAW = 30
"""A page needs one; it may have to share the machine with other processes of tests."""

KINDS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
}


@dataclass(slots=True)
class Seen:
    """What a page did: hosts it asked, filter answers it fetched, and everything that went wrong."""

    hosts: set[str] = field(default_factory=set)
    updates: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Begin anew."""
        for noted in (self.hosts, self.updates, self.faults, self.expected):
            noted.clear()

    def unexpected(self) -> list[str]:
        """The faults that the test did not announce."""
        expected = {
            *self.expected,
            "/glossary.json net::ERR_ABORTED",
        }  # a page may be left before its terms have come
        return [fault for fault in self.faults if not any(words in fault for words in expected)]


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = chromium.find()
    expect.set_options(timeout=SECONDS_TO_DRAW * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=chromium.launch_arguments(),
            handle_sigint=False,
            env=os.environ
            | {"LANGUAGE": "en_GB"},  # Date fields show days as the browser's own language does.
        )
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, address: str, *, script: str = "", **context: Any
) -> Iterator[tuple[Page, Seen]]:
    """A page of a new visitor, who has nothing in their cache."""
    with arriving(browser, address, script=script, **context) as visitor, opened(visitor) as visit:
        yield visit


@contextmanager
def arriving(browser: Browser, address: str, *, script: str = "", **context: Any) -> Iterator[BrowserContext]:
    """A new visitor; addresses are relative to the dashboard's, and `script` runs before the pages' own."""
    visitor = browser.new_context(base_url=address, locale="en-GB", accept_downloads=True, **context)
    visitor.set_default_timeout(SECONDS_TO_DRAW * 1000)
    visitor.add_init_script(WATCH + script)
    yield visitor
    visitor.close()


@contextmanager
def opened(visitor: BrowserContext) -> Iterator[tuple[Page, Seen]]:
    """A new tab of a visitor, who keeps what they have loaded before."""
    page = visitor.new_page()
    yield page, watch(page)
    page.close()


def cleared(visit: tuple[Page, Seen], viewport: ViewportSize) -> tuple[Page, Seen]:
    """A tab as if it had just been opened, on a picture of the same site, so that Chromium keeps its process."""
    page, seen = visit
    page.unroute_all()
    page.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")
    page.set_viewport_size(viewport)
    page.goto("/_favicon.ico")
    seen.forget()
    seen.expected.add(
        "/favicon.ico"
    )  # Chromium asks for one beside the picture; pages of ours name their own.
    return visit


def watch(page: Page) -> Seen:
    """Keep what a page asks for and what goes wrong in it."""
    seen = Seen()

    def asks(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"}:
            seen.hosts.add(parts.netloc)
        if parts.path == UPDATE:
            seen.updates.append(request)

    def answers(response: Response) -> None:
        if response.status >= 500:
            seen.faults.append(f"{response.status} {response.url}")

    def says(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} or "Content Security Policy" in message.text:
            seen.faults.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    page.on("request", asks)
    page.on("response", answers)
    page.on("console", says)
    page.on("pageerror", lambda error: seen.faults.append(f"page error: {error}"))
    page.on("requestfailed", lambda request: seen.faults.append(f"failed: {request.url} {request.failure}"))
    return seen


def settled(page: Page) -> None:
    """Wait until the page shows its question, every chart with the words beside it, and every table asked for."""
    left = page.evaluate("milliseconds => window.cepWatch.settled(milliseconds)", SECONDS_TO_DRAW * 1000)
    assert left == "", f"{page.url}: {left}"


def visit(page: Page, address: str) -> None:
    """Go to an address and wait until it is drawn."""
    page.goto(address, wait_until="load")
    settled(page)
