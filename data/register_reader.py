"""The public register and what else was published: the shipped CSV as rows of the store."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from data.programme.visibility import MILESTONES
from data.register_evidence import (
    Evidence,
    PublishedStatus,
    last_day_if_any,
    read_csv,
    read_evidence,
    statuses_of,
)
from data.register_members import membership_evidence, membership_rows, organisation_rows
from data.store.rows import Row, Rows

COPIED = (
    "name", "former_name", "scale", "locality", "lead_or_host", "status_as_published", "evidence_on",
    "evidence_precision", "evidence_note", "source",
)  # fmt: skip


_MILESTONES = MappingProxyType(
    {"launched": "launched_on", "unveiled": "launched_on", "initial development meeting": "first_meeting_on"}
)
"""What a page dates to the day -> the milestone that it is."""


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
    """One partnership as the register has it, with what was published of it.

    `status` is the furthest that any page words it (`not_stated` where none does), `statuses` what its `evidence`
    proves from which day on, `milestones` the days of its course that a page gives.
    """

    slug: str
    name: str
    bridge: str
    pilot: bool
    status: str
    areas: tuple[CoveredArea, ...]
    columns: Mapping[str, str | None]
    evidence: tuple[Evidence, ...] = ()
    milestones: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def statuses(self) -> tuple[PublishedStatus, ...]:
        """The statuses that the evidence proves, the earliest first; one without a date comes last."""
        return statuses_of(self.evidence, source=self.columns["source"] or "")


@cache
def read_register() -> tuple[Published, ...]:
    """Every partnership of which something was published, in the register's order."""
    slugs = {row["register_name"]: row["slug"] for row in read_csv("bridges.csv")}
    dated: dict[str, list[CoveredArea]] = {}
    for row in read_csv("localities.csv"):
        days = {name: date.fromisoformat(row[name]) for name in ("from_date", "to_date") if row[name]}
        covered = CoveredArea(row["area_code"], row["coverage"], row["locality"], **days)
        dated.setdefault(row["slug"], []).append(covered)
    evidence: dict[str, list[Evidence]] = {}
    for each in read_evidence():
        evidence.setdefault(each.partnership, []).append(each)
    return tuple(
        _published(row, slugs[row["bridge"]], dated, tuple(evidence[row["slug"]]))
        for row in read_csv("public_register.csv")
    )


def register_rows() -> Rows:
    """Rows of partnerships, all that was published of them, targets and published counts, none illustrative."""
    register = read_register()
    return {
        "partnership": [partnership_row(published) for published in register],
        "partnership_status": [
            _status_row(published, status) for published in register for status in published.statuses
        ],
        "partnership_area": [
            area_row(published, covered) for published in register for covered in published.areas
        ],
        "evidence": [
            {**asdict(each), "is_illustrative": False} for each in (*read_evidence(), *membership_evidence())
        ],
        "organisation": organisation_rows(),
        "membership": membership_rows(),
        "target": [_target_row(row) for row in read_csv("targets.csv")],
        "published_count": [_count_row(row) for row in read_csv("published_counts.csv")],
    }


def _published(
    row: dict[str, str],
    bridge: str,
    dated: Mapping[str, list[CoveredArea]],
    evidence: tuple[Evidence, ...],
) -> Published:
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
        areas=tuple(dated.get(row["slug"]) or listed_areas),
        columns=MappingProxyType({name: value or None for name, value in row.items()}),
        evidence=evidence,
        milestones=MappingProxyType(
            {
                _MILESTONES[each.value]: each.as_at
                for each in evidence
                if each.as_at is not None and each.precision == "day" and each.value in _MILESTONES
            }
        ),
    )


def partnership_row(published: Published) -> Row:
    """Its row of the table `partnership`, with the milestones that a page gives and no other."""
    return {
        "partnership": published.slug,
        **{name: published.columns[name] for name in COPIED},
        "pilot": published.pilot,
        "bridge": published.bridge,
        "published_status": published.status,
        "website": None,
        **dict.fromkeys(MILESTONES),
        **published.milestones,
        "is_illustrative": False,
        "milestones_illustrative": False,
    }


def _status_row(published: Published, status: PublishedStatus) -> Row:
    return {"partnership": published.slug, **asdict(status), "is_illustrative": False}


def area_row(published: Published, covered: CoveredArea) -> Row:
    """Its row of the table `partnership_area` for one of its areas."""
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
        "as_at": last_day_if_any(row["as_at"]),
        "precision": row["precision"],
        "partnerships": float(row["partnerships"]),
        "wording": row["wording"],
        "kind": row["kind"],
        "place": row["place"] or None,
        "bridge": row["bridge"] or None,
        "address": row["address"] or None,
        "grade": int(row["grade"]),
        "source": row["source"],
        "is_illustrative": False,
    }
