"""All indicators, and what the rules of quality find, as plain rows for the command line and for other programs."""

from dataclasses import asdict
from typing import Any

from dashboard.indicators import INDICATORS, all_values
from dashboard.indicators.returns import quality
from dashboard.indicators.shared.illustrative import is_labelled
from dashboard.indicators.shared.values import rounded
from dashboard.question import Question

INDICATOR_COLUMNS = (
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
    "verdict",
    "completeness",
    "illustrative_share",
    "grades",
    "published_counts",
)
FINDING_COLUMNS = (
    "severity",
    "rule",
    "partnership",
    "name",
    "sheet",
    "what",
    "mend",
    "is_illustrative",
    "address",
)


def indicator_rows(question: Question) -> list[dict[str, Any]]:
    """Return one row an indicator, with what a reader needs to quote it: filters, what it counts, and as at which day.

    `as_at` is the last day that the answer speaks of, `asked_as_at` the day that was asked for; `illustrative` is true
    of a figure of which more than a tenth rests on illustrative rows.
    """
    about = {
        "asked_as_at": question.on.date().isoformat(),
        "filters": question.selection,
        "store_version": question.programme.store_version,
    }
    values = zip(INDICATORS, all_values(question), strict=True)
    answered = [(one, asdict(rounded(value))) for one, value in values]
    return [
        {column: {"number": one.number, "name": one.name, **value}[column] for column in INDICATOR_COLUMNS}
        | {
            "as_at": (value["as_at"] or question.on.date()).isoformat(),
            "counting_rule": question.filters.counts(one.counted),
            "illustrative": is_labelled(value["illustrative_share"]),
        }
        | ({"provisional": value["provisional"]} if question.filters.provisional else {})
        | about
        for one, value in answered
    ]


def finding_rows(question: Question) -> list[dict[str, Any]]:
    """Return one row a finding; `address` is the place in the partnership's profile that shows it."""
    frame = quality.findings(question)
    places = zip(frame["partnership"], frame["anchor"], strict=True)
    frame = frame.assign(address=[f"/partnerships/{slug}#{anchor}" for slug, anchor in places])
    return [
        {str(key): value for key, value in row.items()}
        for row in frame[list(FINDING_COLUMNS)].to_dict("records")
    ]
