"""A chart as a file, in every form it comes in; all but pictures hold exactly the rows of its table."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Final

import orjson

from dashboard import release, words
from dashboard.charts.chart import Rendered
from dashboard.exports.forms import MEDIA_TYPES
from dashboard.exports.pictures.pictures import PICTURES, pictures
from dashboard.exports.rows import payload, tidy
from data.returns.formulas import harmless


def as_csv(rendered: Rendered) -> bytes:
    """Return tidy CSV: one header row of column keys, UTF-8 without a mark, no cell that would run as a formula.

    The last column, in every row alike, says what these figures are and are not.
    """
    frame, text = tidy(rendered), io.StringIO(newline="")
    writer, said = csv.writer(text), release.in_a_cell()
    writer.writerow([*frame.columns, RELEASE])
    writer.writerows([*map(harmless, row), said] for row in frame.itertuples(index=False, name=None))
    return text.getvalue().encode("utf-8")


def as_metadata(rendered: Rendered, *, url: str) -> bytes:
    """Return what describes the CSV file of a chart to programs, as CSV on the Web: columns with type and unit.

    `url` is where that file is, seen from here: its name or its address.
    """
    from data.returns.templates.texts import GUARD, ON_THE_WEB

    answer = payload(rendered)
    columns = [
        {
            "name": column["key"],
            "titles": column["key"],
            "dc:description": words.sentence(column["label"]),
            "datatype": DATATYPES.get(column["kind"], "string"),
            **({"schema:unitText": column["unit"]} if "unit" in column else {}),
        }
        for column in answer["columns"]
    ]
    said = {
        "name": RELEASE,
        "titles": RELEASE,
        "dc:description": "What these figures are.",
        "datatype": "string",
    }
    described = {
        **ON_THE_WEB,
        "url": url,
        "dc:title": rendered.chart.question,
        "dc:description": words.sentences(rendered.headline, rendered.subtitle, rendered.source, GUARD),
        "dc:rights": release.in_short(),
        "tableSchema": {"columns": [*columns, said]},
    }
    return orjson.dumps(described, option=orjson.OPT_INDENT_2)


def as_json(rendered: Rendered) -> bytes:
    """Return the payload as JSON: rows with headline, source, filters, counting rule, as-at date, and who to ask."""
    about = {"status": release.NOT_OFFICIAL, "contact": release.who_to_ask()}
    return orjson.dumps(payload(rendered) | about, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)


def _xlsx(rendered: Rendered) -> bytes:
    from dashboard.exports.tables.workbook import chart_book
    from dashboard.exports.tables.workbook.xlsx import as_xlsx

    return as_xlsx(chart_book(rendered, form="xlsx"))


def _ods(rendered: Rendered) -> bytes:
    from dashboard.exports.tables.workbook import chart_book
    from dashboard.exports.tables.workbook.ods import as_ods

    return as_ods(chart_book(rendered, form="ods"))


RELEASE: Final = "release"
"""The column of a CSV file that carries the words of the release."""
METADATA: Final = "csv-metadata.json"
"""The ending of what describes a CSV file to programs, as its standard has it."""
DESCRIBES: Final = "application/csvm+json"
"""Its media type."""
DATATYPES: Final[Mapping[str, object]] = {
    "number": "number",
    "date": "date",
    "yes_no": {"base": "boolean", "format": "True|False"},
}
"""The kind of a column -> its type in that description; anything else is text."""
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
