"""All indicators as plain rows, for the command line and for other programs."""

from dataclasses import asdict
from typing import Any

from dashboard.indicators import INDICATORS
from dashboard.indicators.shared.values import value_of
from dashboard.question import Question

COLUMNS = (
    "number",
    "key",
    "name",
    "value",
    "unit",
    "numerator",
    "denominator",
    "n",
    "rating",
    "note",
    "low",
    "high",
)


def rows(question: Question) -> list[dict[str, Any]]:
    """Return one row an indicator, with what a reader needs to quote it: as-at date, filters, counting rule."""
    about = {
        "as_at": question.on.date().isoformat(),
        "filters": question.selection,
        "counting_rule": question.filters.counting_rule,
        "illustrative": bool(question.visible.statuses["is_illustrative"].any()),
        "store_version": question.programme.store_version,
    }
    answered = [(one, asdict(value_of(one, question))) for one in INDICATORS]
    return [
        {column: {"number": one.number, "name": one.name, **value}[column] for column in COLUMNS} | about
        for one, value in answered
    ]
