"""Which figures a loading changed: every indicator as it was printed before and after each batch, as plain rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from dashboard.exports.tables.answers import indicator_rows
from dashboard.indicators.shared.illustrative import is_labelled
from dashboard.question import Question
from data.programme.programme import Programme
from data.returns.imports import Batch, Step

Row = dict[str, Any]
SAID: Final = ("value", "numerator", "denominator", "low", "high", "verdict", "rating")
"""What is printed of an indicator: where any of it differs, a published figure has changed."""
SHARE: Final = "illustrative_share"
NO_NUMBER: Final = "no number"
REVISION_COLUMNS: Final = (
    "batch", "loaded_at", "what", "number", "key", "name", "unit", "as_at",
    *(f"{when}_{name}" for name in (*SAID, SHARE) for when in ("old", "new")),
)  # fmt: skip


def revision_rows(steps: Sequence[Step], question: Question) -> list[Row]:
    """Return one row for each indicator that a batch changed, in the order of loading.

    All are as at the date of the question, with its filters. `old_value` and `new_value` are as printed, None where
    there was no number; the other pairs are what was printed beside them.
    """
    dated = question.with_filters(as_at=question.on.date())
    found: list[Row] = []
    known: tuple[Programme, list[Row]] | None = None
    for step in steps:
        before = known[1] if known and known[0] is step.before else _printed(dated, step.before)
        after = _printed(dated, step.after)
        known = step.after, after
        about = {
            "batch": step.batch.number,
            "loaded_at": step.batch.at.isoformat(timespec="seconds"),
            "what": step.batch.entry.title,
        }
        found += [
            about | _difference(old, new) for old, new in zip(before, after, strict=True) if _differ(old, new)
        ]
    return found


def said(row: Row, when: str) -> str:
    """Return a figure as people read it: "71.4 (15 of 21), 50 to 86.2", "no number"; `when` is old or new."""
    value, part, whole, low, high, verdict, rating = (row[f"{when}_{name}"] for name in SAID)
    of = f" ({part:,.10g} of {whole:,.10g})" if part is not None and whole is not None else ""
    between = f", {low:,.10g} to {high:,.10g}" if low is not None and high is not None else ""
    judged = [one.replace("_", " ") for one in (verdict, rating) if one not in (None, "unrated")]
    if is_labelled(row[f"{when}_{SHARE}"] or 0):
        judged.append("illustrative")
    return ", ".join([f"{NO_NUMBER if value is None else f'{value:,.10g}'}{of}{between}", *judged])


def no_change(batch: Batch) -> str:
    """Say that a batch changed no figure."""
    return f"Batch {batch.number} ({batch.entry.title}) changed no figure."


def _printed(question: Question, programme: Programme) -> list[Row]:
    return indicator_rows(replace(question, programme=programme))


def _differ(old: Row, new: Row) -> bool:
    return any(old[name] != new[name] for name in SAID)


def _difference(old: Row, new: Row) -> Row:
    about = {name: new[name] for name in ("number", "key", "name", "unit", "as_at")}
    pairs = {
        f"{when}_{name}": row[name] for name in (*SAID, SHARE) for when, row in (("old", old), ("new", new))
    }
    return about | pairs
