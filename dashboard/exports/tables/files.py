"""A chart as a file, in every form it comes in; all but pictures hold exactly the rows of its table."""

from collections.abc import Callable, Mapping
from typing import Final

import orjson

from dashboard import release
from dashboard.charts.chart import Rendered
from dashboard.exports.forms import MEDIA_TYPES
from dashboard.exports.pictures.pictures import PICTURES, pictures
from dashboard.exports.rows import payload, tidy
from data.returns.formulas import harmless


def as_csv(rendered: Rendered) -> bytes:
    """Return tidy CSV: one header row of column keys, UTF-8 without a mark, no cell that would run as a formula."""
    frame = tidy(rendered)
    for column in frame.columns:
        frame[column] = frame[column].map(harmless)
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def as_json(rendered: Rendered) -> bytes:
    """Return the payload as JSON: rows with headline, source, filters, counting rule, as-at date, and who to ask."""
    about = {"status": release.NOT_OFFICIAL, "contact": release.who_to_ask()}
    return orjson.dumps(payload(rendered) | about, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)


def _xlsx(rendered: Rendered) -> bytes:
    from dashboard.exports.tables.workbook import as_xlsx, chart_book

    return as_xlsx(chart_book(rendered, form="xlsx"))


def _ods(rendered: Rendered) -> bytes:
    from dashboard.exports.tables.workbook import as_ods, chart_book

    return as_ods(chart_book(rendered, form="ods"))


MAKERS: Final[Mapping[str, Callable[[Rendered], bytes]]] = {
    "csv": as_csv,
    "json": as_json,
    "xlsx": _xlsx,
    "ods": _ods,
}
FORMS: Final = {form: MEDIA_TYPES[form] for form in ("csv", "xlsx", "ods", "json")} | dict(PICTURES)
"""Form -> its media type."""


def chart_file(rendered: Rendered, form: str, *, patient: bool = True) -> bytes:
    """Return a chart in one of `FORMS`. A picture raises what `pictures` raises; every other form needs no Chrome."""
    if form in PICTURES:
        return pictures([rendered], form, patient=patient)[0]
    return MAKERS[form](rendered)
