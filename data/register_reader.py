"""The public register and what else was published: the shipped CSV as rows of the store."""

import csv
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.programme.visibility import MILESTONES
from data.store.rows import Row, Rows

REGISTER = Path(__file__).parent / "register"
_YEAR, _MONTH = 4, 7  # The lengths of 2016 and 2016-09.


_COPIED = (
    "name", "former_name", "scale", "locality", "lead_or_host", "status_as_published", "evidence_on",
    "evidence_precision", "evidence_note", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoveredArea:
    """An authority that a partnership covers, `whole` or in `part`, from and to a day where one is known."""

    code: str
    coverage: str
    locality: str | None = None
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One partnership as the register has it; `evidence_day` is the day from which its status is certain."""

    slug: str
    name: str
    bridge: str
    pilot: bool
    status: str
    evidence_day: date | None
    areas: tuple[CoveredArea, ...]
    columns: Mapping[str, str | None]

    @property
    def proves_status(self) -> bool:
        """Whether the register says which status the partnership has."""
        return self.status != "not_stated"


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a file of the register, every value as it stands there."""
    with (REGISTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def last_day(published: str) -> date:
    """The last day that a published day, month or year can mean: 2016-09 is 30 September 2016."""
    parts = [int(part) for part in published.split("-")]
    if len(published) == _YEAR:
        return date(parts[0], 12, 31)
    if len(published) == _MONTH:
        return date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return date(*parts)


@cache
def read_register() -> tuple[Published, ...]:
    """The 92 partnerships, in the register's order."""
    slugs = {row["register_name"]: row["slug"] for row in read_csv("bridges.csv")}
    dated: dict[str, list[CoveredArea]] = {}
    for row in read_csv("localities.csv"):
        days = {name: date.fromisoformat(row[name]) for name in ("from_date", "to_date") if row[name]}
        covered = CoveredArea(row["area_code"], row["coverage"], row["locality"], **days)
        dated.setdefault(row["slug"], []).append(covered)
    return tuple(_published(row, slugs[row["bridge"]], dated) for row in read_csv("public_register.csv"))


def register_rows() -> Rows:
    """Rows of partnerships, their statuses and areas, targets and published counts, none illustrative."""
    register = read_register()
    return {
        "partnership": [_partnership_row(published) for published in register],
        "partnership_status": [_status_row(published) for published in register if published.proves_status],
        "partnership_area": [
            _area_row(published, covered) for published in register for covered in published.areas
        ],
        "target": [_target_row(row) for row in read_csv("targets.csv")],
        "published_count": [_count_row(row) for row in read_csv("published_counts.csv")],
    }


def _published(row: dict[str, str], bridge: str, dated: Mapping[str, list[CoveredArea]]) -> Published:
    # As the register lists areas: `E06000023:whole;E06000025:part`.
    pairs = [listed.split(":") for listed in row["areas"].split(";") if listed]
    listed_areas = [
        CoveredArea(code, coverage, row["locality"] or None if coverage == "part" else None)
        for code, coverage in pairs
    ]
    return Published(
        slug=row["slug"],
        name=row["name"],
        bridge=bridge,
        pilot=row["pilot"] == "yes",
        status=row["status"],
        evidence_day=last_day(row["evidence_on"]) if row["evidence_on"] else None,
        areas=tuple(dated.get(row["slug"]) or listed_areas),
        columns=MappingProxyType({name: value or None for name, value in row.items()}),
    )


def _partnership_row(published: Published) -> Row:
    return {
        "partnership": published.slug,
        **{name: published.columns[name] for name in _COPIED},
        "pilot": published.pilot,
        "bridge": published.bridge,
        "published_status": published.status,
        "website": None,
        **dict.fromkeys(MILESTONES),
        "is_illustrative": False,
        "milestones_illustrative": False,
    }


def _status_row(published: Published) -> Row:
    return {
        "partnership": published.slug,
        "status": published.status,
        "from_date": published.evidence_day,
        "to_date": None,
        "precision": published.columns["evidence_precision"] or "not_published",
        "source": published.columns["source"],
        "is_illustrative": False,
    }


def _area_row(published: Published, covered: CoveredArea) -> Row:
    return {
        "partnership": published.slug,
        "area_code": covered.code,
        "coverage": covered.coverage,
        "share": None,
        "locality": covered.locality,
        "from_date": covered.from_date,
        "to_date": covered.to_date,
        "is_illustrative": False,
    }


def _target_row(row: dict[str, str]) -> Row:
    return {
        "indicator": row["indicator"],
        "value": float(row["value"]),
        "due_on": date.fromisoformat(row["due_on"]),
        "set_on": date.fromisoformat(row["set_on"]),
        "official": row["official"] == "yes",
        "source": row["source"],
        "is_illustrative": False,
    }


def _count_row(row: dict[str, str]) -> Row:
    return {
        "as_at": last_day(row["as_at"]),
        "precision": row["precision"],
        "partnerships": float(row["partnerships"]),
        "wording": row["wording"],
        "kind": row["kind"],
        "source": row["source"],
        "is_illustrative": False,
    }
