"""Pictures of every page, to be looked at: `python -m tests.shots` writes them to var/shots.

With `--readme` the two pictures of the README are taken too, into docs/pictures.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from data.demo import build_demo
from tests.browser.paths import COMPARED, PATHS, named
from tests.browser.serving import Site, served
from tests.browser.visiting import KINDS, browsing, visit, visiting

SHOTS, PICTURES = Path("var/shots"), Path("docs/pictures")
PAPER: dict[str, Any] = {"viewport": {"width": 794, "height": 1123}}
"""A4 at 96 dots an inch."""
README = {"overview": "/", "coverage": "/coverage"}


def main() -> None:
    """Take every picture, saying where each is."""
    with dashboard() as site, browsing() as browser:
        for kind, context in (*KINDS.items(), ("print", PAPER)):
            for_kind(browser, site, kind, context)
        if "--readme" in sys.argv[1:]:
            for_readme(browser, site)


def for_kind(browser: Browser, site: Site, kind: str, context: dict[str, Any]) -> None:
    """Take each page whole, as one kind of visitor sees it."""
    with visiting(browser, site.address, **context) as (page, _):
        if kind == "print":
            page.emulate_media(media="print")
        for path in (*PATHS, COMPARED):
            visit(page, path)
            take(page, SHOTS / f"{named(path)}-{kind}.png", whole=True)


def for_readme(browser: Browser, site: Site) -> None:
    """Take the first screens of two pages, down to their first charts, at one and a half times the density."""
    context: dict[str, Any] = {"viewport": {"width": 1280, "height": 1420}, "device_scale_factor": 1.5}
    assert_day_first(browser)
    with visiting(browser, site.address, **context) as (page, _):
        for name, path in README.items():
            visit(page, path)
            take(page, PICTURES / f"{name}.png", whole=False)


def assert_day_first(browser: Browser) -> None:
    """Date fields show days as the browser's own language does, whatever language a page asks for."""
    with browser.new_context() as visitor:
        locale = visitor.new_page().evaluate("Intl.DateTimeFormat().resolvedOptions().locale")
    if locale != "en-GB":
        message = (
            f"This Chromium speaks {locale}, so its date fields would show the month first. Install its languages "
            "(Debian: chromium-l10n), or name another Chromium in the environment variable CHROMIUM."
        )
        raise SystemExit(message)


def take(page: Page, file: Path, *, whole: bool) -> None:
    """Write one picture and say where it is."""
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=whole)
    sys.stdout.write(f"{file}\n")


@contextmanager
def dashboard() -> Iterator[Site]:
    """The dashboard over a demo store of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/cep.db"
        build_demo(store)
        with served(store, Path(folder)) as site:
            yield site


if __name__ == "__main__":
    main()
