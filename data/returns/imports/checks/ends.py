"""Rows that end, for they are deleted or, with `--replace`, not listed: what names them, and whether they are there."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from data.returns.columns import is_in, places
from data.returns.imports.changes import called, error, warning
from data.returns.imports.compare import Comparison
from data.returns.problems import Problem
from data.returns.readings import first_of
from data.returns.sheets import DELETE, NOUNS, RECORDS, SHEETS
from data.returns.sheets.records import Origin, Sent

MOST_NAMED = 5
"""Rows that a problem names; of more it says how many."""


def still_named(comparison: Comparison) -> Iterator[Problem]:
    """Rows that would end although rows that nobody sent go on naming them: deleted, or not listed with `--replace`."""
    hanging: dict[tuple[str, object], list[str]] = defaultdict(list)
    for name, parents in ((name, sheet.parents) for name, sheet in RECORDS.items()):
        if not any(comparison.after.ended(sheet) for sheet in parents.values()):
            continue
        brought = set(comparison.touched(name).rows.tuples(RECORDS[name].key))
        for key, column, value in comparison.after.without_parent(name):
            sheet = parents[column]
            if key in brought:
                continue
            if deleting(comparison, sheet, value):
                hanging[sheet, value].append(called(name, key))
            else:
                yield error(
                    Origin(file_of(comparison, sheet), sheet, 0),
                    SHEETS[sheet].key[0],
                    value,
                    wrong=f"“{value}” is not in the file and would end, but {called(name, key)} names it.",
                    right=f"Put it back, or send the sheet {name} too.",
                )
    for (sheet, value), named in hanging.items():
        origin = deleting(comparison, sheet, value)
        rows = "1 row names" if len(named) == 1 else f"{len(named):,} rows name"
        if origin is not None:
            yield error(
                origin,
                DELETE,
                True,
                wrong=f"{rows} “{value}”, which would be gone: {first_of(named, most=MOST_NAMED)}.",
                right="Delete what names it too, or keep the row.",
            )


def nothing_to_delete(comparison: Comparison) -> Iterator[Problem]:
    """A warning for each row that is to be deleted and that the store does not have."""
    for name, sent in comparison.deleted.items():
        key = SHEETS[name].key
        keys = sent.joined(key)
        held = comparison.held.of_keys(name, keys)
        for place in np.flatnonzero(places(keys.key(key), held.key(key)) < 0).tolist():
            row = called(name, tuple(keys[one][place] for one in key))
            yield warning(
                sent.origin(place),
                DELETE,
                True,
                wrong=f"The store has no row {row}: there is nothing to delete.",
                right="Correct the key, or take the row out.",
            )


def why_ending(comparison: Comparison, sheet: str, key: object) -> str:
    """Why a row ends that another names, in a sentence."""
    why = "does not list it" if deleting(comparison, sheet, key) is None else "deletes it"
    return f"The {NOUNS[sheet]} “{key}” ends, because the sheet {sheet} {why}."


def deleting(comparison: Comparison, sheet: str, key: object) -> Origin | None:
    """The row of a file that says that a row is to be deleted; None where none does."""
    sent, column = comparison.deleted.get(sheet, Sent()), SHEETS[sheet].key[0]
    at = np.flatnonzero(is_in(sent.joined((column,))[column], {key}))
    return sent.origin(int(at[0])) if len(at) else None


def file_of(comparison: Comparison, sheet: str) -> str:
    """The first file that has the sheet."""
    return next((part.file for part in comparison.sent.get(sheet, Sent()).parts if part.columns.length), "")
