"""A chart as a file: CSV and JSON, with exactly the rows of its table."""

from collections.abc import Callable, Mapping
from typing import Final

import orjson

from dashboard.chart import Rendered
from dashboard.exports.payload import payload, tidy

RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text cell that begins so as a formula."""


def as_csv(rendered: Rendered) -> bytes:
    """Return tidy CSV: one header row of column keys, UTF-8 without a mark, no cell that would run as a formula."""
    frame = tidy(rendered)
    for column in frame.columns:
        frame[column] = frame[column].map(harmless)
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def as_json(rendered: Rendered) -> bytes:
    """Return the payload as JSON: rows with headline, source, filters, counting rule and as-at date."""
    return orjson.dumps(payload(rendered), option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)


def harmless(value: object) -> object:
    """Return a cell that a spreadsheet shows as it is; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


FORMS: Final[Mapping[str, tuple[Callable[[Rendered], bytes], str]]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}
"""Form -> how it is made, and its media type."""
