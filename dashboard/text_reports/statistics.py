"""What the command line says of statistics that were added."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import words
from dashboard.indicators.coverage import need
from dashboard.indicators.shared import places
from data.programme.programme import Programme
from geo.vintages import VINTAGES, vintage_at

if TYPE_CHECKING:
    from data.returns.imports import Batch
    from data.returns.imports.changes import Counts
    from data.statistics import Ready


def would_be(ready: "Ready") -> str:
    """Return what adding would do."""
    return f"Would be added: {_counts(ready.difference.total)} of {ready.measure['label']}."


def done(ready: "Ready", batch: "Batch | None") -> str:
    """Return what was done."""
    if batch is None:
        return f"The store has these values of {ready.measure['label']} already."
    what = f"{_counts(batch.entry.total)} of {ready.measure['label']}"
    return f"Added: {what} (batch {batch.number}; `cep undo {batch.number}` takes it back)."


def reach(programme: Programme, measure: str) -> Iterator[str]:
    """Say for how many authorities the measure is known, at the store's own date and on the newest authorities."""
    days = [programme.as_at, VINTAGES[-1].from_date]
    vintages = dict.fromkeys(vintage_at(day).key for day in days)
    for key, day in zip(vintages, days, strict=False):
        yield f"On the authorities of {key}: {_known(programme, measure, day)}."


def _known(programme: Programme, measure: str, day: date) -> str:
    found = need.known(programme, measure, pd.Timestamp(day))
    size = len(places.authorities(programme, pd.Timestamp(day)))
    how = "added up" if need.measure_of(programme, measure).kind == "count" else "weighted"
    combined = f", {len(found.combined)} of them {how} from those they replaced" if found.combined else ""
    return f"known for {words.of(len(found.by_area), size)}{combined}"


def _counts(counts: "Counts") -> str:
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
