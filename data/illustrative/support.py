"""What the bridges gave: calls, meetings attended, advice, a Connected Lab for a place, the network for all."""

from collections.abc import Iterable, Iterator
from datetime import date

from data.illustrative.calendar import FIRST_RETURNS, LAST_DAY, Quarter, months_after, quarters
from data.illustrative.partnerships import Life
from data.illustrative.random_draws import Chance
from data.store.rows import Row

TYPES = {
    "one_to_one": 6,
    "meeting_attendance_intro": 2,
    "meeting_attendance_data": 2,
    "artsmark_advice": 3,
    "arts_award_advice": 2,
    "connected_network": 1.5,
}
HOURS = {"one_to_one": 1.5, "connected_lab": 12, "connected_network": 4}
"""Usual hours of a kind of support; two for the others."""
FIRST_LAB = date(2016, 4, 1)
NETWORK_MONTHS = (3, 10)
"""The network meets twice a year."""


def support_rows(life: Life, seed: int, *, scale: int) -> list[Row]:
    """What a bridge gave a partnership, from half a year before its first meeting; one Connected Lab at most."""
    meets = life.history.first_meeting_on
    if meets is None:
        return []
    chance = Chance(seed, life.slug, "support")
    first = max(FIRST_RETURNS, months_after(meets, -6))
    last = life.lasts_until
    often = chance.between(0.2, 1.3) * scale
    given = [
        (chance.weekday(max(first, quarter.first), min(last, quarter.last)), chance.pick(TYPES))
        for quarter in quarters(first, last)
        for _ in range(chance.count(often))
    ]
    given += _lab(life, chance)
    return [
        _row(f"{life.slug}-s{number}", life.history.published.bridge, day, kind, chance)
        | {"partnership": life.slug}
        for number, (day, kind) in enumerate(sorted(given), start=1)
    ]


def network_rows(bridge: str, places: Iterable[str], seed: int, *, scale: int) -> list[Row]:
    """The places without a partnership that came to a bridge's network meetings; `places` are authorities' codes."""
    chance = Chance(seed, bridge, "network")
    open_places = sorted(places)
    return [
        _row(f"{bridge}-network-{day:%Y-%m}-{code.lower()}", bridge, day, "connected_network", chance)
        | {"area_code": code}
        for day in _network_days(chance)
        for code in chance.some(open_places, chance.count(1.2 * scale))
    ]


def _lab(life: Life, chance: Chance) -> list[tuple[date, str]]:
    earliest = max(FIRST_LAB, months_after(life.history.first_meeting_on or LAST_DAY, 6))
    if earliest > life.lasts_until or not chance.yes(0.65):
        return []
    latest = min(life.lasts_until, months_after(earliest, 24))
    return [(chance.weekday(earliest, latest), "connected_lab")]


def _network_days(chance: Chance) -> Iterator[date]:
    for quarter in quarters(FIRST_LAB, LAST_DAY):
        for month in NETWORK_MONTHS:
            if quarter.first.month <= month <= quarter.last.month:
                yield _in_month(quarter, month, chance)


def _in_month(quarter: Quarter, month: int, chance: Chance) -> date:
    first = date(quarter.first.year, month, 1)
    return chance.weekday(first, first.replace(day=28))


def _row(key: str, bridge: str, day: date, kind: str, chance: Chance) -> Row:
    return {
        "support": key,
        "bridge": bridge,
        "partnership": None,
        "area_code": None,
        "support_on": day,
        "support_type": kind,
        "hours": round(HOURS.get(kind, 2) * chance.between(0.5, 1.6) * 2) / 2 if chance.yes(0.9) else None,
        "is_illustrative": True,
    }
