"""The partnerships as a list that people keep, one row each; `cep import LIST --map` reads it again."""

import csv
import io
from collections.abc import Iterator
from typing import Final

import pandas as pd
from pandas import DataFrame
from xlsxwriter import Workbook

from dashboard.exports.tables.whole_store import filtered_programme
from dashboard.exports.tables.workbook.xlsx import OPTIONS
from dashboard.figures.plain import rows
from dashboard.indicators.shared import statuses
from dashboard.question import Question
from data.names import by_name
from data.programme.programme import Programme, current
from data.returns.formulas import harmless
from data.returns.sheets.periods import periods_of
from data.taxonomy import COUNTED_STATUSES, STATUSES

COLUMNS: Final = (
    "Partnership", "Areas", "Bridge", "Status", "Date established", "Members", "Lead organisation", "Website",
)  # fmt: skip
FORMS: Final = ("csv", "xlsx")
_TERMS: Final = {5: "Spring", 8: "Summer", 12: "Autumn"}


def flat_list(question: Question, form: str) -> bytes:
    """Return the list of what the filters show, as at their day, as a file of one of `FORMS`."""
    found = flat_frame(question)
    lines = [COLUMNS, *found.itertuples(index=False, name=None)]
    if form == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([harmless(cell) for cell in line] for line in lines)
        return text.getvalue().encode("utf-8")
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        page = book.add_worksheet("Partnerships")
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
        page.set_column(0, len(COLUMNS) - 1, 28)
        page.freeze_panes(1, 1)
    return out.getvalue()


def flat_frame(question: Question) -> DataFrame:
    """Return a row for each partnership that the filters show, by name; every column is text, nothing is blank."""
    programme, on = filtered_programme(question), question.on
    bridges = dict(rows(programme.area_groupings.query("grouping == 'bridge'"), "group_code", "group_name"))
    named = statuses.named(programme, (on,))[:, 0]
    labels = list(STATUSES.values())
    now = [labels[place] if place >= 0 else "" for place in named]
    columns = (
        _areas(programme, on),
        _begun(programme),
        _members(programme, on),
        _members(programme, on, lead=True),
    )
    areas, begun, members, leads = columns
    held = programme.partnerships.assign(status=now).sort_values("name", key=by_name)
    lines = [
        (
            name, areas.get(key, ""), bridges.get(bridge, ""), status, begun.get(key, ""), members.get(key, ""),
            leads.get(key, ""), website if isinstance(website, str) else "",
        )
        for key, name, bridge, status, website in rows(held, "partnership", "name", "bridge", "status", "website")
    ]  # fmt: skip
    return DataFrame(lines, columns=list(COLUMNS))


def _areas(programme: Programme, on: pd.Timestamp) -> dict[str, str]:
    """The authorities of each partnership on a day: `Norwich; East Suffolk (Lowestoft); Fenland (part)`."""
    names = dict(rows(programme.areas, "area_code", "name"))

    def said() -> Iterator[tuple[str, str]]:
        held = current(programme.partnership_areas, on)
        for key, code, coverage, locality in rows(held, "partnership", "area_code", "coverage", "locality"):
            part = "" if coverage == "whole" else f" ({locality})" if isinstance(locality, str) else " (part)"
            yield key, f"{names.get(code, code)}{part}"

    return _listed(said())


def _members(programme: Programme, on: pd.Timestamp, *, lead: bool = False) -> dict[str, str]:
    """The members of each partnership on a day, or who leads it."""
    names = dict(rows(programme.organisations, "organisation", "name"))
    held = current(programme.memberships, on)
    leads = held["role"].eq("lead_organisation")
    seats = held[leads if lead else ~leads]
    pairs = dict.fromkeys((key, names[one]) for key, one in rows(seats, "partnership", "organisation"))
    return _listed(iter(pairs))


def _begun(programme: Programme) -> dict[str, str]:
    """When each partnership was established, no sharper than it is known."""
    counted = programme.statuses[programme.statuses["status"].isin(COUNTED_STATUSES)]
    dated = counted[counted["begins"].eq("on") & counted["from_date"].notna()].sort_values("from_date")
    first = dated.drop_duplicates("partnership")
    return {
        key: as_written(day, precision)
        for key, day, precision in rows(first, "partnership", "from_date", "precision")
    }


def as_written(day: pd.Timestamp, precision: str) -> str:
    """Return a date as it is read again: `2016-09-30`, `2016-09`, `Q3 2016`, `Autumn 2015`, `2016`, `2016/17`."""
    said = {
        "month": f"{day:%Y-%m}",
        "quarter": f"Q{day.quarter} {day.year}",
        "term": f"{_TERMS.get(day.month, '')} {day.year}",
        "year": str(day.year),
        "school_year": f"{day.year - 1}/{day.year % 100:02d}",
    }.get(precision, "")
    is_the_same = any(one.last == day.date() for one in periods_of(said)) if said else False
    return said if is_the_same else f"{day:%Y-%m-%d}"


def _listed(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The values of each key with semicolons between them; one alone has one behind it where it has a comma."""
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {
        key: f"{values[0]};" if len(values) == 1 and "," in values[0] else "; ".join(values)
        for key, values in found.items()
    }
