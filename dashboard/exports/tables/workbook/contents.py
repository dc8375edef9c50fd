"""What a workbook of charts holds: a cover, one sheet for each chart's table and nothing else, contents, and notes."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from dashboard import release, words
from dashboard.charts.chart import Chart, Rendered
from dashboard.charts.render import (
    IS_PROVISIONAL,
    counting_rule,
    counting_rule_of_several,
    rule_beside_name,
    source_of,
    source_text,
    sources_of,
)
from dashboard.exports.paper.paper import Figure, definition
from dashboard.exports.rows import WHOLE_ROW, payload, read_as
from dashboard.exports.tables.workbook.chart_ranges import drawn
from dashboard.exports.tables.workbook.model import SHORTHAND, Book, Cell, Column, Sheet, sheet_name, unlike
from dashboard.method import RULES
from dashboard.question import Question
from dashboard.settings import product_version

PLAIN: Final = "This worksheet holds one table."
SAID: Final = ("finding", "why there are no rows", "measure, place and period", "source, date and counting")
ALONE: Final = (
    "Each worksheet of a chart holds its table alone, with the names of its columns in the first row. What it says and "
    "what it rests on is on the worksheet Notes, with the shorthand in square brackets."
)


def book_of(
    rendereds: Sequence[Rendered],
    *,
    title: str,
    remade: str,
    about: Sequence[tuple[str, str]] = (),
    question: Question | None = None,
) -> Book:
    """Return the workbook of some charts, answered for one question: that of the first, unless it is said.

    `remade` is the command that makes it again; `about` are further lines of the cover (purpose, summary).
    """
    taken = {"cover", "contents", "notes"}
    tables = [(rendered, _table(rendered, taken)) for rendered in rendereds]
    question = question or rendereds[0].question
    cover = _cover(rendereds, question, title, [*about, *_one(rendereds)], remade)
    return Book(
        title=title,
        subject=f"{question.selection}, as at {question.day}",
        on=question.on.date(),
        sheets=(cover, *(sheet for _, sheet in tables), _contents(tables), _notes(tables)),
    )


def values_of(rendered: Rendered) -> tuple[list[dict[str, Any]], list[tuple[Cell, ...]]]:
    """Return the columns that a reader sees and the rows of the table: dates as dates, numbers as numbers."""
    answer = payload(rendered)
    columns = [column for column in answer["columns"] if "unseen" not in column]
    rows = [
        tuple(_cell(read_as(row, column), kind=column["kind"]) for column in columns)
        for row in answer["rows"]
    ]
    return columns, rows


def _cell(value: object, *, kind: str) -> Cell:
    if value is None or value == "":
        return None
    if kind == "date":
        return date.fromisoformat(str(value))
    if kind == "yes_no":
        return bool(value)
    return value if isinstance(value, int | float) else str(value)


def _table(rendered: Rendered, taken: set[str]) -> Sheet:
    columns, rows = values_of(rendered)
    labels = unlike(tuple(column["label"] for column in columns))
    blanks = [_blank(rendered.chart, column["key"]) for column in columns]
    return Sheet(
        name=sheet_name(rendered.chart.key, taken=taken),
        printed=f"{rendered.headline}: {rendered.subtitle}",
        provisional=frozenset(_provisional(columns, rows)),
        columns=tuple(Column(label, blank) for label, blank in zip(labels, blanks, strict=True)),
        rows=tuple(rows),
        chart=drawn(rendered, rows),
    )


def _provisional(
    columns: Sequence[dict[str, Any]], rows: Sequence[tuple[Cell, ...]]
) -> Iterator[tuple[int, int]]:
    """The cells that would be others, or not there, without returns that wait for a decision."""
    told = next((at for at, column in enumerate(columns) if column["key"] == IS_PROVISIONAL), -1)
    for at, row in enumerate(rows if told >= 0 else ()):
        said = str(row[told] or "")
        for place, column in enumerate(columns):
            if said == WHOLE_ROW or column["label"] in said.split("; "):
                yield at, place


def _blank(chart: Chart, column: str) -> str:
    """What a cell without a value means: too few, where it is a rate or an end of its interval."""
    is_rate = any(column in {rate, f"{rate}_low", f"{rate}_high"} for rate in chart.rates)
    return chart.blanks.get(column, "[low]" if is_rate else "[x]")


def _said_of(rendered: Rendered, sheet: Sheet) -> list[tuple[str, str]]:
    """What a table must say of itself: its finding, what it measures where and when, its source line."""
    said = (rendered.headline, rendered.reason_empty, rendered.subtitle, rendered.source)
    return [(f"{sheet.name}: {what}", line) for what, line in zip(SAID, said, strict=True) if line]


def _sources(rendered: Rendered) -> str:
    chart = rendered.chart
    return "; ".join(
        source_text(chart, rendered.question, key) for key in sources_of(chart, rendered.question)
    )


def _cover(
    rendereds: Sequence[Rendered],
    first: Question,
    title: str,
    about: Sequence[tuple[str, str]],
    remade: str,
) -> Sheet:
    programme = first.programme
    marked = [rendered for rendered in rendereds if rendered.illustrative]
    rows: list[tuple[str, Cell]] = [
        *about,
        ("As at", first.filters.on(programme).date()),
        ("Filters", first.selection),
        (
            "Counting rule",
            rule_beside_name(
                counting_rule(rendereds[0].chart, first)
                if len(rendereds) == 1
                else counting_rule_of_several(first)
            ),
        ),
        ("Status", release.in_short()),
        ("Illustrative data", words.sentence(words.ILLUSTRATIVE) if marked else "None."),
        ("Store", f"{programme.store_name}, version {programme.store_version}"),
        ("Made with", f"CEP Monitor {product_version()}"),
        *([("Command that makes it again", remade)] if remade else []),
    ]
    lines = (f"Cultural Education Partnerships in {first.whole}.", PLAIN)
    return Sheet("Cover", (Column("What"), Column("Says")), tuple(rows), heading=title, lines=lines)


def _one(rendereds: Sequence[Rendered]) -> list[tuple[str, str]]:
    """The finding and what it rests on, of a workbook about one chart; of many, Contents and Notes say it."""
    if len(rendereds) != 1:
        return []
    (rendered,) = rendereds
    says = {
        "Finding": rendered.headline,
        "In words": rendered.text,
        "Measure, place and period": rendered.subtitle,
        "Definition": words.sentence(definition(rendered).definition),
        "Source": words.sentence(_sources(rendered)),
    }
    return [(what, said) for what, said in says.items() if said]


def _contents(tables: Sequence[tuple[Rendered, Sheet]]) -> Sheet:
    rows = [(sheet.name, _asked(rendered), rendered.headline, len(sheet.rows)) for rendered, sheet in tables]
    return Sheet(
        "Contents",
        tuple(Column(label) for label in ("Worksheet", "Question", "Finding", "Rows")),
        (("Notes", "What do shorthand, definitions and sources mean?", None, None), *rows),
        heading="Contents",
        lines=(PLAIN, ALONE),
        links=True,
    )


def _asked(rendered: Rendered) -> str:
    """The question of a chart; of a figure of a paper with its number, as everywhere in it."""
    if isinstance(rendered, Figure):
        return f"Figure {rendered.number}: {rendered.caption}"
    return rendered.chart.question


def _notes(tables: Sequence[tuple[Rendered, Sheet]]) -> Sheet:
    rendereds = [rendered for rendered, _ in tables]
    behind = {one.key: one for one in map(definition, rendereds)}
    sources = dict.fromkeys(
        source_of(rendered.chart, rendered.question, key)
        for rendered in rendereds
        for key in sources_of(rendered.chart, rendered.question)
    )
    rows = [
        *SHORTHAND.items(),
        *(pair for rendered, sheet in tables for pair in _said_of(rendered, sheet)),
        *((f"Definition: {one.name}", words.sentence(one.definition)) for one in behind.values()),
        *((f"Rating: {one.name}", words.sentence(one.rule)) for one in behind.values() if one.rule),
        *((f"Rule: {name}", rule) for name, rule in RULES),
        *((f"Source: {one.short}", one.said) for one in sources),
        *((f"{release.ABOUT}: {term}", said) for term, said in release.about()),
    ]
    return Sheet("Notes", (Column("Note"), Column("Says")), tuple(rows), heading="Notes", lines=(PLAIN,))
