"""Imports and added statistics for the terminal: problems, differences, batches and what they changed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from rich.table import Table

from dashboard import words
from dashboard.exports.tables.changes import BATCH_COLUMNS, CHANGE_COLUMNS, batch_row, change_rows
from dashboard.indicators.coverage import need
from dashboard.indicators.shared import places
from dashboard.text_reports.answers import in_form, lines_in_form, table_text
from data.programme.programme import Programme
from data.returns.imports import Batch, Change, Plan
from data.returns.imports.changes import Counts, called, fields, value
from data.returns.problems import Problem
from geo.vintages import VINTAGES, vintage_at

if TYPE_CHECKING:
    from data.statistics import Ready

MOST_LINES: Final = 200
"""Problems or changes that are listed one by one; more than that nobody reads on a terminal."""
WIDE: Final = 160


def problems(found: Sequence[Problem]) -> list[str]:
    """Each problem as a line with its severity, and how many there are."""
    lines = [f"{one.severity}: {one.sentence}" for one in found[:MOST_LINES]]
    return [*lines, *_beyond(found)]


def understood(plan: Plan) -> list[str]:
    """What cells were read as, sheet by sheet, each different cell as a line."""
    lines = [f"read: {one.sentence}" for one in plan.readings[:MOST_LINES]]
    return [*lines, *_beyond(plan.readings)]


def asked(plan: Plan) -> list[str]:
    """Each question without an answer as a line."""
    lines = [f"question: {one.sentence}" for one in plan.unanswered[:MOST_LINES]]
    return [*lines, *_beyond(plan.unanswered)]


def refusal(plan: Plan) -> str:
    """Why nothing can be loaded."""
    errors, warnings = (
        words.count_of(len(some), noun) for some, noun in ((plan.errors, "error"), (plan.warnings, "warning"))
    )
    if not plan.unanswered:
        return f"{errors} and {warnings}: nothing was written. Mend the errors and send the files again."
    questions = words.count_of(len(plan.unanswered), "question")
    mend = "Mend the errors, and answer" if plan.errors else "Answer"
    return (
        f"{errors}, {warnings} and {questions}: nothing was written. {mend} the questions: --questions FILE writes "
        "them to a file, --answers FILE reads it with your answers."
    )


def counts(plan: Plan) -> str:
    """Rows of each sheet: new, changed, unchanged, ended."""
    if not plan.difference.counts:
        return "The files have no rows; there is nothing to load."
    files = words.listing([file.name for file in plan.files])
    title = f"{files} against version {plan.store_version:,} of the store"
    table = Table(title=title, title_justify="left")
    for heading in ("Sheet", "New", "Changed", "Unchanged", "Ended"):
        table.add_column(heading, justify="left" if heading == "Sheet" else "right")
    for sheet, some in plan.difference.counts.items():
        table.add_row(sheet, *_numbers(some))
    if len(plan.difference.counts) > 1:
        table.add_section()
        table.add_row("All", *_numbers(plan.difference.total))
    return table_text(table)


def difference(plan: Plan) -> str:
    """The counts, then each change on a line of its own."""
    changes = plan.difference.changes
    lines = chain.from_iterable(_lines(change) for change in changes[:MOST_LINES])
    return "\n".join([counts(plan), *lines, *_beyond(changes)])


def done(batch: Batch) -> str:
    """What was loaded or undone, and how to take it back."""
    total = batch.entry.total
    what = ", ".join(
        f"{some:,} {kind}"
        for kind, some in (("new", total.new), ("changed", total.changed), ("ended", total.ended))
        if some
    )
    verb = "Undone" if batch.entry.undoes is not None else "Loaded"
    return f"{verb} as batch {batch.number}: {what}. `cep undo {batch.number}` takes it back."


def log(batches: Iterable[Batch], form: str) -> str:
    """Return the batches, the newest first, as a table for people, or as CSV or JSON for programs."""
    rows = [batch_row(batch) for batch in batches]
    return in_form(form, rows, list(BATCH_COLUMNS), lambda: _log(rows))


def _log(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Nothing was imported yet."
    table = Table(title="Imports, the newest first; times are in UTC", title_justify="left")
    for heading in ("Batch", "When", "Who", "What", "New", "Changed", "Ended", "Warnings", "Undone"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        cells = ("batch", "at", "who", "what", "new", "changed", "ended", "warnings", "undone_at")
        table.add_row(*(value(row[name]).replace("T", " ").removesuffix("+00:00") for name in cells))
    return table_text(table, width=WIDE)


def changes(batch: int, changed: Sequence[Change], form: str) -> Iterator[str]:
    """The lines of what a batch changed, row by row, as text for people, or as CSV or JSON for programs."""
    columns = [name for name in CHANGE_COLUMNS if name not in {"file", "row"}]
    rows = ({name: row[name] for name in columns} for change in changed for row in change_rows(change))

    title = f"Batch {batch}: {words.count_of(len(changed), 'change')}"
    return lines_in_form(
        form, rows, columns, lambda: chain([title], chain.from_iterable(map(_lines, changed)))
    )


def _lines(change: Change) -> Iterator[str]:
    name = called(change.sheet, change.key)
    where = f" ({change.origin.file}, row {change.origin.row})" if change.origin else ""
    if change.kind != "changed":
        happens = "is new" if change.kind == "new" else "ends"
        yield f"{name} {happens}{where}: {fields(change.sheet, change.new or change.old)}"
        return
    yield f"{name} changes{where}"
    for field, new in (change.new or {}).items():
        yield f"    {field}: {value((change.old or {})[field])} -> {value(new)}"


def _beyond(some: Sequence[object]) -> list[str]:
    more = len(some) - MOST_LINES
    return [f"And {more:,} more; --report FILE writes them all."] if more > 0 else []


def _numbers(some: Counts) -> tuple[str, str, str, str]:
    return f"{some.new:,}", f"{some.changed:,}", f"{some.unchanged:,}", f"{some.ended:,}"


def statistics_difference(ready: "Ready") -> str:
    """Return what adding statistics would do."""
    return f"Would be added: {_counts(ready.difference.total)} of {ready.measure['label']}."


def statistics_done(ready: "Ready", batch: Batch | None) -> str:
    """Return what was added, and how to take it back."""
    if batch is None:
        return f"The store has these values of {ready.measure['label']} already."
    what = f"{_counts(batch.entry.total)} of {ready.measure['label']}"
    return f"Added: {what} (batch {batch.number}; `cep undo {batch.number}` takes it back)."


def statistics_reach(programme: Programme, measure: str) -> Iterator[str]:
    """Say for how many authorities the measure is known, at the store's own date and on the newest authorities."""
    days = [programme.as_at, VINTAGES[-1].from_date]
    vintages = dict.fromkeys(vintage_at(day).key for day in days)
    how = "added up" if need.measure_of(programme, measure).kind == "count" else "weighted"
    for key, day in zip(vintages, days, strict=False):
        known = need.known(programme, measure, pd.Timestamp(day))
        of = words.of(len(known.by_area), len(places.authorities(programme, pd.Timestamp(day))))
        combined = f", {len(known.combined)} of them {how} from those they replaced" if known.combined else ""
        yield f"On the authorities of {key}: known for {of}{combined}."


def _counts(counts: Counts) -> str:
    parts = [
        words.count_of(number, f"{what} value")
        for number, what in (
            (counts.new, "new"),
            (counts.changed, "changed"),
            (counts.unchanged, "unchanged"),
        )
        if number
    ]
    return words.listing(parts) or "no values"
