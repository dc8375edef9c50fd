"""Which figures changed, for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from dashboard import words
from dashboard.exports.tables.revisions import REVISION_COLUMNS, no_change, revision_rows, said
from dashboard.question import Question
from dashboard.text_reports.answers import in_form, table_text
from data.returns.imports import Step


def revisions(steps: Sequence[Step], question: Question, form: str) -> str:
    """Return every figure that a batch changed, one table a batch, for people, or as CSV or JSON for programs."""
    rows = revision_rows(steps, question)
    return in_form(form, rows, list(REVISION_COLUMNS), lambda: "\n".join(_tables(steps, rows, question)))


def _tables(steps: Sequence[Step], rows: list[dict[str, Any]], question: Question) -> Iterator[str]:
    yield words.sentences(f"Figures as at {question.day}", question.selection)
    for step in steps:
        changed = [row for row in rows if row["batch"] == step.batch.number]
        if not changed:
            yield no_change(step.batch)
            continue
        title = f"Batch {step.batch.number}, {step.batch.at:%Y-%m-%d %H:%M} UTC: {step.batch.entry.title}"
        table = Table(title=escape(title), title_justify="left")
        for heading in ("Indicator", "Before", "After", "Unit"):
            table.add_column(heading, overflow="fold")
        for row in changed:
            table.add_row(row["name"], said(row, "old"), said(row, "new"), row["unit"])
        yield table_text(table)
