"""What is known of a partnership, fact by fact: which page says it, in which words, and what that proves."""

import re

import pandas as pd
from pandas import DataFrame, Series, Timestamp

from dashboard import words
from dashboard.indicators.profile import partnerships
from dashboard.indicators.shared import records
from dashboard.question import Question
from data.programme.programme import Programme
from data.taxonomy import EVIDENCE_KINDS, SHORT_GRADES, STATUSES

NO_ADDRESS, NO_STATUS = "address not recorded", "no status"
AREA = re.compile(r"(E\d{8}):(whole|part)(;?)")
"""An authority as the register writes it."""
"""How a date is written that says no more than the month or the year."""


def listing(question: Question) -> DataFrame:
    """Every fact that is held of the partnership asked about and speaks of the as-at date or earlier, or of no day that
    is published, the newest first; of those of one day members come last.

    Columns: what (kind of fact), says, wording (as published), when (the day or period it speaks of, in words),
    proves (in words), grade (in words), address (`NO_ADDRESS` where there is none), note, iso (the day, month or
    year it speaks of; NaN if not published), is_illustrative. Raises `partnerships.UnknownPartnership`.
    """
    visible = question.visible
    slug = partnerships.slug_of(visible, question.partnership or "")
    rows = records.rows_of(visible, "evidence", slug)
    rows = rows[~(rows["as_at"] > question.on)]
    rows = rows.assign(is_member=rows["kind"] == "membership")
    order = ["as_at", "is_member", "grade", "kind"]
    rows = rows.sort_values(order, ascending=[False, True, True, True], ignore_index=True)
    said = [_said(visible, *row) for row in rows[["kind", "value"]].itertuples(index=False, name=None)]
    proofs = rows.assign(on=rows["as_at"].fillna(rows["known_by"]))[["status", "on", "precision", "begins"]]
    return DataFrame(
        {
            "what": rows["kind"].map(EVIDENCE_KINDS),
            "says": Series(said, dtype="str"),
            "wording": rows["wording"],
            "when": Series([words.dated(*row) for row in _dates(rows)], dtype="str"),
            "proves": Series(
                [_proves(*row) for row in proofs.itertuples(index=False, name=None)], dtype="str"
            ),
            "grade": rows["grade"].map(lambda grade: SHORT_GRADES[int(grade)]).astype("str"),
            "address": rows["address"].fillna(NO_ADDRESS),
            "note": rows["note"],
            "iso": Series([words.iso(*row) for row in _dates(rows)], dtype="str"),
            "is_illustrative": rows["is_illustrative"],
        }
    )


def later(question: Question) -> int:
    """How many facts speak of a later day than the as-at date."""
    slug = partnerships.slug_of(question.visible, question.partnership or "")
    rows = records.rows_of(question.visible, "evidence", slug)
    return int((rows["as_at"] > question.on).sum())


def _dates(rows: DataFrame) -> list[tuple[Timestamp, str]]:
    return list(rows[["as_at", "precision"]].itertuples(index=False, name=None))


def _said(programme: Programme, kind: str, value: str | None) -> str | None:
    """What the page says; members and authorities by their names."""
    if value is None or pd.isna(value):
        return None
    if kind == "membership":
        return str(programme.organisations.set_index("organisation")["name"].get(value, value))
    names = programme.areas.set_index("area_code")["name"]

    def named(found: re.Match[str]) -> str:
        return f"{names.get(found[1], found[1])} ({found[2]}){'; ' if found[3] else ''}"

    return words.days_in(AREA.sub(named, value))


def _proves(status: str | None, on: Timestamp | None, precision: str, begins: str) -> str:
    """Which status a fact proves and from when, no more sharply than it is dated; or that it proves none."""
    if status is None or pd.isna(status):
        return NO_STATUS
    what = "That it exists" if status == "existing" else STATUSES[status]
    return f"{what}, {words.since(on, precision, begins)}"
