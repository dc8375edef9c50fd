"""Problems, changes and batches of imports as tidy rows, and a plan as a report: CSV, JSON or a workbook."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

import orjson
from xlsxwriter import Workbook

from data.returns.formulas import harmless
from data.returns.imports import Batch, Change, Plan
from data.returns.imports.changes import fields, value
from data.returns.problems import Problem
from data.returns.readings import Cells, in_rows

Row = dict[str, Any]
PROBLEM_COLUMNS: Final = ("severity", "file", "sheet", "row", "column", "value", "wrong", "right")
CHANGE_COLUMNS: Final = ("kind", "sheet", "key", "field", "old", "new", "file", "row")
BATCH_COLUMNS: Final = (
    "batch", "at", "who", "what", "new", "changed", "unchanged", "ended", "warnings", "replaced", "undoes", "undone_at",
    "sha256", "sender", "bridge", "period_end", "note",
)  # fmt: skip
MOST_ROWS: Final = 1_048_575
"""Rows of a sheet below its header."""


def problem_row(problem: Problem) -> Row:
    """A problem with its place, what is wrong, and what would be right."""
    return {name: getattr(problem, name) for name in PROBLEM_COLUMNS}


def said_rows(plan: Plan) -> Iterator[Row]:
    """What is wrong, then each question without an answer and what was understood, at the first of its rows."""
    yield from map(problem_row, plan.problems)
    for asked in plan.unanswered:
        yield _cells_row("question", asked, asked.asks, asked.answerable)
    for read in plan.readings:
        yield _cells_row("read", read, f"Read as {read.meaning or 'blank'} in {in_rows(read.rows)}.", "")


def _cells_row(severity: str, cells: Cells, wrong: str, right: str) -> Row:
    first = cells.rows[0] if cells.rows else None
    said = {"severity": severity, "row": first, "wrong": wrong, "right": right}
    return {name: said[name] if name in said else getattr(cells, name) for name in PROBLEM_COLUMNS}


def change_rows(change: Change) -> Iterator[Row]:
    """One row for each changed field; one row for a row that is new or ends, with all that it says."""
    place = (
        {"file": change.origin.file, "row": change.origin.row} if change.origin else {"file": "", "row": None}
    )
    named = {"kind": change.kind, "sheet": change.sheet, "key": ", ".join(map(value, change.key))}
    if change.kind != "changed":
        yield {
            **named,
            "field": "",
            "old": fields(change.sheet, change.old),
            "new": fields(change.sheet, change.new),
            **place,
        }
        return
    for field, new in (change.new or {}).items():
        yield {**named, "field": field, "old": value((change.old or {})[field]), "new": value(new), **place}


def batch_row(batch: Batch) -> Row:
    """A batch with its counts; times are in UTC."""
    entry = batch.entry
    return {
        "batch": batch.number,
        "at": batch.at.isoformat(timespec="seconds"),
        "who": entry.who or "",
        "what": entry.title,
        **asdict(entry.total),
        "warnings": len(entry.warnings),
        "replaced": entry.replaced,
        "undoes": entry.undoes,
        "undone_at": batch.undone_at.isoformat(timespec="seconds") if batch.undone_at else None,
        "sha256": entry.sha256,
        "sender": entry.sender or entry.who or "",
        "bridge": entry.bridge or "",
        "period_end": entry.period_end.isoformat() if entry.period_end else "",
        "note": entry.note or "",
    }


def as_csv(plan: Plan) -> bytes:
    """Problems and changes in one table, told apart by `kind`; no cell would run as a formula."""
    columns = (
        "kind",
        *PROBLEM_COLUMNS[1:],
        *(name for name in CHANGE_COLUMNS if name in {"key", "field", "old", "new"}),
    )
    problems = ({"kind": row["severity"], **row} for row in said_rows(plan))
    changes = (row for change in plan.difference.changes for row in change_rows(change))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for rows in (problems, changes):
        writer.writerows({key: harmless(held) for key, held in row.items()} for row in rows)
    return out.getvalue().encode("utf-8")


def as_json(plan: Plan) -> bytes:
    """Everything in one document; each change with its fields before and after."""
    document = {
        "files": [asdict(file) for file in plan.files],
        "store_version": plan.store_version,
        "refused": plan.is_refused,
        "counts": {sheet: asdict(counts) for sheet, counts in plan.difference.counts.items()},
        "problems": list(said_rows(plan)),
        "changes": [_document(change) for change in plan.difference.changes],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def as_xlsx(plan: Plan) -> bytes:
    """A workbook: what it is about, the problems, the changes; text stays text, whatever it begins with."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        about = book.add_worksheet("about")
        about.set_column(0, 0, 110)
        for number, line in enumerate(about_lines(plan)):
            about.write_string(number, 0, line)
        problems = said_rows(plan)
        changes = (row for change in plan.difference.changes for row in change_rows(change))
        for title, columns, rows in (
            ("problems", PROBLEM_COLUMNS, problems),
            ("changes", CHANGE_COLUMNS, changes),
        ):
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 22)
            sheet.write_row(0, 0, columns, bold)
            for number, row in enumerate(islice(rows, MOST_ROWS), start=1):
                sheet.write_row(number, 0, [row[column] for column in columns])
    return out.getvalue()


def about_lines(plan: Plan) -> list[str]:
    """What a report is about, line by line."""
    total = plan.difference.total
    return [
        "What loading these files would do, and what is wrong with them",
        *(f"{file.name} (SHA-256 {file.sha256})" for file in plan.files),
        f"Compared with version {plan.store_version} of the store",
        f"{len(plan.errors):,} errors, {len(plan.warnings):,} warnings"
        + (": nothing can be loaded before the errors are mended" if plan.is_refused else ""),
        f"{total.new:,} new, {total.changed:,} changed, {total.unchanged:,} unchanged, {total.ended:,} ended",
        "The sheet problems has every error and warning, the sheet changes every row that would be different.",
    ]


REPORTS: Final[Mapping[str, Callable[[Plan], bytes]]] = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}
"""Ending of a report -> what makes it."""


def _document(change: Change) -> Row:
    return {
        "kind": change.kind,
        "sheet": change.sheet,
        "key": list(change.key),
        "old": _plain(change.old),
        "new": _plain(change.new),
        "file": change.origin.file if change.origin else None,
        "row": change.origin.row if change.origin else None,
    }


def _plain(row: Mapping[str, object] | None) -> Row | None:
    """A row without the store's own number of it."""
    return None if row is None else {str(name): held for name, held in row.items() if name != "id"}
