"""The members that partnerships publish: the organisations, their seats, and the page that each seat rests on."""

from collections.abc import Sequence
from functools import cache

from data.register_evidence import Evidence, last_day_if_any, read_csv
from data.store.rows import Row
from data.taxonomy import ROLES


def organisation_rows() -> list[Row]:
    """A row for each organisation that a partnership names as a member, once however many name it."""
    return [{**row, "area_code": None, "is_illustrative": False} for row in read_csv("organisations.csv")]


def membership_rows() -> list[Row]:
    """A row for each published seat, from the day on which it is proved: since when it is held is not published."""
    return [
        {
            "partnership": row["partnership"],
            "organisation": row["organisation"],
            "role": row["role"],
            "from_date": last_day_if_any(row["as_at"] or row["known_by"]),
            "to_date": None,
            "precision": row["precision"],
            "begins": "by",
            "is_illustrative": False,
        }
        for row in read_csv("memberships.csv")
    ]


@cache
def membership_evidence() -> tuple[Evidence, ...]:
    """A piece of evidence for each organisation that a page names: its value is the organisation's key."""
    pages: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in read_csv("memberships.csv"):
        page = tuple(row[name] for name in ("partnership", "organisation", "as_at", "address"))
        pages.setdefault(page, []).append(row)
    return tuple(_evidence(rows) for rows in pages.values())


def _evidence(rows: Sequence[dict[str, str]]) -> Evidence:
    row = rows[0]
    return Evidence(
        partnership=row["partnership"],
        kind="membership",
        as_at=last_day_if_any(row["as_at"]),
        precision=row["precision"],
        known_by=last_day_if_any(row["known_by"]),
        value=row["organisation"],
        wording="; ".join(ROLES[each["role"]] for each in rows),
        address=row["address"],
        note="; ".join(each["note"] for each in rows if each["note"]) or None,
        status=None,
        begins="by",
        # A page without a date says of no day that it holds.
        grade=2 if row["as_at"] else 3,
    )
