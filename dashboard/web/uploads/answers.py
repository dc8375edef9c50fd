"""What the routes answer, as plain JSON: a sentence first, then tables."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from dashboard import words
from dashboard.web.uploads import tables
from dashboard.web.uploads.waiting_files import Upload
from data.returns.imports import Batch, Counts, Plan

Answer = dict[str, Any]


def checked(upload: Upload, plan: Plan) -> Answer:
    """Return what is wrong with an upload and what loading it would do; `seen` stands for exactly this difference."""
    changing = not plan.is_refused and bool(plan.difference.changes)
    changes = plan.difference.changes
    return {
        "key": upload.key,
        "seen": fingerprint(plan),
        "replace": plan.incoming.replace,
        "may_load": changing,
        "is_refused": plan.is_refused,
        "sentence": _verdict(upload, plan),
        "load_label": f"Load {words.count_of(len(changes), 'change')}",
        "problems": tables.of_problems(plan.problems) if plan.problems else None,
        "marked_up": f"/data/marked-up/{upload.key}.xlsx{'?replace=yes' * plan.incoming.replace}"
        if plan.problems
        else None,
        "counts": None if plan.is_refused else tables.of_counts(plan.difference),
        "difference": tables.of_changes(changes, "What exactly would change?") if changing else None,
    }


def fingerprint(plan: Plan) -> str:
    """Return a checksum of what a plan would write: two plans with the same one do the same."""
    return sha256(repr((plan.incoming.replace, plan.difference.changes)).encode()).hexdigest()


def loaded(batch: Batch) -> str:
    """Say what was loaded."""
    return words.sentences(
        f"Loaded {batch.entry.title} as batch {batch.number}: {counted(batch.entry.total)}",
        "Every page shows it from its next request; the batch can be undone below",
    )


def undone(batch: Batch) -> str:
    """Say what was taken back."""
    return words.sentence(f"Batch {batch.entry.undoes} was undone: {counted(batch.entry.total)}")


def history(batches: Sequence[Batch], *, may_write: bool) -> list[Answer]:
    """Return every batch, the newest first; an undoing is a batch too, and can be undone in turn."""
    return [
        {
            "number": batch.number,
            "when": moment(batch.at),
            "who": batch.entry.who or "not recorded",
            "title": batch.entry.title,
            "counts": counted(batch.entry.total),
            "warnings": list(batch.entry.warnings),
            "state": f"Undone {moment(batch.undone_at)}" if batch.undone_at else "In the store",
            "may_undo": may_write and batch.undone_at is None,
        }
        for batch in batches
    ]


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


def _verdict(upload: Upload, plan: Plan) -> str:
    names = words.listing(list(upload.names), most=4)
    some = [(plan.errors, "error"), (plan.warnings, "warning")]
    found = words.listing([words.count_of(len(problems), what) for problems, what in some if problems])
    said = f"{found} in {names}" if found else f"Nothing is wrong with {names}"
    if plan.is_refused:
        return words.sentences(
            said, "Nothing can be loaded until the errors are mended; the table says where and how"
        )
    if not plan.difference.counts:
        return words.sentences(said, "There is no row in it: nothing to load")
    if not plan.difference.changes:
        return words.sentences(said, "The store holds all of it already: nothing to load")
    return words.sentences(
        said, f"Loading would make {counted(plan.difference.total)}", "Nothing has been written yet"
    )
