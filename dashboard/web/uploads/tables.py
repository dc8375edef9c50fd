"""What is said of an upload as tables: the same plain form from which every table of the pages is built."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from dashboard import words
from dashboard.exports.tables.changes import change_rows
from data.returns.imports import Change, Difference
from data.returns.problems import Problem

Table = dict[str, Any]
MOST: Final = 1_000
"""Rows that a page shows of a table; more are said, and in the marked-up workbook."""
KINDS: Final = {"new": "New", "changed": "Changed", "ended": "Ended"}
SEVERITIES: Final = {"error": "Error", "warning": "Warning"}


def table(question: str, columns: dict[str, str], rows: Iterable[Sequence[object]], *, total: int) -> Table:
    """Return a table of at most `MOST` rows; `total` is how many there are, numbers are columns that say so."""
    shown = [dict(zip(columns, row, strict=True)) for row in islice(rows, MOST)]
    left = total - len(shown)
    subtitle = f"The first {words.number(len(shown))} of {words.number(total)} rows." if left > 0 else ""
    kinds = {key: "number" if _are_numbers(key, shown) else "text" for key in columns}
    return {
        "question": question,
        "subtitle": subtitle,
        "columns": [{"key": key, "label": label, "kind": kinds[key]} for key, label in columns.items()],
        "rows": shown,
    }


def of_problems(problems: Sequence[Problem]) -> Table:
    """Return what is wrong, errors first; each with its place, what is wrong and what would be right."""
    listed = sorted(problems, key=lambda one: not one.is_error)
    several = len({one.file for one in problems}) > 1
    columns = {
        "severity": "Severity",
        **({"file": "File"} if several else {}),
        "sheet": "Sheet",
        "row": "Row",
        "column": "Column",
        "value": "Value",
        "wrong": "What is wrong",
        "right": "What would be right",
    }
    rows = [
        [
            SEVERITIES[one.severity],
            *([one.file] if several else []),
            one.sheet,
            one.row,
            _column(one),
            one.value,
            one.wrong,
            one.right,
        ]
        for one in islice(listed, MOST)
    ]
    return table("What is wrong with the files?", columns, rows, total=len(problems))


def of_counts(difference: Difference) -> Table:
    """Return how many rows of each sheet are new, changed, as before, and ended."""
    columns = {
        "sheet": "Sheet",
        "new": "New",
        "changed": "Changed",
        "unchanged": "As before",
        "ended": "Ended",
    }
    rows = [
        (sheet, counts.new, counts.changed, counts.unchanged, counts.ended)
        for sheet, counts in difference.counts.items()
    ]
    return table("How many rows of each sheet would change?", columns, rows, total=len(rows))


def of_changes(changes: Sequence[Change], question: str) -> Table:
    """Return every change: a row for each changed field with its old and new value, one for a new or ended row."""
    columns = {
        "sheet": "Sheet",
        "kind": "Change",
        "key": "Row",
        "field": "Field",
        "old": "Before",
        "new": "After",
    }
    total = sum(len(change.new or {}) if change.kind == "changed" else 1 for change in changes)
    rows = (row for change in changes for row in change_rows(change))
    shown = ([KINDS[row["kind"]] if key == "kind" else row[key] for key in columns] for row in rows)
    return table(question, columns, shown, total=total)


def _column(problem: Problem) -> str:
    named = [part for part in (problem.letter, problem.column) if part]
    return f"{named[0]} ({named[1]})" if len(named) == 2 else "".join(named)  # noqa: PLR2004 - letter and name


def _are_numbers(key: str, rows: Sequence[dict[str, object]]) -> bool:
    held = [row[key] for row in rows if row[key] is not None]
    return bool(held) and all(isinstance(one, int) for one in held)
