"""Who sits at the table: organisations named after their place, and when each joined and left.

Health, planning and Early Years are rare, the youth sector and Further Education often missing: gaps are what
the product is there to show. What is published leads: at a table of which a page proves any member by the last
day, none is made up, as a real and an invented half would be read as one whole; at any other none is made up from
the day on which a page proves one; and none ever goes by the name of an organisation that a page names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from data import register_members as published
from data.illustrative.calendar import LAST_DAY, months_after
from data.illustrative.partnerships import Partnership, Place
from data.illustrative.random_draws import Draws
from data.store.rows import Row

KINDS: dict[str, tuple[str, ...]] = {
    "local_authority": ("{} Council", "{} Council Children's Services"),
    "cultural_organisation": (
        "{} Arts Centre", "{} Museum", "{} Theatre", "{} Libraries", "{} Community Arts", "{} Gallery",
        "{} Dance Agency", "{} Festival Trust",
    ),
    "school": (
        "{} Academy", "{} High School", "{} Primary Schools Cluster", "{} Schools Alliance", "{} Special School",
    ),
    "early_years": ("{} Early Years Network", "{} Nursery Schools"),
    "further_education": ("{} College", "{} Sixth Form College"),
    "higher_education": ("{} University Campus", "{} Institute of Education"),
    "music_education_hub": ("{} Music Education Hub",),
    "youth_sector": ("{} Youth Service", "{} Young Voices"),
    "employer": ("{} Chamber of Commerce", "{} Employers' Forum"),
    "creative_industry": ("{} Creative Studios", "{} Digital Makers"),
    "health": ("{} Public Health Team", "{} Healthy Minds"),
    "planning": ("{} Regeneration Team",),
    "other": ("{} Community Foundation", "{} Heritage Forum"),
}  # fmt: skip
"""Sector -> names of organisations, with the place's name to fill in."""

AT_THE_TABLE = {
    "local_authority": 0.96, "cultural_organisation": 1.0, "school": 0.9, "early_years": 0.16,
    "further_education": 0.42, "higher_education": 0.52, "music_education_hub": 0.9, "youth_sector": 0.62,
    "employer": 0.18, "creative_industry": 0.22, "health": 0.12, "planning": 0.08, "other": 0.3,
}  # fmt: skip
"""How likely a sector sits on a partnership at some time."""

OF_THE_COUNTY = {
    "{} Music Education Hub": 0.7, "{} University Campus": 0.4, "{} Institute of Education": 0.4,
    "{} Chamber of Commerce": 0.6, "{} Community Foundation": 0.6, "{} Dance Agency": 0.5, "{} Festival Trust": 0.2,
}  # fmt: skip
OF_THE_REGION = {"{} Dance Agency": 0.4, "{} Digital Makers": 0.4, "{} Institute of Education": 0.2}
"""How likely an organisation serves more than the place: it may then sit on other partnerships there, too."""

HOW_MANY = {"cultural_organisation": (2, 6), "school": (1, 4), "local_authority": (1, 2)}
"""Fewest and most organisations of a sector; one of each other sector."""


Role = tuple[str, str, date, date | None]
"""An organisation, its role, and from when to when."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation's time at the table, up to but not including `to_date`."""

    organisation: str
    name: str
    sector: str
    area_code: str | None
    from_date: date
    to_date: date | None

    def taken_on(self, day: date) -> bool:
        """Whether the organisation is a member on that day."""
        return self.from_date <= day and (self.to_date is None or day < self.to_date)


def seats(partnership: Partnership, seed: int) -> tuple[Seat, ...]:
    """Everyone who ever sat on a partnership, founders first; nobody where no return ever came or a page names some."""
    until = partnership.members_published_from or date.max
    if partnership.history.first_meeting_on is None or not partnership.reported or until <= LAST_DAY:
        return ()
    draws, reach = Draws(seed, partnership.slug, "members"), Draws(seed, partnership.slug, "reach")
    drawn = [
        (sector, name, area_code)
        for sector in KINDS
        for name, area_code in _organisations(sector, partnership, draws, reach)
    ]
    held = [_seat(sector, name, area_code, partnership, draws) for sector, name, area_code in drawn]
    begun = (
        seat
        for seat in held
        if seat.from_date <= partnership.lasts_until and seat.organisation not in published_organisations()
    )
    return tuple(sorted(begun, key=lambda seat: (seat.from_date, seat.organisation)))


def organisation_rows(seats: Iterable[Seat]) -> list[Row]:
    """A row for each organisation that has a seat, once however many it has."""
    found: dict[str, Row] = {
        seat.organisation: {
            "organisation": seat.organisation,
            "name": seat.name,
            "sector": seat.sector,
            "area_code": seat.area_code,
        }
        for seat in seats
    }
    return [found[key] for key in sorted(found)]


def membership_rows(partnership: Partnership, seats: tuple[Seat, ...], seed: int) -> list[Row]:
    """A row for each seat with its role, and for the further roles that some organisations hold."""
    draws = Draws(seed, partnership.slug, "roles")
    usual = {"member": 12, "steering_group": 6, "observer": 1, "sub_group_lead": 1}
    roles: list[Role] = [
        (seat.organisation, draws.pick(usual), seat.from_date, seat.to_date) for seat in seats
    ]
    roles += [*_chairs(partnership, seats, draws), *_offices(seats, draws)]
    return [
        {
            "partnership": partnership.slug,
            "organisation": organisation,
            "role": role,
            "from_date": first,
            "to_date": last,
            "precision": "day",
            "begins": "on",
        }
        for organisation, role, first, last in roles
    ]


def slug(name: str) -> str:
    """A key made from a name: lower case, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


@cache
def published_organisations() -> frozenset[str]:
    """The keys of the organisations that pages name as members."""
    return frozenset(str(row["organisation"]) for row in published.organisation_rows())


def _organisations(
    sector: str, partnership: Partnership, draws: Draws, reach: Draws
) -> Iterator[tuple[str, str | None]]:
    """The organisations of a sector: a name, and the authority each is in, None where it serves several."""
    if not draws.yes(AT_THE_TABLE[sector]):
        return
    fewest, most = HOW_MANY.get(sector, (1, 1))
    for name in draws.some(KINDS[sector], draws.whole(fewest, most)):
        place = draws.one(partnership.places)
        around = _around(name, place, reach)
        yield (name.format(place.name), place.area_code) if around is None else (name.format(around), None)


def _around(name: str, place: Place, draws: Draws) -> str | None:
    """The county or region that an organisation serves; None for one of the place alone."""
    if draws.yes(OF_THE_COUNTY.get(name, 0)):
        return place.county
    return place.region if draws.yes(OF_THE_REGION.get(name, 0)) else None


def _seat(sector: str, name: str, area_code: str | None, partnership: Partnership, draws: Draws) -> Seat:
    founded = partnership.history.first_meeting_on or LAST_DAY
    joined = founded if draws.yes(0.5) else months_after(founded, draws.between(1, 40))
    left = months_after(joined, draws.between(6, 48)) if draws.yes(0.22) else None
    ends = [
        day for day in (left, partnership.history.ended_on) if day is not None and joined < day <= LAST_DAY
    ]
    if partnership.members_published_from is not None:
        ends.append(partnership.members_published_from)
    return Seat(slug(name), name, sector, area_code, joined, min(ends, default=None))


def _chairs(partnership: Partnership, seats: tuple[Seat, ...], draws: Draws) -> Iterator[Role]:
    """One chair after another, each a member at the time; now and then a gap between them, or after the last."""
    start = partnership.history.first_meeting_on or LAST_DAY
    end = partnership.history.ended_on or LAST_DAY
    while start < end:
        candidates = [seat for seat in seats if seat.taken_on(start)]
        if not candidates:
            return
        seat = draws.one(candidates)
        over = [day for day in (months_after(start, draws.between(18, 48)), seat.to_date) if day is not None]
        last = min(over) if min(over) <= LAST_DAY else seat.to_date
        yield seat.organisation, "chair", start, last
        start = end if last is None else last + timedelta(days=draws.whole(30, 300) if draws.yes(0.6) else 0)


def _offices(seats: tuple[Seat, ...], draws: Draws) -> Iterator[Role]:
    for role, likely in (
        ("lead_organisation", 0.9),
        ("vice_chair", 0.4),
        ("host", 0.5),
        ("coordinator", 0.6),
    ):
        if seats and draws.yes(likely):
            seat = draws.one(seats)
            yield seat.organisation, role, seat.from_date, seat.to_date
