"""The members that partnerships publish: the organisations, their seats, and the page that each seat rests on."""

from datetime import date
from functools import cache

from data.register_evidence import Evidence, last_day, read_csv
from data.store.rows import Row


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
            "from_date": each.proved_on,
            "to_date": None,
            "precision": each.precision,
            "begins": each.begins,
            "is_illustrative": False,
        }
        for row, each in zip(read_csv("memberships.csv"), membership_evidence(), strict=True)
    ]


@cache
def membership_evidence() -> tuple[Evidence, ...]:
    """The evidence of each seat, in the order of `membership_rows`: its value is the key of the organisation."""
    return tuple(_evidence(row) for row in read_csv("memberships.csv"))


def _evidence(row: dict[str, str]) -> Evidence:
    # A page without a date names no day of which it holds: that is grade 3.
    return Evidence(
        partnership=row["partnership"],
        kind="membership",
        as_at=last_day(row["as_at"]) if row["as_at"] else None,
        precision=row["precision"],
        known_by=date.fromisoformat(row["known_by"]) if row["known_by"] else None,
        value=row["organisation"],
        wording=row["role"],
        address=row["address"],
        note=row["note"] or None,
        status=None,
        begins="by",
        grade=2 if row["as_at"] else 3,
    )
