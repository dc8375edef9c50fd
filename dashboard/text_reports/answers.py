"""Tables for the terminal."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import orjson

from dashboard import words
from dashboard.exports.tables.answers import FINDING_COLUMNS, finding_rows, indicator_rows
from dashboard.indicators.returns import quality
from dashboard.question import Question
from data.returns.formulas import harmless

if TYPE_CHECKING:
    from rich.table import Table

WIDE = 180
"""Letters a line where two columns hold sentences."""


def indicators(question: Question, form: str) -> str:
    """Return all indicators as a table for people, or as CSV or JSON for programs."""
    answered = indicator_rows(question)
    return in_form(form, answered, list(answered[0]), lambda: _table(answered))


def findings(question: Question, form: str) -> str:
    """Return what the rules of quality find as a table for people, or as CSV or JSON for programs."""
    answered = finding_rows(question)
    return in_form(form, answered, list(FINDING_COLUMNS), lambda: _findings(answered, question))


def in_form(form: str, answered: list[dict[str, Any]], columns: list[str], table: Callable[[], str]) -> str:
    """Return rows as indented JSON or as CSV, of which no cell would run as a formula; else what `table` makes."""
    return "\n".join(lines_in_form(form, answered, columns, lambda: iter([table()])))


def lines_in_form(
    form: str,
    answered: Iterable[dict[str, Any]],
    columns: list[str],
    table: Callable[[], Iterator[str]],
) -> Iterator[str]:
    """The lines of the same, of one row after the other, for rows that are very many."""
    if form == "json":
        return _json_lines(answered)
    if form == "csv":
        return _csv_lines(answered, columns)
    return table()


def _json_lines(answered: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "["
    for row in answered:
        yield before
        text = orjson.dumps(row, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY).decode()
        # A text has no line break of its own in JSON.
        before = "  " + text.replace("\n", "\n  ") + ","
    yield "[]" if before == "[" else f"{before.removesuffix(',')}\n]"


def _csv_lines(answered: Iterable[dict[str, Any]], columns: list[str]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    for row in answered:
        yield out.getvalue().removesuffix("\n")
        out.seek(0)
        out.truncate()
        writer.writerow({key: harmless(_in_one_cell(value)) for key, value in row.items()})
    yield out.getvalue().removesuffix("\n")


def _in_one_cell(value: Any) -> Any:  # noqa: ANN401  (whatever a row holds)
    """A list or a mapping as one text: "1: 3; 2: 28"."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_in_one_cell(one)}" for key, one in value.items() if one is not None)
    return " | ".join(_in_one_cell(one) for one in value) if isinstance(value, tuple) else value


def _findings(answered: list[dict[str, Any]], question: Question) -> str:
    from rich.markup import escape
    from rich.table import Table

    errors, warnings = quality.count(question)
    counts = words.listing([words.count_of(errors, "error"), words.count_of(warnings, "warning")])
    on, where = question.day, question.selection
    title = words.sentences(f"{counts} as at {on}", where)
    if not answered:
        return title
    table = Table(title=title, title_justify="left")
    for heading, least in (
        ("Severity", 8),
        ("Partnership", 20),
        ("Sheet", 12),
        ("What is wrong", 44),
        ("Mend", 40),
    ):
        table.add_column(heading, overflow="fold", min_width=least)
    for row in answered:
        table.add_row(
            *(escape(str(row[key])) for key in ("severity", "partnership", "sheet", "what", "mend"))
        )
    return table_text(table, width=WIDE)


def _table(answered: list[dict[str, Any]]) -> str:
    from rich.markup import escape
    from rich.table import Table

    first = answered[0]
    table = Table(
        title=f"As at {first['asked_as_at']}. {first['filters']}. {first['counting_rule']}.",
        title_justify="left",
    )
    for heading in ("No.", "Indicator", "Value", "Unit", "Of", "Rating", "Note"):
        is_number = heading in {"No.", "Value"}
        table.add_column(
            heading, overflow="fold", justify="right" if is_number else "left", no_wrap=is_number
        )
    for row in answered:
        of = (
            ""
            if row["denominator"] is None
            else f"{words.plain(row['numerator'])} of {words.plain(row['denominator'])}"
        )
        value = "–" if row["value"] is None else words.plain(row["value"])
        value = f"{value} {words.PROVISIONAL}" if row.get("provisional") else value
        cells = (str(row["number"]), row["name"], value, row["unit"], of, row["rating"], row["note"])
        table.add_row(*map(escape, cells))
    return table_text(table)


def table_text(table: "Table", *, width: int = 140) -> str:
    """Return a table as text."""
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue().rstrip("\n")
