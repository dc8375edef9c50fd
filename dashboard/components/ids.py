"""Names of the parts of a page, in one place, because callbacks and pages must agree on them."""

URL = "url"
SHOWN = "shown"
ANSWER = "answer"
DEFAULTS = "filter-defaults"
WORDS = "filter-words"
STORE_LINE = "store-line"
MAIN = "main"
PARTS = "parts"
SEARCH = "search"
NEWS = "news"
DESK, DESK_OPEN, HISTORY = "intake-desk", "intake-open", "intake-history"

BLOCK = "block"
LINKS, BENEATH = "links", "beneath"
"""The blocks of a page that are its own: links under the answer, and what stands under the cards."""
COMPOSER, COMPOSED = "composer", "composed"


def part(kind: str, key: str) -> dict[str, str]:
    """Return the id of one part of one card or block."""
    return {"part": kind, "key": key}


def control(key: str) -> str:
    """Return the id of a control of the filter bar."""
    return f"filter-{key}"
