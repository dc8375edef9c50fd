"""The pages, and which of them an address means."""

from typing import Final
from urllib.parse import unquote

from dashboard.pages import (
    attention,
    coverage,
    levers,
    london,
    meetings,
    method,
    missing,
    overview,
    paper,
    partnerships,
    pilots,
    profile,
    representation,
    store,
)
from dashboard.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (
    overview.PAGE,
    coverage.PAGE,
    london.PAGE,
    pilots.PAGE,
    representation.PAGE,
    levers.PAGE,
    meetings.PAGE,
    attention.PAGE,
    partnerships.PAGE,
    paper.PAGE,
    store.PAGE,
    method.PAGE,
)


def find(path: str) -> tuple[Page, str | None]:
    """Return the page at a path, and the partnership it is about if it is about one; never fails."""
    plain = unquote(path).rstrip("/") or "/"
    for page in PAGES:
        if plain == page.path:
            return page, None
    if plain.startswith(f"{partnerships.PAGE.path}/"):
        return profile.PAGE, plain.removeprefix(f"{partnerships.PAGE.path}/")
    return missing.PAGE, None
