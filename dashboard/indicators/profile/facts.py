"""One partnership in plain facts, each with a word on whether it is real, and the pages they come from."""

from typing import Any

import pandas as pd
from pandas import DataFrame, Timestamp

from dashboard import words
from dashboard.indicators.shared import places, records
from data.programme.programme import Programme
from data.taxonomy import GOVERNANCE_FORMS, SCALES

PUBLISHED = {
    "former_name": "Former name",
    "locality": "Locality",
    "lead_or_host": "Lead or host",
    "website": "Website",
    "status_as_published": "Status as published",
    "evidence_on": "Date of the evidence",
    "evidence_note": "Evidence",
}
MILESTONES = {
    "first_meeting_on": "First meeting",
    "terms_agreed_on": "Terms of reference agreed",
    "launched_on": "Launched",
    "first_delivery_on": "First delivery",
}


def facts_of(programme: Programme, slug: str, on: Timestamp) -> DataFrame:
    """fact, value (in words; "not known" where it is), is_illustrative. Milestones after the day are not
    known yet.
    """
    row = records.rows_of(programme, "partnerships", slug).iloc[0]
    home = places.homes(programme, on)[(programme.partnerships["partnership"] == slug).to_numpy()].iloc[0]
    real, generated = bool(row["is_illustrative"]), bool(row["milestones_illustrative"])
    cadence = row["meetings_expected_per_year"]
    rows = [
        ("Region", _label(programme, on, "region", home["region_code"]), real),
        ("Arts Council area", _label(programme, on, "ace_area", home["ace_area_code"]), real),
        ("Bridge", _label(programme, on, "bridge", row["bridge"]), real),
        ("Scale", _text(SCALES.get(row["scale"])), real),
        ("Pilot", "Yes" if row["pilot"] else "No", real),
        *(
            (label, words.days_in(str(row[column])), real)
            for column, label in PUBLISHED.items()
            if pd.notna(row[column])
        ),
        *((label, words.day(_by(row[column], on)), generated) for column, label in MILESTONES.items()),
        ("Meetings expected a year", words.number(cadence), generated),
        ("Governance", _text(GOVERNANCE_FORMS.get(row["governance_form"])), generated),
    ]
    facts = DataFrame(rows, columns=["fact", "value", "is_illustrative"])
    return facts.assign(is_illustrative=facts["is_illustrative"] & (facts["value"] != words.NOT_KNOWN))


def sources_of(programme: Programme, slug: str, statuses: DataFrame) -> DataFrame:
    """what, source: where the partnership and each of its real statuses is published, each page once."""
    row = records.rows_of(programme, "partnerships", slug).iloc[0]
    real = statuses[~statuses["is_illustrative"].astype(bool) & statuses["source"].notna()]
    found: dict[str, list[str]] = {} if pd.isna(row["source"]) else {row["source"]: ["The partnership"]}
    for status, when, source in real[["status", "when", "source"]].itertuples(index=False, name=None):
        found.setdefault(source, []).append(f"Status: {status}, {when}")
    rows = [("; ".join(what), source) for source, what in found.items()]
    return DataFrame(rows, columns=["what", "source"], dtype="str")


def _label(programme: Programme, on: Timestamp, grouping: str, code: Any) -> str:  # noqa: ANN401 - a code or NaN
    return _text(places.labels(programme, on, grouping).get(code, code))


def _text(value: Any) -> str:  # noqa: ANN401 - text, None or NaN
    return words.NOT_KNOWN if value is None or pd.isna(value) else str(value)


def _by(day: Timestamp, on: Timestamp) -> Timestamp | None:
    return day if pd.notna(day) and day <= on else None
