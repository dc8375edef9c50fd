"""What the routes answer, as plain JSON: a sentence first, then tables in the form from which pages build theirs."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from dashboard import words
from dashboard.exports.tables.changes import change_rows
from dashboard.exports.tables.revisions import no_change, revision_rows, said
from dashboard.people import Right, who_asks
from dashboard.question import Question
from dashboard.web.uploads.service import Upload
from data.returns.imports import Batch, Change, Counts, Difference, Plan, Step
from data.returns.imports.review import fingerprint
from data.returns.problems import Problem
from data.returns.readings import Reading, in_rows

Answer = dict[str, Any]
Table = dict[str, Any]
MOST: Final = 1_000
"""Rows that a page shows of a table; more are said, and in the marked-up workbook."""
KINDS: Final = {"new": "New", "changed": "Changed", "ended": "Ended"}
SEVERITIES: Final = {"error": "Error", "warning": "Warning"}


def checked(upload: Upload, plan: Plan) -> Answer:
    """Return what is wrong with an upload and what loading it would do; `seen` stands for exactly this difference."""
    return {
        "key": upload.key,
        "replace": plan.incoming.replace,
        **found(plan, named=upload.names),
        "marked_up": f"/data/marked-up/{upload.key}.xlsx{'?replace=yes' * plan.incoming.replace}"
        if plan.problems or plan.incoming.questions or plan.readings
        else None,
        "questions": of_questions(plan),
        "confirm": [] if plan.is_refused else of_confirmations(plan.readings),
    }


def of_questions(plan: Plan) -> list[Answer]:
    """Return what has to be answered, each once for all equal cells, with what can be answered and what is proposed."""
    asked = {one.asked: one for one in reversed(plan.unanswered)}
    return [
        {
            "asked": list(one.asked),
            "where": one.where,
            "asks": one.asks,
            "choices": [[choice.write, choice.means] for choice in one.choices],
            "proposed": one.proposed,
        }
        for one in islice(reversed(asked.values()), MOST)
    ]


def of_confirmations(readings: Iterable[Reading]) -> list[str]:
    """Return what is confirmed before anything is loaded: for each sheet, how many cells were read as listed."""
    cells: Counter[str] = Counter()
    for one in readings:
        cells[one.sheet] += len(one.rows)
    return [f"{sheet}: {words.count_of(size, 'cell')} read as listed" for sheet, size in cells.items()]


def of_readings(readings: Sequence[Reading]) -> Table:
    """Return what cells were understood to mean, sheet by sheet, each different cell of a column in one row."""
    columns = {
        "sheet": "Sheet",
        "column": "Column",
        "value": "It says",
        "meaning": "Read as",
        "cells": "Cells",
        "rows": "Where",
    }
    rows = [
        (one.sheet, one.column, one.value, _meaning(one), len(one.rows), in_rows(one.rows))
        for one in islice(readings, MOST)
    ]
    return _table("What were cells read as?", columns, rows, total=len(readings))


def _meaning(reading: Reading) -> str:
    beside = "".join(f"; {name} {text}" for name, text in reading.beside.items())
    return f"{reading.meaning or 'blank'}{beside}"


def found(plan: Plan, *, named: Sequence[str] = ()) -> Answer:
    """Return what a plan does and what is wrong with it; `seen` stands for exactly this difference."""
    changing = not plan.is_refused and bool(plan.difference.changes)
    changes = plan.difference.changes
    return {
        "seen": fingerprint(plan),
        "may_load": changing and who_asks().may(Right.LOAD),
        "is_refused": plan.is_refused,
        "sentence": _verdict(named or [file.name for file in plan.files], plan),
        "load_label": f"Load {words.count_of(len(changes), 'change')}",
        "problems": of_problems(plan.problems) if plan.problems else None,
        "readings": of_readings(plan.readings) if plan.readings else None,
        "counts": None if plan.is_refused else of_counts(plan.difference),
        "difference": of_changes(changes, "What exactly would change?") if changing else None,
    }


def loaded(batch: Batch) -> str:
    """Say what was loaded."""
    return words.sentences(
        f"Loaded {batch.entry.title} as batch {batch.number}: {counted(batch.entry.total)}",
        "Every page shows it from its next request; the batch can be undone below",
    )


def undone(batch: Batch) -> str:
    """Say what was taken back."""
    return words.sentence(f"Batch {batch.entry.undoes} was undone: {counted(batch.entry.total)}")


WRITTEN: Final = {
    "attention_states": "Calls",
    "comments": "Comments",
    "saved_views": "Views",
    "packs": "Packs",
    "paper_drafts": "Drafts of papers",
    "events": "Events",
}
"""What people write on the pages, by its sheet."""
FILES: Final = "Files"


def history(batches: Sequence[Batch], *, may_undo: Callable[[Batch], bool]) -> list[Answer]:
    """Return every batch and what it is about, the newest first; an undoing is one too, and can be undone in turn."""
    return [
        {
            "number": batch.number,
            "when": moment(batch.at),
            "who": _whose(batch),
            "title": _titled(batch),
            "about": _about(batch),
            "counts": counted(batch.entry.total),
            "warnings": list(batch.entry.warnings),
            "state": f"Undone {moment(batch.undone_at)}" if batch.undone_at else "In the store",
            "may_undo": batch.undone_at is None and may_undo(batch),
        }
        for batch in batches
    ]


def _about(batch: Batch) -> str:
    """What a batch changed: one thing that people write, or what came in files."""
    sheets = [sheet for sheet, counts in batch.entry.counts.items() if counts != Counts()]
    return WRITTEN.get(sheets[0], FILES) if len(sheets) == 1 else FILES


def _whose(batch: Batch) -> str:
    """Who loaded a batch, and who sent it where that was somebody else."""
    who, sender = batch.entry.who or "not recorded", batch.entry.sender
    return f"{who}; sent by {sender}" if sender and sender != who else who


def _titled(batch: Batch) -> str:
    """The files of a batch, of which quarter they are the return, and its note."""
    entry = batch.entry
    of = f"return of {entry.bridge}, quarter to {words.day(entry.period_end)}" if entry.bridge else ""
    note = f"“{entry.note}”" if entry.note else ""
    return "; ".join(part for part in (entry.title, of, note) if part)


def counted(counts: Counts) -> str:
    """Rows by what becomes of them: "3 rows new, 1 changed, 40 as before"."""
    parts = {
        "new": counts.new,
        "changed": counts.changed,
        "ended": counts.ended,
        "as before": counts.unchanged,
    }
    named = [f"{words.number(size)} {what}" for what, size in parts.items() if size]
    return words.listing(named) if named else "no rows"


def moment(when: datetime) -> str:
    """A time as a reader reads it: "31 March 2020, 14:05 UTC"."""
    return f"{words.day(when)}, {when:%H:%M} UTC"


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
    return _table("What is wrong with the files?", columns, rows, total=len(problems))


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
    return _table("How many rows of each sheet would change?", columns, rows, total=len(rows))


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
    return _table(question, columns, shown, total=total)


def of_revisions(steps: Sequence[Step], question: Question) -> Table:
    """Return every figure that a batch changed, before and after."""
    (step,) = steps
    rows = [
        (row["name"], said(row, "old"), said(row, "new"), row["unit"])
        for row in revision_rows(steps, question)
    ]
    columns = {"name": "Indicator", "old": "Before", "new": "After", "unit": "Unit"}
    asked = f"Which figures did batch {step.batch.number} change?"
    shown = _table(asked, columns, rows, total=len(rows))
    place = question.place if question.whose else "all of England"
    said_so = f"Figures as at {question.day}, {place}." if rows else no_change(step.batch)
    return shown | {"subtitle": said_so}


def _verdict(files: Sequence[str], plan: Plan) -> str:
    """What is wrong with files, and what they would do, to whom loads them or hands them in."""
    may_load = who_asks().may(Right.LOAD)
    load, loading = ("load", "Loading") if may_load else ("hand in", "Accepting it")
    names = words.listing(list(files), most=4)
    some = [
        (len(plan.errors), "error"),
        (len(plan.warnings), "warning"),
        (len(of_questions(plan)), "question"),
    ]
    found = words.listing([words.count_of(size, what) for size, what in some if size])
    said = f"{found} in {names}" if found else f"Nothing is wrong with {names}"
    if plan.readings:
        cells = sum(len(one.rows) for one in plan.readings)
        said = f"{said}; {words.count_of(cells, 'cell')} read as listed"
    if plan.errors:
        return words.sentences(
            said,
            f"Nothing can be {'loaded' if may_load else 'handed in'} until the errors are mended; the table says where "
            "and how",
        )
    if plan.is_refused:
        return words.sentences(said, "Answer the questions: one answer holds for all equal cells")
    if not plan.difference.counts:
        return words.sentences(said, f"There is no row in it: nothing to {load}")
    if not plan.difference.changes:
        return words.sentences(said, f"The store holds all of it already: nothing to {load}")
    return words.sentences(
        said, f"{loading} would make {counted(plan.difference.total)}", "Nothing has been written yet"
    )


def _table(question: str, columns: dict[str, str], rows: Iterable[Sequence[object]], *, total: int) -> Table:
    """A table of at most `MOST` rows; `total` is how many there are, numbers are columns that say so."""
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


def _column(problem: Problem) -> str:
    named = [part for part in (problem.letter, problem.column) if part]
    return f"{named[0]} ({named[1]})" if len(named) == 2 else "".join(named)  # noqa: PLR2004 - letter and name


def _are_numbers(key: str, rows: Sequence[dict[str, object]]) -> bool:
    held = [row[key] for row in rows if row[key] is not None]
    return bool(held) and all(isinstance(one, int) for one in held)
